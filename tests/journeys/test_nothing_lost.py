"""Whole sessions that are killed, or run side by side: every mark that was seen is on disk."""

import random
import re
import signal
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import journey_text
from tests.journeys.remembered import LONG, Line, on_disk, top, until
from tests.pty.program import PAINTED, leave

KILLS = 30
SECTIONS = 12
PAUSES = 5
SESSIONS = 8
MARKS = 2

Connect = Callable[..., Line]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document of a test's own."""
    path = tmp_path / "journey.md"
    path.write_text(journey_text(), "utf-8")
    return path


class Ended(Exception):
    """The session was killed."""


class Driver:
    """Presses keys in session after session, and knows what the screen has said."""

    def __init__(self, chance: random.Random) -> None:
        self.bookmarks: dict[str, bool] = {}
        """Whether the heading has a bookmark, as far as the screen has said."""
        self.read: dict[str, bool] = {}
        self.notes: set[str] = set()
        self.on_its_way: str = ""
        """The heading that a key was pressed for, of which the screen hasn't said anything yet."""
        self.said = 0
        """How many marks were seen."""
        self._chance = chance
        self._line: Line | None = None

    def work(self, line: Line, killer: threading.Timer, *, is_early: bool) -> None:
        """Press keys until the session ends.

        Args:
            line: The session.
            killer: Ends it.
            is_early: Whether that begins to count at once, not with the first screen.

        Raises:
            AssertionError: Something that was expected isn't on the screen of one that lives.
        """
        self._line = line
        try:
            if is_early:
                killer.start()
            self._wait(PAINTED)
            if not is_early:
                killer.start()
            while True:
                heading = self._walk()
                self.on_its_way = heading
                self._chance.choice((self._bookmark, self._read, self._write))(heading)
                self.on_its_way = ""
                self.said += 1
        except Ended:
            pass

    def _walk(self) -> str:
        """Go to some section; return its heading."""
        heading = f"Section {self._chance.randrange(1, SECTIONS)}"
        self._press(":")
        self._wait("line, percent")
        self._press(heading, "enter")
        self._wait_for(lambda line: top(line) == heading and heading in line.lines[-1])
        return heading

    def _bookmark(self, heading: str) -> None:
        self._press("m")
        said = self._wait("bookmarked|bookmark taken away")
        self.bookmarks[heading] = said == "bookmarked"

    def _read(self, heading: str) -> None:
        self._press("x")
        said = self._wait(f"(?:un)?read: {heading}$")
        self.read[heading] = said.startswith("read")

    def _write(self, heading: str) -> None:
        word = f"{heading.split()[1]}n{self._chance.randrange(10**9)}"
        self._press("c")
        self._wait("Esc keeps the note")
        self._press(f"{word} ")
        self._wait(word)
        self._press("escape")
        self._wait("note kept")
        self.notes.add(word)

    def _press(self, *keys: str) -> None:
        assert self._line is not None
        if self._line.process.poll() is not None:
            raise Ended
        self._line.press(*keys)

    def _wait(self, pattern: str) -> str:
        """Wait until a pattern is on the screen; return what fits it."""
        found: list[str] = []

        def is_there(line: Line) -> bool:
            match = re.search(pattern, line.text, re.M)
            found[:] = [match[0]] if match else []
            return match is not None

        self._wait_for(is_there)
        return found[0]

    def _wait_for(self, is_there: Callable[[Line], bool]) -> None:
        """Wait; what was sent before the session was killed counts as seen."""
        line = self._line
        assert line is not None
        ended: list[bool] = []

        def is_over() -> bool:
            # In this order: nothing is sent after the end.
            ended[:] = [line.process.poll() is not None]
            if ended[0]:
                line.settle(0)
            return is_there(line) or ended[0]

        line.until(is_over, LONG)
        if not is_there(line):
            raise Ended

    def check(self, folder: Path) -> None:
        """Require that all that was seen is in the state file; take over what was on its way."""
        found = on_disk(folder)
        counts = Counter(found.bookmarks)
        assert not counts or max(counts.values()) == 1
        bookmarks = {heading: heading in counts for heading in self.bookmarks}
        read = {heading: heading in found.read for heading in self.read}
        doubtful = self.on_its_way
        assert _without(bookmarks, doubtful) == _without(self.bookmarks, doubtful)
        assert _without(read, doubtful) == _without(self.read, doubtful)
        assert self.notes <= set(" ".join(found.notes).split())
        self.bookmarks, self.read, self.on_its_way = bookmarks, read, ""


