"""Passages: the words of a chunk as they are read, and where each of them stands."""

import time

import pytest
from hypothesis import given

from tests.document.edits import all_leaves, words_from
from tests.samples import SPECIFICATION, leaves, missing_words, open_text, sample_texts
from tests.strategies import documents, soup
from tui_reader.document.document import Document
from tui_reader.document.passages import Passages
from tui_reader.document.source import Source


def text_of(document: Document) -> str:
    """Return the words of a whole document, as its passages have them."""
    passages = Passages(document)
    return "".join(passages[chunk].text for chunk in range(len(document.chunks)))


def check(document: Document) -> None:
    """Check that passages hold each word of each leaf, and know where it is."""
    passages = Passages(document)
    assert text_of(document).split() == " ".join(leaves(document)).split()
    for chunk in range(len(document.chunks)):
        passage = passages[chunk]
        for leaf in passage.leaves:
            assert passage.text[leaf.start : leaf.end] == " ".join(leaf.text.split())
            for offset in range(len(leaf.text)):
                index = leaf.index_of(leaf.offset + offset)
                rest = " ".join(leaf.text[offset:].split())
                assert passage.text[index : leaf.end] == rest
                if rest and not leaf.text[offset].isspace():
                    assert leaf.offset_of(index) == leaf.offset + offset


@given(documents)
def test_every_word_has_a_place(text: str) -> None:
    """Passages read what the leaves do, and lead back to them, in documents of all blocks."""
    check(open_text(text))


@given(soup)
def test_every_word_has_a_place_in_soup(text: str) -> None:
    """They do so where the source is no sensible Markdown."""
    check(open_text(text))


def test_samples() -> None:
    """They do so in every sample there is."""
    for _, text in sample_texts():
        if len(text) < 100_000:
            check(open_text(text))


@given(documents)
def test_words_are_found_in_the_source(text: str) -> None:
    """What lies between the places of a leaf's first and last word holds its words in order."""
    document = open_text(text)
    passages = Passages(document)
    for chunk in range(len(document.chunks)):
        passage = passages[chunk]
        last = 0
        for leaf in passage.leaves:
            if not leaf.has_words:
                continue
            start, end = passage.places.start(leaf.start), passage.places.end(leaf.end)
            assert last <= start <= end
            last = end
            # Words with nothing but letters, which no form of markup in these texts takes apart.
            plain = [word for word in leaf.text.split() if word.isalpha() and word[0] == "q"]
            assert not missing_words(plain, text[start:end])


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("one *two* three", "two", "two"),
        ("un<b>like</b>ly words", "unlikely", "un<b>like</b>ly"),
        ("al*ign*ment, it is", "alignment,", "al*ign*ment,"),
        ("[a](https://a.b/c) word", "word", "word"),
        ("Salt &amp; pepper", "pepper", "pepper"),
        ("- one\n- two\n\n  more", "more", "more"),
        ("| a | b |\n|---|---|\n| c | d |", "d", "d"),
        ("> quoted\n> words", "words", "words"),
        ("one  \ntwo", "two", "two"),
        ("```py\nx = 1\n\ny = 2\n```", "y", "y"),
        ("---\ntitle: The title\n---\n\nText here.", "title", "title"),
        ("word[^1]\n\n[^1]: Note here", "Note", "Note"),
        ("a\\*b c", "c", "c"),
    ],
)
def test_markup_is_skipped(text: str, word: str, source: str) -> None:
    """A word of the text is found in the source whatever markup is around it or in it."""
    document = open_text(text)
    passage = Passages(document)[0]
    index = f"{passage.text} ".index(f" {word} ") + 1
    start, end = passage.places.start(index), passage.places.end(index + len(word))
    assert text[start:end] == source
    assert passage.text[passage.places.index_at(start) :].startswith(word)


def test_a_word_split_by_markup_does_not_hide_those_behind_it() -> None:
    """That the same word comes again, whole, leads nobody to that one."""
    text = f"A wo*rd* is {'here and ' * 20}a word again."
    document = open_text(text)
    passage = Passages(document)[0]
    index = passage.text.index(" is ") + 1
    assert passage.places.start(index) == text.index("is here")


