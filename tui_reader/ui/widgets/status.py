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

_LEAST_SAID = 8
"""Cells for what a notice says before what it tells to do."""
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
    found: str = ""
    """Which hit of how many, while a search is shown."""


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

    def render_line(self, y: int) -> Strip:
        """Return the strip of the row."""
        width = self.size.width
        if self.notice:
            text = f" {_fitting(safe(self.notice), width - 2)}"
        else:
            helps = f"{self.help_key} help" if self.help_key else ""
            text = _compose(self.reading, width, self.is_unsaved, self.hint, helps)
        text = set_cell_size(text, width)
        style = base_style(self)
        if self.app.native_ansi_color:
            style += parse_look(self.app, STATUS_TERMINAL)
        if self.notice:
            style += parse_look(self.app, STATUS_NOTICE)
        return Strip([Segment(text, style)], width)


def _compose(reading: Reading, width: int, is_unsaved: bool, hint: str, helps: str) -> str:
    """Return the line for a width: the document's title gives way first, then the section."""
    right = f"{reading.percent:3}%  {reading.left}  {_last(hint, helps, width)} "
    if width < _LAST_FROM:
        # A hint is there for a while only: the time that is left can wait for so long.
        right = f"{reading.percent:3}%  {hint or reading.left} "
    if width < 24:
        right = f"{reading.percent:3}% "
    if reading.found:
        right = f"  {reading.found} {right}"
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


def _fitting(notice: str, room: int) -> str:
    """Return a notice for so many cells: what it says to do, behind `; `, is cut last."""
    said, _, remedy = notice.rpartition("; ")
    left = room - cell_len(remedy) - 2
    if cell_len(notice) <= room or not said or left < _LEAST_SAID:
        return shortened(notice, room)
    return f"{shortened(said, left)}; {remedy}"


def _last(hint: str, helps: str, width: int) -> str:
    """Return what stands at the end of the line: how to get help, and a hint."""
    if not helps or helps in hint or (hint and width < _BOTH_FROM):
        return hint
    return f"{hint}  {helps}" if hint else helps


def time_left(minutes: float) -> str:
    """Return how long reading the rest takes, as a few words."""
    if minutes <= 0:
        return "end"
    if minutes < 1:
        return "<1 min left"
    if minutes < 100:
        return f"{round(minutes)} min left"
    return f"{round(minutes / 60)} h left"
