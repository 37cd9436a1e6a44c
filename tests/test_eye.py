"""`Eye`: which readers have read, and which have only passed by."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_reader.document.words import word_starts
from tui_reader.eye import Eye

LINE = "ten words of four letters make fine lines here okay\n"
LINES = 200
TEXT = LINE * LINES
SCREEN = 40
PACE = 230 * 2.5 / 60
"""Words a second, the fastest that counts as reading."""
PAGE_SECONDS = SCREEN * 10 / PACE
AVERAGE_PAGE_SECONDS = PAGE_SECONDS * 2.5


class Reader:
    """Someone before a screen of 40 lines, of which a clock and the top line are known."""

    def __init__(self, text: str = TEXT, lines: int = LINES) -> None:
        self.eye = Eye(text)
        self.now = 1_000_000.0
        self.top = 0
        self.last_top = max(0, lines - SCREEN)
        self.move(0)

    def move(self, lines: int) -> bool:
        """Scroll by some lines, as far as it goes; return whether the eye credited anything."""
        self.top = max(0, min(self.last_top, self.top + lines))
        start = self.top * len(LINE)
        return self.eye.look(self.now, start, start + SCREEN * len(LINE))

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

    def share(self, first: int = 0, last: int = LINES) -> float:
        """Return how much of some lines was read."""
        return self.eye.share(first * len(LINE), last * len(LINE))


@pytest.mark.parametrize("page", [SCREEN, SCREEN - 2, SCREEN // 2])
def test_who_reads_page_by_page_has_read(page: int) -> None:
    """At an average pace, whole or half pages with an overlap or without, to the very end."""
    reader = Reader()
    while reader.top < reader.last_top:
        reader.wait(AVERAGE_PAGE_SECONDS * page / SCREEN if reader.top else AVERAGE_PAGE_SECONDS)
        reader.move(page)
    reader.wait(AVERAGE_PAGE_SECONDS)
    reader.eye.rest(reader.now)
    assert reader.share() == 1.0


@pytest.mark.parametrize("lines", [1, 3])
def test_who_reads_line_by_line_has_read(lines: int) -> None:
    """The first screen at rest, then line for line as it is read at the bottom of the screen."""
    reader = Reader()
    reader.wait(AVERAGE_PAGE_SECONDS)
    while reader.top < reader.last_top:
        reader.move(lines)
        reader.wait(10 * lines / PACE * 2.5)
    reader.eye.rest(reader.now)
    assert reader.share() == 1.0


@pytest.mark.parametrize(("lines", "seconds"), [(SCREEN, 0.033), (1, 0.033), (3, 0.2), (-1, 0.05)])
def test_a_key_held_down_reads_nothing(lines: int, seconds: float) -> None:
    """Space, Down, the wheel or Up, from one end to the other."""
    reader = Reader()
    if lines < 0:
        reader.move(LINES)
    goal = reader.last_top if lines > 0 else 0
    while reader.top != goal:
        reader.wait(seconds)
        assert not reader.move(lines)
    assert reader.share() == 0.0


def test_skimming_marks_little() -> None:
    """Two seconds a page: far less than a tenth, and only at the top of each."""
    reader = Reader()
    while reader.top < reader.last_top:
        reader.wait(2)
        reader.move(SCREEN)
    assert 0 < reader.share() < 0.1
    assert reader.share(0, 1) == 1.0
    assert reader.share(2, SCREEN) == 0.0


def test_a_jump_reads_nothing_of_what_it_passes() -> None:
    """After `G` the first screen has what it earned and the last one has to earn its own."""
    reader = Reader()
    reader.wait(PAGE_SECONDS / 2)
    reader.move(LINES)
    assert reader.share(0, SCREEN) == pytest.approx(0.5, abs=0.01)
    assert reader.share(SCREEN, LINES) == 0.0


def test_there_and_back_again() -> None:
    """Following a link for a moment costs nothing; what was read before stays read."""
    reader = Reader()
    reader.wait(PAGE_SECONDS / 2)
    reader.move(100)
    reader.wait(1)
    reader.move(-100)
    reader.wait(PAGE_SECONDS / 2 + 0.1)
    reader.eye.rest(reader.now)
    assert reader.share(0, SCREEN) == 1.0
    assert reader.share(SCREEN, 100) == 0.0


def test_going_back_up_is_not_charged_twice() -> None:
    """Read text takes no time again: the unread lines below it come first."""
    reader = Reader()
    reader.wait(PAGE_SECONDS + 0.1)
    reader.move(10)
    reader.wait(10 * 10 / PACE + 0.1)
    reader.move(-10)
    assert reader.share(0, SCREEN + 10) == 1.0


def test_an_absence_reads_one_view() -> None:
    """However long: what is beyond the view's own words is not saved up for the next one."""
    reader = Reader()
    reader.wait(3600)
    reader.move(SCREEN)
    assert reader.share(0, SCREEN) == 1.0
    reader.wait(0.5)
    reader.move(SCREEN)
    assert reader.share(SCREEN, 2 * SCREEN) < 0.02


def test_a_view_that_never_moves_is_read_when_its_time_is_over() -> None:
    """A timer that is set to `seconds_left` once, and to no other, credits all of it."""
    reader = Reader()
    reader.wait(reader.eye.seconds_left() - 0.3)
    assert reader.eye.rest(reader.now)
    assert 0.9 < reader.share(0, SCREEN) < 1.0
    reader.wait(reader.eye.seconds_left())
    assert reader.eye.rest(reader.now)
    assert reader.share(0, SCREEN) == 1.0
    assert reader.eye.seconds_left() == 0.0
    assert not reader.eye.rest(reader.now + 100)


