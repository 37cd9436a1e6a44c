"""A file of an older edition becomes one of this edition, all of it or nothing."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.state import marked
from tests.state.helpers import file_of, process
from tests.state.marked import all_of, everything
from tui_reader.state import links, schema
from tui_reader.state.documents import all_documents
from tui_reader.state.store import Store


def version_1(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a file as the first edition left it, with links."""
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        store = Store(folder)
        with store.change() as change:
            for number in range(50):
                change.execute(
                    "INSERT INTO links (address, title, document, read_at, queue_place)"
                    " VALUES (?, 'a title', x'2fe9', '2026-01-01T00:00:00Z', ?)",
                    (f"https://x/{number}", number),
                )
        store.close()
    (folder / "state.db.bak").unlink()
    return file_of(folder)


def _links(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM links ORDER BY rowid").fetchall()


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return schema.version_of(connection)


def test_a_file_of_the_first_edition_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every link is as it was, there is a backup of the old file, and marks can be made."""
    path = version_1(tmp_path, monkeypatch)
    before = _links(path)
    store = Store(tmp_path)
    marked.write(store, "new")
    store.close()
    assert marked.in_file(tmp_path) == all_of(["new"])
    assert store.notices == []
    assert _links(path) == before == _links(tmp_path / "state.db.bak")
    assert (_version(path), _version(tmp_path / "state.db.bak")) == (2, 1)


@pytest.mark.parametrize("step", range(len(schema.MIGRATIONS[1]) + 1))
def test_a_kill_in_the_middle_of_a_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The file is the old one, and the next start migrates it."""
    path = version_1(tmp_path, monkeypatch)
    before = _links(path)
    child = process("migrate", tmp_path, step, module="tests.state.memory_writer")
    child.communicate()
    assert child.returncode == -9
    assert (_version(path), _links(path)) == (1, before)
    store = Store(tmp_path)
    marked.write(store, "new")
    assert everything(store) == all_of(["new"])
    store.close()
    assert (_version(path), _links(path)) == (2, before)
    assert store.notices == []


def test_a_migrated_file_that_is_truncated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is needed to find its rows is at its beginning: the statements fit the first page."""
    path = version_1(tmp_path, monkeypatch)
    all_documents(Store(tmp_path))
    (tmp_path / "state.db.bak").unlink()
    os.truncate(path, path.stat().st_size * 3 // 4 // 4096 * 4096)
    store = Store(tmp_path)
    assert len(links.all_states(store)) == 50
    assert "50 entries were saved" in store.notices[0]
