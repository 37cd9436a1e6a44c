"""The moves of a reader through a viewport, by name."""

from tui_reader.layout.viewport import Viewport

_KEPT_FROM = 10
"""Rows from which on a page forward keeps two of them in view instead of one."""


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
            viewport.next_start(int(amount))
        case "row":
            viewport.scroll_to_row(int(amount))
        case "source":
            viewport.show_source_line(int(amount))
        case "end":
            viewport.show_end()
        case _:
            viewport.show(0, 0)
