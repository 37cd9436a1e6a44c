"""Chunks: the spans of a source that are parsed separately, and the cutter that makes them.

Because of them a document of any size opens at once and only what is read is parsed. The scan
says where a cut can be made; the cutter makes one when a chunk has its size, and slices lines of
enormous length.
"""

import enum
import re
from dataclasses import dataclass
from typing import NamedTuple

MIN_LINES = 24
MIN_CHARACTERS = 4096
MAX_LINES = 240
MAX_CHARACTERS = 24 * 1024
PIECE_CHARACTERS = 8 * 1024
DENSE_CHARACTERS = 5 * 1024
"""Instead of `MAX_CHARACTERS` where every other character is markup, and parsing takes long."""
_DENSE = 10
BLANK_LINES = 10_000
"""How many of them are kept together: they take no time but room in the source view."""
_TABLE_CELLS = 4000
_MOST_COLUMNS = 200
WIDE_TABLE = re.compile(rf"^[ \t>]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|){{{_MOST_COLUMNS}}}", re.M)
"""Finds the second row of a table of so many columns that it is shown as its source: a page of it
would take seconds."""


class ChunkKind(enum.Enum):
    """How the text of a chunk is to be parsed."""

    MARKDOWN = enum.auto()
    TEXT = enum.auto()
    """The later part of a paragraph: inlines only."""
    CODE = enum.auto()
    """The later part of a fence: its lines as they are."""
    TABLE = enum.auto()
    """The later rows of a table."""
    HTML = enum.auto()
    """The later part of an HTML block: its lines as they are."""
    COMMENT = enum.auto()
    """The later part of a comment: nothing to show."""


_MARKDOWN = ChunkKind.MARKDOWN  # Takes a fifth of the time to look up (Python 3.11).


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of the source that is parsed by itself."""

    start: int
    """Offset of its first character in the source."""
    end: int
    line: int
    """Its first source line."""
    lines: int
    blank_lines: int
    kind: ChunkKind = ChunkKind.MARKDOWN
    continues: bool = False
    """Whether it goes on with the block that the chunk before it broke off."""
    info: str = ""
    """What its parser must know: the language of a CODE chunk, header and delimiter row of a TABLE
    chunk, the line that a MARKDOWN chunk is parsed behind which begins within code."""
    number: int | None = None
    """The number of the ordered list item that it opens with, when a cut was forced there."""
    table: int = -1
    """For a TABLE chunk the source line of the table's header."""
    is_text: bool = False
    """Whether its first line looks like a definition, but goes on with a paragraph."""


class ChunkStart(NamedTuple):
    """What is known of a chunk when it begins; each as in `Chunk`."""

    kind: ChunkKind = ChunkKind.MARKDOWN
    continues: bool = False
    info: str = ""
    number: int | None = None
    table: int = -1
    is_text: bool = False


_ALONE = ChunkStart()


class Cutter:
    """Makes the chunks of one source, front to back.

    Attributes:
        chunks: The chunks that are closed.
        kind: How the open chunk is to be parsed.
        blank_lines: How many blank lines the open chunk has.
        limit_position: Offset from which on a cut has to be forced.
        limit_line: Line from which on a cut has to be forced.
        info: What the parser of the open chunk must know.
        most: How many characters a line may have that is surely not sliced.
    """

    def __init__(self, text: str, start: int, line: int) -> None:
        self.chunks: list[Chunk] = []
        self.most = min(DENSE_CHARACTERS, MAX_CHARACTERS)
        self._text = text
        self.open(start, line)

    def open(self, start: int, line: int, known: ChunkStart = _ALONE) -> None:
        """Begin a chunk at an offset, which lies in source line `line`."""
        self.start = start
        self.line = line
        self.kind = known.kind
        self.info = known.info
        self.blank_lines = 0
        self.limit_position = start + self.most
        self.limit_line = line + MAX_LINES
        self._known = known

    def close(self, end: int, line: int) -> None:
        """End the open chunk before an offset, which lies in source line `line`."""
        if end > self.start:
            lines = line - self.line
            self.chunks.append(
                Chunk(self.start, end, self.line, lines, self.blank_lines, *self._known)
            )

    def is_full(self, position: int, line: int) -> bool:
        """Whether a cut has to be forced before a line, one of the limits being reached."""
        if line < self.limit_line and not self._is_dense(self.start, MAX_CHARACTERS):
            self.limit_position = self.start + MAX_CHARACTERS
        return position >= self.limit_position or line >= self.limit_line

    def is_overdue(self, position: int, line: int) -> bool:
        """Whether a cut has to be forced even where it hurts: blank lines alone can't hurt."""
        lines = line - self.line
        most = BLANK_LINES if self.blank_lines >= lines - 1 else 2 * MAX_LINES
        return lines >= most or (lines > 1 and position - self.start >= 2 * MAX_CHARACTERS)

    def cut(self, position: int, line: int) -> None:
        """Cut at a place that needs no knowledge of what came before, if it is time."""
        if position > self.start and (
            line - self.line >= MIN_LINES
            or position - self.start >= MIN_CHARACTERS
            or self.kind is not _MARKDOWN
        ):
            self.close(position, line)
            self.open(position, line)
        elif position == self.start:
            # A cut was forced here just now.
            self.open(position, line)

    def slice(self, position: int, length: int, line: int, continues: bool) -> None:
        """Cut a line of enormous length into pieces; only the first one is Markdown.

        Args:
            position: Where the line begins in the source.
            length: How many characters it has.
            line: Its number.
            continues: Whether it goes on with a block.
        """
        if length <= MAX_CHARACTERS and not self._is_dense(position, length):
            return
        end = position + length
        self.close(position, line)
        self.open(position, line, ChunkStart(continues=continues))
        while end - self.start > (piece := self._piece()):
            place = self._text.rfind(" ", self.start + 1, self.start + piece)
            place = place + 1 if place > 0 else self.start + piece
            self.close(place, line)
            self.open(place, line, ChunkStart(ChunkKind.TEXT, continues=True))
        self.limit_line = line + 1

    def _piece(self) -> int:
        piece = min(PIECE_CHARACTERS, MAX_CHARACTERS)
        return self.most if self._is_dense(self.start, piece) else piece

    def _is_dense(self, start: int, length: int) -> bool:
        """Whether a stretch of the source is markup to such a part that parsing takes long."""
        signs = sum(self._text.count(sign, start, start + length) for sign in "[*<")
        return signs * _DENSE > min(length, len(self._text) - start)


def table_rows(columns: int) -> int:
    """Return how many rows of a table fit a chunk: each is filled up to the header's cells."""
    if columns > _MOST_COLUMNS:
        return MAX_LINES
    return max(1, min(MAX_LINES, _TABLE_CELLS // columns))
