"""The texts of a document's chunks as a search goes through them: folded, with their addresses.

They are kept, and parsed chunks are not: folded text takes about as much room as the file, and a
search must not drive out what the reader has in view. What can be told from the Markdown alone is
told by a sieve. Of an enormous text not all is kept.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from tui_reader.document.chunks import ChunkKind
from tui_reader.document.definition_sieves import DefinitionSieves
from tui_reader.document.document import Document
from tui_reader.document.folding import PARTING, Folded, fold
from tui_reader.document.model import Block, InlineStyle, Link, leaves
from tui_reader.document.sieve import Sieve

_MOST_KEPT = 1 << 26
"""Characters of chunks of which something is kept at most."""
_ENCODED_HOST = re.compile(r"xn--([a-z0-9-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link of a chunk leads."""

    start: int
    """Where its text begins in the text of the chunk."""
    end: int
    text: str
    """The address with its escapes decoded, folded with the case of its letters."""


@dataclass(frozen=True, slots=True)
class ChunkText:
    """The text of one chunk: the plain texts of its blocks, parted by NUL."""

    folded: Folded
    starts: Sequence[int]
    """Where each block begins, in the text that isn't folded."""
    lines: Sequence[int]
    """The source line of each block."""
    addresses: Sequence[Address]

    def block_at(self, index: int) -> int:
        """Return which block stands at an index of the text that isn't folded."""
        return bisect_right(self.starts, index) - 1


class ChunkTexts:
    """The texts of one document, made when they are asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._generation = document.generation
        self._texts: dict[int, ChunkText] = {}
        self._sieves: dict[int, Sieve] = {}
        self._kept = 0
        self._definitions: DefinitionSieves | None = None

    def __getitem__(self, chunk: int) -> ChunkText:
        self._keep_up()
        text = self._texts.get(chunk)
        if text is None:
            if self._sieves.pop(chunk, None) is None:
                self._make_room(chunk)
            text = self._texts[chunk] = _text_of(self.document.blocks_aside(chunk))
        return text

    def may_hold(self, chunk: int, letters: str, labels: Sequence[str]) -> bool:
        """Whether the text of a chunk, or an address in it, may hold letters in a row.

        Args:
            chunk: Which chunk.
            letters: What `letters_of` returns for the words that are looked for.
            labels: What `labels` yields for them.
        """
        self._keep_up()
        if chunk in self._texts:
            return True
        sieve = self._sieves.get(chunk)
        if sieve is None:
            self._make_room(chunk)
            sieve = self._sieves[chunk] = Sieve(self._source(chunk))
        return sieve.may_hold(letters) or any(map(sieve.may_hold, labels))

    def may_refer(self, chunk: int) -> bool:
        """Whether a link in a chunk may have its address from a definition elsewhere."""
        start, end = self.document.span(chunk)
        return self.document.source.text.find("[", start, end) >= 0

    def labels(self, letters: str) -> Iterator[list[str]]:
        """Return an iterator over `DefinitionSieves.labels` for letters."""
        self._keep_up()
        if self._definitions is None:
            self._definitions = DefinitionSieves(self.document)
        return self._definitions.labels(letters)

    def _keep_up(self) -> None:
        """Forget all when blocks may read differently by now."""
        if self._generation != self.document.generation:
            self._generation = self.document.generation
            self._forget()

    def _make_room(self, chunk: int) -> None:
        """Count in one more chunk; forget the others when that is too much."""
        start, end = self.document.span(chunk)
        if self._kept + end - start > _MOST_KEPT:
            self._forget()
        self._kept += end - start

    def _forget(self) -> None:
        self._texts.clear()
        self._sieves.clear()
        self._kept = 0
        self._definitions = None

    def _source(self, index: int) -> str:
        chunk = self.document.chunks[index]
        start, end = self.document.span(index)
        source = self.document.source.text[start:end]
        if chunk.kind is ChunkKind.TABLE:
            source = chunk.info + source
        if not index:
            front = self.document.front_matter
            source = f"{front.title}\n{front.date}\n{source}"
        return source


def _text_of(blocks: Sequence[Block]) -> ChunkText:
    parts: list[str] = []
    starts: list[int] = []
    addresses: list[Address] = []
    position = 0
    for block in blocks:
        starts.append(position)
        texts: list[str] = []
        for _, inlines in leaves(block):
            open_link: Link | None = None
            for inline in inlines:
                end = position + len(inline.text)
                texts.append(inline.text)
                is_note = bool(inline.style & InlineStyle.FOOTNOTE)
                if inline.link is None or is_note:
                    open_link = None
                elif inline.link is open_link:
                    last = addresses[-1]
                    addresses[-1] = Address(last.start, end, last.text)
                else:
                    open_link = inline.link
                    addresses.append(Address(position, end, _address(inline.link.href)))
                position = end
            texts.append("\n")
            position += 1
        if texts:
            texts.pop()
        else:
            position += 1
        parts.append("".join(texts))
    lines = tuple(block.line for block in blocks)
    return ChunkText(fold(PARTING.join(parts)), tuple(starts), lines, tuple(addresses))


def _address(href: str) -> str:
    """Return an address as a reader may type it; where it is encoded, as it is encoded too."""
    plain = _ENCODED_HOST.sub(_decode_host, unquote(href))
    forms = dict.fromkeys((plain, href))
    return fold(PARTING.join(forms)).text


def _decode_host(label: re.Match[str]) -> str:
    try:
        return label[1].encode("ascii").decode("punycode")
    except UnicodeError:
        return label[0]
