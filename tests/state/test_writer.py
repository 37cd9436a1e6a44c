"""`Writer`: one job after the other, none lost, and nobody waits for a disk that doesn't answer."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.state import marked
from tests.state.helpers import file_of
from tests.state.marked import bookmark, note
from tui_reader.errors import ReaderError
from tui_reader.state import bookmarks, database, notes, writer
from tui_reader.state.documents import all_documents
from tui_reader.state.store import Store
from tui_reader.state.writer import Writer

PATIENCE = 30.0
"""Longer than anything here takes: running out of it is a failure."""


def _ids(folder: Path) -> list[str]:
    return [mark.id for mark in bookmarks.all_bookmarks(Store(folder))]


def _add(mark: str) -> Callable[[Store], None]:
    return lambda store: bookmarks.add(store, bookmark(mark))


def test_there_is_no_thread_and_no_file_before_the_first_job(tmp_path: Path) -> None:
    """A reader who marks nothing leaves nothing."""
    before = threading.active_count()
    idle = Writer(Store(tmp_path / "data"))
    assert idle.flush(0)
    assert threading.active_count() == before
    assert idle.close(PATIENCE)
    assert not (tmp_path / "data").exists()


def test_jobs_are_done_in_order(tmp_path: Path) -> None:
    """In a thread of their own, each with its answer."""
    doing = Writer(Store(tmp_path))
    answers: list[object] = []
    for number in range(50):
        doing.submit(lambda _, number=number: number, answers.append)
        doing.submit(
            lambda _: threading.current_thread() is threading.main_thread(), answers.append
        )
    assert doing.flush(PATIENCE)
    assert answers == [each for number in range(50) for each in (number, False)]
    assert doing.close(PATIENCE)


def test_what_is_flushed_is_on_disk(tmp_path: Path) -> None:
    """Another process would see it."""
    doing = Writer(Store(tmp_path))
    doing.submit(_add("b1"))
    assert doing.flush(PATIENCE)
    assert _ids(tmp_path) == ["b1"]
    doing.close(PATIENCE)


def test_closing_does_what_was_submitted_and_backs_up(tmp_path: Path) -> None:
    """Then the thread ends; a job after that begins anew."""
    before = set(threading.enumerate())
    doing = Writer(Store(tmp_path))
    for mark in ("b1", "b2"):
        doing.submit(_add(mark))
    assert doing.close(PATIENCE)
    assert (tmp_path / "state.db.bak").exists()
    assert _ids(tmp_path) == ["b1", "b2"]
    doing.submit(_add("b3"))
    assert doing.close(PATIENCE)
    assert _ids(tmp_path) == ["b1", "b2", "b3"]
    mine = [each for each in threading.enumerate() if each not in before and each.name == "writer"]
    for thread in mine:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in mine)


def test_closing_and_beginning_anew_many_times(tmp_path: Path) -> None:
    """No job falls between the end of one thread and the start of the next."""
    doing = Writer(Store(tmp_path))
    for number in range(50):
        assert doing.close(PATIENCE)
        doing.submit(_add(f"b{number % 5}"))
    assert doing.close(PATIENCE)
    assert len(_ids(tmp_path)) == 5


def test_a_job_that_fails_ends_nothing(tmp_path: Path) -> None:
    """Its error is its answer; the jobs after it are done."""
    doing = Writer(Store(tmp_path))
    answers: list[object] = []
    doing.submit(lambda store: notes.save(store, note("")), answers.append)
    doing.submit(lambda _: 1 // 0, answers.append)
    doing.submit(_add("b1"), answers.append)
    assert doing.close(PATIENCE)
    first, second, third = answers
    assert isinstance(first, ReaderError)
    assert isinstance(second, ZeroDivisionError)
    assert third is None
    assert _ids(tmp_path) == ["b1"]


def test_a_failure_that_nobody_takes_is_told(tmp_path: Path) -> None:
    """What isn't remembered is said, be it the job that failed or the one who took its answer."""
    store = Store(tmp_path)
    doing = Writer(store)
    doing.submit(lambda store: notes.save(store, note("")))
    doing.submit(_add("b1"), lambda _: [][1])
    assert doing.close(PATIENCE)
    assert ["no id" in store.notices[0], len(store.notices)] == [True, 2]


def test_a_locked_file_holds_up_the_thread_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flushing says that it isn't done; closing in time, that it isn't saved; then it is."""
    monkeypatch.setattr(database, "BUSY_SECONDS", PATIENCE)
    path, _ = marked.filled(tmp_path, 1)
    store = Store(tmp_path)
    doing = Writer(store)
    doing.submit(all_documents)
    assert doing.flush(PATIENCE)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        doing.submit(_add("b1"))
        assert not doing.flush(0.05)
        told: list[bool] = []
        assert doing.close(1.0, lambda: told.append(True))
        assert (store.is_saved, store.unsaved(), told) == (False, ["bookmarks"], [True])
    assert doing.close(PATIENCE)
    assert store.is_saved
    assert _ids(tmp_path) == ["b0", "b1"]


def test_what_could_not_be_written_is_tried_again_when_all_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without another mark, and without an end of the session."""
    monkeypatch.setattr(writer, "IDLE_SECONDS", 0.001)
    file_of(tmp_path).mkdir()
    store = Store(tmp_path)
    doing = Writer(store)
    doing.submit(_add("b1"))
    assert doing.flush(PATIENCE)
    assert not store.is_saved
    saved: SimpleQueue[str] = SimpleQueue()
    store.notices = _Telling(saved)
    file_of(tmp_path).rmdir()
    assert "saved again" in saved.get(timeout=PATIENCE)
    assert _ids(tmp_path) == ["b1"]
    doing.close(PATIENCE)


def test_a_backup_is_made_when_all_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that never ends has one too."""
    made = threading.Event()
    monkeypatch.setattr(writer, "IDLE_SECONDS", 0.001)
    monkeypatch.setattr(Store, "back_up", lambda _: made.set())
    doing = Writer(Store(tmp_path))
    doing.submit(_add("b1"))
    assert made.wait(PATIENCE)
    doing.close(PATIENCE)


def test_a_signal_while_the_thread_is_being_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its handler's job starts a second thread; still one job is done at a time, and in order."""
    doing = Writer(Store(tmp_path))
    order: list[str] = []
    second = threading.Event()

    def first(_: Store) -> None:
        # In vain: the second job waits for the end of this one.
        order.append(f"first, alone: {not second.wait(0.1)}")

    class Interrupted(threading.Thread):
        is_first = True

        def start(self) -> None:
            if Interrupted.is_first:
                Interrupted.is_first = False
                doing.submit(lambda _: order.append("second"), lambda _: second.set())
            super().start()

    monkeypatch.setattr(threading, "Thread", Interrupted)
    doing.submit(first)
    assert doing.flush(PATIENCE)
    assert order == ["first, alone: True", "second"]


class _Telling(list[str]):
    """A list that hands on what is appended to it."""

    def __init__(self, queue: "SimpleQueue[str]") -> None:
        super().__init__()
        self._queue = queue

    def append(self, notice: str, /) -> None:
        super().append(notice)
        self._queue.put(notice)
