"""Making the heights of the chunks about a viewport exact, as many of them as may be looked at."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.layout.viewport import Viewport

MOST_EMPTY = 12
"""Chunks without a row, as of comments, that one look goes through; each takes milliseconds."""
_ALL = 1 << 30


def settle(viewport: "Viewport", above: int, below: int, most: int = _ALL) -> bool:
    """Make the chunks exact that reach so many rows above and below the top of a viewport.

    Args:
        viewport: What they are in.
        above: Rows above.
        below: Rows below.
        most: How many chunks are laid out for it.

    Returns:
        Whether all of them are.
    """
    look = _Look(viewport, most)
    rows, chunk = -viewport.line, viewport.chunk
    while chunk < viewport.known_chunks and rows < below:
        if (height := look.height_of(chunk)) is None:
            return False
        rows += height
        chunk += 1
    # At the end the top line moves up, by as many rows as are missing below.
    missing = max(0, below - rows) if chunk == viewport.known_chunks else 0
    rows, chunk = viewport.line, viewport.chunk - 1
    while chunk >= 0 and rows < above + missing:
        if (height := look.height_of(chunk)) is None:
            return False
        rows += height
        chunk -= 1
    return True


class _Look:
    """One look at many chunks, and how many of them it may still lay out."""

    def __init__(self, viewport: "Viewport", most: int) -> None:
        self._viewport = viewport
        self._most = most
        self._most_empty = MOST_EMPTY

    def height_of(self, chunk: int) -> int | None:
        """Return the exact rows of a chunk, None where finding them would be one too many."""
        known = self._viewport.known_height(chunk)
        if known is not None:
            return known
        if not (self._most and self._most_empty):
            return None
        height = len(self._viewport.lines(chunk))
        self._most -= 1
        self._most_empty -= not height
        return height
