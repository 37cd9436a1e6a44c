"""How soon a program answers its keys, from the outside: from the key to the first byte."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.pty.terminal import Terminal

PATIENCE = 20.0
"""Seconds after which a key is taken not to be answered at all."""
_QUIET = 0.03
_RUNG = ">"
"""A key that brings a notice where nothing is wide: whatever comes next takes the notice away, so
that every key has an answer, those too that move nothing."""


@dataclass
class Answers:
    """Seconds from keys to their first bytes."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def all(self) -> list[float]:
        """Those of all keys."""
        return [seconds for times in self.seconds.values() for seconds in times]

    @property
    def worst(self) -> float:
        """The longest one."""
        return max(self.all)

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.all)


def ask(terminal: Terminal, keys: Sequence[str], answers: Answers) -> None:
    """Press keys one after the other, each when the one before it is answered."""
    for key in keys:
        _press(terminal, _RUNG)
        seconds = _press(terminal, key)
        answers.seconds[key].append(seconds)


def _press(terminal: Terminal, key: str) -> float:
    """Return the seconds from a key to the first byte, when what follows has come, too."""
    begin = time.perf_counter()
    terminal.press(key)
    data = terminal.read(PATIENCE)
    seconds = time.perf_counter() - begin
    while data:
        terminal.feed(data)
        data = terminal.read(_QUIET)
    return seconds
