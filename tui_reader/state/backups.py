"""A copy of the state file every day, the newest two kept, made from a whole file only."""

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from tui_reader.state.database import beside, create_private, exclusive, put_in_place
from tui_reader.state.salvage import BACKUPS, is_whole
from tui_reader.state.schema import tables

SECONDS = 24 * 3600
"""How old the newest backup may become."""


def back_up_if_due(path: Path, connection: sqlite3.Connection) -> None:
    """Back up when the last time is a day ago, unless another process is at it.

    A failure is not told here: what keeps a backup from being written keeps the next change from
    being written, and that is told.
    """
    with suppress(OSError, sqlite3.Error):
        if _is_due(path) and not _is_blank(connection):
            with exclusive(path, 0):
                if _is_due(path):
                    back_up(path, connection)


def back_up(path: Path, connection: sqlite3.Connection) -> None:
    """Back up now. The caller has the `exclusive` lock.

    Raises:
        sqlite3.Error, OSError: It could not be written; the older backups are as they were.
    """
    if not is_whole(connection):
        return
    newest, older = (beside(path, suffix) for suffix in BACKUPS)
    new = beside(path, ".bak.new")
    new.unlink(missing_ok=True)
    create_private(new)
    try:
        # As bytes: a path need not be UTF-8. An empty file may be there, which settles the mode.
        connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(new),))
        if newest.exists():
            os.replace(newest, older)
        put_in_place(new, newest)
    finally:
        new.unlink(missing_ok=True)


def _is_due(path: Path) -> bool:
    try:
        age = time.time() - beside(path, BACKUPS[0]).stat().st_mtime
    except FileNotFoundError:
        return True
    # A time in the future is a clock that was wrong.
    return not 0 <= age < SECONDS


def _is_blank(connection: sqlite3.Connection) -> bool:
    return not any(
        connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()
        for table in tables(connection)
    )
