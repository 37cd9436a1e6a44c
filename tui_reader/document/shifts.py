"""Where a place of one edition of a text is in the next: lines that stayed, moved by what changed.

Lines that stand once in both editions hold them together, in the way of a patience diff; their
neighbours that are alike come along. What lies between is taken to be one change.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

_PIECE = 1 << 16
"""Characters that are compared at a time."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Text that both editions have."""

    old: int
    new: int
    length: int


class Shift:
    """The way from the places of one edition to those of the next, in characters of the source."""

    def __init__(self, old: str, new: str) -> None:
        """Compare two editions; of ten megabytes that takes some tenths of a second at most."""
        self._stretches = _stretches(old, new)
        self._starts = [stretch.old for stretch in self._stretches]
        self._ends = len(old), len(new)

    def of(self, offset: int) -> int:
        """Return where an offset is now; in text that was changed, about there."""
        place = bisect_right(self._starts, offset) - 1
        begin = (0, 0)
        if place >= 0:
            stretch = self._stretches[place]
            if offset <= stretch.old + stretch.length:
                return stretch.new + offset - stretch.old
            begin = stretch.old + stretch.length, stretch.new + stretch.length
        following = self._stretches[place + 1 : place + 2]
        limit = following[0].new if following else self._ends[1]
        return min(limit, begin[1] + offset - begin[0])

    def keeps(self, offset: int) -> bool:
        """Return whether the line at an offset is the same in both editions."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0:
            return False
        stretch = self._stretches[place]
        return offset < stretch.old + stretch.length


def _stretches(old: str, new: str) -> list[_Stretch]:
    """Return what both editions have, in order: whole lines."""
    before = _shared_lines(old, new)
    behind = _shared_tail(old, new, before)
    found = [_Stretch(0, 0, before)] if before else []
    found += _between(old[before : len(old) - behind], new[before : len(new) - behind], before)
    if behind:
        found.append(_Stretch(len(old) - behind, len(new) - behind, behind))
    return found


def _shared_lines(old: str, new: str) -> int:
    """Return how many characters both begin with, to the end of a line."""
    if old == new:
        return len(old)
    length, most = 0, min(len(old), len(new))
    while length < most and old[length : length + _PIECE] == new[length : length + _PIECE]:
        length += _PIECE
    low, high = min(length, most), min(length + _PIECE, most)
    while low < high:
        middle = (low + high + 1) // 2
        if old[length:middle] == new[length:middle]:
            low = middle
        else:
            high = middle - 1
    return old.rfind("\n", 0, low) + 1


def _shared_tail(old: str, new: str, before: int) -> int:
    """Return how many characters both end with, from the beginning of a line on."""
    most = min(len(old), len(new)) - before
    low, high = 0, most
    # Doubling first: what follows a change is compared a few times over, not once for every half.
    step = _PIECE
    while low < most and old.endswith(new[len(new) - min(most, low + step) : len(new) - low], 0,
                                      len(old) - low):  # fmt: skip
        low = min(most, low + step)
    high = min(most, low + step)
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    start = len(old) - low
    is_cut = start > 0 and old[start - 1] != "\n"
    if is_cut or (len(new) > low and new[len(new) - low - 1] != "\n"):
        feed = old.find("\n", start)
        start = len(old) if feed < 0 else feed + 1
    return len(old) - start


def _between(old: str, new: str, base: int) -> list[_Stretch]:
    """Return the lines that the middles of two editions share; `base` is where these begin."""
    old_lines, new_lines = _lines(old), _lines(new)
    old_starts = list(accumulate(map(len, old_lines), initial=base))
    new_starts = list(accumulate(map(len, new_lines), initial=base))
    found: list[_Stretch] = []
    row = column = 0
    for first, second in _anchors(old_lines, new_lines):
        if first < row:
            continue
        # Lines before an anchor that are alike belong to it, and those behind it.
        begin, end = first, first + 1
        other, last = second, second + 1
        while begin > row and other > column and old_lines[begin - 1] == new_lines[other - 1]:
            begin, other = begin - 1, other - 1
        while (
            end < len(old_lines)
            and last < len(new_lines)
            and old_lines[end] == new_lines[last]
        ):  # fmt: skip
            end, last = end + 1, last + 1
        length = old_starts[end] - old_starts[begin]
        found.append(_Stretch(old_starts[begin], new_starts[other], length))
        row, column = end, last
    return found


def _lines(text: str) -> list[str]:
    """Return the lines of a text, each with its line feed if it has one."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return where lines stand that are in both once, as many as are in the same order."""
    counts = Counter(old), Counter(new)
    places = {line: row for row, line in enumerate(new) if counts[1][line] == 1}
    pairs = [
        (row, places[line])
        for row, line in enumerate(old)
        if counts[0][line] == 1 and line in places and line.strip()
    ]
    # The longest row of pairs that goes up in both.
    ends: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for index, (_, column) in enumerate(pairs):
        place = bisect_left(ends, column)
        before.append(lasts[place - 1] if place else -1)
        if place == len(ends):
            ends.append(column)
            lasts.append(index)
        else:
            ends[place], lasts[place] = column, index
    chain: list[tuple[int, int]] = []
    index = lasts[-1] if lasts else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
