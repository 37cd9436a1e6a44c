"""Notes: what the reader wrote on a place or a stretch of text."""

from dataclasses import dataclass

from tui_reader.document.positions import Position
from tui_reader.state.marks import MarkTable
from tui_reader.state.store import Tables

MAX_BODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    id: str
    """Made by the caller, `uuid4().hex`, so that a note is the same one on every machine."""
    key: bytes
    """The document; see `documents`."""
    title: str
    """The title of the document."""
    position: Position
    body: str
    """What the reader wrote, lines and all."""
    created_at: str
    modified_at: str


_TABLE = MarkTable("notes", "body", MAX_BODY, "the note", Note)


def of_document(store: Tables, key: bytes) -> list[Note]:
    """Return the notes of a document, in the order of its text."""
    return _TABLE.of_document(store, key)


def all_notes(store: Tables) -> list[Note]:
    """Return the notes of all documents, one document after the other."""
    return _TABLE.all(store)


def save(store: Tables, note: Note) -> None:
    """Write a note, new or edited; one with its id is replaced, unless it was modified later.

    Raises:
        ReaderError: Something of it is too long or empty; so for every function that writes.
    """
    _TABLE.write(
        store,
        (
            note.id,
            note.key,
            note.title,
            note.position,
            note.body,
            note.created_at,
            note.modified_at,
        ),
    )


def remove(store: Tables, id: str) -> None:  # noqa: A002
    """Take a note away."""
    _TABLE.delete(store, id)
