"""Where a reader goes on: which document of a library was read last, and at what position.

Asked before the first screen, so it takes a quick look at the state file and no more.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.document.document import Document
from tui_reader.errors import ReaderError
from tui_reader.identity import is_gone, key_of, path_of
from tui_reader.library import Entry, Library, open_first
from tui_reader.state.document_names import LIBRARY
from tui_reader.state.paths import FILE_NAME, data_folder

if TYPE_CHECKING:
    from tui_reader.state.documents import KnownDocument

_RECENT = 200
"""Documents among which the last one of a folder is looked for."""
_PATIENCE = 0.5
"""Seconds that each look takes at most, where the file is locked."""


class Start(NamedTuple):
    """What to begin with."""

    library: Library
    current: int
    """Which document of it."""
    document: Document
    known: "KnownDocument | None" = None
    """What is remembered of that document."""


def resume(library: Library, *, is_named: bool) -> Start:
    """Return where to go on.

    Args:
        library: What there is to read.
        is_named: Whether a reader asked for it. Where nothing was asked for, the last document
            is taken up wherever it is; one from elsewhere joins the library.

    Raises:
        UnreadableFile: No document can be read.
    """
    folder = data_folder().path
    path = folder / FILE_NAME if folder else None
    # `Path.exists` raises where the folder may not be entered.
    if path is None or not os.path.exists(path):
        return Start(*open_first(library))
    from tui_reader.state.glance import known_document, last_documents

    for known in last_documents(path, _RECENT, _PATIENCE):
        if start := _go_on(library, known, is_named):
            return start
    library, index, document = open_first(library)
    key = key_of(library, library.entries[index], document.source)
    return Start(library, index, document, known_document(path, key, _PATIENCE))


def _go_on(library: Library, known: "KnownDocument", is_named: bool) -> Start | None:
    """Return how to go on with a document, None where it isn't to be had."""
    index = _index_of(library, known.key)
    path = path_of(known.key)
    if index is None and not is_named and path is not None:
        library = replace(library, entries=(*library.entries, Entry(path)))
        index = len(library.entries) - 1
    if index is None:
        return None
    try:
        return Start(library, index, library.entries[index].open(), known)
    except ReaderError:
        return None


def open_known(key: bytes) -> Path | None:
    """Return the path of a document that is remembered, None where it has none or is gone."""
    return None if is_gone(key) else path_of(key)


def _index_of(library: Library, key: bytes) -> int | None:
    """Return which document of a library has a key; only files of the same name are looked at."""
    name = os.path.basename(key.removeprefix(LIBRARY))
    for index, entry in enumerate(library.entries):
        is_alike = entry.path is None or os.fsencode(entry.path.name) == name
        if is_alike and key_of(library, entry) == key:
            return index
    return None
