"""The status line: which document and section, how far, how long still; or a notice."""

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.document.safe import safe
from tui_reader.ui.looks import (
    STATUS_NOTICE,
    STATUS_TERMINAL,
    base_style,
    parse_look,
    shortened,
)

_LAST_FROM = 50
"""Columns from which on the line says how to get help."""
_BOTH_FROM = 70
"""Columns from which on there is room for a hint beside that."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the status line says of a place."""

    document: str = ""
    section: str = ""
    percent: int = 0
    """How much of the document lies above; 100 only at its end."""
    left: str = ""
    """How long the rest takes, in words: it says the same for many places, which costs no bytes."""
    target: str = ""
    """Where the selected link goes; empty when none is selected."""


class Status(Widget):
    """One row at the foot of the screen."""

    DEFAULT_CSS = """
    Status {
        dock: bottom;
        height: 1;
        background: $reader-chrome;
        color: $reader-muted;
    }
    """

    reading: reactive[Reading] = reactive(Reading())
    """The place that is shown."""
    notice: reactive[str] = reactive("")
    """What is said instead of it, until the next key."""
    hint: reactive[str] = reactive("")
    """A key and what it does, for those who don't know it yet; may be empty."""
    is_unsaved: reactive[bool] = reactive(False)
    """Whether something that was marked can't be written now."""
    help_key = "?"
    """The key that shows the help; empty where it has none."""

    def _last(self, width: int) -> str:
        """Return what stands at the end of the line: a hint, and how to get help."""
        get_help = f"{self.help_key} help" if self.help_key else ""
        is_alone = width < _BOTH_FROM or (get_help and self.hint.startswith(get_help))
        if self.hint and is_alone:
            return self.hint
        if width < _LAST_FROM:
            return ""
        return "  ".join(part for part in (self.hint, get_help) if part)

    def render_line(self, y: int) -> Strip:
        """Return the strip of the row."""
        width = self.size.width
        if self.notice:
            text = f" {shortened(safe(self.notice), width - 2)}"
        else:
            text = _compose(self.reading, width, self.is_unsaved, self._last(width))
        text = set_cell_size(text, width)
        style = base_style(self)
        if self.app.native_ansi_color:
            style += parse_look(self.app, STATUS_TERMINAL)
        if self.notice:
            style += parse_look(self.app, STATUS_NOTICE)
        return Strip([Segment(text, style)], width)


def _compose(reading: Reading, width: int, is_unsaved: bool, last: str) -> str:
    """Return the line for a width: the document's title gives way first, then the section."""
    # A hint is there for a while only: on a small screen the time that is left can wait so long.
    parts = [reading.left, last] if width >= _LAST_FROM else [last or reading.left]
    right = f"{reading.percent:3}%  {'  '.join(part for part in parts if part)} "
    if width < 24:
        right = f"{reading.percent:3}% "
    if is_unsaved:
        right = f"not saved  {right}"
    room = max(0, width - cell_len(right) - 1)
    parts = [safe(part) for part in (reading.document, reading.section) if part]
    if reading.target:
        parts = [f"→ {safe(reading.target)}"]
    if len(parts) == 2 and parts[0] == parts[1]:
        parts.pop()
    left = " › ".join(parts)
    if cell_len(left) > room and parts:
        left = parts[-1]
    return f" {set_cell_size(shortened(left, room), room)}{right}"


def time_left(minutes: float) -> str:
    """Return how long reading the rest takes, as a few words."""
    if minutes <= 0:
        return "end"
    if minutes < 1:
        return "<1 min left"
    if minutes < 100:
        return f"{round(minutes)} min left"
    return f"{round(minutes / 60)} h left"
