"""A question with yes and no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui_reader.document.safe import safe
from tui_reader.ui.screens.panel import Panel


class ConfirmScreen(Panel[bool]):
    """Asks one question over the text."""

    DEFAULT_CSS = """
    ConfirmScreen {
        align: center bottom;
        & > Static {
            width: 100%;
            height: auto;
            padding: 0 1;
            background: $background;
            border-top: solid $reader-mark;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", tooltip="Yes"),
        Binding("n,escape,q,enter", "dismiss(False)", tooltip="No"),
    ]
    HELP_TITLE = "Question"

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Make the panel."""
        yield Static(f"{safe(self._question)} (y/n)", markup=False)
