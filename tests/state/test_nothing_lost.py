"""Bookmarks, notes, read marks and positions under whatever happens to a process, disk or file."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest

from tests.state import marked
from tests.state.helpers import ROOT, file_of, overwrite, process, set_aside, sql
from tests.state.marked import Everything, all_of, everything, position
from tests.state.test_damage import DAMAGES
from tests.state.test_unavailable import WITHOUT_OVERRIDE
from tui_reader.state import bookmarks, database, documents, notes, progress
from tui_reader.state.store import Store
from tui_reader.state.writer import Writer

pytestmark = pytest.mark.slow

WRITER = "tests.state.memory_writer"


def _is_whole(folder: Path) -> bool:
    with closing(sqlite3.connect(file_of(folder))) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _contains(found: Everything, wanted: Everything) -> bool:
    return all(wanted[kind] <= found[kind] for kind in wanted)


def test_eight_writers_of_everything_lose_nothing(tmp_path: Path) -> None:
    """All kinds at once, each writer with its own thread: every single one is there."""
    rounds = 15
    running = [process("write", tmp_path, f"p{n}", rounds, module=WRITER) for n in range(8)]
    errors = [child.communicate()[1] for child in running]
    assert errors == [""] * 8
    names = [f"p{n}-{number}" for n in range(8) for number in range(rounds)]
    store = Store(tmp_path)
    assert everything(store) == all_of(names)
    assert store.notices == []
    store.close()
    assert _is_whole(tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_sixty_kills_lose_nothing_that_was_saved(tmp_path: Path) -> None:
    """At random moments, first starts among them: the file is whole, what was said is there."""
    chance = random.Random(11)
    saved: Everything = all_of([])
    for kill in range(60):
        child = process("write", tmp_path, f"k{kill}", 100_000, module=WRITER)
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(chance.randrange(0, 60))]
        # Not a sleep to wait for something: the moment of the kill is meant to be arbitrary.
        time.sleep(chance.random() * 0.01 if lines else chance.random() * 0.2)
        child.kill()
        # What was read already, but not as a line, is known to this file only.
        lines += child.stdout.read().splitlines(keepends=True)
        child.communicate()
        for line in lines:
            if line.endswith("\n"):
                kind, name = line.split()
                saved[kind].add(name)
    assert _is_whole(tmp_path)
    store = Store(tmp_path)
    found = everything(store)
    assert store.notices == []
    assert all(saved.values())
    assert _contains(found, saved)
    # Of each killed one at most what was on its way.
    assert sum(len(found[kind] - saved[kind]) for kind in found) <= 60 * 4


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_kill_among_writers_stops_none_of_them(tmp_path: Path) -> None:
    """Its half-written change is rolled back by whoever comes next."""
    chance = random.Random(5)
    for round_ in range(5):
        steady = [process("write", tmp_path, f"s{round_}{n}", 20, module=WRITER) for n in range(2)]
        for kill in range(4):
            child = process("write", tmp_path, f"x{round_}{kill}", 100_000, module=WRITER)
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.random() * 0.02)
            child.kill()
            child.communicate()
        assert [child.communicate()[1] for child in steady] == ["", ""]
    names = [f"s{round_}{n}-{i}" for round_ in range(5) for n in range(2) for i in range(20)]
    assert _contains(marked.in_file(tmp_path), all_of(names))
    assert _is_whole(tmp_path)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_with_a_backup_costs_nothing(tmp_path: Path, damage: str) -> None:
    """Everything is there, the bad file is kept as it was, and it is said once."""
    path, expected = marked.filled(tmp_path)
    DAMAGES[damage](path)
    bad = path.read_bytes()
    store = Store(tmp_path)
    assert everything(store) == expected
    marked.write(store, "new")
    assert store.is_saved
    store.close()
    assert "new" in marked.in_file(tmp_path)["notes"]
    assert len(store.notices) == 1
    assert [aside.read_bytes() for aside in set_aside(tmp_path)] == [bad]


WITHOUT_BACKUP = ("header garbage", "planted trigger", "planted view", "version gone")


@pytest.mark.parametrize("damage", WITHOUT_BACKUP)
def test_damage_without_a_backup(tmp_path: Path, damage: str) -> None:
    """All rows are salvaged where the pages that hold them are whole."""
    path, expected = marked.filled(tmp_path)
    (tmp_path / "state.db.bak").unlink()
    DAMAGES[damage](path)
    store = Store(tmp_path)
    assert everything(store) == expected
    assert store.is_saved
    assert len(store.notices) == 1


def _leaf_of(path: Path, table: str) -> int:
    """Return a page in the middle of a table, by a word that every row of it holds."""
    pages = path.stat().st_size // 4096
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT max(rowid) / 2 FROM " + table
        row = connection.execute(query).fetchone()[0]
        mark = connection.execute(f"SELECT id FROM {table} WHERE rowid = ?", (row,)).fetchone()[0]
    data = path.read_bytes()
    leaf_kind = 13
    return next(
        page
        for page in range(1, pages)
        if data[4096 * page] == leaf_kind
        and f"{mark}/".encode() in data[4096 * page : 4096 * (page + 1)]
    )


@pytest.mark.parametrize("damage", [b"\xff" * 4096, bytes(4096)], ids=["overwritten", "zeroed"])
def test_a_page_of_bookmarks_that_is_lost(tmp_path: Path, damage: bytes) -> None:
    """Those on other pages stay, from both sides of it, with all notes, sections and positions."""
    path, expected = marked.filled(tmp_path)
    (tmp_path / "state.db.bak").unlink()
    overwrite(path, 4096 * _leaf_of(path, "bookmarks"), damage)
    store = Store(tmp_path)
    found = everything(store)
    lost = expected["bookmarks"] - found["bookmarks"]
    assert 0 < len(lost) < 30
    assert {"0", "99"} <= found["bookmarks"]
    assert found | {"bookmarks": set()} == expected | {"bookmarks": set()}
    assert "damaged" in store.notices[0]
    assert len(set_aside(tmp_path)) == 1


def test_a_lost_row_of_a_document_costs_no_mark(tmp_path: Path) -> None:
    """Marks stand for themselves."""
    path, expected = marked.filled(tmp_path)
    sql(path, "DELETE FROM documents")
    found = marked.in_file(tmp_path)
    assert found == expected | {"positions": set()}


def test_a_newer_file_is_left_byte_for_byte(tmp_path: Path) -> None:
    """Its marks are shown, new ones are remembered for the session, and it is said once."""
    path, expected = marked.filled(tmp_path)
    sql(path, "ALTER TABLE notes ADD COLUMN colour TEXT", "PRAGMA user_version = 99")
    before = path.read_bytes()
    store = Store(tmp_path)
    marked.write(store, "new")
    found = everything(store)
    assert {kind: names - {"new"} for kind, names in found.items()} == expected
    assert all("new" in names for names in found.values())
    store.close()
    assert not store.is_saved
    assert len(store.notices) == 1
    assert path.read_bytes() == before


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What doesn't fit is remembered, shown, said, and written when there is room."""
    path, expected = marked.filled(tmp_path)
    pages = path.stat().st_size // 4096
    monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, f"max_page_count = {pages}"))
    store = Store(tmp_path)
    for number in range(100):
        marked.write(store, f"new{number}")
    bookmarks.rename(store, "b0", "renamed")
    notes.remove(store, "n1")
    assert not store.is_saved
    assert ["disk is full" in notice for notice in store.notices] == [True]
    assert len(everything(store)["notes"]) == 199
    assert _contains(marked.in_file(tmp_path), expected)
    monkeypatch.setattr(database, "PRAGMAS", database.PRAGMAS[:-1])
    store.close()
    assert store.is_saved
    names = [*map(str, range(100)), *(f"new{number}" for number in range(100))]
    found = marked.in_file(tmp_path)
    assert found == all_of(names) | {"notes": set(names) - {"1"}}
    assert bookmarks.of_document(Store(tmp_path), b"/0.md")[0].name == "renamed"


