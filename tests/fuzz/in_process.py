"""A case in this process: after every step what is on the screen is looked at."""

import asyncio
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import psutil
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.fuzz.cases import Case
from tests.fuzz.steps import Step
from tui_reader.document.emoji import whole_flags
from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError
from tui_reader.layout.viewport import Viewport
from tui_reader.library import open_path
from tui_reader.resuming import resume
from tui_reader.state.settings import Settings
from tui_reader.ui.app import ReaderApp

SLOWEST = 10.0
"""Seconds that a step may take; the machine may be a slow one with much to do."""
_MOST_MEMORY = 700_000_000
"""Bytes by which a case may make the process grow."""


class Broken(AssertionError):
    """Something that must hold doesn't."""


def read(case: Case, folder: Path) -> float:
    """Read a case; return the seconds of its slowest step.

    Raises:
        Broken: Something that must hold doesn't hold.
        Exception: Whatever the reader raised.
    """
    # Pilot waits after every key until the process has been idle for a while. What was sent is
    # worked off without that; what goes by the clock has its time with the steps that wait.
    app = patch("textual.app.wait_for_idle", _give_way)
    with app, patch("textual.pilot.wait_for_idle", _give_way):
        return asyncio.run(_Session(case, folder).run())


class _Session:
    def __init__(self, case: Case, folder: Path) -> None:
        self._case = case
        self._path = folder / next(iter(case.documents))
        self._root = folder
        case.write(folder)
        self._slowest = 0.0

    async def run(self) -> float:
        """Do all steps."""
        before = psutil.Process().memory_info().rss
        try:
            library, current, document, known = resume(open_path(self._root), is_named=True)
        except ReaderError:
            # Nothing in it can be read: a message, and that was it.
            return 0.0
        self._app = ReaderApp(
            library, document, current=current, known=known, settings=Settings(hints=True)
        )
        async with self._app.run_test(size=self._case.size) as pilot:
            await self._limited(pilot.pause())
            for number, step in enumerate(self._case.steps):
                if not self._app.is_running:
                    break
                try:
                    await self._limited(self._do(pilot, step))
                    self._look()
                except Broken as error:
                    where = f"step {number}, {step.kind} {str(step.value)[:40]!r}"
                    raise Broken(f"{where}: {error}") from error
            if self._app.is_running:
                self._app.reader.keep_everything()
        self._app.reader.memory.close()
        if (grown := psutil.Process().memory_info().rss - before) > _MOST_MEMORY:
            raise Broken(f"{grown / 1e6:.0f} MB more memory")
        return self._slowest

    async def _limited(self, work: "asyncio.Future[None] | object") -> None:
        start = time.perf_counter()
        with _alarm():
            await work  # pyright: ignore[reportGeneralTypeIssues]
        self._slowest = max(self._slowest, time.perf_counter() - start)

    async def _do(self, pilot: Pilot[None], step: Step) -> None:
        match step.kind:
            case "key":
                await pilot.press(step.value)
            case "wait":
                await pilot.pause(step.value)
            case "type":
                await pilot.press(*step.value)
            case "size":
                await self._resize(pilot, *step.value)
            case "write":
                self._path.write_bytes(step.value)
            case _:
                await self._click(pilot, *step.value)
        await pilot.pause()

    async def _resize(self, pilot: Pilot[None], columns: int, rows: int) -> None:
        """Give the screen another size; the block on top stays, unless the end comes into view."""
        viewport = self._app.reader.view.viewport
        before = _block_on_top(viewport) if viewport is not None else None
        was_at_end = viewport is None or viewport.is_at_end
        await pilot.resize_terminal(columns, rows)
        # Textual takes a new size up after a moment without another.
        for _ in range(100):
            await pilot.pause(0.02)
            if self._app.screen.size == (columns, rows):
                break
        now = self._app.reader.view.viewport
        if now is None or now is not viewport or was_at_end or now.is_at_end:
            return
        if now.height > 0 and _block_on_top(now) != before:
            raise Broken(f"the block on top was {before}, and is {_block_on_top(now)}")

    async def _click(self, pilot: Pilot[None], button: int, x: int, y: int) -> None:
        columns, rows = self._app.size
        where = min(x, columns - 1), min(y, rows - 1)
        if button in (0, 2):
            await pilot.click(offset=where, button=button + 1)
        else:
            await pilot.hover(offset=where)

    def _look(self) -> None:
        """Require what holds of every screen."""
        if not self._app.is_running:
            return
        screen, reader = self._app.screen, self._app.reader
        columns, rows = self._app.size
        strips = screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
        texts = [strip.text for strip in strips]
        if len(texts) != rows:
            raise Broken(f"{len(texts)} rows of {rows}")
        for row, (strip, text) in enumerate(zip(strips, texts, strict=True)):
            if strip.cell_length != columns:
                raise Broken(f"row {row} is {strip.cell_length} of {columns} cells wide: {text!r}")
            # Half a flag beside what lies over it is sent as its letter.
            text = whole_flags(text)
            if text != safe(text) and not _is_input(self._app):
                raise Broken(f"row {row} isn't safe: {text!r}")
        viewport = reader.view.viewport
        if viewport is None:
            return
        if viewport.is_settled and not 0 <= viewport.y <= max(0, viewport.max_y):
            raise Broken(f"row {viewport.y} of {viewport.max_y} is on top")
        lines = [viewport.line_at(row) for row in range(viewport.height)]
        has_text = any(line is not None and line.text.strip() for line in lines)
        if has_text and columns > 4 and rows > 3 and not "".join(texts).strip():
            raise Broken("the screen is blank")


async def _give_way(*_: float) -> None:
    await asyncio.sleep(0)


def _is_input(app: ReaderApp) -> bool:
    return isinstance(app.focused, Input | TextArea)


def _block_on_top(viewport: Viewport) -> tuple[int, int]:
    place = viewport.place()
    return place[0], place[1]


@contextmanager
def _alarm() -> Iterator[None]:
    """Raise where the process is, when a step takes too long."""

    def ring(*_: object) -> None:
        raise Broken(f"no answer for {SLOWEST:.0f} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SLOWEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
