"""Wide characters, marks and joined emoji at any width: whole, in order, and within the column."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from tests.samples import blocks_of, open_text
from tests.strategies import blocks
from tui_reader.document.model import Paragraph, leaf_texts
from tui_reader.document.source import decode
from tui_reader.layout.blocks import lay_out, lay_out_chunk
from tui_reader.layout.lines import LayoutOptions, Line, Role

PIECES = (
    *("漢", "字かな", "，", "。", "한글", "👩\u200d👩\u200d👧\u200d👦", "🇩🇪", "3\ufe0f\u20e3"),
    *("e\u0301", "👍🏽", "word", "a-b", "—", "x", "１２", "ー", "「", "」", " ", " ", "*漢*"),
    *("`漢字`", "❤\ufe0f", "שלום", "नमस्ते"),
)

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)


def graphemes(text: str) -> list[str]:
    """Return the characters of a text as they are seen, without blanks."""
    return [text[first:last] for first, last, _ in split_graphemes(text)[0] if text[first] != " "]


@settings(max_examples=80)
@given(texts, st.integers(2, 40))
def test_no_character_is_split_or_sticks_out(text: str, width: int) -> None:
    """Row 14: at every width each line fits, and all characters are there, each in one line."""
    for block in blocks_of(text):
        lines = lay_out(block, LayoutOptions(width))
        whole = "\n".join(leaf_texts(block))
        shown = [grapheme for line in lines for grapheme in graphemes(line.text[_lead(line) :])]
        assert all(cell_len(line.text) <= width for line in lines)
        if isinstance(block, Paragraph):
            assert shown == graphemes(whole)


@settings(max_examples=60)
@given(texts, st.integers(1, 40))
def test_every_offset_leads_to_its_line(text: str, width: int) -> None:
    """The offset of a line is where its text begins in the block, so that a place finds it."""
    for block in blocks_of(text):
        if not isinstance(block, Paragraph):
            continue
        (whole,) = leaf_texts(block)
        for line in lay_out(block, LayoutOptions(width)):
            assert whole[line.offset :].startswith(line.text)


@settings(max_examples=40)
@given(blocks.map("\n".join), st.integers(1, 29), st.integers(1, 400))
def test_narrow_columns_hold_what_is_set_in_them(text: str, narrow: int, wide: int) -> None:
    """Any block at any width, absurd ones too: nothing fails, and from 2 cells on nothing sticks
    out but tables and code, which say so."""
    for width in (narrow, wide):
        document = open_text(text)
        for chunk in range(len(document.chunks)):
            for line in lay_out_chunk(document.blocks(chunk), LayoutOptions(width, width)):
                assert line.is_wide or cell_len(line.text) <= max(width, 2)


@pytest.mark.parametrize("depth", [20, 90, 200])
def test_deep_lists_keep_room_for_their_words(depth: int) -> None:
    """At 10 columns the innermost item of a deep list still has some cells."""
    text = "".join(f"{'  ' * level}- w{level}\n" for level in range(depth))
    document = open_text(text)
    shown = " ".join(
        line.text
        for chunk in range(len(document.chunks))
        for line in lay_out_chunk(document.blocks(chunk), LayoutOptions(10, 10))
    )
    assert all(f"w{level}" in shown for level in range(depth))


def test_what_shows_nothing_inside_a_word_is_left_out() -> None:
    """Row 12: zero-width spaces, tags, soft hyphens and joiners are dropped before layout."""
    hidden = "\u200b", "\U000e0041", "\u00ad", "\ufeff", "\u2060"
    text = " ".join(f"al{sign}ign" for sign in hidden)
    (block,) = blocks_of(decode(text.encode(), "x").text)
    assert list(leaf_texts(block)) == [" ".join(["align"] * len(hidden))]


def _lead(line: Line) -> int:
    """Return how many characters of a line are no text: bullets, bars."""
    lead = 0
    for run in line.runs:
        if not run.role & (Role.BULLET | Role.BAR):
            break
        lead += len(run.text)
    return lead