@pytest.fixture
def small_disk(tmp_path: Path) -> Generator[Path]:
    """A file system with room for little; skips where mounting isn't allowed."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=600k,mode=700", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    """Through a writer, as the app does it; then somebody makes room."""
    path, expected = marked.filled(small_disk, 20)
    (small_disk / "ballast").write_bytes(bytes(4096))
    store = Store(small_disk)
    writer = Writer(store)
    writer.submit(documents.all_documents)
    assert writer.flush(60)
    with (small_disk / "ballast").open("ab", buffering=0) as ballast:
        try:
            while ballast.write(bytes(4096)) == 4096:
                pass
        except OSError:
            pass
    for number in range(40):
        writer.submit(lambda store, number=number: marked.write(store, f"new{number}"))
    assert writer.flush(60)
    assert not store.is_saved
    assert len(store.notices) == 1
    before = path.read_bytes()
    assert not store.retry()
    assert path.read_bytes() == before
    assert _contains(marked.in_file(small_disk), expected)
    (small_disk / "ballast").unlink()
    assert writer.close(60)
    assert store.is_saved
    names = {*map(str, range(20)), *(f"new{number}" for number in range(40))}
    assert marked.in_file(small_disk)["notes"] == names
    assert _is_whole(small_disk)


READ_ONLY = """
import sys
from pathlib import Path
from tests.state import marked
from tui_reader.state.store import Store
from tui_reader.state.writer import Writer
store = Store(Path(sys.argv[1]))
writer = Writer(store)
sizes = []
writer.submit(lambda store: sizes.extend(map(len, marked.everything(store).values())))
writer.submit(lambda store: marked.write(store, "new"))
writer.submit(lambda store: sizes.extend(map(len, marked.everything(store).values())))
print(writer.close(60), sizes, store.is_saved)
print(*store.notices, sep="\\n")
"""


def test_a_read_only_home(tmp_path: Path) -> None:
    """What was marked is there, new marks last for the session, and it is said once."""
    if os.getuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("modes don't hold root, and there is no setpriv")
    wrapper = WITHOUT_OVERRIDE if os.getuid() == 0 else ()
    path, _ = marked.filled(tmp_path / "data", 20)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    before = path.read_bytes()
    done = subprocess.run(
        [*wrapper, sys.executable, "-c", READ_ONLY, str(path.parent)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    path.parent.chmod(0o700)
    assert done.stderr == ""
    first, *notices = done.stdout.splitlines()
    assert first == f"True {[20] * 4 + [21] * 4} False"
    assert ["read-only" in notice for notice in notices] == [True]
    assert path.read_bytes() == before


FAULTS: dict[str, Callable[[Store], object]] = {
    "a note": lambda store: notes.save(store, marked.note("n")),
    "a bookmark": lambda store: bookmarks.add(store, marked.bookmark("b")),
    "a read mark": lambda store: progress.mark_read(store, b"/x", marked.section("S"), True),
    "a position": lambda store: documents.save_position(store, b"/x", position("p")),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_the_write_that_finds_the_file_damaged(tmp_path: Path, kind: str) -> None:
    """It is repaired and the write is in it, whatever was being written."""
    path, expected = marked.filled(tmp_path)
    store = Store(tmp_path)
    documents.all_documents(store)
    for page in range(1, path.stat().st_size // 4096):
        overwrite(path, 4096 * page, b"\xff" * 4096)
    # A change by someone else makes SQLite read its pages anew.
    overwrite(path, 24, b"\0\0\1\1")
    FAULTS[kind](store)
    assert store.is_saved
    store.close()
    found = marked.in_file(tmp_path)
    assert _contains(found, expected)
    assert sum(map(len, found.values())) == sum(map(len, expected.values())) + 1
