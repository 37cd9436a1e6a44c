"""A list over the text: rows to walk with the reader's keys, to filter, to do something with.

The panels of links and of marks are made of it.
"""

from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from tui_reader.document.safe import safe
from tui_reader.ui.screens.panel import LIST_LOOK, Panel
from tui_reader.ui.widgets.rows import Rows
from tui_reader.ui.widgets.safe_input import SafeInput

MOST_ROWS = 1000
"""Rows that are laid out; a list lays out all of them at once."""
_AT_ONCE = 500
"""Rows up to which each letter filters them; more are filtered when letters pause."""
_PAUSE = 0.05
"""Seconds of such a pause."""


class Row(Protocol):
    """What a list shows."""

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all words, case folded, occur somewhere in it."""
        ...

    def prompt(self) -> Content:
        """Return what the list shows of it."""
        ...

    def details(self) -> str:
        """Return what is said of it below the list, while the cursor is on it."""
        ...


RowType = TypeVar("RowType", bound=Row)
AnswerType = TypeVar("AnswerType")


class ListPanel(Panel[AnswerType | None], Generic[RowType, AnswerType]):
    """Lists rows; what is asked for is the answer, and the panel comes back after small things."""

    DEFAULT_CSS = (
        f"""ListPanel {{ {LIST_LOOK} }}"""
        + """
    ListPanel {
        & > OptionList:focus { border: round $reader-mark; }
        & > Input, & > Input:focus { height: 1; border: none; padding: 0 1; dock: bottom;
            background: $reader-chrome; }
        & > #details { height: 2; dock: none; color: $foreground; background: $background; }
    }
    """
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "list('cursor_down')", tooltip="Next row", show=False),
        Binding("k,up", "list('cursor_up')", tooltip="Previous row", show=False),
        Binding("space,f,pagedown", "list('page_down')", tooltip="A page down", show=False),
        Binding("b,pageup", "list('page_up')", tooltip="A page up", show=False),
        Binding("g,home", "list('first')", tooltip="First row", show=False),
        Binding("G,end", "list('last')", tooltip="Last row", show=False),
        Binding("slash", "filter", "filter", tooltip="Show only rows with some words"),
        Binding("Q", "app.quit", tooltip="Quit at once", show=False),
        Binding("escape,q", "back", "close", tooltip="Close the filter, then the panel"),
    ]
    FILTER_HINT: ClassVar[str] = "filter"

    def __init__(
        self,
        rows: Sequence[RowType],
        title: str,
        *,
        at: int = 0,
        words: str = "",
        notice: str = "",
    ) -> None:
        """Make the panel.

        Args:
            rows: What it lists.
            title: What stands on its frame, before the number of rows.
            at: The row that the cursor starts on.
            words: What the list is filtered by.
            notice: What stands at the foot of its frame.
        """
        super().__init__()
        self._notice = notice
        self._rows = rows
        self._title = title
        self._at = at
        self._words = words
        self._shown: list[RowType] = []
        self._waiting: Timer | None = None

    @property
    def words(self) -> str:
        """What the list is filtered by."""
        return self._words

    @property
    def at(self) -> int:
        """Which row of the list the cursor is on."""
        return self.query_one(OptionList).highlighted or 0

    @property
    def row(self) -> RowType | None:
        """The row under the cursor."""
        return self._shown[self.at] if self._shown else None

    def compose(self) -> ComposeResult:
        """Make the list, the line of keys and the line for the filter."""
        yield Rows(markup=False)
        yield Label("", id="details", markup=False)
        yield Label(self.keys_line(), id="keys", markup=False)
        line = SafeInput(placeholder=self.FILTER_HINT, compact=True, select_on_focus=False)
        line.display = False
        yield line

    def on_mount(self) -> None:
        """Fill the list."""
        with self.query_one(Input).prevent(Input.Changed):
            self.query_one(Input).value = self._words
        self._fill()
        self.query_one(OptionList).border_subtitle = Content(safe(self._notice))
        self.set_focus(self.query_one(OptionList))

    def choose(self, row: RowType) -> None:
        """Do what Enter does on a row."""
        raise NotImplementedError

    def action_list(self, action: str) -> None:
        """Move in the list."""
        self._catch_up()
        getattr(self.query_one(OptionList), f"action_{action}")()

    def action_filter(self) -> None:
        """Type a filter."""
        line = self.query_one(Input)
        line.display = True
        # At once: `focus` waits for its turn, and keys that were typed ahead would come before.
        self.set_focus(line)

    def action_back(self) -> None:
        """Leave the filter, then the panel."""
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = ""
            self.query_one(Input).display = False
            self.set_focus(self.query_one(OptionList))
        else:
            self.dismiss(None)

    # Textual calls the handlers of the base too, so what a panel changes isn't a handler.
    @on(Input.Changed)
    def _take_change(self, event: Input.Changed) -> None:
        self.take_change(event.value)

    @on(Input.Submitted)
    def _take_line(self, event: Input.Submitted) -> None:
        self.take_line(event.value)

    def take_change(self, text: str) -> None:
        """Show the rows that fit what was typed so far."""
        self._words = text
        self._at = 0
        if self._waiting is not None:
            self._waiting.stop()
        if len(self._rows) <= _AT_ONCE:
            self._fill()
        else:
            self._waiting = self.set_timer(_PAUSE, self._catch_up)

    def _catch_up(self) -> None:
        """Show the rows that fit, if that is still to be done."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
            self._fill()

    def take_line(self, text: str) -> None:
        """Go on in the list with what was typed."""
        self._catch_up()
        self.set_focus(self.query_one(OptionList))

    @on(OptionList.OptionHighlighted)
    def _show_details(self) -> None:
        text = self.row.details() if self.row is not None else ""
        self.query_one("#details", Label).update(Content(safe(text)))

    @on(OptionList.OptionSelected)
    def _choose(self) -> None:
        if self.row is not None:
            self.choose(self.row)

    def _fill(self) -> None:
        words = self._words.casefold().split()
        fitting = [row for row in self._rows if row.fits(words)]
        self._shown = fitting[:MOST_ROWS]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(row.prompt()) for row in self._shown])
        if self._shown:
            options.highlighted = min(self._at, len(self._shown) - 1)
        else:
            self.query_one("#details", Label).update("")
        count = f"{len(fitting):,}" if len(fitting) == len(self._rows) else (
            f"{len(fitting):,} of {len(self._rows):,}"
        )  # fmt: skip
        if len(fitting) > MOST_ROWS:
            count = f"first {MOST_ROWS:,} of {len(fitting):,}"
        options.border_title = Content(safe(f"{self._title}: {count}"))
