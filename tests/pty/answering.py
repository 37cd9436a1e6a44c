"""How soon a program answers its keys, from the outside: from the key to the first byte.

Counted is the time that the program computes, so that other work of the machine doesn't matter.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import psutil

from tests.pty.terminal import Terminal

PATIENCE = 10.0
"""Seconds after which a key is taken not to be answered at all."""
_QUIET = 0.025
_ESCAPE = 0.15
"""Seconds after a lone Esc in which another key would make it Alt."""
_RUNG = ">"
"""A key that brings a notice where nothing is wide: whatever comes next takes the notice away, so
that every key has an answer, those too that move nothing."""


@dataclass
class Answers:
    """Seconds of work from keys to their first bytes."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def all(self) -> list[float]:
        """Those of all keys."""
        return [seconds for times in self.seconds.values() for seconds in times]

    @property
    def worst(self) -> tuple[float, str]:
        """The longest one, and its key."""
        return max((max(times), key) for key, times in self.seconds.items())

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.all)


def ask(terminal: Terminal, keys: Sequence[str], answers: Answers) -> None:
    """Press keys one after the other, each when the one before it is answered.

    Esc isn't measured: a program waits a tenth of a second whether it is the beginning of a key.
    """
    is_typing = False
    for key in keys:
        if key == "escape":
            is_typing = False
            terminal.press(key)
            terminal.settle(_ESCAPE)
            continue
        if not is_typing:
            _press(terminal, _RUNG)
        answers.seconds[key].append(_press(terminal, key))
        is_typing = is_typing or key == "/"


def worked(terminal: Terminal) -> float:
    """Return the seconds that the program in a terminal has computed so far."""
    times = psutil.Process(terminal.process.pid).cpu_times()
    return times.user + times.system


def _press(terminal: Terminal, key: str) -> float:
    """Return the seconds of work from a key to the first byte, when what follows has come, too."""
    until = time.perf_counter() + PATIENCE
    begin = worked(terminal)
    terminal.press(key)
    data = terminal.read(PATIENCE)
    seconds = worked(terminal) - begin
    while data and time.perf_counter() < until:
        terminal.feed(data)
        data = terminal.read(_QUIET)
    return seconds
