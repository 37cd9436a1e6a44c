"""The moves of a reader through a viewport, by name."""

import time

from tui_reader.layout.viewport import Viewport

_KEPT_FROM = 10
"""Rows from which on a page forward keeps two of them in view instead of one."""
_PATIENCE = 0.06
"""Seconds for which the next paragraph is looked for, as in lists of a megabyte without a word."""


def move(viewport: Viewport, kind: str, amount: float = 1) -> None:
    """Move a viewport.

    Args:
        viewport: What moves.
        kind: `line`, `page`, `half`, `paragraph`, `row` (of the whole layout), `source` (a
            source line), `top` or `end`.
        amount: How many, negative upwards; where to, for the kinds that name a place.
    """
    page = viewport.height - (2 if viewport.height > _KEPT_FROM else 1)
    match kind:
        case "line":
            viewport.scroll(int(amount))
        case "page":
            viewport.scroll(int(amount) * max(1, page))
        case "half":
            viewport.scroll(int(amount) * max(1, viewport.height // 2))
        case "paragraph":
            next_start(viewport, int(amount))
        case "row":
            viewport.scroll_to_row(int(amount))
        case "source":
            viewport.show_source_line(int(amount))
        case "end":
            viewport.show_end()
        case _:
            viewport.show(0, 0)


def next_start(viewport: Viewport, direction: int, *, patience: float = _PATIENCE) -> None:
    """Put the next or previous beginning of a paragraph on top; the very ends as a last one.

    Where none is near, what was looked through is passed over.

    Args:
        viewport: What moves.
        direction: 1 or -1.
        patience: Seconds to look for one.
    """
    deadline = time.monotonic() + patience
    # Chunks without a row may stand before what is on top.
    chunk, line = viewport.locate(0)
    line += direction
    while viewport.reaches(chunk):
        lines = viewport.lines(chunk)
        while 0 <= line < len(lines):
            if lines[line].starts:
                viewport.show(chunk, line)
                return
            line += direction
        chunk += direction
        if time.monotonic() > deadline and viewport.reaches(chunk):
            viewport.show(chunk, 0)
            return
        is_above = direction < 0 and viewport.reaches(chunk)
        line = len(viewport.lines(chunk)) - 1 if is_above else 0
    if direction < 0:
        viewport.show(0, 0)
    elif viewport.document.is_complete:
        viewport.show_end()
    else:
        viewport.show(viewport.known_chunks - 1, 0)
