"""What a scan finds in a source: its chunks, its headings, where definitions may stand."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from tui_reader.document.chunks import Chunk
from tui_reader.document.line_starts import ATX, heading_source


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading as the scan sees it."""

    level: int
    source: str
    """Its text, not yet parsed."""
    line: int
    offset: int
    """Offset of its first character in the source."""


class HeadingMarks(Sequence[HeadingMark]):
    """The headings of a text in order, each some thirty bytes: a text may have a million.

    Attributes:
        lines: The source line of each.
    """

    def __init__(self, text: str) -> None:
        self.lines = array("q")
        self._text = text
        self._levels = bytearray()
        self._offsets = array("q")
        self._ends = array("q")

    def add(self, level: int, line: int, offset: int, end: int) -> None:
        """Add a heading that takes the source from `offset` to `end`, an underline left out."""
        self.lines.append(line)
        self._levels.append(level)
        self._offsets.append(offset)
        self._ends.append(end)

    def level(self, index: int) -> int:
        """Return the level of a heading."""
        return self._levels[index]

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> HeadingMark: ...
    @overload
    def __getitem__(self, index: slice) -> list[HeadingMark]: ...
    def __getitem__(self, index: int | slice) -> HeadingMark | list[HeadingMark]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        offset = self._offsets[index]
        source = self._text[offset : self._ends[index]]
        if hashes := ATX.match(source):
            source = heading_source(source[hashes.end() :])
        return HeadingMark(self._levels[index], source.strip(), self.lines[index], offset)

    def __iter__(self) -> Iterator[HeadingMark]:
        return map(self.__getitem__, range(len(self)))


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a source finds."""

    chunks: Sequence[Chunk]
    headings: Sequence[HeadingMark]
    definitions: Sequence[tuple[str, int]]
    """Label and offset of each line that may be a link reference definition."""
    footnotes: dict[str, int]
    """Label of each footnote definition, and the source line of the first that has it."""
