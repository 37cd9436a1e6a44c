"""A thread that uses the store, so that no key press waits for a disk or for another process.

It may be used from a signal handler: nothing here is locked that a handler might find locked.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from tui_reader.state.store import Store

IDLE_SECONDS = 20.0
"""How long after the last job what could not be written is tried again, and all is backed up."""

_MOMENT_SECONDS = 0.3
_LAST_SECONDS = 0.2
"""What is left at the end for what needs no file."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[Store], Any]
    done: Callable[[Any], None] | None = None
    is_last: bool = False


class Writer:
    """Does what it is given with a store, one after the other, in a thread of its own."""

    def __init__(self, store: Store) -> None:
        """Take a store. There is no thread before the first job."""
        self._store = store
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._thread: threading.Thread | None = None
        # Should a signal handler start a second thread, the two take turns and keep the order.
        self._turn = threading.Lock()

    def submit(
        self,
        job: Callable[[Store], T],
        done: Callable[[T | Exception], None] | None = None,
    ) -> None:
        """Have something done after all that was submitted before.

        Args:
            job: Takes the store. What it raises ends nothing.
            done: Takes, in the writer's thread, what the job returned or raised. Where there is
                none, an exception becomes one of the store's notices.
        """
        self._put(_Job(job, done))

    def flush(self, seconds: float) -> bool:
        """Wait until all that was submitted is done; return False when time runs out."""
        return self._thread is None or self._event(_nothing).wait(seconds)

    def close(self, seconds: float, wait: Callable[[], None] | None = None) -> bool:
        """Do what was submitted, close the store and end the thread.

        A file that can't be had in that time isn't waited for any longer: the store says then
        what isn't saved.

        Args:
            seconds: How long it may take.
            wait: Called when it takes longer than a moment.

        Returns:
            False when time runs out. The thread goes on then, but keeps no process alive.
        """
        self._store.hurry(max(0.0, seconds - _LAST_SECONDS))
        over = self._event(Store.close, is_last=True)
        moment = min(seconds, _MOMENT_SECONDS)
        if over.wait(moment):
            return True
        if wait is not None:
            wait()
        return over.wait(seconds - moment)

    def _event(self, job: Callable[[Store], None], is_last: bool = False) -> threading.Event:
        """Submit a job; return what is set when it is done."""
        over = threading.Event()
        self._put(_Job(job, lambda _: over.set(), is_last))
        return over

    def _put(self, job: _Job) -> None:
        self._jobs.put(job)
        thread = self._thread
        if thread is None or not thread.is_alive():
            self._thread = thread = threading.Thread(target=self._run, name="writer", daemon=True)
            thread.start()

    def _run(self) -> None:
        patience: float | None = None
        while True:
            with self._turn:
                try:
                    job = self._jobs.get(timeout=patience)
                except Empty:
                    job = _Job(_tidy)
                self._do(job)
            is_tidy = job.work is _tidy and self._store.is_saved
            patience = None if is_tidy else IDLE_SECONDS
            if job.is_last:
                self._thread = None
                # Whoever submits from here on starts another thread; what came before is done.
                if self._jobs.empty():
                    return
                self._thread = threading.current_thread()

    def _do(self, job: _Job) -> None:
        try:
            result: Any = job.work(self._store)
        except Exception as error:
            result = error
        try:
            if job.done is not None:
                job.done(result)
            elif isinstance(result, Exception):
                raise result
        except Exception as error:
            self._store.notices.append(f"not remembered: {error}")


def _nothing(_: Store) -> None:
    """Be a job that is done when all before it are."""


def _tidy(store: Store) -> None:
    store.retry()
    store.back_up()
