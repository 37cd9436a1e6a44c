"""The tokens of one chunk to blocks. markdown-it's tokens never leave this module and `inlines`.

Block structure and inlines are parsed by two parsers, because their limits differ: markdown-it
drops the rest of a document below its nesting limit for blocks, so here that limit is Python's
own recursion, and what is nested too deep, or would take too long, is shown as its source lines.
Nothing is ever lost.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui_reader.document import rules
from tui_reader.document.chunks import WIDE_TABLE, Chunk, ChunkKind
from tui_reader.document.cut_texts import to_parse
from tui_reader.document.depth import is_too_deep, parts
from tui_reader.document.findings import Scan
from tui_reader.document.inlines import text_inlines, to_inlines
from tui_reader.document.model import (
    Block,
    CodeBlock,
    Footnote,
    Heading,
    Inline,
    ItemList,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from tui_reader.document.references import References, only_defines
from tui_reader.document.safe import safe, safe_code

_BLOCK_NESTING = 1_000_000
_INLINE_NESTING = 20
_MAX_LEVEL = 200
"""Of markdown-it's tokens; an item of a list takes two levels."""
_COMMENTS = re.compile(
    r"(?:<!--(?!-?>)[^-]*+(?:-(?!->)[^-]*+)*+-->[ \t]*(?:\n|\Z)|[ \t]*\n)*+[ \t]*"
)
"""A chunk of comments and blank lines: parsing megabytes of them would keep the text away."""
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_MARKUP = re.compile(r"[*_`\[\]<>&\\~!]|://|www\.|  \n", re.I)
"""What a text without can be taken as it is."""


class Parser:
    """Parses the chunks of one document.

    Attributes:
        deep: Where the chunks begin that were shown as their source, in part or whole, because
            they are nested too deep.
    """

    def __init__(self, text: str, scan: Scan) -> None:
        """Begin with what a scan has found so far; `take_over` learns of what it finds later."""
        self.deep: set[int] = set()
        self._text = text
        self._start = 0
        self._labels = scan.footnotes
        self._footnotes: dict[str, int] = {}
        self._header: tuple[Sequence[str], tuple[tuple[Inline, ...], ...]] = (), ()
        self._blocks = _markdown(_BLOCK_NESTING)
        self._inlines = _markdown(_INLINE_NESTING)
        self._references = References(text, scan.definitions, self._blocks)
        self._env: dict[str, Any] = {
            "references": self._references,
            rules.NOTES: self._footnotes,
        }
        self.take_over()

    def take_over(self) -> None:
        """Learn of the definitions that the scan has found since the last time."""
        self._references.take_over()
        if len(self._labels) == len(self._footnotes):
            return
        if not self._footnotes:
            rules.enable(self._blocks, self._inlines)
        for label in islice(self._labels, len(self._footnotes), None):
            self._footnotes[label] = len(self._footnotes) + 1

    def parse(self, chunk: Chunk) -> tuple[Block, ...]:
        """Return the blocks of a chunk, in order. Lines are those of the whole source."""
        text = self._text[chunk.start : chunk.end]
        self._start = chunk.start
        match chunk.kind:
            case ChunkKind.COMMENT:
                from tui_reader.document.html_blocks import html_blocks

                return tuple(html_blocks(text.partition("-->")[2], chunk.line))
            case ChunkKind.CODE | ChunkKind.HTML:
                return (_verbatim(text, chunk.line, chunk.info.lower()),)
            case ChunkKind.TEXT:
                inlines = self.inlines(text.strip())
                return (Paragraph(inlines, chunk.line),) if inlines else ()
            case ChunkKind.TABLE if WIDE_TABLE.search(chunk.info):
                return (_verbatim(text, chunk.line),)
            case ChunkKind.TABLE:
                return self._markdown(chunk.info + text, chunk.line - 2)
            case ChunkKind.MARKDOWN if _COMMENTS.fullmatch(text):
                return ()
            case ChunkKind.MARKDOWN if not (chunk.info or chunk.is_text) and only_defines(text):
                return ()
            case ChunkKind.MARKDOWN:
                return _renumber(self._markdown(*to_parse(text, chunk)), chunk.number)

    def inlines(self, source: str) -> tuple[Inline, ...]:
        """Return the inlines of the content of one block."""
        if not _MARKUP.search(source):
            return text_inlines(source)
        tokens: list[Token] = []
        try:
            self._inlines.inline.parse(source, self._inlines, self._env, tokens)
        except RecursionError:
            return (Inline(safe(source)),)
        return to_inlines(tokens, self._footnotes)

    def cells(self, sources: Sequence[str]) -> tuple[tuple[Inline, ...], ...]:
        """Return the inlines of the cells of a row."""
        return tuple(self.inlines(source) if source else () for source in sources)

    def header(self, sources: Sequence[str]) -> tuple[tuple[Inline, ...], ...]:
        """Return the inlines of the header of a table, which each part of a long one repeats."""
        if self._header[0] != sources:
            self._header = sources, self.cells(sources)
        return self._header[1]

    def _markdown(self, text: str, line: int) -> tuple[Block, ...]:
        if WIDE_TABLE.search(text):
            return (_verbatim(text, line),)
        if not is_too_deep(text):
            return self._blocks_of(text, line)
        blocks: list[Block] = []
        for first, part in parts(text):
            take = self._source if is_too_deep(part) else self._blocks_of
            blocks += take(part, line + first)
        return tuple(blocks)

    def _blocks_of(self, text: str, line: int) -> tuple[Block, ...]:
        tokens: list[Token] = []
        env: dict[str, Any] = {}
        try:
            self._blocks.block.parse(text, self._blocks, env, tokens)
            self._references.add(env.get("references", {}))
            if max((token.level for token in tokens), default=0) > _MAX_LEVEL:
                return self._source(text, line)
            return _Builder(self, tokens, line, self._footnotes).blocks()
        except RecursionError:
            return self._source(text, line)

    def _source(self, text: str, line: int) -> tuple[Block, ...]:
        """Return the source of what is nested too deep, and note that it is."""
        self.deep.add(self._start)
        return (_verbatim(text.rstrip("\n"), line),)


