"""A terminal at the end of a slow line, which answers as terminals do."""

import time
from typing import Any

from tests.pty.terminal import Terminal

MODEM = 1200
"""Bytes a second: a bad line."""
_BURST = 60
"""Bytes that come at once, a twentieth of a second's at `MODEM`."""


class Slow(Terminal):
    """A terminal to which so many bytes a second come, and which answers what it is asked.

    What it hasn't taken waits where it would on any line: in the buffers of the kernel, and of
    whatever program passes it on. Those hold some thousand bytes, SSH's two million.
    """

    def __init__(
        self, *arguments: Any, rate: int = MODEM, answers: bool = True, **options: Any
    ) -> None:
        """Start a command; see `Terminal`.

        Args:
            *arguments: For `Terminal`.
            rate: Bytes a second.
            answers: Whether it answers questions for its status.
            **options: For `Terminal`.
        """
        self._rate = rate
        self._free = time.perf_counter()
        super().__init__(*arguments, answers=answers, **options)

    def read(self, wait: float) -> bytes:
        """Return what comes within some seconds, as much of it as the line passes."""
        now = time.perf_counter()
        deadline = now + wait
        # A line that was idle has nothing in store for that.
        self._free = max(self._free, now - _BURST / self._rate)
        if self._free > deadline:
            time.sleep(deadline - now)
            return b""
        time.sleep(max(0.0, self._free - now))
        data = self._take(deadline - time.perf_counter(), _BURST)
        self._free = max(self._free, time.perf_counter() - _BURST / self._rate)
        self._free += len(data) / self._rate
        return data
