"""How alignread is started and left, and what its screen says."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.pty.terminal import Terminal, environment

PAINTED = r"\d%"
"""What the status line shows as soon as there is text."""

QUIET_MODES = frozenset(
    (9, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1049, 2004, 2031, 2048)
)
"""Modes that a program must not leave on: mouse, focus, alternate screen, bracketed paste."""
SHOW_CURSOR = 25

_SIDEBAR_COLUMNS = range(20, 40)

Start = Callable[..., Terminal]
"""Starts alignread with some words in a terminal that is closed after the test."""


def alignread(*words: str | Path) -> list[str]:
    """Return the command that runs alignread: the installed one, else the package."""
    installed = shutil.which("alignread", path=str(Path(sys.executable).parent))
    program = [installed] if installed else [sys.executable, "-m", "tui_reader"]
    return [*program, *map(str, words)]


def run(
    *words: str | Path, stdin: bytes = b"", env: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run alignread without a terminal, with some bytes for standard input."""
    return subprocess.run(
        alignread(*words), input=stdin, capture_output=True, env=environment(env), timeout=60
    )


def shell(script: str, *words: str | Path) -> list[str]:
    """Return a command that runs a line of shell, in which `alignread` is the one under test."""
    function = f'alignread() {{ {shlex.join(alignread())} "$@"; }}; '
    return ["sh", "-c", function + script, "sh", *map(str, words)]


def plain(path: Path, width: int) -> list[str]:
    """Return the lines of a document as `--plain` lays them out, stripped."""
    out = run("--plain", "--width", str(width), path).stdout.decode()
    return [line.strip() for line in out.rstrip("\n").split("\n")]


def body(terminal: Terminal) -> list[str]:
    """Return the rows of the text on the screen, stripped: no sidebar, no status line."""
    rows = terminal.lines[:-1]
    edge = rows[0].find("│") if rows else -1
    start = edge + 1 if edge in _SIDEBAR_COLUMNS else 0
    return [row[start:].strip() for row in rows]


def place(terminal: Terminal, lines: Sequence[str]) -> int:
    """Return which of the document's lines is on top of the screen; -1 where none fits."""
    rows = body(terminal)
    padded = [*lines, *[""] * len(rows)]
    found = [
        index for index in range(len(lines)) if padded[index : index + len(rows)] == rows
    ]  # fmt: skip
    return found[0] if len(found) == 1 else -1


def leave(terminal: Terminal, key: str = "q") -> None:
    """Press a key that quits, and require that the terminal is as it was before."""
    terminal.press(key)
    status = terminal.wait()
    assert status == 0, terminal.text
    assert terminal.attributes() == terminal.before
    assert not terminal.modes & QUIET_MODES, terminal.modes
    assert SHOW_CURSOR in terminal.modes
    assert b"Traceback" not in terminal.log
