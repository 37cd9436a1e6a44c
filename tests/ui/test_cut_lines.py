"""Wide lines at the edges of the pane: cut between characters, never through one, to the cell."""

import pytest
from rich.cells import cell_len

from tests.ui.reading import drawn, reading

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
LINES = ("漢字" * 40, "a漢" * 60, FAMILY * 40, "eeeee" + "e\u0301" * 90, "🇩🇪x" * 50)
TEXT = "\n".join(("```", *LINES, "```"))


@pytest.mark.parametrize("columns", [41, 42])
async def test_no_row_is_wider_than_the_pane(columns: int) -> None:
    """Row 14: at every sideways shift each row fills the pane exactly, and no emoji is torn."""
    async with reading(TEXT, (columns, 12)) as reader:
        for shift in range(0, 12):
            reader.view.shift_to(shift)
            for row in drawn(reader.view):
                assert cell_len(row) == reader.view.size.width
                assert "\u200d›" not in row
                assert "‹\u200d" not in row
