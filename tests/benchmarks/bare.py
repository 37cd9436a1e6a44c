"""The least that Textual can do: an app with one Line-API view over lines that are wrapped already.

What alignread is compared with; run as `python -m tests.benchmarks.bare FILE`.
"""

import sys
import textwrap
from pathlib import Path

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class View(ScrollView, can_focus=True):
    """Lines of text."""

    DEFAULT_CSS = "View { scrollbar-size: 0 0; }"

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def on_mount(self) -> None:
        """Tell how long the text is."""
        self.virtual_size = Size(72, len(self.lines))

    def render_line(self, y: int) -> Strip:
        """Return the strip of a row of the pane."""
        y += self.scroll_offset.y
        text = self.lines[y] if y < len(self.lines) else ""
        return Strip([Segment(text)]).adjust_cell_length(self.size.width)

    def key_pagedown(self, event: events.Key) -> None:
        """Move down by a page."""
        event.stop()
        self.scroll_page_down(animate=False)

    def key_down(self, event: events.Key) -> None:
        """Move down by a line."""
        event.stop()
        self.scroll_down(animate=False)


class Bare(App[None]):
    """Nothing but the view."""

    def compose(self) -> ComposeResult:
        """Make the view."""
        yield View(lines)


if __name__ == "__main__":
    lines: list[str] = []
    for paragraph in Path(sys.argv[1]).read_text("utf-8").split("\n\n"):
        lines += [*textwrap.wrap(paragraph, 68), ""]
    Bare().run()
