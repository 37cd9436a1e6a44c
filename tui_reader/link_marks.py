"""What is remembered of the links of a document, as marks beside them and counts per section."""

from collections.abc import Mapping, Sequence
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


def link_marks(entries: Sequence[LinkEntry], states: Mapping[str, LinkState]) -> LinkMarks:
    """Return the marks and counts of a document's links."""
    marks: dict[str, str] = {}
    counts: dict[int, tuple[int, int]] = {}
    for entry in entries:
        address = address_of(entry.href)
        if not address:
            continue
        state = states.get(address)
        if mark := mark_of(state):
            marks[entry.href] = mark
        done, all_ = counts.get(entry.heading, (0, 0))
        is_done = state is not None and state.state != "new"
        counts[entry.heading] = (done + is_done, all_ + 1)
    return LinkMarks(marks, counts)
