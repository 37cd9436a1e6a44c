"""`safe`: no text does anything to a terminal but show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.document.safe import safe, safe_code

any_text = st.text(st.characters(categories=None), max_size=60)
"""Any string at all, lone surrogates included."""

BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
INVISIBLE = [0x00AD, 0x034F, 0x115F, 0x1160, 0x180E, 0x200B, 0x2060, 0x2064, 0x206A, 0x206F]
INVISIBLE += [0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xE0001, 0xE0041, 0xE007F]


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


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0e31", "\ufe20", "\u200d", "\u1ab0"])
def test_a_flood_of_marks_is_stemmed(mark: str) -> None:
    """At most eight combining marks stay on one character."""
    assert safe("a" + mark * 5000 + "b") == "a" + mark * 8 + "b"


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
