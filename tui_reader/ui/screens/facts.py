"""A few lines over the text: where the reader is, or a note to read."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_reader.document.safe import safe
from tui_reader.ui.screens.panel import Panel

_NONE: Mapping[str, str] = MappingProxyType({})


class FactsScreen(Panel[str | None]):
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
        Binding("j", "scroll('scroll_down')", tooltip="Line down"),
        Binding("k", "scroll('scroll_up')", tooltip="Line up"),
        Binding("space,f", "scroll('page_down')", tooltip="Page down"),
        Binding("b", "scroll('page_up')", tooltip="Page up"),
        Binding("g", "scroll('scroll_home')", tooltip="Beginning"),
        Binding("G", "scroll('scroll_end')", tooltip="End"),
        Binding("Q", "app.quit", tooltip="Quit at once"),
        Binding("escape,q,enter,i,K", "dismiss", tooltip="Close"),
    ]
    HELP_TITLE = "This panel"

    def __init__(self, title: str, lines: Sequence[str], keys: Mapping[str, str] = _NONE) -> None:
        """Make the panel.

        Args:
            title: What stands on its frame.
            lines: What it says; made safe here.
            keys: Keys that close it and are its answer, and what they are for.
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

    def key_rows(self) -> list[tuple[tuple[str, ...], str]]:
        """Return the keys that are its answers, then the others."""
        return [*(((key,), said) for key, said in self._keys.items()), *super().key_rows()]

    def action_scroll(self, action: str) -> None:
        """Move through what doesn't fit the screen."""
        getattr(self.query_one("#facts"), f"action_{action}")()
