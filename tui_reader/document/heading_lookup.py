"""From a place to its heading, and from a heading path to what stands under it now."""

from bisect import bisect_right

from tui_reader.document.document import Document
from tui_reader.document.findings import HeadingMark
from tui_reader.document.heading_paths import HeadingPath, heading_path, heading_paths


def path_at(document: Document, offset: int) -> HeadingPath:
    """Return the path of the heading that an offset of the source stands under."""
    heading = bisect_right(document.outline, offset, key=_offset) - 1
    return heading_path(document, heading) if heading >= 0 else HeadingPath()


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
    paths = heading_paths(document)
    same = [index for index, path in enumerate(paths) if path.texts[-1] == wanted.texts[-1]]

    def unlikeliness(index: int) -> tuple[bool, int]:
        return paths[index].texts != wanted.texts, abs(paths[index].ordinal - wanted.ordinal)

    return sorted(same, key=unlikeliness)


def _offset(mark: HeadingMark) -> int:
    return mark.offset
