"""A document: parsed chunk by chunk when asked, its outline known from the first scan.

It knows no width and no screen. Places in it are source lines, or shares of its length, or
headings; `chunk_of_line` and its like say in which chunk they lie.
"""

import re
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from tui_reader.document.chunks import Chunk, ChunkKind
from tui_reader.document.findings import HeadingMark
from tui_reader.document.frontmatter import read_front_matter
from tui_reader.document.model import Block, Table, TitleBlock, plain_text
from tui_reader.document.parse import Parser
from tui_reader.document.safe import safe
from tui_reader.document.scan import Scanner
from tui_reader.document.slugs import Slugger
from tui_reader.document.source import Source
from tui_reader.document.words import count_words
from tui_reader.errors import NoSuchPlace

_CACHED_CHUNKS = 128
_WORDS_A_MINUTE = 230
_SAMPLE_CHARACTERS = 64 * 1024
_HEADING_CHARACTERS = 4096
"""Of a heading that make its text in the outline, its anchor and what it is found by."""
_ID = re.compile(
    r"<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.I
)
_MARKUP = re.compile(r"[*_`\[\]<>&\\~!\n]|https?://|www\.")


class Document:
    """One document to read.

    Attributes:
        source: Its text and where that came from.
        front_matter: What its top says about it.
        chunks: The spans that are parsed separately, as far as they are known.
        outline: Its headings, in order; `heading_text` gives their text.
        generation: Goes up when blocks that were given out may read differently by now.

    A large text is not scanned at once: `advance` goes on with it, `complete` finishes it. What
    asks for a place by heading, line or share finishes it by itself.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.front_matter = read_front_matter(source.text)
        self.generation = 0
        self._scanner = Scanner(source.text, self.front_matter.length)
        self._scanner.advance()
        self.chunks: Sequence[Chunk] = self._scanner.cutter.chunks
        self.outline: Sequence[HeadingMark] = self._scanner.headings
        self._first_lines: list[int] = []
        self._heading_lines = self._scanner.headings.lines
        self._heading_texts: dict[int, str] = {}
        self._blocks: OrderedDict[int, tuple[Block, ...]] = OrderedDict()
        self._parser = Parser(source.text, self._scanner.result())
        self._take_over()
        self._known = self._count_definitions()

    @property
    def is_complete(self) -> bool:
        """Whether all of it has been scanned."""
        return self._scanner.is_done

    def advance(self) -> bool:
        """Scan some more, for a few milliseconds; return whether there is more."""
        if self._scanner.is_done:
            return False
        self._scanner.advance()
        self._take_over()
        if self._scanner.is_done and self._count_definitions() != self._known:
            # References far below may make links of what was parsed as text so far.
            self._blocks.clear()
            self._heading_texts.clear()
            self.generation += 1
        return not self._scanner.is_done

    def complete(self) -> None:
        """Scan all that is left."""
        while self.advance():
            pass

    @property
    def path(self) -> Path | None:
        """Where its file lies, or None."""
        return self.source.path

    @cached_property
    def title(self) -> str:
        """What to call it: front matter, else its only top heading at the start, else its name."""
        if self.front_matter.title:
            return safe(self.front_matter.title)
        if self.outline and self.outline[0].level == 1 and self._opens_with_heading():
            return self.heading_text(0) or self.source.name
        return self.source.name

    @cached_property
    def words(self) -> int:
        """How many words it has, of a long text an estimate."""
        text = self.source.text
        sample = text[:_SAMPLE_CHARACTERS]
        return round(count_words(sample) * len(text) / max(1, len(sample)))

    @cached_property
    def minutes(self) -> float:
        """How long reading it takes, in minutes: as stated in front matter, else by its words."""
        return self.front_matter.minutes or self.words / _WORDS_A_MINUTE

    def blocks(self, chunk: int) -> tuple[Block, ...]:
        """Return the blocks of a chunk; the last ones asked for are kept."""
        blocks = self._blocks.get(chunk)
        if blocks is None:
            blocks = self._blocks[chunk] = self._parse(chunk)
            if len(self._blocks) > _CACHED_CHUNKS:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(chunk)
        return blocks

    def blocks_aside(self, chunk: int) -> tuple[Block, ...]:
        """Return the blocks of a chunk and keep none: for who goes through many of them once."""
        return self._blocks.get(chunk) or self._parse(chunk)

    def is_deep(self, chunk: int) -> bool:
        """Whether a part of a chunk that was asked for is source, for it is nested too deep."""
        return self.chunks[chunk].start in self._parser.deep

    @property
    def definitions(self) -> Sequence[tuple[str, int]]:
        """Label and offset of each line that may be a link reference definition."""
        return self._scanner.definitions.references

    def span(self, chunk: int) -> tuple[int, int]:
        """Return where the text of a chunk begins and ends in the source."""
        return self.chunks[chunk].start, self.chunks[chunk].end

    def continues(self, chunk: int) -> bool:
        """Return whether a chunk goes on with the block that the one before it broke off."""
        return self.chunks[chunk].continues

    def heading_text(self, index: int) -> str:
        """Return the text of a heading of the outline, without its markup."""
        text = self._heading_texts.get(index)
        if text is None:
            source = self.outline[index].source[:_HEADING_CHARACTERS]
            if _MARKUP.search(source):
                text = plain_text(self._parser.inlines(source)).replace("\n", " ")
            else:
                text = safe(source.strip())
            self._heading_texts[index] = text
        return text

    @cached_property
    def slugs(self) -> Sequence[str]:
        """The anchor of each heading of the outline."""
        self.complete()
        slugger = Slugger()
        return [slugger.slug(self.heading_text(index)) for index in range(len(self.outline))]

    @property
    def _footnote_lines(self) -> dict[str, int]:
        """The source line of each footnote, by the anchor that its references lead to."""
        lines = self._scanner.definitions.footnotes.values()
        return {f"footnote-{number}": line for number, line in enumerate(lines, 1)}

    @cached_property
    def line_count(self) -> int:
        """How many source lines it has."""
        return self.source.text.count("\n") + (not self.source.text.endswith("\n"))

    def chunk_of_line(self, line: int) -> int:
        """Return the chunk in which a source line lies."""
        if not self.has_line(line):
            self.complete()
        chunk = bisect_left(self._first_lines, line)
        # The pieces of a line of enormous length all have that line.
        is_first = chunk < len(self._first_lines) and self._first_lines[chunk] == line
        return chunk if is_first else max(0, chunk - 1)

    def has_line(self, line: int) -> bool:
        """Return whether it is known by now in which chunk a source line lies."""
        return self.is_complete or (bool(self._first_lines) and line < self._first_lines[-1])

    def heading_at(self, line: int) -> int:
        """Return the index of the heading that a source line stands under, -1 before the first."""
        return bisect_right(self._heading_lines, line) - 1

    def share_of(self, chunk: int, part: float = 0.0) -> float:
        """Return how much of the text lies before a place, 0 to 1.

        Args:
            chunk: A chunk.
            part: How much of that chunk lies before the place, 0 to 1.
        """
        start = self.front_matter.length
        total = len(self.source.text) - start
        if not self.chunks or total <= 0:
            return 1.0
        place = self.chunks[chunk]
        return (place.start - start + part * (place.end - place.start)) / total

    def at_share(self, share: float) -> tuple[int, float]:
        """Return the chunk, and the part of it, before which a share of the text lies."""
        self.complete()
        if not self.chunks:
            return 0, 0.0
        start = self.front_matter.length
        target = start + max(0.0, min(1.0, share)) * (len(self.source.text) - start)
        chunk = max(0, bisect_right(self.chunks, target, key=_start) - 1)
        place = self.chunks[chunk]
        return chunk, min(1.0, (target - place.start) / max(1, place.end - place.start))

    def line_of_fragment(self, fragment: str) -> int:
        """Return the source line that an anchor names: a heading's, a footnote's or an HTML id's.

        Raises:
            NoSuchPlace: There is no such anchor.
        """
        self.complete()
        if not fragment:
            return 0
        for name in (fragment, fragment.casefold()):
            if name in self.slugs:
                return self.outline[list(self.slugs).index(name)].line
        if (line := self._footnote_lines.get(fragment)) is not None:
            return line
        for match in _ID.finditer(self.source.text):
            if fragment in (match[1], match[2], match[3]):
                return self.source.text.count("\n", 0, match.start())
        raise NoSuchPlace(f"no anchor #{safe(fragment)} in {self.title}")

    def check_line(self, number: int) -> None:
        """Make sure that there is a source line, counted from 1.

        Raises:
            NoSuchPlace: There is none.
        """
        if not 1 <= number <= max(1, self.line_count):
            raise NoSuchPlace(f"no line {number:,}: the text has {self.line_count:,}")

    def find_heading(self, query: str) -> int:
        """Return the index of the heading that a reader means.

        An anchor or an equal text comes first, then a text that starts with the query, then one
        that holds it; case does not count.

        Raises:
            NoSuchPlace: No heading fits.
        """
        self.complete()
        wanted = query.strip().lstrip("#").strip().casefold()
        texts = [self.heading_text(index).casefold() for index in range(len(self.outline))]
        if wanted in texts:
            return texts.index(wanted)
        if wanted in self.slugs:
            return list(self.slugs).index(wanted)
        for fits in (str.startswith, str.__contains__):
            for index, text in enumerate(texts):
                if wanted and fits(text, wanted):
                    return index
        raise NoSuchPlace(f"no heading like {safe(query)!r} in {self.title}")

    def _take_over(self) -> None:
        """Take over what the scan found since the last time."""
        self._first_lines.extend(chunk.line for chunk in self.chunks[len(self._first_lines) :])
        self._parser.take_over()

    def _count_definitions(self) -> tuple[int, int]:
        definitions = self._scanner.definitions
        return len(definitions.references), len(definitions.footnotes)

    def _opens_with_heading(self) -> bool:
        start = self.front_matter.length
        return not self.source.text[start : self.outline[0].offset].strip()

    def _parse(self, index: int) -> tuple[Block, ...]:
        chunk = self.chunks[index]
        blocks = self._parser.parse(chunk)
        if chunk.kind is ChunkKind.TABLE:
            blocks = tuple(self._with_first(block, chunk.table) for block in blocks)
        if index == 0 and self._needs_title(blocks):
            blocks = (TitleBlock(self.title, self.front_matter.date, 0), *blocks)
        return blocks

    def _needs_title(self, blocks: tuple[Block, ...]) -> bool:
        if not self.front_matter.title:
            return False
        has_heading = bool(self.outline) and self._opens_with_heading()
        return not (has_heading and self._same(self.heading_text(0), self.title))

    @staticmethod
    def _same(one: str, other: str) -> bool:
        return one.casefold().split() == other.casefold().split()

    def _with_first(self, block: Block, line: int) -> Block:
        """Tie the later part of a table to its first part, so that their columns line up."""
        if not isinstance(block, Table):
            return block
        for first in self.blocks(self.chunk_of_line(line)):
            if isinstance(first, Table) and first.line == line:
                return replace(block, first=first)
        return block


def _start(chunk: Chunk) -> int:
    return chunk.start
