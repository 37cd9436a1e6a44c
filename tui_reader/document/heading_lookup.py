"""From a place to its heading, and from a heading path to what stands under it now."""

from bisect import bisect_right
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from tui_reader.document.document import Document
from tui_reader.document.findings import HeadingMark
from tui_reader.document.heading_paths import HeadingPath, heading_paths

_paths: WeakKeyDictionary[Document, Sequence[HeadingPath]] = WeakKeyDictionary()
"""Of documents that are scanned whole; nothing changes them then."""


def path_at(document: Document, offset: int) -> HeadingPath:
    """Return the path of the heading that an offset of the source stands under."""
    heading = bisect_right(document.outline, offset, key=_offset) - 1
    return _paths_of(document)[heading] if heading >= 0 else HeadingPath()


def span_under(document: Document, heading: int) -> tuple[int, int]:
    """Return the span of the source from a heading to the next one; -1 is what precedes any."""
    outline = document.outline
    start = outline[heading].offset if heading >= 0 else 0
    is_last = heading + 1 == len(outline)
    return start, len(document.source.text) if is_last else outline[heading + 1].offset


def headings_like(document: Document, wanted: HeadingPath) -> list[int]:
    """Return the headings that a path may mean, the likeliest first.

    First the one with the same path and ordinal, then those with the same path, then those with
    the same text that have come under another heading.
    """
    if not wanted.texts:
        return [-1]
    document.complete()
    paths = _paths_of(document)
    same = [index for index, path in enumerate(paths) if path.texts[-1] == wanted.texts[-1]]

    def unlikeliness(index: int) -> tuple[bool, int]:
        return paths[index].texts != wanted.texts, abs(paths[index].ordinal - wanted.ordinal)

    return sorted(same, key=unlikeliness)


def _paths_of(document: Document) -> Sequence[HeadingPath]:
    """Return the path of every heading that is known; what comes below changes none of them."""
    paths = _paths.get(document)
    if paths is None:
        paths = heading_paths(document)
        if document.is_complete:
            _paths[document] = paths
    return paths


def _offset(mark: HeadingMark) -> int:
    return mark.offset
