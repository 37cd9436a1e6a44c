"""`Store` when its file can't be had: memory, one notice, a lasting mark, and another try."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.state.helpers import ROOT, addresses, count, file_of, filled, process
from tui_reader.state import database, links, store
from tui_reader.state.store import Store

WITHOUT_OVERRIDE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-dac_override")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a fifth of a second where a reader would wait five."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)


def _loop(path: Path) -> None:
    path.symlink_to("other")
    path.with_name("other").symlink_to(path.name)


IN_ITS_PLACE: dict[str, Callable[[Path], None]] = {
    "folder": Path.mkdir,
    "named pipe": os.mkfifo,
    "dangling link": lambda path: path.symlink_to("/nonexistent/x"),
    "dangling link beside it": lambda path: path.symlink_to("not-there"),
    "looping link": _loop,
    "device": lambda path: path.symlink_to("/dev/full"),
    "link to a folder": lambda path: path.symlink_to("/"),
}


@pytest.mark.parametrize("kind", IN_ITS_PLACE)
def test_what_is_no_file_is_left_alone(tmp_path: Path, kind: str) -> None:
    """The session works in memory, it is said once, and nothing is made."""
    IN_ITS_PLACE[kind](file_of(tmp_path))
    before = sorted(os.listdir(tmp_path))
    state = Store(tmp_path)
    assert count(state) == 0
    for number in range(3):
        links.mark_opened(state, f"https://x/{number}")
        state.retry()
    assert count(state) == 3
    state.close()
    assert not state.is_saved
    assert len(state.notices) == 1
    assert sorted(os.listdir(tmp_path)) == before


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    """The folder can't be made: memory."""
    (tmp_path / "data").write_text("x")
    state = Store(tmp_path / "data" / "deeper")
    links.mark_opened(state, "https://x/")
    assert not state.is_saved
    assert len(state.notices) == 1


def test_when_the_file_can_be_had_again_all_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was remembered in memory is written with the first change after the pause."""
    file_of(tmp_path).mkdir()
    state = Store(tmp_path)
    links.queue(state, "https://x/1", "one")
    links.queue(state, "https://x/2", "two")
    links.unqueue(state, "https://x/2")
    file_of(tmp_path).rmdir()
    links.queue(state, "https://x/3", "three")
    assert not state.is_saved  # the pause is not over
    monkeypatch.setattr(store, "RETRY_SECONDS", 0.0)
    links.queue(state, "https://x/4", "four")
    assert state.is_saved
    assert [link.address[-1] for link in links.queued(state)] == ["1", "3", "4"]
    assert addresses(tmp_path) == {f"https://x/{n}" for n in (1, 3, 4)}
    assert len(state.notices) == 2


def test_closing_tries_once_more(tmp_path: Path) -> None:
    """The last chance doesn't wait for the pause."""
    file_of(tmp_path).mkdir()
    state = Store(tmp_path)
    links.mark_opened(state, "https://x/")
    file_of(tmp_path).rmdir()
    state.close()
    assert state.is_saved
    assert addresses(tmp_path) == {"https://x/"}


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The change that finds it full is remembered, and written when there is room."""
    path = filled(tmp_path)
    pages = path.stat().st_size // 4096
    monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, f"max_page_count = {pages}"))
    state = Store(tmp_path)
    with state.change() as change:
        for number in range(100):
            change.execute(
                "INSERT INTO links (address, title, read_at) VALUES (?, ?, 'x')",
                (f"https://new/{number}", "t" * 500),
            )
    assert not state.is_saved
    assert "disk is full" in state.notices[0]
    assert count(state) == 400
    assert len(addresses(tmp_path)) == 300
    links.mark_opened(state, "https://new/0")
    assert not state.retry()
    monkeypatch.setattr(database, "PRAGMAS", database.PRAGMAS[:-1])
    assert state.retry()
    assert len(addresses(tmp_path)) == 400
    assert links.all_states(state)["https://new/0"].opened_at is not None


def test_a_full_disk_on_the_first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half-made file is left in the file's place."""
    monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, "max_page_count = 1"))
    state = Store(tmp_path / "data")
    links.mark_opened(state, "https://x/")
    assert not state.is_saved
    assert not file_of(tmp_path / "data").exists()
    monkeypatch.setattr(database, "PRAGMAS", database.PRAGMAS[:-1])
    state.close()
    assert addresses(tmp_path / "data") == {"https://x/"}


