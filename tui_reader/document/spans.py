"""A set of whole numbers kept as stretches: which characters of a text were read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator


class Spans:
    """Half-open stretches `[start, end)`, sorted, none of which touch."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Take in a stretch; what touches it becomes one with it. An empty one changes nothing."""
        if start >= end:
            return
        first = bisect_left(self._ends, start)
        last = bisect_right(self._starts, end)
        if first < last:
            start = min(start, self._starts[first])
            end = max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def remove(self, start: int, end: int) -> None:
        """Take out a stretch; what it cuts keeps its other parts."""
        if start >= end:
            return
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        if first >= last:
            return
        begin, finish = self._starts[first], self._ends[last - 1]
        rest = [(begin, start)] if begin < start else []
        if end < finish:
            rest.append((end, finish))
        self._starts[first:last] = [low for low, _ in rest]
        self._ends[first:last] = [high for _, high in rest]

    def covered(self, start: int, end: int) -> int:
        """Return how many numbers of a stretch are in it."""
        return max(0, end - start) - sum(high - low for low, high in self.gaps(start, end))

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield, in order, the parts of a stretch that are not in it; not while it changes."""
        index = bisect_right(self._ends, start)
        while start < end and index < len(self._starts):
            low, high = self._starts[index], self._ends[index]
            if low >= end:
                break
            if start < low:
                yield start, low
            start = max(start, high)
            index += 1
        if start < end:
            yield start, end
