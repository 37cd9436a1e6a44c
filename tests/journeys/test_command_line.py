"""The command line without a full screen: output, messages, exit status."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pty.escapes import forbidden, sequences
from tests.pty.program import Start, run, shell
from tests.pty.terminal import environment
from tests.samples import ROOT


def _one_line(stderr: bytes) -> str:
    text = stderr.decode()
    assert text.startswith("alignread: ")
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    return text


@pytest.mark.parametrize("words", [("--plain",), (), ("--color", "never"), ("--color", "auto")])
def test_prints_plain_text_where_there_is_no_terminal(
    journey: Path, words: tuple[str, ...]
) -> None:
    """Output that is no terminal gets the text without a control character."""
    done = run(*words, journey)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(sequences(done.stdout)) == []
    assert b"Section 12" in done.stdout
    assert max(len(line) for line in done.stdout.decode().splitlines()) <= 72


def test_prints_into_a_pipe_and_a_file(start: Start, journey: Path, tmp_path: Path) -> None:
    """`| cat` and `> file` in a terminal give plain text, and leave the screen alone."""
    script = 'alignread "$1" | cat; alignread "$1" > "$2"; echo "status $?"'
    terminal = start(command=shell(script, journey, tmp_path / "out"), rows=200)
    assert terminal.wait() == 0
    assert "status 0" in terminal.text
    assert list(sequences(terminal.log)) == []
    printed = bytes(terminal.log).replace(b"\r\n", b"\n").removesuffix(b"status 0\n")
    assert printed == (tmp_path / "out").read_bytes() == run("--plain", journey).stdout


def test_prints_to_the_terminal_when_asked(start: Start, journey: Path) -> None:
    """`--plain` prints even where the output is a terminal, with nothing but styles."""
    terminal = start("--plain", journey, rows=200)
    assert terminal.wait() == 0
    assert "Section 12" in terminal.text
    assert forbidden(terminal.log) == []
    assert b"\x1b[?" not in terminal.log


def test_colours_when_told_to(journey: Path) -> None:
    """`--color always` writes styles into a pipe, and nothing else."""
    done = run("--plain", "--color", "always", journey)
    found = set(sequences(done.stdout))
    assert found
    assert all(sequence.endswith(b"m") for sequence in found)


@pytest.mark.parametrize("width", [10, 30, 72, 200])
def test_wraps_to_the_width(journey: Path, width: int) -> None:
    """No line of prose is wider than `--width`."""
    lines = run("--plain", "--width", str(width), journey).stdout.decode().splitlines()
    assert max(map(len, lines)) <= max(width, 0)
    assert max(map(len, lines)) > width // 2


def test_reads_standard_input() -> None:
    """`-` and a pipe without a name are standard input."""
    for words in ((), ("-",), ("--plain", "-")):
        done = run(*words, stdin=b"# Hello\n\nworld\n")
        assert (done.returncode, done.stderr) == (0, b"")
        lines = done.stdout.decode().split()
        assert (lines[0], lines[-1]) == ("Hello", "world")


def test_tells_version_and_help() -> None:
    """`--version` and `--help` print and end with 0."""
    version = run("--version")
    assert (version.returncode, version.stderr) == (0, b"")
    assert version.stdout.startswith(b"alignread ")
    usage = run("--help")
    assert (usage.returncode, usage.stderr) == (0, b"")
    for word in (b"--plain", b"--at", b"--width", b"--theme", b"--color", b"outline"):
        assert word in usage.stdout


def test_prints_the_outline(journey: Path) -> None:
    """`outline` prints the headings, indented by their level."""
    done = run("outline", journey)
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines[:3] == ["A journey", "  Section 1", "  Section 2"]
    assert len(lines) == 13


def test_prints_the_outline_as_json(journey: Path) -> None:
    """`outline --json` is one array of objects with level, title, line and anchor."""
    done = run("outline", "--json", journey)
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert [row["title"] for row in rows] == ["A journey", *(f"Section {n}" for n in range(1, 13))]
    assert rows[1] == {
        "document": "A journey",
        "path": str(journey),
        "level": 2,
        "title": "Section 1",
        "line": 5,
        "anchor": "section-1",
    }


def test_prints_the_outline_of_the_library() -> None:
    """Without a file, `outline --json` covers every document that ships."""
    done = subprocess.run(
        shell("alignread outline --json < /dev/null"), capture_output=True, env=environment()
    )
    documents = {row["path"] for row in json.loads(done.stdout)}
    assert len(documents) == len(list((ROOT / "content").glob("*.md")))


def test_finds_no_headings(tmp_path: Path) -> None:
    """A document without headings is an empty array and exit status 1."""
    path = tmp_path / "flat.md"
    path.write_text("no heading\n")
    done = run("outline", "--json", path)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (1, b"[]", b"")
    done = run("outline", path)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--at", "No such heading"), "No such heading"),
        (("--at", "999999"), "no line"),
        (("--nonsense",), "--nonsense"),
        (("--width", "3"), "width"),
        (("--width", "x\x1b[31m"), "width"),
        (("--color", "sometimes"), "sometimes"),
        (("--color=--",), "expected one argument"),
        (("--width=--",), "expected one argument"),
        (("--at=--",), "expected one argument"),
        (("one", "two"), "two"),
        (("--pl",), "--pl"),
    ],
)
def test_refuses_in_one_line(journey: Path, words: tuple[str, ...], says: str) -> None:
    """What can't be done is one line on standard error, and exit status 2."""
    done = run(*words, journey)
    assert done.returncode == 2
    assert done.stdout == b""
    assert says in _one_line(done.stderr)
    assert list(sequences(done.stderr)) == []


