"""Quotes: some words of a document, and what stands around them.

A position quotes the words of its place. Here they are taken from passages, and made comparable
with passages again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui_reader.document.heading_lookup import path_at
from tui_reader.document.passages import Leaf, Passages
from tui_reader.document.positions import Position
from tui_reader.document.safe import safe

CONTEXT = 64
"""Characters of what stands before and after a quote."""
LONGEST = 8000
"""Characters of a quote; a longer one is known by its beginning."""
_PIECE = re.compile(r"[^\W_]{1,40}")
_PIECES = 3
_RUN, _RUNS = 4, 8


@dataclass(frozen=True, slots=True)
class Quote:
    """What a position quotes, made comparable with passages."""

    exact: str
    prefix: str
    suffix: str
    start: int
    begins_word: bool
    """Whether it begins where a word does, as far as its context tells."""
    ends_word: bool
    pieces: tuple[str, ...]
    """Its longest words, which the source of a chunk that holds it most likely holds too."""
    runs: tuple[str, ...]
    """Some words of it in a row, of which the source holds those that no markup is in."""

    @classmethod
    def of(cls, position: Position) -> "Quote":
        """Return the quote of a position."""
        exact = _words(position.exact[: 2 * LONGEST])
        prefix = _words(position.prefix[-2 * CONTEXT :])
        suffix = _words(position.suffix[: 2 * CONTEXT])
        is_cut = len(exact) > LONGEST or len(position.exact) > 2 * LONGEST
        telling = exact if _PIECE.search(exact) else f"{prefix} {suffix}"
        pieces, words = set(_PIECE.findall(telling)), telling.split()
        return cls(
            exact[:LONGEST].rstrip(" "),
            prefix[-CONTEXT:].lstrip(" "),
            "" if is_cut else suffix[:CONTEXT].rstrip(" "),
            max(0, position.start),
            not position.prefix[-1:].strip(),
            not position.suffix[:1].strip() and not is_cut,
            tuple(sorted(pieces, key=lambda piece: (-len(piece), piece))[:_PIECES]),
            tuple(" ".join(words[at : at + _RUN]) for at in range(0, len(words), _RUN))[:_RUNS],
        )

    @property
    def context(self) -> int:
        """How many characters of context it has."""
        return len(self.prefix) + len(self.suffix)

    def context_at(self, before: str, behind: str) -> int:
        """Return how many characters of its context stand at the end and start of two texts."""
        before = before[-CONTEXT - 1 :].rstrip(" ")
        behind = behind[: CONTEXT + 1].lstrip(" ")
        same_before = _shared(reversed(before), reversed(self.prefix))
        return same_before + _shared(behind, self.suffix)


def position_of_words(
    passages: Passages, chunk: int, leaf: Leaf, index: int, length: int, most: int
) -> Position:
    """Return the position of so many characters from an index of a chunk on, cut at a word."""
    text = passages.after(chunk, index, max(0, min(length, most + 1)))
    if len(text) > most:
        text = text[: most + 1].rpartition(" ")[0] or text[:most]
    exact = text.strip(" ")
    start_chunk, start = chunk, index
    if exact:
        start_chunk, start = passages.roll(chunk, index + len(text) - len(text.lstrip(" ")))
        source = passages[start_chunk].places.start(start)
        end_chunk, last = passages.roll(start_chunk, start + len(exact) - 1)
        end = passages[end_chunk].places.end(last + 1)
    else:
        source = end = passages[chunk].source_of(leaf, index)
    path = path_at(passages.document, source)
    return Position(
        path.texts,
        path.ordinal,
        exact,
        _last_words(passages.before(start_chunk, start, CONTEXT + 1)),
        _first_words(passages.after(start_chunk, start + len(exact), CONTEXT + 1)),
        source,
        max(source, end),
    )


def _last_words(text: str) -> str:
    if len(text) > CONTEXT:
        text = text.partition(" ")[2] or text[1:]
    return text.lstrip(" ")


def _first_words(text: str) -> str:
    if len(text) > CONTEXT:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(" ")


def _words(text: str) -> str:
    return " ".join(safe(text).split())


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """Return how many characters two texts share from their beginning on."""
    count = 0
    for letter, twin in zip(one, other, strict=False):
        if letter != twin:
            break
        count += 1
    return count
