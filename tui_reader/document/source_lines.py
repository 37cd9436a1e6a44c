"""The Markdown source of a document, line by line, as a document that can be laid out itself.

It has the chunks, headings and line numbers of the document that it is the source of, so that
whatever goes to a line, a heading or a share of the text goes to the same one here; it scans
nothing and parses nothing. Its places are (chunk, 0, offset in the chunk's lines).
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from tui_reader.document.document import Document
from tui_reader.document.model import Block, SourceText
from tui_reader.document.safe import safe_code


class SourceLines(Document):
    """The source of a document.

    Attributes:
        rendered: The document that it is the source of.
    """

    def __init__(self, rendered: Document) -> None:
        # Nothing of its own but the blocks: what the scan finds comes into the same lists.
        self.rendered = rendered
        self.source = rendered.source
        self.front_matter = rendered.front_matter
        self.generation = 0
        self.chunks = rendered.chunks
        self.outline = rendered.outline
        self._scanner = rendered._scanner
        self._first_lines = rendered._first_lines
        self._heading_lines = rendered._heading_lines
        self._blocks: OrderedDict[int, tuple[Block, ...]] = OrderedDict()

    def advance(self) -> bool:
        """Scan some more; return whether there is more."""
        return self.rendered.advance()

    @cached_property
    def title(self) -> str:
        """What to call it."""
        return self.rendered.title

    @cached_property
    def slugs(self) -> Sequence[str]:
        """The anchor of each heading."""
        return self.rendered.slugs

    def heading_text(self, index: int) -> str:
        """Return the text of a heading of the outline, without its markup."""
        return self.rendered.heading_text(index)

    def is_deep(self, chunk: int) -> bool:
        """Return False: all of it is source."""
        return False

    def continues(self, chunk: int) -> bool:
        """Return True: no blank row comes before a chunk that isn't in the source."""
        return True

    def span(self, chunk: int) -> tuple[int, int]:
        """Return where the lines of a chunk begin and end in the source.

        A chunk of a document may leave out what shows nothing; here that belongs to the one before.
        """
        while chunk + 1 >= len(self.chunks) and self.advance():
            pass
        start = self.chunks[chunk].start if chunk else 0
        is_last = chunk + 1 >= len(self.chunks)
        return start, len(self.source.text) if is_last else self.chunks[chunk + 1].start

    def source_of(self, place: tuple[int, int, int]) -> int:
        """Return where in the source a place is; a block beyond the last means the text below."""
        chunk, block, offset = place
        start, end = self.span(chunk)
        if block:
            return end
        lines, shown = self._lines(chunk)
        row = max(0, bisect_right(shown, offset) - 1)
        before = sum(len(line) + 1 for line in lines[:row])
        return start + before + min(offset - shown[row], len(lines[row]))

    def place_of(self, source: int) -> tuple[int, int, int]:
        """Return the place of an offset of the source."""
        while (not self.chunks or self.chunks[-1].end <= source) and self.advance():
            pass
        if not self.chunks:
            return 0, 0, 0
        chunk = max(0, bisect_right(self.chunks, source, key=lambda each: each.start) - 1)
        start, end = self.span(chunk)
        inside = max(0, min(source, end) - start)
        text = self.source.text
        row = text.count("\n", start, start + inside)
        column = start + inside - max(start, text.rfind("\n", start, start + inside) + 1)
        lines, shown = self._lines(chunk)
        row = min(row, len(lines) - 1)
        return chunk, 0, shown[row] + min(column, len(safe_code(lines[row])))

    def _lines(self, chunk: int) -> tuple[list[str], list[int]]:
        """Return the lines of a chunk, and where each begins among them as they are shown."""
        start, end = self.span(chunk)
        lines = self.source.text[start:end].removesuffix("\n").split("\n")
        lengths = (len(safe_code(line)) + 1 for line in lines)
        return lines, list(accumulate(lengths, initial=0))[:-1]

    def _parse(self, index: int) -> tuple[Block, ...]:
        start, _ = self.span(index)
        lines, _ = self._lines(index)
        text = self.source.text
        is_cut = start > 0 and text[start - 1] != "\n"
        follows_blank = not start or text[max(0, start - 2) : start] in ("\n", "\n\n")
        line = self.chunks[index].line if index else 0
        shown = tuple(map(safe_code, lines))
        digits = len(str(self.line_count))
        return (SourceText(shown, "", line, digits, is_cut, follows_blank),)
