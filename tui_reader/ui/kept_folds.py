"""The folds of the sidebar as they last: by the headings' texts, in digests of a few letters."""

import hashlib
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from tui_reader.document.heading_paths import heading_paths
from tui_reader.identity import key_of

if TYPE_CHECKING:
    from tui_reader.document.document import Document
    from tui_reader.ui.screens.reader import ReaderScreen

_BYTES = 6


class KeptFolds:
    """The folds of the documents of one screen."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._names: dict[int, tuple[Document, Sequence[str]]] = {}

    def of(self, index: int, document: "Document") -> Set[int]:
        """Return the headings of a document that were left otherwise than they are at first."""
        kept = self._screen.reader_app.adjustments.folds
        marks = kept.get(self._key(index, document)) if kept else None
        if not marks:
            return frozenset()
        names = self._names_of(index, document)
        return {heading for heading, name in enumerate(names) if name in marks}

    def keep(self, index: int) -> None:
        """Keep the folds of a document as they are now."""
        document = self._screen.documents[index]
        names = self._names_of(index, document)
        turned = self._screen.outline.folds.turned(index)
        marks = frozenset(names[heading] for heading in turned if heading < len(names))
        self._screen.reader_app.keep_folds(self._key(index, document), marks)

    def _key(self, index: int, document: "Document") -> bytes:
        return key_of(self._screen.library, self._screen.library.entries[index], document.source)

    def _names_of(self, index: int, document: "Document") -> Sequence[str]:
        known = self._names.get(index)
        if known is None or known[0] is not document:
            document.complete()
            names = [_name(path.texts, path.ordinal) for path in heading_paths(document)]
            known = self._names[index] = (document, names)
        return known[1]


def _name(texts: Sequence[str], ordinal: int) -> str:
    """Return what stands for a heading, whatever its line."""
    whole = "\n".join((*texts, str(ordinal)))
    return hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=_BYTES).hexdigest()
