"""Blocks as they are read out: everything in words, and no word lost."""

import re

import pytest
from hypothesis import given

from tests.samples import leaves, missing_words, open_text, sample_texts
from tests.strategies import documents
from tui_reader.document.document import Document
from tui_reader.linear.pieces import Rows, Typesetter
from tui_reader.linear.stops import Stop

_ADDED = re.compile(r" \(note \S+\)|\[\d+\]")


def said(text: str, width: int = 72) -> list[str]:
    """Return the lines in which a text is read out, without blank ones."""
    return [row for row in _rows(open_text(text), width) if row.strip()]


def _rows(document: Document, width: int = 72) -> list[str]:
    typesetter = Typesetter(document, width, colour=False)
    rows = Rows(typesetter.text(0, document.line_count + 1, Stop(0, 0)))
    texts: list[str] = []
    while rows.next is not None:
        texts += [row.text for row in rows.part(0)]
    return texts


def test_links_have_their_numbers_behind_them() -> None:
    """A link of several styles has one number; the numbers go through the document."""
    assert said("a [b *c* d](x.md) e\n\n[f](y.md)\n") == ["a b c d[1] e", "f[2]"]


def test_images_and_notes_are_named() -> None:
    """A picture is its description; a footnote is called by its number and says that it is one."""
    lines = said("![a map](m.png) there[^x]\n\n[^x]: Not *to* scale.\n\n    Really.\n")
    assert lines == ["image: a map[1] there (note 1)[2]", "Note 1: Not to scale.", "Really."]


def test_a_table_is_a_list_of_its_rows() -> None:
    """Each cell stands behind the name of its column; what has no room gets a line of its own."""
    long = "a hall that is long enough to need a line of its own"
    lines = said(f"| Name | Where |\n|---|---|\n| Ann | here |\n| Bo | {long} |\n|  |  |\n")
    assert lines == [
        "Table, 3 rows, 2 columns: Name, Where",
        "1. Name: Ann; Where: here",
        "2. Name: Bo",
        f"   Where: {long}",
        "3. empty",
    ]


def test_a_long_table_counts_its_rows_through() -> None:
    """A table of several chunks reads as one."""
    rows = "".join(f"| {number} | x{number} |\n" for number in range(1, 5001))
    lines = said("| N | X |\n|---|---|\n" + rows)
    assert lines[0] == "Table, 2 columns: N, X"
    assert [line.split(". N: ")[0].strip() for line in lines[1:]] == [
        str(number) for number in range(1, 5001)
    ]


def test_frames_are_plain_characters() -> None:
    """Quotes, bullets, rules and headings need no character beyond ASCII."""
    lines = said("## Two\n\n> a\n>\n> - b\n>   - c\n\n---\n\n```sh\nls\n```\n\n- [x] done\n")
    assert lines == [
        "## Two", "> a", ">", "> - b", ">   - c", "---", "Code, sh:", "  ls", "[x] done",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), list(sample_texts())[:60], ids=lambda each: each[:30])
def test_no_word_is_lost(name: str, text: str) -> None:
    """Every word of every leaf is read out, in order, once what is added is taken away."""
    document = open_text(text, name)
    shown = _ADDED.sub("", "\n".join(_rows(document, 1000)))
    for leaf in leaves(document):
        words = _ADDED.sub("", leaf.replace("▣ ", "")).split()
        assert missing_words(words, shown) == []


@given(documents)
def test_every_line_is_harmless_and_fits(text: str) -> None:
    """No control character comes out, whatever the document holds."""
    for row in _rows(open_text(text), 40):
        assert row.isprintable() or not any(ord(each) < 0x20 for each in row)
        assert "\x1b" not in row
