"""Nothing stalls: whatever is opened is there at once, and every key is answered meanwhile.

Rows 54, 55, 57 and 58 of what goes wrong, through a terminal: each input opens, in time compared
with a plain document's, and answers each key while it is scanned and laid out. The limits are
generous, five times and more of what was measured: a stall took seconds.
"""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.pathological import ALL
from tests.pty.answering import Answers, ask
from tests.pty.program import PAINTED, Start
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.slow

_OPENS = 5.0
"""Seconds beyond a plain document's start; measured: 0.2."""
_WORST = 3.0
"""Seconds for the slowest answer; measured: 0.1."""
_MEDIAN = 0.3
"""Seconds for the answer in the middle; measured: 0.02."""
_RESIDENT = 300 * 1024 * 1024
_KEYS = ("j", "space", "}", "]", "[", "G", "{", "g")
_MORE_KEYS = ("j", "space", "}", "]", "[", "/", "x", "escape", "d", "G", "space", "g", "j", "}")
_LARGE = ("items", "paragraphs", "comments", "three columns", "words", "fence of a line of python")
_SMALL = [name for name in ALL if name != "front matter"]
_GROUPS = 3


def _put(folder: Path, names: Sequence[str], size: int) -> None:
    for index, name in enumerate(names):
        text = f"---\ntitle: T{index:02}\n---\n\n{ALL[name](size)}"
        (folder / f"{index:02}.md").write_text(text, "utf-8")


def _quits(terminal: Terminal) -> bool:
    terminal.press("q")
    return terminal.wait(20) == 0


@pytest.mark.timeout(240)
@pytest.mark.parametrize("group", range(_GROUPS))
def test_every_input_opens_and_answers(start: Start, tmp_path: Path, group: int) -> None:
    """A folder of inputs of 100 kB each, read one after the other."""
    names = _SMALL[group::_GROUPS]
    _put(tmp_path, names, 100_000)
    terminal = start(tmp_path)
    slow: list[str] = []
    for index, name in enumerate(names):
        begin = time.perf_counter()
        if index:
            terminal.press("G", "]")
        terminal.until(lambda title=f"T{index:02}": title in terminal.text, 20)
        opened = time.perf_counter() - begin
        terminal.settle(0.03)
        answers = Answers()
        ask(terminal, _KEYS, answers)
        terminal.until(lambda title=f"T{index:02}": title in terminal.text, 20)
        worst, key = answers.worst
        figures = f"{name}: opens {opened:.2f} s, answers {answers.median:.3f}, {key} {worst:.2f}"
        print(figures)
        if opened > _OPENS or worst > _WORST or answers.median > _MEDIAN:
            slow.append(figures)
    assert slow == []
    assert terminal.memory() < _RESIDENT
    assert _quits(terminal)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", _LARGE)
def test_ten_megabytes_open_and_answer(
    start: Start, tmp_path: Path, journey: Path, name: str
) -> None:
    """The first text of 10 MB is there nearly as soon as a page's, and every key is answered."""
    plain = start(journey)
    begin = plain.until(PAINTED) - plain.started
    assert _quits(plain)
    path = tmp_path / "large.md"
    path.write_text(ALL[name](10_000_000), "utf-8")
    terminal = start(path)
    opened = terminal.until(PAINTED, 30) - terminal.started
    answers = Answers()
    ask(terminal, _MORE_KEYS, answers)
    worst, key = answers.worst
    print(f"{name}: opens {opened:.2f} s ({begin:.2f}), {answers.median:.3f}, {key} {worst:.2f}")
    assert opened < begin + _OPENS
    assert worst < _WORST, key
    assert answers.median < _MEDIAN
    assert terminal.memory() < _RESIDENT
    assert _quits(terminal)
