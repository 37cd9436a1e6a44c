"""`Store`: one change is one transaction, of one process among many, kept in private files."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.state.helpers import ROOT, addresses, count, file_of, filled, process, sql
from tui_reader.state import database, links, schema
from tui_reader.state.store import Store

YESTERDAY = (time.time() - 90_000, time.time() - 90_000)


def test_importing_it_imports_no_database() -> None:
    """The app may import the room before its first screen."""
    code = (
        "import sys, tui_reader.state.store, tui_reader.state.links as _\n"
        "import tui_reader.state.queue_formats as _, tui_reader.state.writer as _\n"
        "import tui_reader.state.notes as _, tui_reader.state.bookmarks as _\n"
        "import tui_reader.state.progress as _, tui_reader.state.glance as _\n"
        "print({'sqlite3', 'platformdirs', 'markdown_it', 'textual', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "set()\n"


def test_the_settings_of_a_connection(tmp_path: Path) -> None:
    """The file is opened as the design lays down."""
    filled(tmp_path)
    store = Store(tmp_path)
    expected = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 5000,
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.schema_version(),
        "page_size": 4096,
    }
    assert {name: store.query(f"PRAGMA {name}")[0][0] for name in expected} == expected


def test_an_exception_takes_the_change_back(tmp_path: Path) -> None:
    """All of a change or nothing, in the file and in memory."""
    file_of(tmp_path / "memory").mkdir(parents=True)
    for store in (Store(tmp_path / "file"), Store(tmp_path / "memory")):
        links.mark_opened(store, "https://x/1")
        with pytest.raises(ZeroDivisionError):
            _delete_and_fail(store)
        assert count(store) == 1


def test_a_wrong_statement_is_the_programs_fault(tmp_path: Path) -> None:
    """It is raised, and is no reason to call the file bad."""
    store = Store(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="syntax"), store.change() as change:
        change.execute("INSRT")
    with pytest.raises(sqlite3.IntegrityError), store.change() as change:
        change.execute("INSERT INTO links (address) VALUES ('')")
    with pytest.raises(RuntimeError), store.change(), store.change():
        pass
    links.mark_opened(store, "https://x/")
    assert store.is_saved
    assert store.notices == []


def test_modes(tmp_path: Path) -> None:
    """Only the owner may read what is kept, whatever the umask allows; it stays as it was."""
    before = os.umask(0)
    try:
        path = filled(tmp_path / "data")
        file_of(tmp_path / "data").write_bytes(b"x")
        store = Store(tmp_path / "data")
        with store.change() as change:
            change.execute("UPDATE links SET title = 'y'")
            modes = {p.name: p.stat().st_mode & 0o777 for p in path.parent.iterdir()}
        store.close()
        assert os.umask(0) == 0
    finally:
        os.umask(before)
    aside = [name for name in modes if "corrupt" in name]
    assert {"state.db", "state.db-journal", "state.db.bak", "state.db.lock"} < set(modes)
    assert set(modes.values()) == {0o600}
    assert len(aside) == 1
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_whose_name_is_not_utf8(tmp_path: Path) -> None:
    """Opened, backed up and repaired like any other."""
    folder = tmp_path / "caf\udce9 %41?#"
    os.truncate(filled(folder), 0)
    store = Store(folder)
    assert count(store) == 300
    assert store.is_saved


def test_backups_rotate_daily(tmp_path: Path) -> None:
    """None within a day, then two are kept, each a whole store of its day."""
    filled(tmp_path)
    newest, older = (tmp_path / name for name in ("state.db.bak", "state.db.bak.1"))
    stamp = newest.stat().st_mtime_ns
    for day in range(1, 4):
        store = Store(tmp_path)
        links.mark_opened(store, f"https://day/{day}")
        store.close()
        assert newest.stat().st_mtime_ns == stamp  # not a day later yet
        os.utime(newest, YESTERDAY)
        Store(tmp_path).close()  # never opened: no backup
        store = Store(tmp_path)
        assert count(store) == 300 + day
        store.close()
        assert newest.stat().st_mtime_ns != stamp
        stamp = newest.stat().st_mtime_ns
        assert len(_rows(newest)) == 300 + day
        assert len(_rows(older)) == 300 + day - 1
    assert sorted(path.name for path in tmp_path.glob("*.bak*")) == [newest.name, older.name]


def test_a_backup_that_fails_stops_nothing(tmp_path: Path) -> None:
    """The older ones stay, the change is saved, and tomorrow is another day."""
    filled(tmp_path)
    newest = tmp_path / "state.db.bak"
    before = newest.read_bytes()
    os.utime(newest, YESTERDAY)
    (tmp_path / "state.db.bak.new").mkdir()
    store = Store(tmp_path)
    links.mark_opened(store, "https://x/")
    store.close()
    assert store.is_saved
    assert store.notices == []
    assert newest.read_bytes() == before


def test_a_damaged_file_is_not_backed_up(tmp_path: Path) -> None:
    """A backup in good order is never replaced by a bad one."""
    path = filled(tmp_path)
    newest = tmp_path / "state.db.bak"
    os.utime(newest, YESTERDAY)
    before = newest.read_bytes()
    store = Store(tmp_path)
    assert count(store) == 300
    good = newest.read_bytes()
    os.utime(newest, YESTERDAY)
    with path.open("r+b") as file:
        file.seek(4096 * 6)
        file.write(b"\xff" * 4096)
        file.seek(24)
        file.write(b"\0\0\1\1")
    store.close()
    assert newest.read_bytes() == good
    assert before


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are shown, the file stays of its version, and a better edition migrates it."""
    filled(tmp_path)
    (tmp_path / "state.db.bak").unlink()
    version = schema.schema_version()
    step = ("CREATE TABLE later (id INTEGER PRIMARY KEY, words TEXT UNIQUE)",)
    double = "INSERT INTO links (address) SELECT address FROM links"
    steps = (*schema.MIGRATIONS, step)
    monkeypatch.setattr(schema, "MIGRATIONS", (*steps, ("CREATE TABLE x (y)", double)))
    broken = Store(tmp_path)
    assert count(broken) == 300
    assert not broken.is_saved
    assert _version(file_of(tmp_path)) == version
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    store = Store(tmp_path)
    with store.change() as change:
        change.execute("INSERT INTO later (words) VALUES ('x')")
    store.close()
    assert store.is_saved
    assert store.notices == []
    assert len(addresses(tmp_path)) == 300
    versions = _version(file_of(tmp_path)), _version(tmp_path / "state.db.bak")
    assert versions == (version + 1, version)


