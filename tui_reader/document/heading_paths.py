"""Headings by what they are under: a path of texts, and which one of those that share a path."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tui_reader.document.document import Document


@dataclass(frozen=True, slots=True)
class HeadingPath:
    """What tells a heading from the others, whatever its line."""

    texts: tuple[str, ...] = ()
    """The texts of the headings it is under and its own; none before the first heading."""
    ordinal: int = 0
    """How many headings with the same texts come before it."""


def heading_paths(document: Document, most: int | None = None) -> Sequence[HeadingPath]:
    """Return the path of every heading of the outline, in order, as far as it is scanned.

    Args:
        document: The document.
        most: How many headings to look at, from the first on; all where that is None.
    """
    paths: list[HeadingPath] = []
    counts: defaultdict[tuple[str, ...], int] = defaultdict(int)
    above: list[tuple[int, str]] = []
    for index, mark in enumerate(islice(document.outline, most)):
        while above and above[-1][0] >= mark.level:
            above.pop()
        above.append((mark.level, " ".join(document.heading_text(index).split())))
        texts = tuple(text for _, text in above)
        paths.append(HeadingPath(texts, counts[texts]))
        counts[texts] += 1
    return paths
