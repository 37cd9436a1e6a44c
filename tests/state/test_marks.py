"""`bookmarks` and `notes`: what was marked comes back as it was, once, in its latest version."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.state.helpers import file_of, sql
from tests.state.marked import LATER, MOMENT, bookmark, note, position
from tui_reader.document.positions import Position
from tui_reader.errors import ReaderError
from tui_reader.state import bookmarks, documents, notes, store, times
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note
from tui_reader.state.store import Store

texts = st.text(st.characters(), max_size=60) | st.just("\0") | st.just("a\ud800b")
positions = st.builds(
    Position,
    st.lists(texts, max_size=6).map(tuple),
    st.integers(0, 10**9),
    texts,
    texts,
    texts,
    st.integers(-(2**40), 2**40),
    st.integers(0, 2**40),
)


@pytest.fixture
def memory(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "data")


@pytest.fixture(scope="module")
def shared_memory(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One store for the many examples of a property."""
    return Store(tmp_path_factory.mktemp("data"))


def _kept(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def kept_position(value: Position) -> Position:
    """Return a position as it comes back."""
    return replace(
        value,
        headings=tuple(map(_kept, value.headings)),
        exact=_kept(value.exact),
        prefix=_kept(value.prefix),
        suffix=_kept(value.suffix),
    )


@given(place=positions, name=texts, key=st.binary(min_size=1, max_size=50))
def test_a_bookmark_comes_back_as_it_was(
    shared_memory: Store, place: Position, name: str, key: bytes
) -> None:
    """Every character but lone surrogates, every number, any path."""
    mark = Bookmark(uuid4().hex, key, "", place, name, MOMENT, LATER)
    bookmarks.add(shared_memory, mark)
    expected = replace(mark, position=kept_position(place), name=_kept(name))
    assert expected in bookmarks.of_document(shared_memory, key)
    assert expected in bookmarks.all_bookmarks(shared_memory)


@given(place=positions, body=texts)
def test_a_note_comes_back_as_it_was(shared_memory: Store, place: Position, body: str) -> None:
    """Line ends, control characters and NUL too."""
    mark = Note(uuid4().hex, b"/n.md", "T", place, body, MOMENT, LATER)
    notes.save(shared_memory, mark)
    expected = replace(mark, position=kept_position(place), body=_kept(body))
    assert expected in notes.of_document(shared_memory, b"/n.md")


def test_all_is_kept_between_sessions(memory: Store, tmp_path: Path) -> None:
    """A second store reads what the first one wrote, the longest note and a path not in UTF-8."""
    longest = replace(note("n1", b"/caf\xe9.md"), body="\n\0é" * 333_333)
    bookmarks.add(memory, bookmark("b1", b"/caf\xe9.md", "named"))
    notes.save(memory, longest)
    memory.close()
    again = Store(tmp_path / "data")
    assert bookmarks.all_bookmarks(again) == [bookmark("b1", b"/caf\xe9.md", "named")]
    assert notes.all_notes(again) == [longest]


def test_twice_is_once(memory: Store) -> None:
    """The same id is the same mark."""
    for _ in range(2):
        bookmarks.add(memory, bookmark("b1"))
        notes.save(memory, note("n1"))
    assert bookmarks.all_bookmarks(memory) == [bookmark("b1")]
    assert notes.all_notes(memory) == [note("n1")]


def test_the_later_version_wins(memory: Store) -> None:
    """In whatever order they come."""
    for versions in ((MOMENT, LATER), (LATER, MOMENT)):
        mark = uuid4().hex
        for at in versions:
            bookmarks.add(memory, bookmark(mark, name=at, at=at))
            notes.save(memory, note(mark, body=at, at=at))
        assert [each.name for each in bookmarks.all_bookmarks(memory) if each.id == mark] == [LATER]
        assert [each.body for each in notes.all_notes(memory) if each.id == mark] == [LATER]


def test_an_edit_in_the_same_second_is_an_edit(memory: Store) -> None:
    """Times are whole seconds; what is written last stays."""
    notes.save(memory, note("n1", body="first"))
    notes.save(memory, note("n1", body="second"))
    assert [each.body for each in notes.all_notes(memory)] == ["second"]


def test_a_clock_that_was_ahead_stops_no_edit(memory: Store) -> None:
    """What is written now wins over what says that it was written tomorrow."""
    notes.save(memory, note("n1", body="from the future", at=times.ago(-90_000)))
    notes.save(memory, note("n1", body="an old export", at=MOMENT))
    assert [each.body for each in notes.all_notes(memory)] == ["from the future"]
    notes.save(memory, note("n1", body="edited", at=times.now()))
    assert [each.body for each in notes.all_notes(memory)] == ["edited"]


def test_renaming_and_removing(memory: Store) -> None:
    """A name can be changed; what is removed is gone and comes back only when it is added."""
    bookmarks.add(memory, bookmark("b1", name="old"))
    bookmarks.rename(memory, "b1", "new")
    (renamed,) = bookmarks.all_bookmarks(memory)
    assert renamed.name == "new"
    assert renamed.modified_at > MOMENT
    assert replace(renamed, name="old", modified_at=MOMENT) == bookmark("b1", name="old")
    bookmarks.remove(memory, "b1")
    bookmarks.remove(memory, "b1")
    bookmarks.rename(memory, "b1", "ghost")
    assert bookmarks.all_bookmarks(memory) == []
    bookmarks.add(memory, renamed)
    assert bookmarks.all_bookmarks(memory) == [renamed]
    notes.save(memory, note("n1"))
    notes.remove(memory, "n1")
    assert notes.all_notes(memory) == []


def test_the_order_is_the_texts(memory: Store) -> None:
    """In a document by where they stand, over all documents one after the other."""
    for mark, key, start in (("1", b"/b", 50), ("2", b"/a", 900), ("3", b"/b", 7)):
        bookmarks.add(memory, replace(bookmark(mark, key), position=position(start=start)))
    assert [mark.id for mark in bookmarks.of_document(memory, b"/b")] == ["3", "1"]
    assert [mark.id for mark in bookmarks.all_bookmarks(memory)] == ["2", "3", "1"]


def test_the_title_is_the_documents_and_outlives_it(memory: Store) -> None:
    """As it is now; the mark's own where the document's row is lost."""
    bookmarks.add(memory, bookmark("b1"))
    documents.identify(memory, b"/a.md", "d", "A new title", 1.0, [], lambda _: False)
    assert bookmarks.all_bookmarks(memory)[0].title == "A new title"
    with memory.change() as change:
        change.execute("DELETE FROM documents")
    assert bookmarks.all_bookmarks(memory)[0].title == "A title"


BAD: dict[str, Callable[[Bookmark], Bookmark]] = {
    "no id": lambda mark: replace(mark, id=""),
    "long id": lambda mark: replace(mark, id="x" * 1001),
    "no key": lambda mark: replace(mark, key=b""),
    "long key": lambda mark: replace(mark, key=b"/" * 10_001),
    "long quote": lambda mark: replace(mark, position=Position(exact="x" * 100_001)),
    "long name": lambda mark: replace(mark, name="x" * 1001),
    "no moment": lambda mark: replace(mark, modified_at="yesterday"),
}


@pytest.mark.parametrize("fault", BAD)
def test_what_is_too_long_is_refused_with_the_reason(memory: Store, fault: str) -> None:
    """Nothing is cut in silence, and no file is made for it."""
    with pytest.raises(ReaderError, match="can't be remembered"):
        bookmarks.add(memory, BAD[fault](bookmark("b1")))
    assert memory.path is not None
    assert not memory.path.exists()


def test_a_note_that_is_too_long(memory: Store) -> None:
    """A million characters and no more; what was there stays."""
    notes.save(memory, note("n1"))
    with pytest.raises(ReaderError, match="1,000,000"):
        notes.save(memory, note("n1", body="x" * 1_000_001, at=LATER))
    with pytest.raises(ReaderError):
        bookmarks.rename(memory, "b1", "x" * 1001)
    assert notes.all_notes(memory) == [note("n1")]


def test_numbers_and_surroundings_without_bounds(memory: Store) -> None:
    """What goes with a quote is cut where it touches the quote least."""
    vast = Position(("h" * 5000,) * 50, 10**30, "x", "a" * 5000 + "b", "c" + "d" * 5000, -(10**30))
    bookmarks.add(memory, replace(bookmark("b1"), position=vast, title="t" * 9000))
    (mark,) = bookmarks.all_bookmarks(memory)
    assert mark.position.prefix.endswith("ab")
    assert mark.position.suffix.startswith("cd")
    assert len(mark.position.prefix) == len(mark.position.suffix) == 1000
    assert len(mark.title) == 500
    assert memory.is_saved


def test_several_in_one_change(memory: Store) -> None:
    """A change takes the place of a store: all of it or nothing."""
    with memory.change() as change:
        bookmarks.add(change, bookmark("b1"))
        assert bookmarks.all_bookmarks(change) == [bookmark("b1")]
    with pytest.raises(ReaderError):
        _two(memory)
    assert [mark.id for mark in bookmarks.all_bookmarks(memory)] == ["b1"]


def test_a_spell_in_memory_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks made and removed meanwhile, beside what another session wrote meanwhile."""
    monkeypatch.setattr(store, "RETRY_SECONDS", 0.0)
    file_of(tmp_path).mkdir()
    memory = Store(tmp_path)
    for mark in ("b1", "b2", "b3"):
        bookmarks.add(memory, bookmark(mark))
    bookmarks.rename(memory, "b2", "new")
    bookmarks.remove(memory, "b3")
    notes.save(memory, note("n1"))
    assert not memory.is_saved
    file_of(tmp_path).rmdir()
    other = Store(tmp_path)
    bookmarks.add(other, bookmark("b4"))
    other.close()
    notes.save(memory, note("n2"))
    assert memory.is_saved
    again = Store(tmp_path)
    names = {mark.id: mark.name for mark in bookmarks.all_bookmarks(again)}
    assert names == {"b1": "", "b2": "new", "b4": ""}
    assert [mark.id for mark in notes.all_notes(again)] == ["n1", "n2"]


@pytest.mark.parametrize("headings", ["", "[", "{}", "[1]", "null", "[" * 100_000])
def test_headings_that_say_nothing(memory: Store, headings: str) -> None:
    """Somebody's edit of the file costs the path, not the mark."""
    bookmarks.add(memory, bookmark("b1"))
    assert memory.path is not None
    with memory.change() as change:
        change.execute("UPDATE bookmarks SET headings = ?", (headings,))
    expected = replace(bookmark("b1").position, headings=())
    assert bookmarks.all_bookmarks(memory)[0].position == expected


@pytest.mark.parametrize(
    "assignment",
    ["name = x'00'", "headings = x''", "begins = 'x'", "ordinal = 0.5", "document = 'text'"],
)
def test_a_value_of_another_kind_gets_into_no_row(memory: Store, assignment: str) -> None:
    """What the code relies on, the file enforces."""
    import sqlite3

    bookmarks.add(memory, bookmark("b1"))
    memory.close()
    assert memory.path is not None
    with pytest.raises(sqlite3.IntegrityError):
        sql(memory.path, f"UPDATE bookmarks SET {assignment}")


def test_now_is_now() -> None:
    """As the links have it."""
    before = time.time()
    assert times.is_moment(times.now())
    assert times.ago(60) < times.now() <= times.ago(before - time.time() - 1)
    assert not times.is_moment("2026-03-04 05:06:07")


def _two(memory: Store) -> None:
    with memory.change() as change:
        bookmarks.add(change, bookmark("b2"))
        bookmarks.add(change, bookmark(""))
