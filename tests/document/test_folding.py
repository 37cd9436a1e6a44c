"""Folded text: what counts as the same, and where each character came from."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_reader.document.folding import fold, fold_all

SAMPLES = (
    "aé e\u0301\u0302 ß ẞ ﬁ ﬃ … İ \u0131 한국 が\u3099"
    "  ² ½ \u2019 \u2014 \u00ad \u200b Å ø ς Σ ´ ͅ \n\t\u00a0"
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("ﬁnal eﬃcient", "final efficient"),
        ("İstanbul ılık", "istanbul ilik"),
        ("Łódź Ørsted Đorđe Œuvre", "lodz orsted dorde oeuvre"),
        ("ΟΔΟΣ όδος", "οδοσ οδοσ"),
        ("Ёлка й", "елка и"),
        ("x² ½ №", "x2 1⁄2 no"),
        ("it’s “so” – yes", 'it\'s "so" - yes'),
        ("a \n\t\u00a0 b", "a b"),
        ("so\u00adft zero\u200bwidth", "soft zerowidth"),
        ("שָׁלוֹם", "שלום"),
        ("wo\u200crd w\U000e0041or\ufeffd w\u2060o\u200dr\u00add", "word word word"),
        ("می\u200cخواهم", "میخواهم"),
        ("👍🏿", "👍"),
    ],
)
def test_what_counts_as_the_same(text: str, folded: str) -> None:
    """Case, accents, ligatures, quotes, dashes and white space don't count."""
    assert fold_all(text) == folded


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("कि", "की"), ("क्", "क"), ("´", "`")])
def test_marks_that_make_another_letter_stay(one: str, other: str) -> None:
    """A voiced kana is another one, and so is a syllable with another vowel."""
    assert fold_all(one) != fold_all(other)


def test_composed_and_taken_apart_are_the_same() -> None:
    """Hangul and kana are found however they are encoded."""
    for text in ("한국어", "がぎぐ", "é", "Å"):
        assert fold_all(text) == fold_all(unicodedata.normalize("NFD", text))


@pytest.mark.slow
def test_no_letter_becomes_two_by_its_case() -> None:
    """Offsets of a folded text hold for the same text without case."""
    for code in range(sys.maxunicode + 1):
        folded = fold(chr(code)).text
        assert len(folded.casefold()) == len(folded)


@given(st.text())
@example(SAMPLES)
@example("ﬁ\u0301x")
@example("\u0301a")
@example("a \u0301 b")
def test_each_character_knows_where_it_was(text: str) -> None:
    """The stretch that a folded character came from folds to something that holds it."""
    folded = fold(text)
    last = 0
    for index, character in enumerate(folded.text):
        start, end = folded.start(index), folded.end(index + 1)
        assert last <= start < end <= len(text)
        assert character in fold(text[start:end]).text
        last = start


@given(st.text(SAMPLES, max_size=20), st.text(SAMPLES, max_size=20))
def test_the_stretch_of_a_part_folds_to_the_part(before: str, after: str) -> None:
    """Whole characters in the middle of a text are found at their very place."""
    part = "Mühle"
    folded = fold(f"{before}|{part}|.{after}")
    index = folded.text.index("|Muhle|")
    start, end = folded.start(index), folded.end(index + 7)
    assert (start, end) == (len(before), len(before) + 7)


@given(st.text(SAMPLES))
def test_an_accent_belongs_to_its_letter(text: str) -> None:
    """A stretch takes the accents of its last letter along."""
    folded = fold(f"{text}e\u0301\u0302z")
    end = folded.end(len(folded.text) - 1)
    assert folded.text[-2:] == "ez"
    assert end == len(text) + 3