@given(st.floats(0, 1e9), st.lists(st.floats(0.01, 10), max_size=5), st.integers(1, 60))
def test_one_timer_is_enough(now: float, steps: list[float], lines: int) -> None:
    """At any moment, whatever has been credited, `seconds_left` is neither short nor much more."""
    eye = Eye(TEXT)
    eye.look(now, 0, lines * len(LINE))
    for step in steps:
        now += step
        eye.rest(now)
    left = eye.seconds_left()
    assert left <= lines * 10 / PACE + 0.4
    eye.rest(now + left)
    assert eye.share(0, lines * len(LINE)) == 1.0
    assert eye.seconds_left() == 0.0


def test_the_same_text_in_view_again_keeps_what_it_earned() -> None:
    """A resize or a repaint that shows the same text is no move."""
    reader = Reader()
    for _ in range(int(PAGE_SECONDS / 0.1) + 2):
        reader.wait(0.1)
        reader.move(0)
    assert reader.share(0, SCREEN) == 1.0


def test_nothing_in_view_earns_nothing() -> None:
    """While a panel covers the text or another program has the terminal, nothing is read."""
    reader = Reader()
    reader.wait(1)
    reader.eye.look(reader.now, 0, 0)
    before = reader.share()
    assert reader.eye.seconds_left() == 0.0
    reader.wait(1000)
    assert not reader.move(0)
    assert reader.share() == before


def test_a_clock_set_back_reads_nothing() -> None:
    """It starts anew from the earlier time."""
    reader = Reader()
    reader.wait(-5000)
    assert not reader.eye.rest(reader.now)
    reader.wait(PAGE_SECONDS + 0.1)
    assert reader.eye.rest(reader.now)
    assert reader.share(0, SCREEN) == 1.0


def test_addresses_are_read_at_a_glance() -> None:
    """A list of links is mostly addresses that nobody reads: each is one word."""
    line = f"- [One link](https://example.org/{'x' * 200})\n"
    eye = Eye(line * 40)
    eye.look(0, 0, 40 * len(line))
    eye.rest(40 * 3 / PACE + 0.1)
    assert eye.share(0, 40 * len(line)) == 1.0


def test_chinese_takes_its_time() -> None:
    """A paragraph without a space is not one word."""
    text = "汉字" * 500
    eye = Eye(text)
    eye.look(0, 0, len(text))
    eye.rest(10)
    assert 0.05 < eye.share(0, len(text)) < 0.15


def test_a_slow_reader_may_have_a_pace_of_their_own() -> None:
    """Half the words a minute, twice the time."""
    eye = Eye(TEXT, words_a_minute=115)
    eye.look(0, 0, SCREEN * len(LINE))
    eye.rest(PAGE_SECONDS)
    assert eye.share(0, SCREEN * len(LINE)) == pytest.approx(0.5, abs=0.01)


def test_what_was_read_before_is_recalled() -> None:
    """Earlier sessions count: only the rest of the screen takes time."""
    reader = Reader()
    reader.eye.recall(-5, 20 * len(LINE))
    assert reader.share(0, 20) == 1.0
    reader.wait(PAGE_SECONDS / 2 + 0.1)
    reader.eye.rest(reader.now)
    assert reader.share(0, SCREEN) == 1.0


def test_what_was_marked_unread_stays_so_while_it_stands() -> None:
    """Whoever says that it is unread isn't contradicted by a clock; coming back, they read it."""
    reader = Reader()
    reader.wait(PAGE_SECONDS * 2)
    reader.eye.rest(reader.now)
    reader.wait(1000)
    reader.eye.forget(10 * len(LINE), 20 * len(LINE))
    assert reader.share(10, 20) == 0.0
    assert reader.share(0, SCREEN) == 0.75
    assert reader.eye.seconds_left() == 0.0
    reader.wait(1000)
    assert not reader.eye.rest(reader.now)
    assert not reader.move(5)
    reader.move(-5)
    reader.wait(reader.eye.seconds_left())
    assert reader.eye.rest(reader.now)
    assert reader.share(0, SCREEN) == 1.0


def test_share_of_nothing() -> None:
    """An empty stretch has no part that was read."""
    assert Eye("").share(0, 0) == Eye(TEXT).share(5, 3) == 0.0
    assert Eye("").seconds_left() == 0.0


WORD_STARTS = list(word_starts(TEXT, 0, len(TEXT)))
places = st.integers(-50, len(TEXT) + 50)
looks = st.lists(st.tuples(st.floats(0, 90), places, st.integers(-20, 3000)), max_size=12)


@example([(30.0, 0, 0), (2.4, 0, 115), (0.0, 0, 0)])
@example([(0.125, 0, 1), (0.1875, 0, 1)])
@given(looks)
def test_only_what_was_in_view_and_no_more_than_time_allows(
    views: list[tuple[float, int, int]],
) -> None:
    """Whatever is shown and for how long: no credit outside a view, none beyond the pace."""
    eye, now, earned = Eye(TEXT), 0.0, 0.0
    seen: set[int] = set()
    stood, last = 0.0, (0, 0)
    for seconds, start, size in views:
        view = max(0, start), max(0, start, min(start + size, len(TEXT)))
        unpaid = 0.0 if view != last or stood >= 0.25 else stood
        stood, last = seconds + (stood if view == last else 0.0), view
        before = eye.share(0, len(TEXT))
        eye.look(now, start, start + size)
        assert eye.share(0, len(TEXT)) == before
        seen |= set(range(start, start + size))
        now += seconds
        earned += (unpaid + seconds) * PACE if stood >= 0.25 else 0
        assert eye.rest(now) == (eye.share(0, len(TEXT)) > before)
    read = {place for place in range(len(TEXT)) if eye.share(place, place + 1)}
    assert read <= seen
    assert len(read.intersection(WORD_STARTS)) <= earned + 1e-6
