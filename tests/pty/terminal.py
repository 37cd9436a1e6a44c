"""A program in a pseudo-terminal, as its reader has it: keys in, a screen and bytes out.

The screen is pyte's. Nothing here sleeps: `until` polls for what is to be seen, `settle` waits
until the program has been silent for a while.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
import pytest

from tests.pty.emulator import Screen, Stream

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import pty
import termios

KEYS = {
    "backspace": "\x7f",
    "down": "\x1b[B",
    "end": "\x1b[F",
    "enter": "\r",
    "escape": "\x1b",
    "f1": "\x1bOP",
    "home": "\x1b[H",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "right": "\x1b[C",
    "space": " ",
    "tab": "\t",
    "up": "\x1b[A",
}
"""What a terminal sends for a key, by Textual's name for it."""

_MOMENT = 0.01
"""Seconds without output after which a screen is taken to be whole."""
TIMEOUT = 10.0
"""Seconds after which what is waited for is taken not to come; a loaded machine is slow."""

# pyte takes a private SGR for colours, kitty's keyboard modes for a cursor restore; and it must
# see the sequences whole, so that they can be left out.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;:]*[mu]")
_UNFINISHED = re.compile(rb"\x1b(?:\[[<>=?0-9;:]*)?$")
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")


_OTHER_TERMINALS = frozenset(
    ("COLORFGBG", "COLORTERM", "COLUMNS", "LINES", "NO_COLOR", "STY", "TERM_PROGRAM", "TMUX")
)
"""What the terminal that the tests run in says of itself."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a program did until it fell silent."""

    seconds: float
    """From the call to the last byte."""
    size: int
    """Bytes that were sent."""


class Gone(AssertionError):
    """What was waited for did not come."""


class Terminal:
    """A terminal with one program in it.

    Attributes:
        log: All bytes that the program has sent.
        before: The terminal's attributes before the program started.
        started: When it was started, by `time.perf_counter`.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 30,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        answers: bool = False,
    ) -> None:
        """Start a command.

        Args:
            command: Its words.
            columns: Of the terminal.
            rows: Of the terminal.
            env: Variables that are set, or (None) not, beside those of the tests.
            cwd: Where it is started.
            answers: Whether the terminal answers questions for its status, as most do.
        """
        self.log = bytearray()
        self._screen = Screen(columns, rows)
        self._stream = Stream(self._screen)
        if answers:
            self._screen.write_process_input = lambda data: self.send(data.encode())
        self._held = b""
        self._master, self._slave = pty.openpty()
        self._set_size(columns, rows)
        self.before = self.attributes()
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=environment(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=self._take_terminal,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _take_terminal(self) -> None:
        # What runs the tests may ignore it, as a shell's `&` does; a terminal's programs hear it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # What is seen

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._screen.columns, self._screen.lines

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        return [line.rstrip() for line in self._screen.rows()]

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(self.lines)

    @property
    def modes(self) -> set[int]:
        """The private modes that are switched on now, as far as the program has set them."""
        modes: set[int] = set()
        for match in _MODE.finditer(self.log):
            numbers = {int(number) for number in match[1].split(b";")}
            modes = modes | numbers if match[2] == b"h" else modes - numbers
        return modes

    def attributes(self) -> list[Any]:
        """Return the terminal's attributes: echo, line editing, special characters."""
        return termios.tcgetattr(self._slave)

    def is_styled(self, column: int, row: int, style: str) -> bool:
        """Return whether a cell has a style of pyte's, such as `reverse`."""
        return bool(getattr(self._screen.buffer[row][column], style))

    # What is done

    def press(self, *keys: str) -> None:
        """Press keys: names of `KEYS`, `ctrl+x`, or text to be typed."""
        for key in keys:
            if key.startswith("ctrl+") and len(key) == 6:
                self.send(bytes([ord(key[5].upper()) - 64]))
            else:
                self.send(KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Send bytes as the keyboard would."""
        os.write(self._master, data)

    def mouse(self, button: int, column: int, row: int, *, release: bool = False) -> None:
        """Send a mouse event in SGR form; column and row count from 0."""
        self.send(f"\x1b[<{button};{column + 1};{row + 1}{'m' if release else 'M'}".encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program with SIGWINCH."""
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    def wipe(self) -> None:
        """Clear the screen behind the program's back, as a stray message does."""
        self._screen.erase_in_display(2)

    # What is waited for

    def read(self, wait: float) -> bytes:
        """Return and show what comes within some seconds, nothing where nothing comes."""
        return self._take(wait, 1 << 16)

    def _take(self, wait: float, most: int) -> bytes:
        """Return so many bytes at most, of what comes within some seconds."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, wait))
        if not ready:
            return b""
        data = os.read(self._master, most)
        self.log += data
        return data

    def feed(self, data: bytes) -> None:
        """Show bytes on the screen."""
        data = self._held + data
        unfinished = _UNFINISHED.search(data)
        self._held = data[unfinished.start() :] if unfinished else b""
        self._stream.feed(_UNKNOWN.sub(b"", data[: len(data) - len(self._held)]))

    def until(self, wanted: str | Callable[[], object], timeout: float = TIMEOUT) -> float:
        """Read until a pattern is on the screen or a condition holds.

        Returns:
            When the bytes arrived that brought it, by `time.perf_counter`.

        Raises:
            Gone: It did not come in time.
        """
        deadline = time.perf_counter() + timeout
        is_there = wanted if callable(wanted) else self._shows(wanted)
        arrived = time.perf_counter()
        while True:
            while not is_there():
                if time.perf_counter() > deadline:
                    raise Gone(f"{wanted!r} did not come; the screen is\n{self.text}")
                if data := self.read(0.05):
                    arrived = time.perf_counter()
                    self.feed(data)
            # It may be so in the middle of a screen, while rows are being moved.
            if time.perf_counter() > deadline or not (data := self.read(_MOMENT)):
                return arrived
            self.feed(data)

    def _shows(self, pattern: str) -> Callable[[], bool]:
        compiled = re.compile(pattern, re.M)
        return lambda: compiled.search(self.text) is not None

    def settle(self, quiet: float = 0.15, timeout: float = TIMEOUT) -> Settled:
        """Read until nothing has come for some seconds."""
        begin = last = time.perf_counter()
        size = 0
        while time.perf_counter() - begin < timeout and (data := self.read(quiet)):
            last = time.perf_counter()
            size += len(data)
            self.feed(data)
        return Settled(last - begin, size)

    def wait(self, timeout: float = TIMEOUT) -> int:
        """Read until the program ends; return its exit status, negative for a signal."""
        self.until(lambda: self.process.poll() is not None, timeout)
        self.settle(0)
        assert self.process.returncode is not None
        return self.process.returncode

    def is_stopped(self) -> bool:
        """Return whether the program is suspended."""
        return psutil.Process(self.process.pid).status() == psutil.STATUS_STOPPED

    def memory(self) -> int:
        """Return the program's resident bytes."""
        return psutil.Process(self.process.pid).memory_info().rss

    def close(self) -> None:
        """End the program, if it still runs, and give the terminal back."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        for end in (self._master, self._slave):
            with suppress(OSError):
                os.close(end)


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return the environment of a program: a plain xterm, with some variables set or (None) not."""
    env = {name: value for name, value in os.environ.items() if name not in _OTHER_TERMINALS}
    wanted: dict[str, str | None] = {"TERM": "xterm-256color", **(changes or {})}
    env.update({name: value for name, value in wanted.items() if value is not None})
    for name in (name for name, value in wanted.items() if value is None):
        env.pop(name, None)
    return env
