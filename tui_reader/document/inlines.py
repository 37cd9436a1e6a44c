"""Inline tokens to `Inline` values: styles, links, and the inline HTML that has a meaning here.

Each kind of token has one small function; a kind that is not known shows its content as text.
Everything that becomes text passes `safe` here.
"""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from tui_reader.document.model import Inline, InlineStyle, Link
from tui_reader.document.safe import safe

ATTRIBUTES = r"(?:[^<>\"']++|\"[^\"]*\"|'[^']*'){0,100}"
"""What may stand in a tag, bounded, so that tags that never close don't cost their square."""

_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*)({ATTRIBUTES})>")
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_ADDRESS = re.compile(r"(?<![\w/@.+-])(?:https?://|www\.)[^\s<>]+", re.I)
_TRAILING = re.compile(r"(?:[?!.,:*_~'\"”’;]|&[A-Za-z0-9]+;)+$")
_MOST_CHARACTERS = 2100
"""Of a tag's attributes and of a bare address: longer ones cost time for no reader."""
_WHITE_SPACE = re.compile(r"[ \t\n]+")

_STYLED_TAGS = {
    "b": InlineStyle.STRONG,
    "strong": InlineStyle.STRONG,
    "i": InlineStyle.EMPHASIS,
    "em": InlineStyle.EMPHASIS,
    "cite": InlineStyle.EMPHASIS,
    "var": InlineStyle.EMPHASIS,
    "dfn": InlineStyle.EMPHASIS,
    "code": InlineStyle.CODE,
    "samp": InlineStyle.CODE,
    "tt": InlineStyle.CODE,
    "kbd": InlineStyle.KEY,
    "mark": InlineStyle.MARKED,
    "del": InlineStyle.STRIKE,
    "s": InlineStyle.STRIKE,
    "strike": InlineStyle.STRIKE,
    "ins": InlineStyle.INSERTED,
    "u": InlineStyle.INSERTED,
}

_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SCRIPTS = {"sup": (_SUPERSCRIPTS, "^"), "sub": (_SUBSCRIPTS, "_")}


@dataclass
class _Writer:
    """The inlines written so far and what is open around the next one."""

    footnotes: dict[str, int]
    inlines: list[Inline] = field(default_factory=list[Inline])
    styles: list[InlineStyle] = field(default_factory=list[InlineStyle])
    tags: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])
    links: list[Link | None] = field(default_factory=list[Link | None])
    script: str = ""

    def write(self, text: str, style: InlineStyle = InlineStyle.NONE) -> None:
        if self.script and text.strip():
            text = _scripted(text, self.script)
        for open_style in set(self.styles) if len(self.styles) > 1 else self.styles:
            style |= open_style
        link = self.links[-1] if self.links else None
        if text and self.inlines:
            last = self.inlines[-1]
            if last.style is style and last.link is link:
                self.inlines[-1] = Inline(last.text + text, style, link)
                return
        if text:
            self.inlines.append(Inline(text, style, link))

    def open_tag(self, name: str, attributes: str) -> None:
        style = _STYLED_TAGS.get(name, InlineStyle.NONE)
        href = _attribute(attributes, "href") if name == "a" else None
        if style:
            self.styles.append(style)
        if href is not None:
            self.links.append(Link(href, safe(_attribute(attributes, "title") or "")))
        if name in _SCRIPTS:
            self.script = name
        self.tags.append((name, href is not None))

    def close_tag(self, name: str) -> None:
        for index in range(len(self.tags) - 1, -1, -1):
            if self.tags[index][0] == name:
                break
        else:
            return
        _, opened_link = self.tags.pop(index)
        style = _STYLED_TAGS.get(name)
        if style:
            self.styles.remove(style)
        if opened_link and self.links:
            self.links.pop()
        if name in _SCRIPTS:
            self.script = ""


def to_inlines(tokens: Iterable[Token], footnotes: dict[str, int]) -> tuple[Inline, ...]:
    """Return the inlines of the children of one inline token.

    Args:
        tokens: What markdown-it made of the content of a block.
        footnotes: The number of each footnote's label.
    """
    writer = _Writer(footnotes)
    for token in tokens:
        _HANDLERS.get(token.type, _unknown)(writer, token)
    return _tidy(writer.inlines)


def text_inlines(source: str) -> tuple[Inline, ...]:
    """Return the inlines of text that holds neither markup nor an address."""
    text = safe(_WHITE_SPACE.sub(" ", source)).strip(" \n")
    return (Inline(text),) if text else ()


def html_inlines(source: str) -> tuple[Inline, ...]:
    """Return the inlines of HTML: tags by their meaning, entities decoded, unknown tags dropped."""
    writer = _Writer({})
    position = 0
    for tag in _TAG.finditer(source):
        _write_text(writer, html.unescape(source[position : tag.start()]))
        _write_tag(writer, tag)
        position = tag.end()
    _write_text(writer, html.unescape(source[position:]))
    return _tidy(writer.inlines)


def _scripted(text: str, script: str) -> str:
    table, mark = _SCRIPTS[script]
    if all(ord(character) in table for character in text):
        return text.translate(table)
    return f"{mark}{text}" if len(text) == 1 or text.isalnum() else f"{mark}({text})"


