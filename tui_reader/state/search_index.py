"""The words of many documents in SQLite's FTS5: what is in it, put in, taken out, asked.

Works on any connection, of a file (`search_file`) or in memory. A document is known by a key; its
sections have rows of their own, numbered one after the other. Texts are kept as `bare_text` makes
them, so that an answer needs no file. All of it can be made again at any time.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tui_reader.document.bare_text import BareSection
from tui_reader.state.search_feed import Feed, Row
from tui_reader.state.search_marks import BEGIN, END, marked_if_crowded, patterns_of, segmented
from tui_reader.state.search_rows import Nonsense, checked

EDITION = 3
"""Of the tables and of what is written into them: another one has the index made anew."""
_SETTLED_NS = 2_000_000_000
"""A file may change twice within the grain of its time: one that is younger is looked at again."""
_WEIGHTS = "bm25(6.0, 1.0, 0.4)"
SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, title TEXT NOT NULL, digest TEXT NOT NULL,
    modified INTEGER NOT NULL, size INTEGER NOT NULL, node INTEGER NOT NULL,
    looked_at INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL
);
CREATE TABLE sections (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, heading TEXT NOT NULL,
    heading_line INTEGER NOT NULL, line INTEGER NOT NULL
);
"""
_WORDS = f"""
CREATE VIRTUAL TABLE words USING fts5(
    heading, text, addresses, tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO words (words, rank) VALUES ('rank', '{_WEIGHTS}');
INSERT INTO words (words, rank) VALUES ('hashsize', {64 << 20});
INSERT INTO words (words, rank) VALUES ('pgsz', 32000);
"""
"""The sizes halve the time of 20 MB: words are sorted once, not in pieces to be merged."""
_LONG = 3000
"""Characters from which on a text may be too long for FTS5 to mark many words in it."""
_ROW = (bytes, str, str, int, int, str, str, float)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file has changed, without reading it."""

    modified: int
    """When, in nanoseconds."""
    size: int
    node: int


@dataclass(frozen=True, slots=True)
class Match:
    """A section that has all the words."""

    key: bytes
    title: str
    heading: str
    """Of the section; `BEGIN` and `END` stand around what was found."""
    heading_line: int
    line: int
    """The source line on which `text` begins."""
    text: str
    addresses: str
    score: float
    """The lower the better."""


@cache
def has_fts5() -> bool:
    """Return whether this SQLite was built with FTS5."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    connection.executescript(f"BEGIN; {SCHEMA} {_WORDS} PRAGMA user_version = {EDITION}; COMMIT;")


def expression(terms: Sequence[str], *, is_open: bool) -> str:
    """Return what FTS5 is asked for terms: all of them, each a word or a phrase.

    Args:
        terms: Whatever was typed; it is quoted, so that none of it is syntax.
        is_open: Whether the last term may be the beginning of a word.
    """
    quoted = [f'"{segmented(term).replace(chr(34), " ")}"' for term in terms]
    return " ".join(quoted) + (" *" if is_open and quoted else "")


