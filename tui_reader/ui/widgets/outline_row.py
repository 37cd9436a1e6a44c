"""The rows of the sidebar as values: which heading, what was read of it, what stands at its end."""

import math
from dataclasses import dataclass

_LEAST_TITLE = 13
"""Cells that a title keeps before what stands behind it gives way."""
_HOUR = 100
"""Minutes from which on hours are shown."""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row of the sidebar."""

    document: int
    heading: int
    """Index in the document's outline, -1 for the document itself."""
    depth: int
    has_children: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class RowMark:
    """What was read of a section."""

    sign: str = ""
    minutes: float = 0.0
    """How long reading it takes, or what is left of a document."""


NO_MARK = RowMark()
UNREADABLE = "!"
"""The sign of a document that can't be read."""


def head_of(row: OutlineRow, mark: RowMark, is_unreadable: bool) -> str:
    """Return what a row begins with: its fold, and the sign of what was read of it."""
    if is_unreadable:
        return f"  {UNREADABLE} "
    fold = ("▾ " if row.is_open else "▸ ") if row.has_children else "  "
    return f"{fold}{mark.sign or ' '} "


def tail_of(minutes: float, links: tuple[int, int], room: int, width: int) -> str:
    """Return what stands at the end of a row: links opened of all, then minutes.

    Args:
        minutes: How long reading takes; nothing is shown for none.
        links: How many links were opened, of how many.
        room: Cells that the whole title leaves free.
        width: Cells of the title and what follows it.
    """
    time = f" {short_minutes(minutes)}" if minutes else ""
    count = f" {links[0]}/{links[1]}" if links[1] else ""
    if len(time) + len(count) <= max(room, width - 2 * _LEAST_TITLE):
        return count + time
    return time if len(time) <= max(room, width - _LEAST_TITLE) else ""


def short_minutes(minutes: float) -> str:
    """Return a time in as few characters as it takes, whole minutes rounded up."""
    if minutes >= _HOUR:
        return f"{round(minutes / 60)}h"
    return f"{math.ceil(minutes)}m"
