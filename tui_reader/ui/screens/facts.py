"""A few lines over the text: where the reader is, or a note to read."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_reader.document.safe import safe


class FactsScreen(ModalScreen[str | None]):
    """Shows lines; the answer is the action that was asked for, if any."""

    DEFAULT_CSS = """
    FactsScreen {
        align: center bottom;
        & > #facts {
            width: 100%;
            height: auto;
            max-height: 100%;
            padding: 0 1;
            background: $background;
            border-top: solid $reader-mark;
            border-title-color: $reader-mark;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,i,K", "dismiss", "Close", show=False),
        Binding("j", "scroll('scroll_down')", show=False),
        Binding("k", "scroll('scroll_up')", show=False),
        Binding("space,f", "scroll('page_down')", show=False),
        Binding("b", "scroll('page_up')", show=False),
        Binding("g", "scroll('scroll_home')", show=False),
        Binding("G", "scroll('scroll_end')", show=False),
        Binding("Q", "app.quit", show=False),
    ]

    def __init__(self, title: str, lines: Sequence[str], keys: Sequence[str] = ()) -> None:
        """Make the panel.

        Args:
            title: What stands on its frame.
            lines: What it says; made safe here.
            keys: Keys that close it and are its answer.
        """
        super().__init__()
        self._title = title
        self._lines = lines
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Make the panel."""
        with VerticalScroll(id="facts"):
            yield Static(Content("\n".join(safe(line) for line in self._lines)))

    def on_mount(self) -> None:
        """Name the panel on its frame."""
        self.query_one("#facts").border_title = Content(safe(self._title))
        for key in self._keys:
            self._bindings.bind(key, f"dismiss('{key}')", show=False)

    def action_scroll(self, action: str) -> None:
        """Move through what doesn't fit the screen."""
        getattr(self.query_one("#facts"), f"action_{action}")()
