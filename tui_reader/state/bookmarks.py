"""Bookmarks: a place in a document, with a name where the reader gave one."""

from dataclasses import dataclass

from tui_reader.document.positions import Position
from tui_reader.state.marks import MarkTable
from tui_reader.state.store import Tables

MAX_NAME = 1_000


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One bookmark."""

    id: str
    """Made by the caller, `uuid4().hex`, so that a bookmark is the same one on every machine."""
    key: bytes
    """The document; see `documents`."""
    title: str
    """The title of the document."""
    position: Position
    name: str
    """What the reader called it, or empty."""
    created_at: str
    modified_at: str


_TABLE = MarkTable("bookmarks", "name", MAX_NAME, "the name", Bookmark)


def of_document(store: Tables, key: bytes) -> list[Bookmark]:
    """Return the bookmarks of a document, in the order of its text."""
    return _TABLE.of_document(store, key)


def all_bookmarks(store: Tables) -> list[Bookmark]:
    """Return the bookmarks of all documents, one document after the other."""
    return _TABLE.all(store)


def add(store: Tables, bookmark: Bookmark) -> None:
    """Write a bookmark; one with its id is replaced, unless it was modified later.

    Raises:
        ReaderError: Something of it is too long or empty; so for every function that writes.
    """
    _TABLE.write(
        store,
        (
            bookmark.id,
            bookmark.key,
            bookmark.title,
            bookmark.position,
            bookmark.name,
            bookmark.created_at,
            bookmark.modified_at,
        ),
    )


def rename(store: Tables, id: str, name: str) -> None:  # noqa: A002
    """Call a bookmark otherwise; one that is gone stays gone."""
    _TABLE.set_text(store, id, name)


def remove(store: Tables, id: str) -> None:  # noqa: A002
    """Take a bookmark away."""
    _TABLE.delete(store, id)
