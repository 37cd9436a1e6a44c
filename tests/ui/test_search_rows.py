"""What a row of the search panel shows, in whatever width."""

import pytest
from rich.cells import cell_len

from tui_reader.search_hits import Hit
from tui_reader.ui.screens.search_rows import row_of


def hit(sentence: str, word: str = "", section: str = "Part", entry: int | None = 0) -> Hit:
    """Return a hit of a word in a sentence."""
    at = sentence.find(word)
    spans = ((at, at + len(word)),) if word else ()
    return Hit("text", b"x", "Title", section, 0, sentence, spans, 0.0, entry)


LONG = " ".join(f"word{number}" for number in range(30))


@pytest.mark.parametrize(
    ("word", "start", "end"),
    [
        ("word0", "  word0", ""),
        ("word5", "  word0", ""),
        ("word15", "  …", ""),
        ("word28", "  …", "word29"),
        ("word29", "  …", "word29"),
    ],
)
@pytest.mark.parametrize("width", [35, 75])
def test_the_words_are_in_view(word: str, start: str, end: str, width: int) -> None:
    """As much is shown as fits; where all that follows fits, what comes before fills the row."""
    if width == 35 and word == "word5":
        start = "  …"
    line = row_of(hit(LONG, word), width, is_one=False).plain.split("\n")[1]
    assert line.startswith(start)
    assert word in line[:width]
    if end:
        assert line.endswith(end)
        assert width - len("word10 ") <= cell_len(line) <= width
    else:
        assert cell_len(line) >= width


def test_a_sentence_that_fits_is_whole() -> None:
    """However far on the words stand."""
    text = "Inner alignment is about mesa-optimizers, and about misaligned mesa."
    assert row_of(hit(text, "misaligned"), 75, is_one=False).plain.split("\n")[1] == f"  {text}"


def test_wide_letters_take_two_columns() -> None:
    """The words stay in view among them."""
    line = row_of(hit("漢字" * 40 + "猫" + "漢字", "猫"), 40, is_one=False).plain.split("\n")[1]
    assert line.startswith("  …")
    assert line.endswith("猫漢字")
    assert 36 <= cell_len(line) <= 40


@pytest.mark.parametrize(
    ("section", "is_one", "entry", "shown"),
    [
        ("Part", False, 0, "Part · Title"),
        ("Part", True, 0, "Part"),
        ("Part", True, None, "Part · Title"),
        ("Title", False, 0, "Title"),
        ("", True, 0, "Title"),
    ],
)
def test_the_section_comes_first(section: str, is_one: bool, entry: int | None, shown: str) -> None:
    """The title is left out where it says nothing: of notes it may be another document's."""
    row = row_of(hit("Some words.", "words", section, entry), 40, is_one=is_one)
    assert row.plain.split("\n")[0].strip() == shown


def test_a_heading_alone_takes_one_line() -> None:
    """There is no sentence below it."""
    assert "\n" not in row_of(hit(""), 40, is_one=True).plain
