"""Text without its markup, as a search over many files reads it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import documents, soup
from tui_reader.document.bare_text import BLOCK, LONGEST, bare_lines, bare_sections
from tui_reader.document.document import Document
from tui_reader.document.passages import Passages
from tui_reader.document.source import Source, read

ROOT = Path(__file__).parents[2]
FIXTURES = [
    *sorted((ROOT / "tests/fixtures").glob("*.md")),
    *sorted((ROOT / "content").glob("*.md")),
]
RAISED = {"H₂O", "xⁿ", "¹"}
"""What the reader makes of tags."""
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Return the words of a text in order."""
    return WORD.findall(text)


def bare(text: str) -> str:
    """Return a whole text without its markup."""
    return "\n".join(
        f"{part.heading if part.is_first else ''}\n{part.text}\n{part.addresses}"
        for part in bare_sections(text)
    )


def read_words(document: Document) -> list[str]:
    """Return the words of a document as the reader shows it."""
    document.complete()
    passages = Passages(document)
    return [word for index in range(len(document.chunks)) for word in words(passages[index].text)]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_the_words_are_those_that_the_reader_shows(path: Path) -> None:
    """Without any parsing, no word is missing, and hardly one too much."""
    source = read(path)
    document = Document(source)
    title = f"{document.title} {document.front_matter.date} 1 2 3"  # footnotes have numbers
    shown = read_words(document)
    found = words(bare(source.text))
    assert not sorted(set(shown) - set(found) - set(words(title)) - RAISED)
    texts = "\n".join(part.text for part in bare_sections(source.text))
    surplus = set(words(texts)) - set(shown)
    assert len(surplus) <= 8 + len(set(shown)) // 100, sorted(surplus)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("plain words", "plain words"),
        ("*em* **strong** _under_ __both__ ~~struck~~", "em strong under both struck"),
        ("un*like*ly and snake_case_name", "unlikely and snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("[text](https://x.org/a_b) and [text][ref]", "text and text"),
        ('[text](<a b> "Title here") end', "text end"),
        ("[![alt](pic.png)](https://x.org) x", "alt x"),
        ("a note[^1] here", "a note here"),
        ("[no link][nowhere] and [^2]", "[no link][nowhere] and [^2]"),
        ("`code *stays*` and ``a ` b``", "code *stays* and a ` b"),
        (r"\*not em\* \[no link\](x)", "*not em* [no link](x)"),
        ("<https://x.org/path> <b>bold</b> <!-- gone --> end", "https://x.org/path bold end"),
        ("fish &amp; chips &eacute;", "fish & chips é"),
        ("`List<String>` stays", "List<String> stays"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_markup_of_a_line_is_taken_off(source: str, shown: str) -> None:
    """Emphasis, links, code, escapes, tags and entities."""
    assert " ".join(bare_lines(source, {"ref", "^1"})[0].split()) == shown


def test_what_shows_nothing_is_taken_out() -> None:
    """A word with something invisible in it is found as the word (row 12)."""
    source = "wo\u200brd wo\U000e0041rd wo\u200crd wo&#8205;rd wo\u00adrd wo\u3164rd"
    assert words(bare(source)) == ["word"] * 6


@pytest.mark.parametrize("entity", ["&#7;", "&#x1;", "&#xfdd0;", "&#x1fffe;", "&#27;", "&#0;"])
def test_an_entity_of_nothing_is_no_error(entity: str) -> None:
    """Entities of what is no character leave words as they are."""
    assert words(bare(f"one {entity} two"))[:1] == ["one"]


def test_markup_of_blocks_is_taken_off() -> None:
    """Items, quotes, rules, tables and definitions; code stays as it is."""
    source = (
        "- one\n- [x] two\n  more\n\n1. three\n> quoted\n> text\n\n---\n\n| a | b |\n|---|---|\n"
        "| c | d |\n\n```c\n#include <stdio.h>\n*p_ = 1;\n```\n\n[ref]: https://x.org/there\n"
        "[^n]: The note.\n"
    )
    text, addresses = bare_lines(source, {"ref", "^n"})
    lines = [line.replace(BLOCK, "").strip() for line in text.split("\n")]
    assert [line for line in lines if line] == [
        "one", "two", "more", "three", "quoted", "text", "a  b", "c  d",
        "#include <stdio.h>", "*p_ = 1;", "The note.",
    ]  # fmt: skip
    assert addresses == "https://x.org/there"


def test_sections_have_their_lines() -> None:
    """Headings of both kinds, with the source lines of what stands below them."""
    source = (
        "before\n\n# One *two*\ntext\n\nUnder\nlined\n-----\n\nmore\n\n```\n# code\n```\n## Last"
    )
    parts = [(part.heading, part.heading_line, part.line) for part in bare_sections(source)]
    assert parts == [("", 0, 0), ("One two", 2, 3), ("Under lined", 5, 8), ("Last", 14, 15)]


def test_front_matter_is_no_text() -> None:
    """What stands above the text isn't found."""
    (part,) = bare_sections("---\ntitle: Hidden\n---\nshown\n")
    assert (part.text.strip(), part.line) == ("shown", 3)


def test_a_long_section_comes_in_parts() -> None:
    """Each part knows its line; none is much longer than it may be."""
    source = "# Long\n\n" + "\n\n".join(f"text {number} " + "x " * 200 for number in range(300))
    parts = list(bare_sections(source))
    assert len(parts) > 3
    assert [part.is_first for part in parts] == [True, *[False] * (len(parts) - 1)]
    lines = source.split("\n")
    for part in parts:
        assert len(part.text) <= LONGEST
        for offset, line in enumerate(part.text.split("\n")):
            assert line.split() == lines[part.line + offset].split()


@pytest.mark.parametrize("piece", ["mesa ", "word", "漢字", "[a](https://x.org) ", "1. "])
def test_a_long_line_comes_in_parts(piece: str) -> None:
    """Cut between words where there are any; the line is the same for all of them."""
    source = f"# Long\n\n{piece * (200_000 // len(piece))}\n\nend\n"
    *parts, last = bare_sections(source)
    assert len(parts) > 3
    assert max(len(part.text) + len(part.addresses) for part in parts) <= LONGEST
    for part in parts:
        for offset, line in enumerate(part.text.split("\n")):
            assert not line.strip() or part.line + offset == 2
    assert last.line + last.text.split("\n").index("end") == 4
    if piece == "mesa ":
        assert {word for part in parts for word in words(part.text)} == {"mesa"}


def test_a_long_heading_is_cut() -> None:
    """Its words stand in the text then."""
    parts = list(bare_sections(f"# {'mesa ' * 20_000}far\n\nbelow\n"))
    assert max(len(part.heading) for part in parts) <= 2000
    assert max(len(part.text) for part in parts) <= LONGEST
    assert {"far", "below"} <= {word for part in parts for word in words(part.text)}
    assert {part.heading_line for part in parts} == {0}


@given(st.one_of(documents, soup))
def test_each_line_stays_a_line(source: str) -> None:
    """Whatever the text: the source line of a place in a section is its line in the text."""
    assert bare_lines(source)[0].count("\n") == source.count("\n")
    for part in bare_sections(source):
        assert 0 <= part.heading_line <= part.line <= source.count("\n") + 1


@settings(max_examples=40)
@given(documents)
def test_no_word_is_lost(source: str) -> None:
    """Every word that the parser shows is there."""
    shown = set(read_words(Document(Source(source, "text"))))
    text = bare(source)
    # A tag in an indented line stays, which may be code.
    found = {*words(text), *words(re.sub(r"<[^<>]*>", "", text))}
    assert shown <= found


@pytest.mark.parametrize(
    "piece",
    ["[", "[a](", "[a](b ", "`", "``a`", "<!--", "<a ", "](", "&", "*_", "[a][", "[^", "> ", "- "],
)
def test_no_input_takes_long(piece: str) -> None:
    """Markup that opens and never closes costs no more than its length."""
    source = piece * (200_000 // len(piece))
    assert bare(source) is not None
