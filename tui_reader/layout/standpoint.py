"""Where a reader stands: the position on top of a viewport, and what part of the source is in it.

A position is tied to the text, a viewport to rows; this is the way from one to the other.
"""

from tui_reader.document.anchoring import Found, position_at, resolve
from tui_reader.document.document import Document
from tui_reader.document.positions import Position
from tui_reader.layout.viewport import Viewport


def position_on_top(viewport: Viewport) -> Position:
    """Return the position of the first text in view, to the line."""
    return position_at(viewport.document, *viewport.place())


def show_position(viewport: Viewport, position: Position, lead: int = 0) -> Found:
    """Put a position on top, or what is nearest to it now; return how it was found.

    Args:
        viewport: What shows it.
        position: Where to go.
        lead: Blank rows that stood above it.
    """
    found = resolve(viewport.document, position)
    viewport.extend()
    viewport.show_place(found.chunk, found.block, found.offset, lead)
    return found


def source_span(viewport: Viewport) -> tuple[int, int]:
    """Return which characters of the source are in view: begin and end."""
    return source_offset(viewport, 0), source_offset(viewport, viewport.height)


def source_offset(viewport: Viewport, row: int) -> int:
    """Return where in the source the text at a row of the viewport begins, in characters.

    Rows that come from one source line share its length evenly among them.
    """
    document = viewport.document
    if not document.chunks or viewport.y + row >= viewport.rows:
        return len(document.source.text)
    chunk, line = viewport.locate(row)
    lines = viewport.lines(chunk)
    if not lines:
        return document.chunks[chunk].start
    source = lines[line].source
    first, last = line, line + 1
    while first > 0 and lines[first - 1].source == source:
        first -= 1
    while last < len(lines) and lines[last].source <= source:
        last += 1
    begin = line_start(document, chunk, source)
    is_last = last == len(lines)
    end = document.chunks[chunk].end if is_last else line_start(document, chunk, lines[last].source)
    return begin + max(0, end - begin) * (line - first) // (last - first)


def line_start(document: Document, chunk: int, source: int) -> int:
    """Return where a source line of a chunk begins, in characters of the source."""
    place = document.chunks[chunk]
    start = place.start
    for _ in range(source - place.line):
        feed = document.source.text.find("\n", start, place.end)
        if feed < 0:
            return place.end
        start = feed + 1
    return start
