"""What a key costs on the wire, what idling costs, what is imported: counts, not clocks."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, leave
from tests.pty.terminal import Terminal, environment

_PAGE_TIMES_LESS = 1.5
_PAGE_WITHOUT_LESS = 1771
"""1.5 times what less 590 sent for this page."""
_LINE = 150
_LINE_BESIDE_SIDEBAR = 800
_LINE_BESIDE_LIBRARY = 820
_CHANGE = 300
"""Bytes for a line, without the sidebar, with it, with one full of titles, and for what changes a
word or a row."""


def _costs(terminal: Terminal, *keys: str) -> list[int]:
    """Return the median bytes of three presses of each key."""
    medians: list[int] = []
    for key in keys:
        sizes: list[int] = []
        for _ in range(3):
            before, begin = terminal.text, len(terminal.log)
            terminal.press(key)
            terminal.until(lambda seen=before: terminal.text != seen)
            terminal.settle(0.1)
            sizes.append(len(terminal.log) - begin)
        medians.append(sorted(sizes)[1])
    return medians


def _fits(terminal: Terminal, key: str, budget: int) -> bool:
    """Return whether a key costs no more; on a busy machine other things come in between."""
    return any(_costs(terminal, key)[0] <= budget for _ in range(3))


def test_a_key_costs_little_on_the_wire(start: Start, seed: Path) -> None:
    """PageDown sends at most 1.5 times what less sends for a page; a line no more than it needs."""
    terminal = start(seed)
    terminal.until(PAINTED)
    terminal.settle()
    budget = _PAGE_WITHOUT_LESS
    if less := shutil.which("less"):
        rival = start(command=[less, str(seed)], env={"LESS": None, "LESSOPEN": None})
        rival.until("alignment")
        rival.settle()
        budget = int(_PAGE_TIMES_LESS * _costs(rival, "space")[0])
    assert _fits(terminal, "pagedown", budget)
    assert _fits(terminal, "down", _LINE_BESIDE_SIDEBAR)
    terminal.press("t")
    terminal.until(lambda: "│" not in terminal.lines[0])
    terminal.settle()
    assert _fits(terminal, "down", _LINE)
    assert _fits(terminal, "up", _LINE)


def test_a_line_beside_a_full_sidebar(start: Start) -> None:
    """A terminal scrolls whole rows: of the titles beside the text little but words is sent."""
    terminal = start()
    terminal.until(PAINTED)
    terminal.settle()
    for _ in range(3):
        assert _fits(terminal, "down", _LINE_BESIDE_LIBRARY)


def test_a_small_change_costs_little_on_the_wire(start: Start, seed: Path) -> None:
    """A link selected, a hit moved and the status line changed send at most 300 bytes each."""
    terminal = start(seed, "--at", ":26")
    terminal.until(PAINTED)
    # At rest the links become hyperlinks, which isn't counted here.
    terminal.until(lambda: b"\x1b]8;;http" in terminal.log)
    terminal.settle(0.3)
    assert _fits(terminal, "tab", _CHANGE)
    terminal.press("escape")
    terminal.press("/", *"ali", "enter")
    terminal.until("hit|of|1/")
    terminal.settle(0.3)
    assert _fits(terminal, "n", _CHANGE)
    begin = len(terminal.log)
    terminal.press("ctrl+c")
    terminal.until("quits")
    terminal.settle(0.1)
    assert len(terminal.log) - begin <= _CHANGE
    leave(terminal, "Q")


@pytest.mark.slow
def test_idling_sends_nothing(start: Start, seed: Path) -> None:
    """From the time it has settled, the reader sends no byte in a second without keys."""
    terminal = start(seed)
    terminal.until(PAINTED)
    terminal.settle(0.8)
    assert terminal.read(1.0) == b""
    leave(terminal)


@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        (("--version",), {"textual", "markdown_it", "rich"}),
        (("--help",), {"textual", "markdown_it", "rich"}),
        (("--plain", "FILE"), {"textual", "asyncio", "webbrowser"}),
        (("outline", "FILE"), {"textual", "asyncio", "webbrowser"}),
        (("outline", "--json", "FILE"), {"textual", "asyncio", "webbrowser"}),
    ],
)
def test_imports_no_more_than_it_needs(
    journey: Path, words: tuple[str, ...], forbidden: set[str]
) -> None:
    """Commands that need no screen import no Textual; those without a document no Markdown."""
    filled = [str(journey) if word == "FILE" else word for word in words]
    code = "import sys; from tui_reader.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, *filled],
        capture_output=True,
        env=environment(),
        check=True,
    )
    modules = {
        match[1].decode().partition(".")[0]
        for match in re.finditer(rb"\|\s+([\w.]+)" + os.linesep.encode(), done.stderr)
    }
    assert "tui_reader" in modules
    assert modules & forbidden == set()
