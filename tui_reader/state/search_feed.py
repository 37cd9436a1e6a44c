"""What goes into the search index, a batch at a time: its words are sorted in a thread beside.

SQLite needs no lock of Python's while it takes in a batch, so the next documents are stripped
meanwhile, on another processor. The connection is used by one thread at a time.
"""

import sqlite3
import threading
from collections.abc import Sequence
from typing import NamedTuple

from tui_reader.state.search_rows import checked

_BATCH = 1 << 20
"""Characters that go in together: some hundredths of a second of work."""
_STAGED = """
CREATE TEMP TABLE IF NOT EXISTS staged (id INTEGER PRIMARY KEY, heading, text, addresses)
"""


class Row(NamedTuple):
    """A section: what is kept of it, and in what words are looked for."""

    name: str
    heading_line: int
    line: int
    heading: str
    text: str
    addresses: str


class Feed:
    """Puts documents into the tables of one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._documents: list[tuple[tuple[object, ...], Sequence[Row]]] = []
        self._size = 0
        self._thread: threading.Thread | None = None
        self._error: sqlite3.Error | None = None

    def add(self, document: tuple[object, ...], rows: Sequence[Row]) -> None:
        """Take a document, which is not known yet.

        Args:
            document: Its row of `documents` between `id` and `first`.
            rows: Its sections.

        Raises:
            sqlite3.Error: What was taken before couldn't be written.
        """
        self._documents.append((document, rows))
        self._size += sum(len(row.text) for row in rows)
        if self._size > _BATCH:
            self._stage()
            self._thread = threading.Thread(target=self._move, name="search index")
            self._thread.start()

    def settle(self) -> None:
        """Write all that was taken.

        Raises:
            sqlite3.Error: Some of it couldn't be written.
        """
        if self._documents:
            self._stage()
            self._move()
        self._check()

    def wait(self) -> None:
        """Wait until the connection is free; what went wrong is told later."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _check(self) -> None:
        self.wait()
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _stage(self) -> None:
        """Put the batch where a single statement takes it from."""
        self._check()
        run = self._connection.execute
        run(_STAGED)
        run("DELETE FROM staged")
        newest = run(
            "SELECT (SELECT ifnull(max(id), 0) FROM documents),"
            " (SELECT ifnull(max(id), 0) + 1 FROM sections)"
        )
        ((document, first),) = checked(newest, (int, int))
        documents: list[tuple[object, ...]] = []
        sections: list[tuple[object, ...]] = []
        words: list[tuple[object, ...]] = []
        for number, (columns, rows) in enumerate(self._documents, document + 1):
            documents.append((number, *columns, first, len(rows)))
            for place, row in enumerate(rows, first):
                sections.append((place, number, row.name, row.heading_line, row.line))
                words.append((place, row.heading, row.text, row.addresses))
            first += len(rows)
        self._documents, self._size = [], 0
        write = self._connection.executemany
        write("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", documents)
        write("INSERT INTO sections VALUES (?, ?, ?, ?, ?)", sections)
        write("INSERT INTO staged VALUES (?, ?, ?, ?)", words)

    def _move(self) -> None:
        try:
            # One step of SQLite's, in which Python runs on.
            self._connection.execute(
                "INSERT INTO words (rowid, heading, text, addresses) SELECT * FROM staged"
            )
        except sqlite3.Error as error:
            self._error = error
