"""The links panel: every link of a document or of the library, to filter, open, queue, tick off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from tui_reader.document.safe import safe

MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One address in the panel."""

    document: int
    """The document of its first place."""
    chunk: int
    index: int
    """Which link of the chunk the first place is."""
    number: int
    href: str
    address: str
    """The address as it is remembered; empty for a place in the library."""
    text: str
    host: str
    section: str
    sentence: str
    places: int
    """In how many places it stands."""
    mark: str

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all words occur somewhere in it."""
        everything = f"{self.text} {self.href} {self.section} {self.sentence}".casefold()
        return all(word in everything for word in words)


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """What was asked for in the panel."""

    action: str
    """`go`, `open`, `copy`, `queue`, `read` or `scope`."""
    row: PanelRow | None


class LinksScreen(ModalScreen[PanelAnswer | None]):
    """Lists links; what is asked for is the answer, and the panel comes back after small things."""

    DEFAULT_CSS = """
    LinksScreen {
        align: center middle;
        & > OptionList {
            width: 100%;
            height: 1fr;
            background: $background;
            border: round $reader-line;
            border-title-color: $foreground;
            scrollbar-size-vertical: 1;
            text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        & > OptionList:focus { border: round $reader-mark; }
        & > Input, & > Input:focus { height: 1; border: none; padding: 0 1; dock: bottom;
            background: $reader-chrome; }
        & > #sentence { height: 2; dock: none; color: $foreground; background: $background; }
        & > Label { dock: bottom; width: 100%; padding: 0 1; color: $reader-muted;
            background: $reader-chrome; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "back", "Close", show=False),
        Binding("j", "list('cursor_down')", show=False),
        Binding("k", "list('cursor_up')", show=False),
        Binding("space,f", "list('page_down')", show=False),
        Binding("b", "list('page_up')", show=False),
        Binding("g", "list('first')", show=False),
        Binding("G", "list('last')", show=False),
        Binding("o", "answer('open')", "Open", show=False),
        Binding("y", "answer('copy')", "Copy", show=False),
        Binding("a", "answer('queue')", "Queue", show=False),
        Binding("x", "answer('read')", "Read", show=False),
        Binding("s", "answer('scope')", "Whole library", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("Q", "app.quit", show=False),
    ]

    def __init__(
        self, rows: Sequence[PanelRow], title: str, *, at: int = 0, words: str = ""
    ) -> None:
        super().__init__()
        self._rows = rows
        self._title = title
        self._at = at
        self._words = words
        self._shown: list[PanelRow] = []

    @property
    def words(self) -> str:
        """What the list is filtered by."""
        return self._words

    @property
    def at(self) -> int:
        """Which row of the list the cursor is on."""
        return self.query_one(OptionList).highlighted or 0

    def compose(self) -> ComposeResult:
        """Make the list, the line of keys and the line for the filter."""
        yield OptionList(markup=False)
        yield Label("", id="sentence", markup=False)
        yield Label("Enter go  o open  y copy  a queue  x read  / filter  s library  Esc close",
                    markup=False)  # fmt: skip
        line = Input(placeholder="filter by text, address or section", compact=True)
        line.display = False
        yield line

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Input).value = self._words
        self._fill()
        self.query_one(OptionList).focus()

    def action_list(self, action: str) -> None:
        """Move in the list."""
        getattr(self.query_one(OptionList), f"action_{action}")()

    def action_filter(self) -> None:
        """Type a filter."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    def action_back(self) -> None:
        """Leave the filter, then the panel."""
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = ""
            self.query_one(Input).display = False
            self.query_one(OptionList).focus()
        else:
            self.dismiss(None)

    def action_answer(self, action: str) -> None:
        """Ask for something to be done with the row under the cursor."""
        row = self._shown[self.at] if self._shown else None
        if row is not None or action == "scope":
            self.dismiss(PanelAnswer(action, row))

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._words = event.value
        self._at = 0
        self._fill()

    @on(Input.Submitted)
    def _end_filter(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionHighlighted)
    def _show_sentence(self) -> None:
        row = self._shown[self.at] if self._shown else None
        sentence = f"“{row.sentence}”" if row is not None and row.sentence != row.text else ""
        self.query_one("#sentence", Label).update(Content(safe(sentence)))

    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        self.action_answer("go")

    def _fill(self) -> None:
        words = self._words.casefold().split()
        fitting = [row for row in self._rows if row.fits(words)]
        self._shown = fitting[:MOST_ROWS]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_prompt(row)) for row in self._shown])
        if self._shown:
            options.highlighted = min(self._at, len(self._shown) - 1)
        count = f"{len(fitting):,}" if len(fitting) == len(self._rows) else (
            f"{len(fitting):,} of {len(self._rows):,}"
        )  # fmt: skip
        if len(fitting) > MOST_ROWS:
            count = f"first {MOST_ROWS:,} of {len(fitting):,}"
        options.border_title = Content(safe(f"{self._title}: {count}"))


def _prompt(row: PanelRow) -> Content:
    """Return the two lines of a row."""
    places = f"  ({row.places} places)" if row.places > 1 else ""
    where = " · ".join(part for part in (row.host or row.href, row.section) if part)
    return Content.assemble(
        (f"{row.number:>3} {row.mark or ' '} ", "bold"),
        (safe(row.text) or "(no text)", "bold"),
        f"{places}\n      {safe(where)}",
    )
