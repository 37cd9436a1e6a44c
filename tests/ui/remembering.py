"""What the tests of memory share: sessions that follow one another, a clock, and waiting."""

import itertools
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.widgets import Label, OptionList, TextArea

from tests.ui.reading import WITHOUT_HINTS, Reading, drawn, library_of
from tui_reader.layout.margin import BOOKMARK, NOTE
from tui_reader.library import Library
from tui_reader.places import Place
from tui_reader.resuming import resume
from tui_reader.state.settings import Settings
from tui_reader.ui.app import ReaderApp

SIGNS = BOOKMARK + NOTE


@asynccontextmanager
async def session(
    what: str | Path | Library,
    size: tuple[int, int] = (100, 30),
    *,
    is_named: bool = True,
    place: Place | None = None,
    column: int | None = None,
    theme: str | None = None,
    settings: Settings = WITHOUT_HINTS,
) -> AsyncGenerator[Reading, None]:
    """Start the reader as the command line does, with what earlier sessions remembered."""
    library = what if isinstance(what, Library) else library_of(what)
    if place is None:
        library, current, document, known = resume(library, is_named=is_named)
    else:
        current, document, known = 0, library.entries[0].open(), None
    app = ReaderApp(
        library,
        document,
        current=current,
        known=known,
        place=place,
        settings=settings.with_chosen(width=column, theme=theme),
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        reader = Reading(app, pilot)
        await settle(reader)
        yield reader
        app.reader.keep_everything()
    assert app.reader.memory.close() == ""


async def choose(reader: Reading, title: str) -> None:
    """Choose the first row of the sidebar that has a text."""
    await point_at(reader, title)
    await reader.press("enter")
    await settle(reader)


async def point_at(reader: Reading, title: str) -> None:
    """Put the cursor of the sidebar on the first row that has a text."""
    texts = [reader.outline.row_text(row) for row in reader.outline.rows]
    await reader.press("h", "g", *["j"] * texts.index(title))


async def settle(reader: Reading) -> None:
    """Wait until all is written, and what came of it is shown."""
    # What was loaded is compared and written once more.
    for _ in range(3):
        assert reader.screen.memory.flush()
        await reader.pilot.pause()


async def until(reader: Reading, condition: Callable[[], bool]) -> None:
    """Wait until something has come about, as by a timer."""
    for _ in range(300):
        if condition():
            return
        await reader.pilot.pause(0.02)
    raise AssertionError("it didn't come about")


def let_time_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is read be a second younger than what was read before it."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    seconds = itertools.count()

    def now() -> str:
        return f"{start + timedelta(seconds=next(seconds)):%Y-%m-%dT%H:%M:%SZ}"

    monkeypatch.setattr(
        "tui_reader.state.documents.times", SimpleNamespace(now=now, now_exactly=now)
    )


class Clock:
    """What time it is for reading; it stands until it is moved on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        """Return the seconds."""
        return self.now


def set_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let reading go by a clock that stands still; the timers of the program don't."""
    clock = Clock()
    monkeypatch.setattr("tui_reader.ui.keeping.time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


async def read_for(reader: Reading, clock: Clock, seconds: float) -> None:
    """Let time pass over what is in view, then look away and back."""
    clock.now += seconds
    reader.screen.keeping.look_away()
    reader.screen.keeping.note_move()
    await settle(reader)


def rows_with(reader: Reading, sign: str) -> list[str]:
    """Return the rows of the text pane that have a sign in the margin, without it."""
    rows = [row for row in drawn(reader.view) if sign in row[: reader.view.margin]]
    return [row[reader.view.margin :].strip() for row in rows]


def listed(reader: Reading) -> list[str]:
    """Return the lines of the list in the panel, without its frame."""
    inside = (row.strip("│ ") for row in drawn(reader.app.screen.query_one(OptionList)))
    return [row for row in inside if row and row[0] not in "╭╰"]


def details(reader: Reading) -> str:
    """Return what the panel says below its list."""
    return " ".join(
        row.strip() for row in drawn(reader.app.screen.query_one("#details", Label))
    ).strip()


def heading_of_panel(reader: Reading) -> str:
    """Return what stands on the frame of the panel."""
    return str(reader.app.screen.query_one(OptionList).border_title)


def said(reader: Reading) -> str:
    """Return what a panel of facts, or a note that is shown, says."""
    return "\n".join(
        row.strip() for child in reader.app.screen.query("#facts Static") for row in drawn(child)
    )


def note_area(reader: Reading) -> TextArea:
    """Return where a note is written."""
    return reader.app.screen.query_one(TextArea)


async def write_note(reader: Reading, text: str) -> None:
    """Write a note on what is on top, or selected, and close it."""
    await reader.press("c", *("enter" if each == "\n" else each for each in text), "escape")
    await settle(reader)
