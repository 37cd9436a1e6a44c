"""Linear mode in a terminal and in pipes: only lines of text, and the same memory as the app."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import hostile
from tests.journeys.conftest import journey_text
from tests.journeys.remembered import Line, on_disk, top
from tests.pty.escapes import sequences
from tests.pty.program import PAINTED, Start, alignread, leave, run, shell
from tests.pty.terminal import Terminal, environment

pytestmark = pytest.mark.slow

SOON = 5.0
"""Seconds in which a program that is told to end has ended."""

Connect = Callable[..., Line]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document of a test's own."""
    path = tmp_path / "journey.md"
    path.write_text(journey_text(), "utf-8")
    return path


def _type(terminal: Terminal, line: str, wanted: str) -> None:
    """Type a line, and wait for a prompt after words that it brings."""
    seen = len(terminal.log)
    terminal.press(line, "enter")
    pattern = re.compile(wanted + r".*^\d+ of \d+[a-z, ]*> $", re.M | re.S)

    def is_answered() -> bool:
        log = bytes(terminal.log[seen:]).decode("utf-8", "replace").replace("\r\n", "\n")
        return pattern.search(log) is not None

    terminal.until(is_answered)


def _is_only_text(data: bytes | bytearray) -> None:
    """Require that there is nothing but lines of text: no escape, no carriage return, no C0."""
    text = bytes(data).replace(b"\r\n", b"\n")
    assert b"\x1b" not in text
    assert b"\r" not in text
    assert list(sequences(text)) == []


@pytest.mark.parametrize(
    ("words", "term"), [((), "dumb"), ((), None), ((), ""), (("--linear",), "xterm-256color")]
)
def test_a_session_without_one_escape_sequence(
    start: Start, document: Path, words: tuple[str, ...], term: str | None
) -> None:
    """Read, find, mark, list and quit: what the terminal gets is text, to the last byte."""
    terminal = start(*words, document, env={"TERM": term}, columns=80)
    terminal.until("1 of 13>")
    _type(terminal, "n", "Section 2 of 13: Section 1")
    _type(terminal, "", "Section 3 of 13: Section 2")
    _type(terminal, "p", "Section 2 of 13")
    _type(terminal, "/word7x2x3", "Found, 1 of 1")
    _type(terminal, "b", "Bookmarked")
    _type(terminal, "c a thought", "Note kept")
    _type(terminal, "'", "a thought")
    _type(terminal, "o", "13. Section 12")
    _type(terminal, "x", "Read: Section 7")
    _type(terminal, "?", "quit; your place is kept")
    _type(terminal, "up\x1b", "There is no command")
    terminal.press("q", "enter")
    assert terminal.wait() == 0
    assert terminal.attributes() == terminal.before
    # The kernel echoes what was typed; the escape it shows as two characters.
    _is_only_text(terminal.log)


def test_styles_only_where_they_are_asked_for(document: Path) -> None:
    """`--color always` writes SGR sequences and nothing else."""
    done = run("--linear", "--color", "always", document, stdin=b"n\nq\n")
    found = set(sequences(done.stdout))
    assert found
    assert all(sequence.endswith(b"m") for sequence in found)
    for colour in ("auto", "never"):
        _is_only_text(run("--linear", "--color", colour, document, stdin=b"n\nq\n").stdout)


def test_commands_from_a_pipe(document: Path) -> None:
    """A script's commands come through standard input; the output reads as if typed."""
    done = run("--linear", document, stdin=b"n\ni\n")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().split("\n")
    assert "1 of 13> n" in lines
    assert "2 of 13> i" in lines
    assert lines[-2:] == ["2 of 13> ", ""]
    _is_only_text(done.stdout)


def test_a_text_from_a_pipe_with_commands_from_the_terminal(start: Start, document: Path) -> None:
    """`cat FILE | alignread --linear` reads the text, and asks the terminal what to do."""
    terminal = start(command=shell('cat "$1" | alignread --linear', document))
    terminal.until("1 of 13>")
    _type(terminal, "g 5", "Section 5 of 13")
    terminal.press("ctrl+d")
    assert terminal.wait() == 0
    _is_only_text(terminal.log)


def test_a_pipe_into_a_dumb_terminal_is_printed(start: Start, document: Path) -> None:
    """Where nobody can type, the text is printed as before."""
    terminal = start(
        command=shell('cat "$1" | alignread', document), env={"TERM": "dumb"}, rows=300, columns=80
    )
    assert terminal.wait() == 0
    assert bytes(terminal.log).replace(b"\r\n", b"\n") == run("--plain", document).stdout


