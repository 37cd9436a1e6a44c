"""`files`: what is no regular file is refused untouched; what is read is one version of a file."""

import ast
import errno
import os
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

import tui_reader
from tui_reader.document import files
from tui_reader.document.files import (
    NotRegular,
    Stamp,
    TooLarge,
    create_file,
    read_beginning,
    read_file,
    reason,
    replace_file,
)

PACKAGE = Path(tui_reader.__file__).parent
_OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "fdopen"}
_OTHERS = {
    # Devices, descriptors, locks, what ships with the package, files of SQLite's, and the report
    # that is written when the rest may be broken.
    "cli.py",
    "crash.py",
    "shells.py",
    "standard_input.py",
    "streams.py",
    "state/adjustments.py",
    "state/database.py",
    "state/salvage.py",
}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs pipes and devices")


def _opened_in(path: Path) -> bool:
    """Whether a module opens a path by itself: `open(…)`, `os.open(…)`, `x.read_text(…)`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "open":
            return True
        if isinstance(node.func, ast.Attribute) and node.func.attr in _OPENERS:
            is_os = isinstance(node.func.value, ast.Name) and node.func.value.id == "os"
            if is_os or node.func.attr != "open":
                return True
    return False


def test_no_other_module_opens_a_path() -> None:
    """There is one door, but for what is named above."""
    found = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if _opened_in(path)}
    assert "document/files.py" in found
    assert found <= _OTHERS | {"document/files.py"}


@pytest.mark.parametrize("read", [read_file, read_beginning])
def test_a_pipe_is_refused_untouched(tmp_path: Path, read: Callable[[Path, int], object]) -> None:
    """Row 63: whoever waits to write into it waits still, and isn't ended by a broken pipe."""
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    is_opened = threading.Event()

    def write() -> None:
        os.close(os.open(path, os.O_WRONLY))
        is_opened.set()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    for _ in range(200):
        with pytest.raises(NotRegular, match="is a named pipe"):
            read(path, 100)
        # The writer may not have come to its opening yet: it gets the time of many refusals.
        is_opened.wait(0.0005)
    assert not is_opened.is_set()
    os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    writer.join(5)


@pytest.mark.parametrize(
    "path", ["/dev/zero", "/dev/tty", "/dev/null", "/proc/kmsg", "/", "/proc/self/fd"]
)
def test_what_is_no_file_is_never_opened(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 63: not a device, not a folder, not the kernel's messages, which are read once only."""
    if not os.path.exists(path):
        pytest.skip(f"no {path}")
    monkeypatch.setattr(files.os, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(NotRegular) as caught:
        read_file(Path(path), 100)
    assert reason(caught.value).endswith(", not a file to read")


def test_what_becomes_a_pipe_between_look_and_opening_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was opened is looked at too, and nothing waits."""
    path = tmp_path / "a.md"
    path.write_text("text")
    status = os.stat(path)
    path.unlink()
    os.mkfifo(path)
    with monkeypatch.context() as patched:
        patched.setattr(files.os, "stat", lambda _: status)
        with pytest.raises(NotRegular, match="is a named pipe"):
            read_file(path, 100)


@pytest.mark.parametrize("path", ["/proc/version", "/proc/self/status"])
def test_a_file_that_says_it_is_empty_is_read(path: str) -> None:
    """What comes counts."""
    if not os.path.exists(path):
        pytest.skip(f"no {path}")
    assert read_file(Path(path), 1 << 20)[0]


def test_a_file_with_nothing_to_read_now_does_not_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 63: some files of /proc and /sys wait for what is to come."""
    path = tmp_path / "trace"
    path.write_text("x")

    def nothing(*_: int) -> bytes:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(files.os, "read", nothing)
    with pytest.raises(BlockingIOError) as caught:
        read_file(path, 100)
    assert reason(caught.value) == "has nothing to read now, not a file to read"


def _changing(monkeypatch: pytest.MonkeyPatch, change: Callable[[int], None]) -> Callable[[], int]:
    """Have something done after each piece that is read; return what counts the openings."""
    read, opened, reads = os.read, [0], [0]
    really_open = os.open

    def read_and_change(handle: int, count: int) -> bytes:
        part = read(handle, min(count, 4))
        reads[0] += 1
        change(reads[0])
        return part

    def count_openings(*words: object, **options: object) -> int:
        opened[0] += 1
        return really_open(*words, **options)  # pyright: ignore[reportArgumentType, reportCallIssue]

    monkeypatch.setattr(files.os, "read", read_and_change)
    monkeypatch.setattr(files.os, "open", count_openings)
    return lambda: opened[0]


def _write_at(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text)


def _replace_at(path: Path, text: str) -> None:
    new = path.with_name("new")
    _write_at(new, text)
    new.replace(path)


@pytest.mark.parametrize("write", [_write_at, _replace_at])
@pytest.mark.parametrize("text", ["new text that is longer", "shorter", "other words"])
def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, str], None], text: str
) -> None:
    """Row 59: grown, shrunk, of the same size or replaced: what comes is one version, the last."""
    path = tmp_path / "a.md"
    path.write_text("first words")
    os.utime(path, ns=(1, 1))
    openings = _changing(monkeypatch, lambda reads: write(path, text) if reads == 2 else None)
    data, stamp = read_file(path, 100)
    assert data.decode() == text
    assert stamp == Stamp.of(os.stat(path))
    assert openings() >= 2


def test_a_file_that_never_holds_still_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 59: reading ends, and the stamp is an old one, so that a watch sees the change."""
    path = tmp_path / "log.md"
    path.write_text("words")
    monkeypatch.setattr(files, "_PAUSE", 0)
    _changing(monkeypatch, lambda reads: os.utime(path, ns=(reads, reads)))
    data, stamp = read_file(path, 100)
    assert data == b"words"
    assert stamp != Stamp.of(os.stat(path))


def test_a_file_that_grows_without_end_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 59: a log that is written faster than it is read."""
    path = tmp_path / "log.md"
    path.write_text("words")
    monkeypatch.setattr(files, "_PAUSE", 0)

    def grow(_: int) -> None:
        with path.open("a") as file:
            file.write("more")

    _changing(monkeypatch, grow)
    with pytest.raises(TooLarge, match="larger than"):
        read_file(path, 100)


def test_a_large_file_is_in_memory_once(tmp_path: Path) -> None:
    """Row 58: reading takes the file's size and hardly more."""
    path = tmp_path / "a.md"
    size = 8 << 20
    with path.open("wb") as file:
        file.truncate(size)
    tracemalloc.start()
    try:
        data, _ = read_file(path, size)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(data) == size
    assert peak < size * 1.1


@pytest.mark.parametrize("size", [101, 2 << 30])
def test_the_size_is_looked_at_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Row 58: no byte of a sparse file of 2 GiB is read."""
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(size)
    monkeypatch.setattr(files.os, "read", lambda *_: pytest.fail("read"))
    with pytest.raises(TooLarge):
        read_file(path, 100)


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For its owner alone; where it can't be written, nothing is left behind."""
    path = tmp_path / "a.json"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"three")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_is_created_where_there_is_none(tmp_path: Path) -> None:
    """What lies there stays, a link too."""
    path = tmp_path / "a"
    create_file(path, b"one")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("a", "link", "."):
        with pytest.raises(FileExistsError):
            create_file(tmp_path / name, b"two")
    assert path.read_bytes() == b"one"
