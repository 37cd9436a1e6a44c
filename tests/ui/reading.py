"""Starts the reader without a terminal and looks at what it draws."""

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.document.source import decode
from tui_reader.layout.viewport import Viewport
from tui_reader.library import Library, from_source, open_path
from tui_reader.places import Place
from tui_reader.state.settings import Settings
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.widgets.outline import Outline
from tui_reader.ui.widgets.reader_view import ReaderView

_PROGRESS = re.compile(r"(?<=[ ▾▸]) [✓◐○+~] |(?<=[▾▸])   ")
_MINUTES = re.compile(r" +\d+[mh]$")

WITHOUT_HINTS = Settings(hints=False)
"""What most tests begin with: hints would change the status line with every move."""


class Reading:
    """A reader at work."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReaderScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        return screen

    @property
    def view(self) -> ReaderView:
        return self.screen.view

    @property
    def outline(self) -> Outline:
        return self.screen.outline

    @property
    def viewport(self) -> Viewport:
        assert self.view.viewport is not None
        return self.view.viewport

    @property
    def rows(self) -> list[str]:
        """The rows of the text pane, without the space around them."""
        return [row.strip() for row in drawn(self.view)]

    @property
    def outline_rows(self) -> list[str]:
        """The rows of the sidebar that hold something, as they are drawn."""
        return [row.rstrip() for row in drawn(self.outline) if row.strip()]

    @property
    def sidebar(self) -> list[str]:
        """The rows of the sidebar without what was read of them and how long they are."""
        rows = [_PROGRESS.sub(" ", row, count=1) for row in self.outline_rows]
        return [_MINUTES.sub("", row) for row in rows]

    @property
    def status(self) -> str:
        """The status line."""
        return drawn(self.screen.status)[0]

    @property
    def current(self) -> str:
        """The row of the sidebar that is marked as being read."""
        return next((row[1:].strip(" ▾▸") for row in self.sidebar if row[0] == "▌"), "")

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the reader has answered."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, or for as long as it can take; the test says which."""
        for _ in range(200):
            if holds():
                return
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text and Enter."""
        await self.press(*text, "enter")


def strips(widget: Widget) -> list[Strip]:
    """Return what a widget draws."""
    return widget.render_lines(widget.size.region)


def drawn(widget: Widget) -> list[str]:
    """Return the text of what a widget draws."""
    return [strip.text for strip in strips(widget)]


def library_of(what: str | Path) -> Library:
    """Return the library of a path, or of a text."""
    if isinstance(what, Path):
        return open_path(what)
    return from_source(decode(what.encode("utf-8", "surrogatepass"), "text"))


@asynccontextmanager
async def reading(
    what: str | Path,
    size: tuple[int, int] = (100, 30),
    *,
    place: Place | None = None,
    column: int | None = None,
    theme: str | None = None,
    settings: Settings = WITHOUT_HINTS,
) -> AsyncGenerator[Reading, None]:
    """Read a text, a file or a folder."""
    library = library_of(what)
    document = library.entries[0].open()
    settings = settings.with_chosen(width=column, theme=theme)
    app = ReaderApp(library, document, place=place, settings=settings)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Reading(app, pilot)
