"""Finding words in a document: every place where they stand, chunk by chunk, as far as wanted.

What is looked for is folded as the text is; an upper-case letter in it makes case count. It is
found in the plain text of blocks, whatever markup and line breaks stand between its words, and in
the addresses of links. Nothing is looked for all at once: `batches` and `count_on` stop when their
time is up, and `seek` after each chunk.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from tui_reader.document.chunk_texts import Address, ChunkText, ChunkTexts
from tui_reader.document.document import Document
from tui_reader.document.folding import PARTING, fold
from tui_reader.document.sieve import letters_of

BATCH_SECONDS = 0.006
"""How long a batch may take, but for its last chunk."""

_SHORTEST_ADDRESS = 3
"""Characters from which on addresses are searched: every one has an `h`."""
_SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"https?://|mailto:", re.I)
_CACHED_CHUNKS = 64
_MOST_LABELS = 100
"""Labels whose references are looked for in Markdown; of more, every reference is followed."""
_LEARNING_SECONDS = 0.003


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A place at which the words stand; hits are in reading order."""

    chunk: int
    block: int
    """Which block of its chunk."""
    start: int
    """Where it begins in the block's plain text, as `leaf_texts` counts."""
    end: int
    line: int
    """The source line on which its block begins."""
    is_address: bool = False
    """Whether it is in the address of a link; its place is then that of the link's text."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    text: str
    """Folded, in the case in which it is looked for."""
    has_case: bool
    """Whether case counts."""

    @property
    def letters(self) -> str:
        """What a sieve must hold of it."""
        if "%" in self.text or "xn--" in self.text:
            return ""
        # The scheme of an address needn't be written.
        parts = (part.strip().casefold() for part in self.text.split(":"))
        written = [part for part in parts if not any(s.endswith(part) for s in _SCHEMES)]
        return max(map(letters_of, written), key=len, default="")


def parse_query(term: str) -> Query | None:
    """Return what is looked for when a reader types a term, None where that is nothing."""
    text = fold(term.replace(PARTING, " ")).text.strip()
    has_case = any(letter.isupper() for letter in text)
    return Query(text if has_case else text.casefold(), has_case) if text else None


def batches(document: Document, term: str, seconds: float = BATCH_SECONDS) -> Iterator[list[Hit]]:
    """Yield the hits of a term from the beginning, as many as are found in some seconds at a time.

    A batch may be empty. The document is scanned and parsed as far as the batches go.
    """
    query = parse_query(term)
    if query is None:
        return
    while document.advance():
        yield []
    search = Search(ChunkTexts(document), query)
    while search.learn(seconds):
        yield []
    batch: list[Hit] = []
    chunk, until = 0, perf_counter() + seconds
    while search.reaches(chunk):
        batch += search.hits(chunk)
        chunk += 1
        if perf_counter() >= until:
            yield batch
            batch, until = [], perf_counter() + seconds
    yield batch


class Search:
    """Looks for one query in one document.

    Attributes:
        query: What is looked for.
        total: How many hits are counted by now.
        sections: How many of them stand under each heading, -1 before the first.
        is_counted: Whether all are counted.
    """

    def __init__(self, texts: ChunkTexts, query: Query) -> None:
        self.query = query
        self._texts = texts
        self._document = texts.document
        # Bound to the search, so that what is cached goes with it.
        self._cached = lru_cache(maxsize=_CACHED_CHUNKS)(self._find)
        self._begin()

    def _begin(self) -> None:
        self._generation = self._document.generation
        self.total = 0
        self.sections: Counter[int] = Counter()
        self.is_counted = False
        self._before: list[int] = []
        self._letters = self.query.letters
        self._labels: list[str] = []
        # An address of less letters isn't looked for.
        has_labels = len(self.query.text) >= _SHORTEST_ADDRESS and bool(self._letters)
        self._learning = self._texts.labels(self._letters) if has_labels else None
        self._knows_labels = not has_labels
        self._cached.cache_clear()

    def reaches(self, chunk: int) -> bool:
        """Whether there is a chunk, after a look at what is not scanned yet."""
        while chunk >= len(self._document.chunks):
            if not self._document.advance() and chunk >= len(self._document.chunks):
                return False
        return True

    def learn(self, seconds: float = BATCH_SECONDS) -> bool:
        """Learn more about which definitions may lead to a hit; return whether there are more.

        Nothing has to wait for it; what isn't known yet is parsed in case it is a hit.
        """
        if self._learning is None or not self._document.is_complete:
            return False
        until = perf_counter() + seconds
        for labels in self._learning:
            self._labels += labels
            if len(self._labels) > _MOST_LABELS:
                self._labels.clear()
                self._learning = None
                return False
            if perf_counter() >= until:
                return True
        self._knows_labels = True
        self._learning = None
        return False

    def hits(self, chunk: int) -> list[Hit]:
        """Return the hits in a chunk, in reading order."""
        self._keep_up()
        return self._cached(chunk)

    def count_on(self, seconds: float = BATCH_SECONDS) -> bool:
        """Count more hits, from the beginning of the document; return whether there are more."""
        until = perf_counter() + seconds
        while not self.is_counted and perf_counter() < until:
            if self.learn(until - perf_counter()):
                continue
            if not self.reaches(len(self._before)):
                self.is_counted = True
                break
            self._keep_up()
            chunk = len(self._before)
            hits = self._find(chunk)
            self._before.append(self.total)
            self.total += len(hits)
            for line, count in Counter(hit.line for hit in hits).items():
                self.sections[self._document.heading_at(line)] += count
        return not self.is_counted

    def number(self, hit: Hit) -> int | None:
        """Return which hit of the document it is, from 1; None while that isn't counted."""
        if hit.chunk >= len(self._before):
            return None
        return self._before[hit.chunk] + bisect_right(self.hits(hit.chunk), hit)

    def seek(
        self, place: tuple[int, int, int], direction: int = 1, *, is_inclusive: bool = False
    ) -> Iterator[Hit | None]:
        """Look for the next or previous hit, over the end of the document into its beginning.

        Yields None after each chunk in which it isn't, and the hit as the last one; none where the
        document has no hit.

        Args:
            place: Chunk, block, and offset in the block's plain text.
            direction: 1 for the next, -1 for the previous one.
            is_inclusive: Whether a hit at the very place is meant too.
        """
        chunk, is_back = place[0], False
        while self.reaches(chunk):
            hits = self.hits(chunk)
            if not is_back:
                hits = [hit for hit in hits if _lies(hit, place, direction, is_inclusive)]
            if hits:
                yield hits[0 if direction > 0 else -1]
                return
            yield None
            if is_back and chunk == place[0]:
                return
            # By turns: what is near is found before all is learned, and what is far isn't parsed.
            self.learn(_LEARNING_SECONDS)
            chunk += direction
            if chunk < 0:
                while self._document.advance():
                    yield None
                chunk, is_back = len(self._document.chunks) - 1, True
            elif not self.reaches(chunk):
                chunk, is_back = 0, True

    def _keep_up(self) -> None:
        """Begin anew when what was found may read differently by now."""
        if self._generation != self._document.generation:
            self._begin()

    def _may_hold(self, chunk: int) -> bool:
        """Whether a chunk may have a hit; what can't be told yet may be one."""
        if self._texts.may_hold(chunk, self._letters, self._labels):
            return True
        return not self._knows_labels and self._texts.may_refer(chunk)

    def _find(self, chunk: int) -> list[Hit]:
        if not self._may_hold(chunk):
            return []
        text = self._texts[chunk]
        found = [*self._words(chunk, text)]
        if len(self.query.text) >= _SHORTEST_ADDRESS and text.addresses:
            found = sorted([*found, *self._addresses(chunk, text, found)])
        return found

    def _words(self, chunk: int, text: ChunkText) -> Iterator[Hit]:
        """Yield the hits in the text of a chunk; none overlaps the one before it."""
        folded, words = text.folded, self.query.text
        where = folded.text if self.query.has_case else folded.text.casefold()
        index, last = where.find(words), -1
        while index >= 0:
            start, end = folded.start(index), folded.end(index + len(words))
            if start >= last:
                yield _hit(chunk, text, start, end)
                last = end
                index += len(words) - 1
            index = where.find(words, index + 1)

    def _addresses(self, chunk: int, text: ChunkText, found: list[Hit]) -> Iterator[Hit]:
        """Yield the links whose address is a hit, but for those whose text has one."""
        for address in text.addresses:
            if self._fits(address):
                hit = _hit(chunk, text, address.start, address.end, is_address=True)
                if not any(
                    other.block == hit.block and other.start < hit.end and hit.start < other.end
                    for other in found
                ):
                    yield hit

    def _fits(self, address: Address) -> bool:
        text = address.text if self.query.has_case else address.text.casefold()
        return self.query.text in (text if ":" in self.query.text else _SCHEME.sub("", text))


def _hit(chunk: int, text: ChunkText, start: int, end: int, *, is_address: bool = False) -> Hit:
    block = text.block_at(start)
    first = text.starts[block]
    return Hit(chunk, block, start - first, end - first, text.lines[block], is_address)


def _lies(hit: Hit, place: tuple[int, int, int], direction: int, is_inclusive: bool) -> bool:
    """Whether a hit lies in a direction from a place."""
    at = (hit.chunk, hit.block, hit.start)
    if at == place:
        return is_inclusive
    return at > place if direction > 0 else at < place