def test_a_full_disk_during_a_repair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The damaged file stays where it is, what it holds is shown, and it is repaired later."""
    path = filled(tmp_path)
    (tmp_path / "state.db.bak").unlink()
    path.write_bytes(b"garbage!" * 4 + path.read_bytes()[32:])
    damaged = path.read_bytes()
    monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, "max_page_count = 20"))
    state = Store(tmp_path)
    assert count(state) == 300
    assert not state.is_saved
    assert path.read_bytes() == damaged
    monkeypatch.setattr(database, "PRAGMAS", database.PRAGMAS[:-1])
    links.mark_opened(state, "https://new/")
    state.close()
    assert len(addresses(tmp_path)) == 301


def test_a_locked_file(tmp_path: Path) -> None:
    """Another program sits inside a write: remembered, said, written when it is gone."""
    filled(tmp_path)
    state = Store(tmp_path)
    assert count(state) == 300
    holder = process("hold", tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    links.mark_opened(state, "https://new/")
    assert not state.is_saved
    assert "locked" in state.notices[0]
    assert "https://new/" in links.all_states(state)
    assert not state.retry()
    holder.communicate("")
    assert state.retry()
    assert len(addresses(tmp_path)) == 301


def test_a_file_that_is_locked_from_the_start(tmp_path: Path) -> None:
    """The old links are read from a copy or the backup."""
    filled(tmp_path)
    holder = process("hold", tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    state = Store(tmp_path)
    assert count(state) == 300
    assert not state.is_saved
    holder.communicate("")
    state.close()
    assert state.is_saved


READ_ONLY = """
import os, sys
from pathlib import Path
from tui_reader.state import links
from tui_reader.state.store import Store
store = Store(Path(sys.argv[1]))
print(len(links.all_states(store)))
links.mark_opened(store, "https://new/")
print(len(links.all_states(store)))
store.close()
print(store.is_saved, len(store.notices))
print(*store.notices)
"""


def _as_a_user(folder: Path) -> list[str]:
    """Run `READ_ONLY` without root's power to ignore modes."""
    wrapper: tuple[str, ...] = ()
    if os.getuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("modes don't hold root, and there is no setpriv")
        wrapper = WITHOUT_OVERRIDE
    import subprocess

    done = subprocess.run(
        [*wrapper, sys.executable, "-c", READ_ONLY, str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_read_only_home(tmp_path: Path) -> None:
    """The old links are there, new ones for the session."""
    path = filled(tmp_path / "data")
    path.chmod(0o400)
    path.parent.chmod(0o500)
    before = sorted(os.listdir(path.parent))
    *numbers, notice = _as_a_user(path.parent)
    assert numbers == ["300", "301", "False 1"]
    assert "read-only" in notice
    assert sorted(os.listdir(path.parent)) == before
    path.parent.chmod(0o700)


def test_a_read_only_home_with_a_hot_journal(tmp_path: Path) -> None:
    """What a crash left half-written is rolled back in a copy."""
    path = filled(tmp_path / "old")
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE links SET title = 'half'")
        connection.execute("DELETE FROM links WHERE rowid > 50")
        for name in ("state.db", "state.db-journal"):
            shutil.copy(path.with_name(name), tmp_path / "data" / name)
        connection.execute("ROLLBACK")
    assert (tmp_path / "data" / "state.db-journal").stat().st_size > 512
    (tmp_path / "data").chmod(0o500)
    assert _as_a_user(tmp_path / "data")[:3] == ["300", "301", "False 1"]
    (tmp_path / "data").chmod(0o700)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_mode_000(tmp_path: Path, what: str) -> None:
    """What may not even be looked at is no traceback."""
    path = filled(tmp_path / "data")
    target = path if what == "file" else path.parent
    target.chmod(0)
    lines = _as_a_user(tmp_path / "data")
    target.chmod(0o700)
    # The backup may be read where only the file may not.
    assert lines[:3] == (["300", "301", "False 1"] if what == "file" else ["0", "1", "False 1"])
