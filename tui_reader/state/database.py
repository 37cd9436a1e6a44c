"""One SQLite connection as alignread wants it, and what its errors mean.

The only place that calls `sqlite3.connect`. An error is one of three things: the file is damaged,
the file is out of reach (full, read-only, locked, gone), or the program is wrong; only the last
one is ever raised to a caller of `Store`.
"""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

BUSY_SECONDS = 5.0
"""How long to wait for another process before what is written stays in memory."""

PRAGMAS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "synchronous = FULL",
)

# Short: behind "not saved: " they fit a line of 40 columns.
_REASONS = {
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_BUSY: "locked by another program",
    sqlite3.SQLITE_LOCKED: "locked by another program",
    sqlite3.SQLITE_NOMEM: "out of memory",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_IOERR: "the disk fails or is full",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened",
    sqlite3.SQLITE_PROTOCOL: "its locks don't work",
    sqlite3.SQLITE_NOLFS: "too big for the file system",
    sqlite3.SQLITE_AUTH: "permission denied",
}


class Unavailable(Exception):
    """The file can't be used now; the text says why, half a sentence."""


def connect(path: Path, timeout: float | None = None, mode: str = "rw") -> sqlite3.Connection:
    """Open an existing file. Several threads may use the connection, one at a time.

    Args:
        path: Where it is.
        timeout: Seconds to wait for locks, `BUSY_SECONDS` where none are given.
        mode: Of the URI, with what else it says.

    Raises:
        sqlite3.DatabaseError: It can't be opened, or its header is wrong.
    """
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS if timeout is None else timeout,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_memory() -> sqlite3.Connection:
    """Open an empty database in memory."""
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """Make all that is written meanwhile one change, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction that failed; some errors have ended it already."""
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def exclusive(path: Path, timeout: float | None = None) -> Generator[None]:
    """Let one process at a time make, repair or back up the file.

    The lock is SQLite's own, on an empty file beside it: it works wherever the store does, waits
    no longer than `timeout`, and dies with its holder.
    """
    lock = beside(path, ".lock")
    create_private(lock)
    connection = connect(lock, timeout)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error says that the bytes of the file are wrong."""
    return _code(error) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_moved(error: sqlite3.Error) -> bool:
    """Return whether an error says that there is another file, or none, under the name now."""
    return _code(error) == sqlite3.SQLITE_READONLY_DBMOVED


def is_trouble(error: sqlite3.Error) -> bool:
    """Return whether an error comes from the file and its disk, and not from a statement."""
    return is_damage(error) or _code(error) & 0xFF in _REASONS


def is_undecodable(error: sqlite3.Error) -> bool:
    """Return whether an error says that a text isn't UTF-8, which Python finds by itself."""
    return not _code(error) and str(error).startswith("Could not decode")


def decoded(data: bytes) -> str:
    """Return a text whatever its bytes are: a `text_factory`, slower than the built-in one."""
    return data.decode("utf-8", "replace")


def reason(error: sqlite3.Error | OSError) -> str:
    """Return what is wrong as half a sentence."""
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    return _REASONS.get(_code(error) & 0xFF) or str(error).partition("\n")[0][:80]


def beside(path: Path, suffix: str) -> Path:
    """Return the path of a file that goes with another one."""
    return Path(f"{path}{suffix}")


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is a file.

    SQLite would make it 0644; a journal takes over the mode of its database.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def put_in_place(new: Path, path: Path) -> None:
    """Give a finished file its name, in one step, and see to it that it lasts."""
    handle = os.open(new, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(new, path)
    if os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            with suppress(OSError):  # some network file systems refuse it
                os.fsync(folder)
        finally:
            os.close(folder)


def _code(error: sqlite3.Error) -> int:
    # Errors that Python's module finds by itself have none.
    return int(getattr(error, "sqlite_errorcode", 0) or 0)
