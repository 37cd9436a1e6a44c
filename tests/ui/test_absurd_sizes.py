"""Sizes that no one reads at, with everything open that can be open."""

from random import Random

import pytest

from tests.ui.reading import drawn, reading

TEXT = "# Top\n\n" + "\n\n".join(
    f"## Part {part}\n\n" + "some words of it, 漢字 and `code`. " * 12 + "\n\n|a|b|\n|-|-|\n|c|d|"
    for part in range(30)
)
SIZES = ((1, 1), (2, 2), (80, 1), (1, 500), (1000, 500), (24, 2))
OPEN = (("slash", "a"), ("question_mark",), ("colon",), ("L",), ("h",))


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("sidebar", [True, False])
async def test_everything_is_drawn_at_every_size(sidebar: bool) -> None:
    """Row 76: no size fails with any panel open, and each pane draws all of its rows."""
    async with reading(TEXT) as reader:
        reader.screen.go_to_source(reader.screen.document.outline[12].line)
        await reader.pilot.pause()
        if not sidebar:
            await reader.press("t")
        for keys in OPEN:
            for key in keys:
                await reader.press(key)
            for size in SIZES:
                await reader.pilot.resize_terminal(*size)
                await reader.pilot.pause()
                for widget in (reader.view, reader.screen.status, reader.outline):
                    assert len(drawn(widget)) == widget.size.height
            await reader.press("escape")
            if reader.view.has_focus is False and len(reader.app.screen_stack) == 1:
                await reader.press("escape")
        await reader.pilot.resize_terminal(100, 30)
        await reader.pilot.pause()
        assert any(reader.rows)


@pytest.mark.slow
async def test_a_storm_of_sizes_keeps_the_text() -> None:
    """Row 76: 120 sizes, one after the other, and the same word is on top as before."""
    chance = Random(76)
    async with reading(TEXT, column=40) as reader:
        for rows in (7, 55, 190):
            reader.view.move("line", rows)
            place = reader.viewport.place()
            for _ in range(40):
                size = chance.randint(1, 200), chance.randint(1, 80)
                await reader.pilot.resize_terminal(*size)
            await reader.pilot.resize_terminal(100, 30)
            await reader.pilot.pause()
            assert reader.viewport.place() == place