def _write_text(writer: _Writer, text: str) -> None:
    """Write text in which bare web addresses become links (GFM 6.9), by one linear pattern."""
    if writer.links or ("://" not in text and "www." not in text.lower()):
        writer.write(safe(_WHITE_SPACE.sub(" ", text)))
        return
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _trim_address(match[0][:_MOST_CHARACTERS])
        if len(address) < 8 or address.endswith("://"):
            continue
        end = match.start() + len(address)
        writer.write(safe(_WHITE_SPACE.sub(" ", text[position : match.start()])))
        href = address if "://" in address[:8] else f"http://{address}"
        writer.links.append(Link(href))
        writer.write(safe(address))
        writer.links.pop()
        position = end
    writer.write(safe(_WHITE_SPACE.sub(" ", text[position:])))


def _trim_address(address: str) -> str:
    """Leave out what GFM says is no part of a bare address: punctuation, unbalanced brackets."""
    while True:
        trimmed = _TRAILING.sub("", address)
        if trimmed.endswith(")") and trimmed.count(")") > trimmed.count("("):
            trimmed = trimmed[:-1]
        if trimmed == address:
            return address
        address = trimmed


def _text(writer: _Writer, token: Token) -> None:
    _write_text(writer, token.content)


def _code(writer: _Writer, token: Token) -> None:
    writer.write(safe(token.content), InlineStyle.CODE)


def _soft_break(writer: _Writer, token: Token) -> None:
    writer.write(" ")


def _hard_break(writer: _Writer, token: Token) -> None:
    writer.write("\n")


def _style(style: InlineStyle) -> tuple[Callable[[_Writer, Token], None], ...]:
    def opened(writer: _Writer, token: Token) -> None:
        writer.styles.append(style)

    def closed(writer: _Writer, token: Token) -> None:
        if style in writer.styles:
            writer.styles.remove(style)

    return opened, closed


def _link_open(writer: _Writer, token: Token) -> None:
    title = safe(str(token.attrs.get("title", "")))
    writer.links.append(Link(str(token.attrs.get("href", "")), title))


def _link_close(writer: _Writer, token: Token) -> None:
    if writer.links:
        writer.links.pop()


def _image(writer: _Writer, token: Token) -> None:
    _write_image(writer, str(token.attrs.get("src", "")), _flat_text(token))


def _write_image(writer: _Writer, source: str, text: str) -> None:
    text = safe(_WHITE_SPACE.sub(" ", text).strip()) or safe(source.rpartition("/")[2]) or "image"
    inside_link = bool(writer.links)
    if not inside_link:
        writer.links.append(Link(source))
    writer.write(f"▣ {text}", InlineStyle.IMAGE)
    if not inside_link:
        writer.links.pop()


def _flat_text(token: Token) -> str:
    """Return the text of an image's description, at any depth."""
    if not token.children:
        return token.content if token.type != "softbreak" else " "
    return "".join(_flat_text(child) for child in token.children)


def _html(writer: _Writer, token: Token) -> None:
    if tag := _TAG.fullmatch(token.content):
        _write_tag(writer, tag)


def _write_tag(writer: _Writer, tag: re.Match[str]) -> None:
    closing, name, attributes = tag[1], tag[2].lower(), tag[3]
    if closing:
        writer.close_tag(name)
    elif name == "br":
        writer.write("\n")
    elif name == "img":
        source = _attribute(attributes, "src") or ""
        _write_image(writer, source, _attribute(attributes, "alt") or "")
    elif not attributes.rstrip().endswith("/"):
        writer.open_tag(name, attributes)


def _attribute(attributes: str, name: str) -> str | None:
    for match in _ATTRIBUTE.finditer(attributes[:_MOST_CHARACTERS]):
        if match[1].lower() == name:
            return html.unescape(match[2] or match[3] or match[4] or "")
    return None


def _footnote(writer: _Writer, token: Token) -> None:
    label = str(token.meta.get("label", ""))
    number = writer.footnotes.get(label)
    shown = label if number is None else str(number)
    writer.links.append(Link(f"#footnote-{number}" if number else ""))
    writer.write(f"[{safe(shown)}]", InlineStyle.FOOTNOTE)
    writer.links.pop()


def _unknown(writer: _Writer, token: Token) -> None:
    _write_text(writer, token.content)


def _tidy(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Leave out white space at both ends and around hard breaks, as HTML shows none there."""
    tidy: list[Inline] = []
    at_start = True
    for inline in inlines:
        text = inline.text
        if inline.style & InlineStyle.CODE:
            at_start = False
        else:
            text = re.sub(r" *\n *", "\n", text)
            if at_start or (tidy and tidy[-1].text.endswith(" ") and text.startswith(" ")):
                text = text.lstrip(" ")
            at_start = text.endswith("\n") if text else at_start
        if text:
            tidy.append(inline if text is inline.text else Inline(text, inline.style, inline.link))
    while tidy and not tidy[-1].style & InlineStyle.CODE:
        last = tidy[-1]
        text = last.text.rstrip(" \n")
        if text:
            tidy[-1] = Inline(text, last.style, last.link)
            break
        tidy.pop()
    return tuple(tidy)


_HANDLERS: dict[str, Callable[[_Writer, Token], None]] = {
    "text": _text,
    "text_special": _text,
    "code_inline": _code,
    "softbreak": _soft_break,
    "hardbreak": _hard_break,
    "image": _image,
    "html_inline": _html,
    "link_open": _link_open,
    "link_close": _link_close,
    "footnote_ref": _footnote,
}
for _name, _inline_style in (
    ("strong", InlineStyle.STRONG),
    ("em", InlineStyle.EMPHASIS),
    ("s", InlineStyle.STRIKE),
):
    _HANDLERS[f"{_name}_open"], _HANDLERS[f"{_name}_close"] = _style(_inline_style)
