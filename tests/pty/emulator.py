"""pyte's terminal, with what tmux sends beside what pyte knows: scrolling by SU and SD."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import pyte


class Screen(pyte.Screen):
    """A screen that scrolls when it is told to (ECMA-48, SU and SD), within its margins."""

    def scroll_up(self, count: int = 1) -> None:
        """Move the rows up; empty ones come from below."""
        self._scroll(count, self._margins()[1], self.index)

    def scroll_down(self, count: int = 1) -> None:
        """Move the rows down; empty ones come from above."""
        self._scroll(count, self._margins()[0], self.reverse_index)

    def rows(self) -> list[str]:
        """Return the text of each row; the right half of a wide character holds none.

        pyte's own `display` fails where the left half of one was overwritten alone.
        """
        cells = range(self.columns)
        return ["".join(self.buffer[row][cell].data for cell in cells) for row in range(self.lines)]

    def _margins(self) -> tuple[int, int]:
        margins = self.margins
        return (0, self.lines - 1) if margins is None else (margins.top, margins.bottom)

    def _scroll(self, count: int, edge: int, move: Callable[[], None]) -> None:
        before, self.cursor.y = self.cursor.y, edge
        for _ in range(min(count or 1, self.lines)):
            move()
        self.cursor.y = before


class Stream(pyte.ByteStream):
    """A stream that knows them."""

    csi: ClassVar[Mapping[str, str]] = {**pyte.ByteStream.csi, "S": "scroll_up", "T": "scroll_down"}
    events: ClassVar[frozenset[str]] = pyte.ByteStream.events | {"scroll_up", "scroll_down"}
