"""What the screen remembers with: one store, and one thread that uses it, so that keys never wait.

A disk answers in some milliseconds, and then the screen shows what is really written. One that
doesn't, as when another session keeps the file locked, answers later, by a message.
"""

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from tui_reader.errors import ReaderError
from tui_reader.state.paths import is_hidden
from tui_reader.state.store import Store
from tui_reader.state.writer import Writer
from tui_reader.ui.messages import Answered

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen

_SOON = 0.15
"""Seconds that a key waits for the disk before the screen goes on without it."""
_PATIENCE = 6.0
"""Seconds that are waited where nobody is in a hurry: longer than a lock is waited for."""
_KINDS = {
    "bookmarks": "bookmarks",
    "notes": "notes",
    "sections": "what was read",
    "links": "links",
    "documents": "the place",
}
"""What the tables are called when something of them is lost."""

T = TypeVar("T")


class Memory:
    """The store as the screen uses it.

    Attributes:
        store: What is remembered, for the writer's thread.
        is_silent: Whether nothing comes of the jobs on the screen any more.
    """

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self.store = Store()
        self._writer = Writer(self.store)
        self.is_silent = False
        self._trouble = ""
        self._unanswered: deque[tuple[Future[Any], Callable[[Any], None] | None]] = deque()

    @property
    def exists(self) -> bool:
        """Whether anything may have been remembered yet; nothing is opened for nothing."""
        if not self.store.is_saved:
            return True
        path = self.store.path
        return path is not None and (os.path.exists(path) or is_hidden(path))

    def ask(self, job: Callable[[Store], T], otherwise: T, seconds: float = _SOON) -> T:
        """Return the result of a job, or something else where it can't be had soon."""
        future = self._submit(job)
        try:
            return future.result(seconds)
        except (TimeoutError, ReaderError):
            return otherwise

    def write(self, job: Callable[[Store], T], then: Callable[[T], None] | None = None) -> None:
        """Do a job, and then something with its result, at once where the disk is quick."""
        future = self._submit(job)
        self._unanswered.append((future, then))
        try:
            future.exception(_SOON)
        except TimeoutError:
            future.add_done_callback(self._answer_later)
        else:
            self._answer()

    def write_later(
        self, job: Callable[[Store], T], then: Callable[[T], None] | None = None
    ) -> None:
        """Do a job without waiting for it at all."""
        future = self._submit(job)
        self._unanswered.append((future, then))
        future.add_done_callback(self._answer_later)

    def catch_up(self) -> None:
        """Do what comes of all jobs so far, if they are done as soon as a key may wait.

        What is to be said of it is said with what comes next.
        """
        self.ask(_nothing, None)
        self._finish_done()

    def flush(self, seconds: float = _PATIENCE) -> bool:
        """Wait until all is written; return False where that takes too long."""
        return self._writer.flush(seconds)

    def close(self, seconds: float = _PATIENCE, wait: Callable[[], None] | None = None) -> str:
        """Write what isn't written and let go of the file.

        Args:
            seconds: How long it may take.
            wait: Called when it takes longer than a moment.

        Returns:
            What couldn't be saved, and why, in one line; empty where there is nothing to say.
        """
        if not self._writer.close(seconds, wait):
            return "not everything could be saved: the disk doesn't answer"
        lost = [_KINDS.get(table, table) for table in self.store.unsaved()]
        if self.store.is_saved or not lost:
            return ""
        where = f" ({self.store.path})" if self.store.path is not None else ""
        return f"not saved: {', '.join(lost)}; {self.store.reason}{where}"

    def _submit(self, job: Callable[[Store], T]) -> "Future[T]":
        future: Future[T] = Future()

        def done(result: T | Exception) -> None:
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)

        self._writer.submit(job, done)
        return future

    def _answer_later(self, _: "Future[Any]") -> None:
        """Bring a result to the screen, from the writer's thread."""
        self._screen.post_message(Answered(self._answer))

    def _answer(self) -> None:
        """Do what comes of the jobs that are done, and then say what went wrong.

        In this order, so that it isn't hidden behind what was done; until the next key it stays.
        """
        if self.is_silent:
            return
        shown = self._screen.status.notice
        self._finish_done()
        notices = [self.store.notices.pop(0) for _ in range(len(self.store.notices))]
        if notices:
            self._trouble = notices[0]
        elif shown == self._trouble:
            notices = [shown]
        self._screen.say(*notices)
        self._screen.status.is_unsaved = not self.store.is_saved

    def _finish_done(self) -> None:
        """Do what comes of the jobs that are done, in their order.

        So what was loaded never takes the place of what was marked after it.
        """
        while self._unanswered and self._unanswered[0][0].done():
            self._finish(*self._unanswered.popleft())

    def _finish(self, future: "Future[Any]", then: Callable[[Any], None] | None) -> None:
        error = future.exception()
        if isinstance(error, ReaderError):
            self._screen.say(str(error))
        elif error is not None:
            raise error
        elif then is not None:
            then(future.result())


def _nothing(_: Store) -> None:
    """Be a job that is done when all before it are."""
