"""Keys that came before their panel was there to take them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tests.ui.reading import Reading, library_of, reading
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.messages import BackgroundTold
from tui_reader.ui.screens.panel import Overlay

TEXT = "# T\n\n[one](https://one.example/a) and [two](https://two.example/).\n\n## S\n\nMore.\n"
OPENING = {
    "find": "/",
    "palette": ":",
    "search": "S",
    "filter of the sidebar": "h&",
    "help": "?/",
    "links": "L/",
    "marks": "'/",
    "name of a bookmark": "'e",
    "queue": "A/",
    "themes": "T/",
    "note": "c",
}
"""Keys that open each line."""


@asynccontextmanager
async def marked(folder: Path) -> AsyncGenerator[Reading]:
    """A reader of a text of two links with a bookmark."""
    path = folder / "text.md"
    path.write_text(TEXT)
    async with reading(path) as reader:
        await reader.press("m")
        yield reader


@pytest.mark.parametrize("line", OPENING)
async def test_a_line_has_what_was_typed_before_it_was_there(tmp_path: Path, line: str) -> None:
    """All keys at once, as a terminal hands them on after a pause: none is lost, none acts."""
    async with marked(tmp_path) as reader:
        type_ahead(reader, f"{OPENING[line]}enow")
        await reader.until(lambda: typed(reader.app.focused).endswith("enow"))
        assert typed(reader.app.focused).endswith("enow"), reader.app.focused


@pytest.mark.slow
@pytest.mark.parametrize("line", OPENING)
async def test_a_line_has_what_was_pasted_before_it_was_there(tmp_path: Path, line: str) -> None:
    """In its turn among the keys, and once."""
    async with marked(tmp_path) as reader:
        type_ahead(reader, f"{OPENING[line]}e")
        reader.app.post_message(events.Paste("n ow\nmore"))
        type_ahead(reader, "!")
        await reader.until(lambda: typed(reader.app.focused).endswith("!"))
        pasted = "n ow\nmore" if line == "note" else "n ow"
        assert typed(reader.app.focused).endswith(f"e{pasted}!")
        reader.app.post_message(events.Paste("x"))
        await reader.pilot.pause()
        assert typed(reader.app.focused).endswith(f"e{pasted}!x")


@pytest.mark.slow
@pytest.mark.parametrize(
    "closing", ["\x1b\x1b", "\r\x1b", "\r\r", "\x1b\r\x1b\x1b", "\r?\x1b\x1b\x1b"]
)
@pytest.mark.parametrize("panel", ["S", "?", "L", "'", "A", "T", "c", "K", ":"])
async def test_a_panel_ends_once(tmp_path: Path, panel: str, closing: str) -> None:
    """What asks for its end twice ends nothing that lies below, least of all the program."""
    async with marked(tmp_path) as reader:
        await reader.press(_character_to_key(panel))
        type_ahead(reader, f"{closing}\x1b\x1bg")
        for _ in range(10):
            await reader.pilot.pause()
        assert reader.app.is_running
        assert reader.app.screen is reader.screen


async def test_help_over_a_panel_does_not_keep_it_open(tmp_path: Path) -> None:
    """An answer that comes when something lies over the panel ends nothing, and isn't the last."""
    path = tmp_path / "text.md"
    path.write_text(TEXT)
    async with reading(path) as reader:
        await reader.press("L")
        panel = reader.app.screen
        assert isinstance(panel, Overlay)
        await reader.press("question_mark")
        top = reader.app.screen
        assert top is not panel
        panel.dismiss()
        await reader.pilot.pause()
        assert reader.app.screen is top
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


@pytest.mark.slow
@pytest.mark.parametrize("panel", ["i", "S", "?", "L", "'", "A", "T", "c", "K", ":", "/", "h&"])
@pytest.mark.parametrize("turns", range(6))
async def test_quitting_while_a_panel_opens(tmp_path: Path, panel: str, turns: int) -> None:
    """However far it has come, the end is an orderly one."""
    async with marked(tmp_path) as reader:
        type_ahead(reader, panel)
        for _ in range(turns * 3):
            await asyncio.sleep(0)
        reader.app.exit(return_code=0)
    assert reader.app.crash is None
    assert reader.app.return_code == 0


def type_ahead(reader: Reading, keys: str) -> None:
    """Hand keys on all at once."""
    names = {"\r": "enter", "\x1b": "escape"}
    for key in keys:
        reader.app.post_message(events.Key(names.get(key) or _character_to_key(key), key))


def typed(widget: Widget | None) -> str:
    """Return what was typed into a line or a text."""
    if isinstance(widget, Input):
        return widget.value
    return widget.text if isinstance(widget, TextArea) else ""


@pytest.mark.parametrize(
    "early",
    [
        events.AppBlur(),
        events.AppFocus(),
        events.Key("x", "x"),
        events.Paste("x"),
        events.Resize(Size(90, 20), Size(90, 20)),
        BackgroundTold("light"),
    ],
    ids=lambda each: type(each).__name__,
)
async def test_what_comes_before_the_text_is_there_is_no_error(early: Message) -> None:
    """As when the reader turns to another window at once."""
    library = library_of(TEXT)
    app = ReaderApp(library, library.entries[0].open())
    app.post_message(early)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.reader.view.viewport is not None
