"""Settings in a terminal: the file, what is changed in the reader, and keys of one's own."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.remembered import Line, until
from tests.pty.program import PAINTED, Start, body, leave, run
from tests.pty.terminal import Terminal

KEPT = Path("data", "alignread", "adjustments.json")
Connect = Callable[..., Line]
Write = Callable[[str], None]

pytestmark = pytest.mark.slow


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the settings file of the test's home."""

    def write(text: str) -> None:
        path = tmp_path / "config" / "alignread" / "settings.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return write


def longest(terminal: Terminal) -> int:
    """Return the length of the longest row of text, which is nearly the width of its column."""
    return max(map(len, body(terminal)))


def kept(folder: Path) -> dict[str, object]:
    """Return what is kept of changes, by name, without the hints that were shown."""
    path = folder / KEPT
    whole = json.loads(path.read_text()) if path.exists() else {"changes": {}}
    return {
        name: change["value"] for name, change in whole["changes"].items() if "hints" not in name
    }


def test_a_change_lasts_until_the_file_is_edited(
    start: Start, write: Write, journey: Path, tmp_path: Path
) -> None:
    """The width of the reader, of the file, of the reader again, and of the file when edited."""
    options = {"columns": 120}
    write("width = 60\n")
    line = start(journey, **options)
    line.until(PAINTED)
    assert 45 < longest(line) <= 60
    line.press("-", "-", "-")
    line.until("48 columns")
    leave(line)
    assert kept(tmp_path) == {"width": 48}
    line = start(journey, **options)
    line.until(PAINTED)
    assert 30 < longest(line) <= 48
    leave(line)
    write("# edited\nwidth = 70\n")
    line = start(journey, **options)
    line.until(PAINTED)
    assert 60 < longest(line) <= 70
    leave(line)


def test_a_change_survives_the_end_of_the_process(
    connect: Connect, journey: Path, tmp_path: Path
) -> None:
    """`kill -9` takes nothing that is on disk."""
    line = connect(journey)
    line.until(PAINTED)
    line.press("t")
    until(lambda: kept(tmp_path) == {"sidebar": "off"})
    line.signal(signal.SIGKILL)
    line.end(9)
    line = connect(journey)
    line.until(PAINTED)
    assert "│" not in line.lines[0]
    leave(line)


def test_two_sessions_keep_what_each_changed(start: Start, journey: Path, tmp_path: Path) -> None:
    """Neither writes over the other."""
    first, second = start(journey, columns=120), start(journey, columns=120)
    first.until(PAINTED)
    second.until(PAINTED)
    first.press("-")
    first.until("68 columns")
    second.press("t")
    second.until(lambda: "│" not in second.lines[0])
    leave(first)
    leave(second)
    assert kept(tmp_path) == {"width": 68, "sidebar": "off"}


def test_what_is_damaged_is_set_aside(start: Start, journey: Path, tmp_path: Path) -> None:
    """The reader starts, and keeps the next change."""
    path = tmp_path / KEPT
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\0\xff{")
    line = start(journey, columns=120)
    line.until(PAINTED)
    line.press("-")
    line.until("68 columns")
    leave(line)
    assert kept(tmp_path) == {"width": 68}
    assert path.with_name("adjustments.damaged.json").read_bytes() == b"\0\xff{"


def test_keys_of_ones_own(start: Start, write: Write, journey: Path) -> None:
    """They work, the old ones don't, the help shows them, and Ctrl+Q quits whatever is set."""
    write('[keys]\nsection.next = "ctrl+n"\nprogram.help = "é"\n"program.quit" = ""\nQ.x = 1\n')
    line = start(journey)
    line.until("settings.toml:5: no command 'Q.x'")
    line.press("ctrl+n")
    line.until(lambda: body(line)[0].startswith("Section 1"))
    line.press("]")
    line.settle(0.2)
    assert body(line)[0].startswith("Section 1")
    line.press("é")
    line.until(r"Ctrl\+N +Next section")
    line.press("q")
    line.until(PAINTED)
    leave(line, "ctrl+q")


def test_the_file_can_be_left_unread(start: Start, write: Write, journey: Path) -> None:
    """So a file that makes the reader unusable is no trap."""
    write('width = 20\n[keys]\n"line.down" = "u"\n"half.up" = "j"\n')
    line = start("--no-settings", journey)
    line.until(PAINTED)
    assert longest(line) > 40
    line.press("j")
    line.until(lambda: body(line)[0] != "A journey")
    leave(line)


def test_colours_may_be_never(start: Start, write: Write, journey: Path) -> None:
    """As with NO_COLOR; the command line goes before the file."""
    write('colors = "never"\ntheme-dark = "alignread-dark"\n')
    for words, has_colour in (((), False), (("--color", "auto"), True)):
        line = start(*words, journey)
        line.until(PAINTED)
        leave(line)
        assert (b"38;5;" in line.log) == has_colour


@pytest.mark.parametrize(("text", "prints"), [("", True), ("receipt = false\n", False)])
def test_the_browser_and_the_receipt(
    start: Start, write: Write, tmp_path: Path, text: str, prints: bool
) -> None:
    """What the file names opens the address, and the addresses are printed at the end, or not."""
    script = tmp_path / "browse"
    script.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    script.chmod(0o700)
    write(f'{text}browser = "{script} %s"\n')
    document = tmp_path / "links.md"
    document.write_text("[a](https://a.example/)\n")
    line = start(document)
    line.until(PAINTED)
    line.press("tab", "enter")
    until(lambda: (tmp_path / "opened").exists())
    assert (tmp_path / "opened").read_text() == "https://a.example/\n"
    leave(line)
    after = bytes(line.log).split(b"\x1b[?1049l")[-1]
    assert (b"https://a.example/" in after) == prints


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\0", b"width = [\n", b"\x1b]0;x\x07 = 1\n", b"a = " * 999]
)
def test_a_file_that_is_wrong_is_a_notice(
    start: Start, journey: Path, tmp_path: Path, data: bytes
) -> None:
    """The reader opens all the same, and the commands say it too."""
    path = tmp_path / "config" / "alignread" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    line = start(journey)
    line.until("settings.toml:1: ")
    line.press("j")
    line.until(PAINTED)
    leave(line)
    for command in ("settings", "keys"):
        done = run(command)
        assert done.returncode == 0
        assert done.stderr.startswith(b"alignread: settings.toml:1: ")
        assert b"\x1b" not in done.stderr + done.stdout
