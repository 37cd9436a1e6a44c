"""A thread for what may never end: on a network's file system a lock may be waited for for ever.

Nobody else waits for it longer than is said. What takes longer is abandoned: it goes on in a
daemon thread, which keeps no process alive and undoes what it did when it comes back.
"""

import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

_IDLE_SECONDS = 10.0
"""How long the thread waits for something to do before it ends."""

T = TypeVar("T")


class Hung(Exception):
    """It took too long and was abandoned."""


class _Call:
    """One thing to do, and what came of it."""

    def __init__(self, work: Callable[[], Any], undo: Callable[[Any], None]) -> None:
        self.work = work
        self.undo = undo
        self.is_done = False
        self.result: Any = None
        self.error: BaseException | None = None

    def do(self) -> None:
        """Do it; raises nothing."""
        try:
            self.result = self.work()
        except BaseException as error:
            self.error = error


class Aside:
    """Does one thing at a time in a thread beside that of its user."""

    def __init__(self) -> None:
        """There is no thread before the first call."""
        self._changed = threading.Condition()
        self._calls: SimpleQueue[_Call | None] | None = None
        self._thread: threading.Thread | None = None
        self._abandoned: set[_Call] = set()
        self._deadline = math.inf

    @property
    def is_stuck(self) -> bool:
        """Whether something that was abandoned hasn't ended."""
        return bool(self._abandoned)

    def run(self, work: Callable[[], T], seconds: float, undo: Callable[[T | None], None]) -> T:
        """Do something and return its result, or raise what it raises.

        Args:
            work: What to do.
            seconds: How long to wait for it, where nobody is in a hurry.
            undo: Takes the result when it comes too late, None where there is none.

        Raises:
            Hung: It takes longer.
        """
        call = _Call(work, undo)
        until = time.monotonic() + seconds
        with self._changed:
            if time.monotonic() >= self._deadline:
                raise Hung
            self._hand_over(call)
            while not call.is_done:
                left = min(until, self._deadline) - time.monotonic()
                if left <= 0:
                    self._abandoned.add(call)
                    self._calls = None
                    raise Hung
                self._changed.wait(left)
        if call.error is not None:
            raise call.error
        return call.result

    def hurry(self, seconds: float) -> None:
        """Let nothing be waited for longer than this from now on, what is being done included."""
        with self._changed:
            self._deadline = time.monotonic() + seconds
            self._changed.notify_all()

    def settle(self, seconds: float) -> None:
        """Wait until nothing that was abandoned is still going on, as long as there is time."""
        with self._changed:
            left = min(seconds, self._deadline - time.monotonic())
            self._changed.wait_for(lambda: not self._abandoned, max(0.0, left))

    def stop(self) -> None:
        """End the thread, and the hurry; another call starts another one."""
        with self._changed:
            self._deadline = math.inf
            calls, self._calls = self._calls, None
            thread = self._thread
        if calls is not None and thread is not None:
            calls.put(None)
            thread.join()

    def _hand_over(self, call: _Call) -> None:
        if self._calls is None:
            self._calls = SimpleQueue()
            self._thread = threading.Thread(
                target=self._work, args=(self._calls,), name="disk", daemon=True
            )
            self._thread.start()
        self._calls.put(call)

    def _work(self, calls: "SimpleQueue[_Call | None]") -> None:
        while (call := self._next(calls)) is not None:
            call.do()
            with self._changed:
                call.is_done = True
                self._changed.notify_all()
                if call not in self._abandoned:
                    continue
            try:
                call.undo(call.result)
            finally:
                with self._changed:
                    self._abandoned.discard(call)
                    self._changed.notify_all()
            return

    def _next(self, calls: "SimpleQueue[_Call | None]") -> _Call | None:
        """Return what is to be done next, None where the thread is to end."""
        with suppress(Empty):
            return calls.get(timeout=_IDLE_SECONDS)
        with self._changed:
            # Something may have been handed over just now.
            if calls.empty():
                self._calls = None if self._calls is calls else self._calls
                return None
        return calls.get()
