"""Lines that are typed in: safe, whatever comes, and never longer than a line."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from tests.ui.reading import reading
from tests.ui.remembering import note_area, session, settle
from tui_reader.document.safe import safe
from tui_reader.state.notes import all_notes
from tui_reader.state.store import Store
from tui_reader.ui.widgets.safe_input import LONGEST, SafeInput

RAW = "\u009b31m\u202e\u200bx"


class Line(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        """Make it."""
        yield SafeInput("fir\u200bst")


async def test_a_value_is_safe_however_it_comes() -> None:
    """At the start, set, inserted, and the cursor stands behind what was inserted."""
    async with Line().run_test() as pilot:
        line = pilot.app.query_one(SafeInput)
        assert line.value == "first"
        line.value = RAW
        assert line.value == safe(RAW)
        line.value = "ab"
        line.cursor_position = 1
        line.insert_text_at_cursor(RAW)
        assert line.value == f"a{safe(RAW)}b"
        assert line.cursor_position == len(line.value) - 1


async def test_no_line_is_longer_than_a_line() -> None:
    """What is too much is left out where it is inserted; the rest stays."""
    async with Line().run_test() as pilot:
        line = pilot.app.query_one(SafeInput)
        line.value = "x" * 2_000_000
        assert len(line.value) == LONGEST
        line.value = "ab"
        line.cursor_position = 1
        line.insert_text_at_cursor("é" * 2_000_000)
        assert line.value == f"a{'é' * (LONGEST - 2)}b"
        line.insert_text_at_cursor("y")
        assert line.value == f"a{'é' * (LONGEST - 2)}b"
        line.replace("z", 0, LONGEST)
        assert line.value == "z"


@pytest.mark.slow
async def test_every_line_of_the_reader_is_one() -> None:
    """No other kind of line is opened by a key."""
    for keys in ("slash", ":", "S", "h &", "? slash", "L slash", "T slash"):
        async with reading("# A [link](b.md)\n") as reader:
            await reader.press(*keys.split())
            for line in reader.app.screen.query(Input):
                assert isinstance(line, SafeInput), keys


async def test_a_note_keeps_its_lines() -> None:
    """What is pasted into a note is safe line by line; its tabs and lines stay, and are kept."""
    async with session("Text.\n") as reader:
        await reader.press("c")
        reader.app.post_message(events.Paste(f"a\tb{RAW}\r\nsecond\x1b[2J"))
        await reader.pilot.pause()
        kept = f"a\tb{safe(RAW)}\nsecond\u241b[2J"
        assert note_area(reader).text == kept
        await reader.press("ctrl+z")
        assert note_area(reader).text == ""
        await reader.press("ctrl+y", "escape")
        await settle(reader)
        assert [note.body for note in all_notes(Store())] == [kept]
