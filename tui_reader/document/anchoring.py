"""Positions: made of places in a document, and found again in what has become of it.

A place on the screen is a chunk, a block in it and an offset in the block's plain text; none of
them survives an edit. A position does: it is resolved by where it was, by the section it was in,
by its words wherever they are now, and where they have changed by most of them or by what stands
around them. What was found is never called the same words unless it is.
"""

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from tui_reader.document.document import Document
from tui_reader.document.heading_lookup import headings_like, span_under
from tui_reader.document.heading_paths import HeadingPath
from tui_reader.document.likeness import Likeness, most_like
from tui_reader.document.passages import Leaf, Passages
from tui_reader.document.positions import Position
from tui_reader.document.quote_search import Hit, Search
from tui_reader.document.quotes import CONTEXT, LONGEST, Quote, position_of_words

_LINE = 120
_LEAF = 2000
_TELLING = 20
"""Characters that hardly stand twice in a text by chance."""
_SECTIONS = 4
_ALL, _MOST = 3, 2
"""How many of the longest words of a quote a chunk's source must hold."""
_NEAR = 64 * 1024
"""Characters of source that are looked through about a place."""
_SEARCHED = 192 * 1024
"""Characters of source that are parsed, at most, among chunks that have the longest words."""
_HITS = 2000
"""How many places with the same words are enough to choose from: rows of a table may be all one."""
_REACH = 200
"""Characters that what has become of a quote may be longer than twice the quote."""


class Fit(enum.Enum):
    """How well a position fits a document."""

    EXACT = "exact"
    """The same words stand there."""
    MOVED = "moved"
    """The words have changed, or stand in other surroundings: most likely this is the place."""
    LOST = "lost"
    """Only the section is known, or about where it was."""


@dataclass(frozen=True, slots=True)
class Found:
    """The place of a position in a document."""

    fit: Fit
    chunk: int
    block: int
    offset: int
    """Characters of the block's plain text before it; for what is set behind all of it, as the
    stroke under a heading, all of them."""
    length: int = 0
    """Characters of the block's plain text that it covers, at most to the block's end."""


def position_at(
    document: Document, chunk: int, block: int, offset: int, *, is_patient: bool = True
) -> Position:
    """Return the position of a place; its quote goes on to the end of the paragraph or the like.

    Args:
        document: The document.
        chunk: The index of a chunk.
        block: The index of a block in it; beyond the last one, the text below is meant.
        offset: Characters of the block's plain text before the place.
        is_patient: Whether to scan the document whole first: a definition far below the place may
            make its words others.
    """
    passages = _complete_passages(document) if is_patient else Passages(document)
    found = passages.leaf_at(chunk, block, offset)
    if found is None:
        return Position()
    at, leaf = found
    index = leaf.index_of(offset) if (at, leaf.block) == (chunk, block) else leaf.start
    return position_of_words(passages, at, leaf, index, leaf.end - index, _LINE)


def position_of_leaf(document: Document, chunk: int, block: int, offset: int) -> Position:
    """Return the position of the whole paragraph, heading, line of code or cell at a place."""
    passages = _complete_passages(document)
    found = passages.leaf_at(chunk, block, offset)
    if found is None:
        return Position()
    at, leaf = found
    return position_of_words(passages, at, leaf, leaf.start, leaf.end - leaf.start, _LEAF)


def position_of_span(
    document: Document, begin: tuple[int, int, int], end: tuple[int, int, int]
) -> Position:
    """Return the position of a stretch of text, which may cross blocks and chunks.

    Args:
        document: The document.
        begin: Chunk, block and offset of its first character.
        end: The same of what stands behind its last character.
    """
    begin, end = min(begin, end), max(begin, end)
    passages = _complete_passages(document)
    first, last = passages.leaf_at(*begin), passages.leaf_at(*end)
    if first is None or last is None:
        return Position()
    chunk, leaf = first
    index = _index_of(begin, *first)
    length = _index_of(end, *last) - index
    for between in range(chunk, last[0]):
        length += len(passages[between].text)
        if length > LONGEST:
            break
    return position_of_words(passages, chunk, leaf, index, length, LONGEST)


