"""`Store` when something happens to its file or folder while it is open, or to a single value."""

import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.state import marked
from tests.state.helpers import addresses, count, file_of, filled, overwrite, set_aside, sql
from tests.state.test_migration import version_1
from tui_reader.state import database, documents, glance, links, progress, schema
from tui_reader.state.everything import collect
from tui_reader.state.store import Store

TRIGGER = "CREATE TRIGGER t AFTER INSERT ON links BEGIN DELETE FROM links; END"
NEW = "https://new/"


def _foreign_in_place(path: Path) -> None:
    other = path.with_name("other.db")
    sql(other, "CREATE TABLE theirs (a)")
    shutil.copyfile(other, path)
    other.unlink()


def _other_tables(path: Path) -> None:
    sql(
        path,
        "ALTER TABLE links RENAME TO old",
        "CREATE TABLE links AS SELECT * FROM old",
        "DROP TABLE old",
    )


WHILE_OPEN: dict[str, Callable[[Path], object]] = {
    "a trigger is planted": lambda path: sql(path, TRIGGER),
    "a view is planted": lambda path: sql(path, "CREATE VIEW v AS SELECT 1"),
    "an index is planted": lambda path: sql(path, "CREATE INDEX i ON links (title)"),
    "a table is planted": lambda path: sql(path, "CREATE TABLE theirs (a)"),
    "a column is planted": lambda path: sql(path, "ALTER TABLE links ADD COLUMN g AS (1)"),
    "its tables are others": _other_tables,
    "it is emptied": lambda path: os.truncate(path, 0),
    "another database is copied over it": _foreign_in_place,
    "it is renamed": lambda path: path.rename(path.with_name("renamed")),
    "it is deleted": Path.unlink,
}


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
@pytest.mark.parametrize("what", WHILE_OPEN)
def test_what_becomes_of_the_file(tmp_path: Path, what: str, is_open: bool) -> None:
    """Nothing planted ever runs, nothing is lost, and it is told: section b, "exactly our objects".

    Before, a trigger that was planted while the file was open deleted every link.
    """
    path = filled(tmp_path)
    store = Store(tmp_path)
    if is_open:
        assert count(store) == 300
    WHILE_OPEN[what](path)
    links.mark_opened(store, NEW)
    assert store.is_saved
    assert count(store) == 301
    store.close()
    assert len(store.notices) == 1
    assert len(addresses(tmp_path)) == 301
    with closing(sqlite3.connect(path)) as connection:
        assert schema.objects(connection) == schema.expected_objects(schema.schema_version())


@pytest.mark.parametrize("what", ["a trigger is planted", "it is emptied"])
def test_what_is_read_from_a_file_that_has_become_another(tmp_path: Path, what: str) -> None:
    """A question that the file makes no sense of ends nothing."""
    path = filled(tmp_path)
    store = Store(tmp_path)
    assert count(store) == 300
    WHILE_OPEN[what](path)
    assert count(store) == 300


def test_a_newer_edition_that_takes_the_file_over(tmp_path: Path) -> None:
    """Row 42 beside a running session: it writes nothing more into it."""
    path = filled(tmp_path)
    store = Store(tmp_path)
    assert count(store) == 300
    sql(path, "ALTER TABLE links ADD COLUMN stars INTEGER", "PRAGMA user_version = 99")
    before = path.read_bytes()
    links.mark_opened(store, NEW)
    assert count(store) == 301
    store.close()
    assert not store.is_saved
    assert "newer alignread" in store.notices[0]
    assert path.read_bytes() == before


