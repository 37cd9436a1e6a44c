"""A part of a document to take along: as its Markdown source, and as the text that is read."""

import re
from dataclasses import dataclass

from tui_reader.document.anchoring import position_of_span
from tui_reader.document.document import Document
from tui_reader.document.line_starts import SETEXT
from tui_reader.document.model import (
    Block,
    CodeBlock,
    Footnote,
    Heading,
    ItemList,
    Quote,
    Table,
    leaves,
    plain_text,
)
from tui_reader.document.safe import safe_lines
from tui_reader.document.source import Source
from tui_reader.document.source_places import Place, source_of

_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
_MARKUP_BEFORE = re.compile(r"(?:!?\[|[*_~`<])+$")
_MARKUP_BEHIND = re.compile(
    r"[*_~`]*(?:\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|\]\[[^\]]*\]|\]|>)?[*_~`]*"
)
_WIDEST = 400
"""Characters of markup about a selection, an address among them."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a document."""

    markdown: str
    """Its source, safe to paste; empty where it can't be told which part of the source it is."""
    text: str


def excerpt_of_paragraph(document: Document, place: Place) -> Excerpt | None:
    """Return the paragraph, heading, table or code block at a place, in whole lines of its source.

    None where there is none, as in an empty document.
    """
    chunk, block, offset = place
    blocks = document.blocks(chunk) if document.chunks else ()
    if not 0 <= block < len(blocks):
        return None
    found: Block = blocks[block]
    begin = end = position = 0
    texts: list[str] = []
    for owner, inlines in leaves(blocks[block]):
        text = plain_text(inlines)
        if owner is not found:
            if position > offset and texts:
                break
            found, begin, texts = owner, position, []
        texts.append(text)
        position += len(text) + 1
        end = position - 1
    if isinstance(found, Quote | ItemList | Footnote):
        return None
    source = document.source.text
    first = source_of(document, (chunk, block, begin))
    last = source_of(document, (chunk, block, max(begin, end)))
    markdown = _lines(source, *_with_signs(source, found, first, last))
    text = _table_text(found) if isinstance(found, Table) else "\n".join(texts)
    return Excerpt(markdown, text)


def excerpt_of_span(
    document: Document, begin: Place, end: Place, text: str, *, is_source: bool = False
) -> Excerpt:
    """Return a stretch of a document that was selected.

    Args:
        document: The document.
        begin: Where it begins.
        end: Where it ends.
        text: What it reads.
        is_source: Whether it was selected in the source itself.
    """
    if is_source:
        return Excerpt(text, text)
    position = position_of_span(document, begin, end)
    source = document.source.text
    first, last = position.start, position.end
    before = _MARKUP_BEFORE.search(source, max(0, first - _WIDEST), first)
    behind = _MARKUP_BEHIND.match(source, last, last + _WIDEST)
    firsts = dict.fromkeys((before.start() if before else first, first))
    lasts = dict.fromkeys((behind.end() if behind else last, last))
    wanted = _words(text)
    for start in firsts:
        for stop in lasts:
            part = source[start:stop]
            if _words(_read(part)) == wanted:
                return Excerpt(safe_lines(part), text)
    return Excerpt("", text)


def _with_signs(source: str, block: Block, first: int, last: int) -> tuple[int, int]:
    """Return from where to where a block goes with the lines of signs about it."""
    if isinstance(block, CodeBlock):
        before = source.rfind("\n", 0, max(0, source.rfind("\n", 0, first))) + 1
        if _FENCE.match(source, before, first):
            first = before
        behind = _next_line(source, last)
        if behind is not None and _FENCE.match(source, behind):
            last = behind
    elif isinstance(block, Heading):
        behind = _next_line(source, last)
        if behind is not None and SETEXT.match(_lines(source, behind, behind)):
            last = behind
    return first, last


def _next_line(source: str, offset: int) -> int | None:
    feed = source.find("\n", offset)
    return None if feed < 0 or feed + 1 >= len(source) else feed + 1


def _lines(source: str, first: int, last: int) -> str:
    """Return the lines from one offset to another, whole."""
    start = source.rfind("\n", 0, first) + 1
    end = source.find("\n", last)
    return safe_lines(source[start : len(source) if end < 0 else end])


def _table_text(table: Table) -> str:
    header = () if table.first else (table.header,)
    return "\n".join("\t".join(plain_text(cell) for cell in row) for row in (*header, *table.rows))


def _read(markdown: str) -> str:
    document = Document(Source(markdown, ""))
    document.complete()
    return " ".join(
        plain_text(inlines)
        for chunk in range(len(document.chunks))
        for block in document.blocks(chunk)
        for _, inlines in leaves(block)
    )


def _words(text: str) -> list[str]:
    return text.split()