class _Markdown(MarkdownIt):
    """markdown-it that shows the address of an autolink as it is written.

    The original decodes its percent-escapes, which makes control characters of plain ASCII.
    """

    def normalizeLinkText(self, link: str) -> str:
        return link


def _markdown(nesting: int) -> MarkdownIt:
    parser = _Markdown("commonmark", {"maxNesting": nesting}).enable(["table", "strikethrough"])
    parser.block.ruler.at("table", rules.table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", rules.reference)
    return parser


class _Builder:
    """Walks a flat list of tokens and builds the tree of blocks."""

    def __init__(
        self, parser: Parser, tokens: Sequence[Token], line: int, footnotes: dict[str, int]
    ) -> None:
        self.parser = parser
        self.tokens = tokens
        self.index = 0
        self.line = line
        self.footnotes = footnotes

    def blocks(self, until: str = "") -> tuple[Block, ...]:
        """Build blocks up to a closing token, which is consumed, or to the end."""
        blocks: list[Block] = []
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            self.index += 1
            if token.type == until:
                break
            blocks.extend(_HANDLERS.get(token.type, _unknown)(self, token))
        return tuple(blocks)

    def first_line(self, token: Token) -> int:
        return self.line + (token.map[0] if token.map else 0)

    def take_inline(self) -> Token:
        token = self.tokens[self.index]
        self.index += 2
        return token


def _heading(builder: _Builder, token: Token) -> list[Block]:
    content = builder.take_inline().content
    level = int(token.tag[1])
    return [Heading(level, builder.parser.inlines(content), builder.first_line(token))]


def _paragraph(builder: _Builder, token: Token) -> list[Block]:
    inlines = builder.parser.inlines(builder.take_inline().content)
    return [Paragraph(inlines, builder.first_line(token))] if inlines else []


def _fence(builder: _Builder, token: Token) -> list[Block]:
    language = token.info.split()[0].lower() if token.info.split() else ""
    return [_verbatim(token.content, builder.first_line(token) + 1, safe(language))]


def _code(builder: _Builder, token: Token) -> list[Block]:
    return [_verbatim(token.content, builder.first_line(token))]


def _quote(builder: _Builder, token: Token) -> list[Block]:
    return [Quote(builder.blocks("blockquote_close"), builder.first_line(token))]


def _item_list(builder: _Builder, token: Token) -> list[Block]:
    is_ordered = token.type == "ordered_list_open"
    number = int(token.attrs.get("start", 1)) if is_ordered else None
    closing = token.type.replace("open", "close")
    is_tight = True
    items: list[ListItem] = []
    while builder.tokens[builder.index].type != closing:
        opening = builder.tokens[builder.index]
        builder.index += 1
        checked = _take_task(builder)
        is_tight = is_tight and not _has_loose_paragraph(builder)
        blocks = builder.blocks("list_item_close")
        items.append(ListItem(blocks, builder.first_line(opening), number, checked))
        number = None if number is None else number + 1
    builder.index += 1
    return [ItemList(tuple(items), is_tight, builder.first_line(token))]


def _has_loose_paragraph(builder: _Builder) -> bool:
    token = builder.tokens[builder.index]
    return token.type == "paragraph_open" and not token.hidden


def _take_task(builder: _Builder) -> bool | None:
    """Take the check box off the item that starts here (GFM 5.3), if it has one."""
    following = builder.tokens[builder.index : builder.index + 2]
    if len(following) < 2 or following[0].type != "paragraph_open":
        return None
    task = _TASK.match(following[1].content)
    if task is None:
        return None
    following[1].content = following[1].content[task.end() :]
    return task[1] != " "


def _table(builder: _Builder, token: Token) -> list[Block]:
    alignments: list[str] = token.meta["alignments"]
    header, *rows = token.meta["rows"]
    filled: list[tuple[tuple[Inline, ...], ...]] = []
    for cells in rows:
        missing = ((),) * (len(alignments) - len(cells))
        filled.append((*builder.parser.cells(cells), *missing))
    header = builder.parser.header(header)
    return [Table(header, tuple(filled), tuple(alignments), builder.first_line(token))]


def _rule(builder: _Builder, token: Token) -> list[Block]:
    return [Rule(builder.first_line(token))]


def _html(builder: _Builder, token: Token) -> list[Block]:
    from tui_reader.document.html_blocks import html_blocks

    return html_blocks(token.content, builder.first_line(token))


def _footnote(builder: _Builder, token: Token) -> list[Block]:
    label = str(token.meta.get("label", ""))
    blocks = builder.blocks("footnote_reference_close")
    line = blocks[0].line if blocks else builder.line
    return [Footnote(safe(label), builder.footnotes.get(label, 0), blocks, line)]


def _unknown(builder: _Builder, token: Token) -> list[Block]:
    if not token.content:
        return []
    return [Paragraph(builder.parser.inlines(token.content), builder.first_line(token))]


_HANDLERS: dict[str, Callable[[_Builder, Token], list[Block]]] = {
    "heading_open": _heading,
    "paragraph_open": _paragraph,
    "fence": _fence,
    "code_block": _code,
    "blockquote_open": _quote,
    "bullet_list_open": _item_list,
    "ordered_list_open": _item_list,
    "table": _table,
    "hr": _rule,
    "html_block": _html,
    "footnote_reference_open": _footnote,
}


def _verbatim(text: str, line: int, language: str = "") -> CodeBlock:
    lines = text.removesuffix("\n").split("\n")
    return CodeBlock(tuple(safe_code(text) for text in lines), language, line)


def _renumber(blocks: tuple[Block, ...], number: int | None) -> tuple[Block, ...]:
    """Give the ordered list that a chunk opens with the numbers that it had before the cut."""
    if number is None or not blocks or not isinstance(blocks[0], ItemList):
        return blocks
    items = tuple(replace(item, number=number + i) for i, item in enumerate(blocks[0].items))
    return (replace(blocks[0], items=items), *blocks[1:])
