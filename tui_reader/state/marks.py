"""The rows of bookmarks and notes, which differ in one column: a place, a text, two moments.

A mark is known by its id, so writing it twice is writing it once. Of two versions of one mark the
later wins; but one from the future can only come from a clock that was wrong, and what is written
just now wins over it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tui_reader.document.positions import Position
from tui_reader.state import times
from tui_reader.state.position_rows import COLUMNS, from_columns, to_columns
from tui_reader.state.store import Tables
from tui_reader.state.texts import checked_id, checked_key, checked_moment, limited, one_line

_JUST_NOW_SECONDS = 60

MarkT = TypeVar("MarkT")
Fields = tuple[str, bytes, str, Position, str, str, str]
"""Id, key and title of the document, position, text, created, modified."""


@dataclass(frozen=True, slots=True)
class MarkTable(Generic[MarkT]):
    """One of the two tables."""

    name: str
    text_column: str
    most: int
    """Characters that its text may have."""
    what: str
    """What its text is called in an error."""
    make: Callable[..., MarkT]
    """Makes a value of `Fields`."""

    def of_document(self, store: Tables, key: bytes) -> list[MarkT]:
        """Return the marks of a document in the order of its text."""
        return self._rows(store, "WHERE m.document = ? ORDER BY m.begins, m.rowid", (key,))

    def all(self, store: Tables) -> list[MarkT]:
        """Return the marks of all documents, one document after the other."""
        return self._rows(store, "ORDER BY title, m.document, m.begins, m.rowid", ())

    def write(self, store: Tables, fields: Fields) -> None:
        """Write a mark, unless a later version of it is there.

        Raises:
            ReaderError: Something of it is too long or empty.
        """
        mark, key, title, position, text, created_at, modified_at = fields
        values = (
            checked_id(mark),
            checked_key(key),
            one_line(title),
            *to_columns(position),
            limited(text, self.most, self.what),
            checked_moment(created_at),
            checked_moment(modified_at),
        )
        names = f"id, document, title, {COLUMNS}, {self.text_column}, created_at, modified_at"
        marks = ", ".join("?" * len(values))
        updates = ", ".join(f"{name} = excluded.{name}" for name in names.split(", ")[1:])
        is_of_now = modified_at >= times.ago(_JUST_NOW_SECONDS)
        with store.change() as change:
            change.execute(
                f"INSERT INTO {self.name} ({names}) VALUES ({marks})"
                f" ON CONFLICT (id) DO UPDATE SET {updates}"
                " WHERE excluded.modified_at >= modified_at OR (? AND modified_at > ?)",
                (*values, is_of_now, times.now()),
            )

    def set_text(self, store: Tables, mark: str, text: str) -> None:
        """Change the text of a mark, if it is there.

        Raises:
            ReaderError: The text is too long.
        """
        values = (limited(text, self.most, self.what), times.now(), checked_id(mark))
        with store.change() as change:
            change.execute(
                f"UPDATE {self.name} SET {self.text_column} = ?, modified_at = ? WHERE id = ?",
                values,
            )

    def delete(self, store: Tables, mark: str) -> None:
        """Take a mark away."""
        with store.change() as change:
            change.execute(f"DELETE FROM {self.name} WHERE id = ?", (checked_id(mark),))

    def _rows(self, store: Tables, clause: str, parameters: tuple[Any, ...]) -> list[MarkT]:
        positions = ", ".join(f"m.{name}" for name in COLUMNS.split(", "))
        rows = store.query(
            # The title as it is now; a document's row may be lost, its marks have their own then.
            "SELECT m.id, m.document, coalesce(nullif(d.title, ''), m.title) AS title,"
            f" m.{self.text_column}, m.created_at, m.modified_at, {positions}"
            f" FROM {self.name} m LEFT JOIN documents d ON d.key = m.document {clause}",
            parameters,
        )
        return [self.make(*row[:3], from_columns(row[6:]), *row[3:6]) for row in rows]
