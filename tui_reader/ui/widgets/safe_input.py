"""Lines and texts to type in. What is pasted comes from outside, so it is made safe first."""

from textual import events
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from tui_reader.document.safe import safe, safe_lines

LONGEST = 500
"""Characters of a line; what is more is left out."""


class SafeInput(Input):
    """A line to type in. Textual's own paints whatever was pasted, as it is."""

    def validate_value(self, value: str) -> str:
        """Return what the line holds of a text."""
        return safe(value[:LONGEST])

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part by as much of a text as there is room for."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        room = LONGEST - len(self.value) + end - start
        super().replace(safe(text[:room]), start, end)

    def take_pasted(self, text: str) -> None:
        """Insert the first line of what was pasted before the line had the focus."""
        self.replace("".join(text.splitlines()[:1]), *self.selection)


class SafeArea(TextArea):
    """A text of several lines to type in."""

    def __init__(self, text: str) -> None:
        super().__init__(
            safe_lines(text), soft_wrap=True, show_line_numbers=False, tab_behavior="indent"
        )

    def load_text(self, text: str) -> None:
        """Show another text."""
        super().load_text(safe_lines(text))

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert a text where the cursor is; a line to type in has this name for it, too."""
        self.insert(text)

    def take_pasted(self, text: str) -> None:
        """Insert what was pasted before it had the focus."""
        self.insert(text)

    def on_paste(self, event: events.Paste) -> None:
        """Keep it from those above, which would take it for what was pasted too early."""
        event.stop()

    def edit(self, edit: Edit) -> EditResult:
        """Edit the text; all that is inserted comes by here."""
        edit.text = safe_lines(edit.text)
        return super().edit(edit)
