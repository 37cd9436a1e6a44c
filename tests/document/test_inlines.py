"""Inlines: each kind of markup to text, style and link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import blocks_of, leaves, open_text
from tui_reader.document.model import Inline, InlineStyle, Paragraph, plain_text

S = InlineStyle
Shown = tuple[str, InlineStyle, str | None]


def inlines_of(text: str) -> tuple[Inline, ...]:
    """Return the inlines of a text that is one paragraph, or none."""
    blocks = blocks_of(text)
    if not blocks:
        return ()
    assert len(blocks) == 1
    assert isinstance(blocks[0], Paragraph)
    return blocks[0].inlines


def shown(text: str) -> list[Shown]:
    """Return text, style and address of each inline."""
    return [(i.text, i.style, i.link and i.link.href) for i in inlines_of(text)]


@pytest.mark.parametrize(
    ("source", "text", "style"),
    [
        ("plain", "plain", S.NONE),
        ("*a*", "a", S.EMPHASIS),
        ("_a_", "a", S.EMPHASIS),
        ("**a**", "a", S.STRONG),
        ("***a***", "a", S.STRONG | S.EMPHASIS),
        ("~~a~~", "a", S.STRIKE),
        ("`a *b* <c>`", "a *b* <c>", S.CODE),
        ("`` ` ``", "`", S.CODE),
        ("**`a`**", "a", S.STRONG | S.CODE),
        ("<b>a</b>", "a", S.STRONG),
        ("<strong>a</strong>", "a", S.STRONG),
        ("<i>a</i>", "a", S.EMPHASIS),
        ("<em>a</em>", "a", S.EMPHASIS),
        ("<EM CLASS='x'>a</EM >", "a", S.EMPHASIS),
        ("<code>a</code>", "a", S.CODE),
        ("<kbd>a</kbd>", "a", S.KEY),
        ("<mark>a</mark>", "a", S.MARKED),
        ("<del>a</del>", "a", S.STRIKE),
        ("<s>a</s>", "a", S.STRIKE),
        ("<ins>a</ins>", "a", S.INSERTED),
        ("<u>a</u>", "a", S.INSERTED),
        ("<b>a", "a", S.STRONG),
        ("a</b>", "a", S.NONE),
        ("<abbr title='x'>a</abbr>", "a", S.NONE),
        ("<span style='x'>a</span>", "a", S.NONE),
        ("<unknown-tag>a</unknown-tag>", "a", S.NONE),
        ("A<!---->I", "AI", S.NONE),
        ("a<!-- hidden -->b", "ab", S.NONE),
        ("a<?php x ?>b", "ab", S.NONE),
        ("x<br>y", "x\ny", S.NONE),
        ("x<br/>y", "x\ny", S.NONE),
        ("x  \ny", "x\ny", S.NONE),
        ("x\\\ny", "x\ny", S.NONE),
        ("x\n  y", "x y", S.NONE),
        ("H<sub>2</sub>O", "H₂O", S.NONE),
        ("x<sup>2</sup>", "x²", S.NONE),
        ("x<sup>n+1</sup>", "xⁿ⁺¹", S.NONE),
        ("x<sup>abc</sup>", "x^abc", S.NONE),
        ("x<sub>a b</sub>", "x_(a b)", S.NONE),
        ("&amp; &lt; &copy; &#x41; &nbsp;x", "& < © A \u00a0x", S.NONE),
        ("&amp;lt; &unknown;", "&lt; &unknown;", S.NONE),
        ("\\*a\\* \\`b\\`", "*a* `b`", S.NONE),
        ("snake_case_name", "snake_case_name", S.NONE),
        ("2 * 3 * 4", "2 * 3 * 4", S.NONE),
        ("a\tb", "a b", S.NONE),
        ("1 < 2 > 1", "1 < 2 > 1", S.NONE),
    ],
)  # fmt: skip
def test_styles(source: str, text: str, style: InlineStyle) -> None:
    """Markup and tags with a meaning give a style, all others go, and their text stays."""
    assert shown(source) == [(text, style, None)]


@pytest.mark.parametrize(
    ("source", "text", "href"),
    [
        ("[a](/b)", "a", "/b"),
        ("[a](<b c> 'title')", "a", "b%20c"),
        ("[a\nb](#c)", "a b", "#c"),
        ("[a]()", "a", ""),
        ("<https://x.y/z>", "https://x.y/z", "https://x.y/z"),
        ("<me@x.y>", "me@x.y", "mailto:me@x.y"),
        ("<https://x.y/%1b%5d52>", "https://x.y/%1b%5d52", "https://x.y/%1b%5d52"),
        ("<https://x.y/%c2%9b2J>", "https://x.y/%c2%9b2J", "https://x.y/%c2%9b2J"),
        ("<a href='/b'>a</a>", "a", "/b"),
        ('<a class=x href="/b?c&amp;d">a</a>', "a", "/b?c&d"),
        ("https://x.y", "https://x.y", "https://x.y"),
        ("HTTP://X.Y/z", "HTTP://X.Y/z", "HTTP://X.Y/z"),
        ("www.x.org/a_b_c", "www.x.org/a_b_c", "http://www.x.org/a_b_c"),
        ("https://x.y/(a)", "https://x.y/(a)", "https://x.y/(a)"),
        ("https://x.y/a?b=c&d=e#f", "https://x.y/a?b=c&d=e#f", "https://x.y/a?b=c&d=e#f"),
    ],
)
def test_links(source: str, text: str, href: str) -> None:
    """Links show their text and lead where they say; escapes in an address stay escaped."""
    assert shown(source) == [(text, S.NONE, href)]


@pytest.mark.parametrize(
    ("source", "address", "rest"),
    [
        ("https://x.y/a.", "https://x.y/a", "."),
        ("https://x.y/a?!,:;", "https://x.y/a", "?!,:;"),
        ("https://x.y/a)", "https://x.y/a", ")"),
        ("https://x.y/(a)).", "https://x.y/(a)", ")."),
        ("https://x.y/a&copy;", "https://x.y/a", "©"),
        ("https://x.y/a'", "https://x.y/a", "'"),
        ("https://x.y/a\u201d", "https://x.y/a", "\u201d"),
        ("https://x.y/a <b", "https://x.y/a", " <b"),
        ("https://x.y/a<br>b", "https://x.y/a", "\nb"),
        ("www.x.org, b", "www.x.org", ", b"),
    ],
)
def test_where_a_bare_address_ends(source: str, address: str, rest: str) -> None:
    """Punctuation and closing brackets behind an address are no part of it."""
    first, second = inlines_of(source)
    assert (first.text, second.text, second.link) == (address, rest, None)
    assert first.link is not None
    assert first.link.href.endswith(address)


@pytest.mark.parametrize(
    "source",
    [
        "x@www.x.org",
        "https://",
        "www.",
        "www.a",
        "ftp://x.y",
        "xhttps://x.y",
        "[a](javascript:alert)",
        "[a](file:///etc/passwd)",
        "[a](data:text/html;x)",
        "[a](vbscript:x)",
        "<javascript:alert>",
        "<not an address>",
        "[a] (b)",
        "[a][missing]",
    ],
)
def test_what_is_no_link(source: str) -> None:
    """Addresses that nobody may open, and what only looks like a link, are their text."""
    assert all(link is None for _, _, link in shown(source))
    word = source.strip("<>[]").split("]")[0].split(" ")[0]
    assert word in "".join(text for text, _, _ in shown(source)) or source.startswith("<not")


@pytest.mark.parametrize("quantity", [2400, 100_000])
@pytest.mark.parametrize("piece", ["$www.", "|www.", "www.^", "https://", "www.a(", "&a;", "<a "])
def test_hostile_addresses_are_text_in_linear_time(piece: str, quantity: int) -> None:
    """What takes the usual link finder seconds is found at once, and all of it is shown."""
    text = "x" + piece * (quantity // len(piece))
    document = open_text(text)
    length = sum(
        len(plain_text(block.inlines))
        for chunk in range(len(document.chunks))
        for block in document.blocks(chunk)
        if isinstance(block, Paragraph)
    )
    assert length >= len(text) - len(document.chunks)


def test_links_inside_and_around() -> None:
    """Styles hold inside links, and a bare address inside a link is part of it."""
    assert shown("a [*b* https://c.d](/e) f") == [
        ("a ", S.NONE, None),
        ("b", S.EMPHASIS, "/e"),
        (" https://c.d", S.NONE, "/e"),
        (" f", S.NONE, None),
    ]


@pytest.mark.parametrize(
    ("source", "text", "href"),
    [
        ("![a *b*](c.png)", "▣ a b", "c.png"),
        ("![](pic/c.png)", "▣ c.png", "pic/c.png"),
        ("![]()", "▣ image", ""),
        ("<img src='c.png' alt='a &amp; b'>", "▣ a & b", "c.png"),
        ("[![a](b.png)](/c)", "▣ a", "/c"),
    ],
)
def test_images(source: str, text: str, href: str) -> None:
    """An image shows its description or its file's name, and leads there or where a link does."""
    assert shown(source) == [(text, S.IMAGE, href)]


