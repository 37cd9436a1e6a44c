"""What a text has that is most like a quote whose words have changed."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from tui_reader.document.quotes import CONTEXT, Quote

_UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
# Of scripts that put no space between words each letter is compared by itself.
_COMPARED = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_KEY = 32
"""Characters of context that are looked for on either side."""
_TELLING = 16
"""Characters of context that say enough; fewer stand everywhere."""
_LEAST_SHARE = 0.6
"""How much of a quote must be in what has become of it, by the letters of its words."""
_COMPARED_STRETCHES = 500
"""How many stretches of a chunk are told apart by what is around them."""
_SPAN = CONTEXT + 1
_AROUND, _GAP = 0.5, 0.25
"""What a letter of context is worth beside one of the quote: less where nothing is between, for
what stood there may stand elsewhere now."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A stretch of a text that may be what has become of a quote."""

    score: float
    """How many letters it and its surroundings have in common with the quote's."""
    begins_so: int
    """How much it begins like the quote does, by its first word and as a paragraph or the like."""
    start: int
    end: int


def most_like(
    text: str, begin: int, quote: Quote, starts: Sequence[int], reach: int
) -> Likeness | None:
    """Return the stretch of a text that most likely is what has become of a quote.

    It has most of its words, or stands between the same ones; or it is the gap that it left.

    Args:
        text: Where to look.
        begin: Where the stretch may begin at the earliest; what is before is context.
        quote: What has changed.
        starts: Where paragraphs and the like begin in the text, in order.
        reach: How long the stretch may be.
    """
    found = [*_framed(text, quote, reach), *_alike(text, begin, quote, starts)]
    found = found or _beside(text, quote)
    return max((like for like in found if like.start >= begin), key=_rank, default=None)


def _framed(text: str, quote: Quote, reach: int) -> Iterator[Likeness]:
    """Yield what stands between the words before the quote and those after it."""
    prefix, suffix = quote.prefix[-_KEY:], quote.suffix[:_KEY]
    if not (prefix and suffix) or len(prefix) + len(suffix) < _TELLING:
        return
    words = Counter(_words(quote.exact))
    starts = [*_ends_of(text, prefix), len(text)]
    for start, next_start in pairwise(starts):
        # From the last of several such beginnings before the end.
        end = text.find(suffix, start, min(start + reach, next_start + len(suffix)))
        if end < 0:
            continue
        around = quote.context_at(text[max(0, start - _SPAN) : start], text[end : end + _SPAN])
        start = min(end, start + (text[start] == " "))
        end = max(start, end - (text[end - 1] == " "))
        shared = sum(map(len, (words & Counter(_words(text[start:end]))).elements()))
        worth = _AROUND if start < end else _GAP
        yield Likeness(shared + worth * around, 0, start, end)


def _alike(text: str, begin: int, quote: Quote, starts: Sequence[int]) -> Iterator[Likeness]:
    """Yield the stretches that share most words with the quote, if they are most of them."""
    words = _words(quote.exact)
    least = _LEAST_SHARE * sum(map(len, words))
    shares: list[tuple[int, int, int, int]] = []
    for shared, opening, start, end in _shares(text, begin, words):
        if shared >= least:
            first = _first_of_leaf(text, start, starts)
            begins_so = (opening == words[0]) + (first is not None)
            shares.append((shared, begins_so, start if first is None else first, end))
    for shared, begins_so, start, end in nlargest(_COMPARED_STRETCHES, shares, key=_share):
        around = quote.context_at(text[max(0, start - _SPAN) : start], text[end : end + _SPAN])
        yield Likeness(shared + _AROUND * around, begins_so, start, end)


def _first_of_leaf(text: str, start: int, starts: Sequence[int]) -> int | None:
    """Return the start of the paragraph or the like whose first compared word begins at a place."""
    leaf = bisect_right(starts, start) - 1
    if leaf < 0 or _COMPARED.search(text, starts[leaf], start):
        return None
    return starts[leaf]


def _shares(text: str, begin: int, words: Sequence[str]) -> Iterator[tuple[int, str, int, int]]:
    """Yield of every stretch of as many words how many letters of the same words it has.

    With it come its first word, its start and its end.
    """
    found = [
        (match.start(), match.end(), match[0].casefold())
        for match in _COMPARED.finditer(text, begin)
    ]
    wanted, have = Counter(words), Counter[str]()
    count = len(words)
    shared = 0
    # At the end of the text the stretches are shorter.
    for last in range(len(found) + count - 1 if words else 0):
        if last < len(found) and (word := found[last][2]) in wanted:
            have[word] += 1
            shared += len(word) if have[word] <= wanted[word] else 0
        if last < count - 1:
            continue
        start, _, opening = found[last - count + 1]
        yield shared, opening, start, found[min(last, len(found) - 1)][1]
        if opening in wanted:
            shared -= len(opening) if have[opening] <= wanted[opening] else 0
            have[opening] -= 1


def _beside(text: str, quote: Quote) -> Iterator[Likeness]:
    """Yield where the words before the quote end, and where those after it begin."""
    for length in (_KEY, _TELLING):
        before, behind = quote.prefix[-length:], quote.suffix[:length]
        if len(before) >= _TELLING:
            for end in _ends_of(text, before):
                place = min(len(text), end + 1)
                yield Likeness(_GAP * length, 0, place, place)
        if len(behind) >= _TELLING:
            for end in _ends_of(text, behind):
                yield Likeness(_GAP * length, 0, end - len(behind), end - len(behind))


def _ends_of(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place + len(part)
        place = text.find(part, place + 1)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _COMPARED.findall(text)]


def _rank(like: Likeness) -> tuple[float, int]:
    return like.score, like.begins_so


def _share(stretch: tuple[int, int, int, int]) -> tuple[int, int]:
    return stretch[:2]
