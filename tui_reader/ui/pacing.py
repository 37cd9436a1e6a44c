"""Keeps what is on its way to the terminal short, so that keys which are held down don't pile up.

Buffers of the kernel, of SSH and of the network take far more than a slow line carries, so nobody
here sees what waits in them. The terminal does: it answers a question (DSR 5, as every terminal
since the VT100) when it has come by it. So questions go along with what is sent, and while more
than a window of bytes is unanswered, no picture is sent; what would have been on those in between
is never sent at all.

The window is small at first. It grows while the answers come about as fast as the fastest of them,
so that a quick but distant line is filled, and shrinks when they come later: then bytes wait
somewhere. (So do LEDBAT, RFC 6817, and TCP Vegas.) A terminal that has never answered isn't waited
for, and one that doesn't any more only for a while. Nothing here writes, reads or sleeps.
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
_PATIENCE = 10.0
"""Seconds without an answer after which it is taken to be lost."""
_LOST = 2
"""Answers lost one after the other after which the terminal is taken not to answer any more."""
_LAST = 3.0
"""Seconds that the end waits for answers, of a terminal that answers."""
_LAST_UNPROVEN = 0.25
"""Seconds after the first question that the end waits for its answer."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that hasn't been answered.

    Attributes:
        sent: Bytes that were sent before it, from the beginning.
        unanswered: How many of them no answer had come for.
        asked: When.
    """

    sent: int
    unanswered: int
    asked: float


class Pacing:
    """Counts what is on its way, and says when a picture may be sent.

    Attributes:
        window: Bytes that may be on their way when another picture is sent.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.window = _FIRST
        self._clock = clock
        self._questions: deque[_Question] = deque()
        self._fastest: float | None = None
        """Seconds that the fastest answer took, None before there was one."""
        self._lost = 0
        self._heard = 0.0
        """When the terminal last answered."""
        self._sent = self._answered = self._asked_at = self._shrunk_at = 0

    def begin(self) -> str:
        """Begin with a terminal of which nothing is known; return the question to send to it."""
        self._questions.clear()
        self.window = _FIRST
        self._fastest = None
        self._answered = self._sent
        self._lost = 0
        return self._ask()

    def sent(self, size: int) -> None:
        """Count bytes that were sent."""
        self._sent += size

    def question(self) -> str:
        """Return the question that is due after a picture was sent, empty where none is."""
        # One that has never answered was asked once, and that is enough.
        if self._fastest is None or self._sent - self._asked_at < _EVERY:
            return ""
        if self._questions and self.seconds_left <= 0:
            return self._begin_again()
        return self._ask()

    def answered(self) -> None:
        """Take it that the oldest question was answered; an answer too many counts for nothing."""
        if not self._questions:
            return
        question = self._questions.popleft()
        self._lost = 0
        self._heard = self._clock()
        took = self._heard - question.asked
        self._fastest = took if self._fastest is None else min(took, self._fastest)
        self._answered = max(self._answered, question.sent)
        if took - self._fastest > _DELAY:
            # Once for all that was on its way when it was known to be too much.
            if question.sent > self._shrunk_at:
                self.window = max(_LEAST, self.window // 2)
                self._shrunk_at = self._sent
        elif question.unanswered * 2 >= self.window:
            # What was never filled says nothing about what may be on its way.
            self.window = min(_MOST, self.window + question.unanswered)

    @property
    def is_open(self) -> bool:
        """Whether a picture may be sent now."""
        if self._fastest is None or not self._questions:
            return True
        return self._sent - self._answered < self.window or self.seconds_left <= 0

    @property
    def seconds_left(self) -> float:
        """Seconds after which a picture may be sent though no answer has come."""
        if not self._questions:
            return 0.0
        return max(self._heard, self._questions[0].asked) + _PATIENCE - self._clock()

    @property
    def seconds_to_end(self) -> float:
        """Seconds that an end now had better wait for answers, 0 where none are to come."""
        if not self._questions:
            return 0.0
        if self._fastest is None:
            return max(0.0, self._questions[0].asked + _LAST_UNPROVEN - self._clock())
        return _LAST

    def _begin_again(self) -> str:
        """Return the question to send when the answers to those before are lost."""
        lost, fastest = self._lost + 1, self._fastest
        question = self.begin()
        if lost < _LOST:
            self._lost, self._fastest = lost, fastest
        return question

    def _ask(self) -> str:
        self._questions.append(_Question(self._sent, self._sent - self._answered, self._clock()))
        self._asked_at = self._sent
        return ASK
