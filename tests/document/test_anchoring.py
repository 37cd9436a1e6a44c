"""Positions: made of places, found again in the same text, in an edited one, in another one."""

from pathlib import Path

import pytest

from tests.document.edits import Place, all_leaves, place_of, words_from
from tests.samples import FIXTURES, SEED, SPECIFICATION, all_blocks, open_text
from tui_reader.document.anchoring import (
    Fit,
    Found,
    position_at,
    position_of_leaf,
    position_of_span,
    resolve,
)
from tui_reader.document.document import Document
from tui_reader.document.model import leaf_texts
from tui_reader.document.positions import Position
from tui_reader.document.source import Source
from tui_reader.layout.lines import LayoutOptions
from tui_reader.layout.viewport import Viewport

FILLER = "\n\n".join(f"Filler paragraph {n} says nothing that anyone wants." for n in range(6))
WIDTHS = (9, 40, 100)


def place_in(document: Document, words: str, count: int = 0) -> Place:
    """Return the place of the leaf that begins with some words, or of a later one that does."""
    leaves = [text for block in all_blocks(document) for text in leaf_texts(block)]
    places = zip(all_leaves(document), leaves, strict=True)
    return [place for place, text in places if text.strip().startswith(words)][count]


def moved(old: str, new: str, words: str, count: int = 0) -> tuple[Found, Document]:
    """Resolve the position of a leaf of one text in another one."""
    before, after = open_text(old), open_text(new)
    return resolve(after, position_of_leaf(before, *place_in(before, words, count))), after


def lines_of(viewport: Viewport, chunk: int) -> list[Place]:
    """Return the places of the lines of a chunk."""
    return [(chunk, line.block, line.offset) for line in viewport.lines(chunk) if line.block >= 0]


def line_of(viewport: Viewport, place: Place) -> Place:
    """Return the place of the line that shows a place."""
    lines = [line for line in lines_of(viewport, place[0]) if line <= place]
    return max(lines, default=(place[0], -1, -1))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path", [*sorted(FIXTURES.glob("*.md")), SEED, SPECIFICATION], ids=lambda path: path.stem
)
def test_every_line_is_found_again(path: Path, width: int) -> None:
    """The position of each line of each layout leads back to that line."""
    if not path.is_file():
        pytest.skip(f"no {path}")
    viewport = Viewport(open_text(path.read_text("utf-8")), LayoutOptions(width, width), 10)
    document = viewport.document
    for chunk in range(0, len(document.chunks), 1 if width == 40 else 5):
        for place in dict.fromkeys(lines_of(viewport, chunk)):
            found = resolve(document, position_at(document, *place))
            assert found.fit is Fit.EXACT
            assert line_of(viewport, place_of(found)) == place


def test_a_position_says_where_it_is() -> None:
    """Headings, words, their surroundings, and the place in the source are in it."""
    text = "# A\n\n## B\n\nOne.\n\n## B\n\nTwo *words* here.\n\nThree.\n"
    document = open_text(text)
    position = position_of_leaf(document, *place_in(document, "Two"))
    assert position.headings == ("A", "B")
    assert position.ordinal == 1
    assert position.exact == "Two words here."
    assert position.prefix == "A B One. B "
    assert position.suffix == " Three."
    assert text[position.start : position.end] == "Two *words* here."


def test_quotes_have_an_end() -> None:
    """A line's quote and a paragraph's are cut at a word, also where there are no spaces."""
    words = " ".join(f"word{number}" for number in range(2000))
    for text, space in ((words, " "), ("漢字仮名交じり文" * 900, "")):
        document = open_text(text)
        for maker, most in ((position_at, 120), (position_of_leaf, 2000)):
            exact = maker(document, 0, 0, 0).exact
            assert most - 12 < len(exact) <= most
            assert text.startswith(exact + space)


