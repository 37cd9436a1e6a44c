"""`merging`: what comes in joins what is there, the newer stays, and twice is once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from tests.state.memories import EARLY, ESSAY, LATE, MEMORY, POSITION, everythings
from tui_reader.errors import ReaderError
from tui_reader.state import bookmarks, documents, links, notes, progress
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.everything import Everything, KnownLink, collect
from tui_reader.state.merging import Merged, merge
from tui_reader.state.notes import Note
from tui_reader.state.progress import SectionState
from tui_reader.state.store import Store

HERE = b"/elsewhere/essay.md"
BETWEEN = "2026-02-03T04:05:06Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "data")


def without_ids(everything: Everything) -> Everything:
    """Return a memory without what is this store's own affair."""
    return replace(
        everything, documents=tuple(replace(each, id="") for each in everything.documents)
    )


def test_everything_comes_into_an_empty_store(store: Store, tmp_path: Path) -> None:
    """And is there for the next session."""
    assert merge(store, MEMORY) == Merged(1, 1, 2, 1, 2, 0)
    store.close()
    found = without_ids(collect(Store(tmp_path / "data")))
    # A title and a length alone aren't worth a row.
    assert found.documents == MEMORY.documents[:1]
    assert replace(found, documents=()) == replace(MEMORY, documents=())


def test_twice_is_once(store: Store) -> None:
    """The second time everything is known and nothing changes."""
    merge(store, MEMORY)
    before = collect(store)
    assert merge(store, MEMORY) == Merged(known=7)
    assert collect(store) == before


@given(everythings)
def test_any_memory_twice_is_once(everything: Everything) -> None:
    """Whatever is in it; in memory, for speed: a file is no folder."""
    store = Store(Path(__file__) / "folder")
    merge(store, everything)
    before = collect(store)
    again = merge(store, everything)
    assert replace_known(again) == Merged()
    assert collect(store) == before


def replace_known(merged: Merged) -> Merged:
    """Return counts without that of what was known."""
    return Merged(merged.bookmarks, merged.notes, merged.sections, merged.positions, merged.links)


def test_the_version_modified_later_stays(store: Store) -> None:
    """On both sides; one without a time never replaces another."""
    mark = MEMORY.bookmarks[0]
    note = MEMORY.notes[0]
    bookmarks.add(store, replace(mark, name="here", modified_at=BETWEEN))
    notes.save(store, replace(note, body="here", modified_at=BETWEEN))
    timeless = replace(mark, name="timeless", created_at="", modified_at="")
    assert merge(store, Everything(bookmarks=(timeless,))) == Merged(known=1)
    merged = merge(store, Everything(bookmarks=(mark,), notes=(note,)))
    assert (merged.bookmarks, merged.notes, merged.known) == (1, 0, 1)
    assert [each.name for each in bookmarks.all_bookmarks(store)] == ["a name"]
    assert [each.body for each in notes.all_notes(store)] == ["here"]


def test_a_mark_without_a_time_gets_the_present_one(store: Store) -> None:
    """Once: the next import finds it known."""
    mark = replace(MEMORY.bookmarks[0], created_at="", modified_at="")
    assert merge(store, Everything(bookmarks=(mark, mark))).bookmarks == 1
    (found,) = bookmarks.all_bookmarks(store)
    assert found.created_at == found.modified_at > LATE
    assert merge(store, Everything(bookmarks=(mark,))) == Merged(known=1)


def identify(store: Store, key: bytes, digest: str) -> None:
    """Let a document be opened."""
    documents.identify(store, key, digest, "Here", 5.0, (), lambda _: False)


def test_a_document_is_found_by_its_text(store: Store) -> None:
    """On another machine it lies elsewhere: all of it goes there."""
    identify(store, HERE, "d1")
    merge(store, MEMORY)
    found = collect(store)
    assert [(each.key, each.title) for each in found.documents] == [(HERE, "Here")]
    assert found.documents[0].position == POSITION
    assert [mark.key for mark in found.bookmarks] == [HERE]
    assert {key for key, _ in found.sections} == {HERE}
    assert [link.document for link in found.links] == [HERE, b""]


def test_a_document_is_found_by_its_key_first(store: Store) -> None:
    """Also where another one has its text, or its own has changed."""
    identify(store, ESSAY, "new edition")
    identify(store, HERE, "d1")
    merge(store, MEMORY)
    assert [mark.key for mark in bookmarks.all_bookmarks(store)] == [ESSAY]
    found = documents.find(store, ESSAY)
    assert found is not None
    assert (found.digest, found.title) == ("new edition", "Here")


def test_documents_without_a_digest_are_no_matter_of_text(store: Store) -> None:
    """Two of which no text is known are two."""
    identify(store, HERE, "")
    merge(store, replace(MEMORY, documents=(replace(MEMORY.documents[0], digest=""),)))
    assert [mark.key for mark in bookmarks.all_bookmarks(store)] == [ESSAY]