def _without(states: dict[str, bool], heading: str) -> dict[str, bool]:
    return {each: state for each, state in states.items() if each != heading}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_session_that_is_killed_at_any_moment(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """Bookmarks, notes and read sections that were shown are there, whatever the moment."""
    chance = random.Random(4)
    driver = Driver(chance)
    for _ in range(KILLS):
        line = connect(document)
        # Some while it starts, most while it is used.
        limit = chance.choice((0.6, 1.2, 2.2))
        killer = threading.Timer(limit * chance.random(), line.process.kill)
        driver.work(line, killer, is_early=limit < 1)
        killer.join()
        assert line.end(LONG) == -signal.SIGKILL
        line.close()
        driver.check(tmp_path)
    assert driver.said > KILLS // 4
    line = connect(document)
    line.until(PAINTED)
    leave(line)
    driver.check(tmp_path)
    assert list(tmp_path.rglob("*.corrupt*")) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_place_of_a_session_that_is_killed(
    connect: Connect, document: Path, tmp_path: Path
) -> None:
    """Where the reader paused last is where the next session begins."""
    at = ""
    for section in range(1, PAUSES + 1):
        line = connect(document)
        line.until(PAINTED)
        line.until(lambda line=line, at=at: not at or top(line) == at)
        line.press("]")
        at = f"Section {section}"
        line.until(lambda line=line, at=at: top(line) == at)
        until(lambda at=at: on_disk(tmp_path).positions.get("journey.md") == at)
        line.signal(signal.SIGKILL)
        line.end(LONG)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_eight_sessions_at_once(connect: Connect, document: Path, tmp_path: Path) -> None:
    """Started together on an empty home, each sets marks in the same document: all are there."""
    lines = [connect(document) for _ in range(SESSIONS)]
    marked: list[str] = []
    for number, line in enumerate(lines):
        line.until(PAINTED, LONG)
        line.press("}" * (MARKS + 1) * number)
    for _ in range(MARKS):
        for line in lines:
            line.press("}")
        for line in lines:
            line.settle()
            marked.append(top(line))
        for line in lines:
            line.press("m")
        for line in lines:
            line.until("bookmarked", LONG)
            line.press("c")
        for number, line in enumerate(lines):
            line.until("Esc keeps the note", LONG)
            line.press(f"note {len(marked)} of {number}")
        for number, line in enumerate(lines):
            line.until(f"note {len(marked)} of {number}", LONG)
            line.press("escape")
        for line in lines:
            line.until("note kept", LONG)
    for line in lines:
        line.press("q")
    for line in lines:
        assert line.wait(LONG) == 0
        assert "not saved" not in line.text
    found = on_disk(tmp_path)
    counts = range(SESSIONS, SESSIONS * MARKS + 1, SESSIONS)
    notes = {f"note {count} of {number}" for count in counts for number in range(SESSIONS)}
    assert len(set(marked)) == SESSIONS * MARKS
    assert sorted(found.notes) == sorted(notes)
    assert {exact.split()[0] for exact in found.bookmarks} == {row.split()[0] for row in marked}
    assert len(found.bookmarks) == len(marked)
    assert found.positions.keys() == {"journey.md"}
    assert list(tmp_path.rglob("*.corrupt*")) == []