def test_a_place_inside_a_paragraph() -> None:
    """A reading position begins where it is, between words or within one; a mark's is the whole."""
    document = open_text("First paragraph.\n\nSecond paragraph with\nmore words.")
    assert position_at(document, 0, 1, 7).exact == "paragraph with more words."
    assert position_at(document, 0, 1, 6).exact == "paragraph with more words."
    assert position_at(document, 0, 1, 9).exact == "ragraph with more words."
    assert position_of_leaf(document, 0, 1, 9).exact == "Second paragraph with more words."
    assert place_of(resolve(document, position_at(document, 0, 1, 9))) == (0, 1, 9)


@pytest.mark.parametrize(
    ("text", "words", "covered"),
    [
        ("a\n\n- one\n- two\n\n  more of two\n- three", "more", "more of two"),
        ("| a | b |\n|---|---|\n| c d | e |", "c d", "c d"),
        ("```\nx = 1\n\n    y = 2\n```", "y", "    y = 2"),
        ("> a quote\n> of lines", "a quote", "a quote of lines"),
        ("---\ntitle: A title\n---\n\nText.", "A title", "A title"),
        ("Text[^1]\n\n[^1]: A note here.", "A note", "A note here."),
        ("# A *heading* here\n\nText.", "A heading", "A heading here"),
        ("Line  \nbreak", "Line", "Line\nbreak"),
    ],
)
def test_leaves_of_all_kinds(text: str, words: str, covered: str) -> None:
    """An item, a cell, a line of code and the like are quoted whole, and found at full length."""
    document = open_text(text)
    place = place_in(document, words)
    position = position_of_leaf(document, *place)
    assert position.exact == " ".join(covered.split())
    found = resolve(document, position)
    assert found.fit is Fit.EXACT
    assert (found.chunk, found.block) == place[:2]
    indent = len(covered) - len(covered.lstrip())
    assert (found.offset, found.length) == (place[2] + indent, len(covered) - indent)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(["The same paragraph."] * 40),
        "\n\n".join(["***"] * 30),
        "```\n" + "}\n" * 60 + "```",
        "```\n" + "x\n\n\n" * 30 + "```",
        "| a | b |\n|---|---|\n" + "| x | |\n" * 30,
        "| a | b |\n|---|---|\n" + "| | |\n" * 30,
        "- item\n" * 40,
        "&copy; &copy;\n\n" * 30,
        "![](a.png)\n\n" * 30,
        "<p>same</p>\n<p>same</p>\n" * 20,
        "# Same\n\ntext\n\n" * 30,
        "    }\n\n" * 40,
    ],
)
def test_what_is_alike_is_told_apart(text: str) -> None:
    """Among identical paragraphs, lines of code, rows and rules each is found where it is."""
    viewport = Viewport(open_text(text), LayoutOptions(40, 40), 10)
    document = viewport.document
    for chunk in range(len(document.chunks)):
        for place in dict.fromkeys(lines_of(viewport, chunk)):
            found = resolve(document, position_at(document, *place))
            assert found.fit is Fit.EXACT
            assert line_of(viewport, place_of(found)) == place


def test_an_edit_above_moves_nothing() -> None:
    """However much is put in or taken out above, the same words are found."""
    text = f"# One\n\n{FILLER}\n\n# Two\n\nThe words to find.\n\n{FILLER}"
    for new in ("Some words.\n\n" + text, text[300:], FILLER * 300 + "\n\n" + text):
        found, after = moved(text, new, "The words")
        assert found.fit is Fit.EXACT
        assert words_from(after, place_of(found)).startswith("The words to find.")
        assert found.length == len("The words to find.")


def test_line_breaks_and_markup_change_no_words() -> None:
    """A paragraph that is wrapped anew, marked up or made an item is the same."""
    text = f"{FILLER}\n\nSome words that stand in one line of the source.\n\n{FILLER}"
    new = text.replace(
        "Some words that stand in one line", "- **Some** words\n  that *st*and in [one](/x)\n  line"
    )
    found, after = moved(text, new, "Some words")
    assert found.fit is Fit.EXACT
    assert words_from(after, place_of(found)).startswith("Some words that stand in one line of")


