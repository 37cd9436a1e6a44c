"""Headings by what they are under: a path of texts, and which one of those that share a path.

What comes below a heading doesn't change its path, so paths are worked out from the top, as far
as they are asked for, and kept: of tens of thousands of headings all take seconds.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from tui_reader.document.document import Document


@dataclass(frozen=True, slots=True)
class HeadingPath:
    """What tells a heading from the others, whatever its line."""

    texts: tuple[str, ...] = ()
    """The texts of the headings it is under and its own; none before the first heading."""
    ordinal: int = 0
    """How many headings with the same texts come before it."""


class _Paths:
    """The paths of one document, as far as they were asked for."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.known: list[HeadingPath] = []
        self._counts: defaultdict[tuple[str, ...], int] = defaultdict(int)
        self._above: list[tuple[int, str]] = []

    def extend(self, document: Document, upto: int) -> None:
        """Work out the paths of the headings before an index."""
        for index in range(len(self.known), upto):
            level = document.outline[index].level
            while self._above and self._above[-1][0] >= level:
                self._above.pop()
            self._above.append((level, " ".join(document.heading_text(index).split())))
            texts = tuple(text for _, text in self._above)
            self.known.append(HeadingPath(texts, self._counts[texts]))
            self._counts[texts] += 1


_paths: WeakKeyDictionary[Document, _Paths] = WeakKeyDictionary()


def heading_paths(document: Document, most: int | None = None) -> Sequence[HeadingPath]:
    """Return the path of every heading of the outline, in order, as far as it is scanned.

    Args:
        document: The document.
        most: How many headings to look at, from the first on; all where that is None.
    """
    total = len(document.outline)
    return _known(document, total if most is None else min(total, most))[:most]


def heading_path(document: Document, heading: int) -> HeadingPath:
    """Return the path of one heading; those below it aren't looked at."""
    return _known(document, heading + 1)[heading]


def name_headings(document: Document, most: int) -> bool:
    """Work out the paths of some more headings; return whether there are more.

    Args:
        document: The document.
        most: How many; each takes some hundredths of a millisecond, with markup a tenth.
    """
    total = len(document.outline)
    known = len(_known(document, 0))
    return len(_known(document, min(total, known + most))) < total


def _known(document: Document, upto: int) -> Sequence[HeadingPath]:
    paths = _paths.get(document)
    if paths is None or paths.generation != document.generation:
        paths = _paths[document] = _Paths(document.generation)
    paths.extend(document, upto)
    return paths.known
