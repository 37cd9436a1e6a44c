"""What ends a session from outside: Ctrl+C, `kill`, a dropped connection.

Each raises an exception wherever the program is, in a write that the terminal doesn't take too,
but never while something is being remembered: then as soon as that is done.
"""

import os
import select
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_BYTES = 4096
"""Bytes of signals that are taken at once."""


class Ending(BaseException):
    """The program is to end with an exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Signals:
    """Takes the signals of a session."""

    def __init__(self) -> None:
        self._depth = 0
        self._pending = 0
        self._woken: int | None = None

    @contextmanager
    def taken(self) -> Generator[None]:
        """Take the signals meanwhile; outside the main thread nothing can."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = [signal.SIGINT, signal.SIGTERM]
        if os.name == "posix":
            numbers.append(signal.SIGHUP)
        before = {number: signal.getsignal(number) for number in numbers}
        for number in numbers:
            # Whoever started it with a signal ignored, as nohup does, wants it ignored.
            if before[number] is not signal.SIG_IGN:
                signal.signal(number, self._take)
        try:
            with self._awake():
                yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def _awake(self) -> Generator[None]:
        """Have a byte to read for each signal, which comes before its handler runs."""
        if os.name != "posix":
            yield
            return
        self._woken, wakes = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(wakes, False)
        before = signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            os.close(self._woken)
            os.close(wakes)
            self._woken = None

    def wait(self, descriptor: int) -> None:
        """Wait until a descriptor can be read; return at once where there is nothing to wait with.

        Handlers run between two steps of Python. A signal that comes after the last one before a
        read would not be heard until something is typed.
        """
        if self._woken is None:
            return
        ready: list[int] = []
        while descriptor not in ready:
            ready, _, _ = select.select([descriptor, self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, _BYTES)

    @contextmanager
    def held(self) -> Generator[None]:
        """Let them wait until what is done meanwhile is done."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
        if not self._depth and self._pending:
            number, self._pending = self._pending, 0
            self._raise(number)

    def hush(self) -> None:
        """Take notice of none any more: the program is ending as it is."""
        self._depth += 1

    def _take(self, number: int, _: FrameType | None) -> None:
        if self._depth:
            # An end is an end: Ctrl+C doesn't take its place.
            if self._pending in (0, signal.SIGINT):
                self._pending = number
        else:
            self._raise(number)

    def _raise(self, number: int) -> None:
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        # Once: a second one must not break off what the first one began.
        self.hush()
        raise Ending(128 + number)