def test_of_equal_paragraphs_the_one_in_its_section_is_found() -> None:
    """Where words and surroundings are the same, the section's path and its number tell."""
    sections = [f"## Example\n\n{FILLER}\n\nThe same words.\n\n{FILLER}" for _ in range(8)]
    text = "# All\n\n" + "\n\n".join(sections)
    new = "# New\n\n" + FILLER * 12 + "\n\n" + text
    for count in range(8):
        found, after = moved(text, new, "The same words.", count)
        assert found.fit is Fit.EXACT
        assert place_of(found) == place_in(after, "The same words.", count)


def test_of_equal_paragraphs_that_under_the_same_headings_is_found() -> None:
    """A section's own text is not enough where others are called the same elsewhere."""
    notes = f"## Notes\n\n{FILLER}\n\nThe same words.\n\n{FILLER}"
    text = "\n\n".join(f"# {name}\n\n{notes}" for name in ("Alpha", "Beta", "Gamma"))
    for new in (f"# New\n\n{FILLER * 8}\n\n{text}", text.replace(notes, f"{FILLER}\n\n{notes}")):
        for count in range(3):
            found, after = moved(text, new, "The same words.", count)
            assert place_of(found) == place_in(after, "The same words.", count)


def test_of_equal_paragraphs_the_nearest_is_found() -> None:
    """Where nothing else tells, it is the one that stands where the other one did."""
    text = "\n\n".join(["The same paragraph."] * 60)
    for count in range(10, 50):
        found, after = moved(text, "New.\n\n" + text, "The same", count)
        assert found.fit is Fit.EXACT
        assert place_of(found) == place_in(after, "The same", count)


def test_the_same_words_in_the_same_place_may_be_others() -> None:
    """When sections of one length change places, what stands around the words tells."""
    one = f"# One\n\nWhat was said by me.\n\nYes.\n\nNo doubt about that.\n\n{FILLER}\n\n"
    two = f"# Two\n\nWhat two had to say.\n\nYes.\n\nThey all know of it.\n\n{FILLER}\n\n"
    assert (len(one), one.index("Yes.")) == (len(two), two.index("Yes."))
    for count in range(2):
        found, after = moved(one + two, two + one, "Yes.", count)
        assert found.fit is Fit.EXACT
        assert place_of(found) == place_in(after, "Yes.", 1 - count)


def test_a_short_line_in_other_surroundings_is_not_called_the_same() -> None:
    """That a word stands elsewhere too is no reason to say that the place was found."""
    text = f"{FILLER}\n\n## Reply\n\nIt was said before.\n\nYes.\n\nNo doubt about it.\n\n{FILLER}"
    new = "# Another\n\nWhat a day.\n\nYes.\n\nThe end of it.\n"
    found, _ = moved(text, new, "Yes.")
    assert found.fit is not Fit.EXACT


def test_parts_of_words_are_not_words() -> None:
    """A word is not found inside another one."""
    found, _ = moved("A cat.\n\ncat\n\nsat", "A cat.\n\nconcatenate\n\nsat", "cat")
    assert found.fit is not Fit.EXACT
    for other in ("concatenate", "tomcat", "cats"):
        found = resolve(open_text(f"{other} cat"), Position((), 0, "cat", "", "", 0, 3))
        assert (found.fit, found.offset) == (Fit.EXACT, len(f"{other} "))


