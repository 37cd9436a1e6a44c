"""The hit that stands where one stood in another edition of a text, or in its source."""

from bisect import bisect_left
from collections.abc import Callable

from tui_reader.document.document import Document
from tui_reader.document.search import Hit, Search
from tui_reader.document.source_lines import SourceLines
from tui_reader.document.source_places import Place, place_of, source_of

_BESIDE = 80
"""Characters of the source in which a hit may stand off: markup and addresses show otherwise."""
_CANDIDATES = 4
"""Hits that are looked at on each side."""


def find_again(
    search: Search, before: Document, place: Place, shift: Callable[[int], int] | None
) -> tuple[Hit | None, Place | None]:
    """Return the hit where one stood, and where that is; only the place where it is gone.

    Args:
        search: What finds hits in the other edition, or in the text with or without its markup.
        before: What the place is in.
        place: Chunk, block, and offset in the block's plain text.
        shift: Where an offset of the source is in that of the next edition; None: where it was.
    """
    now = search.document
    if not now.chunks or (shift is None and now.source is not before.source):
        return None, None
    source = _source_of(before, place)
    if shift is not None:
        source = shift(source)
    at = now.place_of(source) if isinstance(now, SourceLines) else place_of(now, source)
    near = _near(search, at)
    found = min(
        ((abs(_source_of(now, _place(hit)) - source), _apart(hit, at), hit) for hit in near),
        default=None,
    )
    if found is None or found[0] > (_BESIDE if shift is None else 0):
        return None, at
    return found[2], _place(found[2])


def _near(search: Search, place: Place) -> list[Hit]:
    """Return the hits next to a place."""
    hits: list[Hit] = []
    for chunk in range(max(0, place[0] - 1), place[0] + 2):
        if search.reaches(chunk):
            hits += search.hits(chunk)
    at = bisect_left(hits, place, key=_place)
    return hits[max(0, at - _CANDIDATES) : at + _CANDIDATES]


def _place(hit: Hit) -> Place:
    return hit.chunk, hit.block, hit.start


def _apart(hit: Hit, place: Place) -> tuple[int, int, int]:
    """Return how far a hit is from a place; more than one may be in a word of the source."""
    return abs(hit.chunk - place[0]), abs(hit.block - place[1]), abs(hit.start - place[2])


def _source_of(document: Document, place: Place) -> int:
    return (
        document.source_of(place)
        if isinstance(document, SourceLines)
        else source_of(document, place)
    )
