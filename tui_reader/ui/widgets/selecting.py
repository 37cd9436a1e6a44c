"""Text that is selected with the mouse: how it looks, and what of it is copied."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip

from tui_reader.document.model import Block, leaves, plain_text
from tui_reader.document.safe import safe
from tui_reader.layout.lines import Line, Role
from tui_reader.layout.viewport import Viewport

TextPlace = tuple[int, int, int]
"""Chunk, block, and offset in the block's plain text."""


def select_characters(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """Return a strip with the characters from `start` to `end` (-1: to its end) in a style."""
    segments: list[Segment] = []
    position = 0
    for text, segment_style, _ in strip:
        stop = position + len(text)
        first = min(max(start, position), stop) - position
        last = (stop if end < 0 else min(max(end, position), stop)) - position
        last = max(first, last)
        selected = (segment_style or Style()) + style
        parts = (
            (text[:first], segment_style),
            (text[first:last], selected),
            (text[last:], segment_style),
        )
        segments.extend(Segment(part, look) for part, look in parts if part)
        position = stop
    return Strip(segments, strip.cell_length)


def selected_text(viewport: Viewport, selection: Selection, margin: int) -> str:
    """Return the selected text: soft line breaks become spaces, the margin is left out."""
    row = selection.start.y - 1 if selection.start else -1
    parts: list[str] = []
    # How many rows there are becomes known as they are laid out.
    while row + 1 < viewport.rows and (selection.end is None or row < selection.end.y):
        row += 1
        line = viewport.line_at(row - viewport.y)
        span = selection.get_span(row)
        if line is None or span is None:
            continue
        text = safe(" " * margin + line.text)
        start = max(span[0], _before(line, margin))
        text = text[start : None if span[1] < 0 else max(start, span[1])].rstrip()
        if line.is_soft and parts:
            parts[-1] += " " + text.strip()
        else:
            parts.append(text)
    return "\n".join(parts)


def _before(line: Line, margin: int) -> int:
    """Return how many characters stand before a line's text: margin, number of a source line."""
    is_numbered = bool(line.runs) and bool(line.runs[0].role & Role.LINE_NUMBER)
    return margin + (len(line.runs[0].text) if is_numbered else 0)


def selected_span(
    viewport: Viewport, selection: Selection, margin: int
) -> tuple[TextPlace, TextPlace] | None:
    """Return where in the text a selection begins and ends, None where it holds no text."""
    first: TextPlace | None = None
    last: TextPlace | None = None
    row = selection.start.y - 1 if selection.start else -1
    while row + 1 < viewport.rows and (selection.end is None or row < selection.end.y):
        row += 1
        span = selection.get_span(row)
        line = viewport.line_at(row - viewport.y)
        if line is None or span is None or line.block < 0 or not line.text.strip():
            continue
        chunk, _ = viewport.locate(row - viewport.y)
        begin, end = span[0] - margin, len(line.text) if span[1] < 0 else span[1] - margin
        if any(run.role & Role.TABLE_LINE for run in line.runs):
            block = viewport.document.blocks(chunk)[line.block]
            places = _cells(line, block, max(0, begin), end)
        else:
            places = (_offset(line, viewport, begin), _offset(line, viewport, end))
        if places[0] < places[1]:
            first = first or (chunk, line.block, places[0])
            last = (chunk, line.block, places[1])
    return None if first is None or last is None else (first, last)


def _cells(line: Line, block: Block, begin: int, end: int) -> tuple[int, int]:
    """Return where in its block the text begins and ends that is selected of a row of a table.

    A row's cells stand beside one another, each broken into lines of its own: what is selected of
    a cell is looked for in its text, and where it isn't found as it stands, the cell is meant.
    """
    column = position = 0
    places: list[tuple[int, int]] = []
    texts = _cell_texts(line, block)
    for run in line.runs:
        stop = position + len(run.text)
        if run.role & Role.TABLE_LINE:
            column += 1
        elif (part := run.text[max(0, begin - position) : max(0, end - position)].strip()) and (
            column < len(texts)
        ):
            offset, text = texts[column]
            found = text.find(part)
            places.append(
                (offset + found, offset + found + len(part))
                if found >= 0
                else (offset, offset + len(text))
            )
        position = stop
    return (places[0][0], places[-1][1]) if places else (0, 0)


def _cell_texts(line: Line, block: Block) -> list[tuple[int, str]]:
    """Return offset and text of the cells from that one on which a line begins with."""
    texts: list[tuple[int, str]] = []
    offset = 0
    for _, inlines in leaves(block):
        text = plain_text(inlines)
        if offset >= line.offset:
            texts.append((offset, text))
        offset += len(text) + 1
    return texts


def _offset(line: Line, viewport: Viewport, column: int) -> int:
    """Return the offset in its block of a character of a line; what isn't text counts for none."""
    offset, cells = line.offset, 0
    for run in line.runs:
        text, size = run.text, len(run.text)
        is_prefix = cells < line.indent
        cells += cell_len(text)
        is_mark = run.link is not None and viewport.options.marks.get(run.link.href) == text
        if not (is_prefix or is_mark):
            offset += max(0, min(column, size))
        column -= size
        if column <= 0:
            break
    return offset
