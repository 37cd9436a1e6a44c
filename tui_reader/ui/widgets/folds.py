"""Which headings of the sidebar are folded: at first, as they were left, and as they are turned."""

from collections.abc import Callable, Mapping, Sequence, Set

from tui_reader.document.document import Document

_FOLDED_FROM = 150
"""Headings in a document from which on the deeper levels start folded."""


def _nothing(_: int, __: Document) -> Set[int]:
    return frozenset()


class Folds:
    """The folds of the documents of one sidebar.

    Attributes:
        kept: Returns the headings of a document that were left otherwise than they are at first;
            asked once, when all headings are known.
    """

    def __init__(self) -> None:
        self.kept: Callable[[int, Document], Set[int]] = _nothing
        self._at_first: dict[int, Set[int]] = {}
        self._turned: dict[int, set[int]] = {}
        self._asked: set[int] = set()

    def of(
        self, index: int, document: Document, headings: Sequence[int], levels: Sequence[int]
    ) -> Set[int]:
        """Return the headings of a document that are folded.

        Args:
            index: Which document of the library.
            document: The document.
            headings: Its headings that have a row.
            levels: Their levels.
        """
        if index not in self._at_first:
            self._at_first[index] = _folded_at_first(headings, levels)
        turned = self._turned.setdefault(index, set())
        if index not in self._asked and document.is_complete:
            self._asked.add(index)
            turned |= self.kept(index, document)
        return self._at_first[index] ^ turned

    def turn(self, index: int, heading: int) -> None:
        """Fold a heading that isn't folded, and the other way round."""
        self._turned.setdefault(index, set()).symmetric_difference_update((heading,))

    def renumber(self, index: int, new_of: Mapping[int, int]) -> None:
        """Keep the folds of a document whose headings have other numbers now.

        Args:
            index: Which document of the library.
            new_of: The new number of each heading that is still there.
        """
        at_first, turned = self._at_first.get(index), self._turned.get(index)
        if at_first is not None:
            self._at_first[index] = {new_of[old] for old in at_first if old in new_of}
        if turned is not None:
            self._turned[index] = {new_of[old] for old in turned if old in new_of}

    def turned(self, index: int) -> Set[int]:
        """Return the headings of a document that are otherwise than at first."""
        return self._turned.get(index, frozenset())


def _folded_at_first(headings: Sequence[int], levels: Sequence[int]) -> Set[int]:
    if len(headings) < _FOLDED_FROM:
        return frozenset()
    top = min(levels)
    return {heading for heading, level in zip(headings, levels, strict=True) if level > top}
