"""`glance`: a look that costs nothing, changes nothing, and gives up where a file isn't ours."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.state import marked
from tests.state.helpers import file_of, overwrite, sql
from tests.state.marked import position
from tui_reader.state import documents
from tui_reader.state.glance import glance, known_document, last_documents
from tui_reader.state.store import Store

COUNT = "SELECT count(*) FROM bookmarks"


def test_it_sees_what_is_there(tmp_path: Path) -> None:
    """Also while a session has the file open."""
    path, _ = marked.filled(tmp_path, 3)
    store = Store(tmp_path)
    documents.save_position(store, b"/1.md", position("new"), "2036-01-01T00:00:00Z", 2)
    assert glance(path, COUNT) == [(3,)]
    known = known_document(path, b"/1.md")
    assert known == documents.find(store, b"/1.md")
    assert known is not None
    assert known.position == position("new")
    assert last_documents(path, 1) == [known]
    assert last_documents(path, 2) == documents.all_documents(store)[:2]
    assert known_document(path, b"/none.md") is None


def test_a_document_that_was_only_met_is_not_the_last(tmp_path: Path) -> None:
    """Until it was left somewhere."""
    store = Store(tmp_path)
    documents.identify(store, b"/a", "d", "T", 1.0, [], lambda _: False)
    assert last_documents(store.path, 1) == []
    assert known_document(store.path, b"/a") is not None


def _newer(path: Path) -> None:
    sql(path, "PRAGMA user_version = 99")


def _older(path: Path) -> None:
    sql(path, "PRAGMA user_version = 1")


UNFIT: dict[str, Callable[[Path], object]] = {
    "gone": os.unlink,
    "emptied": lambda path: os.truncate(path, 0),
    "truncated": lambda path: os.truncate(path, path.stat().st_size // 2),
    "text": lambda path: path.write_text("# text\n" * 1000),
    "header garbage": lambda path: overwrite(path, 0, b"garbage!" * 4),
    "newer": _newer,
    "older": _older,
    "foreign": lambda path: sql(path, "PRAGMA application_id = 7"),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "named pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "looping link": lambda path: (path.unlink(), path.symlink_to(path.name)),
}


@pytest.mark.parametrize("fault", UNFIT)
def test_what_is_unfit_is_none_and_stays_as_it_is(tmp_path: Path, fault: str) -> None:
    """The repair is for later."""
    path, _ = marked.filled(tmp_path, 30)
    UNFIT[fault](path)
    before = sorted((p.name, p.lstat().st_size, p.lstat().st_mtime_ns) for p in tmp_path.iterdir())
    assert glance(path, COUNT) is None
    assert known_document(path, b"/1.md") is None
    assert last_documents(path, 5) == []
    after = sorted((p.name, p.lstat().st_size, p.lstat().st_mtime_ns) for p in tmp_path.iterdir())
    assert after == before


def test_without_a_place_there_is_nothing_to_see() -> None:
    """No home."""
    assert glance(None, COUNT) is None


def test_a_lock_is_not_waited_for(tmp_path: Path) -> None:
    """The first screen comes without it."""
    path, _ = marked.filled(tmp_path, 3)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert glance(path, COUNT, seconds=0.05) is None
    assert glance(path, COUNT) == [(3,)]


def test_it_writes_nothing(tmp_path: Path) -> None:
    """Whatever it is asked."""
    path, _ = marked.filled(tmp_path, 3)
    assert glance(path, "DELETE FROM bookmarks") is None
    assert glance(path, COUNT) == [(3,)]


def test_a_text_that_is_not_utf8(tmp_path: Path) -> None:
    """It is shown as far as it goes."""
    path, _ = marked.filled(tmp_path, 3)
    sql(path, "UPDATE documents SET title = CAST(x'41ff' AS TEXT)")
    known = known_document(path, b"/1.md")
    assert known is not None
    assert known.title == "A\ufffd"


def test_a_folder_whose_name_is_not_utf8(tmp_path: Path) -> None:
    """Looked into like any other."""
    folder = tmp_path / "caf\udce9 %41?#"
    marked.filled(folder, 3)
    assert glance(file_of(folder), COUNT) == [(3,)]
