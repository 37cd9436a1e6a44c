"""Rows 69 to 76: terminals that stall, go, lie about their size or flood; signals of all kinds."""

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.journeys.conftest import journey_text
from tests.journeys.remembered import Line, Unattached, on_disk, top
from tests.pty.escapes import forbidden
from tests.pty.program import PAINTED, QUIET_MODES, alignread, leave
from tests.pty.terminal import Gone

pytestmark = pytest.mark.slow

Connect = Callable[..., Line]

_SOON = 10.0
"""Seconds for what takes one or two."""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document of a test's own."""
    path = tmp_path / "journey.md"
    path.write_text(journey_text(), "utf-8")
    return path


def _begin(line: Line) -> None:
    line.until(PAINTED)
    line.press("space", "space", "j")
    line.until(lambda: top(line).startswith("word4x3x7"))
    line.press("m")
    line.until("bookmarked")


def _is_saved(folder: Path) -> bool:
    found = on_disk(folder)
    return len(found.bookmarks) == 1 and found.positions["journey.md"].startswith("word")


@pytest.mark.parametrize("kind", [Line, Unattached])
def test_a_terminal_that_goes_and_a_signal_that_is_ignored(
    connect: Connect, document: Path, tmp_path: Path, kind: type[Line]
) -> None:
    """Row 72: it ends all the same, and doesn't look for the terminal over and over."""
    command = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *alignread(document)]
    line = connect(command=command, kind=kind)
    _begin(line)
    line.hang_up()
    assert line.end(_SOON) == 128 + signal.SIGHUP
    assert _is_saved(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT])
