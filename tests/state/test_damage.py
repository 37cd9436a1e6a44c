"""`opening` and `salvage`: whatever lies in the file's place, nothing is lost that was there."""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.state.helpers import addresses, count, file_of, filled, overwrite, set_aside, sql
from tui_reader.state import links
from tui_reader.state.store import Store


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 3 // 4 // 4096 * 4096)


def _text(path: Path) -> None:
    path.write_text("# not a database\n" * 100)


def _foreign(path: Path) -> None:
    path.unlink()
    sql(path, "CREATE TABLE links (address TEXT)", "INSERT INTO links VALUES ('theirs')")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "emptied": lambda path: os.truncate(path, 0),
    "truncated": _truncate,
    "truncated to odd bytes": lambda path: os.truncate(path, 5000),
    "cut to a few bytes": lambda path: os.truncate(path, 50),
    "header garbage": lambda path: overwrite(path, 0, b"garbage!" * 4),
    "whole header garbage": lambda path: overwrite(path, 0, b"\xa5" * 100),
    "first page overwritten": lambda path: overwrite(path, 0, b"\xff" * 4096),
    "page overwritten": lambda path: overwrite(path, 4096 * 22, b"\xff" * 4096),
    "page zeroed": lambda path: overwrite(path, 4096 * 24, bytes(4096)),
    "text": _text,
    "foreign database": _foreign,
    "another application's": lambda path: sql(path, "PRAGMA application_id = 7"),
    "planted trigger": lambda path: sql(
        path, "CREATE TRIGGER t AFTER INSERT ON links BEGIN DELETE FROM links; END"
    ),
    "planted view": lambda path: sql(path, "CREATE VIEW v AS SELECT 1"),
    "table gone": lambda path: sql(path, "DROP TABLE links"),
    "version gone": lambda path: sql(path, "PRAGMA user_version = 0"),
}
# Rows that can be had without a backup, of 300.
WITHOUT_BACKUP = {
    "truncated": 50,
    "header garbage": 300,
    "whole header garbage": 300,
    "page overwritten": 200,
    "page zeroed": 200,
    "planted trigger": 300,
    "planted view": 300,
    "version gone": 300,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_with_a_backup_all_comes_back(tmp_path: Path, damage: str) -> None:
    """The bad file is kept as it was, what it held or its backup held is there, and it is told."""
    path = filled(tmp_path)
    DAMAGES[damage](path)
    bad = path.read_bytes()
    store = Store(tmp_path)
    assert count(store) == 300
    links.mark_opened(store, "https://new.example/")
    assert store.is_saved
    store.close()
    assert len(addresses(tmp_path)) == 301
    (aside,) = set_aside(tmp_path)
    assert aside.read_bytes() == bad
    assert re.fullmatch(r"state\.db\.corrupt-\d{8}T\d{6}Z", aside.name)
    (notice,) = store.notices
    assert aside.name in notice


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_a_backup_what_can_be_read_comes_back(tmp_path: Path, damage: str) -> None:
    """Rows before and behind a damaged page are salvaged; the reader starts in any case."""
    path = filled(tmp_path)
    (tmp_path / "state.db.bak").unlink()
    DAMAGES[damage](path)
    store = Store(tmp_path)
    assert count(store) >= WITHOUT_BACKUP.get(damage, 0)
    assert store.is_saved
    assert len(store.notices) == 1
    assert len(set_aside(tmp_path)) == 1
    store.close()
    assert Store(tmp_path).notices == []


def test_rows_that_were_changed_since_the_backup_win(tmp_path: Path) -> None:
    """What the damaged file still says is newer than the backup."""
    path = filled(tmp_path)
    sql(path, "UPDATE links SET title = 'newer' WHERE address = 'https://x.example/0'")
    overwrite(path, 4096 * 22, b"\xff" * 4096)
    found = links.all_states(Store(tmp_path))
    assert found["https://x.example/0"].title == "newer"
    assert len(found) == 300


def test_a_damaged_backup_is_passed_over(tmp_path: Path) -> None:
    """The newest good one fills the gap."""
    path = filled(tmp_path)
    shutil.copy(tmp_path / "state.db.bak", tmp_path / "state.db.bak.1")
    overwrite(tmp_path / "state.db.bak", 4096 * 3, b"\xff" * 4096)
    os.truncate(path, 0)
    assert count(Store(tmp_path)) == 300


def test_a_file_that_is_gone_comes_from_its_backup(tmp_path: Path) -> None:
    """Deleted by accident, or by a crash in the middle of a repair."""
    filled(tmp_path).unlink()
    store = Store(tmp_path)
    assert count(store) == 300
    assert "backup" in store.notices[0]
    assert set_aside(tmp_path) == []


def test_no_earlier_corrupt_file_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three repairs within one second keep three files."""
    now = time.gmtime()
    monkeypatch.setattr(time, "gmtime", lambda: now)
    for number in range(3):
        file_of(tmp_path).write_text(f"{number}" * 2000)
        store = Store(tmp_path)
        links.mark_opened(store, "https://x/")
        store.close()
    assert [path.read_text()[0] for path in set_aside(tmp_path)] == ["0", "1", "2"]


def test_the_journal_goes_with_its_file(tmp_path: Path) -> None:
    """Left behind, it would be rolled back into the new file; it holds pages of the old one."""
    path = filled(tmp_path)
    os.truncate(path, 0)
    journal = tmp_path / "state.db-journal"
    journal.write_text("pages of the old file")
    store = Store(tmp_path)
    assert count(store) == 300
    store.close()
    (kept,) = tmp_path.glob("*.corrupt-*-journal")
    assert kept.read_text() == "pages of the old file"
    assert not journal.exists() or not journal.stat().st_size


def test_damage_that_comes_while_the_file_is_open(tmp_path: Path) -> None:
    """The change that meets it is written to the repaired file."""
    path = filled(tmp_path)
    store = Store(tmp_path)
    assert store.query("SELECT 1") == [(1,)]
    for page in range(1, path.stat().st_size // 4096):
        overwrite(path, 4096 * page, b"\xff" * 4096)
    # A change by someone else makes SQLite read its pages anew.
    overwrite(path, 24, b"\0\0\1\1")
    links.mark_opened(store, "https://new.example/")
    assert store.is_saved
    assert count(store) == 301
    assert len(set_aside(tmp_path)) == 1


def test_a_file_that_is_replaced_while_open(tmp_path: Path) -> None:
    """What is written goes to the file that has the name now."""
    path = filled(tmp_path)
    store = Store(tmp_path)
    assert count(store) == 300
    shutil.copy(path, tmp_path / "copy")
    os.replace(tmp_path / "copy", path)
    links.mark_opened(store, "https://new.example/")
    assert store.is_saved
    assert len(addresses(tmp_path)) == 301


def test_a_newer_file_is_left_byte_for_byte(tmp_path: Path) -> None:
    """Its links are shown, what is new is remembered for the session, and it is said once."""
    path = filled(tmp_path)
    sql(
        path,
        "ALTER TABLE links ADD COLUMN stars INTEGER NOT NULL DEFAULT 5",
        "CREATE TABLE later (x)",
        "CREATE VIEW v AS SELECT * FROM later",
        "PRAGMA user_version = 99",
    )
    bytes_before, time_before = path.read_bytes(), path.stat().st_mtime_ns
    store = Store(tmp_path)
    for number in range(3):
        links.mark_opened(store, f"https://new.example/{number}")
        assert not store.retry()
    assert count(store) == 303
    store.close()
    assert not store.is_saved
    assert len(store.notices) == 1
    assert "newer alignread" in store.notices[0]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (bytes_before, time_before)
    assert set_aside(tmp_path) == []


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    """Somebody's dotfiles: the repair happens where the file is."""
    real = filled(tmp_path / "real")
    (tmp_path / "data").mkdir()
    file_of(tmp_path / "data").symlink_to(real)
    os.truncate(real, 0)
    store = Store(tmp_path / "data")
    assert count(store) == 300
    assert file_of(tmp_path / "data").is_symlink()
    assert len(set_aside(tmp_path / "real")) == 1


@pytest.mark.parametrize("column", ["title", "read_at"])
def test_a_text_that_is_not_utf8(tmp_path: Path, column: str) -> None:
    """It is shown as far as it goes."""
    path = filled(tmp_path)
    sql(path, f"UPDATE links SET {column} = CAST(x'41ff' AS TEXT) WHERE rowid = 5")
    store = Store(tmp_path)
    assert count(store) == 300
    assert links.all_states(store)["https://x.example/4"].state == "read"
    assert store.is_saved


def test_an_empty_database_is_no_damage_worth_a_crash(tmp_path: Path) -> None:
    """A valid file without tables counts as empty."""
    sql(file_of(tmp_path), "VACUUM")
    store = Store(tmp_path)
    links.mark_opened(store, "https://x/")
    assert store.is_saved
    with sqlite3.connect(file_of(tmp_path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == 0x416C5264
