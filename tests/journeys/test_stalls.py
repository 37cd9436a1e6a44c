"""Nothing stalls: whatever is opened is there at once, and every key is answered meanwhile.

Rows 54, 55, 57 and 58 of what goes wrong, through a terminal: each input opens, in time compared
with a plain document's, and answers each key while it is scanned and laid out. Times are those of
the program's own work, and the limits generous: five times what was measured; a stall took seconds.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.pathological import ALL
from tests.pty.answering import Answers, ask, worked
from tests.pty.program import PAINTED, Start
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.slow

_OPENS = 3.2
"""Seconds, of a large document beyond a plain one's start; measured: at most 0.64, by the palette.
"""
_WORST = 1.5
"""Seconds for the slowest answer; measured: at most 0.3."""
_MEDIAN = 0.15
"""Seconds for the answer in the middle; measured: at most 0.03."""
_RESIDENT = 300 * 1024 * 1024
_KEYS = ("j", "space", "}", "G")
_MORE_KEYS = ("j", "space", "}", "]", "[", "/", "x", "escape", "d", "G", "space", "g", "j", "}")
_LARGE = ("comments", "words")
_SMALL = (
    *("items", "bare markers", "headings", "references", "definitions", "comments"),
    *("joined", "marks", "spaces", "filled up"),
    *("lists 200 deep", "quotes 100 deep", "open brackets", "backticks", "ampersands"),
)
"""One of each kind that took long once; the others are in the tests of parsing and layout."""


def _put(folder: Path, names: Sequence[str], size: int) -> None:
    for index, name in enumerate(names):
        text = f"---\ntitle: T{index:02}\n---\n\n{ALL[name](size)}"
        (folder / f"{index:02}.md").write_text(text, "utf-8")


def _go_to(terminal: Terminal, index: int) -> None:
    """Open a document of the folder by the palette."""
    terminal.press(":")
    terminal.until("line, percent", 20)
    terminal.press(f"T{index:02}")
    terminal.until(rf"\bT{index:02}\b(?:.*\n)*.*\bT{index:02}\b", 20)
    terminal.settle(0.1)
    terminal.press("enter")


def _quits(terminal: Terminal) -> bool:
    terminal.press("q")
    return terminal.wait(20) == 0


@pytest.mark.timeout(240)
def test_inputs_open_and_answer(start: Start, tmp_path: Path) -> None:
    """A folder of inputs of 100 kB each, read one after the other."""
    _put(tmp_path, _SMALL, 100_000)
    terminal = start(tmp_path)
    slow: list[str] = []
    for index, name in enumerate(_SMALL):
        begin = worked(terminal)
        if index:
            _go_to(terminal, index)
        terminal.until(lambda title=f"T{index:02}": _is_open(terminal, title), 20)
        opened = worked(terminal) - begin
        answers = Answers()
        ask(terminal, _KEYS, answers)
        worst, key = answers.worst
        figures = f"{name}: opens {opened:.2f} s, answers {answers.median:.3f}, {key} {worst:.2f}"
        print(figures)
        if opened > _OPENS or worst > _WORST or answers.median > _MEDIAN:
            slow.append(figures)
    assert slow == []
    assert terminal.memory() < _RESIDENT
    assert _quits(terminal)


def _is_open(terminal: Terminal, title: str) -> bool:
    """Return whether the status line names a document, or a notice on it stands there."""
    return title in terminal.lines[-1] or "nested" in terminal.lines[-1]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", _LARGE)
def test_ten_megabytes_open_and_answer(
    start: Start, tmp_path: Path, journey: Path, name: str
) -> None:
    """The first text of 10 MB is there nearly as soon as a page's, and every key is answered."""
    plain = start(journey)
    plain.until(PAINTED)
    begin = worked(plain)
    assert _quits(plain)
    path = tmp_path / "large.md"
    path.write_text(ALL[name](10_000_000), "utf-8")
    terminal = start(path)
    terminal.until(PAINTED, 30)
    opened = worked(terminal)
    answers = Answers()
    ask(terminal, _MORE_KEYS, answers)
    worst, key = answers.worst
    print(f"{name}: opens {opened:.2f} s ({begin:.2f}), {answers.median:.3f}, {key} {worst:.2f}")
    assert opened < begin + _OPENS
    assert worst < _WORST, key
    assert answers.median < _MEDIAN
    assert terminal.memory() < _RESIDENT
    assert _quits(terminal)
