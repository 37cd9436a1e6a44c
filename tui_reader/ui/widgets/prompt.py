"""The prompt at the foot of the screen, where a place is typed."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tui_reader.ui.messages import PromptDone


class Prompt(Horizontal):
    """One line of input in the place of the status line."""

    DEFAULT_CSS = """
    Prompt {
        dock: bottom;
        height: 1;
        background: $reader-chrome;
        color: $foreground;
        & > Label { width: 2; padding-left: 1; }
        & > Input, & > Input:focus {
            width: 1fr;
            height: 1;
            border: none;
            padding: 0;
            background: $reader-chrome;
            color: $foreground;
        }
    }
    """

    def __init__(self, mark: str, hint: str) -> None:
        super().__init__()
        self._mark = mark
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Make the mark and the line behind it."""
        yield Label(self._mark, markup=False)
        # What was typed ahead may be in it before the focus is: selected, it would be replaced.
        yield Input(placeholder=self._hint, compact=True, select_on_focus=False)

    def focus_input(self) -> None:
        """Let keys go into the line."""
        # At once: `focus` waits for its turn, and keys that were typed ahead would come before.
        self.screen.set_focus(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer."""
        event.stop()
        self.post_message(PromptDone(event.value))

    def key_escape(self, event: events.Key) -> None:
        """Give up."""
        event.stop()
        event.prevent_default()
        self.post_message(PromptDone(None))

    def on_descendant_blur(self) -> None:
        """Give up when another pane is clicked."""
        self.post_message(PromptDone(None))
