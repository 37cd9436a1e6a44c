"""The links of a document, in reading order, each with where it stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tui_reader.document.document import Document
from tui_reader.document.model import Block, Inline, Link, leaves, plain_text

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)|\n")
_LONGEST_SENTENCE = 240


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """One link of a document."""

    number: int
    """Which link of the document it is, from 1."""
    href: str
    text: str
    heading: int
    """The heading that it stands under, -1 before the first."""
    sentence: str
    """What is said around it."""
    chunk: int
    index: int
    """Which link of its chunk it is, from 0."""


def document_links(document: Document) -> Iterator[LinkEntry]:
    """Yield every link of a document; parses all of it."""
    document.complete()
    number = 0
    for chunk in range(len(document.chunks)):
        index = 0
        for block in document.blocks(chunk):
            for leaf, inlines in leaves(block):
                text = plain_text(inlines)
                for link, start, end in _spans(inlines):
                    number += 1
                    yield LinkEntry(
                        number,
                        link.href,
                        " ".join(text[start:end].split()),
                        document.heading_at(leaf.line),
                        _sentence(text, start, end),
                        chunk,
                        index,
                    )
                    index += 1


def count_links(blocks: Iterable[Block]) -> int:
    """Return how many links there are in some blocks."""
    return sum(len(_spans(inlines)) for block in blocks for _, inlines in leaves(block))


def link_offset(block: Block, link: Link) -> int | None:
    """Return how many characters of a block's plain text come before a link in it."""
    offset = 0
    for _, inlines in leaves(block):
        for found, start, _ in _spans(inlines):
            if found is link:
                return offset + start
        offset += len(plain_text(inlines)) + 1
    return None


def _spans(inlines: Sequence[Inline]) -> list[tuple[Link, int, int]]:
    """Return each link of a leaf with where its text starts and ends."""
    spans: list[tuple[Link, int, int]] = []
    position = 0
    for inline in inlines:
        end = position + len(inline.text)
        if inline.link is not None:
            if spans and spans[-1][0] is inline.link:
                spans[-1] = (inline.link, spans[-1][1], end)
            else:
                spans.append((inline.link, position, end))
        position = end
    return spans


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence of a text in which a stretch of it stands."""
    first = 0
    near = max(0, start - 2 * _LONGEST_SENTENCE)
    first = near
    for match in _SENTENCE_END.finditer(text, near, start):
        first = match.end()
    following = _SENTENCE_END.search(text, end, end + 2 * _LONGEST_SENTENCE)
    sentence = " ".join(
        text[first : following.end() if following else end + 2 * _LONGEST_SENTENCE].split()
    )
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    return sentence[: _LONGEST_SENTENCE - 1].rstrip() + "…"
