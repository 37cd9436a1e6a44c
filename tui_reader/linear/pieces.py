"""The text of a document as rows to print, each with the place that it stands at; laid out lazily.

Only what is printed is parsed, so that a long section of a long document costs no more than the
part of it that is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from tui_reader.document.chunks import ChunkKind
from tui_reader.document.document import Document
from tui_reader.document.links import count_links, document_links
from tui_reader.document.model import (
    Block,
    CodeBlock,
    Heading,
    Inline,
    InlineStyle,
    Paragraph,
    Table,
)
from tui_reader.layout.blocks import lay_out
from tui_reader.layout.lines import LayoutOptions, Line, Role, Run
from tui_reader.layout.link_cursor import NUMBERED_CHUNKS
from tui_reader.linear.spoken import Speaker
from tui_reader.linear.stops import Stop, stop_in
from tui_reader.plain import printed

_WHOLE = 100
"""Lines of a section that is printed whole; of a longer one so many at once."""
_SLACK = 20
"""Lines more that are still printed, where they are the last ones."""
_BULLETS = str.maketrans("•◦▪", "---")


@dataclass(frozen=True, slots=True)
class Row:
    """One line to print."""

    text: str
    """Safe to print."""
    stop: Stop
    """The paragraph, item or line of code that it belongs to."""


class Rows:
    """Rows that are printed part by part."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._waiting: list[Row] = []

    def part(self, most: int) -> list[Row]:
        """Return the next rows, whole paragraphs if they can be.

        Args:
            most: How many; 0 for as many as read well at once.
        """
        limit = most or _WHOLE
        reach = limit if most else limit + _SLACK
        self._fill(reach + 1)
        if len(self._waiting) <= reach:
            cut = len(self._waiting)
        else:
            blanks = (index for index in range(limit, limit // 2, -1) if self._is_blank(index))
            cut = next(blanks, limit)
        part, self._waiting = self._waiting[:cut], self._waiting[cut:]
        return part

    def paragraph(self, stop: Stop) -> list[Row]:
        """Return the next rows up to the end of the paragraph or the like at a place."""
        part: list[Row] = []
        self._fill(1)
        while self._waiting and self._waiting[0].stop <= stop:
            part.append(self._waiting.pop(0))
            self._fill(1)
        return part

    @property
    def next(self) -> Row | None:
        """The row that comes after what was printed, None at the end."""
        self._fill(1)
        while self._waiting and not self._waiting[0].text:
            self._waiting.pop(0)
            self._fill(1)
        return self._waiting[0] if self._waiting else None

    def _fill(self, count: int) -> None:
        self._waiting += islice(self._rows, max(0, count - len(self._waiting)))

    def _is_blank(self, index: int) -> bool:
        return not self._waiting[index].text


class Typesetter:
    """Makes rows of a document.

    Attributes:
        links: The links in what was made since the last `begin`.
    """

    def __init__(self, document: Document, width: int, *, colour: bool) -> None:
        """Take a document that is scanned whole."""
        self._document = document
        self._colour = colour
        self._options = LayoutOptions(width, width, is_plain=not colour, highlights=colour)
        self._bases: list[int] = [1]
        self._speaker = Speaker(1)

    @property
    def links(self) -> Speaker:
        """What holds the links of what was made since `begin`."""
        return self._speaker

    @property
    def is_numbered_through(self) -> bool:
        """Whether links have the same numbers as in the app; else they begin anew with 1."""
        return len(self._document.chunks) <= NUMBERED_CHUNKS

    def begin(self) -> None:
        """Forget the links of what was made before."""
        self._speaker = Speaker(1)

    def heading(self, heading: Heading, stop: Stop, before: str, behind: str) -> Iterator[Row]:
        """Yield a heading as a line of its own.

        Args:
            heading: The heading.
            stop: Its place.
            before: What is said before its words.
            behind: What is said after them.
        """
        self._count(stop)
        words = self._speaker.inlines(heading.inlines)
        said = (Inline(before), *words, Inline(behind))
        bold = (replace(inline, style=inline.style | InlineStyle.STRONG) for inline in said)
        block = Paragraph(tuple(bold), heading.line)
        yield from self._rows_of(block, stop)

    def text(self, first: int, end: int, start: Stop) -> Iterator[Row]:
        """Yield the rows of a stretch of source lines, a blank one before each block.

        Args:
            first: Its first source line.
            end: The source line behind it.
            start: Where in it to begin.
        """
        for chunk, index, block in self._blocks(first, end):
            if (chunk, index) < start[:2]:
                continue
            self._count(Stop(chunk, index))
            continues = self._document.chunks[chunk].continues and not index
            if not continues:
                yield Row("", Stop(chunk, index))
            self._speaker.is_cut = self._is_table(chunk + 1)
            for place, spoken in enumerate(self._speaker.spoken(block)):
                if place and not isinstance(block, CodeBlock | Table):
                    yield Row("", Stop(chunk, index))
                for row in self._rows_of(spoken, Stop(chunk, index), block):
                    if row.stop >= start:
                        yield row

    def aside(self, block: Block, stop: Stop) -> Iterator[Row]:
        """Yield the rows of one block; its links are added to those that were printed."""
        self._count(stop)
        for spoken in self._speaker.spoken(block):
            yield from self._rows_of(spoken, stop)

    def link(self, number: int) -> tuple[str, str] | None:
        """Return address and text of a link by its number: one that was printed, or any."""
        if (found := self._speaker.links.get(number)) is not None:
            return found[0].href, found[1]
        if self.is_numbered_through:
            for entry in document_links(self._document):
                if entry.number == number:
                    return entry.href, entry.text
        return None

    def _blocks(self, first: int, end: int) -> Iterator[tuple[int, int, Block]]:
        chunk = self._document.chunk_of_line(first)
        while chunk < len(self._document.chunks) and self._document.chunks[chunk].line < end:
            for index, block in enumerate(self._document.blocks(chunk)):
                if first <= block.line < end:
                    yield chunk, index, block
            chunk += 1

    def _is_table(self, chunk: int) -> bool:
        """Return whether a chunk goes on with a table."""
        chunks = self._document.chunks
        return chunk < len(chunks) and chunks[chunk].kind is ChunkKind.TABLE

    def _rows_of(self, spoken: Block, stop: Stop, block: Block | None = None) -> Iterator[Row]:
        for line in lay_out(spoken, self._options):
            place = stop_in(block, stop.chunk, stop.block, line.source) if block else stop
            yield Row(printed(_in_ascii(line), colour=self._colour), place)

    def _count(self, stop: Stop) -> None:
        """Have the next link of a block the number that it has in the whole document."""
        if not self.is_numbered_through or not self._document.chunks:
            return
        while len(self._bases) <= stop.chunk:
            blocks = self._document.blocks(len(self._bases) - 1)
            self._bases.append(self._bases[-1] + count_links(blocks))
        before = self._document.blocks(stop.chunk)[: stop.block]
        self._speaker.next_number = self._bases[stop.chunk] + count_links(before)


def _in_ascii(line: Line) -> Line:
    """Return a line with bars and bullets that are read out as little as can be."""
    if not any(run.role & (Role.BAR | Role.BULLET) for run in line.runs):
        return line
    return replace(line, runs=tuple(map(_plain_sign, line.runs)))


def _plain_sign(run: Run) -> Run:
    if run.role & Role.BAR:
        return replace(run, text=run.text.replace("│", ">"))
    if run.role & Role.BULLET:
        return replace(run, text=run.text.translate(_BULLETS))
    return run