@pytest.mark.parametrize(("here", "stays"), [(EARLY, False), ("2026-05-05T05:05:05Z", True)])
def test_the_later_reading_position_stays(store: Store, here: str, stays: bool) -> None:
    """Whichever side it is on."""
    other = replace(POSITION, exact="other")
    documents.save_position(store, ESSAY, other, here)
    merged = merge(store, Everything(documents=MEMORY.documents))
    found = documents.find(store, ESSAY)
    assert found is not None
    assert found.position == (other if stays else POSITION)
    assert (merged.positions, merged.known) == ((0, 1) if stays else (1, 0))


READ = SectionState(("A",), 0, 4, 50, "old", 1.0, BETWEEN)


@pytest.mark.parametrize(
    ("here", "comes", "stays", "counts"),
    [
        # Read there, not here.
        (
            replace(READ, read_at=None, share=0.5),
            READ,
            READ,
            (1, 0),
        ),
        # Read there in an older edition: it keeps the digest that was read, and its place here.
        (
            SectionState(("A",), 0, 2, 60, "new", 0.0, None, True),
            READ,
            SectionState(("A",), 0, 2, 60, "old", 1.0, BETWEEN),
            (1, 0),
        ),
        # Read here later than there, or only here.
        (READ, replace(READ, read_at=EARLY, digest="older"), READ, (0, 1)),
        (READ, replace(READ, read_at=None, share=0.2), READ, (0, 0)),
        # Begun on both sides.
        (
            replace(READ, read_at=None, share=0.2),
            replace(READ, read_at=None, share=0.4),
            replace(READ, read_at=None, share=0.4),
            (0, 0),
        ),
        (
            replace(READ, read_at=None, share=0.2),
            replace(READ, read_at=None, share=0.4, digest="another"),
            replace(READ, read_at=None, share=0.2),
            (0, 0),
        ),
    ],
)
def test_what_was_read_on_either_side_is_read(
    store: Store,
    here: SectionState,
    comes: SectionState,
    stays: SectionState,
    counts: tuple[int, int],
) -> None:
    """The later reading stays, with the text that was read."""
    progress.take_snapshot(store, ESSAY, [here], ())
    merged = merge(store, Everything(sections=((ESSAY, comes),)))
    assert progress.section_states(store, ESSAY) == [stays]
    assert (merged.sections, merged.known) == counts


def test_sections_that_the_text_has_not(store: Store) -> None:
    """Those that were read are kept beside it; the others are of no use."""
    progress.take_snapshot(store, ESSAY, [READ], ())
    gone = replace(READ, headings=("Gone",), place=7)
    unread = replace(READ, headings=("Unread",), read_at=None)
    merge(store, Everything(sections=((ESSAY, gone), (ESSAY, unread))))
    assert progress.section_states(store, ESSAY) == [READ, replace(gone, place=-1)]


def test_addresses_keep_what_was_done_with_them(store: Store) -> None:
    """On both sides; the queue that is here keeps its order and its places."""
    links.queue(store, "https://a.example/", "Here")
    links.mark_opened(store, "https://b.example/")
    opened_at = links.states(store, ["https://b.example/"])["https://b.example/"].opened_at
    merged = merge(
        store,
        Everything(
            links=(
                KnownLink("https://c.example/", "C", queued_at=EARLY),
                KnownLink("https://a.example/", "There", queued_at=EARLY),
                KnownLink("https://b.example/", "B", ESSAY, EARLY, EARLY, EARLY),
            )
        ),
    )
    assert (merged.links, merged.known) == (2, 1)
    queue = links.queued(store)
    assert [link.address[8] for link in queue] == ["a", "c", "b"]
    assert [link.title for link in queue] == ["Here", "C", "B"]
    assert (queue[2].state, queue[2].opened_at) == ("read", opened_at)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Everything(bookmarks=(Bookmark("", ESSAY, "", POSITION, "", EARLY, EARLY),)),
        lambda: Everything(notes=(Note("1", ESSAY, "", POSITION, "x" * 2_000_000, EARLY, EARLY),)),
        lambda: Everything(sections=((ESSAY, replace(READ, digest="x" * 10_000)),)),
    ],
)
def test_all_or_nothing(store: Store, spoil: Callable[[], Everything]) -> None:
    """What can't be remembered takes all of the import back."""
    spoiled = spoil()
    both = Everything(
        MEMORY.documents,
        (*MEMORY.bookmarks, *spoiled.bookmarks),
        (*MEMORY.notes, *spoiled.notes),
        (*MEMORY.sections, *spoiled.sections),
        MEMORY.links,
    )
    with pytest.raises(ReaderError):
        merge(store, both)
    assert not collect(store)