def test_a_statement_that_is_wrong_is_no_reason_to_replace_the_file(tmp_path: Path) -> None:
    """The program's own fault stays its own."""
    filled(tmp_path)
    store = Store(tmp_path)
    assert count(store) == 300
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        store.query("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), store.change() as change:
        change.execute("INSERT INTO links (address) VALUES ('')")
    assert set_aside(tmp_path) == []
    assert store.notices == []


def test_the_folder_is_deleted_under_the_session(tmp_path: Path) -> None:
    """What is new is in a new one."""
    folder = tmp_path / "data"
    filled(folder)
    store = Store(folder)
    assert count(store) == 300
    shutil.rmtree(folder)
    links.mark_opened(store, NEW)
    assert store.is_saved
    store.close()
    assert NEW in addresses(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", ["file", "dangling link", "loop"])
def test_the_folder_becomes_something_else(tmp_path: Path, kind: str) -> None:
    """Memory, said once."""
    folder = tmp_path / "data"
    filled(folder)
    store = Store(folder)
    assert count(store) == 300
    shutil.rmtree(folder)
    if kind == "file":
        folder.write_text("x")
    else:
        folder.symlink_to(folder if kind == "loop" else tmp_path / "nowhere")
    links.mark_opened(store, NEW)
    assert NEW in links.all_states(store)
    store.close()
    assert not store.is_saved
    assert len(store.notices) == 1
    assert os.listdir(tmp_path) == ["data"]


def test_a_folder_that_is_a_link(tmp_path: Path) -> None:
    """All that goes with the file lies where the file is; the link stays."""
    (tmp_path / "real").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "real")
    os.truncate(filled(tmp_path / "data"), 0)
    store = Store(tmp_path / "data")
    assert count(store) == 300
    store.close()
    assert len(set_aside(tmp_path / "real")) == 1
    assert (tmp_path / "data").is_symlink()


@pytest.fixture
def limit_size() -> Callable[[int], None]:
    """Limit the size of files that are written; a test must lift it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    return lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))


def test_no_room_for_a_backup(tmp_path: Path, limit_size: Callable[[int], None]) -> None:
    """Row 37: the older backup stays, nothing half-made is left, nothing is said."""
    filled(tmp_path)
    backup = tmp_path / "state.db.bak"
    os.utime(backup, (1, 1))
    before = backup.read_bytes()
    store = Store(tmp_path)
    links.mark_opened(store, NEW)
    limit_size(8192)
    store.close()
    limit_size(resource.RLIM_INFINITY)
    assert store.is_saved
    assert store.notices == []
    assert backup.read_bytes() == before
    assert not list(tmp_path.glob("*.new"))


def test_no_room_for_a_repair(tmp_path: Path, limit_size: Callable[[int], None]) -> None:
    """The bad file stays where it is until there is room for its successor."""
    path = filled(tmp_path)
    sql(path, "CREATE VIEW v AS SELECT 1")
    before = path.read_bytes()
    limit_size(8192)
    store = Store(tmp_path)
    links.mark_opened(store, NEW)
    known = count(store)
    limit_size(resource.RLIM_INFINITY)
    assert known == 301
    assert path.read_bytes() == before
    assert set_aside(tmp_path) == []
    assert store.retry()
    assert len(addresses(tmp_path)) == 301
    assert len(set_aside(tmp_path)) == 1
    assert not list(tmp_path.glob("*.new"))


def test_no_room_for_a_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit_size: Callable[[int], None]
) -> None:
    """The file stays of its version, its links are shown; with room it is migrated."""
    path = version_1(tmp_path, monkeypatch)
    limit_size(path.stat().st_size)
    store = Store(tmp_path)
    marked.write(store, "new")
    known = count(store)
    limit_size(resource.RLIM_INFINITY)
    with closing(sqlite3.connect(path)) as connection:
        assert schema.version_of(connection) == 1
    assert (known, store.is_saved) == (50, False)
    assert store.retry()
    store.close()
    assert marked.in_file(tmp_path) == marked.all_of(["new"])
    assert len(links.all_states(Store(tmp_path))) == 50


ABSURD: tuple[object, ...] = (
    -1,
    -(2**63),
    2**63 - 1,
    1e308,
    float("inf"),
    float("-inf"),
    "",
    "\x1b[2J\0\u202e",
    "9999-99-99T99:99:99Z",
    "[" * 5_000,
    '{"headings":"[]","ordinal":1e400}',
    '{"headings":"[]","ordinal":-9,"exact":"","prefix":"","suffix":"","begins":9,"ends":-5}',
    b"\xff\0",
    "x" * 300_000,
)


@pytest.mark.slow
def test_absurd_values(tmp_path: Path) -> None:
    """Whatever the tables let in: every question has an answer, and every export a text."""
    from tui_reader.state import annotations, marks_formats

    path, _ = marked.filled(tmp_path, 2)
    store = Store(tmp_path)
    links.queue(store, NEW)
    store.close()
    (tmp_path / "state.db.bak").unlink()
    before = path.read_bytes()
    for value in ABSURD:
        path.write_bytes(before)
        assert _put_everywhere(path, value)
        glance.last_documents(path, 9)
        store = Store(tmp_path)
        everything = collect(store)
        for write in (annotations.as_json, marks_formats.as_markdown, marks_formats.as_html):
            assert write(everything)
        progress.all_progress(store)
        marked.write(store, "0")
        store.close()
        assert store.is_saved
        assert store.notices == []


def _put_everywhere(path: Path, value: object) -> int:
    """Put a value into each column that takes it; return how many do."""
    taken = 0
    with closing(sqlite3.connect(path)) as connection:
        for table, column in _columns(path):
            try:
                connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
            except sqlite3.Error:
                continue
            taken += 1
        connection.commit()
    return taken


def _columns(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, column)
            for table in schema.tables(connection)
            for column in schema.columns(connection, table)
        ]


def test_numbers_too_large_to_be_summed(tmp_path: Path) -> None:
    """SQLite's sum of whole numbers raises where they are too large."""
    store = Store(tmp_path)
    for name in ("a", "b"):
        progress.mark_read(store, b"/x", marked.section(name), True)
    store.close()
    sql(file_of(tmp_path), "UPDATE sections SET words = 9223372036854775807")
    assert progress.all_progress(Store(tmp_path))[0].minutes > 1e15


def test_a_clock_that_was_wrong(tmp_path: Path) -> None:
    """A place written in the future gives way to one of now; the last one that is left wins."""
    store = Store(tmp_path)
    documents.save_position(store, b"/a", marked.position("old"), "2099-01-01T00:00:00Z")
    documents.save_position(store, b"/b", marked.position("b"))
    documents.save_position(store, b"/a", marked.position("new"))
    found = documents.all_documents(store)
    assert [each.key for each in found] == [b"/a", b"/b"]
    assert found[0].position == marked.position("new")


def test_a_backup_of_the_future_is_no_backup_of_today(tmp_path: Path) -> None:
    """Else none would be made until then."""
    filled(tmp_path)
    backup = tmp_path / "state.db.bak"
    os.utime(backup, (4e9, 4e9))
    store = Store(tmp_path)
    links.mark_opened(store, NEW)
    store.close()
    assert backup.stat().st_mtime < 4e9


@pytest.mark.parametrize("kind", ["named pipe", "folder", "link", "loop"])
@pytest.mark.parametrize("name", ["state.db.bak", "state.db-journal", "state.db.bak.new"])
def test_what_lies_where_companions_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    """It hangs nothing, nothing is written through it, and the links are shown."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    filled(tmp_path)
    path, victim = tmp_path / name, tmp_path / "victim"
    victim.write_text("precious")
    path.unlink(missing_ok=True)
    if kind == "named pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if kind == "loop" else victim)
    overwrite(file_of(tmp_path), 4096 * 22, b"\xff" * 4096)
    store = Store(tmp_path)
    links.mark_opened(store, NEW)
    assert count(store) >= 200
    store.close()
    assert victim.read_text() == "precious"