def test_other_signals(
    connect: Connect, document: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """They end it like SIGTERM."""
    line = connect(document)
    _begin(line)
    line.signal(number)
    assert line.wait() == 128 + number
    assert line.is_restored()
    assert _is_saved(tmp_path)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_quitting_on_a_stalled_terminal(
    connect: Connect, document: Path, tmp_path: Path, key: str
) -> None:
    """Keys are heard where nobody reads what is sent, and so is the one that quits."""
    line = connect(document)
    _begin(line)
    line.stall("k")
    line.press(key)
    assert line.end(_SOON) == 0
    assert line.is_sane()
    assert _is_saved(tmp_path)


def test_a_terminal_that_stalls_for_a_while(connect: Connect, document: Path) -> None:
    """What was done meanwhile is on the screen when the terminal goes on, and nothing is lost."""
    line = connect(document)
    _begin(line)
    line.stall("k")
    line.press("G")
    line.until("100%", _SOON)
    line.settle()
    leave(line)


def test_stopped_and_continued_many_times(connect: Connect, document: Path) -> None:
    """Row 75: one thread reads and one writes, and the modes are right whatever a shell did."""
    line = connect(document)
    _begin(line)
    line.settle()
    process = psutil.Process(line.process.pid)
    # What writes to the store may come and go.
    threads = process.num_threads()
    raw = line.attributes()
    # What is written goes out as it is: the kernel adds no byte to a line feed.
    assert not raw[1] & termios.OPOST
    for _ in range(5):
        line.signal(signal.SIGSTOP)
        line.until(line.is_stopped)
        termios.tcsetattr(line._slave, termios.TCSANOW, line.before)
        line.wipe()
        before = line.text
        line.signal(signal.SIGCONT)
        line.until(lambda before=before: line.text != before)
        line.until(lambda: line.attributes() == raw)
    assert process.num_threads() <= threads + 1
    line.until(lambda: top(line).startswith("word4x3x7"))
    leave(line)


@pytest.mark.parametrize("panel", ["", "?", "'"])
def test_suspended_many_times(connect: Connect, document: Path, tmp_path: Path, panel: str) -> None:
    """Row 74: SIGTSTP from outside saves, gives the terminal back, and the screen comes back."""
    line = connect(document)
    _begin(line)
    if panel:
        line.press(panel)
        line.until("Esc")
    else:
        # The notice isn't there any more when the screen is drawn again.
        line.press("k")
        line.until(lambda: re.search(PAINTED, line.lines[-1]))
    line.settle()
    before = line.text
    for _ in range(4 if not panel else 1):
        line.signal(signal.SIGTSTP)
        line.until(line.is_stopped)
        assert line.attributes() == line.before
        assert _is_saved(tmp_path)
        line.settle(0.02)
        assert not line.modes & QUIET_MODES
        line.wipe()
        line.signal(signal.SIGCONT)
        line.until(lambda: line.text == before)
    leave(line, "ctrl+q")


def test_suspended_while_it_loads(connect: Connect, tmp_path: Path) -> None:
    """The rest of a long document is read when it goes on."""
    long = tmp_path / "long.md"
    long.write_text("".join(f"# Heading {n}\n\nsome *words* of it\n\n" for n in range(40_000)))
    line = connect(long)
    line.until("Heading 0")
    line.signal(signal.SIGTSTP)
    line.until(line.is_stopped, 60)
    line.signal(signal.SIGCONT)
    line.press("G")
    line.until("Heading 39999", 60)
    leave(line)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_while_it_loads(connect: Connect, tmp_path: Path, number: signal.Signals) -> None:
    """It ends soon, though the place in a document that isn't read yet can't be told."""
    long = tmp_path / "long.md"
    long.write_text("".join(f"# Heading {n}\n\nsome *words* of it\n\n" for n in range(200_000)))
    line = connect(long)
    line.until("Heading 0")
    line.signal(number)
    assert line.wait(_SOON) == 128 + number
    assert line.is_restored()


@pytest.mark.parametrize("what", ["saving", "a browser"])
def test_a_hang_up_while_it_is_at_something(
    connect: Connect, document: Path, tmp_path: Path, what: str
) -> None:
    """Row 69: it ends soon, and what was done before is there."""
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {seen}\nexec sleep 2\n")
    browser.chmod(0o755)
    document.write_text("# A\n\n[first](https://a.example/)\n\n" + journey_text())
    line = connect(document, env={"BROWSER": str(browser)})
    line.until(PAINTED)
    if what == "a browser":
        line.press("tab", "enter")
        line.until(seen.exists)
        line.press("j", "m")
        line.until("bookmarked")
    else:
        # The mark is on the screen before it is on the disk.
        line.press("m")
        line.until("bookmarked")
    line.hang_up()
    assert line.end(_SOON) == 128 + signal.SIGHUP
    assert len(on_disk(tmp_path).bookmarks) == 1


def _say_size(line: Line, columns: int, rows: int) -> None:
    """Give the terminal a size of which the test's own screen knows nothing."""
    fcntl.ioctl(line._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _draws(line: Line, timeout: float = 20.0) -> bool:
    """Read without showing it, until the program has fallen silent; return if it drew."""
    deadline = time.monotonic() + timeout
    has_drawn = False
    while data := line.read(0.5):
        has_drawn = has_drawn or bool(data)
        if time.monotonic() > deadline:
            raise Gone("it never fell silent")
    return has_drawn


@pytest.mark.parametrize("size", [(1, 1), (0, 0), (65535, 65535), (65535, 1)])
def test_absurd_sizes(connect: Connect, document: Path, size: tuple[int, int]) -> None:
    """Row 76: no crash, no hang, and the place is kept, also where all of the text was in view."""
    line = connect(document)
    _begin(line)
    _say_size(line, *size)
    assert _draws(line)
    line.press("?", "q")
    _draws(line)
    line._screen.reset()
    line.resize(99, 30)
    line.until("word4x3x7")
    leave(line)
    assert forbidden(line.log) == []


@pytest.mark.parametrize("size", [(65535, 65535), (0, 0)])
def test_absurd_sizes_at_the_start(connect: Connect, document: Path, size: tuple[int, int]) -> None:
    """The first screen comes in these too."""
    command = ["sh", "-c", 'read go; exec "$@"', "sh", *alignread(document)]
    line = connect(command=command)
    _say_size(line, *size)
    line.press("go", "enter")
    while b"1049h" not in line.log:
        line.read(0.1)
    assert _draws(line)
    line.press("ctrl+q")
    while line.process.poll() is None:
        line.read(0.1)
    assert line.process.returncode == 0
    assert b"journey" in line.log


@pytest.mark.parametrize("value", ["10000000", "0", "-1", "9" * 5000])
def test_absurd_sizes_in_the_environment(connect: Connect, document: Path, value: str) -> None:
    """The terminal's own size is taken where the environment's can't be."""
    line = connect(document, env={"COLUMNS": value, "LINES": value})
    line.until(PAINTED)
    assert line.lines[-1].rstrip().endswith("help") or "%" in line.lines[-1]
    leave(line)


def test_absurd_sizes_in_the_input(connect: Connect, document: Path) -> None:
    """Terminals tell their size there too, by mode 2048; so may anybody who types."""
    line = connect(document)
    _begin(line)
    for rows, columns in ((65535, 65535), (0, 0), (9999999, 9999999)):
        line.send(f"\x1b[48;{rows};{columns};0;0t\x1b[<0;3;4M\x1b[<0;3;4m".encode())
        assert _draws(line)
    line._screen.reset()
    line.send(b"\x1b[48;30;100;600;1000t")
    line.press("k")
    line.until(PAINTED)
    leave(line)


FLOODS = {
    "a sequence without an end": b"\x1b[" + b"1;" * 50_000,
    "sequences that nobody knows": b"\x1b[?62;22c" * 10_000,
    "coming back": b"\x1b[I" * 20_000,
    "coming and going": b"\x1b[O\x1b[I" * 2_000,
    "the mouse": b"".join(b"\x1b[<35;%d;%dM" % (n % 90 + 1, n % 28 + 1) for n in range(5_000)),
    "a paste": b"\x1b[200~" + b"some words " * 200_000 + b"\x1b[201~",
    "an escape in a paste": b"\x1b[200~\x1b" + b"q" * 100 + b"\x1b[201~",
}


@pytest.mark.parametrize(
    ("flood", "prompt"),
    [*((flood, "") for flood in FLOODS), ("a paste", "/"), ("a paste", "c"),
     ("an escape in a paste", "/"), ("an escape in a paste", "c")],
)  # fmt: skip
def test_floods(connect: Connect, document: Path, flood: str, prompt: str) -> None:
    """What a terminal sends without a stop is gone in a moment, and no key comes of it."""
    line = connect(document)
    _begin(line)
    if prompt:
        line.press(prompt)
        line.until("find in the document|Esc")
        line.settle()
    os.set_blocking(line._master, False)
    left = memoryview(FLOODS[flood] + b"\x1b[A")
    deadline = time.monotonic() + 60
    while left and time.monotonic() < deadline:
        try:
            left = left[os.write(line._master, left[:4096]) :]
        except BlockingIOError:
            select.select([line._master], [line._master], [], 1)
            line.feed(line.read(0))
    os.set_blocking(line._master, True)
    assert not left
    if prompt:
        line.press("escape")
    line.until(lambda: not re.search("^ ?/|Esc", line.lines[-1]), 30)
    line.press("G")
    line.until("100%", 30)
    leave(line)


def test_a_developers_session_has_no_warnings(connect: Connect, document: Path) -> None:
    """With PYTHONDEVMODE=1 nothing is left open, nothing is used that will be gone."""
    line = connect(document, env={"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "default"})
    _begin(line)
    for keys in (("?", "q"), ("/", "word", "enter"), ("S", "word", "escape"), ("T", "escape")):
        line.press(*keys)
        line.settle()
    line.press("ctrl+q")
    assert line.wait(20) == 0
    assert b"Warning" not in line.log
    assert b"Error" not in line.log
    assert b"was never" not in line.log


_NO_NETWORK = """
import os, sys
def watch(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__",):
        with open(os.environ["HOME"] + "/calls", "a") as out:
            print(event, arguments, file=out)
    if event == "socket.__new__" and arguments[1] not in (1,):
        with open(os.environ["HOME"] + "/calls", "a") as out:
            print(event, arguments[1:], file=out)
sys.addaudithook(watch)
open(os.environ["HOME"] + "/watched", "w").close()
"""


def test_no_network_call(connect: Connect, document: Path, tmp_path: Path) -> None:
    """Nothing is asked of any network, whatever the reader does but for opening an address."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(_NO_NETWORK)
    document.write_text("[first](https://a.example/) ![picture](https://b.example/x.png)\n\n"
                        + journey_text())  # fmt: skip
    line = connect(document, env={"PYTHONPATH": str(hooks)})
    line.until(PAINTED)
    for keys in (("tab",), ("L", "escape"), ("/", "word", "enter"), ("S", "word", "escape"),
                 ("?", "q"), ("G",), ("m",), ("y",)):  # fmt: skip
        line.press(*keys)
        line.settle()
    leave(line)
    assert (tmp_path / "watched").exists()
    assert not (tmp_path / "calls").exists(), (tmp_path / "calls").read_text()
