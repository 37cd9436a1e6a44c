"""`wrap`: lines to the cell, no character lost, breaks where readers expect them."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich._wrap import divide_line
from rich.cells import cell_len, split_graphemes

from tui_reader.document.safe import safe
from tui_reader.layout.wrap import is_narrow, wrap

_SCRIPTS = "abcxyzABCéñøßлждאבגدرसकतกขค🎉🚀"
mixed_words = st.text(_SCRIPTS, min_size=1, max_size=8)
mixed_paragraphs = st.lists(mixed_words, min_size=1, max_size=25).map(" ".join)
any_text = st.text(
    st.one_of(
        st.sampled_from("  abc-–—漢字かな、。「」ー👨\u200d👩🇳🇱e\u0301\ufe0f\u00a0"),
        st.characters(categories=["L", "M", "N", "P", "S", "Zs"]),
    ),
    max_size=80,
).map(safe)
widths = st.integers(1, 40)


def lines_of(text: str, width: int) -> list[str]:
    """Return the lines that a text breaks into."""
    return [text[start:end] for start, end in wrap(text, width)]


@given(mixed_paragraphs, st.integers(16, 60))
def test_it_breaks_words_as_rich_does(text: str, width: int) -> None:
    """Where no word is longer than a line, the lines are those of Rich's own wrapping."""
    places = [0, *divide_line(text, width), len(text)]
    oracle = [text[start:end].rstrip(" ") for start, end in pairwise(places)]
    assert lines_of(text, width) == oracle


@given(any_text, widths)
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    """Only a single character of two cells may stick out, from a line of one."""
    for line in lines_of(text, width):
        assert cell_len(line) <= width or (width == 1 and len(split_graphemes(line)[0]) == 1)


@given(any_text, widths)
def test_no_character_is_lost(text: str, width: int) -> None:
    """All but white space is kept, in order, and lines don't overlap."""
    spans = wrap(text, width)
    ends = [place for span in spans for place in span]
    assert ends == sorted(ends)
    assert "".join(lines_of(text, width)).replace(" ", "") == text.replace(" ", "")


@given(any_text, widths)
def test_no_line_is_empty_or_padded(text: str, width: int) -> None:
    """Text gives no empty line; white space stands at neither end of a broken line."""
    lines = lines_of(text, width)
    assert lines
    if text.strip(" "):
        assert all(line.strip(" ") for line in lines)
        assert not any(line.startswith(" ") for line in lines)
        assert not any(line.endswith(" ") for line in lines)


@given(any_text, widths)
def test_graphemes_are_not_split(text: str, width: int) -> None:
    """No line breaks inside what shows as one character."""
    inside = {i for start, end, _ in split_graphemes(text)[0] for i in range(start + 1, end)}
    assert not inside & {start for start, _ in wrap(text, width)}


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one", 10, ["one"]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("ab abcdefgh", 4, ["ab", "abcd", "efgh"]),
        ("well-known fact", 6, ["well-", "known", "fact"]),
        ("a -b c", 3, ["a", "-b", "c"]),
        ("a—b", 2, ["a—", "b"]),
        ("  one", 4, ["one"]),
        ("  漢", 3, ["漢"]),
        ("   ", 2, [""]),
        ("a b-c--", 6, ["a b-", "c--"]),
        ("--option", 5, ["--opt", "ion"]),
        ("one  two", 4, ["one", "two"]),
        ("a\u00a0b c", 3, ["a\u00a0b", "c"]),
        ("x", 0, ["x"]),
        ("xy", -5, ["x", "y"]),
        ("漢字仮名", 4, ["漢字", "仮名"]),
        ("漢字仮名", 5, ["漢字", "仮名"]),
        ("漢", 1, ["漢"]),
        ("漢字。", 4, ["漢", "字。"]),
        ("漢「字", 4, ["漢", "「字"]),
        ("word漢字", 6, ["word漢", "字"]),
        ("コード", 4, ["コー", "ド"]),
        ("漢字ー", 4, ["漢", "字ー"]),
        ("한국어 글", 6, ["한국어", "글"]),
        ("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 2, ["👨\u200d👩\u200d👧"] * 2),
        ("🇳🇱🇧🇪", 2, ["🇳🇱", "🇧🇪"]),
        ("🇳🇱🇧🇪🇫🇷", 3, ["🇳🇱", "🇧🇪", "🇫🇷"]),
        ("a🇳🇱🇧🇪", 4, ["a🇳🇱", "🇧🇪"]),
        ("ab 🇳🇱", 4, ["ab", "🇳🇱"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("漢字 abc", 4, ["漢字", "abc"]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    """Lines break at spaces, after dashes in words, between wide characters, and else anywhere."""
    assert lines_of(text, width) == lines


def test_narrow_characters_are_one_cell_wide() -> None:
    """Every character for which cells are not counted takes one, alone and after another."""
    narrow = [chr(code) for code in range(sys.maxunicode + 1) if is_narrow(chr(code))]
    assert len(narrow) > 500
    wrong = [c for c in narrow if cell_len(c) != 1 or unicodedata.combining(c)]
    assert wrong == []
    assert cell_len("".join(narrow)) == len(narrow)


@given(st.text(st.sampled_from("ab -–—\u00a0é"), max_size=60), widths)
def test_the_short_way_and_the_long_way_agree(text: str, width: int) -> None:
    """Text of narrow characters breaks as it does when its cells are counted."""
    counted = wrap(f"{text} 漢", max(2, width))
    plain = wrap(text, max(2, width))
    if text == text.strip(" "):
        assert plain[: len(plain) - 1] == counted[: len(plain) - 1]
