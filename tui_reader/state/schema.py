"""What is in the state file: its mark, its tables, and the steps from every older version.

To add a table, append one step to `MIGRATIONS`; never change a step that was released. A row is
known by a UNIQUE key, so that what is written twice, after a retry or a salvage, is there once.
"""

import functools
import sqlite3

from tui_reader.state.database import transaction

APPLICATION_ID = 0x416C5264
"""`AlRd`, in the header of the file: what lies there without it is not ours."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE links (
            address TEXT NOT NULL PRIMARY KEY
                CHECK (typeof(address) = 'text' AND length(address) BETWEEN 1 AND 10000),
            title TEXT NOT NULL DEFAULT ''
                CHECK (typeof(title) = 'text' AND length(title) <= 500),
            document BLOB NOT NULL DEFAULT x''
                CHECK (typeof(document) = 'blob' AND length(document) <= 40000),
            opened_at TEXT CHECK (typeof(opened_at) IN ('text', 'null')),
            read_at TEXT CHECK (typeof(read_at) IN ('text', 'null')),
            queued_at TEXT CHECK (typeof(queued_at) IN ('text', 'null')),
            queue_place INTEGER CHECK (typeof(queue_place) IN ('integer', 'null'))
        )
        """,
        "CREATE INDEX links_queue ON links (queue_place) WHERE queue_place IS NOT NULL",
    ),
)
"""The statements that lead from each version (the index) to the next one."""


def schema_version() -> int:
    """Return the version this edition writes."""
    return len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version a file is in."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file, or an empty one, to this edition's version: all of it or nothing."""
    with transaction(connection):
        # Asked inside the transaction: another process may have been faster.
        version = version_of(connection)
        for step in MIGRATIONS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(version, schema_version())}")


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables in the order in which they were made."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\' ORDER BY rowid"
    )
    return [str(name) for (name,) in rows]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the names of a table's columns, none if there is no such table."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [str(name) for (name,) in rows]


@functools.cache
def expected_tables() -> frozenset[str]:
    """Return the tables of this edition's version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        return frozenset(tables(connection))
    finally:
        connection.close()
