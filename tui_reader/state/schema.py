"""What is in the state file: its mark, its tables, and the steps from every older version.

To add a table, append one step to `MIGRATIONS`; never change a step that was released. A row is
known by a UNIQUE key, so that what is written twice, after a retry or a salvage, is there once.
"""

import functools
import sqlite3

from tui_reader.state.database import transaction

APPLICATION_ID = 0x416C5264
"""`AlRd`, in the header of the file: what lies there without it is not ours."""


def _texts(*columns: str) -> str:
    """Return a check that columns hold text: of all kinds of values bytes sort last."""
    return f"CHECK (max({', '.join(columns)}) < x'')"


def _integers(*columns: str) -> str:
    """Return a check that columns hold whole numbers: text sorts after them, a sum shows others."""
    return f"CHECK (max({', '.join(columns)}) < '' AND typeof({' + '.join(columns)}) = 'integer')"


def _key(column: str) -> str:
    return f"CHECK (typeof({column}) = 'blob' AND length({column}) BETWEEN 1 AND 10000)"


def _marks(table: str, column: str, most: int) -> str:
    """Return the statement for a table of places with a text."""
    texts = ["id", "title", "headings", "exact", "prefix", "suffix"]
    texts += [column, "created_at", "modified_at"]
    return f"""
        CREATE TABLE {table} (
            id TEXT NOT NULL PRIMARY KEY,
            document BLOB NOT NULL {_key("document")},
            title TEXT NOT NULL,
            headings TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            exact TEXT NOT NULL,
            prefix TEXT NOT NULL,
            suffix TEXT NOT NULL,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            {column} TEXT NOT NULL CHECK (length({column}) <= {most}),
            created_at TEXT NOT NULL,
            modified_at TEXT NOT NULL,
            {_texts(*texts)},
            {_integers("ordinal", "begins", "ends")}
        )
        """


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
    (
        # Documents are named by their key everywhere, without a foreign key: a mark whose document
        # is lost in a damaged page is still a mark.
        f"""
        CREATE TABLE documents (
            id TEXT NOT NULL PRIMARY KEY,
            key BLOB NOT NULL UNIQUE {_key("key")},
            digest TEXT NOT NULL DEFAULT '',
            title TEXT NOT NULL DEFAULT '',
            opened_at TEXT,
            position TEXT,
            minutes REAL NOT NULL DEFAULT 0,
            lead INTEGER NOT NULL DEFAULT 0,
            CHECK (max(minutes, lead) < ''),
            {_texts("id", "digest", "title", "ifnull(opened_at, '')", "ifnull(position, '')")}
        )
        """,
        "CREATE INDEX documents_digest ON documents (digest)",
        "CREATE INDEX documents_opened ON documents (opened_at)",
        f"""
        CREATE TABLE sections (
            document BLOB NOT NULL {_key("document")},
            headings TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            place INTEGER NOT NULL,
            words INTEGER NOT NULL,
            digest TEXT NOT NULL,
            share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
            read_at TEXT,
            is_new INTEGER NOT NULL CHECK (is_new IN (0, 1)),
            PRIMARY KEY (document, headings, ordinal),
            {_texts("headings", "digest", "ifnull(read_at, '')")},
            {_integers("ordinal", "place", "words")}
        )
        """,
        "CREATE INDEX sections_digest ON sections (digest)",
        _marks("bookmarks", "name", 1_000),
        "CREATE INDEX bookmarks_document ON bookmarks (document, begins)",
        _marks("notes", "body", 1_000_000),
        "CREATE INDEX notes_document ON notes (document, begins)",
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
                # SQLite keeps the statements as they are: without their spaces, all fit in the
                # first page, which a damaged file has lost last.
                connection.execute(" ".join(statement.split()))
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


def fingerprint(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return what changes when anybody makes another file of a file, or other tables in it."""
    return connection.execute(
        "SELECT * FROM pragma_application_id, pragma_user_version, pragma_schema_version"
    ).fetchone()


def objects(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    """Return all that a file is made of but for what SQLite makes by itself: kind, name and
    statement, its spaces apart."""
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return frozenset((str(kind), str(name), "".join(str(sql).split())) for kind, name, sql in rows)


def expected_objects(version: int) -> frozenset[tuple[str, str, str]]:
    """Return what a file of a version is made of."""
    return _made_by(MIGRATIONS[:version])


@functools.cache
def _made_by(steps: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, str, str]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in (statement for step in steps for statement in step):
            connection.execute(statement)
        return objects(connection)
    finally:
        connection.close()
