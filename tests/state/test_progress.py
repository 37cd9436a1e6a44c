"""`progress`: what was read stays read while its text is the same, and sums are right."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.state.marked import MOMENT, section
from tui_reader.errors import ReaderError
from tui_reader.state import documents, progress
from tui_reader.state.progress import MAX_SECTIONS, SectionState
from tui_reader.state.store import Store

KEY = b"/a.md"
ONE, TWO, THREE = (section(name, i, f"d{i}") for i, name in enumerate(("One", "Two", "Three")))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "data")


def states(store: Store) -> dict[str, SectionState]:
    """Return the rows by their last heading."""
    return {state.headings[-1]: state for state in progress.section_states(store, KEY)}


def test_a_snapshot_comes_back(store: Store, tmp_path: Path) -> None:
    """In the order of the text, in the next session too."""
    odd = SectionState(("\0", "漢", "a\nb"), 3, 1, 0, "", 0.25, MOMENT, True)
    progress.take_snapshot(store, KEY, [replace(TWO, place=2), odd, ONE], [])
    expected = [ONE, odd, replace(TWO, place=2)]
    assert progress.section_states(store, KEY) == expected
    store.close()
    assert progress.section_states(Store(tmp_path / "data"), KEY) == expected
    assert progress.section_states(store, b"/other") == []


def test_marking_read_and_unread(store: Store) -> None:
    """With the digest of the text that was read; it is new no more."""
    progress.take_snapshot(store, KEY, [replace(ONE, is_new=True), TWO], [])
    progress.mark_read(store, KEY, replace(ONE, digest="seen"), True)
    one = states(store)["One"]
    assert (one.share, one.digest, one.is_new) == (1.0, "seen", False)
    assert one.read_at is not None
    assert states(store)["Two"] == TWO
    progress.mark_read(store, KEY, ONE, False)
    assert states(store)["One"] == ONE


def test_marking_what_has_no_row(store: Store) -> None:
    """It gets one."""
    progress.mark_read(store, KEY, ONE, True)
    assert states(store)["One"].share == 1.0


def test_a_share_never_gets_less(store: Store) -> None:
    """While the text is the same; another text begins anew."""
    for share, expected in ((0.3, 0.3), (0.2, 0.3), (0.5, 0.5), (7.0, 1.0), (-1.0, 1.0)):
        progress.save_shares(store, KEY, [replace(ONE, share=share)])
        assert states(store)["One"].share == expected
    progress.save_shares(store, KEY, [replace(TWO, share=0.5)])
    progress.save_shares(store, KEY, [replace(TWO, share=0.2, digest="new")])
    assert (states(store)["Two"].share, states(store)["Two"].digest) == (0.2, "new")


def test_all_of_it_is_read(store: Store) -> None:
    """What passed under the eye to its end was read, and when stays."""
    progress.save_shares(store, KEY, [replace(ONE, share=0.95), replace(TWO, share=0.85)])
    found = states(store)
    assert found["One"].read_at is not None
    assert found["Two"].read_at is None
    with store.change() as change:
        change.execute("UPDATE sections SET read_at = ? WHERE read_at IS NOT NULL", (MOMENT,))
    progress.save_shares(store, KEY, [replace(ONE, share=1.0)])
    assert (states(store)["One"].read_at, states(store)["One"].share) == (MOMENT, 1.0)


def test_a_changed_section_stays_changed_until_it_is_read_again(store: Store) -> None:
    """The row keeps the digest of what was read, or the change would be seen once only."""
    progress.mark_read(store, KEY, ONE, True)
    before = states(store)["One"]
    changed = replace(ONE, digest="changed")
    progress.save_shares(store, KEY, [replace(changed, share=0.4)])
    assert states(store)["One"] == before
    progress.take_snapshot(store, KEY, [changed], [])
    assert states(store)["One"] == before
    progress.save_shares(store, KEY, [replace(changed, share=0.95)])
    assert states(store)["One"].digest == "changed"
    assert states(store)["One"].read_at is not None


def test_a_snapshot_takes_nothing_from_what_was_read(store: Store) -> None:
    """Another session marked it between this one's look and its snapshot."""
    looked = [ONE, replace(TWO, share=0.2)]
    progress.mark_read(store, KEY, ONE, True)
    progress.save_shares(store, KEY, [replace(TWO, share=0.6)])
    progress.take_snapshot(store, KEY, looked, [])
    assert states(store)["One"].share == 1.0
    assert states(store)["One"].read_at is not None
    assert states(store)["Two"].share == 0.6


def test_a_snapshot_refreshes_what_was_never_read(store: Store) -> None:
    """Place, words, digest and newness are the text's; a share of another text is forgotten."""
    progress.take_snapshot(store, KEY, [replace(ONE, share=0.5)], [])
    edited = replace(ONE, digest="new", words=7, place=4, is_new=True)
    progress.take_snapshot(store, KEY, [edited], [])
    assert states(store)["One"] == edited


