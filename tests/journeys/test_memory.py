"""What was left, marked and written is there again, however a session ended."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.journeys.conftest import journey_text
from tests.journeys.remembered import FILE, LONG, Line, Unattached, on_disk, top, until
from tests.pty.program import PAINTED, alignread, body, leave, shell
from tests.state import faulty
from tests.state.helpers import ROOT, process

pytestmark = pytest.mark.slow

WITHOUT_OVERRIDE = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
"""Before a command: modes hold it, though it is root's."""
SOON = 3.0
"""Seconds in which a program that is told to end has ended."""
LOCKED_END = 6.0
"""Seconds in which it has ended though its file is locked: more than twice what it takes."""

Connect = Callable[..., Line]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document of a test's own."""
    path = tmp_path / "journey.md"
    path.write_text(journey_text(), "utf-8")
    return path


def _read_on(line: Line) -> str:
    """Read until the middle of a paragraph is on top; return the words there."""
    line.until(PAINTED)
    line.press("space", "space", "j")
    line.until(lambda: top(line).startswith("word4x3x7"))
    return top(line)


def _go_on(line: Line, words: str) -> None:
    """Wait until words are on top, and stay there when all that is remembered is shown."""
    line.until(lambda: top(line).startswith(words))
    line.settle()
    assert top(line).startswith(words)


def _mark(line: Line) -> None:
    """Set a bookmark, and begin to write a note."""
    line.press("m")
    line.until("bookmarked")
    line.until("◆")
    line.press("c")
    line.until("Esc keeps the note")
    line.press("half a thou")
    line.until("half a thou")


def _close(line: Line) -> None:
    """Close a panel, when it is there."""
    line.until("Esc")
    line.press("escape")
    line.until(lambda: "Esc" not in line.text)


def _has_all(folder: Path, words: str) -> None:
    """Require that the state file has what `_read_on` and `_mark` did."""
    found = on_disk(folder)
    assert [exact.split()[-1] for exact in found.bookmarks] == ["word4x3x12."]
    assert found.notes == ["half a thou"]
    assert found.positions["journey.md"].startswith(words)


# Going on


@pytest.mark.slow
def test_goes_on_where_it_was_left(connect: Connect, document: Path) -> None:
    """After `q` the next start shows the same screen, though nothing was written by hand."""
    line = connect(document)
    _read_on(line)
    line.settle()
    before = body(line)
    leave(line)
    again = connect(document)
    again.until(lambda: body(again) == before)
    again.until(r"○ Section 12")
    assert body(again) == before
    leave(again)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(40, 15), (60, 20), (81, 24), (160, 50)])
def test_goes_on_at_another_size(connect: Connect, document: Path, size: tuple[int, int]) -> None:
    """The words that were on top are in the row on top."""
    line = connect(document)
    first, *_ = _read_on(line).split()
    leave(line)
    again = connect(document, columns=size[0], rows=size[1])
    again.until(PAINTED if size[0] > 50 else r"\d%")
    again.settle()
    assert first in top(again).split()
    leave(again)


def test_goes_on_with_the_last_document(connect: Connect, tmp_path: Path) -> None:
    """`alignread` alone takes up what was read last; one that is named opens at its own place."""
    texts = {name: journey_text().replace("word", name) for name in ("one", "two")}
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(text)
        line = connect(tmp_path / f"{name}.md")
        line.until(PAINTED)
        line.press("]", "]", "]", "j", "j", "j")
        line.until(lambda line=line, name=name: top(line).startswith(f"{name}3x1x1 "))
        leave(line)
    line = connect()
    _go_on(line, "two3x1x1 ")
    leave(line)
    line = connect(tmp_path / "one.md")
    _go_on(line, "one3x1x1 ")
    leave(line)
    line = connect("--at", "Section 5", tmp_path / "one.md")
    _go_on(line, "Section 5")
    leave(line)
    line = connect(tmp_path)
    _go_on(line, "Section 5")
    leave(line)


