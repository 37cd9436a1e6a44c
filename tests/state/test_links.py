"""`links`: what is remembered of an address, and the queue in its order."""

import dataclasses
from pathlib import Path

import pytest

from tui_reader.errors import ReaderError
from tui_reader.state import links
from tui_reader.state.links import LinkState
from tui_reader.state.store import Store

A, B, C = "https://a.example/?x=%1b;'\"", "mailto:b@example", "https://c.example/漢字"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "data")


def test_an_address_that_was_never_met_is_not_there(store: Store) -> None:
    """What isn't in the answer is new."""
    assert links.states(store, [A]) == {}
    assert links.all_states(store) == {}
    assert links.queued(store) == []


def test_opened_is_not_read(store: Store) -> None:
    """Opening, reading and taking it back are three things."""
    links.mark_opened(store, A)
    assert links.states(store, [A, B])[A].state == "opened"
    links.mark_read(store, A)
    assert links.states(store, [A])[A].state == "read"
    links.mark_read(store, A, False)
    found = links.states(store, [A])[A]
    assert found.state == "opened"
    assert found.opened_at is not None
    assert found.opened_at.endswith("Z")


def test_what_is_taken_back_leaves_nothing(store: Store) -> None:
    """An address that is neither opened, read nor queued is forgotten."""
    links.mark_read(store, A)
    links.mark_read(store, A, False)
    links.queue(store, B)
    links.unqueue(store, B)
    links.unqueue(store, C)
    assert links.all_states(store) == {}


def test_the_queue_keeps_its_order(store: Store) -> None:
    """First in is first; again keeps the place; out and in again goes to the end."""
    for address in (A, B, C, A):
        links.queue(store, address, "title", "/doc.md")
    assert [link.address for link in links.queued(store)] == [A, B, C]
    links.unqueue(store, A)
    links.queue(store, A)
    assert [link.address for link in links.queued(store)] == [B, C, A]
    assert links.states(store, [B])[B].queued_at is not None


def test_queued_and_read_are_apart(store: Store) -> None:
    """Reading takes nothing out of the queue, and leaving the queue unreads nothing."""
    links.queue(store, A, "T", "d")
    links.mark_read(store, A)
    assert [link.state for link in links.queued(store)] == ["read"]
    links.unqueue(store, A)
    assert links.states(store, [A])[A].state == "read"


def test_all_is_kept_between_sessions(store: Store, tmp_path: Path) -> None:
    """A second store reads what the first one wrote, a path that isn't UTF-8 too."""
    links.queue(store, C, "  Tïtle\x1b[2J\n", "/tmp/caf\udce9.md")
    expected = links.all_states(store)
    store.close()
    again = links.all_states(Store(tmp_path / "data"))
    assert again == expected
    assert (again[C].document, again[C].title) == ("/tmp/caf\udce9.md", "  Tïtle\u241b[2J ")


@pytest.mark.parametrize(
    "address", ["", "a\0b", "a\nb", "a\x1bb", "a\x9bb", "a\ud800b", "x" * 10_001, "x" * 10_000_000]
)
def test_an_address_that_is_none_is_refused(store: Store, address: str) -> None:
    """Writing says why; asking finds nothing; no file is made for it."""
    for write in (links.mark_opened, links.mark_read, links.queue, links.unqueue):
        with pytest.raises(ReaderError):
            write(store, address)
    assert links.states(store, [address]) == {}
    assert store.path is not None
    assert not store.path.exists()


@pytest.mark.parametrize("text", ["\0", "\ud800", "y" * 10_000_000, "\u202e", "漢" * 600])
def test_any_title_and_document_fit(store: Store, text: str) -> None:
    """What goes with an address is cut and made safe, not refused."""
    links.queue(store, A, text, text)
    (found,) = links.queued(store)
    assert len(found.title) <= links.MAX_TITLE
    assert found.title.isprintable()
    assert store.is_saved


def test_many_addresses_are_asked_at_once(store: Store) -> None:
    """More than one query's worth; twice the same address is one answer."""
    with store.change() as change:
        for number in range(1200):
            change.execute(
                "INSERT INTO links (address, read_at) VALUES (?, 'x')", (f"https://x/{number}",)
            )
    asked = [f"https://x/{number}" for number in range(1300)] * 2
    assert len(links.states(store, asked)) == 1200


def test_a_state_is_a_value() -> None:
    """It can't be changed."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        LinkState(A).state = "read"  # pyright: ignore[reportAttributeAccessIssue]