def test_a_link_has_its_title() -> None:
    """A title is kept, made safe."""
    (inline,) = inlines_of('[a](/b "t\x1b[2J")')
    assert inline.link is not None
    assert inline.link.title == "t\u241b[2J"


def test_footnote_references_are_numbered_by_their_definitions() -> None:
    """A reference shows the number of its note and leads to it; one without a note is text."""
    blocks = blocks_of("a[^x] b[^y] c[^z]\n\n[^y]: Y\n\n[^x]: X\n")
    assert isinstance(blocks[0], Paragraph)
    assert [(i.text, i.link and i.link.href) for i in blocks[0].inlines] == [
        ("a", None),
        ("[2]", "#footnote-2"),
        (" b", None),
        ("[1]", "#footnote-1"),
        (" c[^z]", None),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\x1b]52;c;eA==\x07b", "a\u241b]52;c;eA==\u2407b"),
        ("a&#27;b&#x9b;c&#0;d", "a\ufffdb\ufffdc\ufffdd"),
        ("a&#x202e;b", "a\ufffdb"),
        ("`a\x1b[2J`", "a\u241b[2J"),
        ("*a\u202eb*", "a\ufffdb"),
        ("<https://x.y/\x1b>", "<https://x.y/\u241b>"),
        ("a\u200bb&shy;c", "abc"),
        ("a\x00b", "a\u2400b"),
        ("<b>\x9b2J</b>", "\ufffd2J"),
        ("![a\x1b](b)", "▣ a\u241b"),
    ],
)
def test_hostile_text_is_made_safe(source: str, text: str) -> None:
    """Control characters, raw or made from entities, have lost their power."""
    assert plain_text(inlines_of(source)) == text


@pytest.mark.parametrize(
    "piece", ["*a ", "**a", "`a", "[a", "[a](", "![", "<b>", "~~a", "_a_*", "]"]
)
def test_unbalanced_markup_is_read(piece: str) -> None:
    """Openings without an end lose none of their words and end in reasonable time."""
    text = "x" + piece * 3000
    assert "".join(leaves(open_text(text))).count("a") == text.count("a")


@given(st.text(st.sampled_from("ab *_`~[]()<>!&;\\\n|$^/:.w\x1b\u202e"), max_size=60))
def test_any_inline_text_is_safe_to_show(text: str) -> None:
    """No mixture of markup raises or lets a control character through."""
    for block in blocks_of(f"x{text}"):
        if isinstance(block, Paragraph):
            assert plain_text(block.inlines).replace("\n", "").isprintable()