@pytest.mark.parametrize(
    "new",
    [
        "A paragraph whose words are mostly what they were before.",
        "A paragraph (whose words are mostly) as they were, before.",
        "Mostly A paragraph whose words are what they have been.",
    ],
)
def test_changed_words_are_found_as_moved(new: str) -> None:
    """A reworded paragraph is found by most of its words, here and in another section."""
    old = "A paragraph whose words are mostly as they were before."
    text = f"# One\n\n{FILLER}\n\n{old}\n\nAfter it.\n\n# Two\n\nOr so.\n"
    for changed in (
        text.replace(old, new),
        text.replace(old + "\n\n", "") + "\n" + new + "\n",
    ):
        found, after = moved(text, changed, old)
        assert found.fit is Fit.MOVED
        assert place_of(found)[:2] == place_in(after, new)[:2]
        assert found.offset < 10


def test_a_rewritten_paragraph_is_found_by_its_neighbours() -> None:
    """Where no word is left, what stands between the same words is the place."""
    text = f"{FILLER}\n\nOld words here.\n\nThe paragraph that follows it.\n\n{FILLER}"
    found, after = moved(text, text.replace("Old words here.", "Nothing is kept!"), "Old words")
    assert found.fit is Fit.MOVED
    assert words_from(after, place_of(found)).startswith("Nothing is kept! The paragraph")
    assert found.length == len("Nothing is kept!")


def test_the_gap_of_a_deleted_paragraph_is_found() -> None:
    """Where it was, the paragraph that follows stands now."""
    text = f"{FILLER}\n\nWords that go away.\n\nThe paragraph that follows it.\n\n{FILLER}"
    found, after = moved(text, text.replace("Words that go away.\n\n", ""), "Words that")
    assert found.fit is Fit.MOVED
    assert words_from(after, place_of(found)).startswith("The paragraph that follows it.")


def test_one_neighbour_shows_the_gap() -> None:
    """Where a neighbour is gone too, the other one shows where it was."""
    gone = "Words that go away.\n\n"
    text = f"The paragraph that comes before it.\n\n{gone}The paragraph that follows it here."
    before, after = f"Some words in a line.\n\n{text}", f"{text}\n\nSome words in a line."
    for old, kept in (
        (before, before.partition(gone)[0] + "Quite another end."),
        (after, "Quite another start.\n\n" + after.partition(gone)[2]),
    ):
        found, now = moved(old, kept, "Words that")
        assert found.fit is Fit.MOVED
        words = words_from(now, place_of(found))
        assert words.startswith(("Quite another end.", "The paragraph that follows it here."))


def test_what_is_gone_with_all_around_it_leaves_its_section() -> None:
    """When nothing of it is left, the section is known, and it is said that no more is."""
    text = (
        f"# One\n\n{FILLER}\n\nBefore.\n\n# Two\n\nWhat is to be lost.\n\nMore.\n\n# Three\n\nEnd."
    )
    new = f"# Zero\n\n{FILLER * 3}\n\n# Two\n\nQuite another text.\n\n# Three\n\nEnd."
    found, after = moved(text, new, "What is to be")
    assert found.fit is Fit.LOST
    assert words_from(after, place_of(found)).startswith("Two Quite")


def test_another_document() -> None:
    """In a text that has nothing of it, a position is lost, and leads somewhere."""
    found, _ = moved(f"# One\n\n{FILLER}\n\nWords.", "Other text.\n\nAltogether.", "Words.")
    assert found.fit is Fit.LOST
    for text in ("", "\n\n\n", "---\ntitle: x\n---\n", "<!-- nothing -->"):
        found, _ = moved(f"# One\n\n{FILLER}", text, "Filler")
        assert found.fit is Fit.LOST
        assert place_of(found)[0] == 0


def test_a_renamed_and_a_moved_section() -> None:
    """Neither a new heading nor another place in the text takes a section's words away."""
    text = f"# One\n\n{FILLER}\n\n# Two\n\nThe words to find here.\n\n# Three\n\nThe end."
    for new in (
        text.replace("# Two", "## Renamed"),
        f"# Two\n\nThe words to find here.\n\n# Three\n\nThe end.\n\n# One\n\n{FILLER}",
    ):
        found, after = moved(text, new, "The words")
        assert found.fit is Fit.EXACT
        assert words_from(after, place_of(found)).startswith("The words to find here.")


