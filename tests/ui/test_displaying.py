"""What is drawn when the terminal changes its size."""

import pytest
from textual import events
from textual._compositor import LayoutUpdate
from textual.geometry import Size

from tests.ui.reading import reading
from tui_reader.state.settings import Settings
from tui_reader.ui.app import ReaderApp


@pytest.mark.parametrize(
    "sizes",
    [[(50, 20), (100, 30)], [(100, 30)]],
    ids=["both were told", "only the last was told"],
)
async def test_there_and_back_draws_all(
    monkeypatch: pytest.MonkeyPatch, sizes: list[tuple[int, int]]
) -> None:
    """A terminal that was small for a moment has cut its picture, though nobody drew meanwhile."""
    drawn: list[object] = []
    monkeypatch.setattr(ReaderApp, "_display", lambda _, __, update: drawn.append(update))
    async with reading("# Heading\n\nText.\n", (100, 30), settings=Settings()) as reader:
        drawn.clear()
        for each in sizes:
            size = Size(*each)
            reader.app.post_message(events.Resize(size, size))
        await reader.pilot.pause(0.05)
        whole = [each for each in drawn if isinstance(each, LayoutUpdate)]
        assert any(each.region.size == (100, 30) for each in whole)
