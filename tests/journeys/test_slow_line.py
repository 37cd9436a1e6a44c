"""At 1,200 bytes a second: pages that come soon, and held keys that don't pile up."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import journey_text
from tests.pty.program import PAINTED, alignread, body, leave, place, plain, shell
from tests.pty.slow import MODEM, Slow
from tests.pty.sshd import Server, serving
from tests.pty.terminal import KEYS

pytestmark = pytest.mark.slow

LONG = 30.0
QUIET = 0.6
"""Seconds without a byte after which nothing is on its way."""
_REPEATS = 30
"""Times a second that a held key is pressed."""
_LEFT = (
    "import os, select; "
    "print('left', os.read(0, 99) if select.select([0], [], [], 1.5)[0] else 'nothing')"
)
"""Says what was typed that nobody read."""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document in which no two lines are alike, of some screens more than keys are held for."""
    parts = [journey_text().replace("word", f"word{part}x") for part in range(3)]
    path = tmp_path / "journey.md"
    path.write_text("\n".join(parts), "utf-8")
    return path


@pytest.fixture
def lines() -> Iterator[list[Slow]]:
    """The terminals of a test, which are closed after it."""
    lines: list[Slow] = []
    yield lines
    for line in lines:
        line.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of these."""
    with serving(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(params=["at hand", "over SSH"])
def line(request: pytest.FixtureRequest, lines: list[Slow], document: Path) -> Slow:
    """A reader at the end of a slow line; over SSH megabytes could wait in its buffers."""
    command = alignread(document)
    if request.param == "over SSH":
        command = request.getfixturevalue("server").login(command)
    return _opened(lines, command)


def _opened(lines: list[Slow], command: list[str], columns: int = 100) -> Slow:
    lines.append(Slow(command, columns=columns))
    lines[-1].until(PAINTED, LONG)
    lines[-1].settle(QUIET, LONG)
    return lines[-1]


def _hold(line: Slow, key: str, seconds: float) -> None:
    """Press a key over and over, as a keyboard does, and see what comes meanwhile."""
    begin = time.perf_counter()
    for number in range(1, round(seconds * _REPEATS) + 1):
        line.press(key)
        while (left := begin + number / _REPEATS - time.perf_counter()) > 0:
            line.feed(line.read(left))


def _top(line: Slow, document: Path) -> int:
    """Return which line of the document is on top, when all has come."""
    line.settle(QUIET, LONG)
    return place(line, plain(document, 64))


@pytest.mark.parametrize("columns", [100, 40])
def test_a_page_settles_within_three_seconds(
    lines: list[Slow], document: Path, columns: int
) -> None:
    """The first screen, pages both ways, a jump to the end: counted in bytes, which are seconds."""
    line = _opened(lines, alignread(document), columns)
    text = plain(document, min(columns - 2, 64))
    place_before = 0
    for keys in ("space", "space", "b", "G", "g"):
        before = len(line.log)
        line.press(keys)
        line.settle(QUIET, LONG)
        now = place(line, text)
        assert now >= 0, line.text
        assert now != place_before, keys
        place_before = now
        assert len(line.log) - before <= 3 * MODEM
    leave(line)


@pytest.mark.parametrize(
    ("key", "count"), [("j", 200), ("pagedown", 20)], ids=["200 lines", "20 pages"]
)
def test_keys_at_once_collapse(line: Slow, document: Path, key: str, count: int) -> None:
    """What was typed ahead leads to its last screen, without those in between."""
    before = len(line.log)
    line.send(KEYS.get(key, key).encode() * count)
    there = _top(line, document)
    assert there == (200 if key == "j" else there)
    assert there >= 200
    assert len(line.log) - before <= 3 * MODEM
    leave(line)


def test_held_keys_do_not_pile_up(line: Slow, document: Path) -> None:
    """When the key is let go, what comes still is the last screen, and no tail of others.

    Without pacing it was 14 s by way of a pseudo-terminal alone, and has no end over SSH.
    """
    for key, at_most in (("j", 60), ("pagedown", 60 * 29), ("k", 60)):
        before = _top(line, document)
        _hold(line, key, 2.0)
        let_go = len(line.log)
        after = _top(line, document)
        assert after != before
        assert abs(after - before) == at_most or key == "pagedown"
        assert len(line.log) - let_go <= 3 * MODEM
    leave(line)


def test_nothing_is_typed_for_the_shell(lines: list[Slow], document: Path) -> None:
    """Who quits while a page is on its way finds no answer of the terminal's behind the prompt."""
    script = f'alignread "$1"; stty -icanon -echo; {sys.executable} -c "{_LEFT}"'
    line = _opened(lines, shell(script, document))
    asked = line.log.count(b"\x1b[5n")
    before = len(line.log)
    line.press("G")
    line.until(lambda: len(line.log) > before + 100, LONG)
    assert line.log.count(b"\x1b[5n") == asked
    line.press("q")
    line.until(r"left (nothing|b')", LONG)
    assert "left nothing" in line.text


def test_goes_on_after_a_suspension(lines: list[Slow], document: Path) -> None:
    """Stopped with a page on its way, and in the foreground again: drawn anew, and paced."""
    line = _opened(lines, alignread(document))
    line.press("space", "ctrl+z")
    line.until(line.is_stopped, LONG)
    line.settle(QUIET, LONG)
    line.wipe()
    os.kill(line.process.pid, signal.SIGCONT)
    line.until(PAINTED, LONG)
    assert _top(line, document) > 20
    before = len(line.log)
    line.send(b"j" * 100)
    _top(line, document)
    assert len(line.log) - before <= 3 * MODEM
    leave(line)


def test_a_terminal_that_does_not_answer_is_not_waited_for(
    lines: list[Slow], document: Path
) -> None:
    """It is asked once, and every page comes at once."""
    lines.append(Slow(alignread(document), rate=1_000_000, answers=False))
    line = lines[-1]
    line.until(PAINTED)
    for _ in range(12):
        before = body(line)
        line.press("space")
        line.until(lambda before=before: body(line) != before, 2.0)
    line.settle()
    assert line.log.count(b"\x1b[5n") == 1
    leave(line)


class _Lossy(Slow):
    """A quick line that loses the answers to questions of some numbers."""

    lost = frozenset[int]()
    asked = 0

    def feed(self, data: bytes) -> None:
        """Show what came, and answer but for those."""
        for _ in range(data.count(b"\x1b[5n")):
            self.asked += 1
            if self.asked not in self.lost:
                self.send(b"\x1b[0n")
        super().feed(data)


def test_a_lost_answer_costs_a_second(lines: list[Slow], document: Path) -> None:
    """The picture after it comes soon, those after that at once, and the end waits for nothing."""
    line = _Lossy(alignread(document), rate=1_000_000, answers=False)
    lines.append(line)
    line.lost = frozenset({3})
    line.until(PAINTED, LONG)
    line.settle(QUIET, LONG)
    for _ in range(6):
        before = len(line.log)
        line.press(" ")
        # It was ten seconds for each.
        line.until(lambda before=before: len(line.log) > before, 5)
        line.settle(0.2, LONG)
    # It is asked on and on.
    assert line.asked > 4
    begin = time.perf_counter()
    line.press("q")
    line.wait()
    # It was three seconds more than the end takes.
    assert time.perf_counter() - begin < 2.5
