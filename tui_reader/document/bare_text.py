"""The words of a source, section by section, markup taken off: what a search over many files reads.

Nothing is parsed: 20 MB go through in some tenths of a second. What is left of a line stays a line,
so that a place in a section's text has its source line. Rare markup may stay in; no word that the
parser would show is lost.
"""

import html
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tui_reader.document.findings import HeadingMark
from tui_reader.document.frontmatter import read_front_matter
from tui_reader.document.line_starts import ATX, SETEXT, heading_source
from tui_reader.document.safe import safe, without_invisible
from tui_reader.document.scan import scan

BLOCK = "\x1e"
"""Stands where a block begins that no blank line parts from the one before, as a list item."""
LONGEST = 32 * 1024
"""Characters of a section that are kept together."""
_LONG_WORD = 1000
_LONG_HEADING = 2000

_RESERVED = str.maketrans({"\x02": " ", "\x03": " ", BLOCK: " ", "\x00": " "})
_MARKERS = re.compile(r"(?:[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$))+(?:\[[ xX]\][ \t])?")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)(?:[^\[\]\\]|\\.){1,999}\]:[ \t]*(\S+)(?:[ \t]+[\"'(].*)?$"
)
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]\s]{1,200}\]:[ \t]*")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*[ \t>]*(`{3,}(?=[^`]*$)|~{3,})[ \t]*")
"""In whatever quotes and items it stands."""
_OTHER_START = re.compile(r"\n[^\nA-Za-z][^\n]*")
"""A line, and the line feed before it, that may begin with markup."""
_RULED = re.compile(r"[ \t|:+*_=-]+$")
# Bounded, for what opens and never closes is looked through again and again.
_CODE = re.compile(r"`(`*)(?!`)([^`]{1,300}|.{1,300}?)(?<!`)`\1(?!`)", re.S)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--[^<-]*(?:(?!-->|<!--)[<-][^<-]*)*-->")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s([^<>]*))?/?>")
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.I)
_INLINE = frozenset(
    # Words in a row are read at a glance; fifty in quotation marks would be a page.
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strike "  # noqa: SIM905
    "strong sub sup time tt u var wbr".split()
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>")
_LINK = re.compile(
    r"\[([^\[\]]*)\]"
    r"(?:\([ \t\n]{0,9}(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:[ \t\n]{1,9}(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t\n]{0,9}\)|\[([^\[\]]{0,999})\])"
)
_PLAIN_LINK = re.compile(r"\[([^\[\]]*)\]\(([^\s()<>]+)\)")
"""Nearly all of them: without a callback they cost a third."""
_HEADING = re.compile(r"\n(#{1,6})(?=[ \t\n])([^\n]*)")
_MAY_MISLEAD = re.compile(r"\n(?:[ \t]*(?:```|~~~|<|=+[ \t]*\n|-+[ \t]*\n)| {1,3}#)")
"""Fences and HTML hide what looks like a heading; a stroke below a line makes it one."""
_REFERENCE = re.compile(r"\[(\^[^\[\]\s]{1,200})\]")
_LABEL = re.compile(r"\n[ \t>]{0,9}\[((?:[^\[\]\\]|\\.){1,999})\]:")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_GAP = re.compile(r"[ \t](?=[^\W\d_])")
_STROKES = re.compile(r"__*")  # Not `_+`: what begins with a sign as it is is found far faster.
_SPECIAL = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_HIDE = {ord(sign): chr(0xFDD0 + place) for place, sign in enumerate(_SPECIAL)}
"""Noncharacters stand for the signs in code, and for escaped ones, which are no markup."""
_REVEAL = tuple((chr(0xFDD0 + place), sign) for place, sign in enumerate(_SPECIAL))
_ALONE = f" {_HIDE[ord('*')]} "


@dataclass(frozen=True, slots=True)
class BareSection:
    """What stands under one heading itself, or a part of it where it is long."""

    heading: str
    """The words of its heading; empty before the first one."""
    heading_line: int
    """The source line of the heading, or of the beginning."""
    is_first: bool
    """Whether it begins the section."""
    line: int
    """The source line of the first line of the text."""
    text: str
    """The words, line by line as in the source; `BLOCK` where blocks meet."""
    addresses: str
    """Where its links lead, one a line."""


def bare_sections(text: str) -> Iterator[BareSection]:
    """Yield the sections of a source in order."""
    if any(sign in text for sign in "\x00\x02\x03\x1e"):
        text = text.translate(_RESERVED)
    text = without_invisible(text)
    start = read_front_matter(text).length
    headings = _headings(text, start)
    labels = labels_of(text)
    line = text.count("\n", 0, start)
    first = headings[0].offset if headings else len(text)
    yield from _parts(text[start:first], labels, ("", line), line)
    for place, mark in enumerate(headings):
        end = headings[place + 1].offset if place + 1 < len(headings) else len(text)
        body, body_line = _below(text[mark.offset : end], mark.source, mark.line)
        words, _ = bare_lines(mark.source, labels)
        heading = safe(" ".join(words.replace(BLOCK, " ").split()))
        if len(heading) > _LONG_HEADING:
            heading = heading[:_LONG_HEADING]
            yield from _parts(mark.source, labels, (heading, mark.line), mark.line)
        yield from _parts(body, labels, (heading, mark.line), body_line)


def labels_of(text: str) -> set[str]:
    """Return the labels that links and footnotes of a text may refer to."""
    return {_folded(label) for label in _LABEL.findall(f"\n{text}")} if "]:" in text else set()


def _headings(text: str, start: int) -> Sequence[HeadingMark]:
    """Return the headings: of a source where only `#` can make one, without the whole scan."""
    lines = f"\n{text}\n"
    if start or _MAY_MISLEAD.search(lines):
        return scan(text, start).headings
    found: list[HeadingMark] = []
    line = counted = 0
    for match in _HEADING.finditer(lines):
        # In `text` each place is one less.
        line += text.count("\n", counted, match.start())
        counted = match.start()
        found.append(HeadingMark(len(match[1]), heading_source(match[2]), line, counted))
    return found


def _below(text: str, heading: str, line: int) -> tuple[str, int]:
    """Return what stands below a heading, and on which source line that begins."""
    first, _, rest = text.partition("\n")
    if ATX.match(first):
        return rest, line + 1
    # An underlined heading may have several lines.
    end = text.find("\n", text.find(heading) + len(heading))
    while end >= 0:
        begin, end = end + 1, text.find("\n", end + 1)
        under = text[begin:] if end < 0 else text[begin:end]
        if SETEXT.match(under) or end < 0:
            behind = len(text) if end < 0 else end + 1
            return text[behind:], line + text.count("\n", 0, behind)
    return "", line


def _parts(text: str, labels: set[str], under: tuple[str, int], line: int) -> Iterator[BareSection]:
    heading, heading_line = under
    is_first = True
    start = 0
    while start < len(text) or is_first:
        end = _cut(text, start)
        part, start = text[start:end], end
        # Blanks take no part.
        if part.strip() or (heading and is_first):
            words, addresses = bare_lines(part, labels)
            yield BareSection(heading, heading_line, is_first, line, words, addresses)
            is_first = False
        elif end == len(text):
            return
        line += part.count("\n")


def _cut(text: str, start: int) -> int:
    """Return where the part ends that begins at a place: after a paragraph, a line, or a word."""
    end = start + LONGEST
    if end >= len(text):
        return len(text)
    for border in ("\n\n", "\n"):
        if (cut := text.rfind(border, start, end)) >= start:
            return cut + 1
    # A line that begins with a letter begins with no markup.
    gaps = list(_GAP.finditer(text, end - _LONG_WORD, end))
    return gaps[-1].end() if gaps else end


def bare_lines(text: str, labels: Collection[str] = ()) -> tuple[str, str]:
    """Return a text without its markup, with as many lines, and the addresses of its links.

    Args:
        text: Markdown.
        labels: What links in it may refer to; what else stands in brackets is text.
    """
    addresses: list[str] = []
    if "```" not in text and "~~~" not in text:
        return _bare_block(text, labels, addresses), "\n".join(addresses)
    prose: list[str] = []
    parts: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if fence or "```" in line or "~~~" in line:
            opened = _FENCE.match(line)
            if fence:
                is_end = opened and opened[1].startswith(fence) and opened.end() == len(line)
                fence = "" if is_end else fence
                parts.append("" if is_end else BLOCK + line)
                continue
            if opened:
                if prose:
                    parts.append(_bare_block("\n".join(prose), labels, addresses))
                    prose = []
                parts.append("")
                fence = opened[1]
                continue
        prose.append(line)
    if prose:
        parts.append(_bare_block("\n".join(prose), labels, addresses))
    return "\n".join(parts), "\n".join(addresses)


def _bare_block(text: str, labels: Collection[str], addresses: list[str]) -> str:
    """Return lines outside fences without their markup."""

    def bare_start(line: re.Match[str]) -> str:
        return "\n" + _bare_start(line[0][1:], addresses)

    # Most lines are empty or begin with a letter, and cost nothing this way.
    return _bare_prose(_OTHER_START.sub(bare_start, f"\n{text}")[1:], labels, addresses)


def _bare_start(line: str, addresses: list[str]) -> str:
    """Return a line without what makes it a list item, a quote, a rule or a definition."""
    if line[0].isalpha():
        return line
    if _RULED.match(line):
        return ""
    lead = line[: len(line) - len(line.lstrip(" \t>-+*.)0123456789"))]
    if "    " in lead or "\t" in lead:
        # Code, most likely, whose tags are text.
        line = line.replace("<", _HIDE[ord("<")]).replace("&", _HIDE[ord("&")])
    if ">" in line and (quote := _QUOTE.match(line)):
        line = line[quote.end() :]
        if not line or line[0].isalpha():
            return line
    if marker := _MARKERS.match(line):
        return BLOCK + line[marker.end() :]
    if line.lstrip(" ").startswith("["):
        if definition := _DEFINITION.match(line):
            addresses.append(definition[1].strip("<>"))
            return BLOCK
        if footnote := _FOOTNOTE.match(line):
            return BLOCK + line[footnote.end() :]
    return BLOCK + line if "|" in line else line


def _bare_prose(text: str, labels: Collection[str], addresses: list[str]) -> str:
    hidden = _HIDE[ord("<")] in text or _HIDE[ord("&")] in text
    if "`" in text:
        text, count = _CODE.subn(_hide_code, text)
        hidden += count
    if "\\" in text:
        text, count = _ESCAPE.subn(_hide, text)
        hidden += count
    if "<" in text:
        text, count = _AUTOLINK.subn(_hide, _COMMENT.sub(_blank, text))
        hidden += count
        text = _TAG.sub(_without_tag, text)
    if "](" in text or "][" in text:

        def without_address(link: re.Match[str]) -> str:
            label = link[3]
            if label is not None and _folded(label or link[1]) not in labels:
                return link[0]
            if link[2]:
                addresses.append(link[2].strip("<>"))
            return link[1] + "\n" * link[0].count("\n", link.end(1) - link.start())

        text = text.replace("![", "[")
        # What is between the links, words and addresses, one after the other.
        pieces = _PLAIN_LINK.split(text)
        addresses += pieces[2::3]
        del pieces[2::3]
        text = "".join(pieces)
        # Twice, for a picture in a link.
        for _ in range(2 * ("](" in text or bool(labels and "][" in text))):
            text = _LINK.sub(without_address, text)
    if "[^" in text:
        text = _REFERENCE.sub(lambda note: "" if _folded(note[1]) in labels else note[0], text)
    if "&" in text:
        text = _ENTITY.sub(_unescape, text)
    if "*" in text:
        text = text.replace(" * ", _ALONE).replace("*", "").replace(_ALONE, " * ")
    if "_" in text:
        text = _STROKES.sub(_without_stroke, text)
    if "~~" in text:
        text = text.replace("~~", "")
    if "|" in text:
        text = text.replace("|", BLOCK)
    if hidden:
        for stand_in, sign in _REVEAL:
            text = text.replace(stand_in, sign)
    return text


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _hide_code(span: re.Match[str]) -> str:
    return span[2].translate(_HIDE)


def _hide(sign: re.Match[str]) -> str:
    return sign[1].translate(_HIDE)


def _blank(markup: re.Match[str]) -> str:
    return "\n" * markup[0].count("\n")


def _without_tag(tag: re.Match[str]) -> str:
    """Return what a tag leaves: a picture its words, one that parts words a space."""
    name = tag[1].lower()
    alt = _ALT.search(tag[2]) if name == "img" and tag[2] else None
    shown = "" if name in _INLINE else " "
    if alt:
        shown = f" {' '.join((alt[1] or alt[2] or alt[3] or '').split())} "
    return shown + _blank(tag)


def _without_stroke(strokes: re.Match[str]) -> str:
    """Return nothing for strokes at the edge of a word, which may be emphasis."""
    before = strokes.string[max(0, strokes.start() - 1) : strokes.start()]
    behind = strokes.string[strokes.end() : strokes.end() + 1]
    return strokes[0] if before.isalnum() and behind.isalnum() else ""


def _unescape(entity: re.Match[str]) -> str:
    sign = html.unescape(entity[0])
    if sign.isspace() or sign[:1] < " ":
        return " "
    return sign if sign.isascii() else without_invisible(sign)
