"""The bar at the foot of the screen that answers as one types: to find words, to filter rows."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from tui_reader.ui.messages import BarDone, BarTyped
from tui_reader.ui.widgets.safe_input import SafeInput


class FindBar(Horizontal):
    """One line of input in the place of the status line, and what comes of it on the right."""

    DEFAULT_CSS = """
    FindBar {
        dock: bottom;
        height: 1;
        background: $reader-chrome;
        color: $foreground;
        & > .mark { width: 2; padding-left: 1; }
        & > .count { width: 16; padding: 0 1; text-align: right; color: $reader-muted; }
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

    def __init__(self, kind: str, mark: str, hint: str, history: Sequence[str] = ()) -> None:
        """Make a bar.

        Args:
            kind: What its messages are about.
            mark: What stands before the line.
            hint: What stands in it while it is empty.
            history: What was typed before, the latest last; the arrow keys bring it back.
        """
        super().__init__()
        self.kind = kind
        self._mark = mark
        self._hint = hint
        self._history = [*history, ""]
        self._place = len(history)
        self._is_done = False

    def compose(self) -> ComposeResult:
        """Make the mark, the line, and the count behind it."""
        yield Label(self._mark, markup=False, classes="mark")
        # What was typed ahead may be in it before the focus is: selected, it would be replaced.
        yield SafeInput(placeholder=self._hint, compact=True, select_on_focus=False)
        yield Label("", markup=False, classes="count")

    def focus_input(self) -> None:
        """Let keys go into the line."""
        # At once: `focus` waits for its turn, and keys that were typed ahead would come before.
        self.screen.set_focus(self.query_one(Input))

    def show_count(self, text: str) -> None:
        """Show what came of what was typed."""
        self.query_one(".count", Label).update(Content(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if not self._is_done:
            self.post_message(BarTyped(self.kind, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer."""
        event.stop()
        self._end(event.value)

    def key_escape(self, event: events.Key) -> None:
        """Give up."""
        event.stop()
        event.prevent_default()
        self._end(None)

    def key_up(self, event: events.Key) -> None:
        """Bring back what was typed before."""
        self._recall(event, -1)

    def key_down(self, event: events.Key) -> None:
        """Bring back what was typed after that."""
        self._recall(event, 1)

    def on_descendant_blur(self) -> None:
        """Take what was typed when another pane is clicked."""
        self._end(self.query_one(Input).value)

    def _recall(self, event: events.Key, step: int) -> None:
        event.stop()
        event.prevent_default()
        line = self.query_one(Input)
        self._history[self._place] = line.value
        self._place = max(0, min(self._place + step, len(self._history) - 1))
        line.value = self._history[self._place]
        line.cursor_position = len(line.value)

    def _end(self, answer: str | None) -> None:
        if not self._is_done:
            self._is_done = True
            self.post_message(BarDone(self.kind, answer))