@pytest.mark.slow
def test_goes_on_in_a_pipe(connect: Connect, document: Path) -> None:
    """A text without a name is known by its words."""
    line = connect(command=shell('cat "$1" | alignread', document))
    words = _read_on(line)
    leave(line)
    again = connect(command=shell('alignread - < "$1"', document))
    _go_on(again, words)
    leave(again)


def test_goes_on_in_a_file_that_was_edited_and_renamed(connect: Connect, document: Path) -> None:
    """The words count, not the line, and not the name."""
    line = connect(document)
    words = _read_on(line)
    _mark(line)
    _close(line)
    line.until("note kept")
    leave(line)
    renamed = document.with_name("another.md")
    text = document.read_text().replace(
        "## Section 2", "## Section 1½\n\nnew words\n\n## Section 2"
    )
    renamed.write_text(text)
    document.unlink()
    again = connect(renamed)
    _go_on(again, words)
    again.until("◆✎|◈|◆|✎")
    leave(again)


@pytest.mark.slow
def test_keeps_the_place_while_it_moves(connect: Connect, document: Path, tmp_path: Path) -> None:
    """Whoever scrolls without a pause has a place on disk all the same."""
    line = connect(document)
    line.until(PAINTED)
    presses = 0
    while "journey.md" not in on_disk(tmp_path).positions:
        before = line.text
        line.press("k" if presses // 60 % 2 else "j")
        line.until(lambda before=before: line.text != before)
        line.settle(0.1)
        presses += 1
        assert presses < 100
    leave(line)


# Marks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "shows"), [("m", "◆ A journey"), ("x", "✓ A journey"), ("c", "✎ A journey")]
)
def test_a_mark_is_seen_at_once(connect: Connect, document: Path, key: str, shows: str) -> None:
    """Also the one that is set with the first key of the first session."""
    line = connect(document)
    line.until(PAINTED)
    line.press(key)
    if key == "c":
        line.until("Esc keeps the note")
        line.press("a note", "escape")
    line.until(shows)
    line.settle(1.0)
    assert shows in line.text
    leave(line)
    again = connect(document)
    again.until(shows)
    leave(again)


