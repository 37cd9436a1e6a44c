"""What the journeys through memory share: a line that can be cut, and what is in the state file."""

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.pty.program import QUIET_MODES, SHOW_CURSOR, body
from tests.pty.terminal import Terminal

LONG = 20.0
"""Seconds for what comes after a lock, a repair or a disk that answers late."""
_KEYS = 15
_FRAME = 0.03
FILE = Path("data", "alignread", "state.db")
"""The state file of a test, in its folder."""


class Line(Terminal):
    """A terminal at the other end of a line, which can be cut."""

    def hang_up(self) -> None:
        """Close the terminal, as a dropped connection does: the kernel sends SIGHUP."""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, self._master)
        os.close(nothing)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.process.pid, number)

    def end(self, timeout: float) -> int:
        """Wait until the program ends, and read nothing of what it sends; return its status."""
        return self.process.wait(timeout)

    def stall(self, key: str) -> None:
        """Press a key over and over and read nothing, until nothing more of what is drawn goes out.

        The terminal's buffer is full then. The size changes too, so that each frame is a whole one.
        """
        columns, rows = self.size
        process = psutil.Process(self.process.pid)
        sent: list[int] = []
        while len(sent) < 60:
            before = _written(process)
            for number in range(_KEYS):
                self.press(key)
                self.resize(columns, rows + number % 2)
                # One frame for each: keys that come at once have one frame for all of them.
                time.sleep(_FRAME)
            sent.append(_written(process) - before)
            # What is remembered is written all the same.
            if sent[-1] < max(sent) / 4:
                return
        raise AssertionError(f"it never stood still: {sent}")

    def is_restored(self) -> bool:
        """Return whether all modes are as they were before the program started."""
        are_quiet = not self.modes & QUIET_MODES and SHOW_CURSOR in self.modes
        return are_quiet and self.is_sane()

    def is_sane(self) -> bool:
        """Return whether the kernel's side of the terminal is as before the program started."""
        return self.attributes() == self.before and os.get_blocking(self._slave)


class Unattached(Line):
    """A terminal that is nobody's controlling one: when it goes, no signal tells of it."""

    def _take_terminal(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class OnDisk:
    """What another program finds in the state file."""

    bookmarks: list[str]
    """The words that are marked."""
    notes: list[str]
    read: list[str]
    """The headings of the sections that are read."""
    positions: dict[str, str]
    """The words on top, by the name of the document."""


def on_disk(folder: Path) -> OnDisk:
    """Return what is in a test's state file, which must be whole; nothing where there is none."""
    path = folder / FILE
    if not path.exists():
        return OnDisk([], [], [], {})
    with closing(sqlite3.connect(path, timeout=LONG)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        rows = connection.execute("SELECT headings FROM sections WHERE read_at IS NOT NULL")
        read = [json.loads(headings)[-1] for (headings,) in rows]
        bookmarks = [exact for (exact,) in connection.execute("SELECT exact FROM bookmarks")]
        notes = [body for (body,) in connection.execute("SELECT body FROM notes")]
        rows = connection.execute("SELECT key, position FROM documents WHERE position IS NOT NULL")
        positions = {
            os.path.basename(key).decode(): json.loads(position)["exact"] for key, position in rows
        }
    return OnDisk(sorted(bookmarks), sorted(notes), sorted(read), positions)


def until(is_so: Callable[[], object], timeout: float = LONG) -> None:
    """Wait until a condition holds that no terminal shows."""
    deadline = time.monotonic() + timeout
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def top(terminal: Terminal) -> str:
    """Return the first row of the text that isn't blank, without a sign in the margin."""
    return next((row for row in unsigned(terminal) if row), "")


def unsigned(terminal: Terminal) -> list[str]:
    """Return the rows of the text without the signs in the margin."""
    return [row.lstrip("◆✎◈ ") for row in body(terminal)]


def _written(process: psutil.Process) -> int:
    """Return how many bytes a program has written so far, to whatever it was."""
    lines = Path(f"/proc/{process.pid}/io").read_text().splitlines()
    return next(int(line.removeprefix("wchar: ")) for line in lines if line.startswith("wchar"))
