"""What was read: text that stayed in view for as long as reading it takes at the least.

Nothing here knows a clock. Whoever shows the text says what is in view and at what second, and
asks again after `seconds_left`, so that a view that never moves is credited too.
"""

from tui_reader.document.spans import Spans
from tui_reader.document.words import word_starts

WORDS_A_MINUTE = 230
"""How fast English is read on the average (238 of fiction, 230 of all; Brysbaert, 2019)."""
_FASTEST = 2.5
"""Times that pace: 575 words a minute. Beyond some 500 readers skip lines (Rayner, 2016)."""
_GLANCE = 0.3
"""Seconds; a view that stood shorter earns nothing. The eye rests a quarter of a second on one
word, and a key that is held down repeats faster than that."""
_ROUNDING = 1e-6
"""Words; more than sums of moments are off by."""
_SLACK = 0.001
"""Seconds; so that a timer set to `seconds_left` never comes a rounding error too early."""


def minutes_at(minutes: float, words_a_minute: float) -> float:
    """Return how long somebody takes for what takes so many minutes on the average."""
    return minutes * WORDS_A_MINUTE / max(1.0, words_a_minute)


class Eye:
    """What has passed under a reader's eye at a reading pace.

    A view earns words by the time it stands, and they are spent on its unread words from the top
    down. What leaves the view unpaid isn't read, and what a view earns beyond its own words is
    lost: an hour's absence reads one view.
    """

    def __init__(self, text: str, words_a_minute: float = WORDS_A_MINUTE) -> None:
        """Make an eye that has read nothing of a Markdown source."""
        self._text = text
        self._words_a_second = max(1.0, words_a_minute) * _FASTEST / 60
        self._read = Spans()
        self._view = (0, 0)
        self._arrived = self._spent_until = self._now = 0.0

    def look(self, now: float, start: int, end: int) -> bool:
        """Note that from now on a stretch of the source is in view; an empty one for nothing.

        Returns:
            Whether anything of the view before was credited.
        """
        start = max(0, start)
        view = (start, max(start, min(end, len(self._text))))
        has_read = self.rest(now)
        if view != self._view:
            self._view = view
            self._arrived = self._spent_until = now
        return has_read

    def rest(self, now: float) -> bool:
        """Credit what the view has earned until now; return whether it was anything."""
        if now < self._now:
            # A clock that was set back: what it says of the time before is worth nothing.
            self._arrived = self._spent_until = now
        self._now = now
        if now - self._arrived < _GLANCE:
            return False
        before = self._read.covered(*self._view)
        # A word that rounding takes away would be credited by the next look at the same moment.
        earned = int((now - self._spent_until) * self._words_a_second + _ROUNDING)
        if earned:
            self._spend(earned)
            self._spent_until += earned / self._words_a_second
        return self._read.covered(*self._view) > before

    def seconds_left(self) -> float:
        """Return how long from the last `look` or `rest` until all in view is read, else 0."""
        words = sum(
            1 for gap in self._read.gaps(*self._view) for _ in word_starts(self._text, *gap)
        )
        if not words:
            return 0.0
        until = max(self._spent_until + words / self._words_a_second, self._arrived + _GLANCE)
        return max(0.0, until - self._now) + _SLACK

    def share(self, start: int, end: int) -> float:
        """Return how much of a stretch of the source was read, 0 to 1; of an empty one 0."""
        return self._read.covered(start, end) / (end - start) if start < end else 0.0

    def recall(self, start: int, end: int) -> None:
        """Take a stretch as read, as it was in a session before."""
        self._read.add(max(0, start), min(end, len(self._text)))

    def forget(self, start: int, end: int) -> None:
        """Take a stretch as not read. What is in view has to come into view anew to be read."""
        self._read.remove(start, end)
        self._view = (0, 0)

    def _spend(self, words: int) -> None:
        """Credit so many unread words of the view, or all there are, from its top."""
        for start, end in list(self._read.gaps(*self._view)):
            for begin in word_starts(self._text, start, end):
                if not words:
                    self._read.add(start, begin)
                    return
                words -= 1
            self._read.add(start, end)
