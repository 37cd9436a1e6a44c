"""What a store does with its file, each thing for so long and no longer; see `aside`.

The longest wait is for a lock that another process holds, `BUSY_SECONDS`. SQLite gives up by itself
then, and says why; only what hangs is abandoned.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_reader.state.aside import Aside, Hung

if TYPE_CHECKING:
    import sqlite3

Statement = tuple[str, Sequence[Any]]

_GRACE = 0.5
"""Seconds by which SQLite may be late."""
_REFILL_SECONDS = 3.0
_BACKUP_SECONDS = 60.0
CLOSE_SECONDS = 1.0


class Reach:
    """The thread in which a store reaches for its file.

    Attributes:
        aside: That thread. Each method raises `Hung` where it takes too long; a connection is lost
            then, and closed when it comes back.
    """

    def __init__(self) -> None:
        self.aside = Aside()

    def open(self, path: Path, tell: Callable[[str], None]) -> "sqlite3.Connection":
        """Open the state file; see `open_file`."""
        from tui_reader.state.opening import open_file

        return self.aside.run(lambda: open_file(path, tell), _longest(), _close)

    def open_and_write(
        self,
        path: Path,
        statements: Sequence[Statement],
        tell: Callable[[str], None],
        patience: float | None,
    ) -> "sqlite3.Connection":
        """Open the state file and write some statements as one change.

        Raises:
            Unavailable, sqlite3.DatabaseError: It can't be written now.
        """
        return self.aside.run(
            lambda: _written(path, statements, tell, patience), _longest(), _close
        )

    def read_into_memory(self, path: Path | None, *, by_copy: bool) -> "sqlite3.Connection":
        """Return a store in memory with what can be read of the file; raises nothing.

        Args:
            path: The file, None for an empty store.
            by_copy: Whether no lock is to be asked for.
        """
        from tui_reader.state.salvage import in_memory

        with suppress(Hung):
            return self.aside.run(lambda: in_memory(path, by_copy=by_copy), _REFILL_SECONDS, _close)
        return in_memory(None)

    def execute(
        self, connection: "sqlite3.Connection", sql: str, parameters: Sequence[Any]
    ) -> list[tuple[Any, ...]]:
        """Run a statement that may have to wait for a lock, and return its rows."""
        return self.aside.run(
            lambda: connection.execute(sql, parameters).fetchall(),
            _longest(),
            lambda _: connection.close(),
        )

    def fingerprint(self, connection: "sqlite3.Connection") -> tuple[int, int, int]:
        """Return what tells that somebody made something else of the file; see `schema`."""
        from tui_reader.state.schema import fingerprint

        return self.aside.run(
            lambda: fingerprint(connection), _longest(), lambda _: connection.close()
        )

    def back_up(self, path: Path, connection: "sqlite3.Connection") -> None:
        """Back up if it is time."""
        from tui_reader.state.backups import back_up_if_due

        self.aside.run(
            lambda: back_up_if_due(path, connection),
            _BACKUP_SECONDS,
            lambda _: connection.close(),
        )

    def close(self, connection: "sqlite3.Connection") -> None:
        """Close the file; raises nothing."""
        with suppress(Hung):
            self.aside.run(connection.close, CLOSE_SECONDS, lambda _: None)


def _longest() -> float:
    from tui_reader.state.database import BUSY_SECONDS

    return BUSY_SECONDS + _GRACE


def _written(
    path: Path,
    statements: Sequence[Statement],
    tell: Callable[[str], None],
    patience: float | None,
) -> "sqlite3.Connection":
    from tui_reader.state.database import BUSY_SECONDS, transaction
    from tui_reader.state.opening import open_file

    connection = open_file(path, tell, patience)
    try:
        with transaction(connection):
            for sql, parameters in statements:
                connection.execute(sql, parameters)
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    except BaseException:
        connection.close()
        raise
    return connection


def _close(connection: "sqlite3.Connection | None") -> None:
    if connection is not None:
        connection.close()
