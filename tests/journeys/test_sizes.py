"""Any size of the screen, any terminal, with colour and without."""

import random
import re
from pathlib import Path

import pytest

from tests.pty.escapes import colours, forbidden
from tests.pty.program import PAINTED, Start, leave
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.slow

_TOUR = ("space", "j", "G", "g", "?", "q", "h", "j", "l", "t", "t", "z", "z", ":", "enter", "+",
         "-", ">", "]")  # fmt: skip


def _tour(terminal: Terminal) -> None:
    """Use most of what there is."""
    for key in _TOUR:
        terminal.press(key)
        terminal.settle(0.08 if key in "?:" else 0.01)


def _is_up(terminal: Terminal) -> None:
    """Wait for the reader on a screen that may be too small for any text."""
    terminal.until(lambda: 1049 in terminal.modes)
    terminal.settle(0.3)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 15), (20, 5), (1, 1)])
def test_works_at_any_size(start: Start, journey: Path, size: tuple[int, int]) -> None:
    """A tour through everything neither fails nor keeps the reader from quitting."""
    columns, rows = size
    terminal = start(journey, columns=columns, rows=rows)
    _is_up(terminal)
    if columns >= 20 and rows >= 5:
        assert "A journey" in terminal.lines[0]
        assert "%" in terminal.lines[-1]
    _tour(terminal)
    leave(terminal)


def test_follows_the_size(start: Start, journey: Path) -> None:
    """After any resizes the same text is on top as before, and nothing has failed."""
    chance = random.Random(20240609)
    terminal = start("--at", "Section 6", journey)
    terminal.until(lambda: any("Section 6" in line[31:] for line in terminal.lines[:1]))
    for _ in range(25):
        terminal.resize(chance.randint(1, 180), chance.randint(1, 60))
        terminal.press(*chance.choices(["t", "escape", "+", "-"], k=chance.randint(0, 2)))
        terminal.settle(0.01)
    terminal.resize(100, 30)
    terminal.until(lambda: "%" in terminal.lines[-1] or "columns" in terminal.lines[-1])
    terminal.press("escape")
    # What follows a lone Esc at once makes it Alt.
    terminal.settle()
    terminal.until(lambda: "Section 6" in "\n".join(terminal.lines[:3]))
    leave(terminal)


def test_has_no_colour_with_no_color(start: Start, journey: Path) -> None:
    """NO_COLOR=1: no sequence of a whole tour sets a colour."""
    terminal = start(journey, env={"NO_COLOR": "1"})
    _is_up(terminal)
    _tour(terminal)
    terminal.press("ctrl+p")
    terminal.until("line, percent(?:.*\n)+.*Line down")
    terminal.press("escape")
    terminal.until(lambda: "line, percent" not in terminal.text)
    leave(terminal)
    assert colours(terminal.log) == []
    assert re.search(rb"\x1b\[1[;m]", terminal.log)


def test_has_no_colour_with_the_option(start: Start, journey: Path) -> None:
    """`--color never` does the same."""
    terminal = start("--color", "never", journey)
    _is_up(terminal)
    terminal.press("space")
    terminal.settle()
    leave(terminal)
    assert colours(terminal.log) == []


@pytest.mark.parametrize("name", ["xterm", "linux", "screen", "tmux-256color"])
def test_runs_in_any_terminal(start: Start, journey: Path, name: str) -> None:
    """The reader paints, pages and quits whatever TERM says."""
    terminal = start(journey, env={"TERM": name})
    terminal.until(PAINTED)
    terminal.press("space")
    terminal.until("word3x1x1")
    leave(terminal)
    assert forbidden(terminal.log) == []
