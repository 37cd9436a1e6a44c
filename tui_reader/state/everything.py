"""Everything that is remembered, as one value: what an export writes and an import brings."""

from dataclasses import dataclass

from tui_reader.state import bookmarks, documents, notes, progress
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.documents import KnownDocument
from tui_reader.state.notes import Note
from tui_reader.state.progress import SectionState
from tui_reader.state.store import Store, Tables


@dataclass(frozen=True, slots=True)
class KnownLink:
    """What is remembered of one address, with its times; not all of them are missing."""

    address: str
    title: str = ""
    document: bytes = b""
    """The key of the document it was queued from, or empty."""
    opened_at: str | None = None
    read_at: str | None = None
    queued_at: str | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """Documents with what was marked in them, and addresses."""

    documents: tuple[KnownDocument, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    notes: tuple[Note, ...] = ()
    sections: tuple[tuple[bytes, SectionState], ...] = ()
    """Each with the key of its document."""
    links: tuple[KnownLink, ...] = ()
    """The queued ones in the queue's order."""

    def __bool__(self) -> bool:
        """Whether there is anything; documents of which nothing but their title is known aren't."""
        return bool(
            self.bookmarks
            or self.notes
            or self.sections
            or self.links
            or any(document.position or document.opened_at for document in self.documents)
        )


def collect(store: Store) -> Everything:
    """Return everything that a store holds."""
    keys = store.query("SELECT DISTINCT document FROM sections")
    return Everything(
        tuple(documents.all_documents(store)),
        tuple(bookmarks.all_bookmarks(store)),
        tuple(notes.all_notes(store)),
        tuple((key, state) for (key,) in keys for state in progress.section_states(store, key)),
        tuple(known_links(store)),
    )


def known_links(store: Tables) -> list[KnownLink]:
    """Return every address that is remembered, the queue first and in its order."""
    rows = store.query(
        "SELECT address, title, document, opened_at, read_at, queued_at FROM links"
        " ORDER BY queue_place IS NULL, queue_place, rowid"
    )
    return [KnownLink(*row) for row in rows]
