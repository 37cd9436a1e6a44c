"""Keys in a document that is still being read."""

import time
from pathlib import Path

import pytest

from tests.ui.reading import reading
from tests.ui.remembering import session
from tui_reader.places import Place
from tui_reader.ui.moving import READING_ON
from tui_reader.ui.screens.reader import ReaderScreen


@pytest.mark.slow
async def test_the_end_is_gone_to_when_it_is_known() -> None:
    """`G` doesn't wait for the scan: it says so, and the last words come when it is through."""
    async with reading("- item\n" * 600_000 + "\nlast words\n") as reader:
        assert not reader.screen.document.is_complete
        assert not reader.view.move("end")
        assert not reader.screen.document.is_complete
        while not reader.screen.document.is_complete:
            await reader.pilot.pause(0.02)
        await reader.pilot.pause()
        assert "last words" in reader.rows


@pytest.mark.slow
async def test_a_move_takes_the_wait_for_the_end_back() -> None:
    """Who goes elsewhere meanwhile stays there."""
    async with reading("- item\n" * 600_000 + "\nlast words\n") as reader:
        reader.view.move("end")
        reader.view.move("line", 3)
        while not reader.screen.document.is_complete:
            await reader.pilot.pause(0.02)
        await reader.pilot.pause()
        assert reader.viewport.y == 3


@pytest.mark.slow
async def test_what_is_kept_names_no_heading_below() -> None:
    """Ctrl+Z and `q` don't wait for tens of thousands of headings; a place needs few of them."""
    text = "".join(f"## *Heading* `{part}`\n\nSome words.\n\n" for part in range(60_000))
    async with reading(text) as reader:
        reader.view.move("line", 3)
        assert reader.view.is_scanning
        begin = time.process_time()
        reader.screen.keep_everything()
        # Measured: 0.02 s, and 2.5 s when all were named.
        assert time.process_time() - begin < 0.4
        assert reader.view.is_scanning
        assert reader.screen.keeping.now.left is not None


@pytest.mark.slow
async def test_a_share_of_a_large_text_is_gone_to_when_it_is_known() -> None:
    """`:50%` and `--at 50%` say that they read on, and keys are answered meanwhile."""
    text = "- item\n" * 300_000 + "\nmiddle words\n\n" + "- item\n" * 300_000
    async with reading(text, place=Place("share", 50)) as reader:
        assert not reader.screen.document.is_complete
        assert reader.screen.status.notice == READING_ON
        reader.view.move("line", 3)
        assert reader.viewport.y == 3
        assert not reader.screen.document.is_complete
        reader.screen.go_to(Place("line", 40))
        assert reader.viewport.source_line(0) == 39
        assert not reader.screen.document.is_complete
        reader.screen.go_to(Place("share", 50))
        assert reader.viewport.source_line(0) == 39
        while reader.view.is_scanning:
            await reader.pilot.pause(0.02)
        await reader.pilot.pause()
        assert "middle words" in "\n".join(reader.rows)
        assert reader.screen.status.notice == ""


@pytest.mark.slow
async def test_the_place_in_a_changed_large_text_is_looked_for_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so while the text is read, and the words come then."""
    said: list[tuple[str, bool]] = []
    say = ReaderScreen.say

    def note(self: ReaderScreen, *parts: str) -> None:
        said.extend((part, self.document.is_complete) for part in parts)
        say(self, *parts)

    monkeypatch.setattr(ReaderScreen, "say", note)
    path = tmp_path / "large.md"
    path.write_text("The very words of this place.\n\n" + "- item\n" * 300_000)
    async with session(path) as reader:
        reader.view.move("line", 1)
        reader.view.move("line", -1)
    path.write_text("- item\n" * 300_000 + "\nThe very words of this place.\n\nlast\n")
    async with session(path) as reader:
        assert ("the text has changed: looking for where you left it", False) in said
        while reader.view.is_scanning:
            await reader.pilot.pause(0.02)
        await reader.pilot.pause()
        assert "The very words of this place." in reader.rows
        assert "looking" not in reader.screen.status.notice
