"""What goes out to the terminal, in a thread of its own, so that the program never waits for it.

Textual's thread takes thirty writes and then has the event loop wait for the terminal: on a stalled
one no key is answered any more, and nothing ends the program. Here writing always returns at once.
What is sent is UTF-8, whatever the encoding of the stream is said to be.
"""

import os
import select
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import IO

RESET = (
    "\x1b[m\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    "\x1b[?1016l\x1b[?2031l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Undoes all that Textual and alignread set in a terminal, whatever of it was set."""
ANEW = "\x1b[m\x1b[?2026l\x1b[?2031l"
"""Undoes what a part of what was drawn may have left, when the rest of it is dropped."""
_SLICE = 1024
"""Bytes that are written at once. A terminal takes them one after the other while the call stands,
so this is how exactly `waiting` is known."""
_PATIENCE = 1.0
"""Seconds without a byte taken after which the end waits no longer."""
_LOOK = 500
"""Milliseconds between two looks at a terminal that takes nothing and doesn't let wait for it."""


class Output(threading.Thread):
    """Writes to a terminal, in the order in which it was told to.

    Attributes:
        on_drained: Called from the thread when the terminal has taken everything.
        on_lost: Called from the thread when the terminal has gone; nothing is written after that.
        is_lost: Whether it has gone.
        is_stalled: Whether the end didn't wait for what was left, as nobody took it.
    """

    def __init__(self, file: IO[str]) -> None:
        """Make the thread; it isn't started yet.

        Args:
            file: What to write to. Only its file descriptor is used.
        """
        super().__init__(name="output", daemon=True)
        self.on_drained: Callable[[], None] | None = None
        self.on_lost: Callable[[], None] | None = None
        self.is_lost = False
        self.is_stalled = False
        self._fileno = file.fileno()
        self._pieces: deque[bytes] = deque()
        self._waiting = 0
        self._has_ended = False
        self._changed = threading.Condition()

    @property
    def waiting(self) -> int:
        """Bytes that the terminal hasn't taken yet."""
        return self._waiting

    def isatty(self) -> bool:
        """Return whether it writes to a terminal."""
        return os.isatty(self._fileno)

    def fileno(self) -> int:
        """Return the file descriptor."""
        return self._fileno

    def write(self, text: str) -> None:
        """Write a text, sometime; what comes after a text comes after all of it."""
        # A lone surrogate has no bytes in UTF-8.
        data = text.encode("utf-8", "replace")
        with self._changed:
            if data and not self.is_lost:
                self._pieces.append(data)
                self._waiting += len(data)
                self._changed.notify_all()

    def flush(self) -> None:
        """Do nothing: the thread writes as fast as the terminal takes it."""

    def drop(self) -> None:
        """Forget the texts of which nothing has been written yet."""
        with self._changed:
            self._waiting -= sum(map(len, self._pieces))
            self._pieces.clear()

    def stop(self) -> None:
        """Write what there is and end the thread; don't wait for a terminal that takes nothing."""
        with self._changed:
            self._has_ended = True
            self._changed.notify_all()
        while self.is_alive():
            before = self._waiting
            self.join(_PATIENCE)
            if self.is_alive() and self._waiting >= before:
                self.is_stalled = True
                return

    def run(self) -> None:
        """Write until the end."""
        while data := self._next():
            try:
                self._send(data)
            except OSError:
                # The terminal has gone, or it is a file on a full disk.
                self._lose()
                return

    def _next(self) -> bytes:
        """Return what is to be written now, nothing at the end."""
        with self._changed:
            while not self._pieces and not self._has_ended:
                self._changed.wait()
            size = 0
            taken: list[bytes] = []
            while self._pieces and (not taken or size + len(self._pieces[0]) <= _SLICE):
                taken.append(self._pieces.popleft())
                size += len(taken[-1])
            return b"".join(taken)

    def _send(self, data: bytes) -> None:
        """Write some bytes.

        Raises:
            OSError: They can't be written.
        """
        rest = memoryview(data)
        while rest:
            try:
                count = os.write(self._fileno, rest[:_SLICE])
            except BlockingIOError:
                # Another program that has the same terminal made it so.
                self._await_room()
                continue
            rest = rest[count:]
            with self._changed:
                self._waiting -= count
                is_drained = not self._waiting
            if is_drained and self.on_drained is not None:
                with suppress(Exception):
                    self.on_drained()

    def _await_room(self) -> None:
        """Wait until the terminal takes something, or has gone."""
        poll = select.poll()
        poll.register(self._fileno, select.POLLOUT)
        poll.poll(_LOOK)

    def _lose(self) -> None:
        with self._changed:
            self.is_lost = True
            self._pieces.clear()
            self._waiting = 0
        if self.on_lost is not None:
            with suppress(Exception):
                self.on_lost()
