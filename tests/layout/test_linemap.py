"""`LineMap`: rows and places are inverse, however heights settle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import open_text
from tui_reader.layout.blocks import lay_out_chunk
from tui_reader.layout.linemap import LineMap, estimate_heights
from tui_reader.layout.lines import LayoutOptions

heights = st.lists(st.integers(0, 60), min_size=1, max_size=40)
settles = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 200)), max_size=40)


@given(heights, settles)
def test_locate_and_y_of_are_inverse(estimates: list[int], changes: list[tuple[int, int]]) -> None:
    """After any settling every row belongs to one line of one chunk, and leads back to its row."""
    line_map = LineMap(estimates)
    expected = list(estimates)
    for chunk, height in changes:
        chunk %= len(expected)
        assert line_map.settle(chunk, height) == height - expected[chunk]
        expected[chunk] = height
        assert line_map.is_settled(chunk)
    assert line_map.height == sum(expected)
    assert [line_map.height_of(chunk) for chunk in range(len(expected))] == expected
    places = [(chunk, line) for chunk, height in enumerate(expected) for line in range(height)]
    assert [line_map.locate(y) for y in range(line_map.height)] == places
    assert [line_map.y_of(*place) for place in places] == list(range(line_map.height))


@given(heights, st.integers(0, 39), st.integers(0, 200))
def test_settling_moves_what_is_below_and_nothing_above(
    estimates: list[int], chunk: int, height: int
) -> None:
    """What settle returns is how far every chunk below moved."""
    chunk %= len(estimates)
    line_map = LineMap(estimates)
    before = [line_map.y_of(index) for index in range(len(estimates))]
    change = line_map.settle(chunk, height)
    after = [line_map.y_of(index) for index in range(len(estimates))]
    assert after == [y + (change if index > chunk else 0) for index, y in enumerate(before)]


@pytest.mark.parametrize(("y", "place"), [(-5, (0, 0)), (0, (0, 0)), (4, (1, 1)), (99, (1, 1))])
def test_rows_beyond_either_end_give_the_nearest_line(y: int, place: tuple[int, int]) -> None:
    """No row is out of range."""
    assert LineMap([3, 2]).locate(y) == place


@pytest.mark.parametrize("empty", [[], [0], [0, 0]])
def test_a_map_without_rows_has_a_first_place(empty: list[int]) -> None:
    """An empty document is no special case for who asks."""
    line_map = LineMap(empty)
    assert (line_map.height, line_map.locate(3), line_map.y_of(0)) == (0, (0, 0), 0)


def test_nothing_is_settled_at_first() -> None:
    """Estimates are not exact."""
    line_map = LineMap([1, 2])
    assert not line_map.is_settled(0)
    line_map.settle(0, 1)
    assert line_map.is_settled(0)
    assert not line_map.is_settled(1)


@pytest.mark.parametrize("width", [1, 40, 100])
def test_estimates_come_near(width: int) -> None:
    """The estimate of plain prose is within half of its real height; each chunk has one."""
    document = open_text("\n\n".join("some words of prose here " * 20 for _ in range(60)))
    estimates = estimate_heights(document.chunks, width)
    options = LayoutOptions(width)
    real = [
        len(lay_out_chunk(document.blocks(chunk), options)) for chunk in range(len(document.chunks))
    ]
    assert len(estimates) == len(real)
    assert 0.5 < sum(estimates) / sum(real) < 2


def test_estimates_of_code_and_comments() -> None:
    """A line of code is a row; a comment takes none."""
    code = open_text("```\n" + "code\n" * 2000 + "```\n")
    assert sum(estimate_heights(code.chunks, 80)) == pytest.approx(2000, rel=0.2)
    comment = open_text("<!--\n" + "hidden\n" * 2000 + "-->\n")
    assert sum(estimate_heights(comment.chunks, 80)[1:]) == 0
