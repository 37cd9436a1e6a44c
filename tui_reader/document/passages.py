"""The words of a document as they are read, chunk by chunk: text without markup and line breaks.

A passage is the text of one chunk, its words parted by single spaces, whatever stood between them.
It says where each word stands in its block, and where in the source. Passages put one after the
other are the text of the document, so that a quote is found whatever leaf, block or chunk it
crosses, and whatever was done to the line breaks or the markup around its words.
"""

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from weakref import WeakKeyDictionary

from tui_reader.document.chunks import Chunk, ChunkKind
from tui_reader.document.document import Document
from tui_reader.document.model import (
    Block,
    CodeBlock,
    Footnote,
    ItemList,
    Quote,
    Table,
    TitleBlock,
    leaf_texts,
)
from tui_reader.document.word_places import WordPlaces

_WORD = re.compile(r"\S+")
_CACHED_PASSAGES = 32
_CROSSED_CHUNKS = 64
"""How many chunks a look over a chunk's border goes through: those of a comment have no words."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph, heading, line of code or table cell, in the text of its passage."""

    block: int
    """The index of its block in the chunk."""
    offset: int
    """How many characters of the block's plain text come before it."""
    text: str
    """Its text as the block has it."""
    line: int
    """The source line on which it begins."""
    start: int
    """Where its first word begins in the passage, or would."""
    end: int

    @property
    def has_words(self) -> bool:
        """Whether it holds anything to read."""
        return self.end > self.start

    def index_of(self, offset: int) -> int:
        """Return where in the passage the word stands that an offset of the block leads to."""
        inside = max(0, min(offset - self.offset, len(self.text)))
        words = " ".join(self.text[:inside].split())
        is_between = any(letter.isspace() for letter in self.text[max(0, inside - 1) : inside + 1])
        return min(self.end, self.start + len(words) + (1 if words and is_between else 0))

    def offset_of(self, index: int) -> int:
        """Return the offset in the block of what stands at an index of the passage."""
        rest = index - self.start
        offset = 0
        for word in _WORD.finditer(self.text):
            offset = word.start() + min(rest, len(word[0]))
            if rest <= len(word[0]):
                break
            rest -= len(word[0]) + 1
        return self.offset + offset


