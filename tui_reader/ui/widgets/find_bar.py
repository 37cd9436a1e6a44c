"""The bar at the foot of the screen that answers as one types: to find words, to filter rows."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from tui_reader.ui.widgets.typed_line import TypedLine


class _Line(TypedLine):
    """A line in which Backspace is the bar's as soon as it is empty."""

    def action_delete_left(self) -> None:
        """Take away what is before the cursor.

        Raises:
            SkipAction: There is nothing at all: the bar's own binding comes next.
        """
        if not self.value:
            raise SkipAction
        super().action_delete_left()


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
        & > TypedLine, & > TypedLine:focus {
            width: 1fr;
            height: 1;
            border: none;
            padding: 0;
            background: $reader-chrome;
            color: $foreground;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("escape,backspace", "give_up", show=False),
        Binding("up", "recall(-1)", show=False),
        Binding("down", "recall(1)", show=False),
    ]

    def __init__(
        self,
        mark: str,
        hint: str,
        typed: Callable[[str], None],
        done: Callable[[str | None], None],
        history: Sequence[str] = (),
    ) -> None:
        """Make a bar.

        Args:
            mark: What stands before the line.
            hint: What stands in it while it is empty.
            typed: Is told what is in the line with each key.
            done: Is told the answer at once, before the next key: None is to give up. It has to
                give the focus to another pane.
            history: What was typed before, the latest last; the arrow keys bring it back.
        """
        super().__init__()
        self._typed = typed
        self._done = done
        self._mark = mark
        self._hint = hint
        self._history = [*history, ""]
        self._place = len(history)
        self._is_done = False

    def compose(self) -> ComposeResult:
        """Make the mark, the line, and the count behind it."""
        yield Label(self._mark, markup=False, classes="mark")
        yield _Line(self._hint)
        yield Label("", markup=False, classes="count")

    def focus_input(self) -> None:
        """Let keys go into the line."""
        # At once: `focus` waits for its turn, and keys that were typed ahead would come before.
        self.screen.set_focus(self.query_one(Input))

    def show_count(self, text: str) -> None:
        """Show what came of what was typed."""
        # One that is on its way out has lost it.
        for label in self.query(".count").results(Label):
            label.update(Content(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if not self._is_done:
            self._typed(event.value)

    def action_take(self) -> None:
        """Give the answer."""
        self._end(self.query_one(Input).value)

    def action_give_up(self) -> None:
        """Give up."""
        self._end(None)

    def action_recall(self, step: int) -> None:
        """Bring back what was typed before, or after that."""
        line = self.query_one(Input)
        self._history[self._place] = line.value
        self._place = max(0, min(self._place + step, len(self._history) - 1))
        line.value = self._history[self._place]
        line.cursor_position = len(line.value)

    def on_descendant_blur(self) -> None:
        """Take what was typed when another pane is clicked."""
        if not self._is_done:
            self._end(self.query_one(Input).value)

    def _end(self, answer: str | None) -> None:
        if not self._is_done:
            self._is_done = True
            self._done(answer)
            self.remove()
