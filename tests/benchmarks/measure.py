"""One run of one contestant: started in a terminal, watched, pressed, measured."""

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

from tests.pty.terminal import Terminal, environment

_QUIET = 0.12
_PRESSES = 4


@dataclass(frozen=True)
class Contestant:
    """What is measured."""

    name: str
    command: Sequence[str]
    shows: str
    """Pattern that tells that the text is on the screen."""
    keys: tuple[tuple[str, str], ...] = ()
    """Name of a measurement and the key for it."""
    checks: tuple[str, ...] = ()
    """More to be measured: `idle`, `memory`, `resize`, `theme`."""


@dataclass
class Figures:
    """What one run gave, by name: seconds, bytes."""

    values: dict[str, float] = field(default_factory=dict)


def run(contestant: Contestant, columns: int, rows: int) -> Figures:
    """Start a contestant once and measure everything that is asked of it."""
    figures = Figures()
    # Nothing is remembered from run to run: what was read before would begin elsewhere.
    with (
        TemporaryDirectory() as data,
        Terminal(
            contestant.command,
            columns=columns,
            rows=rows,
            env={"ALIGNREAD_DATA_DIR": data},
        ) as terminal,
    ):
        figures.values["paint"] = terminal.until(contestant.shows, 60) - terminal.started
        terminal.settle(0.4)
        if "idle" in contestant.checks:
            # A large document is scanned to its end first; its outline is drawn when that is done.
            terminal.settle(1.0)
            figures.values["idle"] = len(terminal.read(1.0))
        for name, key in contestant.keys:
            presses = [_press(terminal, key) for _ in range(_PRESSES)]
            # The first press of a kind warms caches up, as with every reader.
            figures.values[f"{name} s"] = _median([seconds for seconds, _ in presses[1:]])
            figures.values[f"{name} bytes"] = _median([size for _, size in presses[1:]])
        if "memory" in contestant.checks:
            figures.values["memory"] = terminal.memory()
        if "resize" in contestant.checks:
            terminal.resize(columns - 10, rows)
            figures.values["resize"] = terminal.settle(0.3).seconds
            terminal.resize(columns, rows)
            terminal.settle(0.3)
        if "theme" in contestant.checks:
            figures.values["theme"] = _change_theme(terminal)
    return figures


def process(command: Sequence[str]) -> float:
    """Return the seconds that a process takes from start to end."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment(), check=True)
    return time.perf_counter() - begin


def _press(terminal: Terminal, key: str) -> tuple[float, int]:
    terminal.press(key)
    settled = terminal.settle(_QUIET)
    return settled.seconds, settled.size


def _change_theme(terminal: Terminal) -> float:
    """Look at another theme in the list; return the time from the key to the settled screen."""
    terminal.press("T")
    terminal.until("alignread-dark")
    terminal.settle(0.3)
    terminal.press("j")
    seconds = terminal.settle(0.3).seconds
    terminal.press("escape")
    terminal.settle(0.3)
    return seconds


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
