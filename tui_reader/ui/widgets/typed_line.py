"""A line to type in that takes keys in the order in which they were pressed, Enter too."""

from textual import events
from textual.actions import SkipAction

from tui_reader.ui.widgets.safe_input import SafeInput


class TypedLine(SafeInput):
    """A line whose keys are all taken by the app.

    Textual's own takes letters when they reach it, but Enter when that has bubbled up to the app:
    of `42`, Enter, `j`, typed ahead over a slow line, it would submit `42j`. Here letters bubble up
    as well, and keys that were on their way before the line had the focus stay in order too.
    """

    def __init__(self, hint: str) -> None:
        # What was typed ahead may be in it before the focus is: selected, it would be replaced.
        super().__init__(placeholder=hint, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def on_key(self, event: events.Key) -> None:
        """Leave the key to the app, which gives letters back by `insert_text_at_cursor`."""
        event.prevent_default()

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert a text in place of what is selected."""
        self.replace(text, *sorted(self.selection))

    async def action_submit(self) -> None:
        """Leave Enter to the panel.

        Raises:
            SkipAction: Always: the panel's own binding comes next.
        """
        raise SkipAction
