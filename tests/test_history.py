"""Back and forward through places."""

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.history import History, Visit

visits = st.builds(Visit, st.integers(0, 2), st.integers(0, 2), st.integers(0, 1), st.just(0))


def history_of(left: list[Visit]) -> History:
    """Return a history in which some places were left one after the other."""
    history = History()
    for visit in left:
        history.leave(visit)
    return history


@given(st.lists(visits, max_size=12), visits)
def test_back_then_forward_returns(left: list[Visit], present: Visit) -> None:
    """As often forward as back ends at the place where it began, by the same places."""
    history = history_of(left)
    seen = [present]
    while (visit := history.go_back(seen[-1])) is not None:
        seen.append(visit)
    for expected in reversed(seen[:-1]):
        now = history.go_forward(seen.pop())
        assert now == expected
    assert history.go_forward(present) is None


@given(st.lists(visits, max_size=12), visits)
def test_every_step_leads_elsewhere(left: list[Visit], present: Visit) -> None:
    """Going back never stays at the place one is at."""
    history = history_of(left)
    while (visit := history.go_back(present)) is not None:
        assert visit != present
        present = visit
    assert not left or present == left[0] or present in left


@given(st.lists(visits, min_size=1, max_size=8), visits, visits)
def test_a_jump_forgets_what_was_ahead(left: list[Visit], present: Visit, other: Visit) -> None:
    """After going back, another jump leaves nothing to go forward to."""
    history = history_of(left)
    back = history.go_back(present)
    if back is not None:
        history.leave(back)
        assert history.go_forward(other) is None
        if other != back:
            assert history.go_back(other) == back


def test_a_new_history_leads_nowhere() -> None:
    """Without a jump there is no place to go to, and asking changes nothing."""
    history = History()
    assert history.go_back(Visit(0, 0, 0, 0)) is None
    assert history.go_forward(Visit(0, 0, 0, 0)) is None
    assert history == History()


def test_places_are_not_files() -> None:
    """Two places in one document are two steps, one place left twice is one."""
    first, second, third = (Visit(0, chunk, 0, 0) for chunk in range(3))
    history = history_of([first, first, second])
    assert history.go_back(third) == second
    assert history.go_back(second) == first
    assert history.go_back(first) is None
    assert history.go_forward(first) == second
    assert history.go_forward(second) == third


def test_the_oldest_places_are_forgotten() -> None:
    """A long session keeps the last 500 places."""
    history = history_of([Visit(0, chunk, 0, 0) for chunk in range(2000)])
    assert len(history.behind) == 500
    assert history.go_back(Visit(1, 0, 0, 0)) == Visit(0, 1999, 0, 0)
