"""Where a document uses the terms of a glossary: at first in each section, or all in a stretch.

A section is the text under one heading up to the next. A few chunks of a long document can be
asked for alone: their sections are looked at from the beginning, and one of many chunks counts as
several, so that this has an end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from tui_reader.document.document import Document
from tui_reader.document.glossary import Glossary, Term
from tui_reader.document.items import linked_items
from tui_reader.document.model import (
    Block,
    Heading,
    Inline,
    InlineStyle,
    TitleBlock,
    leaves,
    plain_text,
)

SECTION_CHUNKS = 16
"""How many chunks of a section are looked at together; those after them start anew."""

_NO_PROSE = InlineStyle.CODE | InlineStyle.IMAGE | InlineStyle.FOOTNOTE | InlineStyle.KEY
_BLANK = "\0"


@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where a text uses a term."""

    chunk: int
    block: int
    """Which block of its chunk it stands in, from 0."""
    offset: int
    """Where it starts in the block's plain text, as `leaf_texts` counts."""
    length: int
    term: Term
    is_link: bool
    """Whether it stands in the text of a link."""


def first_uses(
    document: Document, glossary: Glossary, first: int = 0, last: int | None = None
) -> list[TermUse]:
    """Return the first use of each term in each section, in reading order.

    Headings, code, images and links to the glossary are passed over, and so is a link at the
    beginning of a list item, which is a title. The glossary has no uses of its own terms.

    Args:
        document: Where to look; it is parsed as far as it is looked at.
        glossary: The terms.
        first: The first chunk to look at.
        last: The last one; None for the document's last.
    """
    if not glossary.terms or glossary.is_in(document):
        return []
    if last is None:
        document.complete()
        last = len(document.chunks) - 1
    uses: list[TermUse] = []
    section, seen = (-2, 0), set[str]()
    for chunk in range(_beginning(document, first), last + 1):
        for index, block in enumerate(document.blocks(chunk)):
            for leaf, use in _prose_uses(block, glossary, chunk, index):
                here = _section(document, leaf.line, chunk)
                if here != section:
                    section, seen = here, set[str]()
                if use.term.anchor not in seen:
                    seen.add(use.term.anchor)
                    uses.append(use)
    return [use for use in uses if use.chunk >= first]


def uses_between(
    document: Document,
    glossary: Glossary,
    chunk: int,
    block: int,
    first_offset: int = 0,
    last_offset: int | None = None,
) -> list[TermUse]:
    """Return every use of a term that touches a stretch of a block, in reading order.

    Asked for on purpose, it looks everywhere but in code and images.

    Args:
        document: Where to look.
        glossary: The terms.
        chunk: The chunk.
        block: Which block of the chunk.
        first_offset: Where the stretch starts in the block's plain text.
        last_offset: Its last character; None for the block's last.
    """
    uses = _uses(document.blocks(chunk)[block], glossary, chunk, block, _searched)
    return [
        use
        for _, use in uses
        if use.offset + use.length > first_offset
        and (last_offset is None or use.offset <= last_offset)
    ]


def _beginning(document: Document, chunk: int) -> int:
    """Return the chunk from which on to look, to know what is first in a chunk."""
    if not 0 < chunk < len(document.chunks):
        return chunk
    heading, part = _section(document, document.chunks[chunk].line, chunk)
    return _chunk_of_heading(document, heading) + part * SECTION_CHUNKS


def _section(document: Document, line: int, chunk: int) -> tuple[int, int]:
    """Return the heading that a line of a chunk stands under, and which part of its section."""
    heading = document.heading_at(line)
    return heading, (chunk - _chunk_of_heading(document, heading)) // SECTION_CHUNKS


def _chunk_of_heading(document: Document, heading: int) -> int:
    return document.chunk_of_line(document.outline[heading].line) if heading >= 0 else 0


def _prose_uses(
    block: Block, glossary: Glossary, chunk: int, index: int
) -> Iterator[tuple[Block, TermUse]]:
    """Yield the uses in a block with the leaves they stand in, but for those passed over."""
    titles = {item.line: len(item.title) for item in linked_items(block)}

    def searched(leaf: Block, inlines: tuple[Inline, ...]) -> str:
        if isinstance(leaf, Heading | TitleBlock):
            return ""
        text = _searched(leaf, inlines, glossary)
        title = titles.get(leaf.line, 0) if titles else 0
        return _BLANK * title + text[title:]

    return _uses(block, glossary, chunk, index, searched)


def _uses(
    block: Block,
    glossary: Glossary,
    chunk: int,
    index: int,
    searched: Callable[[Block, tuple[Inline, ...]], str],
) -> Iterator[tuple[Block, TermUse]]:
    """Yield the uses in what is searched of each leaf of a block, with the leaf."""
    start = 0
    for leaf, inlines in leaves(block):
        for offset, end, term in glossary.uses(searched(leaf, inlines)):
            is_link = _is_link(inlines, offset)
            yield leaf, TermUse(chunk, index, start + offset, end - offset, term, is_link)
        start += len(plain_text(inlines)) + 1


def _searched(_: Block, inlines: tuple[Inline, ...], glossary: Glossary | None = None) -> str:
    """Return the text of a leaf with blanks for what is no prose, and for links to a glossary."""
    return "".join(
        _BLANK * len(inline.text)
        if inline.style & _NO_PROSE or (glossary and _leads_to(inline, glossary))
        else inline.text
        for inline in inlines
    )


def _leads_to(inline: Inline, glossary: Glossary) -> bool:
    """Whether an inline is a link to the file of a glossary, by its name."""
    if inline.link is None or glossary.path is None or "://" in inline.link.href:
        return False
    target = unquote(inline.link.href.partition("#")[0].partition("?")[0])
    return target.rpartition("/")[2].casefold() == glossary.path.name.casefold()


def _is_link(inlines: tuple[Inline, ...], offset: int) -> bool:
    for inline in inlines:
        if offset < len(inline.text):
            return inline.link is not None
        offset -= len(inline.text)
    return False