class Passage:
    """The words of one chunk.

    Attributes:
        blocks: The blocks that they are of.
        leaves: What holds them, in reading order.
        text: The words, each with one space before it, but the first if it goes on with the word
            that the chunk before it broke off.
    """

    def __init__(self, source: str, chunk: Chunk, is_first: bool, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.leaves: list[Leaf] = []
        self._source = source
        # Front matter, whose title is shown, lies before the first chunk.
        self._span = (0 if is_first else chunk.start, chunk.end)
        self._line = 0 if is_first else chunk.line
        is_glued = chunk.kind is ChunkKind.TEXT and not source[chunk.start - 1].isspace()
        parts: list[str] = []
        length = -1 if is_glued else 0
        for index, block in enumerate(blocks):
            offset = 0
            # A block without a leaf, as a list of one empty item, is a place all the same.
            leaves = list(zip(leaf_texts(block), _leaf_lines(block), strict=True))
            for text, line in leaves or [("", block.line)]:
                words = " ".join(text.split())
                start, end = length + 1, length + 1 + len(words)
                self.leaves.append(Leaf(index, offset, text, line, start, end))
                offset += len(text) + 1
                if words:
                    parts.append(words)
                    length = end
        self.text = " ".join(parts) if is_glued else "".join(f" {words}" for words in parts)

    def leaf_at(self, block: int, offset: int) -> Leaf | None:
        """Return the leaf that holds an offset of a block, the last before it if none does."""
        place = bisect_right(self.leaves, (block, offset), key=_place) - 1
        return self.leaves[max(0, place)] if self.leaves else None

    def leaf_of(self, index: int) -> Leaf | None:
        """Return the leaf that holds an index of the text; of an empty one and a full, the full."""
        place = bisect_right(self.leaves, index, key=_start) - 1
        return self.leaves[max(0, place)] if self.leaves else None

    def plain_length(self, block: int) -> int:
        """Return how many characters the plain text of a block has."""
        last = self.leaf_at(block + 1, -1)
        return last.offset + len(last.text) if last and last.block == block else 0

    @cached_property
    def places(self) -> WordPlaces:
        """Where its words stand in the source."""
        leaves = [(leaf.start, self.text[leaf.start : leaf.end], leaf.line) for leaf in self.leaves]
        return WordPlaces(self._source, self._span, self._line, leaves)

    def source_of(self, leaf: Leaf, index: int) -> int:
        """Return the offset in the source of what stands at an index of a leaf, or of its end."""
        if not leaf.has_words:
            return self.places.of_line(leaf.line)
        return self.places.start(index) if index < leaf.end else self.places.end(index)


class Passages:
    """The passages of one document; those asked for last are kept for whoever asks next."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known = _known.setdefault(document, OrderedDict())

    def __getitem__(self, chunk: int) -> Passage:
        blocks = self.document.blocks(chunk)
        passage = self._known.get(chunk)
        # Blocks that were parsed anew may read differently.
        if passage is None or passage.blocks is not blocks:
            span = self.document.chunks[chunk]
            passage = Passage(self.document.source.text, span, not chunk, blocks)
            self._known[chunk] = passage
            if len(self._known) > _CACHED_PASSAGES:
                self._known.popitem(last=False)
        self._known.move_to_end(chunk)
        return passage

    def leaf_at(self, chunk: int, block: int, offset: int) -> tuple[int, Leaf] | None:
        """Return the leaf at a place and its chunk, else the nearest one below or above."""
        count = len(self.document.chunks)
        chunk = max(0, min(chunk, count - 1))
        if count and 0 <= block < len(self[chunk].blocks):
            leaf = self[chunk].leaf_at(block, max(0, offset))
            return (chunk, leaf) if leaf else None
        for below in range(chunk + (block >= 0), min(count, chunk + _CROSSED_CHUNKS)):
            if leaves := self[below].leaves:
                return below, leaves[0]
        for above in range(chunk, max(-1, chunk - _CROSSED_CHUNKS), -1):
            if count and (leaves := self[above].leaves):
                return above, leaves[-1]
        return None

    def chunk_at(self, offset: int) -> int:
        """Return the chunk in which an offset of the source lies; scans no farther than that."""
        chunks = self.document.chunks
        while (not chunks or chunks[-1].end <= offset) and self.document.advance():
            pass
        return max(0, min(bisect_right(chunks, offset, key=_chunk_start), len(chunks)) - 1)

    def roll(self, chunk: int, index: int) -> tuple[int, int]:
        """Return the chunk and the index in it of what stands at an index that may lie behind."""
        last = min(len(self.document.chunks), chunk + _CROSSED_CHUNKS) - 1
        while chunk < last and index >= len(self[chunk].text):
            index -= len(self[chunk].text)
            chunk += 1
        return chunk, index

    def before(self, chunk: int, index: int, length: int) -> str:
        """Return up to so many characters of the text before an index of a chunk."""
        text = self[chunk].text[max(0, index - length) : index]
        for earlier in range(chunk - 1, max(-1, chunk - _CROSSED_CHUNKS), -1):
            if len(text) >= length:
                break
            text = self[earlier].text[-(length - len(text)) :] + text
        return text

    def after(self, chunk: int, index: int, length: int) -> str:
        """Return up to so many characters of the text from an index of a chunk on."""
        text = self[chunk].text[index : index + length]
        last = min(len(self.document.chunks), chunk + _CROSSED_CHUNKS)
        for later in range(chunk + 1, last):
            if len(text) >= length:
                break
            text += self[later].text[: length - len(text)]
        return text


_known: WeakKeyDictionary[Document, OrderedDict[int, Passage]] = WeakKeyDictionary()


def _leaf_lines(block: Block) -> Iterator[int]:
    """Yield the source line of each leaf of a block, in the order of `leaf_texts`."""
    match block:
        case CodeBlock():
            yield from range(block.line, block.line + len(block.lines))
        case Quote() | Footnote():
            yield from chain.from_iterable(map(_leaf_lines, block.blocks))
        case ItemList():
            for item in block.items:
                yield from chain.from_iterable(map(_leaf_lines, item.blocks))
        case Table():
            yield from () if block.first else [block.line] * len(block.header)
            for line, row in enumerate(block.rows, block.line + 2):
                yield from [line] * len(row)
        case TitleBlock():
            yield from (block.line, block.line)
        case _:
            yield block.line


def _place(leaf: Leaf) -> tuple[int, int]:
    return leaf.block, leaf.offset


def _chunk_start(chunk: Chunk) -> int:
    return chunk.start


def _start(leaf: Leaf) -> int:
    return leaf.start