def test_a_recording_holds_only_text(document: Path, tmp_path: Path) -> None:
    """What `script` writes down of a session can be read as a text."""
    script = shutil.which("script")
    if script is None:
        pytest.skip("no script(1)")
    record = tmp_path / "typescript"
    command = " ".join(map(str, [*alignread("--linear", document)]))
    subprocess.run(
        [script, "-q", "-c", command, str(record)],
        input=b"n\nq\n", capture_output=True, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    text = record.read_bytes()
    assert b"Section 2 of 13: Section 1" in text
    _is_only_text(b"".join(line for line in text.splitlines(keepends=True)[1:]))


def test_a_hostile_document(start: Start, tmp_path: Path) -> None:
    """No byte of a document, of its name or of an address comes out as a command."""
    terminal = start("--linear", hostile.write(tmp_path), columns=60)
    terminal.until("^1 of [0-9]+[a-z, ]*>$")
    for line in ("o", "", "l", "", "d", "i", "1", "k 2", "a 1", "/OWNED", "/", "b", "c \u202e"):
        _type(terminal, line, "")
    for _ in range(40):
        _type(terminal, "", "")
    _type(terminal, "'", "")
    terminal.press("q", "enter")
    assert terminal.wait() == 0
    typed = bytes(terminal.log).replace("c \u202e".encode(), b"")
    _is_only_text(typed)
    assert hostile.MARK.encode() in typed
    assert [mark for mark in hostile.BIDI if mark.encode() in typed] == []


def test_hostile_names_in_a_folder(tmp_path: Path) -> None:
    """Titles and names in lists and questions are as harmless as the text."""
    folder = tmp_path / "f"
    folder.mkdir()
    hostile.write(folder)
    (folder / "2\x1b]52;c;UFdO\x07.md").write_text("no title\n")
    (folder / "3\u202egpj.md").write_text("\x1b[2Jno title\n")
    done = run("--linear", folder, stdin=b"d\nd 2\ni\nd 3\ni\n'\nb\n'\n")
    assert done.returncode == 0
    _is_only_text(done.stdout + done.stderr)


def test_the_app_goes_on_where_linear_mode_was_left(
    start: Start, document: Path, tmp_path: Path
) -> None:
    """And the other way round; bookmarks and what was read are shared too."""
    assert run("--linear", document, stdin=b"g 7\nb\nx\nq\n").returncode == 0
    assert on_disk(tmp_path).positions == {"journey.md": "Section 6"}
    app = start(document)
    app.until(PAINTED)
    app.until(lambda: top(app).startswith("Section 6"))
    app.until("◆")
    app.until("✓ *Section 6")
    app.press("]", "]")
    app.until(lambda: top(app).startswith("Section 8"))
    leave(app)
    said = run("--linear", document, stdin=b"p\np\n").stdout.decode()
    assert "Section 9 of 13: Section 8" in said.split("9 of 13>")[0]
    assert "Section 7 of 13: Section 6 (level 2, 1 minute, read, 1 bookmark)" in said


def test_a_place_in_a_section_survives_a_visit(start: Start, document: Path) -> None:
    """A session that only looks doesn't move the place, not by a line."""
    app = start(document, columns=40)
    app.until(PAINTED)
    app.press("g", "space", "space", "j", "m")
    app.until("bookmarked")
    app.press("m")
    app.until("bookmark taken away")
    before = top(app)
    assert before
    leave(app)
    assert b"goes on" in run("--linear", document, stdin=b"i\no\nq\n").stdout
    app = start(document, columns=40)
    app.until(PAINTED)
    app.until(lambda: top(app) == before)
    leave(app)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_keeps_the_place(
    connect: Connect, document: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    """Told to end, it writes what it has and ends at once."""
    line = connect("--linear", document)
    line.until("1 of 13>")
    _type(line, "g 9", "Section 9 of 13")
    line.signal(number)
    assert line.end(SOON) == status
    assert on_disk(tmp_path).positions == {"journey.md": "Section 8"}


def test_a_dropped_connection_keeps_the_place(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """The terminal is gone, and the program soon too."""
    line = connect("--linear", document)
    line.until("1 of 13>")
    _type(line, "g 9", "Section 9 of 13")
    line.hang_up()
    assert line.end(SOON) == 129
    assert on_disk(tmp_path).positions == {"journey.md": "Section 8"}


def test_ends_although_the_terminal_takes_nothing(connect: Connect, document: Path) -> None:
    """A write that stands still doesn't keep a signal from ending the program."""
    line = connect("--linear", document)
    line.until("1 of 13>")
    for _ in range(300):
        line.press("g 13", "enter")
    line.signal(signal.SIGTERM)
    assert line.end(SOON) == 143


def test_ctrl_c_takes_a_line_back_and_twice_quits(start: Start, document: Path) -> None:
    """Once gives a new prompt, twice in a row ends with the status of an interrupt."""
    terminal = start("--linear", document)
    terminal.until("1 of 13>")
    terminal.settle()
    terminal.press("g 9", "ctrl+c")
    terminal.until("Ctrl\\+C again, or q, quits")
    _type(terminal, "n", "Section 2 of 13")
    terminal.press("ctrl+c")
    terminal.until(lambda: terminal.text.count("Ctrl+C again") == 2)
    terminal.press("ctrl+c")
    assert terminal.wait() == 130


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_any_encoding(tmp_path: Path, env: dict[str, str]) -> None:
    """What an encoding lacks becomes what is nearest to it; bytes that are none end nothing."""
    path = tmp_path / "t.md"
    path.write_text("# T\n\n“Caf\u00e9” — \u4e2d \u2192 x\n\n> q\n\n- one\n", "utf-8")
    done = run("--linear", path, stdin=b"\xff\xfe\n/caf\xe9\nq\n", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    if "PYTHONIOENCODING" in env or "PYTHONUTF8" in env:
        assert b'"Caf' in done.stdout
        assert b" -- ? -> x" in done.stdout
    assert b"> q" in done.stdout
    assert b"- one" in done.stdout


def test_a_broken_pipe_is_quiet(document: Path, tmp_path: Path) -> None:
    """Who reads the output may have enough, and nothing is said or lost."""
    script = 'yes n | head -5000 | alignread --linear "$1" | head -3; echo ${PIPESTATUS[2]}'
    command = ["bash", *shell(script, document)[1:]]
    done = subprocess.run(command, capture_output=True, env=environment(), timeout=60, check=False)
    assert done.stderr == b""
    assert done.stdout.split(b"\n")[-2] == b"0"


def test_linear_and_plain_exclude_each_other(document: Path) -> None:
    """One line says so."""
    done = run("--plain", "--linear", document)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


def test_without_anything_to_read_commands_from(document: Path) -> None:
    """A closed standard input is an error; an empty one is the end."""
    done = subprocess.run(
        shell('alignread --linear "$1" <&-', document),
        capture_output=True, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(b"alignread: standard input is closed")
    assert run("--linear", document, stdin=b"").returncode == 0


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_console_browser_gets_a_terminal_that_can_show_it(
    start: Start, tmp_path: Path, term: str
) -> None:
    """It runs in the terminal until it ends; where it could only write codes, it doesn't run."""
    path = tmp_path / "t.md"
    path.write_text("# T\n\n[a](https://a.example/x)\n")
    browser = tmp_path / "w3m"
    browser.write_text('#!/bin/sh\necho "w3m shows $1"\nread line\n')
    browser.chmod(0o755)
    terminal = start("--linear", path, env={"TERM": term, "BROWSER": str(browser)})
    terminal.until("1 of 1>")
    if term == "dumb":
        _type(terminal, "1", "There is no browser here")
        return
    terminal.press("1", "enter")
    terminal.until("w3m shows https://a.example/x")
    _type(terminal, "", "Opened https://a.example/x")


def test_forty_columns(start: Start, document: Path) -> None:
    """A narrow terminal gets narrow lines."""
    terminal = start("--linear", document, columns=40, rows=100)
    terminal.until("1 of 13>")
    _type(terminal, "?", "quit")
    _type(terminal, "o", "Section 12")
    rows = bytes(terminal.log).decode().replace("\r\n", "\n").split("\n")
    assert max(map(len, rows)) <= 40


def test_what_was_queued_is_in_the_queue(tmp_path: Path) -> None:
    """The queue is the app's and the command line's."""
    path = tmp_path / "t.md"
    path.write_text("# T\n\n[a](https://a.example/x)\n")
    run("--linear", path, stdin=b"1\nq\n", env={"PATH": os.environ["PATH"]})
    queue = json.loads(run("queue", "--json").stdout)
    assert [entry["address"] for entry in queue] == ["https://a.example/x"]
