"""A note being written or read, over the text that it is about."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Label, Static, TextArea

from tui_reader.document.safe import safe
from tui_reader.ui.looks import shortened
from tui_reader.ui.screens.panel import Panel
from tui_reader.ui.widgets.safe_input import SafeArea

_REST = 0.5
"""Seconds without a key after which what was typed is kept."""
_QUOTE_ROWS = 3


class NoteScreen(Panel[None]):
    """Edits one note. What is typed is kept as it is typed; there is nothing to save."""

    DEFAULT_CSS = """
    NoteScreen {
        align: center bottom;
        & > #quote { width: 100%; height: auto; max-height: 4; padding: 0 1;
            border-top: solid $reader-mark; border-title-color: $reader-mark;
            background: $background; color: $reader-muted; }
        & > SafeArea, & > SafeArea:focus { width: 100%; height: 8; max-height: 50%; border: none;
            padding: 0 1; background: $background; color: $foreground; }
        & > Label { width: 100%; padding: 0 1; background: $reader-chrome;
            color: $reader-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", tooltip="Keep the note and close", priority=True),
        Binding("ctrl+x", "discard", tooltip="Leave the note as it was", priority=True),
    ]
    HELP_TITLE = "Note"

    def __init__(self, body: str, quote: str, keep: Callable[[str], None]) -> None:
        """Make the panel.

        Args:
            body: The note so far.
            quote: The words that it is about.
            keep: Takes the note as it is now; an empty one is none.
        """
        super().__init__()
        self._quote = quote
        self._keep = keep
        self._rest: Timer | None = None
        self._area = SafeArea(body)
        self._begun = self._kept = self._area.text
        self._first = body

    def compose(self) -> ComposeResult:
        """Make the quote, the text and the line of keys."""
        yield Static(id="quote")
        yield self._area
        yield Label("Esc keeps the note   empty deletes it   Ctrl+X as it was", markup=False)

    def on_mount(self) -> None:
        """Begin at the end of the note."""
        self._area.move_cursor(self._area.document.end)
        self.set_focus(self._area)

    def on_resize(self) -> None:
        """Show as much of the quote as a few rows hold."""
        if not self.has_parts:
            return
        quote = self.query_one("#quote", Static)
        quote.border_title = "Note"
        text = f"“{self._quote}”" if self._quote else "this place"
        quote.update(Content(safe(shortened(text, max(1, self.size.width - 4) * _QUOTE_ROWS))))

    @on(TextArea.Changed)
    def _wait_for_rest(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self.keep)

    def keep(self) -> None:
        """Keep what was typed so far; asked once more at the end, when the panel is taken apart."""
        body = self._area.text
        if body != self._kept:
            self._kept = body
            # A note from elsewhere may hold what isn't shown: as it was, it is what it was.
            self._keep(self._first if body == self._begun else body)

    def action_done(self) -> None:
        """Keep the note and close."""
        self.keep()
        self.dismiss()

    def action_discard(self) -> None:
        """Leave the note as it was, and close."""
        with self._area.prevent(TextArea.Changed):
            self._area.text = self._first
        self.action_done()
