"""The panel that searches every document: a line to type in, and what was found below it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from tui_reader.document.safe import safe
from tui_reader.search_hits import Answer, Hit
from tui_reader.ui.messages import Searched
from tui_reader.ui.screens.panel import LIST_LOOK, Panel
from tui_reader.ui.screens.search_rows import row_of, sentence_of
from tui_reader.ui.widgets.rows import Rows
from tui_reader.ui.widgets.safe_input import SafeInput

_FRAME = 5
"""Columns of the screen that aren't a row's: borders, edges and the scroll bar."""


class SearchScreen(Panel[Hit | None]):
    """Lists what was found; the answer is what was chosen."""

    DEFAULT_CSS = (
        f"""SearchScreen {{ {LIST_LOOK} }}"""
        + """
    SearchScreen {
        & > Input, & > Input:focus { height: 1; border: none; padding: 0 1; dock: top;
            background: $reader-chrome; }
        & > #details { height: 3; dock: none; padding: 0 1; color: $foreground;
            background: $background; }
    }
    """
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "list('cursor_down')", "choose", tooltip="Next row", priority=True),
        Binding(
            "up,ctrl+p", "list('cursor_up')", tooltip="Previous row", show=False, priority=True
        ),
        Binding("pagedown", "list('page_down')", tooltip="A page down", show=False, priority=True),
        Binding("pageup", "list('page_up')", tooltip="A page up", show=False, priority=True),
        Binding("enter", "choose", "go there", tooltip="Go to where it stands"),
        Binding("escape", "back", "back", tooltip="Back to where you were"),
    ]
    HELP_TITLE = "Search"
    HINT = '"two words" stand together'

    def __init__(
        self,
        title: str,
        words: str,
        at: int,
        ask: Callable[["SearchScreen", str], None],
        *,
        is_one: bool,
    ) -> None:
        """Make the panel.

        Args:
            title: What is searched.
            words: What stands in the line at first.
            at: The row that the cursor starts on.
            ask: Takes the panel and what was typed; answers come as messages.
            is_one: Whether it is one document that is searched, beside notes and bookmarks.
        """
        super().__init__()
        self._title = title
        self._at = at
        self._ask = ask
        self._is_one = is_one
        self._hits: tuple[Hit, ...] = ()
        self.words = words
        """What is searched for, as it was typed."""

    @property
    def at(self) -> int:
        """Which row of the list the cursor is on."""
        return self.query_one(OptionList).highlighted or 0

    def compose(self) -> ComposeResult:
        """Make the line, the list and the line of keys."""
        searched = "this document" if self._is_one else "all documents"
        hint = f"search {searched} and all notes; {self.HINT}"
        yield SafeInput(self.words, placeholder=hint, compact=True, select_on_focus=True)
        yield Rows(markup=False)
        yield Label("", id="details", markup=False)
        yield Label(self.keys_line(), id="keys", markup=False)

    def on_mount(self) -> None:
        """Let it be typed."""
        self.query_one(OptionList).can_focus = False
        self._entitle("")
        self.set_focus(self.query_one(Input))

    def action_list(self, action: str) -> None:
        """Move in the list while the line keeps the keys."""
        getattr(self.query_one(OptionList), f"action_{action}")()

    def action_back(self) -> None:
        """Go back to where the reader was."""
        self.dismiss(None)

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        if event.value != self.words:
            self.words = event.value
            self._at = 0
            self._ask(self, event.value)

    @on(Input.Submitted)
    def action_choose(self) -> None:
        """Go to where the row under the cursor stands."""
        if self._hits:
            self.dismiss(self._hits[self.at])

    @on(OptionList.OptionSelected)
    def _choose_clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._hits[event.option_index])

    @on(OptionList.OptionHighlighted)
    def _show_details(self) -> None:
        self._detail()

    @on(Searched)
    def _show(self, event: Searched) -> None:
        if event.query != self.words:
            return
        self._fill(event.answer)
        self._entitle(_count(event.answer, event.query, event.unread))

    def on_resize(self) -> None:
        """Show as much of each sentence as fits now."""
        if not self.has_parts:
            return
        self._list()

    def _fill(self, answer: Answer) -> None:
        if answer.hits != self._hits:
            self._hits = answer.hits
            self._list()
            self._detail()

    def _list(self) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted or self._at
        width = self.app.size.width - _FRAME
        options.clear_options()
        options.add_options([Option(row_of(hit, width, is_one=self._is_one)) for hit in self._hits])
        if self._hits:
            options.highlighted = min(at, len(self._hits) - 1)

    def _entitle(self, count: str) -> None:
        title = f"{self._title}: {count}" if count else self._title
        self.query_one(OptionList).border_title = Content(safe(title))

    def _detail(self) -> None:
        hit = self._hits[self.at] if self._hits else None
        self.query_one("#details", Label).update(sentence_of(hit) if hit else "")


def _count(answer: Answer, query: str, unread: int) -> str:
    """Return how many were found, and what is still to be read."""
    parts: list[str] = []
    if query.strip():
        parts = [f"{answer.total:,}" if answer.total else "nothing found"]
        if answer.total > len(answer.hits):
            parts = [f"first {len(answer.hits):,} of {answer.total:,}"]
    if unread:
        so_far = [f"{answer.total:,} so far"] if answer.total else []
        parts = [*so_far, f"{unread:,} documents to read"]
    return ", ".join(parts)
