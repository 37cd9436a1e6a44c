"""Where hits of a search stand in laid-out lines: to paint them, and to bring one into view."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from rich.cells import cell_len

from tui_reader.document.model import Link
from tui_reader.layout.lines import Line, Role, Run
from tui_reader.layout.viewport import Viewport

_CONTEXT = 4
"""Cells that are shown beside a hit in a wide line."""
_SIGNS = 2
"""Cells that the signs take which show that a wide line goes on."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A hit in the text of a chunk. Spans are in reading order and don't overlap."""

    block: int
    """Which block of its chunk."""
    start: int
    """Where it begins in the block's plain text."""
    end: int
    is_current: bool = False
    """Whether it is the one that the reader is at."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where a hit is in the lines of its chunk."""

    line: int
    last_line: int
    first_cell: int
    """Where it begins in its first line, behind the indentation."""
    last_cell: int
    """Where it ends there."""
    link: Link | None
    """The link that it is in."""


def found_in_view(
    viewport: Viewport, spans: Callable[[int], Sequence[FoundSpan]]
) -> dict[int, tuple[FoundSpan, ...]]:
    """Return the spans in each line in view that has some, by the identity of the line.

    Args:
        viewport: What is in view.
        spans: Tells the spans of a chunk.
    """
    found: dict[int, tuple[FoundSpan, ...]] = {}
    for chunk in viewport.chunks_in_view():
        blocks: dict[int, list[FoundSpan]] = {}
        for span in spans(chunk):
            blocks.setdefault(span.block, []).append(span)
        top = -viewport.row_of(chunk, 0)
        lines = viewport.lines(chunk)[max(0, top) : top + viewport.height] if blocks else ()
        for line in lines:
            if line.block in blocks:
                parts = _spans_of_line(line, blocks[line.block], viewport.options.marks)
                if parts:
                    found[id(line)] = parts
    return found


def mark_found(line: Line, spans: Sequence[FoundSpan], marks: Mapping[str, str]) -> Line:
    """Return a line in which hits have their role.

    Args:
        line: A line.
        spans: The hits in it.
        marks: What stands beside the links to an address.
    """
    runs: list[Run] = []
    for run, place in zip(line.runs, _places(line, marks), strict=True):
        runs.extend([run] if place < 0 else _cut(run, place, spans))
    return replace(line, runs=tuple(runs), places=())


def locate(viewport: Viewport, chunk: int, span: FoundSpan) -> FoundPlace | None:
    """Return where a hit is among the lines of its chunk, None where it isn't shown."""
    first: int | None = None
    last = cells_from = cells_to = 0
    link: Link | None = None
    for index, line in enumerate(viewport.lines(chunk)):
        if line.block > span.block:
            break
        if line.block != span.block:
            continue
        cells = -line.indent
        for run, place in zip(line.runs, _places(line, viewport.options.marks), strict=True):
            if 0 <= place < span.end and span.start < place + len(run.text):
                if first is None:
                    first, link = index, run.link
                    cells_from = cells + cell_len(run.text[: max(0, span.start - place)])
                if first == index:
                    cells_to = cells + cell_len(run.text[: span.end - place])
                last = index
            cells += cell_len(run.text)
    return None if first is None else FoundPlace(first, last, cells_from, cells_to, link)


def bring_into_view(viewport: Viewport, chunk: int, place: FoundPlace) -> None:
    """Move a viewport so that a hit is in view, with a third of it above; not if it is already."""
    first = viewport.row_of(chunk, place.line)
    last = viewport.row_of(chunk, place.last_line)
    if first < 0 or last >= viewport.height:
        viewport.show(chunk, place.line)
        missing = viewport.height // 3 - viewport.row_of(chunk, place.line)
        if missing > 0:
            viewport.scroll(-missing)


def is_in_view(viewport: Viewport, chunk: int, place: FoundPlace) -> bool:
    """Whether the beginning of a hit is in view."""
    return 0 <= viewport.row_of(chunk, place.line) < viewport.height


def is_place_in_view(viewport: Viewport | None, place: tuple[int, int, int]) -> bool:
    """Whether a place is in view; one that isn't shown at all counts as if it were."""
    if viewport is None:
        return True
    chunk, block, offset = place
    where = locate(viewport, chunk, FoundSpan(block, offset, offset + 1))
    return where is None or is_in_view(viewport, chunk, where)


def shift_for(place: FoundPlace, line: Line, room: int, shift: int) -> int:
    """Return how far wide lines have to be scrolled sideways, in cells, for a hit to be in view.

    Args:
        place: The hit.
        line: Its first line.
        room: Cells that the line has.
        shift: How far they are scrolled now.
    """
    if not line.is_wide:
        return shift
    seen = max(1, room - line.indent - _SIGNS)
    if place.first_cell >= shift and place.last_cell <= shift + seen:
        return shift
    if place.last_cell <= seen:
        return 0
    return max(0, min(place.first_cell, place.last_cell - seen + _CONTEXT))


def _places(line: Line, marks: Mapping[str, str]) -> Iterator[int]:
    """Yield where in its block each run of a line begins, -1 for what isn't text of it."""
    if line.places:
        yield from line.places
        return
    cells, offset = 0, line.offset
    for run in line.runs:
        is_text = cells >= line.indent and not run.role & (Role.RULE | Role.TABLE_LINE)
        if run.link is not None and marks.get(run.link.href) == run.text:
            is_text = False
        yield offset if is_text else -1
        cells += cell_len(run.text)
        offset += len(run.text) if is_text else 0


def _spans_of_line(
    line: Line, spans: Sequence[FoundSpan], marks: Mapping[str, str]
) -> tuple[FoundSpan, ...]:
    """Return those spans of a block that are in a line."""
    parts: dict[FoundSpan, None] = {}
    for run, place in zip(line.runs, _places(line, marks), strict=True):
        if place >= 0:
            index = bisect_right(spans, place, key=attrgetter("end"))
            while index < len(spans) and spans[index].start < place + len(run.text):
                parts[spans[index]] = None
                index += 1
    return tuple(parts)


def _cut(run: Run, start: int, spans: Sequence[FoundSpan]) -> list[Run]:
    """Return the parts of a run that begins at an offset, with what is a hit by itself."""
    parts: list[Run] = []
    position = 0
    for span in spans:
        first = max(position, span.start - start)
        last = min(len(run.text), span.end - start)
        if first >= last:
            continue
        if first > position:
            parts.append(replace(run, text=run.text[position:first]))
        role = run.role | (Role.CURRENT if span.is_current else Role.FOUND)
        parts.append(replace(run, text=run.text[first:last], role=role))
        position = last
    if position < len(run.text):
        parts.append(replace(run, text=run.text[position:]))
    return parts
