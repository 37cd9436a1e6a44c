"""Pacing on lines of every kind: short queues on slow ones, no waiting on quick or mute ones."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.ui.pacing import ASK, Pacing

KEY = 1 / 30
"""Seconds between two presses of a key that is held down."""
PATIENCE = 10.0
_PAGE = 1641
_LINE = 102


@dataclass
class Simulation:
    """A reader who presses keys, a program that paces, a line, and a terminal that answers.

    Each key wants another picture; only the last one that is wanted is sent when the line is free.
    """

    rate: float
    """Bytes that the line passes in a second."""
    delay: float
    """Seconds from one end to the other, one way."""
    hears: Callable[[int], bool] = lambda _: True
    """Whether the answer to a question of some number comes back."""
    now: float = 0.0
    free: float = 0.0
    """When the line has passed all that was sent."""
    pictures: list[tuple[int, float, float]] = field(default_factory=list)
    """Number of the key, when its picture was sent, when it was shown."""
    questions: int = 0
    sent: int = 0
    most_waiting: float = 0.0
    """The most seconds that anything waited in the line."""

    def __post_init__(self) -> None:
        self.pacing = Pacing(lambda: self.now)
        self._numbers = itertools.count()
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._wanted: int | None = None
        self._send(200, self.pacing.begin())

    def at(self, when: float, what: Callable[[], None]) -> None:
        """Let something happen at a time."""
        heapq.heappush(self._events, (when, next(self._numbers), what))

    def run(self, until: float = float("inf")) -> None:
        """Let everything happen that is to happen until a time."""
        while self._events and self._events[0][0] <= until:
            self.now, _, what = heapq.heappop(self._events)
            what()

    def hold(self, size: int, seconds: float, begin: float = 5.0) -> int:
        """Hold a key down, of which each press changes so many bytes; return how many presses."""
        count = max(1, round(seconds / KEY))
        for number in range(count):
            self.at(begin + number * KEY, lambda number=number: self.want(number, size))
        return count

    def want(self, number: int, size: int) -> None:
        """Want a picture of some bytes, which shows what a key did."""
        self._wanted = number
        self._show(size)

    def _show(self, size: int) -> None:
        if self._wanted is None:
            return
        if not self.pacing.is_open:
            left = self.pacing.seconds_left
            assert left <= PATIENCE + 1e-9, "nothing is held longer than that"
            self.at(self.now + left, lambda: self._show(size))
            return
        number, self._wanted = self._wanted, None
        self._last_size = size
        self._send(size)
        shown = self.free + self.delay
        self.pictures.append((number, self.now, shown))
        if question := self.pacing.question():
            self._send(0, question)

    def _send(self, size: int, question: str = "") -> None:
        size += len(question)
        self.sent += size
        self.pacing.sent(size)
        self.free = max(self.now, self.free) + size / self.rate
        self.most_waiting = max(self.most_waiting, self.free - self.now)
        if question:
            assert question == ASK
            self.questions += 1
            if self.hears(self.questions):
                self.at(self.free + 2 * self.delay, self._hear)

    def _hear(self) -> None:
        if question := self.pacing.answered():
            self._send(0, question)
        self._show(getattr(self, "_last_size", 0))


@given(
    rate=st.floats(300, 1e6),
    delay=st.floats(0.0, 0.5),
    size=st.integers(20, 4000),
    seconds=st.floats(0.0, 8.0),
)
def test_keys_do_not_pile_up(rate: float, delay: float, size: int, seconds: float) -> None:
    """On any line the last picture comes soon after the last key, whatever came before."""
    line = Simulation(rate, delay)
    last = line.hold(size, seconds) - 1
    ended = 5.0 + last * KEY
    line.run()
    assert line.pictures[-1][0] == last
    on_its_way = line.pacing.window + 2 * size
    assert line.pictures[-1][2] - ended <= 3 * on_its_way / rate + 4 * delay + 0.5


@pytest.mark.parametrize("size", [_LINE, _PAGE])
def test_a_slow_line_is_kept_short(size: int) -> None:
    """At 1,200 bytes a second a key held for ten seconds is over within three; others take minutes.

    Issue 8: repeated scrolls collapse into the last one.
    """
    line = Simulation(1200, 0.05)
    last = line.hold(size, 10) - 1
    line.run()
    number, _, shown = line.pictures[-1]
    assert number == last
    assert shown - (5.0 + last * KEY) < 3.0
    assert line.most_waiting < (1024 + size + 300) / 1200
    # The line is never idle meanwhile, either.
    assert line.sent > 0.75 * 10 * 1200


@pytest.mark.parametrize("size", [_LINE, _PAGE])
@pytest.mark.parametrize("rate", [200_000, 1_000_000])
def test_a_distant_line_is_filled(rate: int, size: int) -> None:
    """300 ms there and back: a key held for some seconds is as smooth as without pacing."""
    line = Simulation(rate, 0.15)
    count = line.hold(size, 6)
    line.run()
    assert len(line.pictures) > 0.75 * count
    late = [sent for _, sent, _ in line.pictures if sent > 7.5]
    assert len(late) >= 0.95 * (5 + 6 - 7.5) / KEY


def test_a_terminal_at_hand_never_waits() -> None:
    """Every picture is sent when it is wanted."""
    line = Simulation(5e7, 0.0005)
    count = line.hold(4000, 3)
    line.run()
    assert len(line.pictures) == count


def test_a_mute_terminal_is_asked_once() -> None:
    """Who never answers is never waited for, and never asked again."""
    line = Simulation(1e6, 0.0, hears=lambda _: False)
    count = line.hold(_PAGE, 30)
    line.run()
    assert len(line.pictures) == count
    assert line.questions == 1


def test_a_terminal_that_falls_mute_is_paced_no_more() -> None:
    """When answers stay out, three waits are all, each longer: a line may only be disturbed."""
    line = Simulation(1e6, 0.01, hears=lambda number: number < 5)
    count = line.hold(_PAGE, 40)
    line.run()
    gaps = [after[1] - before[1] for before, after in itertools.pairwise(line.pictures)]
    assert [round(gap) for gap in gaps if gap > 0.5] == [1, 2, 4]
    assert line.pictures[-1][0] == count - 1


def test_a_terminal_that_answers_again_is_paced_again() -> None:
    """One that has ever answered is asked now and then, so that a disturbance ends."""
    line = Simulation(1e6, 0.01, hears=lambda number: not 4 < number < 9)
    line.hold(_PAGE, 40)
    line.run()
    line.pacing.sent(100_000)
    assert line.pacing.question() == ASK
    assert not line.pacing.is_open


@pytest.mark.parametrize("number", [2, 3, 4, 9])
@pytest.mark.parametrize("interval", [KEY, 0.4, 2.0])
def test_a_lost_answer_costs_a_second(number: int, interval: float) -> None:
    """On a good line, once and never again, however fast keys come; then all is as before."""
    line = Simulation(1e6, 0.005, hears=lambda asked: asked != number)
    for key in range(60):
        line.at(5.0 + key * interval, lambda key=key: line.want(key, _PAGE))
    line.run()
    keys = {key: when - 5.0 - key * interval for key, when, _ in line.pictures}
    assert max(keys.values()) <= 1.0 + 1e-6
    assert sum(late > 0.1 for late in keys.values()) <= 1
    assert line.pacing.window >= 1024
    assert line.pacing.seconds_to_end <= 0.25


def test_a_lost_answer_on_a_slow_line_costs_one_wait() -> None:
    """Noise on the line that takes an answer away takes no more; all is as before then."""
    line = Simulation(1200, 0.01, hears=lambda number: number != 4)
    last = line.hold(_PAGE, 60) - 1
    line.run()
    assert line.pictures[-1][0] == last
    assert line.most_waiting < 4.0


@given(
    lost=st.sets(st.integers(2, 60), max_size=40),
    size=st.integers(20, 4000),
    rate=st.floats(600, 1e6),
)
def test_lost_answers_hold_nothing_for_ever(lost: set[int], size: int, rate: float) -> None:
    """Whichever answers are lost, the last picture is sent."""
    line = Simulation(rate, 0.02, hears=lambda number: number not in lost)
    last = line.hold(size, 20) - 1
    line.run()
    assert line.pictures[-1][0] == last
    assert line.pictures[-1][1] <= 5.0 + last * KEY + PATIENCE + 1


@given(st.lists(st.sampled_from(["send", "answer", "tick", "begin"]), max_size=60))
def test_what_is_held_back_waits_for_an_answer(steps: list[str]) -> None:
    """Whatever happens, where nothing was asked nothing is held, and no wait is endless."""
    now = [0.0]
    pacing = Pacing(lambda: now[0])
    asked = False
    for step in steps:
        if step == "send":
            pacing.sent(700)
            is_out = asked and pacing.seconds_left > 0
            question = pacing.question()
            assert not (question and is_out), "one question at a time"
            asked = asked or bool(question)
        elif step == "answer":
            asked = bool(pacing.answered())
        elif step == "begin":
            assert pacing.begin() == ASK
            asked = True
        now[0] += 1.0
        assert pacing.is_open or (asked and 0 < pacing.seconds_left <= PATIENCE)
    now[0] += PATIENCE
    assert pacing.is_open


def test_what_is_sent_beside_pictures_holds_nothing() -> None:
    """A long text that is copied is on the line, and no question was asked after it."""
    now = [0.0]
    pacing = Pacing(lambda: now[0])
    pacing.begin()
    pacing.answered()
    pacing.sent(100_000)
    assert pacing.is_open
    pacing.sent(300)
    assert pacing.question() == ASK
    assert not pacing.is_open


def test_rest_asks_nothing() -> None:
    """A few bytes now and then are not asked about, and the end waits for nothing then."""
    now = [0.0]
    pacing = Pacing(lambda: now[0])
    assert pacing.begin() == ASK
    assert 0 < pacing.seconds_to_end < 1
    pacing.answered()
    assert pacing.seconds_to_end == 0
    for _ in range(2):
        now[0] += 60
        pacing.sent(100)
        assert pacing.question() == ""
    pacing.sent(100)
    assert pacing.question() == ASK
    assert 0 < pacing.seconds_to_end <= 0.25


def test_a_question_after_a_long_rest_is_waited_for() -> None:
    """Patience counts from the question, not from the last answer."""
    now = [0.0]
    pacing = Pacing(lambda: now[0])
    pacing.begin()
    pacing.answered()
    now[0] += 3600
    pacing.sent(2000)
    assert pacing.question() == ASK
    assert not pacing.is_open
    assert pacing.seconds_left == 1.0


def test_the_end_waits_as_long_as_answers_take() -> None:
    """Some times as long, and three seconds at most; for what is lost it waits no more."""
    now = [0.0]
    pacing = Pacing(lambda: now[0])
    pacing.sent(200)
    pacing.begin()
    now[0] += 0.3
    pacing.answered()
    pacing.sent(300)
    assert pacing.question() == ASK
    assert 0.6 < pacing.seconds_to_end < 3.0
    assert pacing.may_answer_late
    now[0] += 3.0
    assert pacing.seconds_to_end == 0
    assert pacing.may_answer_late
    now[0] += 30.0
    assert not pacing.may_answer_late


def test_the_end_asks_nothing() -> None:
    """What is answered then isn't followed by another question."""
    pacing = Pacing(lambda: 0.0)
    pacing.begin()
    pacing.sent(2000)
    pacing.end()
    assert pacing.answered() == ""
    assert pacing.seconds_to_end == 0
    assert pacing.begin() == ASK
    pacing.sent(2000)
    assert pacing.answered() == ASK


def answer_all(pacing: Pacing, now: list[float], *, times: int, size: int, delay: float) -> None:
    """Send so many bytes again and again, each time asked for and answered after some seconds."""
    for _ in range(times):
        pacing.sent(size)
        pacing.question()
        now[0] += delay
        pacing.answered()


def test_an_answer_that_comes_late_teaches_nothing() -> None:
    """It is taken for the next one's, which would have been quick; the window stays wide."""
    now = [0.0]
    pacing = Pacing(lambda: now[0])
    pacing.begin()
    now[0] += 0.4
    pacing.answered()
    pacing.sent(1000)
    pacing.question()
    now[0] += 9.0
    pacing.sent(1000)
    assert pacing.question() == ASK
    now[0] += 0.01
    pacing.answered()
    answer_all(pacing, now, times=30, size=1000, delay=0.4)
    assert pacing.window >= 1024


def test_the_window_grows_only_when_it_is_used() -> None:
    """Small changes that are answered at once don't make room for pages on a slow line."""
    now = [0.0]
    pacing = Pacing(lambda: now[0])
    pacing.begin()
    pacing.answered()
    answer_all(pacing, now, times=1000, size=300, delay=0.1)
    assert pacing.window < 2048
