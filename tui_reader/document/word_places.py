"""Where the words of a chunk stand in its source, markup skipped.

The parser keeps the line of each leaf and no column. So the words of a leaf are looked for in the
source one behind the other, from its line on; what can't be found, as a symbol written as an
entity, is taken to stand where the word before it ends.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

_WORD = re.compile(r"\S+")
_NEAR = 80
"""Characters; a word that is farther off is first tried in parts, as its markup may split it."""
_GAP = 4
"""Characters of markup that may split a word, as in `un<b>like</b>ly`."""
_STEPS = 20_000
"""Letters that are looked at to find a word in parts; one of thousands may begin anywhere."""


class WordPlaces:
    """The places of the words of one chunk."""

    def __init__(
        self, source: str, span: tuple[int, int], line: int, leaves: Sequence[tuple[int, str, int]]
    ) -> None:
        """Find them.

        Args:
            source: The source of the document.
            span: Where the chunk begins and ends in it.
            line: Its first source line.
            leaves: For each leaf where its words begin in the passage, its words, and its line.
        """
        self._line = line
        self._lines = _line_starts(source, *span)
        self._starts: list[int] = []
        self._spans: list[tuple[int, int]] = []
        limits = self._limits([line for _, _, line in leaves], span[1])
        position = span[0]
        for (start, words, leaf_line), limit in zip(leaves, limits, strict=True):
            position = max(position, self.of_line(leaf_line))
            for word in _WORD.finditer(words):
                place = _find(source, word[0], position, limit) or (position, position)
                self._starts.append(start + word.start())
                self._spans.append(place)
                position = place[1]

    def of_line(self, line: int) -> int:
        """Return where a source line begins, or the chunk if that is later."""
        return self._lines[max(0, min(line - self._line, len(self._lines) - 1))]

    def start(self, index: int) -> int:
        """Return the offset in the source of the character at an index of the passage."""
        word = bisect_right(self._starts, index) - 1
        if word < 0:
            return self._lines[0]
        start, end = self._spans[word]
        return max(start, min(start + index - self._starts[word], end - 1))

    def end(self, index: int) -> int:
        """Return the offset in the source behind the character before an index of the passage."""
        word = bisect_right(self._starts, index - 1) - 1
        if word < 0:
            return self._lines[0]
        start, end = self._spans[word]
        is_whole = word + 1 == len(self._starts) or index >= self._starts[word + 1] - 1
        return end if is_whole else min(start + index - self._starts[word], end)

    def index_at(self, offset: int) -> int:
        """Return the index in the passage of the word at an offset of the source, or after it."""
        word = bisect_right(self._spans, offset, key=_end)
        return self._starts[min(word, len(self._starts) - 1)] if self._starts else 0

    def _limits(self, lines: Sequence[int], end: int) -> list[int]:
        """Return for each leaf where the next one begins that has a later line."""
        limits: list[int] = []
        limit, below = end, None
        for line in reversed(lines):
            if below is not None and line < below:
                limit = self.of_line(below)
            limits.append(limit)
            below = line
        return limits[::-1]


def _line_starts(source: str, start: int, end: int) -> list[int]:
    starts = [start]
    while (start := source.find("\n", start, end) + 1) > 0:
        starts.append(start)
    return starts


def _find(source: str, word: str, position: int, limit: int) -> tuple[int, int] | None:
    """Return where a word begins and ends in the source."""
    near = min(limit, position + _NEAR + len(word))
    place = source.find(word, position, near)
    if place < 0 and (parts := _find_parts(source, word, position, near)):
        return parts
    if place < 0:
        place = source.find(word, position, limit)
    return (place, place + len(word)) if place >= 0 else None


def _find_parts(source: str, word: str, position: int, limit: int) -> tuple[int, int] | None:
    """Return where a word begins and ends that markup splits, None where that can't be found."""
    last = min(limit, position + _NEAR + 1)
    for _ in range(max(1, _STEPS // len(word))):
        if (start := source.find(word[0], position, last)) < 0:
            break
        end = start + 1
        for letter in word[1:]:
            end = source.find(letter, end, min(limit, end + _GAP + 1)) + 1
            if not end:
                break
        else:
            return start, end
        position = start + 1
    return None


def _end(span: tuple[int, int]) -> int:
    return span[1]
