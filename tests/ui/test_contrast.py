"""That everything on the screen can be read, by computing the contrast of what is drawn."""

from pathlib import Path

import pytest
from rich.color import ColorSystem, ColorType
from textual.theme import BUILTIN_THEMES

from tests.samples import FIXTURES
from tests.ui.cells import Cells, cells
from tests.ui.reading import Reading, reading
from tui_reader.ui.themes import LEAST_CONTRAST, THEMES

pytestmark = pytest.mark.slow

TEXT_CONTRAST = 7
OWN = [theme.name for theme in THEMES if not theme.ansi]
OTHERS = [name for name, theme in sorted(BUILTIN_THEMES.items()) if not theme.ansi]
SCENES: dict[str, list[str]] = {
    "start": [],
    "middle": ["space"],
    "end": ["G"],
    "sidebar": ["h", "j", "j", "j"],
    "read": ["x", "]", "h"],
    "help": ["question_mark"],
    "links": ["L"],
    "links, filtered": ["L", "slash", "e"],
    "links, filter empty": ["L", "slash"],
    "queue": ["tab", "a", "A"],
    "marks": ["m", "]", "c", *"A thought", "escape", "]", "m", "apostrophe", "j"],
    "link selected": ["tab"],
    "link numbers": ["1"],
    "address": ["tab", "K"],
    "note": ["}", "c", *"What I think"],
    "note, empty": ["c"],
    "peek": ["m", "c", *"What I think", "escape", "K"],
    "where": ["i"],
    "palette": ["ctrl+p"],
    "palette, searched": ["ctrl+p", *"the"],
    "prompt": ["colon"],
    "prompt, typed": ["colon", "5"],
    "notice": ["ctrl+c"],
    "themes": ["T"],
    "find": ["slash", *"th"],
    "find, nothing typed": ["slash"],
    "hits": ["slash", *"th", "enter", "n"],
    "filter of the sidebar": ["h", "ampersand", *"th"],
    "search": ["S", *"th"],
}


@pytest.fixture(autouse=True)
def _all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")


def is_text(cell: Cells) -> bool:
    """Whether a run of cells is more than frames, blocks, and emoji, which bring their colours."""
    return any(
        not ("\u2500" <= each <= "\u259f") and each < "\U0001f000"
        for each in cell.text
        if not each.isspace()
    )


async def show(reader: Reading, scene: str) -> list[Cells]:
    """Press the keys of a scene; return what is on the screen then."""
    await reader.press(*SCENES[scene])
    await reader.app.workers.wait_for_complete()
    await reader.pilot.pause()
    return [cell for cell in cells(reader.app) if is_text(cell)]


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("theme", OWN)
async def test_all_can_be_read(theme: str, scene: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the reader's own themes text has a contrast of 7, all else one of 4.5.

    That has the nearest of 256 colours too, with which many terminals have to do.
    """
    monkeypatch.chdir(FIXTURES)
    async with reading(Path("kitchen-sink.md"), (120, 36), theme=theme) as reader:
        shown = await show(reader, scene)
        nearest = [cell for cell in cells(reader.app, ColorSystem.EIGHT_BIT) if is_text(cell)]
        text = reader.app.theme_variables["foreground"].lower()
    assert [str(cell) for cell in shown if cell.contrast < LEAST_CONTRAST] == []
    assert [str(cell) for cell in nearest if cell.contrast < LEAST_CONTRAST] == []
    plain = [cell for cell in shown if cell.foreground and cell.foreground.hex.lower() == text]
    assert plain
    assert [str(cell) for cell in plain if cell.contrast < TEXT_CONTRAST] == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", OTHERS)
async def test_other_themes_can_be_read(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Textual's themes all that the reader shows has a contrast of 4.5, on every screen."""
    monkeypatch.chdir(FIXTURES)
    for scene in ("start", "sidebar", "links, filtered", "marks", "help", "note", "link selected"):
        async with reading(Path("kitchen-sink.md"), (120, 36), theme=theme) as reader:
            shown = await show(reader, scene)
            assert [str(cell) for cell in shown if cell.contrast < LEAST_CONTRAST] == [], scene


@pytest.mark.parametrize("theme", OTHERS)
async def test_other_themes_can_be_read_in_few_colours(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 256 colours those are chosen that can be read, and the screen has no others."""
    monkeypatch.chdir(FIXTURES)
    monkeypatch.delenv("COLORTERM")
    for scene in ("sidebar", "links, filtered", "marks", "note", "link selected"):
        async with reading(Path("kitchen-sink.md"), (120, 36), theme=theme) as reader:
            shown = await show(reader, scene)
            assert [str(cell) for cell in shown if cell.contrast < LEAST_CONTRAST] == [], scene
            colours = {each for cell in shown for each in (cell.style.color, cell.style.bgcolor)}
            assert {each.type for each in colours if each} == {ColorType.EIGHT_BIT}
