"""What is no document, or hardly one: a message in one line, or a reader that works."""

import os
import random
import re
import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.escapes import forbidden, sequences
from tests.pty.program import PAINTED, Start, body, leave, run

pytestmark = pytest.mark.slow

Maker = Callable[[Path], Path]
"""Makes, in a folder, what is to be opened; returns its path."""


def _file(data: bytes, name: str = "x.md") -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def _folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    (folder / "empty" / "notes.txt").write_text("no Markdown")
    return folder / "empty"


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "fifo.md")
    return folder / "fifo.md"


def _socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s.md"))
    return folder / "s.md"


def _loop(folder: Path) -> Path:
    (folder / "a.md").symlink_to(folder / "b.md")
    (folder / "b.md").symlink_to(folder / "a.md")
    return folder / "a.md"


def _dangling(folder: Path) -> Path:
    (folder / "a.md").symlink_to(folder / "gone.md")
    return folder / "a.md"


def _sparse(folder: Path) -> Path:
    with open(folder / "sparse.md", "wb") as file:
        file.truncate(2 << 30)
    return folder / "sparse.md"


def _locked(folder: Path) -> Path:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = _file(b"# secret\n")(folder)
    path.chmod(0)
    return path


def _png() -> bytes:
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    rows = random.Random(1).randbytes(64 * 193)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _device(path: str) -> Maker:
    def make(_: Path) -> Path:
        if not os.path.exists(path):
            pytest.skip(f"no {path}")
        return Path(path)

    return make


