"""What is remembered of the links of a document, as marks beside them and counts per section."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tui_reader.addresses import judge, scheme_of
from tui_reader.document.links import LinkEntry
from tui_reader.state.links import LinkState

READ, OPENED, QUEUED = "✓", "°", "+"
"""The marks: told apart by their shape, in any colour."""


@dataclass(frozen=True, slots=True)
class LinkMarks:
    """Marks and counts for one document."""

    marks: Mapping[str, str]
    """The mark of each address that has one, by the address as the document has it."""
    counts: Mapping[int, tuple[int, int]]
    """For each heading how many of its links were opened or read, and how many it has."""


def address_of(href: str) -> str:
    """Return the address under which a link is remembered, empty where it isn't one."""
    return judge(href).url if scheme_of(href) else ""


def mark_of(state: LinkState | None) -> str:
    """Return the mark of a state, empty for a new address."""
    if state is None:
        return ""
    if state.state == "read":
        return READ
    if state.queued_at is not None:
        return QUEUED
    return OPENED if state.state == "opened" else ""


def link_marks(
    entries: Sequence[LinkEntry],
    states: Mapping[str, LinkState],
    is_read: Callable[[str], bool | None] = lambda _: None,
) -> LinkMarks:
    """Return the marks and counts of a document's links.

    Args:
        entries: The links.
        states: What is remembered of addresses.
        is_read: Says of what a link leads to in the library whether all of it was read, None
            where it leads to no whole document.
    """
    marks: dict[str, str] = {}
    counts: dict[int, tuple[int, int]] = {}
    for entry in entries:
        address = address_of(entry.href)
        if address:
            state = states.get(address)
            mark, is_done = mark_of(state), state is not None and state.state != "new"
        elif (read := is_read(entry.href)) is not None:
            mark, is_done = READ if read else "", read
        else:
            continue
        if mark:
            marks[entry.href] = mark
        done, all_ = counts.get(entry.heading, (0, 0))
        counts[entry.heading] = (done + is_done, all_ + 1)
    return LinkMarks(marks, counts)


def rolled_up(
    counts: Mapping[int, tuple[int, int]], levels: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Return counts in which a heading without links of its own has those of the ones under it.

    Args:
        counts: The count of each heading that has links.
        levels: The level of each heading of the outline.
    """
    rolled = dict(counts)
    for heading, level in enumerate(levels):
        if heading in counts:
            continue
        done = all_ = 0
        below = heading + 1
        while below < len(levels) and levels[below] > level:
            more = counts.get(below, (0, 0))
            done, all_ = done + more[0], all_ + more[1]
            below += 1
        if all_:
            rolled[heading] = (done, all_)
    return rolled