def test_threads_share_a_store(tmp_path: Path) -> None:
    """Eight threads and one store: every change is whole and there."""
    store = Store(tmp_path)

    def work(name: int) -> None:
        for number in range(10):
            links.queue(store, f"https://{name}/{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert len(addresses(tmp_path)) == 80


def test_a_change_keeps_others_out_from_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it reads is still so when it writes; nobody writes between its begin and that."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    filled(tmp_path)
    one, other = Store(tmp_path), Store(tmp_path)
    assert count(other) == 300
    with one.change() as change:
        links.mark_opened(other, "https://x/")
        assert not other.is_saved
        assert change.query("SELECT count(*) FROM links") == [(300,)]
    other.close()
    assert len(addresses(tmp_path)) == 301


def test_a_store_opens_again(tmp_path: Path) -> None:
    """Closed is not gone."""
    store = Store(tmp_path)
    links.mark_opened(store, "https://x/1")
    store.close()
    store.close()
    links.mark_opened(store, "https://x/2")
    store.close()
    assert len(addresses(tmp_path)) == 2


def test_eight_first_starts_at_once(tmp_path: Path) -> None:
    """One schema, no notice, no error."""
    for round_ in range(3):
        folder = tmp_path / str(round_)
        running = [process("start", folder) for _ in range(8)]
        errors = [child.communicate()[1] for child in running]
        assert errors == [""] * 8
        assert addresses(folder) == {"https://same.example/"}
        assert not list(folder.glob("*corrupt*"))


def test_eight_processes_repair_one_file(tmp_path: Path) -> None:
    """One of them repairs, all of them write."""
    os.truncate(filled(tmp_path), 0)
    running = [process("add", tmp_path, f"p{number}", 5) for number in range(8)]
    for child in running:
        child.communicate()
    assert [child.returncode for child in running] == [0] * 8
    assert len(addresses(tmp_path)) == 340
    assert len(list(tmp_path.glob("*corrupt*"))) == 1


def test_eight_processes_lose_nothing(tmp_path: Path) -> None:
    """200 links from eight writers are 200 links, each in a place of its own."""
    running = [process("add", tmp_path, f"p{number}", 25) for number in range(8)]
    for child in running:
        child.communicate()
    assert [child.returncode for child in running] == [0] * 8
    assert len(addresses(tmp_path)) == 200
    places = Store(tmp_path).query("SELECT count(DISTINCT queue_place) FROM links")
    assert places == [(200,)]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_eight_processes_add_five_hundred_bookmarks_each(tmp_path: Path) -> None:
    """Row 33: all 4,000 are there, and nobody was told of a lock."""
    running = [process("mark", tmp_path, f"p{number}", 500) for number in range(8)]
    errors = [child.communicate()[1] for child in running]
    assert errors == [""] * 8
    assert Store(tmp_path).query("SELECT count(*) FROM bookmarks") == [(4000,)]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_writers_lose_nothing_they_had_saved(tmp_path: Path) -> None:
    """25 kills at random moments: the file is whole, and what was said to be saved is there."""
    chance = random.Random(7)
    saved: set[str] = set()
    for kill in range(25):
        child = process("add", tmp_path, f"k{kill}", 100_000)
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(chance.randrange(0, 40))]
        # Not a sleep to wait for something: the moment of the kill is meant to be arbitrary.
        time.sleep(chance.random() * 0.01 if lines else chance.random() * 0.2)
        child.kill()
        # What was read already, but not as a line, is known to this file only.
        lines += child.stdout.read().splitlines()
        child.communicate()
        saved |= {f"https://k{kill}.example/{int(line)}" for line in lines if line.strip()}
    store = Store(tmp_path)
    found = set(links.all_states(store))
    assert store.notices == []
    store.close()
    assert saved
    assert saved <= found == addresses(tmp_path)
    assert len(found - saved) <= 25


def test_a_lock_is_not_waited_for_longer_than_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that sits on the lock of a repair delays, and stops nobody."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    sql(tmp_path / "state.db.lock", "VACUUM")
    holder = sqlite3.connect(tmp_path / "state.db.lock", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store = Store(tmp_path)
    links.mark_opened(store, "https://x/")
    assert not store.is_saved
    holder.close()
    store.close()
    assert store.is_saved


def _delete_and_fail(store: Store) -> None:
    with store.change() as change:
        change.execute("DELETE FROM links")
        raise ZeroDivisionError


def _rows(path: Path) -> list[object]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT * FROM links").fetchall()


def _version(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return schema.version_of(connection)
