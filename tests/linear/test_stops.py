"""Places as linear mode knows them: from a source line to a place, and back."""

import pytest

from tests.samples import open_text, sample_texts
from tui_reader.linear.pieces import Typesetter
from tui_reader.linear.stops import Stop, line_of, stop_at_line

SAMPLES = [sample for sample in sample_texts() if not sample[0].startswith("example")]


@pytest.mark.parametrize(("name", "text"), SAMPLES, ids=lambda each: each[:30])
def test_what_is_printed_is_found_again_by_its_line(name: str, text: str) -> None:
    """The line of a place leads to that place, or to one above it on the same line."""
    document = open_text(text, name)
    rows = Typesetter(document, 72, colour=False).text(0, document.line_count + 1, Stop(0, 0))
    before = Stop(0, 0)
    for row in rows:
        assert row.stop >= before
        before = row.stop
        if row.text:
            line = line_of(document, row.stop)
            found = stop_at_line(document, line)
            assert found <= row.stop
            assert line_of(document, found) == line


def test_a_line_between_blocks_is_what_comes_next() -> None:
    """A blank line stands for the text below it."""
    document = open_text("# A\n\none\n\n\ntwo\n\n```\nx\ny\n```\n")
    lines = [line_of(document, stop_at_line(document, line)) for line in range(10)]
    assert lines == [0, 2, 2, 5, 5, 5, 8, 8, 8, 9]


def test_an_empty_document_has_a_place() -> None:
    """Nothing is where it begins."""
    document = open_text("")
    assert stop_at_line(document, 0) == Stop(0, 0)
    assert line_of(document, Stop(0, 0)) == 0
