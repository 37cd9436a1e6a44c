"""A foothold in the text: what a row shows, so that it is found again in the next edition.

A row is held by the words that it begins with and by how many rows it is from where they begin:
strokes and blank rows have no words, and the rows of one table cell have the same place.
"""

from dataclasses import dataclass

from tui_reader.document.anchoring import Fit, position_at, resolve
from tui_reader.document.shifts import Shift
from tui_reader.document.source_lines import SourceLines
from tui_reader.document.source_places import Place, place_of, source_of
from tui_reader.layout.lines import Line, Role
from tui_reader.layout.standpoint import document_place, rendered, source_offset
from tui_reader.layout.viewport import Viewport

_SIGNS = Role.RULE | Role.TABLE_LINE | Role.BAR | Role.BULLET | Role.LINE_NUMBER

_REACH = 12
"""Rows beyond the screen in which words are looked for where there are none on it."""


@dataclass(frozen=True, slots=True)
class Foothold:
    """What stands at a row."""

    place: Place
    """Chunk, block and offset of the line, in what is shown."""
    source: int
    """Where its words begin in the source."""
    lead: int
    """Rows from the row that was asked about down to the one that has the words."""
    skip: int
    """Rows of the same place before that one."""


def foothold(viewport: Viewport, row: int, reach: int) -> Foothold | None:
    """Return what holds a row of the viewport: words in it, or in the nearest row.

    Args:
        viewport: What shows it.
        row: The row.
        reach: How many rows are looked at in each direction, itself included.
    """
    if not viewport.document.chunks:
        return None
    for lead in sorted(range(1 - reach, reach), key=lambda rows: (abs(rows), -rows)):
        line = viewport.line_at(row + lead)
        if line is None or not _has_words(line):
            continue
        chunk, index = viewport.locate(row + lead)
        lines = viewport.lines(chunk)
        skip = 0
        while skip < index and _key(lines[index - skip - 1]) == _key(line):
            skip += 1
        place = chunk, line.block, line.offset
        return Foothold(place, _source_of(viewport, place), lead, skip)
    return None


def find_line(viewport: Viewport, source: int, skip: int = 0) -> tuple[int, int]:
    """Return chunk and line of what stands at an offset of the source, or next behind it."""
    document = viewport.document
    if not document.chunks:
        return 0, 0
    is_source = isinstance(document, SourceLines)
    chunk, block, offset = document.place_of(source) if is_source else place_of(document, source)
    viewport.extend()
    lines = viewport.lines(chunk)
    found, best = 0, (-1, -1)
    for index, line in enumerate(lines):
        if _key(line) > (block, offset):
            break
        if line.block >= 0 and not line.is_blank and _key(line) > best:
            found, best = index, _key(line)
    while skip and found + 1 < len(lines) and _key(lines[found + 1]) == best:
        found, skip = found + 1, skip - 1
    return chunk, found


def _step_on(viewport: Viewport, hold: Foothold, source: int) -> None:
    """Bring the row to the top that a foothold was asked about, which has its words elsewhere."""
    chunk, line = find_line(viewport, source, hold.skip)
    viewport.show(chunk, line)
    if missing := hold.lead - viewport.row_of(chunk, line):
        viewport.scroll(-missing)


def stand(viewport: Viewport, before: Viewport, shift: Shift) -> None:
    """Bring the text of the next edition to where it was on the screen.

    The row on top holds it, or what has become of it; where its words are gone, the first row in
    view whose line is as it was.
    """
    if not viewport.document.chunks:
        return
    top = foothold(before, 0, before.height + _REACH)
    if top is None:
        source = shift.of(source_offset(before, 0))
        viewport.show_source_line(viewport.document.source.text.count("\n", 0, source))
        return
    if shift.keeps(top.source):
        _step_on(viewport, top, shift.of(top.source))
        return
    chunk, block, offset = document_place(before, top.place)
    position = position_at(rendered(before), chunk, block, offset)
    found = resolve(rendered(viewport), position, is_patient=False)
    if found.fit is not Fit.LOST:
        place = found.chunk, found.block, found.offset
        _step_on(viewport, top, source_of(rendered(viewport), place))
        return
    for row in range(before.height):
        hold = foothold(before, row, 1)
        if hold is not None and shift.keeps(hold.source):
            _step_on(viewport, hold, shift.of(hold.source))
            viewport.scroll(-row)
            return
    _step_on(viewport, top, shift.of(top.source))


def _source_of(viewport: Viewport, place: Place) -> int:
    document = viewport.document
    if isinstance(document, SourceLines):
        return document.source_of(place)
    return source_of(document, place)


def _key(line: Line) -> tuple[int, int]:
    return line.block, line.offset


def _has_words(line: Line) -> bool:
    if line.block < 0 or line.is_blank:
        return False
    return any(
        character.isalnum() for run in line.runs if not run.role & _SIGNS for character in run.text
    )
