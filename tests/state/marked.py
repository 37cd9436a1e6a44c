"""A store with one of everything, many times over, for the tests of what happens to its file."""

from collections.abc import Sequence
from pathlib import Path

from tests.state.helpers import file_of
from tui_reader.document.positions import Position
from tui_reader.state import bookmarks, documents, notes, progress
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note
from tui_reader.state.progress import SectionState
from tui_reader.state.store import Store, Tables

MOMENT = "2026-03-04T05:06:07Z"
LATER = "2026-03-04T05:06:08Z"
WORDS = "words that stand there " * 5

Everything = dict[str, set[str]]


def position(name: str = "", start: int = 0) -> Position:
    """Return a position in which every field says something."""
    exact = f"{WORDS}{name}"
    return Position(("Title", f"Part {name}"), 2, exact, "before", "after", start, start + 40)


def bookmark(mark: str, key: bytes = b"/a.md", name: str = "", at: str = MOMENT) -> Bookmark:
    """Return a bookmark."""
    return Bookmark(mark, key, "A title", position(mark), name, MOMENT, at)


def note(mark: str, key: bytes = b"/a.md", body: str = "said", at: str = MOMENT) -> Note:
    """Return a note."""
    return Note(mark, key, "A title", position(mark), body, MOMENT, at)


def section(name: str, place: int = 0, digest: str = "d", **rest: object) -> SectionState:
    """Return a section of a hundred words."""
    return SectionState(("Title", name), 0, place, 100, digest, **rest)  # pyright: ignore[reportArgumentType]


def write(store: Tables, name: str) -> None:
    """Write one of each."""
    key = f"/{name}.md".encode()
    bookmarks.add(store, bookmark(f"b{name}", key))
    notes.save(store, note(f"n{name}", key))
    progress.mark_read(store, key, section("One"), True)
    documents.save_position(store, key, position(name))


def everything(store: Store) -> Everything:
    """Return the names of what there is of each."""
    return {
        "bookmarks": {mark.id[1:] for mark in bookmarks.all_bookmarks(store)},
        "notes": {mark.id[1:] for mark in notes.all_notes(store)},
        "sections": {_name(each.key) for each in progress.all_progress(store) if each.read},
        "positions": {_name(each.key) for each in documents.all_documents(store) if each.position},
    }


def in_file(folder: Path) -> Everything:
    """Return what another session would find in a folder's file."""
    store = Store(folder)
    try:
        return everything(store)
    finally:
        store.close()


def all_of(names: Sequence[str]) -> Everything:
    """Return what `everything` says where each name was written."""
    return {kind: set(names) for kind in ("bookmarks", "notes", "sections", "positions")}


def filled(folder: Path, count: int = 100) -> tuple[Path, Everything]:
    """Make a store of so many of each, with a backup; return its file and what is in it."""
    names = [str(number) for number in range(count)]
    store = Store(folder)
    with store.change() as change:
        for name in names:
            write(change, name)
    store.close()
    assert store.is_saved
    return file_of(folder), all_of(names)


def _name(key: bytes) -> str:
    return key.decode().removeprefix("/").removesuffix(".md")