def test_the_first_key_takes_a_bookmark_away(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """A key that comes before what is remembered has been read still finds the bookmark."""
    for count in (1, 0, 1, 0):
        line = connect(document)
        line.until(PAINTED)
        line.press("m")
        line.until(r"bookmarked|taken away")
        assert len(on_disk(tmp_path).bookmarks) == count
        leave(line)


def test_marks_are_there_again(connect: Connect, document: Path) -> None:
    """Bookmark, note and read section are on the screen of the next session, and in its list."""
    line = connect(document)
    words = _read_on(line)
    _mark(line)
    _close(line)
    line.until("note kept")
    line.press("x")
    line.until("read: Section 5")
    leave(line)
    again = connect()
    _go_on(again, words)
    again.until("✓ Section 5")
    again.press("k")
    again.until(r"[◆✎◈]+ word4x3x1 ")
    again.press("'")
    again.until("Bookmarks and notes: 2")
    again.until("✎ half a thou")
    _close(again)
    leave(again)


@pytest.mark.slow
def test_two_sessions_read_the_same(connect: Connect, document: Path, tmp_path: Path) -> None:
    """Each keeps its place, both add marks, and the place of the one that is left last counts."""
    first, second = connect(document), connect(document)
    for line, section in ((first, 3), (second, 6)):
        line.until(PAINTED)
        line.press(*["]"] * section)
        line.until(lambda line=line, section=section: top(line) == f"Section {section}")
        line.press("m")
        line.until("bookmarked")
    assert [top(first), top(second)] == ["Section 3", "Section 6"]
    leave(second)
    leave(first)
    assert on_disk(tmp_path).bookmarks == ["Section 3", "Section 6"]
    again = connect(document)
    _go_on(again, "Section 3")
    again.press("'")
    again.until("Bookmarks and notes: 2")
    _close(again)
    leave(again)


# The line is cut, the program is told to end


def _find_all_again(connect: Connect, document: Path, words: str) -> None:
    again = connect(document)
    _go_on(again, words)
    again.until("[◆✎◈]")
    again.press("k", "c")
    again.until("half a thou")
    _close(again)
    leave(again)


def test_a_dropped_connection_loses_nothing(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """The terminal goes while a note is being typed; place, bookmark and note are there."""
    line = connect(document)
    words = _read_on(line)
    _mark(line)
    line.hang_up()
    assert line.end(SOON) == 128 + signal.SIGHUP
    _has_all(tmp_path, words)
    _find_all_again(connect, document, words)


@pytest.mark.slow
def test_a_terminal_that_goes_without_a_signal(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """A program that has no controlling terminal isn't told; it has saved all the same."""
    line = connect(document, kind=Unattached)
    words = _read_on(line)
    _mark(line)
    line.hang_up()
    until(lambda: on_disk(tmp_path).notes and on_disk(tmp_path).positions)
    _has_all(tmp_path, words)


@pytest.mark.slow
def test_ends_with_its_terminal(connect: Connect, document: Path) -> None:
    """Nor does it live on without one."""
    line = connect(document, kind=Unattached)
    _read_on(line)
    line.hang_up()
    assert line.end(SOON) == 128 + signal.SIGHUP


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_in_good_order(
    connect: Connect, document: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """All is saved, the terminal is as it was, and the status names the signal."""
    line = connect(document)
    words = _read_on(line)
    _mark(line)
    line.signal(number)
    assert line.wait(SOON) == 128 + number
    assert line.is_restored()
    assert b"Traceback" not in line.log
    _has_all(tmp_path, words)
    _find_all_again(connect, document, words)


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("?",), ("h",), (":",), ("'",), ("z",), ("T",), ("ctrl+p",)])
def test_a_signal_ends_it_wherever_it_is(
    connect: Connect, document: Path, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """Panels, prompts and the sidebar change nothing about it."""
    line = connect(document)
    words = _read_on(line)
    line.press("m")
    line.until("bookmarked")
    before = line.text
    line.press(*keys)
    line.until(lambda: line.text != before)
    line.settle()
    line.signal(signal.SIGTERM)
    assert line.wait(SOON) == 128 + signal.SIGTERM
    assert line.is_restored()
    found = on_disk(tmp_path)
    # The rows are others where the sidebar has gone.
    assert words.split()[0] in found.positions["journey.md"]
    assert len(found.bookmarks) == 1


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_stalled_terminal(connect: Connect, tmp_path: Path, number: signal.Signals) -> None:
    """Nobody reads what is sent; it saves and ends all the same."""
    document = tmp_path / "journey.md"
    document.write_text("\n\n".join(f"word{index} {'more' * 12}" for index in range(20_000)))
    line = connect(document)
    line.until(PAINTED)
    line.press("m")
    line.until("bookmarked")
    line.stall("space")
    line.signal(number)
    assert line.end(SOON + 2) == 128 + number
    assert line.is_sane()
    found = on_disk(tmp_path)
    assert [exact.split()[0] for exact in found.bookmarks] == ["word0"]
    reached = int(found.positions["journey.md"].split()[0].removeprefix("word"))
    assert 100 < reached < 19_000


@pytest.mark.slow
def test_a_note_on_a_stalled_terminal(connect: Connect, document: Path, tmp_path: Path) -> None:
    """What was taken of the typing is in the note."""
    line = connect(document)
    words = _read_on(line)
    _mark(line)
    line.stall("ght")
    line.signal(signal.SIGTERM)
    assert line.end(SOON + 2) == 128 + signal.SIGTERM
    assert line.is_sane()
    found = on_disk(tmp_path)
    assert found.positions["journey.md"].startswith(words)
    assert [note[:14] for note in found.notes] == ["half a thought"]


@pytest.mark.slow
def test_a_stalled_connection_that_drops(connect: Connect, document: Path, tmp_path: Path) -> None:
    """It ends then, with the note."""
    line = connect(document)
    _read_on(line)
    _mark(line)
    line.stall("ght")
    line.hang_up()
    assert line.end(SOON + 2) == 128 + signal.SIGHUP
    assert [note[:14] for note in on_disk(tmp_path).notes] == ["half a thought"]


@pytest.mark.slow
def test_suspended_and_killed(connect: Connect, document: Path, tmp_path: Path) -> None:
    """Ctrl+Z saves all before the program stands still."""
    line = connect(document)
    words = _read_on(line)
    line.press("m", "ctrl+z")
    line.until(line.is_stopped)
    line.signal(signal.SIGKILL)
    line.end(SOON)
    found = on_disk(tmp_path)
    assert found.positions["journey.md"].startswith(words)
    assert len(found.bookmarks) == 1


@pytest.mark.slow
def test_suspended_and_taken_up(connect: Connect, document: Path, tmp_path: Path) -> None:
    """A suspended session locks nobody out, and goes on with what it knew."""
    line = connect(document)
    _read_on(line)
    line.press("m")
    line.until("bookmarked")
    line.press("ctrl+z")
    line.until(line.is_stopped)
    other = connect(document)
    other.until(PAINTED)
    other.press("g", "m")
    other.until("bookmarked")
    leave(other)
    line.signal(signal.SIGCONT)
    line.until(PAINTED)
    line.press("x")
    line.until("read: Section 5")
    leave(line)
    found = on_disk(tmp_path)
    assert len(found.bookmarks) == 2
    assert "Section 5" in found.read


@pytest.mark.slow
def test_stopped_and_continued(connect: Connect, document: Path, tmp_path: Path) -> None:
    """SIGSTOP, which no program sees, costs nothing either."""
    line = connect(document)
    words = _read_on(line)
    _mark(line)
    line.signal(signal.SIGSTOP)
    line.until(line.is_stopped)
    line.signal(signal.SIGCONT)
    line.press("ght")
    line.until("half a thought")
    line.until(lambda: on_disk(tmp_path).notes == ["half a thought"])
    line.until(lambda: on_disk(tmp_path).positions)
    assert on_disk(tmp_path).positions["journey.md"].startswith(words)


@pytest.mark.slow
def test_quits_after_a_stop(connect: Connect, document: Path) -> None:
    """Keys and the terminal are as before when a stopped program goes on."""
    line = connect(document)
    _read_on(line)
    line.signal(signal.SIGSTOP)
    line.until(line.is_stopped)
    line.signal(signal.SIGCONT)
    line.press("j")
    line.until(lambda: top(line) == "Section 5")
    leave(line)


@pytest.mark.slow
def test_stopped_and_killed(connect: Connect, document: Path, tmp_path: Path) -> None:
    """What was marked is there; the place was written when reading paused."""
    line = connect(document)
    words = _read_on(line)
    line.press("m")
    line.until("bookmarked")
    line.until(lambda: on_disk(tmp_path).positions.get("journey.md", "").startswith(words))
    line.signal(signal.SIGSTOP)
    line.until(line.is_stopped)
    line.signal(signal.SIGKILL)
    assert line.end(SOON) == -signal.SIGKILL
    again = connect(document)
    _go_on(again, words)
    again.until("◆")
    leave(again)


# The file can't be had


_CLOSED = {"read-only": 0o500, "not to be entered": 0}
"""The modes of a data folder."""
_SAID_FIRST = frozenset(("not to be entered", "a folder in its place"))
"""Where what is remembered may lie there and can't be had."""


def _cant_be_had(kind: str, tmp_path: Path, document: Path) -> list[str]:
    """Make a state file that can't be written; return the command that reads the document."""
    path = tmp_path / FILE
    if kind == "a folder in its place":
        path.mkdir(parents=True)
    if kind == "no home":
        return ["env", "-u", "XDG_DATA_HOME", "HOME=/nonexistent", *alignread(document)]
    if kind not in _CLOSED:
        return alignread(document)
    path.parent.mkdir(parents=True)
    path.parent.chmod(_CLOSED[kind])
    if os.getuid():
        return alignread(document)
    if not shutil.which("setpriv"):
        pytest.skip("modes don't hold root, and there is no setpriv")
    return [*WITHOUT_OVERRIDE, *alignread(document)]


def _remembers_for_the_session(line: Line, *, is_said_first: bool = False) -> None:
    """Require that marks are kept in memory, that it is said once, and shown from then on.

    What lies where the file should be is looked at after the first screen, and said before a key.
    """
    # What is said first may stand where the place would be seen.
    line.until(r"not saved: .*remembered for this session only" if is_said_first else PAINTED)
    line.until("The first paragraph.")
    line.press("]", "m")
    line.until("◆ Section 1" if is_said_first else r"not saved: .*remembered for this session only")
    line.until("◆ Section 1")
    line.press("]")
    line.until(lambda: "not saved  " in line.lines[-1])
    line.press("m")
    line.until("bookmarked")
    line.press("c")
    line.until("Esc keeps the note")
    line.press("a note", "escape")
    line.until("note kept")
    line.press("'")
    line.until("Bookmarks and notes: 3")
    _close(line)
    line.until(lambda: "not saved  " in line.lines[-1])


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*_CLOSED, "a folder in its place", "no home"])
def test_a_home_that_cannot_be_written(
    connect: Connect, document: Path, tmp_path: Path, kind: str
) -> None:
    """It reads, remembers for the session, says so once, and again when all is lost."""
    command = _cant_be_had(kind, tmp_path, document)
    before = _without_adjustments(tmp_path)
    line = connect(command=command, columns=200)
    _remembers_for_the_session(line, is_said_first=kind in _SAID_FIRST)
    leave(line)
    assert "not saved: the place, what was read, bookmarks, notes; " in line.text
    assert _without_adjustments(tmp_path) == before


def _without_adjustments(folder: Path) -> list[Path]:
    """Return what lies in a folder but for what was changed in the reader, which can be kept."""
    return sorted(path for path in folder.rglob("*") if not path.name.startswith("adjustments."))


@pytest.mark.slow
def test_a_read_only_home_shows_what_was_marked(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """Place and marks of before are there; the file stays as it is."""
    if os.getuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("modes don't hold root, and there is no setpriv")
    line = connect(document)
    words = _read_on(line)
    line.press("m")
    line.until("bookmarked")
    leave(line)
    path = tmp_path / FILE
    path.chmod(0o400)
    path.parent.chmod(0o500)
    before = path.read_bytes()
    wrapper = WITHOUT_OVERRIDE if os.getuid() == 0 else []
    again = connect(command=[*wrapper, *alignread(document)])
    _go_on(again, words)
    again.until("◆")
    again.until("not saved")
    again.press("]", "m")
    again.until(lambda: "◆ Section 6" in again.text)
    leave(again)
    path.parent.chmod(0o700)
    assert path.read_bytes() == before


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.execute("INSERT INTO recipes VALUES ('soup')")
        connection.commit()


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "header garbage": (lambda path: _overwrite(path, 0, b"\xff" * 100), "was damaged"),
    "a page overwritten": (lambda path: _overwrite(path, 4096, b"\xff" * 4096), "was damaged"),
    "truncated": (lambda path: os.truncate(path, path.stat().st_size // 2), "was damaged"),
    "cut in a page": (lambda path: os.truncate(path, 5000), "was damaged"),
    "zero length": (lambda path: os.truncate(path, 0), "was empty"),
    "a text": (lambda path: path.write_text("# Not a database\n" * 999), "was damaged"),
    "another database": (_foreign, "was not alignread's"),
}


def _overwrite(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def _leave_a_mark(connect: Connect, document: Path) -> None:
    line = connect(document)
    line.until(PAINTED)
    line.press("]", "m")
    line.until("bookmarked")
    leave(line)


@pytest.mark.slow
@pytest.mark.parametrize("has_backup", [True, False], ids=["backup", "none"])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file(
    connect: Connect, document: Path, tmp_path: Path, kind: str, has_backup: bool
) -> None:
    """It starts, says what it found, keeps the bad file, and remembers in a new one."""
    _leave_a_mark(connect, document)
    path = tmp_path / FILE
    for backup in path.parent.glob("*.bak*"):
        if not has_backup:
            backup.unlink()
    damage, says = BAD[kind]
    damage(path)
    bad = path.read_bytes()
    line = connect(document)
    # What it found may be said before the place is ever seen in the status line.
    line.until(lambda: says in line.lines[-1] and "word1x1x1" in line.text)
    line.press("g", "]", "]", "m")
    line.until("bookmarked")
    leave(line)
    aside = [file.read_bytes() for file in path.parent.glob("state.db.corrupt-*")]
    assert aside == [bad]
    bookmarks = on_disk(tmp_path).bookmarks
    assert "Section 2" in bookmarks
    assert not has_backup or "Section 1" in bookmarks
    again = connect(document)
    again.until("◆ Section 2")
    again.settle()
    assert says not in again.text
    leave(again)


@pytest.mark.slow
def test_a_newer_file(connect: Connect, document: Path, tmp_path: Path) -> None:
    """What it can't know is left byte for byte, and the session goes on in memory."""
    _leave_a_mark(connect, document)
    path = tmp_path / FILE
    _newer(path)
    before = path.read_bytes()
    line = connect(document, columns=200)
    line.until(lambda: "newer alignread" in line.lines[-1] and "word1x1x1" in line.text)
    line.press("]", "m")
    line.until("bookmarked")
    line.press("j")
    line.until(lambda: "not saved  " in line.lines[-1])
    leave(line)
    assert path.read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Generator[Path]:
    """The folder of the state file, on a small disk; skips where mounting isn't allowed."""
    folder = tmp_path / FILE.parts[0]
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=900k,mode=700", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.slow
def test_a_full_disk(connect: Connect, document: Path, tmp_path: Path, small_disk: Path) -> None:
    """Marks are remembered, shown and said to be unsaved, and written when there is room."""
    line = connect(document, columns=200)
    line.until(PAINTED)
    line.press("m")
    line.until("bookmarked")
    line.until(lambda: on_disk(tmp_path).positions)
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    line.press("]")
    line.until("not saved.*disk is full")
    line.press("m")
    line.until("bookmarked")
    line.press("]", "m")
    line.until("bookmarked")
    line.press("x")
    line.until("read: Section 2")
    line.press("k")
    line.until(lambda: "not saved  " in line.lines[-1])
    assert len(on_disk(tmp_path).bookmarks) == 1
    ballast.unlink()
    leave(line)
    assert "alignread: not saved" not in line.text
    found = on_disk(tmp_path)
    assert len(found.bookmarks) == 3
    assert "Section 2" in found.read
    assert not found.positions["journey.md"].startswith("A journey")


@contextmanager
def _locked(folder: Path, *, is_stopped: bool = False) -> Generator[Callable[[], object]]:
    """Let another program, stopped perhaps, keep the state file locked, until what is yielded is
    called."""
    holder = process("hold", (folder / FILE).parent)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    if is_stopped:
        holder.send_signal(signal.SIGSTOP)

    def unlock() -> None:
        holder.send_signal(signal.SIGCONT)
        holder.communicate()

    try:
        yield unlock
    finally:
        holder.kill()
        holder.wait()


@pytest.mark.slow
def test_a_locked_file(connect: Connect, document: Path, tmp_path: Path) -> None:
    """Keys move the text meanwhile; marks are written when the lock goes."""
    _leave_a_mark(connect, document)
    with _locked(tmp_path) as unlock:
        line = connect(document)
        line.until(PAINTED)
        line.press("g", "]", "]", "m", "]")
        line.until(lambda: top(line) == "Section 3")
        line.press("c")
        line.until("Esc keeps the note")
        line.press("a note")
        _close(line)
        line.press("]")
        line.until(lambda: top(line) == "Section 4")
        unlock()
        line.until(lambda: on_disk(tmp_path).notes, LONG)
        line.until(lambda: len(on_disk(tmp_path).bookmarks) == 2, LONG)
        line.press("[")
        line.until("✎ Section 3")
        line.press("[")
        line.until("◆ Section 2")
    leave(line)


@pytest.mark.slow
def test_a_file_that_stays_locked(connect: Connect, document: Path, tmp_path: Path) -> None:
    """After some seconds it is said that nothing is saved; with the end all is, if it can be."""
    _leave_a_mark(connect, document)
    with _locked(tmp_path) as unlock:
        line = connect(document, columns=200)
        line.until(PAINTED)
        line.press("g", "]", "]", "m")
        line.until("not saved.*locked", LONG)
        line.press("]")
        line.until(lambda: top(line) == "Section 3")
        line.until(lambda: "not saved  " in line.lines[-1])
        unlock()
        leave(line)
    assert on_disk(tmp_path).bookmarks == ["Section 1", "Section 2"]


@pytest.mark.slow
def test_quits_though_the_file_is_locked(connect: Connect, document: Path, tmp_path: Path) -> None:
    """`q` ends the session soon, says what it waits for, and what it could not save."""
    _leave_a_mark(connect, document)
    with _locked(tmp_path):
        line = connect(document)
        line.until(PAINTED)
        line.press("g", "]", "]", "m", "q")
        assert line.wait(LOCKED_END) == 0
        assert line.is_restored()
        assert re.search("saving; the file is locked.*not saved: .*bookmarks", line.text, re.S)
    assert on_disk(tmp_path).bookmarks == ["Section 1"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_though_the_file_is_locked(
    connect: Connect, document: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """A shutdown waits for no lock; it says what is lost."""
    _leave_a_mark(connect, document)
    with _locked(tmp_path):
        line = connect(document)
        line.until(PAINTED)
        line.press("g", "]", "]", "m")
        line.until(lambda: top(line) == "Section 2")
        line.signal(number)
        assert line.wait(SOON) == 128 + number
        assert line.is_restored()
        line.until("not saved: .*bookmarks")


@pytest.mark.slow
def test_a_lock_that_hangs(connect: Connect, document: Path, tmp_path: Path) -> None:
    """Row 46: it starts, its keys move the text, it says that nothing is saved, and it ends."""
    if not faulty.is_possible():
        pytest.skip("system calls can't be filtered here")
    _leave_a_mark(connect, document)
    hanging = [sys.executable, "-m", "tests.state.faulty", "exec", *alignread(document)]
    command = ["env", f"PYTHONPATH={ROOT}", *hanging]
    line = connect(command=command, columns=200)
    line.until(PAINTED, LOCKED_END)
    line.press("g", "]", "]", "m")
    line.until(lambda: top(line) == "Section 2")
    line.until("not saved: the disk doesn't answer", LONG)
    line.until("◆ Section 2")
    line.press("]")
    line.until(lambda: "not saved  " in line.lines[-1])
    line.press("'")
    line.until("Bookmarks and notes: 2")
    _close(line)
    line.press("q")
    assert line.wait(LOCKED_END) == 0
    assert line.is_restored()
    line.until("not saved: .*bookmarks.*the disk doesn't answer")
    assert on_disk(tmp_path).bookmarks == ["Section 1"]


@pytest.mark.slow
def test_another_session_is_stopped_inside_a_write(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """Row 45: keys move the text, it is said after some seconds, and saved in the end."""
    _leave_a_mark(connect, document)
    with _locked(tmp_path, is_stopped=True) as go_on:
        line = connect(document, columns=200)
        line.until(PAINTED)
        line.press("g", "]", "]", "m", "]")
        line.until(lambda: top(line) == "Section 3")
        line.until("not saved: locked", LONG)
        go_on()
        line.press("m")
        line.until("bookmarked")
        line.until(lambda: len(on_disk(tmp_path).bookmarks) == 3, 2 * LONG)
    leave(line)
