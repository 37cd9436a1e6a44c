"""A quick look into the state file for the first screen: as it lies there, read only.

No check, no repair, no migration, and no longer than a moment: where it can't be had like that,
the reader starts without it, and `Store` sees to the file afterwards.
"""

import os
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tui_reader.state.documents import NEWEST_FIRST, SELECT, KnownDocument, of_row
from tui_reader.state.store import Row

PATIENCE = 1.0
"""Seconds after which the first screen doesn't wait any longer."""


def glance(
    path: Path | None, sql: str, parameters: Sequence[Any] = (), seconds: float = PATIENCE
) -> list[Row] | None:
    """Return the rows of one SELECT; None where they can't be had at once."""
    # `Path.is_file` raises where the folder may not be entered.
    if path is None or not os.path.isfile(path):
        return None
    found: list[list[Row]] = []

    def look() -> None:
        rows = _look(path, sql, parameters, seconds)
        if rows is not None:
            found.append(rows)

    # A lock of a network's file system may hang for ever, which only a thread survives.
    thread = threading.Thread(target=look, name="glance", daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else None


def known_document(
    path: Path | None, key: bytes, seconds: float = PATIENCE
) -> KnownDocument | None:
    """Return what is known of a document."""
    rows = glance(path, f"{SELECT} WHERE key = ?", (key,), seconds)
    return of_row(rows[0]) if rows else None


def last_documents(path: Path | None, count: int, seconds: float = PATIENCE) -> list[KnownDocument]:
    """Return the documents that were read last, the last one first."""
    sql = f"{SELECT} WHERE opened_at IS NOT NULL {NEWEST_FIRST} LIMIT ?"
    return [of_row(row) for row in glance(path, sql, (count,), seconds) or ()]


def _look(path: Path, sql: str, parameters: Sequence[Any], seconds: float) -> list[Row] | None:
    import sqlite3

    from tui_reader.state.database import connect, decoded
    from tui_reader.state.schema import APPLICATION_ID, schema_version, version_of

    with suppress(sqlite3.Error), closing(connect(path, seconds, "ro")) as connection:
        connection.text_factory = decoded
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if mark == APPLICATION_ID and version_of(connection) == schema_version():
            return connection.execute(sql, parameters).fetchall()
    return None
