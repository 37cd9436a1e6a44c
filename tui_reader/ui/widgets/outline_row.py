"""The rows of the sidebar as values: which heading, what was read of it, what stands at its end."""

import math
from dataclasses import dataclass

_LEAST_TITLE = 13
"""Cells that a title keeps before what stands behind it gives way."""
_HOUR = 100
"""Minutes from which on hours are shown."""
_FOLDED_FROM = 150
"""Headings in a document from which on the deeper levels start folded."""


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


def folded_at_first(headings: list[int], levels: list[int]) -> set[int]:
    """Return which headings of a document with very many are folded before anybody folds any."""
    if len(headings) < _FOLDED_FROM:
        return set()
    top = min(levels)
    return {heading for heading, level in zip(headings, levels, strict=True) if level > top}
