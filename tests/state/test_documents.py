"""`documents`: a document is known again under another name and in a new edition."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from tests.state.helpers import file_of
from tests.state.marked import bookmark, note, position, section
from tests.state.test_marks import kept_position, positions
from tui_reader.document.positions import Position
from tui_reader.errors import ReaderError
from tui_reader.state import bookmarks, database, documents, notes, progress
from tui_reader.state.documents import KnownDocument
from tui_reader.state.position_rows import from_json, to_json
from tui_reader.state.store import Store

A, B = b"/a.md", b"/b.md"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "data")


def identify(
    store: Store,
    key: bytes,
    digest: str = "d",
    sections: tuple[str, ...] = (),
    gone: tuple[bytes, ...] = (),
) -> KnownDocument:
    """Open a document, where some others are gone."""
    return documents.identify(store, key, digest, "T", 2.5, sections, gone.__contains__)


def fill(store: Store, key: bytes, digests: tuple[str, ...] = ("1", "2", "3", "4")) -> None:
    """Read in a document, mark it and leave it."""
    states = [section(f"S{digest}", i, digest) for i, digest in enumerate(digests)]
    identify(store, key)
    progress.take_snapshot(store, key, states, [])
    progress.mark_read(store, key, states[0], True)
    bookmarks.add(store, bookmark("b1", key))
    notes.save(store, note("n1", key))
    documents.save_position(store, key, position("left"))


def has_all(store: Store, key: bytes) -> bool:
    """Return whether everything that `fill` left is there under a key; it is all or nothing."""
    known = documents.find(store, key)
    found = {
        bool(bookmarks.of_document(store, key)),
        bool(notes.of_document(store, key)),
        [state.share for state in progress.section_states(store, key)] == [1.0, 0.0, 0.0, 0.0],
        known is not None and known.position == position("left"),
    }
    assert len(found) == 1
    return found.pop()


def test_a_document_that_was_never_met(store: Store) -> None:
    """Asking makes no row and no file; opening makes one."""
    assert documents.find(store, A) is None
    assert documents.all_documents(store) == []
    known = identify(store, A)
    assert replace(known, id="") == KnownDocument(A, "d", "T", None, None, 2.5, "")
    assert documents.find(store, A) == known
    assert identify(store, A, "new") == replace(known, digest="new")


@given(place=positions)
def test_a_position_is_the_same_after_json(place: Position) -> None:
    """A position with anything in it, but for lone surrogates."""
    found = from_json(to_json(place))
    assert found == kept_position(place)


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "{", "[]", "1", "[" * 100_000, '{"headings":1}', to_json(Position())[:-1]),
        '{"headings":"[]","ordinal":"x","exact":"","prefix":"","suffix":"","begins":0,"ends":0}',
    ],
)
def test_a_position_that_says_nothing(text: str | None) -> None:
    """It is none, and no error."""
    assert from_json(text) is None


def test_the_position_is_kept_between_sessions(store: Store, tmp_path: Path) -> None:
    """With its moment, and the blank rows above it."""
    documents.save_position(store, A, position("x"), "2026-01-02T03:04:05Z", 3)
    store.close()
    known = documents.find(Store(tmp_path / "data"), A)
    assert known is not None
    assert (known.position, known.opened_at, known.lead) == (
        position("x"),
        "2026-01-02T03:04:05Z",
        3,
    )


def test_the_order_is_that_of_reading(store: Store) -> None:
    """The document opened last is the first; one that never was is the last."""
    identify(store, b"/never")
    for number, key in enumerate((b"/1", b"/2", b"/3")):
        documents.save_position(store, key, position(), f"2026-01-0{3 - number}T00:00:00Z")
    keys = [known.key for known in documents.all_documents(store)]
    assert keys == [b"/1", b"/2", b"/3", b"/never"]


def test_a_renamed_file_takes_everything_along(store: Store) -> None:
    """The same text under a new name, the old name gone."""
    fill(store, A)
    before = documents.find(store, A)
    after = identify(store, B, gone=(A,))
    assert before is not None
    assert after == replace(before, key=B)
    assert has_all(store, B)
    assert not has_all(store, A)
    assert [known.key for known in documents.all_documents(store)] == [B]


def test_a_copy_leaves_the_original_its_marks(store: Store) -> None:
    """The same text, but the old name is still there."""
    fill(store, A)
    assert identify(store, B).position is None
    assert has_all(store, A)


@pytest.mark.parametrize(
    ("sections", "is_known"),
    [
        (("1", "2", "3", "4"), True),
        (("1", "2", "new", "newer"), True),
        (("1", "2", "", ""), True),
        (("1", "new", "newer"), False),
        (("1",), False),
        (("1", "1", "1"), False),
        (("", "", ""), False),
        ((), False),
    ],
)
def test_a_new_edition_under_a_new_name(
    store: Store, sections: tuple[str, ...], is_known: bool
) -> None:
    """Half of its sections, two at least, are those of a document that is gone."""
    fill(store, A)
    identify(store, B, "another", sections, gone=(A,))
    assert has_all(store, B) is is_known
    assert has_all(store, A) is not is_known


def test_the_likest_of_several(store: Store) -> None:
    """Of those that are gone; one that is there counts for nothing."""
    for key, digests in ((b"/x", "1234"), (b"/y", "123"), (b"/there", "12345")):
        identify(store, key, key.decode())
        states = [section(digest, i, digest) for i, digest in enumerate(digests)]
        progress.take_snapshot(store, key, states, [])
        documents.save_position(store, key, position(key.decode()))
    known = identify(store, B, "new", ("1", "2", "3", "4", "5"), gone=(b"/x", b"/y"))
    assert known.position == position("/x")


def test_a_known_document_stays_itself(store: Store) -> None:
    """Another one with its text that is gone takes nothing from it and gives it nothing."""
    fill(store, A)
    identify(store, B)
    assert identify(store, B, gone=(A,)).position is None
    assert has_all(store, A)


def test_texts_without_digest_are_not_the_same(store: Store) -> None:
    """Empty says nothing."""
    identify(store, A, "")
    documents.save_position(store, A, position())
    assert identify(store, B, "", gone=(A,)).position is None


def test_many_sections_are_recognised(store: Store) -> None:
    """More than one query's worth of them."""
    digests = tuple(f"{number:04}" for number in range(1500))
    states = [section(digest, i, digest) for i, digest in enumerate(digests)]
    progress.take_snapshot(store, A, states, [])
    documents.save_position(store, A, position())
    edition = (*digests[:800], *(f"new{number}" for number in range(700)))
    assert identify(store, B, "new", edition, gone=(A,)).position == position()


def test_what_is_no_key_is_refused(store: Store) -> None:
    """With the reason; nothing is made for it."""
    for key in (b"", b"x" * 10_001):
        with pytest.raises(ReaderError, match="can't be remembered"):
            identify(store, key)
        with pytest.raises(ReaderError, match="can't be remembered"):
            documents.save_position(store, key, position())
    assert store.path is not None
    assert not store.path.exists()


def test_a_title_is_one_safe_line(store: Store) -> None:
    """A heading may hold anything."""
    title = "x\x1b[2J\n\ud800" + "y" * 1000
    known = documents.identify(store, A, "d", title, float("inf"), [], lambda _: False)
    assert known.title.isprintable()
    assert len(known.title) == 500
    assert documents.find(store, A) == known


def test_a_rename_in_a_spell_in_memory_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program has the file locked; what the session does to its copy, it does later."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    first = Store(tmp_path)
    fill(first, A)
    first.close()
    with closing(sqlite3.connect(file_of(tmp_path), isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        late = Store(tmp_path)
        identify(late, B, gone=(A,))
        assert has_all(late, B)
        assert not late.is_saved
    late.close()
    assert late.is_saved
    again = Store(tmp_path)
    assert has_all(again, B)
    assert not has_all(again, A)