def _index_of(place: tuple[int, int, int], chunk: int, leaf: Leaf) -> int:
    """Return where a place is in the passage of a chunk, whose leaf is the nearest to it."""
    if place[:2] == (chunk, leaf.block):
        return leaf.index_of(place[2])
    return leaf.start if place[:2] < (chunk, leaf.block) else leaf.end


def _complete_passages(document: Document) -> Passages:
    # A late definition changes the words.
    document.complete()
    return Passages(document)


def resolve(document: Document, position: Position, *, is_patient: bool = True) -> Found:
    """Find what a position was made of in the document as it is now.

    Args:
        document: The document.
        position: A position, of this document or of any other.
        is_patient: Whether to look all through a long text, which takes some tenths of a second
            for one of 10 MB; else only about where it was, scanned no farther than that.
    """
    quote = Quote.of(position)
    passages = Passages(document)
    around = passages.chunk_at(quote.start)
    if not document.chunks:
        return Found(Fit.LOST, 0, 0, 0)
    search = Search(passages, quote)
    for hit in search.hits(around):
        if hit.source == quote.start and hit.context == quote.context:
            return _found_hit(search, Fit.EXACT, hit)
    if is_patient:
        document.complete()
    return _Resolution(search, position, around, is_patient=is_patient).found()