def test_words_go_on_over_the_borders_of_chunks() -> None:
    """Passages put together are the text, before and after any place in it."""
    text = "\n\n".join(f"Paragraph {number} of many, of some words." for number in range(300))
    document = open_text(text)
    passages = Passages(document)
    whole = text_of(document)
    assert len(document.chunks) > 3
    length = 0
    for chunk in range(len(document.chunks)):
        for index in (0, 1, len(passages[chunk].text)):
            at = length + index
            assert passages.before(chunk, index, 3000) == whole[max(0, at - 3000) : at]
            assert passages.after(chunk, index, 3000) == whole[at : at + 3000]
            rolled, rest = passages.roll(chunk, index)
            assert passages[rolled].text[rest:] == passages[chunk].text[index:] or rolled > chunk
        length += len(passages[chunk].text)


def test_a_line_without_spaces_is_one_word_in_many_chunks() -> None:
    """Where a cut was forced inside a word, no space comes into it."""
    text = "漢字仮名交じり文" * 8000
    document = open_text(text)
    assert len(document.chunks) > 3
    assert text_of(document) == " " + text


def test_a_place_needs_no_scan_of_what_is_below() -> None:
    """The chunk of an offset is known when the scan has come that far."""
    text = "\n\n".join(f"Paragraph {number} of many, of some words." for number in range(20_000))
    document = Document(Source(text, "large.md"))
    offset = text.index("Paragraph 3000 ")
    chunk = document.chunks[Passages(document).chunk_at(offset)]
    assert chunk.start <= offset < chunk.end
    assert not document.is_complete
    assert Passages(document).chunk_at(1 << 60) == len(document.chunks) - 1
    assert document.is_complete


def test_a_definition_far_below_changes_the_words() -> None:
    """Words that turn out to be a link when the scan gets to its definition are read anew."""
    filler = "\n\n".join(f"Paragraph {number} of many, of some words." for number in range(5000))
    document = Document(Source(f"A [link][r] here.\n\n{filler}\n\n[r]: /there\n", "large.md"))
    passages = Passages(document)
    assert passages[0].text.startswith(" A [link][r] here. ")
    document.complete()
    assert passages[0].text.startswith(" A link here. ")


def test_front_matter_lies_in_the_first_passage() -> None:
    """The title that front matter gives is text, with its place in the front matter."""
    text = "---\ntitle: Two words\ndate: 2024-06-09\n---\n\nText of two words.\n"
    document = open_text(text)
    passage = Passages(document)[0]
    assert passage.text == " Two words 2024-06-09 Text of two words."
    for word in ("Two", "words", "2024-06-09", "Text", "of"):
        assert passage.places.start(passage.text.index(word)) == text.index(word)


def test_every_place_is_in_its_chunk() -> None:
    """In a long text of all kinds of blocks no word is looked for outside its chunk."""
    if not SPECIFICATION.is_file():
        pytest.skip("no specification beside the repository")
    document = open_text(SPECIFICATION.read_text("utf-8"))
    passages = Passages(document)
    for place in all_leaves(document)[::7]:
        chunk = document.chunks[place[0]]
        found = passages.leaf_at(*place)
        assert found is not None
        start = passages[place[0]].source_of(found[1], found[1].start)
        assert (chunk.start if place[0] else 0) <= start < chunk.end
    assert words_from(document, (0, 0, 0)).split() == text_of(document).split()


def test_a_word_of_thousands_of_letters_is_looked_for_only_so_long() -> None:
    """Row 58: joined emoji without a base, cut where they flood, stand nowhere in the source."""
    document = Document(Source("\U0001f469\u200d" * 50_000, ""))
    begin = time.process_time()
    assert Passages(document)[0].places.start(0) == 0
    # Measured: 0.02 s; 2 s when each letter was tried as the first.
    assert time.process_time() - begin < 0.3
