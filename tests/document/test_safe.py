"""`safe`: no text does anything to a terminal but show."""

import unicodedata

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from tui_reader.document.safe import (
    rest_of_flood,
    safe,
    safe_code,
    safe_lines,
    without_invisible,
)

any_text = st.text(st.characters(categories=None), max_size=60)
"""Any string at all, lone surrogates included."""

BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
INVISIBLE = [0x00AD, 0x034F, 0x115F, 0x1160, 0x180E, 0x200B, 0x2060, 0x2064, 0x206A, 0x206F]
INVISIBLE += [0x3164, 0xFE0E, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0x1BCA0, 0x1D173, 0x13430]
INVISIBLE += [0xE0001, 0xE0041, 0xE007F]

VIRAMA = 9
"""Combining class of what wcwidth lets swallow the next letter, as a shaping terminal may."""
JOINING = "\u200d\u200c\ufe0f\ufe0e👩☺❤🏳⌚☝🏋🏻🏿🇳🇱1a é的각\u0301\u05bf\u20e3\U000e0101"
written = st.characters(
    exclude_categories=["Cn", "Mc", "Cs"], exclude_characters="\U0001171e"
).filter(lambda character: unicodedata.combining(character) != VIRAMA)
countable = st.text(st.sampled_from(JOINING) | written, max_size=8)
"""Characters whose width terminals agree about: no vowel signs that stand beside their letter."""


@pytest.mark.parametrize("code", [*range(0x09), *range(0x0B, 0x20)])
def test_c0_becomes_its_control_picture(code: int) -> None:
    """A C0 control character shows as the one-cell picture that Unicode has for it."""
    assert safe(f"a{chr(code)}b") == f"a{chr(0x2400 + code)}b"


def test_delete_becomes_its_control_picture() -> None:
    """DEL shows as its picture too."""
    assert safe("a\x7fb") == "a\u2421b"


@pytest.mark.parametrize("character", ["\t", "\n", "\u2028", "\u2029"])
def test_separators_become_spaces(character: str) -> None:
    """What separates stays a separator, of one cell and in one line."""
    assert safe(f"a{character}b") == "a b"


@pytest.mark.parametrize("code", [*range(0x80, 0xA0), *BIDI, 0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_c1_bidi_and_surrogates_become_the_replacement_character(code: int) -> None:
    """What steers a terminal or turns text round leaves a visible mark where it was."""
    assert safe(f"a{chr(code)}b") == "a\ufffdb"


@pytest.mark.parametrize("code", INVISIBLE)
def test_invisible_characters_are_dropped(code: int) -> None:
    """A word with an invisible character in it is the word."""
    assert safe(f"a{chr(code)}b") == "ab"


@pytest.mark.slow
def test_no_mark_floods_a_cell() -> None:
    """At most eight of any mark that takes no cell stay on one character (row 14)."""
    marks = [
        shown
        for code in range(0x20, 0x110000)
        if (shown := safe(chr(code))) and not get_character_cell_size(shown)
    ]
    assert {"\u0301", "\u05bf", "\u0951", "\u06d6", "\u1161", "\u200c", "\U0001d165"} <= set(marks)
    floods = [safe("a" + mark * 20 + "b") for mark in marks]
    assert [each for each in floods if len(each) > 10 or each[0] != "a" or each[-1] != "b"] == []


def test_a_flood_of_mixed_marks_is_stemmed() -> None:
    """It is the marks on one character that are counted, not those of a kind."""
    assert (
        safe("a" + "\u0301\u0951\u05bf\u06d6" * 5000 + "b")
        == "a" + "\u0301\u0951\u05bf\u06d6" * 2 + "b"
    )


def test_long_words_of_letters_with_marks_stay() -> None:
    """Marks of many letters in a row are no flood."""
    word = "မြန်မာအက္ခရာနှင့်စာပေ" * 20
    assert safe(word) == word


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200db", "ab"),
        ("\u200d👩\u200d", "👩"),
        ("👩" + "\u200d👩" * 5, "👩" + "\u200d👩" * 3 + "👩\u200d👩"),
        ("🇳🇱🇳", "🇳🇱N"),
        ("a🏻", "a\ufffd"),
        ("👍🏻🏻", "👍🏻\ufffd"),
        ("⌚\ufe0e", "⌚"),
    ],
)
def test_what_joins_emoji_stands_between_emoji_only(text: str, shown: str) -> None:
    """A joiner, a tone or half a flag that means nothing takes what it is counted for (row 14)."""
    assert safe(text) == shown


@given(countable)
def test_cells_are_counted_as_terminals_count_them(text: str) -> None:
    """Rich, of which the layout asks how wide a text is, and the wcwidth of terminals agree."""
    shown = safe(text)
    assert cell_len(shown) == wcwidth.wcswidth(shown) == split_graphemes(shown)[1]


@pytest.mark.parametrize(
    "text",
    ["👨\u200d👩\u200d👧", "❤\ufe0f", "🇳🇱", "1\ufe0f\u20e3", "नमस्ते", "שלום", "漢字", "e\u0301"],
)
def test_writing_systems_and_emoji_stay_as_they_are(text: str) -> None:
    """Joiners, variation selectors and marks that text needs are kept."""
    assert safe(text) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_ascii_is_unchanged(text: str) -> None:
    """Plain ASCII comes out as it went in."""
    assert safe(text) == text


@given(any_text)
def test_it_is_idempotent(text: str) -> None:
    """What is safe once is safe for good."""
    assert safe(safe(text)) == safe(text)


@given(any_text)
def test_nothing_is_left_that_a_terminal_acts_on(text: str) -> None:
    """No control character, surrogate or bidi control comes out, and UTF-8 can encode the rest."""
    cleaned = safe(text)
    cleaned.encode()
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(cleaned) & set(map(chr, BIDI))


@pytest.mark.slow
def test_no_character_of_any_plane_gets_past() -> None:
    """Of all code points there are, none that a terminal acts on comes out."""
    cleaned = set(safe("".join(map(chr, range(0x110000)))))
    assert not {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\tx", "    x"),
        ("ab\tx", "ab  x"),
        ("abcd\tx", "abcd    x"),
        ("a\x1b[2J\tx", "a\u241b[2J   x"),
        ("no tab", "no tab"),
    ],
)
def test_tabs_in_code_reach_to_stops_of_four(line: str, shown: str) -> None:
    """Code keeps its columns when tabs become spaces."""
    assert safe_code(line) == shown


def test_marks_of_many_pieces_flood_no_cell() -> None:
    """Pieces of a line, each with as many marks as a cell holds, hold no more together."""
    marks = "\u0301" * 8
    assert rest_of_flood(f"a{marks}", f"{marks}b{marks}") == f"b{marks}"
    assert rest_of_flood(marks, marks) == ""
    assert rest_of_flood("a", f"{marks}b") == f"{marks}b"
    assert rest_of_flood("", f"{marks}b") == f"{marks}b"
    assert rest_of_flood(f"a{marks}", "b") == "b"


@pytest.mark.parametrize("code", [*INVISIBLE, 0x200C, 0x200D])
def test_words_are_words_without_what_is_invisible(code: int) -> None:
    """What shows nothing is no part of a word that is looked for (row 12)."""
    assert without_invisible(f"a wo{chr(code)}rd\n") == "a word\n"


@given(any_text)
def test_lines_to_paste_are_safe_lines(text: str) -> None:
    """Each line between tabs and line feeds is safe, and they stay."""
    lines = safe_lines(text)
    assert safe_lines(lines) == lines
    assert all(safe(part) == part for line in lines.split("\n") for part in line.split("\t"))
