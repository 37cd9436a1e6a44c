"""Marks without end on one cell: neither in one piece of a line nor in many."""

import re

import pytest

from tests.ui.reading import drawn, reading, strips

_MARKS = "\u0301\u0951\u05bf\u06d6" * 2
FLOODS = {
    "one piece": "a" + _MARKS * 500 + "b",
    "many pieces": "a" + "".join(f"{style}{_MARKS}{style}" for style in ("*", "**") * 250) + "b",
    "code": "a" + f"`{_MARKS}`" * 500 + "b",
    "a word of links": "a" + f"[{_MARKS}](/x)" * 500 + "b",
    "heading": "# a" + _MARKS * 500 + "b",
    "joiners": "a" + "\u200d" * 5000 + "b",
    "pictures": "a" + "👩\u200d" * 400 + "b",
}


@pytest.mark.parametrize("case", FLOODS)
async def test_a_cell_holds_few_marks(case: str) -> None:
    """A row of the screen has some characters a cell at most, as wide as they are counted (14)."""
    async with reading(FLOODS[case], size=(60, 20)) as reader:
        for row in (*drawn(reader.view), *drawn(reader.outline), reader.status):
            assert max(map(len, re.findall(f"[{_MARKS}]+", row)), default=0) <= 16
            assert "\u200d\u200d" not in row
        assert max(strip.cell_length for strip in strips(reader.view)) <= 60
