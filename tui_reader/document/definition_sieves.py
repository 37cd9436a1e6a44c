"""Which link reference definitions may lead to an address: told from the Markdown, group by group.

A text may define hundreds of thousands of them, so that nothing here goes through all at once.
"""

from collections.abc import Iterator

from tui_reader.document.document import Document
from tui_reader.document.sieve import Sieve, letters_of

_GROUP = 64
"""Definitions that share a sieve: one by one they are looked at only where that lets through."""
_LINES = 3
_MOST_OF_ONE = 4096


class DefinitionSieves:
    """The sieves of one document's definitions, kept from search to search.

    They take about as much room as the definitions do in the file.
    """

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        self._definitions = document.definitions
        self._groups: dict[tuple[int, int], Sieve] = {}

    def labels(self, letters: str) -> Iterator[list[str]]:
        """Yield the letters of the labels whose addresses may hold some, a group at a time.

        Definitions that are scanned meanwhile come too.

        Args:
            letters: What `letters_of` returns for the words that are looked for.
        """
        start = 0
        while start < len(self._definitions):
            end = min(start + _GROUP, len(self._definitions))
            sieve = self._groups.get((start, end))
            if sieve is None:
                sieve = self._groups[start, end] = Sieve("\n".join(self._sources(start, end)))
            labels: list[str] = []
            if sieve.may_hold(letters):
                labels = [
                    letters_of(label)
                    for (label, _), source in zip(
                        self._definitions[start:end], self._sources(start, end), strict=True
                    )
                    if Sieve(source).may_hold(letters)
                ]
            yield labels
            start = end

    def _sources(self, start: int, end: int) -> Iterator[str]:
        """Yield what stands at each definition, with the lines that may belong to it."""
        for _, offset in self._definitions[start:end]:
            feed = offset
            for _ in range(_LINES):
                feed = self._text.find("\n", feed + 1, offset + _MOST_OF_ONE)
                if feed < 0:
                    feed = offset + _MOST_OF_ONE
                    break
            yield self._text[offset:feed]
