"""Marking what was found in texts that are crowded with it, as FTS5 would mark all of it."""

import pytest

from tui_reader.document.bare_text import BareSection
from tui_reader.state.search_file import open_in_memory
from tui_reader.state.search_index import Match, Stamp, expression
from tui_reader.state.search_marks import BEGIN, END, marked, marked_if_crowded, patterns_of

FULL = 32_000


def match_of(text: str, *terms: str, is_open: bool = False) -> Match:
    """Return the one section of a document, as a search for terms has it."""
    index = open_in_memory()
    index.put(b"key", "title", Stamp(0, 0, 0), "", [BareSection("", 0, True, 0, text, text)])
    index.settle()
    index.scope([b"key"])
    (match,) = index.matches(expression(terms, is_open=is_open), 10)
    index.close()
    return match


@pytest.mark.parametrize("word", ["a ", "A\n", "Á, ", "á ", "漢 ", "a_"])
def test_a_crowded_text_is_marked_as_far_as_it_is_shown(word: str) -> None:
    """Rows of `a a a` are not copied once for each of thousands of words."""
    text = word * (FULL // len(word))
    match = match_of(text, "漢" if "漢" in word else "a")
    for shown in (match.text, match.addresses):
        assert 1 <= shown.count(BEGIN) <= 40
        assert shown.count(BEGIN) == shown.count(END)
        assert shown.replace(BEGIN, "").replace(END, "").replace("\u200b", "") == text
        assert shown.lstrip("\u200b").startswith(f"{BEGIN}{word.rstrip(' ,_' + chr(10))}{END}")


def test_each_term_is_marked_in_a_crowded_text() -> None:
    """A word that stands there once is marked beside one that stands there always."""
    match = match_of("a " * 8000 + "the zebra " + "a " * 8000, "zebra", "a")
    assert f"{BEGIN}zebra{END}" in match.text


@pytest.mark.parametrize("is_open", [True, False])
def test_what_is_marked_here_is_what_fts5_marks(is_open: bool) -> None:
    """Whole words, phrases, the last word as it begins; case and accents don't count."""
    text = "Reward hacked, reward-hacking; unrewarded. Rewárds are re\u0301ward hack. " * 3
    asked = expression(["reward hack"], is_open=is_open)
    own = marked(text, patterns_of(asked))
    assert own == match_of(text, "reward hack", is_open=is_open).text


def test_a_text_with_few_words_is_left_to_fts5() -> None:
    """Also a long one."""
    patterns = patterns_of(expression(["zebra"], is_open=False))
    assert marked_if_crowded("some words " * 3000 + "zebra", patterns) is None
    assert match_of("some words " * 2500 + "zebra", "zebra").text.count(BEGIN) == 1
