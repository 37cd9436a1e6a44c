"""Putting documents into the index batch by batch, the words in a thread beside."""

import sqlite3

import pytest

from tui_reader.document.bare_text import BareSection
from tui_reader.state import search_feed, search_file
from tui_reader.state.search_index import SearchIndex, Stamp, expression


def put(index: SearchIndex, name: str, text: str) -> None:
    """Put a document of one section in."""
    part = BareSection(name, 0, True, 1, text, "")
    index.put(name.encode(), name, Stamp(0, 0, 0), text, [part])


def holders(index: SearchIndex, word: str) -> list[bytes]:
    """Return the documents that have a word."""
    asked = expression([word], is_open=False)
    index.scope(index.documents())
    return sorted(match.key for match in index.matches(asked, 100))


def test_every_batch_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is large enough goes in at once; the rest when it is settled."""
    monkeypatch.setattr(search_feed, "_BATCH", 20)
    index = search_file.open_in_memory()
    for number in range(50):
        put(index, f"d{number:02}", f"common w{number}")
    index.settle()
    assert len(holders(index, "common")) == 50
    assert all(holders(index, f"w{number}") == [f"d{number:02}".encode()] for number in range(50))
    index.close()


@pytest.mark.parametrize("batch", [1, 1 << 20])
def test_what_is_put_in_again_takes_the_place(monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    """Whether what was there is written yet or not."""
    monkeypatch.setattr(search_feed, "_BATCH", batch)
    index = search_file.open_in_memory()
    for text in ("old words", "new words", "newest words"):
        put(index, "a", text)
    put(index, "b", "other words")
    index.remove([b"b", b"c"])
    index.settle()
    assert (holders(index, "words"), holders(index, "newest")) == ([b"a"], [b"a"])
    assert index.confirm(b"a", Stamp(1, 1, 1), "newest words")
    assert not index.confirm(b"a", Stamp(1, 1, 1), "old words")
    index.close()


def test_what_goes_wrong_beside_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, when it is settled; nothing is left to be written then."""
    monkeypatch.setattr(search_feed, "_BATCH", 1)
    index = search_file.open_in_memory()
    index.connection.execute("DROP TABLE words")
    put(index, "a", "words")
    with pytest.raises(sqlite3.OperationalError):
        index.settle()
    index.settle()
    index.close()
