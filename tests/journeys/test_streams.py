"""Rows 78 to 81: standard input, output and error of any kind, and any encoding."""

import itertools
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.pty.escapes import sequences
from tests.pty.program import PAINTED, Start, alignread, leave, run, shell

pytestmark = pytest.mark.slow

INPUTS = {"terminal": "", "closed": "<&-", "null": "</dev/null"}
OUTPUTS = {"terminal": "", "closed": ">&-", "null": ">/dev/null", "full": ">/dev/full"}
ERRORS = {"terminal": "", "closed": "2>&-", "null": "2>/dev/null", "full": "2>/dev/full"}
STATUS = {"terminal": 0, "closed": 2, "null": 0, "full": 2}
"""The exit status for each kind of standard output."""
KINDS = (list(INPUTS), list(OUTPUTS), list(ERRORS))
PAIRS = [
    tuple(kinds[place] for kinds, place in zip(KINDS, places, strict=True))
    for places in itertools.product(range(3), range(4), range(4))
    if sum(places) % 3 == 0
]
"""Kinds of the three streams: each kind of one with each kind of another."""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A document of a few words."""
    path = tmp_path / "short.md"
    path.write_text("# Naïve — “words”\n\n" + "text\n\n" * 50)
    return path


@pytest.mark.parametrize("kinds", PAIRS, ids="-".join)
def test_any_kind_of_streams(start: Start, short: Path, kinds: tuple[str, str, str]) -> None:
    """It is read, or printed, or refused in one line; nothing hangs, nothing goes elsewhere."""
    source, target, errors = kinds
    redirections = f"{INPUTS[source]} {OUTPUTS[target]} {ERRORS[errors]}"
    terminal = start(command=["sh", "-c", f"{shlex.join(alignread(short))} {redirections}"])
    if target == "terminal":
        terminal.until(PAINTED)
        terminal.press("G")
        terminal.until("100%")
        terminal.press("q")
    assert terminal.wait() == STATUS[target]
    assert terminal.attributes() == terminal.before
    assert b"Traceback" not in terminal.log
    if target != "terminal":
        said = bytes(terminal.log).decode()
        is_seen = STATUS[target] and errors == "terminal"
        assert said.count("\n") == bool(is_seen)
        assert re.match(
            "alignread: (standard output is closed|no space left)" * bool(is_seen), said
        )


@pytest.mark.parametrize("words", [("--linear",), ("outline",), ("--plain",)])
def test_closed_streams_without_a_full_screen(start: Start, short: Path, words: list[str]) -> None:
    """What prints says what is wrong, once, or does it all the same."""
    for redirection in ("<&-", ">&-", "2>&-", "<&- 2>&-", ">&- 2>&-"):
        command = f"{shlex.join(alignread(*words, short))} {redirection}; echo status $?"
        terminal = start(command=["sh", "-c", command])
        if words[0] == "--linear" and redirection == "2>&-":
            terminal.until("1 of 1>")
            terminal.press("q", "enter")
        terminal.until("status [02]$")
        assert b"Traceback" not in terminal.log


def test_nothing_is_printed_into_a_file_that_is_read_or_written(start: Start, short: Path) -> None:
    """A descriptor that is closed isn't that of the state file."""
    before = short.read_bytes()
    for redirections in ("<&- 2>&-", "2>&-"):
        terminal = start(command=["sh", "-c", f"{shlex.join(alignread(short))} {redirections}"])
        terminal.until(PAINTED)
        terminal.press("m")
        terminal.until("bookmark")
        leave(terminal)
    assert short.read_bytes() == before


def test_no_terminal_at_all(short: Path) -> None:
    """A text through a pipe, and nobody to press keys: it is printed."""
    done = run(short, stdin=b"")
    assert done.returncode == 0
    assert list(sequences(done.stdout)) == []


def test_keys_come_from_the_terminal_when_the_text_comes_through_a_pipe(
    start: Start, short: Path
) -> None:
    """Row 79: `cat x | alignread -`, `alignread - < x`, and a named file with nothing to type."""
    for script in ('cat "$1" | alignread -', 'alignread - < "$1"', 'true | alignread "$1"'):
        terminal = start(command=shell(script, short))
        terminal.until(PAINTED)
        terminal.press("G")
        terminal.until("100%")
        leave(terminal)


@pytest.mark.parametrize("term", [None, "", "dumb", "vt100", "no-such-terminal", "../x\x1b[31m"])
def test_any_name_of_a_terminal(start: Start, short: Path, term: str | None) -> None:
    """Row 78: a screen where there can be one, lines where there can't."""
    terminal = start(short, env={"TERM": term})
    if term in (None, "", "dumb"):
        terminal.until("1 of 1>")
        terminal.press("q", "enter")
        assert terminal.wait() == 0
        assert list(sequences(terminal.log)) == []
    else:
        terminal.until(PAINTED)
        leave(terminal)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "utf-16"},
        {"PYTHONIOENCODING": "cp437:strict"},
    ],
    ids=lambda environment: " ".join(environment.values()),
)
def test_any_encoding(start: Start, short: Path, environment: dict[str, str]) -> None:
    """Row 81: the screen is UTF-8; what is printed has what the encoding has, and ends well."""
    terminal = start(short, env=environment)
    terminal.until(PAINTED)
    terminal.until("Naïve — “words”")
    terminal.press("m")
    terminal.until("◆")
    leave(terminal)
    for words in ("--plain", "outline"):
        done = run(words, short, env=environment)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_has_had_enough(short: Path) -> None:
    """`--plain | head` ends quietly."""
    long = short.with_name("long.md")
    long.write_text("text\n\n" * 100_000)
    script = '{ alignread --plain "$1"; echo "status $?" >&2; } | head -n 1'
    for words in (shell(script, long), shell(script.replace("--plain", "outline"), short)):
        done = subprocess.run(words, capture_output=True, timeout=60)
        assert done.stderr in (b"status 0\n", b"status 1\n")


def test_a_process_of_the_background(start: Start, short: Path) -> None:
    """`alignread &` waits for `fg`, and leaves the shell's terminal alone until then."""
    env: dict[str, str | None] = {"PS1": "prompt> ", "ENV": None, "BASH_ENV": None, "HOME": "/"}
    terminal = start(command=["sh", "-i"], env=env)
    terminal.until("prompt>")
    terminal.press(f"{shlex.join(alignread(short))} &", "enter")
    for _ in range(50):
        terminal.press("jobs", "enter")
        terminal.settle(0.2)
        if "Stopped" in terminal.text:
            break
    terminal.press("echo here", "enter")
    terminal.until("^here")
    terminal.press("fg", "enter")
    terminal.until(PAINTED)
    terminal.press("q")
    terminal.until(lambda: bytes(terminal.log).endswith(b"prompt> "))
    assert 1049 not in terminal.modes
