"""Positions in texts that are edited: the same words are found, or it is said that they aren't."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.document.edits import (
    all_leaves,
    edits,
    place_of,
    sources,
    texts,
    words_from,
)
from tests.samples import open_text
from tests.strategies import documents, soup
from tui_reader.document.anchoring import (
    Fit,
    position_at,
    position_of_leaf,
    position_of_span,
    resolve,
)
from tui_reader.document.document import Document
from tui_reader.document.positions import Position

pytestmark = pytest.mark.slow

MAKERS = (position_at, position_of_leaf)


def check(document: Document, position: Position) -> Fit:
    """Resolve a position and check that what is called the same words is, in any patience."""
    for is_patient in (False, True):
        found = resolve(document, position, is_patient=is_patient)
        if found.fit is Fit.EXACT:
            assert words_from(document, place_of(found)).startswith(position.exact)
        if document.chunks:
            blocks = document.blocks(found.chunk)
            assert 0 <= found.block < max(1, len(blocks))
        assert found.offset >= 0
        assert found.length >= 0
    return found.fit


@given(st.data())
def test_words_that_stand_once_are_found_whatever_is_edited(data: st.DataObject) -> None:
    """Insert, delete, move, rename, reword, rewrap, mark up: words that still stand are found."""
    parts = data.draw(texts())
    before = open_text(data.draw(sources(parts)))
    after = open_text(data.draw(sources(data.draw(edits(parts)))))
    place = data.draw(st.sampled_from(all_leaves(before)))
    position = data.draw(st.sampled_from(MAKERS))(before, *place)
    fit = check(after, position)
    if "mark1" in position.exact and words_from(after, (0, 0, 0)).count(position.exact) == 1:
        assert fit is Fit.EXACT


@given(st.data())
def test_one_changed_word_loses_no_paragraph(data: st.DataObject) -> None:
    """A paragraph of which one word is new, with its neighbours as they were, is found as moved."""
    parts = data.draw(texts())
    place = data.draw(st.integers(0, len(parts) - 1))
    which = data.draw(st.integers(0, len(parts[place].paragraphs) - 1))
    old = parts[place].paragraphs[which]
    number = data.draw(st.integers(0, len(old) - 1))
    new = (*old[:number], "whereupon", *old[number + 1 :])
    document = open_text(data.draw(sources(parts)))
    leaf = next(
        leaf
        for leaf in all_leaves(document)
        if words_from(document, leaf).startswith(" ".join(old))
    )
    paragraphs = list(parts[place].paragraphs)
    paragraphs[which] = new
    changed = replace(parts[place], paragraphs=tuple(paragraphs))
    after = open_text(data.draw(sources([*parts[:place], changed, *parts[place + 1 :]])))
    found = resolve(after, position_of_leaf(document, *leaf))
    assert found.fit is Fit.MOVED
    assert words_from(after, place_of(found)).startswith(" ".join(new))


@given(st.data())
def test_an_unchanged_text_gives_the_very_place(data: st.DataObject) -> None:
    """Every leaf of a text, however alike its paragraphs, is found where it is."""
    text = data.draw(st.one_of(documents, soup))
    document = open_text("\n\n".join([text] * data.draw(st.integers(1, 3))))
    for maker in MAKERS:
        for place in all_leaves(document):
            position = maker(document, *place)
            found = resolve(document, position)
            assert found.fit is Fit.EXACT
            assert found.chunk == place[0]
            assert found.block == place[1]
            assert words_from(document, place_of(found)) == words_from(document, place)


@given(st.one_of(documents, soup), st.one_of(documents, soup), st.data())
def test_nothing_but_the_same_words_is_called_so(old: str, new: str, data: st.DataObject) -> None:
    """Positions of one text in another, or in one that has some of it, never claim too much."""
    before = open_text(old)
    lines = old.split("\n")
    kept = "\n".join(lines[data.draw(st.integers(0, len(lines))) :])
    for text in (new, f"{new}\n\n{kept}", f"{kept}\n\n{new}"):
        after = open_text(text)
        for place in all_leaves(before):
            check(after, position_at(before, *place))


@given(st.data())
def test_a_stretch_over_several_blocks(data: st.DataObject) -> None:
    """Selected text is quoted whole, lies in its source, and is found again after an edit."""
    parts = data.draw(texts())
    document = open_text(data.draw(sources(parts)))
    leaves = all_leaves(document)
    first, last = sorted(data.draw(st.lists(st.sampled_from(leaves), min_size=2, max_size=2)))
    shift = data.draw(st.integers(0, 20))
    begin, end = first, (last[0], last[1], last[2] + shift)
    position = position_of_span(document, begin, end)
    assert position == position_of_span(document, end, begin)
    whole = words_from(document, begin)
    assert whole.startswith(position.exact)
    assert whole[len(position.exact) :].strip() == words_from(document, end)
    found = resolve(document, position)
    if position.exact:
        assert place_of(found) == begin
    check(open_text(data.draw(sources(data.draw(edits(parts))))), position)


_anything = st.text(max_size=30) | st.text(st.characters(categories=["Cs", "Cc"]), max_size=4)
_numbers = st.integers() | st.integers(-5, 200)
positions = st.builds(
    Position,
    st.lists(_anything, max_size=3).map(tuple),
    _numbers,
    _anything,
    _anything,
    _anything,
    _numbers,
    _numbers,
)


@given(st.one_of(documents, soup), positions)
def test_any_position_resolves_somewhere(text: str, position: Position) -> None:
    """A position from anywhere, of whatever numbers and characters, never does harm."""
    for is_patient in (False, True):
        document = open_text(text)
        found = resolve(document, position, is_patient=is_patient)
        assert not document.chunks or 0 <= found.chunk < len(document.chunks)
