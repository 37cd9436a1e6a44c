"""How well what was typed fits a text."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.matching import Fit, Tier, fit, fold, places

TEXTS = st.text(max_size=60) | st.text("ab -éß", max_size=40)


@pytest.mark.parametrize(
    ("typed", "text", "tier"),
    [
        ("next section", "Next section", Tier.EQUAL),
        ("next", "Next section", Tier.BEGINS),
        ("chain of", "Chain-of-thought", Tier.BEGINS),
        ("sec", "Next section", Tier.WORDS),
        ("sec next", "Next section", Tier.WORDS),
        ("ecole", "Une école", Tier.WORDS),
        ("ext", "Next section", Tier.INSIDE),
        ("nsec", "Next section", Tier.LETTERS),
        ("nus", "Next unread section", Tier.LETTERS),
        ("section 8", "Section 7", None),
        ("nonsense", "Next section", None),
        ("xzo", "Next zone", None),
        ("nz", "Next zone", None),
        ("", "Next section", None),
    ],
)
def test_the_better_it_fits_the_higher_the_tier(typed: str, text: str, tier: Tier | None) -> None:
    """Equal texts first, then beginnings, words, parts of words, and letters in order."""
    found = fit(fold(typed), fold(text), by_letters=True)
    assert (found.tier if found else None) == tier


def test_letters_count_only_where_they_are_asked_for() -> None:
    """Of headings, which a reader types as they are, a few letters would fit too many."""
    assert fit("nsec", "next section") is None


def test_closer_letters_fit_better() -> None:
    """Of two that hold the letters, the one that holds them closer comes first."""
    loose, close = (fit("ntx", text, by_letters=True) for text in ("new to xy", "not x"))
    assert loose is not None
    assert close is not None
    assert close < loose


def test_words_may_be_in_what_is_said_beside_it() -> None:
    """A heading is found with a word of its document's title; by that alone it isn't."""
    assert fit("credit glossary", "credit", "glossary") == Fit(Tier.INSIDE)
    assert fit("glossary", "credit", "glossary") is None


@given(TEXTS)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    """So that what fits can be marked in the text itself."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(TEXTS, TEXTS, TEXTS, st.booleans())
def test_what_fits_has_its_places(typed: str, text: str, besides: str, by_letters: bool) -> None:
    """Places lie in the text, and spell only what was typed."""
    typed, text = fold(typed).strip(), fold(text)
    found = fit(typed, text, fold(besides), by_letters=by_letters)
    if found is not None:
        marked = places(typed, text)
        assert marked
        assert marked == sorted(set(marked))
        assert {text[place] for place in marked} <= set(typed)


@given(st.text(string.ascii_letters + " ", min_size=1, max_size=30), st.data())
def test_every_part_of_a_text_fits_it(text: str, data: st.DataObject) -> None:
    """Whatever part of a text is typed, the text is found by it."""
    begin = data.draw(st.integers(0, len(text) - 1))
    part = fold(text[begin:].strip())
    assert not part or fit(part, fold(text)) is not None


def test_a_text_made_to_be_slow_is_not() -> None:
    """The steps grow with the length of the text, not with the ways to place the letters."""
    text = fold("ab" * 5_000)
    assert fit("aaaaac", text, by_letters=True) is None
