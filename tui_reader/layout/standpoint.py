"""Where a reader stands: the position on top of a viewport, and what part of the source is in it.

A position is tied to the text, a viewport to rows; this is the way from one to the other. A
viewport may show the Markdown source of a document instead of the document: places and positions
here are always the document's own.
"""

from tui_reader.document.anchoring import Found, position_at, resolve
from tui_reader.document.document import Document
from tui_reader.document.positions import Position
from tui_reader.document.source_lines import SourceLines
from tui_reader.document.source_places import Place, place_of, source_of
from tui_reader.layout.margin import PlaceMark
from tui_reader.layout.viewport import Viewport


def rendered(viewport: Viewport) -> Document:
    """Return the document that is read, also where its source is shown."""
    document = viewport.document
    return document.rendered if isinstance(document, SourceLines) else document


def place_on_top(viewport: Viewport) -> Place:
    """Return the place in the document of the first text in view."""
    return document_place(viewport, viewport.place())


def document_place(viewport: Viewport, place: Place) -> Place:
    """Return the place in the document of a place of what is shown."""
    document = viewport.document
    if not isinstance(document, SourceLines) or not document.chunks:
        return place
    return place_of(document.rendered, document.source_of(place))


def shown_place(viewport: Viewport, place: Place) -> Place:
    """Return the place in what is shown of a place of the document."""
    document = viewport.document
    if not isinstance(document, SourceLines) or not document.chunks:
        return place
    return document.place_of(source_of(document.rendered, place))


def source_on_top(viewport: Viewport) -> int:
    """Return where in the source the first text in view begins, to the word, in characters."""
    document, place = viewport.document, viewport.place()
    if isinstance(document, SourceLines):
        return document.source_of(place) if document.chunks else 0
    return source_of(document, place)


def shown_mark(viewport: Viewport | None, found: Found, sign: str) -> tuple[int, PlaceMark]:
    """Return the mark of a found place in what is shown, and its chunk."""
    place = found.chunk, found.block, found.offset
    if viewport is None or not isinstance(viewport.document, SourceLines):
        return found.chunk, PlaceMark(found.block, found.offset, found.length, sign)
    chunk, block, offset = shown_place(viewport, place)
    end = shown_place(viewport, (found.chunk, found.block, found.offset + found.length))
    length = end[2] - offset if end[0] == chunk else 0
    return chunk, PlaceMark(block, offset, max(0, length), sign)


def show_place(viewport: Viewport, place: Place, lead: int = 0) -> None:
    """Put a place of the document on top, `lead` rows below the top."""
    shown = shown_place(viewport, place)
    viewport.extend()
    viewport.show_place(*shown, lead)


def show_source(viewport: Viewport, source: int, lead: int = 0) -> None:
    """Put what stands at an offset of the source on top, `lead` rows below the top."""
    document = viewport.document
    if isinstance(document, SourceLines):
        place = document.place_of(source)
    else:
        place = place_of(document, source)
    viewport.extend()
    viewport.show_place(*place, lead)


def position_on_top(viewport: Viewport) -> Position:
    """Return the position of the first text in view, to the line, as far as is scanned."""
    return position_at(rendered(viewport), *place_on_top(viewport), is_patient=False)


def show_position(
    viewport: Viewport, position: Position, lead: int = 0, *, is_patient: bool = True
) -> Found:
    """Put a position on top, or what is nearest to it now; return how it was found.

    Args:
        viewport: What shows it.
        position: Where to go.
        lead: Blank rows that stood above it.
        is_patient: Whether to look all through the text, else only about where it was.
    """
    found = resolve(rendered(viewport), position, is_patient=is_patient)
    show_place(viewport, (found.chunk, found.block, found.offset), lead)
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
    if line >= len(lines):
        # Below the view heights are estimates, and this chunk is lower than its own.
        return document.chunks[chunk].end if lines else document.chunks[chunk].start
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