def test_refuses_an_unknown_theme(start: Start, journey: Path) -> None:
    """A theme that doesn't exist is told in one line that names those that do."""
    terminal = start("--theme", "sp\x1b[31mam", journey, columns=1000)
    assert terminal.wait() == 2
    assert terminal.text.strip().startswith("alignread: ")
    assert "alignread-dark" in terminal.text
    assert list(sequences(terminal.log)) == []


@pytest.mark.parametrize("words", [("--plain", "BIG"), ("outline", "BIG"), ("--help",)])
def test_is_quiet_when_the_pipe_closes(tmp_path: Path, words: tuple[str, ...]) -> None:
    """`| head -1` ends the program without a word."""
    if shutil.which("head") is None:
        pytest.skip("no head")
    big = tmp_path / "big.md"
    big.write_text("# heading\n\nSome words that fill a line.\n\n" * 5000)
    filled = [str(big) if word == "BIG" else word for word in words]
    done = subprocess.run(
        shell('alignread "$@" | head -1', *filled), capture_output=True, env=environment()
    )
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_writes_to_a_full_disk_in_one_line() -> None:
    """Output that can't be written is a message, not a traceback."""
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    script = 'printf "# a\\n" | alignread --plain > /dev/full'
    done = subprocess.run(shell(script), capture_output=True, env=environment())
    assert done.returncode == 2
    assert "no space left" in _one_line(done.stderr)


@pytest.mark.parametrize("words", ["--help", "--version", "search --help", "man --help"])
def test_help_on_a_full_disk(words: str) -> None:
    """Help that can't be written is a message, too."""
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    done = subprocess.run(
        shell(f"alignread {words} > /dev/full"), capture_output=True, env=environment()
    )
    assert done.returncode == 2
    assert "no space left" in _one_line(done.stderr)


def test_refuses_a_closed_output() -> None:
    """Closed standard output is a message too."""
    script = 'printf "# a\\n" | alignread --plain >&-'
    done = subprocess.run(shell(script), capture_output=True, env=environment())
    assert done.returncode == 2
    assert "closed" in _one_line(done.stderr)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_prints_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """Characters that the output lacks are replaced."""
    path = tmp_path / "text.md"
    path.write_text("# Ænigma 漢字 — x\n", "utf-8")
    done = run("--plain", path, env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"nigma" in done.stdout
