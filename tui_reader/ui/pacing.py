"""Keeps what is on its way to the terminal short, so that keys which are held down don't pile up.

Buffers of the kernel, of SSH and of the network take far more than a slow line carries, so nobody
here sees what waits in them. The terminal does: it answers a question (DSR 5, as every terminal
since the VT100) when it has come by it. So questions go along with what is sent, and while more
than a window of bytes is unanswered, no picture is sent; what would have been on those in between
is never sent at all.

The answers are all alike, so one question at most is open: else, once an answer is lost, each one
after it would be taken for the answer to the question before. A question that stays open for some
times as long as its answer should take counts as lost, and another takes its place; an answer that
comes after all then lets a picture more go, no more.

The window is small at first. It grows while the answers come about as fast as the fastest of them,
so that a quick but distant line is filled, and shrinks when they come later: then bytes wait
somewhere. (So do LEDBAT, RFC 6817, and TCP Vegas.) A terminal that has never answered isn't waited
for, nor is one that doesn't any more. Nothing here writes, reads or sleeps.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

ASK = "\x1b[5n"
"""Asks the terminal for its status."""

_FIRST = 1024
"""Bytes that may be unanswered at first."""
_LEAST = 512
"""Bytes that may be unanswered at the least: a few rows."""
_MOST = 1 << 16
"""Bytes that may be unanswered at most: a page each hundredth of a second to the next continent."""
_EVERY = 256
"""Bytes from one question to the next; less than the least window, so that whatever is held back
waits for a question that was asked."""
_DELAY = 0.25
"""Seconds by which an answer may come later than the fastest before bytes are taken to wait."""
_PATIENCE = (1.0, 10.0)
"""Seconds without an answer after which it is taken to be lost, at the least and at most."""
_TIMES = 3
"""Times as long as it should take that an answer may take before it is taken to be lost. What it
should take is known from a few answers, and a line may become slower."""
_LOST = 3
"""Answers lost one after the other after which the terminal is taken not to answer any more."""
_LAST = (0.25, 3.0)
"""Seconds after a question that the end waits for its answer, at the least and at most."""
_LATE = 10.0
"""Seconds after which not even a late answer is to come."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that hasn't been answered.

    Attributes:
        sent: Bytes that were sent before it, from the beginning.
        unanswered: How many of them no answer had come for.
        asked: When.
        patience: Seconds after which its answer is taken to be lost.
        is_sure: Whether the next answer is its own, as none to another can come late.
    """

    sent: int
    unanswered: int
    asked: float
    patience: float
    is_sure: bool


class Pacing:
    """Counts what is on its way, and says when a picture may be sent.

    Attributes:
        window: Bytes that may be on their way when another picture is sent.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.window = _FIRST
        self._clock = clock
        self._question: _Question | None = None
        self._owed: deque[float] = deque()
        """When the questions were asked to which an answer may come, maybe late."""
        self._answers = False
        """Whether the terminal answers, as far as is known."""
        self._fastest: float | None = None
        """Seconds that the fastest answer took, None before there was one."""
        self._per_byte = 0.0
        """Seconds that an unanswered byte makes an answer later, by the last one that told."""
        self._lost = 0
        self._has_ended = False
        self._sent = self._answered = self._asked_at = self._shrunk_at = 0

    def begin(self) -> str:
        """Begin with a terminal of which nothing is known; return the question to send to it."""
        self.window = _FIRST
        self._fastest = None
        self._answers = False
        self._has_ended = False
        self._lost = 0
        return self._ask()

    def end(self) -> None:
        """Ask nothing any more, until another beginning."""
        self._has_ended = True

    def sent(self, size: int) -> None:
        """Count bytes that were sent."""
        self._sent += size

    def question(self) -> str:
        """Return the question that is due after a picture was sent, empty where none is."""
        # One that has never answered was asked once, and that is enough.
        if self._fastest is None or self._has_ended:
            return ""
        if self._question is None:
            return self._ask() if self._sent - self._asked_at >= _EVERY else ""
        if self.seconds_left > 0:
            return ""
        self._lost += 1
        self._answers = self._lost < _LOST
        self._answered = max(self._answered, self._question.sent)
        return self._ask()

    def answered(self) -> str:
        """Take it that the terminal has answered; return the next question, empty where none is.

        An answer too many counts for nothing.
        """
        if self._owed:
            self._owed.popleft()
        question, self._question = self._question, None
        if question is None:
            return ""
        self._lost = 0
        self._answers = True
        self._answered = max(self._answered, question.sent)
        self._learn(question, self._clock() - question.asked)
        # Whatever is held back meanwhile waits for another one.
        return self.question()

    def _learn(self, question: _Question, took: float) -> None:
        """Set the window by how long an answer took."""
        if self._fastest is None:
            self._fastest = took
            self._per_byte = took / max(question.unanswered, _EVERY)
            return
        if question.is_sure:
            self._fastest = min(took, self._fastest)
        late = took - self._fastest
        per_byte = late / max(question.unanswered, _EVERY)
        # What is taken for its answer may have been another's, which comes earlier.
        if question.is_sure or per_byte > self._per_byte:
            self._per_byte = per_byte
        if late > _DELAY:
            # Once for all that was on its way when it was known to be too much.
            if question.sent > self._shrunk_at:
                self.window = max(_LEAST, self.window // 2)
                self._shrunk_at = self._sent
        elif question.is_sure and question.unanswered * 4 >= self.window:
            # What was never filled says nothing about what may be on its way.
            self.window = min(_MOST, self.window + question.unanswered)

    @property
    def is_open(self) -> bool:
        """Whether a picture may be sent now."""
        if not self._answers or self._question is None:
            return True
        return self._sent - self._answered < self.window or self.seconds_left <= 0

    @property
    def seconds_left(self) -> float:
        """Seconds after which a picture may be sent though no answer has come."""
        if self._question is None:
            return 0.0
        return max(0.0, self._question.asked + self._question.patience - self._clock())

    @property
    def seconds_to_end(self) -> float:
        """Seconds that an end now had better wait for an answer, 0 where none is to come."""
        if self._question is None:
            return 0.0
        least, most = _LAST
        wait = self._expected(self._question.unanswered) if self._answers else 0.0
        left = self._question.asked + max(least, _TIMES * wait) - self._clock()
        return min(max(0.0, left), most)

    @property
    def may_answer_late(self) -> bool:
        """Whether an answer may come that nobody waits for any more."""
        self._forget_late()
        return bool(self._owed)

    def _forget_late(self) -> None:
        while self._owed and self._owed[0] + _LATE <= self._clock():
            self._owed.popleft()

    def _expected(self, unanswered: int) -> float:
        """Return the seconds that an answer should take, by those that came."""
        return (self._fastest or 0.0) + unanswered * self._per_byte

    def _ask(self) -> str:
        self._forget_late()
        now, unanswered = self._clock(), self._sent - self._answered
        least, most = _PATIENCE
        patience = min(most, max(least, _TIMES * self._expected(unanswered)) * 2**self._lost)
        self._question = _Question(self._sent, unanswered, now, patience, not self._owed)
        self._owed.append(now)
        self._asked_at = self._sent
        return ASK
