"""`Store`: what is remembered, in one SQLite file, or in memory while that can't be had.

Opened by the first query and made by the first change; importing this module imports no SQLite.
No method raises for what a disk or another process does: a bad file is replaced (`opening`), and
while a file can't be written, changes are kept in memory, `is_saved` is False, and they are tried
again. Every change is one transaction, whole or not at all. No method waits for a lock longer than
some seconds, even one that hangs (`aside`). Threads may share a store, but not hold a change
across an `await`; a process has one store for one file, because POSIX drops a file's locks with the
first of its handles that is closed.
"""

import os
import re
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_reader.state.aside import Hung
from tui_reader.state.paths import FILE_NAME, data_folder, is_hidden
from tui_reader.state.reaching import CLOSE_SECONDS, Reach, Statement

if TYPE_CHECKING:
    import sqlite3

RETRY_SECONDS = 3.0
"""How long after a failure the file is tried again, with the next change."""
_RETRY_PATIENCE = 0.1
_SILENT = "the disk doesn't answer"

Row = tuple[Any, ...]


class Change:
    """Statements that are written together; given out by `Store.change`."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return its rows.

        It may run a second time, on the file after it ran in memory: it must depend on nothing
        but the tables, and an INSERT be an UPSERT.
        """
        return self._store.run(sql, parameters)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a SELECT, with what this change wrote."""
        return self.execute(sql, parameters)

    @contextmanager
    def change(self) -> Generator["Change"]:
        """Be part of this change: what is executed meanwhile is written with it, or taken back."""
        yield self


class Store:
    """The state file of one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Name the folder; None is the user's data folder. Nothing is opened or made."""
        self.notices: list[str] = []
        """What the reader should be told, each once; whoever tells it may clear it."""
        self._folder = folder
        self._problem = ""
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._is_in_memory = False
        self._kept: list[list[Statement]] = []
        self._current: list[Statement] | None = None
        self._tried_at = 0.0
        self._reach = Reach()
        self._fingerprint = (0, 0, 0)
        self.reason = ""
        """Why the file couldn't be written when it was tried last, half a sentence."""

    @property
    def is_saved(self) -> bool:
        """Whether everything that was changed is in the file."""
        return not self._is_in_memory

    @property
    def path(self) -> Path | None:
        """Where the file is or will be, or None when there is no place for it."""
        if self._folder is None and not self._problem:
            found = data_folder()
            self._folder, self._problem = found.path, found.problem
        return None if self._folder is None else Path(os.path.abspath(self._folder)) / FILE_NAME

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a SELECT."""
        with self._lock:
            if self._connection is None and self._is_unwritten():
                from tui_reader.state.salvage import in_memory

                blank = in_memory(None)
                try:
                    return blank.execute(sql, parameters).fetchall()
                finally:
                    blank.close()
            return self._attempt(sql, parameters)

    @contextmanager
    def change(self) -> Generator[Change]:
        """Write what is executed meanwhile as one change; an exception takes all of it back."""
        with self._lock:
            if self._current is not None:
                raise RuntimeError("a change inside a change")
            if self._is_in_memory and time.monotonic() - self._tried_at >= RETRY_SECONDS:
                self._retry(_RETRY_PATIENCE)
            # The transaction has begun when the list is there: a move to memory replays it.
            self._attempt("BEGIN IMMEDIATE")
            if self._is_another_file():
                self._drop()
                self._attempt("BEGIN IMMEDIATE")
            self._current = []
            try:
                yield Change(self)
                self._attempt("COMMIT")
                if self._is_in_memory:
                    self._kept.append(self._current)
            finally:
                self._current = None
                self._roll_back()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Run a statement of the change that is open; see `Change.execute`."""
        with self._lock:
            if self._current is None:
                raise RuntimeError("a statement outside of its change")
            rows = self._attempt(sql, parameters)
            self._current.append((sql, parameters))
            return rows

    def retry(self) -> bool:
        """Try to write to the file what is kept in memory; return whether all is saved."""
        with self._lock:
            if self._is_in_memory and self._current is None:
                self._retry(_RETRY_PATIENCE)
            return self.is_saved

    def hurry(self, seconds: float) -> None:
        """Wait for the file no longer than this, all in all, until the store is closed.

        What can't be written in that time is in `unsaved`. Any thread may say so at any time.
        """
        self._reach.aside.hurry(seconds)

    def unsaved(self) -> list[str]:
        """Return the names of the tables in which something was changed that isn't in the file."""
        statements = " ".join(sql for change in self._kept for sql, _ in change)
        found = re.findall(r"\b(?:INTO|UPDATE|FROM) ([a-z]+)", statements)
        return list(dict.fromkeys(found))

    def close(self) -> None:
        """Write what isn't written, back up if it is time, and close the file.

        What can't be written stays readable here. A closed store opens again when it is used.
        """
        with self._lock:
            if self._is_in_memory:
                # What was abandoned has the file open, and may be about to come back.
                self._reach.aside.settle(CLOSE_SECONDS)
                self._retry(None if self._kept else _RETRY_PATIENCE)
            self.back_up()
            if not self._is_in_memory:
                self._drop()
            self._reach.aside.stop()

    def back_up(self) -> None:
        """Back up if it is time and the file is open."""
        with self._lock:
            connection = self._connection
            if connection is None or self._is_in_memory or (path := self.path) is None:
                return
            try:
                self._reach.back_up(Path(os.path.realpath(path)), connection)
            except Hung:
                self._connection = None

    def _is_unwritten(self) -> bool:
        """Whether this may be a first start, on which reading makes no file."""
        path = self.path
        if path is None or self._is_in_memory:
            return False
        is_there = any(os.path.lexists(f"{path}{end}") for end in ("", ".bak", ".bak.1"))
        return not is_there and not is_hidden(path)

    def _attempt(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Run a statement where it can be run: on the file, repaired if need be, or in memory."""
        import sqlite3

        for is_last in (False, True):
            try:
                return self._execute(sql, parameters)
            except Hung:
                self._remember_in_memory(_SILENT, by_copy=True)
                self._replay()
            except sqlite3.DatabaseError as error:
                self._move(error, to_memory=is_last)
        return self._execute(sql, parameters)

    def _execute(self, sql: str, parameters: Sequence[Any]) -> list[Row]:
        connection = self._opened()
        # Once a change has begun it has its lock: only its beginning and its end may wait.
        is_at_once = self._current is not None and sql != "COMMIT"
        if self._is_in_memory or is_at_once:
            return connection.execute(sql, parameters).fetchall()
        try:
            return self._reach.execute(connection, sql, parameters)
        except Hung:
            self._connection = None
            raise

    def _move(self, error: "sqlite3.DatabaseError", to_memory: bool = False) -> None:
        """Leave a file that failed and take the open change along."""
        import sqlite3

        from tui_reader.state import database

        if self._connection is not None and database.is_undecodable(error):
            self._connection.text_factory = database.decoded
            return
        is_trouble = database.is_trouble(error)
        is_another = not is_trouble and self._is_another_file()
        if self._is_in_memory or not (is_trouble or is_another):
            raise error
        self._drop()
        # A damaged file is repaired on opening; a file that was moved has a successor.
        if to_memory or not (database.is_damage(error) or database.is_moved(error) or is_another):
            self._remember_in_memory(database.reason(error))
        try:
            self._replay()
        except sqlite3.DatabaseError as again:
            if self._is_in_memory:
                raise
            self._drop()
            self._remember_in_memory(database.reason(again))
            self._replay()

    def _is_another_file(self) -> bool:
        """Whether somebody made something else of the file since it was opened: an edition that
        is newer, or one who plants triggers."""
        import sqlite3

        from tui_reader.state.schema import fingerprint

        if self._is_in_memory or self._connection is None:
            return False
        try:
            return fingerprint(self._connection) != self._fingerprint
        except sqlite3.DatabaseError:
            return False

    def _replay(self) -> None:
        connection = self._opened()
        if self._current is not None:
            connection.execute("BEGIN IMMEDIATE")
            for sql, parameters in self._current:
                connection.execute(sql, parameters)

    def _opened(self) -> "sqlite3.Connection":
        if self._connection is not None:
            return self._connection
        from tui_reader.state.database import Unavailable

        path = self.path
        if path is None:
            return self._remember_in_memory(self._problem)
        try:
            connection = self._reach.open(path, self.notices.append)
            self._fingerprint = self._reach.fingerprint(connection)
            self._connection = connection
        except Unavailable as error:
            return self._remember_in_memory(str(error))
        except Hung:
            return self._remember_in_memory(_SILENT, by_copy=True)
        return self._connection

    def _remember_in_memory(self, reason: str, by_copy: bool = False) -> "sqlite3.Connection":
        path = self.path
        real = None if path is None else Path(os.path.realpath(path))
        self._connection = self._reach.read_into_memory(real, by_copy=by_copy)
        self._is_in_memory = True
        self._tried_at = time.monotonic()
        self.reason = reason
        where = path or FILE_NAME
        # The reason first: a narrow screen cuts the end.
        self.notices.append(f"not saved: {reason} (remembered for this session only: {where})")
        return self._connection

    def _retry(self, patience: float | None) -> None:
        import sqlite3

        from tui_reader.state.database import Unavailable, reason

        path = self.path
        if path is None or self._reach.aside.is_stuck:
            return
        kept = [each for change in self._kept for each in change]
        try:
            connection = self._reach.open_and_write(path, kept, self.notices.append, patience)
            self._fingerprint = self._reach.fingerprint(connection)
        except (Unavailable, sqlite3.DatabaseError, Hung) as error:
            self._tried_at = time.monotonic()
            if not isinstance(error, Hung):
                self.reason = reason(error) if isinstance(error, sqlite3.Error) else str(error)
            return
        self._drop()
        self._connection = connection
        self._is_in_memory = False
        self._kept.clear()
        self.notices.append("saved again: what was remembered meanwhile is in the file now")

    def _roll_back(self) -> None:
        from tui_reader.state.database import roll_back

        if self._connection is not None:
            roll_back(self._connection)

    def _drop(self) -> None:
        if self._connection is not None:
            self._roll_back()
            self._reach.close(self._connection)
            self._connection = None


Tables = Store | Change
"""What the functions of `bookmarks`, `notes` and so on take: a change makes several of them one."""