class SearchIndex:
    """The index on one connection, which is closed with it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._feed = Feed(connection)
        self._known: set[bytes] | None = None

    def close(self) -> None:
        """Let go of the connection; what isn't settled is lost."""
        self._feed.wait()
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, which nothing else uses at the time."""
        self._feed.wait()
        return self._connection

    def begin(self) -> None:
        """Begin to write, without waiting for another session that does.

        Raises:
            sqlite3.OperationalError: It can't be written now.
        """
        self._connection.execute("BEGIN IMMEDIATE")
        # A read-only file lets anything begin.
        self._connection.execute("DELETE FROM documents WHERE id < 0")
        self._known = None

    def settle(self) -> None:
        """Have everything found that was put in; until then some of it may not be.

        Raises:
            sqlite3.Error: Some of it couldn't be written, now or since the last time.
        """
        self._feed.settle()

    def documents(self) -> list[bytes]:
        """Return the keys of all documents."""
        rows = self.connection.execute("SELECT key FROM documents")
        return [key for (key,) in checked(rows, (bytes,))]

    def fresh(self) -> dict[bytes, Stamp]:
        """Return the documents whose stamp can be relied on: as long as it is the same."""
        rows = self.connection.execute(
            "SELECT key, modified, size, node FROM documents WHERE looked_at - modified > ?",
            (_SETTLED_NS,),
        )
        kinds = (bytes, int, int, int)
        return {key: Stamp(*stamp) for key, *stamp in checked(rows, kinds, are_stamps=True)}

    def confirm(self, key: bytes, stamp: Stamp, digest: str) -> bool:
        """Return whether a document is in with this very text, and note its stamp if so."""
        if key not in self._keys():
            return False
        self.settle()
        cursor = self._connection.execute(
            "UPDATE documents SET modified = ?, size = ?, node = ?, looked_at = ? "
            "WHERE key = ? AND digest = ?",
            (stamp.modified, stamp.size, stamp.node, time.time_ns(), key, digest),
        )
        return cursor.rowcount > 0

    def put(
        self, key: bytes, title: str, stamp: Stamp, digest: str, sections: Iterable[BareSection]
    ) -> None:
        """Put a document in, in the place of what was known under its key."""
        self.remove([key])
        document = (
            key, _plain(title), digest, stamp.modified, stamp.size, stamp.node, time.time_ns()
        )  # fmt: skip
        rows = [
            Row(
                _plain(part.heading),
                part.heading_line,
                part.line,
                segmented(_plain(part.heading)) if part.is_first else "",
                segmented(_plain(part.text)),
                _plain(part.addresses),
            )
            for part in sections
        ]
        self._keys().add(key)
        self._feed.add(document, rows)

    def remove(self, keys: Iterable[bytes]) -> None:
        """Take documents out."""
        known = self._keys()
        for key in [key for key in keys if key in known]:
            self.settle()
            known.discard(key)
            found = self._connection.execute(
                "DELETE FROM documents WHERE key = ? RETURNING first, count", (key,)
            ).fetchall()
            for first, count in checked(found, (int, int)):
                span = (first, first + count - 1)
                self._connection.execute("DELETE FROM words WHERE rowid BETWEEN ? AND ?", span)
                self._connection.execute("DELETE FROM sections WHERE id BETWEEN ? AND ?", span)

    def _keys(self) -> set[bytes]:
        """Return what is in: asked once in a writing, in which no other session writes."""
        if self._known is None:
            self._known = set(self.documents())
        return self._known

    def scope(self, keys: Iterable[bytes]) -> None:
        """Say which documents are meant by what is asked from now on."""
        run = self.connection.execute
        run("CREATE TEMP TABLE IF NOT EXISTS meant (id INTEGER PRIMARY KEY)")
        run("DELETE FROM meant")
        self._connection.executemany(
            "INSERT OR IGNORE INTO meant SELECT id FROM documents WHERE key = ?",
            [(key,) for key in keys],
        )

    def count(self, asked: str) -> int:
        """Return how many sections of what is meant have what is asked for."""
        return self.connection.execute(
            "SELECT count(*) FROM words JOIN sections ON sections.id = words.rowid "
            "WHERE words MATCH ? AND document IN (SELECT id FROM meant)",
            (asked,),
        ).fetchone()[0]

    def matches(self, asked: str, most: int) -> Iterator[Match]:
        """Yield the sections that have what is asked for, the best first."""
        patterns = patterns_of(asked)
        connection = self.connection

        def crowded(text: str) -> str | None:
            return marked_if_crowded(text, patterns)

        connection.create_function("crowded", 1, crowded, deterministic=True)
        marked = [
            f"coalesce(iif(length(words.{column}) > {_LONG}, crowded(words.{column}), NULL),"
            f" highlight(words, {place}, '{BEGIN}', '{END}'))"
            for place, column in enumerate(("text", "addresses"), 1)
        ]
        rows = connection.execute(
            "SELECT key, title, "
            f"coalesce(nullif(highlight(words, 0, '{BEGIN}', '{END}'), ''), sections.heading),"
            f" heading_line, line, {', '.join(marked)}, words.rank "
            "FROM words JOIN sections ON sections.id = words.rowid "
            "JOIN documents ON documents.id = document "
            "WHERE words MATCH ? AND document IN (SELECT id FROM meant) "
            "ORDER BY words.rank LIMIT ?",
            (asked, most),
        )
        for row in checked(rows, _ROW):
            yield Match(*row)

    def verify(self) -> None:
        """Look whether all that was put in is there and can be found; takes its time.

        Raises:
            sqlite3.DatabaseError: It isn't, or that can't be known now.
        """
        (is_whole,) = self.connection.execute(
            "SELECT (SELECT count(*) FROM words) = (SELECT count(*) FROM sections) AND NOT EXISTS ("
            "SELECT 1 FROM documents WHERE count <> (SELECT count(*) FROM sections "
            "WHERE document = documents.id AND sections.id BETWEEN first AND first + count - 1))"
        ).fetchone()
        if not is_whole:
            raise Nonsense("sections are missing")
        self._verify_words()

    def _verify_words(self) -> None:
        self._connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def _plain(text: str) -> str:
    """Return a text that SQLite takes: lone surrogates aren't UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
