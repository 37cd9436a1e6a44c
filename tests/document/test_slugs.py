"""Anchors: as GitHub makes them, each heading with its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import open_text
from tui_reader.document.slugs import Slugger, slugify


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("What is AI alignment?", "what-is-ai-alignment"),
        ("Orthogonality, instrumental convergence, and corrigibility",
         "orthogonality-instrumental-convergence-and-corrigibility"),
        ("A & B", "a--b"),
        ("a  b", "a--b"),
        ("  trimmed  ", "trimmed"),
        ("snake_case and-hyphen", "snake_case-and-hyphen"),
        ("1.2.3 (beta)!", "123-beta"),
        ("Größe", "größe"),
        ("ÉTÉ", "été"),
        ("漢字 の 見出し", "漢字-の-見出し"),
        ("emoji 🎉 out", "emoji--out"),
        ("“Quotes” — dashes…", "quotes--dashes"),
        ("a/b\\c:d", "abcd"),
        ("???", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_slugs(heading: str, slug: str) -> None:
    """Lower case, letters and digits of any script, hyphens for spaces, the rest left out."""
    assert slugify(heading) == slug


@pytest.mark.parametrize(
    ("headings", "slugs"),
    [
        (["a", "a", "a"], ["a", "a-1", "a-2"]),
        (["a", "A!", "a?"], ["a", "a-1", "a-2"]),
        (["a", "a", "a-1"], ["a", "a-1", "a-1-1"]),
        (["a-1", "a", "a"], ["a-1", "a", "a-2"]),
        (["a", "a-1", "a"], ["a", "a-1", "a-2"]),
        (["", "?"], ["", "-1"]),
    ],
)
def test_duplicates_are_numbered(headings: list[str], slugs: list[str]) -> None:
    """A second heading of the same text gets a number that is still free."""
    slugger = Slugger()
    assert [slugger.slug(heading) for heading in headings] == slugs


@given(st.lists(st.sampled_from(["a", "a-1", "a-2", "a-1-1", "b", "A", "a?"]), max_size=30))
def test_no_two_headings_share_an_anchor(headings: list[str]) -> None:
    """Whatever collides, every anchor is given once."""
    slugger = Slugger()
    slugs = [slugger.slug(heading) for heading in headings]
    assert len(set(slugs)) == len(slugs)


def test_anchors_are_made_of_the_text_without_markup() -> None:
    """Styles, links and comments in a heading leave no trace in its anchor."""
    text = "# A<!---->I *is* `code` [link](/url)\n\nSetext &amp; more\n===\n"
    assert list(open_text(text).slugs) == ["ai-is-code-link", "setext--more"]