def test_a_stretch_over_the_border_of_chunks() -> None:
    """Selected text over several chunks is found whole, before and after an edit."""
    text = "\n\n".join(f"Paragraph {number} of many, of some words." for number in range(200))
    document = open_text(text)
    begin, end = place_in(document, "Paragraph 60 "), place_in(document, "Paragraph 160 ")
    assert end[0] > begin[0] + 1
    begin, end = (begin[0], begin[1], 10), (end[0], end[1], 9)
    position = position_of_span(document, begin, end)
    assert position.exact.startswith("60 of many, of some words. Paragraph 61")
    assert position.exact.endswith("some words. Paragraph")
    assert text[position.start :].startswith("60 of")
    assert text[: position.end].endswith("159 of many, of some words.\n\nParagraph")
    found = resolve(document, position)
    assert (found.fit, place_of(found)) == (Fit.EXACT, begin)
    assert found.length == len("60 of many, of some words.")
    found = resolve(open_text("New words.\n\n" + text), position)
    assert found.fit is Fit.EXACT


def test_a_stretch_to_the_very_end() -> None:
    """A stretch may end behind the last block, and begin before the first."""
    document = open_text("# One\n\nTwo words.\n\nThree.")
    assert position_of_span(document, (0, 0, 0), (0, 1 << 30, 0)).exact == "One Two words. Three."
    assert position_of_span(document, (0, 1, 4), (9, 9, 9)).exact == "words. Three."
    assert position_of_span(document, (-1, -1, -1), (0, 1, 3)).exact == "One Two"
    assert position_of_span(document, (0, 1, 3), (0, 1, 4)).exact == ""
    assert position_of_span(open_text(""), (0, 0, 0), (1, 1, 1)) == Position()


def test_a_long_selection_is_known_by_its_beginning() -> None:
    """A quote has a limit, however much is selected."""
    text = "\n\n".join(f"Paragraph {number} of many, of some words." for number in range(2000))
    document = open_text(text)
    position = position_of_span(document, (0, 0, 0), (len(document.chunks), 0, 0))
    assert 7000 < len(position.exact) <= 8000
    assert text[: position.end].endswith(position.exact[-12:])
    assert resolve(document, position).fit is Fit.EXACT
    whole = Position((), 0, " ".join(text.split()), "", "", 0, len(text))
    assert resolve(document, whole).fit is Fit.EXACT


def test_one_of_several_copies_is_not_called_the_same() -> None:
    """When a paragraph is gone and others say the same elsewhere, none of them is claimed."""
    copy = "A paragraph that stands in many sections."
    text = f"# One\n\nAlpha beta.\n\n{copy}\n\nGamma delta.\n\n# Two\n\nEnd."
    new = f"# Three\n\nEpsilon.\n\n{copy}\n\nZeta.\n\n{copy}\n\nEta."
    found, after = moved(text, new, copy)
    assert found.fit is Fit.MOVED
    assert words_from(after, place_of(found)).startswith(copy)


def test_the_end_of_a_chunk_goes_on_below() -> None:
    """A place behind the last block of a chunk is the first one of the next."""
    text = "\n\n".join(f"Paragraph {number} of many, of some words." for number in range(100))
    document = open_text(text)
    position = position_at(document, 0, 1 << 30, 0)
    assert place_of(resolve(document, position)) == (1, 0, 0)
    last = position_at(document, len(document.chunks) - 1, 1 << 30, 0)
    assert last.exact.startswith("Paragraph 99 ")
    assert position_at(open_text(""), 3, 5, -7) == Position()
    assert position_at(document, -3, -5, -7).exact.startswith("Paragraph 0 ")


def large(changed: str = "") -> Document:
    """Return a text of 10 MB, not yet scanned whole."""
    parts = (
        f"## Part {part}\n\n" + " ".join(f"w{part * word % 9973}" for word in range(1, 700))
        for part in range(2600)
    )
    return Document(Source(changed + "\n\n".join(parts), "large.md"))


