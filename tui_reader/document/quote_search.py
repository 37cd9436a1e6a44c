"""A quote is looked for: where its very words stand, and how much of what stood around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter

from tui_reader.document.passages import Leaf, Passages
from tui_reader.document.quotes import CONTEXT, Quote

_HITS = 500
"""How many places in one chunk are looked at: a brace stands everywhere in code."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place at which the words of a quote stand."""

    chunk: int
    index: int
    """Where they begin in the chunk's passage."""
    leaf: Leaf
    source: int
    """Where they begin in the source."""
    context: int
    """How many characters of the quote's context stand around them."""


class Search:
    """Looks for one quote in the chunks of one document."""

    def __init__(self, passages: Passages, quote: Quote) -> None:
        self.passages = passages
        self.quote = quote

    def hits(self, chunk: int) -> list[Hit]:
        """Return where the quote begins in a chunk."""
        passage = self.passages[chunk]
        # Where there are no words, the place is the end of a leaf, most likely of an empty one.
        places = (
            ((index, passage.leaf_of(index)) for index in self._places(chunk))
            if self.quote.exact
            else ((leaf.end, leaf) for leaf in passage.leaves)
        )
        found = [(passage.source_of(leaf, index), index, leaf) for index, leaf in places if leaf]
        nearest = nsmallest(_HITS, found, key=lambda place: abs(place[0] - self.quote.start))
        return [
            Hit(chunk, index, leaf, source, self._context(chunk, index))
            for source, index, leaf in nearest
        ]

    def nearest(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        """Return the chunks in spans of the source, those nearest to where the quote was first."""
        chunks = self.passages.document.chunks
        found: set[int] = set()
        for start, end in spans:
            first = max(0, bisect_right(chunks, start, key=attrgetter("start")) - 1)
            found.update(range(first, bisect_left(chunks, end, key=attrgetter("start"))))
        middle = self.quote.start
        return sorted(found, key=lambda i: abs((chunks[i].start + chunks[i].end) // 2 - middle))

    def holding(self, chunks: Iterable[int], least: int) -> list[int]:
        """Return those chunks whose source holds at least so many of the quote's longest words.

        Those come first that hold most of its words as they stand in a row.
        """
        least = min(least, len(self.quote.pieces))
        held = [chunk for chunk in chunks if self._count(self.quote.pieces, chunk) >= least]
        return sorted(held, key=lambda chunk: -self._count(self.quote.runs, chunk))

    def _count(self, parts: Iterable[str], chunk: int) -> int:
        """Return how many parts of the quote the source has that begins with a chunk."""
        document = self.passages.document
        span = document.chunks[chunk]
        end = span.end + 2 * len(self.quote.exact)
        return sum(document.source.text.find(part, span.start, end) >= 0 for part in parts)

    def _places(self, chunk: int) -> Iterator[int]:
        """Yield where the words of the quote begin in a chunk; they may end in a later one."""
        exact, text = self.quote.exact, self.passages[chunk].text
        place = text.find(exact)
        while place >= 0:
            if self._is_bounded(chunk, place):
                yield place
            place = text.find(exact, place + 1)
        place = text.find(exact[0], max(0, len(text) - len(exact) + 1))
        while place >= 0:
            if (
                exact.startswith(text[place:])
                and self.passages.after(chunk, place, len(exact)) == exact
                and self._is_bounded(chunk, place)
            ):
                yield place
            place = text.find(exact[0], place + 1)

    def _is_bounded(self, chunk: int, index: int) -> bool:
        """Whether what stands at an index begins and ends with whole words where the quote does."""
        if self.quote.begins_word and self.passages.before(chunk, index, 1).strip(" "):
            return False
        end = index + len(self.quote.exact)
        return not (self.quote.ends_word and self.passages.after(chunk, end, 1).strip(" "))

    def _context(self, chunk: int, index: int) -> int:
        """Return how much of the quote's context stands around it when it begins at an index."""
        before = self.passages.before(chunk, index, CONTEXT + 1)
        end = index + len(self.quote.exact)
        return self.quote.context_at(before, self.passages.after(chunk, end, CONTEXT + 1))
