"""Text that is selected with the mouse: how it looks, and what of it is copied."""

from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip

from tui_reader.document.safe import safe
from tui_reader.layout.viewport import Viewport


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
        text = text[span[0] : None if span[1] < 0 else span[1]].rstrip()
        if line.is_soft and parts:
            parts[-1] += " " + text.strip()
        else:
            parts.append(text[margin - span[0] :] if span[0] < margin else text)
    return "\n".join(parts)