class _Resolution:
    """The search for one position that is not where it was."""

    def __init__(
        self, search: Search, position: Position, around: int, *, is_patient: bool
    ) -> None:
        self.search = search
        self.quote = search.quote
        self.passages = search.passages
        self.document = search.passages.document
        self.sections: list[tuple[int, int]] = []
        if self.document.is_complete:
            path = HeadingPath(position.headings, position.ordinal)
            headings = headings_like(self.document, path)[:_SECTIONS]
            self.sections = [span_under(self.document, heading) for heading in headings]
        start = self.quote.start
        self.near = search.nearest([(start - _NEAR // 2, start + _NEAR // 2)])
        self.inside = search.nearest(self.sections)
        everything = [(0, len(self.document.source.text))] if is_patient else []
        self.anywhere = search.nearest(everything)
        # Where it was, and on the other side of the nearer border of that chunk.
        self.looked = {around, *self.near[:2]}
        self.hits = [hit for chunk in self.looked for hit in search.hits(chunk)]

    def found(self) -> Found:
        """Return the place: of the same words, of words like them, or of what is left."""
        hit = self._same_words()
        if hit and self._is_sure(hit):
            return _found_hit(self.search, Fit.EXACT, hit)
        like = self._like_words()
        if like is None and hit:
            return _found_hit(self.search, Fit.MOVED, hit)
        return like or self._remains()

    def _same_words(self) -> Hit | None:
        """Return the likeliest of the places where the same words stand."""
        self._look(self.search.holding(self.inside, _ALL), self._is_at_home)
        for chunks in (self.near, self.anywhere):
            if not any(map(self._is_whole, self.hits)):
                self._look(self.search.holding(chunks, _ALL), self._is_whole)
        best = self._likeliest()
        if best is None or not self._is_sure(best):
            # Markup may split the words in the source.
            self._look(self.anywhere or self.near, self._is_whole, _NEAR)
        return self._likeliest()

    def _likeliest(self) -> Hit | None:
        return max(self.hits, key=self._likeliness, default=None)

    def _look(
        self, chunks: Iterable[int], is_enough: Callable[[Hit], bool], most: int = _SEARCHED
    ) -> None:
        """Look for the words in chunks, in so many characters of source, until there are enough."""
        most_hits = len(self.hits) + _HITS
        for chunk in self._within(chunks, most):
            if chunk not in self.looked:
                self.looked.add(chunk)
                self.hits += self.search.hits(chunk)
            if len(self.hits) > most_hits or any(map(is_enough, self.hits)):
                break

    def _within(self, chunks: Iterable[int], most: int) -> Iterator[int]:
        """Yield chunks until they are so many characters of source together; one at least."""
        for chunk in chunks:
            yield chunk
            span = self.document.chunks[chunk]
            most -= span.end - span.start
            if most <= 0:
                break

    def _is_whole(self, hit: Hit) -> bool:
        return hit.context == self.quote.context

    def _is_inside(self, hit: Hit) -> bool:
        """Whether it stands in the very section."""
        return bool(self.sections) and self.sections[0][0] <= hit.source < self.sections[0][1]

    def _is_at_home(self, hit: Hit) -> bool:
        return self._is_whole(hit) and self._is_inside(hit)

    def _likeliness(self, hit: Hit) -> tuple[int, bool, bool, int]:
        is_blank = not hit.leaf.has_words
        return hit.context, self._is_inside(hit), is_blank, -abs(hit.source - self.quote.start)

    def _is_sure(self, hit: Hit) -> bool:
        """Whether a place says so much that it can't be there by chance."""
        if hit.context >= min(self.quote.context, _TELLING):
            return True
        if self._is_inside(hit) and sum(map(self._is_inside, self.hits)) == 1:
            return True
        return len(self.quote.exact) >= _TELLING and len(self.hits) == 1

    def _like_words(self) -> Found | None:
        """Return the place with the same surroundings, or that has most of the words."""
        moved = self.search.holding(self.anywhere, _MOST)
        chunks = chain.from_iterable(
            self._within(part, _NEAR) for part in (self.inside, self.near, moved)
        )
        reach = 2 * len(self.quote.exact) + _REACH
        best: tuple[Likeness, int, int] | None = None
        for chunk in dict.fromkeys(chunks):
            passage = self.passages[chunk]
            before = self.passages.before(chunk, 0, CONTEXT)
            behind = self.passages.after(chunk, len(passage.text), reach)
            starts = [len(before) + leaf.start for leaf in passage.leaves]
            text = before + passage.text + behind
            like = most_like(text, len(before), self.quote, starts, reach)
            # The likelier chunks come first, and win where the likeness is the same.
            if like and (best is None or like.score > best[0].score):
                best = like, chunk, like.start - len(before)
        if best is None:
            return None
        like, chunk, index = best
        start_chunk, start = self.passages.roll(chunk, index)
        leaf = self.passages[start_chunk].leaf_of(start)
        length = like.end - like.start
        return _found(self.passages, Fit.MOVED, start_chunk, start, length, leaf)

    def _remains(self) -> Found:
        """Return where it was if that is in its section, else the section's heading."""
        source = self.quote.start
        if self.sections and not self.sections[0][0] <= source < self.sections[0][1]:
            source = self.sections[0][0]
        chunk = self.passages.chunk_at(source)
        passage = self.passages[chunk]
        index = passage.places.index_at(source)
        return _found(self.passages, Fit.LOST, chunk, index, 0, passage.leaf_of(index))


def _found_hit(search: Search, fit: Fit, hit: Hit) -> Found:
    if not search.quote.exact and hit.leaf.has_words:
        # What stands behind all words of a block, as the stroke under a heading does.
        return Found(fit, hit.chunk, hit.leaf.block, hit.leaf.offset + len(hit.leaf.text))
    length = len(search.quote.exact)
    return _found(search.passages, fit, hit.chunk, hit.index, length, hit.leaf)


def _found(
    passages: Passages, fit: Fit, chunk: int, index: int, length: int, leaf: Leaf | None
) -> Found:
    """Return what so many characters from an index of a chunk on are in their block."""
    if leaf is None:
        return Found(fit, chunk, 0, 0)
    offset = leaf.offset_of(index)
    passage = passages[chunk]
    last = passage.leaf_of(index + length - 1) if length else None
    if last is None:
        end = offset
    elif last.block == leaf.block and index + length <= len(passage.text):
        end = last.offset_of(index + length)
    else:
        end = passage.plain_length(leaf.block)
    return Found(fit, chunk, leaf.block, offset, max(0, end - offset))
