"""Draws the picture in the README: `python -m tests.pictures`."""

import asyncio
import os
from pathlib import Path

from tui_reader.library import bundled
from tui_reader.state.settings import Settings
from tui_reader.ui.app import ReaderApp

PICTURE = Path(__file__).with_name("reader.svg")
CHAPTER = 3


async def draw() -> None:
    """Write the picture of a chapter of the library."""
    # Where it is drawn may have no colours.
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    library = bundled()
    document = library.entries[CHAPTER].open()
    app = ReaderApp(library, document, current=CHAPTER, settings=Settings(theme="alignread-dark"))
    async with app.run_test(size=(104, 28)) as pilot:
        await pilot.pause()
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.pause()
        PICTURE.write_text(app.export_screenshot(title="alignread"), "utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
