"""Blocks of raw HTML: their text as paragraphs, headings and code, their tags by meaning.

No HTML is rendered: what a block-level tag separates becomes a block of its own, what is
preformatted keeps its lines, comments and declarations are dropped, all other text is kept.
"""

import html
import re
from collections.abc import Iterator

from tui_reader.document.inlines import ATTRIBUTES, html_inlines
from tui_reader.document.model import Block, CodeBlock, Heading, Paragraph, Rule
from tui_reader.document.safe import safe_code

_DROPPED = re.compile(r"<!--(?:-?>|.*?(?:-->|\Z))|<\?.*?(?:\?>|\Z)|<![A-Za-z][^>]*(?:>|\Z)", re.S)
_CHARACTER_DATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.S)
_VERBATIM = re.compile(r"<(pre|script|style|textarea)\b[^>]*>(.*?)(?:</\1\s*>|\Z)", re.S | re.I)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|caption|center|dd|details|dialog|dir|div|dl|dt"
    r"|fieldset|figcaption|figure|footer|form|head|header|html|legend|li|main|menu|nav|ol|option"
    r"|optgroup|p|section|summary|table|tbody|tfoot|thead|title|tr|ul"
    r"|(?P<heading>h[1-6])|(?P<rule>hr))\b" + ATTRIBUTES + ">",
    re.I,
)
_CELL = re.compile(r"</?t[dh]\b[^>]*>", re.I)


def html_blocks(source: str, line: int) -> list[Block]:
    """Return the blocks that a block of raw HTML amounts to.

    Args:
        source: The HTML as it stands in the document.
        line: The source line of its first line.
    """
    source = _CHARACTER_DATA.sub(lambda match: html.escape(match[1]), source)
    source = _DROPPED.sub(lambda match: "\n" * match[0].count("\n"), source)
    return list(_blocks(source, line))


def _blocks(source: str, line: int) -> Iterator[Block]:
    position = 0
    for verbatim in _VERBATIM.finditer(source):
        yield from _flow(source[position : verbatim.start()], _line(source, position, line))
        content = verbatim[2]
        if verbatim[1].lower() == "pre":
            content = html.unescape(_ANY_TAG.sub("", content))
        if content.strip():
            lines = tuple(safe_code(text) for text in content.strip("\n").split("\n"))
            fed = len(content) - len(content.lstrip("\n"))
            yield CodeBlock(lines, "", _line(source, verbatim.start(2), line) + fed)
        position = verbatim.end()
    yield from _flow(source[position:], _line(source, position, line))


def _flow(source: str, line: int) -> Iterator[Block]:
    """Yield what the block-level tags of a stretch of HTML separate."""
    position, level = 0, 0
    for tag in _BREAK.finditer(source):
        yield from _one(source[position : tag.start()], level, _line(source, position, line))
        heading = tag["heading"]
        level = int(heading[1]) if heading and not tag[0].startswith("</") else 0
        if tag["rule"]:
            yield Rule(_line(source, tag.start(), line))
        position = tag.end()
    yield from _one(source[position:], level, _line(source, position, line))


def _one(source: str, level: int, line: int) -> Iterator[Block]:
    inlines = html_inlines(_CELL.sub("  ", source)) if source.strip() else ()
    if inlines and level:
        yield Heading(level, inlines, line)
    elif inlines:
        yield Paragraph(inlines, line)


def _line(source: str, position: int, line: int) -> int:
    return line + source.count("\n", 0, position)
