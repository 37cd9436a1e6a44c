"""Reference definitions: global, wherever they stand, and the first of a label wins."""

import pytest

from tests.samples import blocks_of, open_text, plain
from tui_reader.document.model import Block, Inline, Paragraph

FILLER = "\n\n" + "filler words of a paragraph\n\n" * 60


def first_inlines(text: str) -> tuple[Inline, ...]:
    """Return the inlines of the first paragraph of a text."""
    block: Block = blocks_of(text)[0]
    assert isinstance(block, Paragraph)
    return block.inlines


def href_in(text: str) -> str | None:
    """Return where the first inline of a text leads."""
    link = first_inlines(text)[0].link
    return link and link.href


@pytest.mark.parametrize(
    "definition",
    [
        "[ref]: /url",
        "[REF]: /url",
        "   [ref]:   /url",
        "[ref]:\n/url",
        "[ref]:\n   </url>\n   'title'",
        "[ref]: /url 'title'",
        "[other]: /no\n[ref]: /url\n[third]: /no",
        "[other]: /no\n  'title'\n[ref]: /url",
        "> [ref]: /url",
        "> > [ref]: /url",
        "- [ref]: /url",
        "- item\n\n  [ref]: /url",
        "1. > [ref]: /url",
        "text before\n\n[ref]: /url\n\ntext after",
        "# heading\n[ref]: /url",
        "[ref]: /url\n[ref]: /second",
        "[ref]: /url" + FILLER + "[ref]: /second",
        "```\n[ref]: /code\n```\n\n[ref]: /url",
        "text\n[ref]: /text\n\n[ref]: /url",
        "[ref]: /url\n'title' that is none",
        '[o]: /o\n\n[ref]: /url "title\nof two lines"',
    ],
)
@pytest.mark.parametrize("between", ["\n\n", FILLER], ids=["near", "far"])
def test_a_definition_holds_everywhere(definition: str, between: str) -> None:
    """A reference finds its definition in any container and chunk; the first one counts."""
    assert href_in("[ref] text" + between + definition) == "/url"


@pytest.mark.parametrize(
    "no_definition",
    [
        "",
        "```\n[ref]: /url\n```",
        "    [ref]: /url",
        "text\n[ref]: /url",
        "[ref]:",
        "[ref] : /url",
        "\\[ref]: /url",
        "[ref]: /url x",
        "<div>\n[ref]: /url\n</div>",
        "[ref",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", FILLER], ids=["near", "far"])
def test_what_is_no_definition(no_definition: str, between: str) -> None:
    """Code, paragraphs and incomplete definitions define nothing; the brackets stay."""
    inlines = first_inlines("[ref] text" + between + no_definition)
    assert (inlines[0].text, inlines[0].link) == ("[ref] text", None)


@pytest.mark.parametrize(
    ("source", "text"),
    [("[words][ref]", "words"), ("[ref][]", "ref"), ("[ref]", "ref"), ("[Ref]", "Ref")],
)
def test_all_forms_of_references(source: str, text: str) -> None:
    """Full, collapsed and shortcut references show their text, and have the title."""
    inline = first_inlines(f'{source}{FILLER}[ref]: <http://x.y/a b> "A title"')[0]
    assert inline.text == text
    assert inline.link is not None
    assert (inline.link.href, inline.link.title) == ("http://x.y/a%20b", "A title")


def test_definitions_are_not_shown() -> None:
    """A paragraph of definitions is no text."""
    assert blocks_of("[a]: /b\n[c]: /d 'e'\n") == []


def test_definitions_below_what_was_parsed_are_found() -> None:
    """A chunk that was read before the text was scanned to its end is read again."""
    text = "[ref] text" + "\n\nfiller words of a paragraph" * 10_000 + "\n\n[ref]: /url\n"
    document = open_text(text)
    first = document.blocks(0)[0]
    assert isinstance(first, Paragraph)
    assert first.inlines[0].link is not None


def test_hostile_definitions_end() -> None:
    """Thousands of definitions and references that go round are read in linear time."""
    text = "\n".join(f"[label{n}]: /url{n}" for n in range(8000)) + "\n\n[label7999] x"
    block = blocks_of(text)[-1]
    assert isinstance(block, Paragraph)
    assert block.inlines[0].link is not None
    assert block.inlines[0].link.href == "/url7999"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("[a]: /b", ""),
        ("[a]: https://x.y", ""),
        ("[a]: javascript:x", "javascript:x"),
        ("[a]: /b c", "c"),
        ("[ ]: /b", "/b"),
        ("    [a]: /b", "/b"),
    ],
)
def test_lines_of_definitions_alone_show_what_is_none(line: str, shown: str) -> None:
    """Chunks of plain definitions are passed over; a line that is none among them is shown."""
    text = plain(f"[x]: /y\n\n{line}\n[z]: /y\n", 72)
    assert (shown in text) if shown else not text.strip()
