"""Where a reader stands: positions and stretches of the source from what is in view, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import open_text, sample_texts
from tui_reader.document.anchoring import Fit
from tui_reader.layout.lines import LayoutOptions
from tui_reader.layout.standpoint import (
    position_on_top,
    show_position,
    source_offset,
    source_span,
)
from tui_reader.layout.viewport import Viewport

TEXT = "# Top\n\n" + "\n\n".join(
    f"Paragraph {n} of " + "many words " * (n % 17) + f"ends as {n}." for n in range(60)
)


def view(text: str = TEXT, width: int = 40, height: int = 10) -> Viewport:
    """Return a viewport over a text."""
    return Viewport(open_text(text), LayoutOptions(width, width), height)


@settings(max_examples=60)
@given(st.integers(0, 400), st.integers(12, 100), st.integers(12, 100))
def test_the_same_text_is_on_top_at_any_width(rows: int, width: int, other: int) -> None:
    """What was on top at one width is in the top line at another, and on top again at the first."""
    first = view(width=width)
    first.scroll(rows)
    position, lead = position_on_top(first), first.blank_rows_on_top()
    second = view(width=other)
    assert show_position(second, position).fit is Fit.EXACT
    if not second.is_at_end:
        line = second.line_at(second.blank_rows_on_top())
        assert line is not None
        words = position.exact.split() or [""]
        assert words[0] in line.text
    again = view(width=width)
    show_position(again, position, lead)
    assert (again.chunk, again.line) == (first.chunk, first.line)


@pytest.mark.parametrize("name", [name for name, _ in sample_texts() if "example" not in name])
def test_offsets_go_up_with_the_rows(name: str) -> None:
    """The source passes through the view from its beginning to its end, never backwards."""
    text = dict(sample_texts())[name]
    viewport = view(text[:60_000], 40, 1)
    before = 0
    while True:
        start, end = source_span(viewport)
        assert before <= start <= end <= len(text)
        before = start
        if viewport.is_at_end:
            break
        viewport.scroll(1)
    assert end == len(viewport.document.source.text)


def test_rows_of_one_source_line_share_its_length() -> None:
    """A paragraph that is one line of the source is passed through evenly."""
    viewport = view("word " * 100 + "\n\nnext\n", 50, 5)
    offsets = [source_offset(viewport, row) for row in range(10)]
    assert offsets == [50 * row for row in range(10)]


def test_below_the_end_is_the_end() -> None:
    """A text that doesn't fill the screen is in view to its end; an empty one is nothing."""
    assert source_span(view("one\n", 40, 10)) == (0, 4)
    assert source_span(view("", 40, 10)) == (0, 0)


def test_below_the_view_is_where_it_is_taken_to_be() -> None:
    """A row of a chunk that turns out lower than that is at its end; no row of it is asked for."""
    text = f"{'&amp;' * 13}\n\n" * 2000
    viewport = Viewport(open_text(text), LayoutOptions(20, 20), 1)
    offsets = [source_offset(viewport, row) for row in range(0, viewport.rows + 1, 50)]
    assert offsets == sorted(offsets)
    assert offsets[-1] <= len(text)