@pytest.mark.slow
def test_a_large_text_is_parsed_only_where_it_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10 MB a few chunks are parsed, and what is below is not scanned, where nothing changed."""
    document = large()
    text = document.source.text
    assert len(text) > 9_000_000
    document.complete()
    chunk = document.chunk_of_line(text.count("\n", 0, text.index("## Part 700\n")))
    positions = [maker(document, chunk, 1, 500) for maker in (position_at, position_of_leaf)]
    parsed: list[int] = []
    blocks = Document.blocks

    def counted(self: Document, index: int) -> object:
        parsed.append(index)
        return blocks(self, index)

    monkeypatch.setattr(Document, "blocks", counted)
    for position in positions:
        parsed.clear()
        unchanged = large()
        assert resolve(unchanged, position).chunk == chunk
        assert not unchanged.is_complete
        assert len(set(parsed)) <= 3
        for new in ("Words.\n\n", "New words in a paragraph.\n\n" * 20_000):
            parsed.clear()
            edited = large(new)
            found = resolve(edited, position)
            assert found.fit is Fit.EXACT
            assert len(set(parsed)) <= 12
            (leaf,) = leaf_texts(edited.blocks(found.chunk)[found.block])
            assert leaf[found.offset :].startswith(position.exact)
        parsed.clear()
        resolve(large(), Position(("Gone",), 0, "no such words", "never said", "either", 5_000_000))
        assert len(set(parsed)) <= 60


def test_changed_words_far_away() -> None:
    """A paragraph that is reworded, and taken to the other end of a long text, is found."""
    filler = "\n\n".join(f"Number {n} of the paragraphs that say nothing." for n in range(9000))
    old = "Meaningful sentences about corrigibility deserve bookmarks, and have one here."
    new = "Meaningful sentences about corrigibility deserve many bookmarks; they have one here."
    found, after = moved(f"# A\n\n{old}\n\n{filler}", f"# B\n\n{filler}\n\n{new}", "Meaningful")
    assert found.fit is Fit.MOVED
    assert words_from(after, place_of(found)) == new


def test_of_many_like_paragraphs_the_same_is_found_far_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where all paragraphs share their longest words, few are parsed to find the right one."""
    text = "\n\n".join(f"Paragraph {n} of nothing but paragraphs, {n}." for n in range(60_000))
    position = position_of_leaf(open_text(text), 0, 5, 0)
    after = open_text(f"{text[900_000:]}\n\n{text[:900_000]}")
    parsed: set[int] = set()
    parse = Document.blocks

    def counted(self: Document, index: int) -> object:
        parsed.add(index)
        return parse(self, index)

    monkeypatch.setattr(Document, "blocks", counted)
    found = resolve(after, position)
    assert found.fit is Fit.EXACT
    assert len(parsed) < 20
    (leaf,) = leaf_texts(after.blocks(found.chunk)[found.block])
    assert leaf == position.exact


def test_without_patience_nothing_more_is_scanned() -> None:
    """A look about the place leaves the rest of a large text unscanned, found or not."""
    document = large()
    position = Position(("Gone",), 0, "no such words", "never said", "either", 1_000_000)
    assert resolve(document, position, is_patient=False).fit is Fit.LOST
    assert not document.is_complete


def test_context_is_compared_with_care_for_spaces() -> None:
    """Quotes of other programs, with other white space or none at their ends, are found."""
    text = f"{FILLER}\n\nThe words\nto find.\n\nThe words to find.\n\nThe end of it."
    document = open_text(text)
    second = place_in(document, "The words", 1)
    for prefix, suffix in (("words\nto find. ", " The  end"), ("to find.", "The end of")):
        found = resolve(document, Position((), 0, "The  words\nto find.", prefix, suffix))
        assert (found.fit, place_of(found)) == (Fit.EXACT, second)
