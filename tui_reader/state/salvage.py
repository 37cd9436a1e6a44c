"""Rows out of what is left: a damaged file, a backup, a file that can only be read.

Knows tables and columns but not what they mean, so it serves every version: what both sides have
is copied, what is there already wins, and what the target's constraints refuse is left.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

from tui_reader.state.database import (
    PRAGMAS,
    beside,
    connect,
    connect_memory,
    create_private,
    decoded,
    transaction,
)
from tui_reader.state.schema import APPLICATION_ID, columns, migrate, tables

BACKUPS = (".bak", ".bak.1")
"""What follows the name of the file in the names of its backups, the newest first."""

_HEADER_BYTES = 100
_MOST_PAGES = 2**18
"""A gigabyte; a header that says more is damaged itself."""
_PATIENCE = 0.5
"""Seconds to wait for a lock where a copy can be read instead."""


def refill(
    target: sqlite3.Connection, path: Path, *, is_ours: bool, by_copy: bool = False
) -> tuple[int, int]:
    """Fill an empty store from a file, as far as it goes, and the rest from a backup.

    Args:
        target: The store.
        path: The file.
        is_ours: Whether its rows may be taken.
        by_copy: Whether only copies are opened, which takes no lock where the file lies.

    Returns:
        How many rows came from the file, and how many more from the newest good backup.
    """
    with transaction(target):
        salvaged, is_complete = _copy_file(path, target, by_copy) if is_ours else (0, False)
        restored = 0
        backup = None if is_complete else newest_backup(path, by_copy)
        if backup is not None:
            restored, _ = _copy_file(backup, target, by_copy)
    return salvaged, restored


def in_memory(path: Path | None, *, by_copy: bool = False) -> sqlite3.Connection:
    """Return a store in memory with what can be read of the file or its backup; see `refill`."""
    target = connect_memory()
    migrate(target)
    if path is not None:
        refill(target, path, is_ours=True, by_copy=by_copy)
    return target


def newest_backup(path: Path, by_copy: bool = False) -> Path | None:
    """Return the newest backup that is whole, if there is one."""
    for backup in (beside(path, suffix) for suffix in BACKUPS):
        with suppress(sqlite3.Error), _readable(backup, by_copy) as connection:
            if connection is not None and is_whole(connection):
                return backup
    return None


def is_whole(connection: sqlite3.Connection) -> bool:
    """Return whether every page of a file is as it should be. 1-7 ms for some hundred rows."""
    return connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"


def _copy_file(path: Path, target: sqlite3.Connection, by_copy: bool = False) -> tuple[int, bool]:
    with _readable(path, by_copy) as source:
        if source is None:
            return 0, False
        source.text_factory = decoded
        count, is_complete = 0, True
        for table in tables(target):
            try:
                there = columns(source, table)
            except sqlite3.DatabaseError:
                there = []
            shared = [name for name in columns(target, table) if name in there]
            copied, is_copied = _copy_table(source, target, table, shared) if shared else (0, False)
            count += copied
            is_complete = is_complete and is_copied
        return count, is_complete


def _copy_table(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, names: list[str]
) -> tuple[int, bool]:
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    insert = f'INSERT OR IGNORE INTO "{table}" ({listed}) VALUES ({marks})'
    count = 0
    # From both ends: what lies beyond a damaged page is reached from the other side.
    for order in ("ASC", "DESC"):
        select = f'SELECT {listed} FROM "{table}" NOT INDEXED ORDER BY rowid {order}'
        try:
            for row in source.execute(select):
                count += _insert(target, insert, row)
        except sqlite3.DatabaseError:
            continue
        return count, order == "ASC"
    return count, False


def _insert(target: sqlite3.Connection, statement: str, row: tuple[object, ...]) -> int:
    try:
        return max(0, target.execute(statement, row).rowcount)
    except sqlite3.IntegrityError:  # a row that belongs to one that is lost
        return 0


@contextmanager
def _readable(path: Path, by_copy: bool) -> Generator[sqlite3.Connection | None]:
    # Path.is_file raises where a folder may not be searched.
    if not os.path.isfile(path):
        yield None
        return
    if not by_copy and (connection := _try(path, "ro")):
        with closing(connection):
            yield connection if _is_ours(connection) else None
        return
    if by_copy and (connection := _from_bytes(path)):
        with closing(connection):
            yield connection if _is_ours(connection) else None
        return
    # A hot journal on a read-only disk can't be rolled back there, nor a damaged header mended.
    try:
        folder = tempfile.TemporaryDirectory(prefix="alignread-", ignore_cleanup_errors=True)
    except OSError:
        yield None
        return
    with folder as name:
        connection = _copied(path, Path(name))
        with closing(connection) if connection else nullcontext():
            yield connection if connection and _is_ours(connection) else None


def _from_bytes(path: Path) -> sqlite3.Connection | None:
    """Return what a file holds without a file, None where a crash has left its journal.

    While a lock hangs SQLite opens no other file, be it a copy: it holds a mutex for them all.
    """
    connection = connect_memory()
    with suppress(OSError, sqlite3.Error):
        journal = beside(path, "-journal")
        if not (journal.is_file() and journal.stat().st_size):
            connection.deserialize(path.read_bytes())
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return connection
    connection.close()
    return None


def _copied(path: Path, folder: Path) -> sqlite3.Connection | None:
    copy = folder / "copy.db"
    with suppress(OSError, sqlite3.Error):
        shutil.copyfile(path, copy)
        if beside(path, "-journal").is_file():
            shutil.copyfile(beside(path, "-journal"), beside(copy, "-journal"))
        # Nobody else has the copy; where locks don't work, they may not work in this folder either.
        if connection := _try(copy, "rw&nolock=1"):
            return connection
        _mend_header(copy, folder / "model.db")
        return _try(copy, "rw&nolock=1")
    return None


def _mend_header(path: Path, model: Path) -> None:
    create_private(model)
    with closing(connect(model, mode="rw&nolock=1")) as connection:
        migrate(connection)
    header = bytearray(model.read_bytes()[:_HEADER_BYTES])
    page = int.from_bytes(header[16:18], "big")
    with path.open("r+b") as file:
        # The number of pages: with none in the header SQLite goes by the length of the file.
        pages = int.from_bytes(file.read(32)[28:], "big")
        header[28:32] = bytes(4)
        file.seek(0)
        file.write(header)
        # A table that began beyond the end would keep SQLite from all: blank pages stand for it.
        if pages <= _MOST_PAGES and page * pages > file.seek(0, os.SEEK_END):
            file.truncate(page * pages)


def _try(path: Path, mode: str) -> sqlite3.Connection | None:
    connection = None
    try:
        connection = connect(path, _PATIENCE, mode)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.DatabaseError:
        if connection is not None:
            connection.close()
        return None


def _is_ours(connection: sqlite3.Connection) -> bool:
    return connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
