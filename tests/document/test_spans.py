"""`Spans`, held against a set of numbers."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.document.spans import Spans

_MOST = 40
numbers = st.integers(0, _MOST)
edits = st.lists(st.tuples(st.sampled_from(("add", "remove")), numbers, numbers), max_size=30)


def spans_of(changes: list[tuple[str, int, int]]) -> tuple[Spans, set[int]]:
    """Return spans after some changes, and the set of numbers that shall be in them."""
    spans, model = Spans(), set[int]()
    for name, start, end in changes:
        if name == "add":
            spans.add(start, end)
            model |= set(range(start, end))
        else:
            spans.remove(start, end)
            model -= set(range(start, end))
    return spans, model


@given(edits)
def test_spans_hold_what_a_set_holds(changes: list[tuple[str, int, int]]) -> None:
    """Every number is in them or not as in the set."""
    spans, model = spans_of(changes)
    assert {n for n in range(_MOST + 1) if spans.covered(n, n + 1)} == model


@given(edits, numbers, numbers)
def test_gaps_and_coverage(changes: list[tuple[str, int, int]], start: int, end: int) -> None:
    """The gaps of a stretch are what isn't in it, each as long as can be, in order."""
    spans, model = spans_of(changes)
    gaps = list(spans.gaps(start, end))
    assert [n for low, high in gaps for n in range(low, high)] == [
        n for n in range(start, end) if n not in model
    ]
    assert all(high < low for (_, high), (low, _) in pairwise(gaps))
    assert spans.covered(start, end) == len(model & set(range(start, end)))