REFUSED: dict[str, tuple[Maker, str]] = {
    "missing": (lambda folder: folder / "missing.md", "no such file"),
    "missing folder": (lambda folder: folder / "no" / "x.md", "no such file"),
    "under a file": (lambda folder: _file(b"x")(folder) / "y.md", "not a directory"),
    "long name": (lambda folder: folder / ("x" * 300), "too long"),
    "folder without Markdown": (_folder, "no Markdown"),
    "no permission": (_locked, "denied"),
    "named pipe": (_fifo, "named pipe"),
    "device": (_device("/dev/zero"), "device"),
    "null": (_device("/dev/null"), "device"),
    "terminal": (_device("/dev/tty"), "device"),
    "kernel's messages": (_device("/proc/kmsg"), "device"),
    "disk error": (_device("/proc/self/mem"), "input/output error"),
    "socket": (_socket, "socket"),
    "symlink loop": (_loop, "symbolic links"),
    "dangling symlink": (_dangling, "no such file"),
    "picture": (_file(_png(), "picture.md"), "binary"),
    "sparse": (_sparse, "larger"),
    "program": (_file(b"\x7fELF\x02\x01\x01" + bytes(2000)), "binary"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_in_one_line(start: Start, tmp_path: Path, case: str) -> None:
    """Exit status 2 and one line that says why; the screen is left alone."""
    maker, reason = REFUSED[case]
    path = maker(tmp_path)
    done = run(path)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.startswith("alignread: ")
    assert said.count("\n") == 1
    assert said.endswith("\n")
    assert reason in said
    terminal = start(path, columns=1000)
    assert terminal.wait() == 2
    assert list(sequences(terminal.log)) == []
    assert bytes(terminal.log).replace(b"\r\n", b"\n").decode() == said


_WIDE = "|" + "c|" * 500 + "\n|" + "-|" * 500 + "\n" + ("|" + "d|" * 500 + "\n") * 20

READ: dict[str, tuple[bytes, str]] = {
    "empty": (b"", ""),
    "only a byte order mark": (b"\xef\xbb\xbf", ""),
    "invalid UTF-8": (b"# a \xff\xfe b\n\nc \xc3( d\n", "\ufffd"),
    "Latin-1": ("# naïve café\n".encode("latin-1"), "na\ufffdve"),
    "UTF-16 with a mark": ("# Ünïcode\n\ntext\n".encode("utf-16"), "Ünïcode"),
    "UTF-16 without a mark": ("# Ünïcode\n\ntext\n".encode("utf-16-le"), "Ünïcode"),
    "UTF-16 big-endian": (b"\xfe\xff" + "# Ünïcode\n".encode("utf-16-be"), "Ünïcode"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf# marked\n", "marked"),
    "CRLF": (b"# one\r\n\r\ntwo\r\n\r\n```\r\nthree\r\n```\r\n", "three"),
    "lone CR": (b"# one\r\rtwo\r\r- three\r", "three"),
    "NUL": (b"# nul\n\nbefore \x00 after\n" + b"words " * 200, "before"),
    "one line of 5 MB": (b"word " * (1 << 20), "word word"),
    "one word of 1 MB": (b"x" * (1 << 20), "xxxx"),
    "100,000 brackets": (b"[" * 100_000, "[[[["),
    "10,000 quote marks": (b">" * 10_000 + b" deep\n", ""),
    "1,000 nested items": (b"".join(b" " * (2 * n) + b"- item\n" for n in range(1000)), "item"),
    "500 columns": (_WIDE.encode(), "c"),
    "$www": (b"$www." * 2400, "www"),
    "unclosed fence": (b"# a\n\n```python\n" + b"x = 1\n" * 3000, "x = 1"),
    "fence of one line": (b"```\n" + b"x y " * 25_000 + b"\n```\n", "x y"),
    "markup": (b"# see [/x] and [b=] and [@click=app.quit]x[/]\n\n[/]\n", "[/x]"),
    "only references": (b"".join(b"[r%d]: https://x.y/%d\n" % (n, n) for n in range(5000)), ""),
}
_BEGUN = rf"{PAINTED}|UTF-|shown as its source"
"""What the status line shows first: how far it is, or what of the text isn't shown as it is."""


@pytest.mark.parametrize("case", READ)
def test_reads_what_can_be_read(start: Start, tmp_path: Path, case: str) -> None:
    """The reader paints, pages, reaches the end and quits; nothing fails, nothing escapes."""
    data, shows = READ[case]
    terminal = start(_file(data)(tmp_path))
    terminal.until(lambda: re.search(_BEGUN, terminal.lines[-1]))
    terminal.until(lambda: shows in "\n".join(body(terminal)))
    terminal.press("space")
    terminal.until(PAINTED)
    terminal.press("G")
    terminal.until("100%")
    leave(terminal)
    assert forbidden(terminal.log) == []


@pytest.mark.parametrize("case", sorted(set(READ) - {"one word of 1 MB", "one line of 5 MB"}))
def test_prints_what_can_be_read(tmp_path: Path, case: str) -> None:
    """`--plain` prints it without a control character and without failing."""
    data, shows = READ[case]
    done = run("--plain", _file(data)(tmp_path))
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert list(sequences(done.stdout)) == []
    assert shows in done.stdout.decode()


@pytest.mark.parametrize("size", [1, 8])
def test_large_files_open_in_little_memory(start: Start, tmp_path: Path, size: int) -> None:
    """Row 58: megabytes of prose are read, paged and left in less than 300 MB."""
    words = "".join(f"Word {n} of a paragraph that goes on.{' ' * (n % 7)}\n\n" for n in range(99))
    text = words * (size * (1 << 20) // len(words))
    terminal = start(_file(text.encode())(tmp_path))
    terminal.until(PAINTED)
    terminal.press("G")
    terminal.until("100%", timeout=30)
    terminal.press("g", "space")
    terminal.settle()
    assert terminal.memory() < 300e6
    leave(terminal)


def test_a_picture_is_read_as_text_if_that_is_asked_for(start: Start, tmp_path: Path) -> None:
    """Row 62: `--text` shows it, and not a byte of it is a command."""
    path = _file(_png() + b"\n\n# the end\n", "picture.md")(tmp_path)
    terminal = start("--text", path)
    terminal.until("not valid UTF-8")
    terminal.press("G")
    terminal.until("the end")
    leave(terminal)
    assert forbidden(terminal.log) == []
    done = run("--plain", "--text", path)
    assert done.returncode == 0
    assert list(sequences(done.stdout)) == []
    assert b"the end" in done.stdout


@pytest.mark.parametrize("words", [("--plain",), ("outline",), ("links", "--json")])
def test_lists_what_can_be_read_of_a_folder(tmp_path: Path, words: tuple[str, ...]) -> None:
    """What can't is said in a line, and the exit status is 2, as with `cat`."""
    for name, text in (("a", b"# A\n\n[a](http://a)\n"), ("c", b"# C\n\n[c](http://c)\n")):
        _file(text, f"{name}.md")(tmp_path)
    _file(_png(), "b.md")(tmp_path)
    done = run(*words, tmp_path)
    said = f"alignread: {tmp_path}/b.md: looks like a binary file, not text (--text reads it"
    assert done.returncode == 2
    assert done.stderr.decode().startswith(said)
    assert done.stderr.count(b"\n") == 1
    shown = done.stdout.decode().lower()
    assert "a" in shown
    assert shown.index("a") < shown.rindex("c")


def test_refuses_a_bad_pipe() -> None:
    """A picture through a pipe is refused like one in a file."""
    done = run(stdin=_png())
    assert done.returncode == 2
    assert done.stderr.decode().startswith("alignread: standard input")
    assert done.stderr.count(b"\n") == 1
