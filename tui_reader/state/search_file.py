"""The file of the search index: `search.db` in the data folder, made anew whenever it is no good.

Nothing in it is worth saving. A file that is damaged, of another edition or not ours goes away and
a new one takes its place. Where there is none to be had, because of the folder, the disk or another
session that is writing, the answer is None, and whoever asked indexes in memory. Nobody waits.
"""

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from tui_reader.state.aside import Aside, Hung
from tui_reader.state.database import beside, connect, create_private, is_damage, is_undecodable
from tui_reader.state.search_index import SearchIndex, create, has_fts5
from tui_reader.state.search_rows import Nonsense
from tui_reader.state.search_scan import ScannedIndex, create_scanned

FILE_NAME = "search.db"
_LONGEST = 3.0
"""Seconds that opening it may take."""
_CACHE = "cache_size = -65536"
"""64 MB at most, taken as they are needed: what is written stays in memory until it is whole."""


def open_in_memory() -> SearchIndex:
    """Return an empty index that lasts as long as the session."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA temp_store = MEMORY")
    return _made(connection)


def open_file(folder: Path) -> SearchIndex | None:
    """Return the index of a data folder, new if need be, or None where none can be had now."""
    aside = Aside()
    try:
        # On a network's file system a lock may hang; SQLite asks for one with its first question.
        return aside.run(lambda: _open(folder), _LONGEST, _close)
    except Hung:
        return None
    finally:
        aside.stop()


def _close(index: SearchIndex | None) -> None:
    if index is not None:
        index.close()


def _open(folder: Path) -> SearchIndex | None:
    path = folder / FILE_NAME
    try:
        if not os.path.lexists(path):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            create_private(path)
        if not stat.S_ISREG(os.stat(path, follow_symlinks=False).st_mode):
            return None
    except (OSError, ValueError):
        return None
    for is_last in (False, True):
        try:
            index = _opened(path)
        except sqlite3.Error as error:
            if is_last or not is_lost(error):
                return None
            index = None
        if index is not None:
            return index
        if not is_last:
            discard(path)
            with suppress(OSError):
                create_private(path)
    return None


def discard(path: Path) -> None:
    """Delete the index; sessions that have it open go on with what they have."""
    for each in (path, beside(path, "-journal"), beside(path, "-wal"), beside(path, "-shm")):
        with suppress(OSError):
            each.unlink()


def is_lost(error: sqlite3.Error) -> bool:
    """Return whether an error says that the index has to be made anew."""
    is_wrong = isinstance(error, Nonsense) or is_undecodable(error)
    return is_wrong or is_damage(error) or _is_nonsense(error)


def _opened(path: Path) -> SearchIndex | None:
    """Return the index in a file, None where it holds something else."""
    is_writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection = connect(path, 0, "rw" if is_writable else "ro")
    try:
        # It can be made again, so no write waits for the disk; a killed process leaves a journal.
        for pragma in ("synchronous = OFF", "temp_store = MEMORY", "secure_delete = ON", _CACHE):
            connection.execute(f"PRAGMA {pragma}")
        if _is_empty(connection) and is_writable:
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            return _made(connection)
        if _objects(connection) == _expected():
            return _on(connection)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _made(connection: sqlite3.Connection) -> SearchIndex:
    (create if has_fts5() else create_scanned)(connection)
    return _on(connection)


def _on(connection: sqlite3.Connection) -> SearchIndex:
    return SearchIndex(connection) if has_fts5() else ScannedIndex(connection)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _objects(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return everything that a database is made of, and its edition: a trigger would run."""
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
    ).fetchall()
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return [(str(version),), *rows]


def _expected() -> list[tuple[str, ...]]:
    index = open_in_memory()
    try:
        return _objects(index.connection)
    finally:
        index.close()


def _is_nonsense(error: sqlite3.Error) -> bool:
    """Whether a statement of ours makes no sense to the file: its tables aren't what they seem."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    return code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_CONSTRAINT)
