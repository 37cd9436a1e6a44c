"""Which line of which chunk stands at which row of the whole layout.

The height of a chunk that was never laid out is an estimate. Once it is laid out it is settled,
and what `settle` returns is how far everything below it moved.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from tui_reader.document.chunks import Chunk, ChunkKind


class LineMap:
    """Heights of the chunks of one document at one width, in rows."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        self._settled = bytearray(len(self._heights))
        self._ends: list[int] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def height(self) -> int:
        """Rows of the whole layout, as far as is known."""
        ends = self._prefix()
        return ends[-1] if ends else 0

    def is_settled(self, chunk: int) -> bool:
        """Whether the height of a chunk is exact."""
        return bool(self._settled[chunk])

    def extend(self, heights: Sequence[int]) -> None:
        """Add chunks at the end, with estimated heights."""
        self._heights.extend(heights)
        self._settled.extend(bytes(len(heights)))
        self._ends = None

    def settle(self, chunk: int, height: int) -> int:
        """Set the exact height of a chunk; return the change in rows."""
        change = height - self._heights[chunk]
        self._settled[chunk] = 1
        if change:
            self._heights[chunk] = height
            self._ends = None
        return change

    def locate(self, y: int) -> tuple[int, int]:
        """Return the chunk at a row and the line in it; rows beyond the end give the last line."""
        ends = self._prefix()
        if not ends or not ends[-1]:
            return 0, 0
        y = max(0, min(y, ends[-1] - 1))
        chunk = bisect_right(ends, y)
        return chunk, y - (ends[chunk] - self._heights[chunk])

    def y_of(self, chunk: int, line: int = 0) -> int:
        """Return the row of a line of a chunk."""
        if not self._heights:
            return 0
        return self._prefix()[chunk] - self._heights[chunk] + line

    def height_of(self, chunk: int) -> int:
        """Return the rows of a chunk."""
        return self._heights[chunk]

    def _prefix(self) -> list[int]:
        if self._ends is None:
            self._ends = list(accumulate(self._heights))
        return self._ends


def estimate_heights(chunks: Sequence[Chunk], width: int) -> list[int]:
    """Return how many rows each chunk may take at a width, without parsing any."""
    usable = max(1, width - 2)
    heights: list[int] = []
    for chunk in chunks:
        if chunk.kind is ChunkKind.COMMENT:
            heights.append(0)
        elif chunk.kind in (ChunkKind.CODE, ChunkKind.HTML, ChunkKind.TABLE):
            heights.append(max(1, chunk.lines))
        else:
            rows = (chunk.end - chunk.start) // usable + chunk.blank_lines
            heights.append(max(1, rows))
    return heights