def test_a_moved_section_takes_its_state_along(store: Store) -> None:
    """A new section of the same name above it: the rows change places, and nothing is mixed up."""
    progress.mark_read(store, KEY, ONE, True)
    read = states(store)["One"]
    moved = replace(read, ordinal=1, place=1)
    new = replace(ONE, digest="new", is_new=True)
    progress.take_snapshot(store, KEY, [new, moved], [read])
    assert progress.section_states(store, KEY) == [new, moved]


def test_a_row_that_changed_meanwhile_is_not_gone(store: Store) -> None:
    """Another session read it in its older edition of the text."""
    progress.take_snapshot(store, KEY, [ONE, TWO], [])
    progress.mark_read(store, KEY, TWO, True)
    progress.take_snapshot(store, KEY, [ONE], [TWO])
    assert states(store)["Two"].read_at is not None
    progress.take_snapshot(store, KEY, [TWO], [ONE])
    assert set(states(store)) == {"Two"}


def test_a_former_section_is_kept_and_not_counted(store: Store) -> None:
    """It was read, and may come back; the listing is of the text as it is."""
    progress.take_snapshot(store, KEY, [ONE, TWO], [])
    progress.mark_read(store, KEY, ONE, True)
    former = replace(states(store)["One"], place=-1)
    progress.take_snapshot(store, KEY, [replace(TWO, place=0), former], [])
    assert progress.section_states(store, KEY) == [replace(TWO, place=0), former]
    (found,) = progress.all_progress(store)
    assert (found.sections, found.read) == (1, 0)


def test_a_document_of_ten_thousand_headings(store: Store) -> None:
    """The first two thousand are remembered."""
    many = [section(f"S{number}", number) for number in range(10_000)]
    progress.take_snapshot(store, KEY, many, [])
    assert progress.section_states(store, KEY) == many[:MAX_SECTIONS]


def test_the_progress_of_all_documents(store: Store) -> None:
    """Sums of words at a pace; headings without words don't count."""
    documents.identify(store, KEY, "d", "A", 9.0, [], lambda _: False)
    documents.identify(store, b"/unread", "e", "B", 4.0, [], lambda _: False)
    documents.save_position(store, KEY, documents.Position(), MOMENT)
    blank = replace(section("Blank", 3), words=0, digest="")
    progress.take_snapshot(store, KEY, [ONE, TWO, THREE, blank], [])
    progress.mark_read(store, KEY, ONE, True)
    progress.save_shares(store, KEY, [replace(TWO, share=0.5)])
    progress.mark_read(store, b"/without-a-row", ONE, True)
    found = {each.key: each for each in progress.all_progress(store, 100)}
    assert next(iter(found)) == KEY
    assert found[KEY] == progress.DocumentProgress(KEY, "A", 3, 1, 3.0, 1.5, MOMENT)
    unread = found[b"/unread"]
    assert (unread.sections, unread.read, unread.minutes, unread.minutes_left) == (0, 0, 9.2, 9.2)
    lost = found[b"/without-a-row"]
    assert (lost.title, lost.sections, lost.minutes_left, lost.opened_at) == ("", 1, 0.0, None)


def test_the_progress_of_nothing(store: Store) -> None:
    """There is none, and no file is made to say so."""
    assert progress.all_progress(store) == []
    assert store.path is not None
    assert not store.path.exists()


@pytest.mark.parametrize(
    "bad", [replace(ONE, digest="x" * 201), replace(ONE, read_at="never")], ids=["digest", "moment"]
)
def test_what_is_no_section_is_refused(store: Store, bad: SectionState) -> None:
    """Nothing of the snapshot is written then."""
    with pytest.raises(ReaderError, match="can't be remembered"):
        progress.take_snapshot(store, KEY, [TWO, bad], [])
    with pytest.raises(ReaderError, match="can't be remembered"):
        progress.save_shares(store, b"", [ONE])
    assert progress.section_states(store, KEY) == []


def test_what_is_missing_is_written_again(store: Store, tmp_path: Path) -> None:
    """With what was read, into a file that took the place of one that was deleted."""
    rows = [ONE, replace(TWO, share=1.0), replace(THREE, share=0.4), replace(ONE, ordinal=9)]
    rows[3] = replace(rows[3], place=-1, read_at=MOMENT)
    progress.take_snapshot(store, KEY, rows, [])
    (tmp_path / "data" / "state.db").unlink()
    for _ in range(2):
        with store.change() as change:
            progress.save_shares(change, KEY, [replace(ONE, share=0.2)])
            progress.make_whole(change, KEY, 3, lambda: rows)
    store.close()
    found = progress.section_states(Store(tmp_path / "data"), KEY)
    assert [replace(state, read_at=None) for state in found] == [
        replace(row, read_at=None) for row in (replace(ONE, share=0.2), *rows[1:])
    ]
    assert [state.read_at is not None for state in found] == [False, True, False, True]


def test_what_is_whole_is_left_as_it_is(store: Store) -> None:
    """Another session may know it better."""
    progress.take_snapshot(store, KEY, [ONE, TWO], [])
    other = [replace(ONE, share=0.5), replace(TWO, digest="other")]
    progress.make_whole(store, KEY, 2, lambda: other)
    assert progress.section_states(store, KEY) == [ONE, TWO]
