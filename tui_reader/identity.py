"""What a document is known by: its path, the library that ships, or, without a path, its text."""

import os
from pathlib import Path

from tui_reader.document.source import Source
from tui_reader.library import Entry, Library
from tui_reader.state.document_names import LIBRARY, TEXT, is_address


def key_of(library: Library, entry: Entry, source: Source | None = None) -> bytes:
    """Return the key under which a document is remembered.

    A document of the library that ships has one of its own, because a new edition lies in another
    folder; a text that came through a pipe is known by its digest.

    Args:
        library: What it is read in.
        entry: The document.
        source: Its text, for one without a path.
    """
    if entry.path is None:
        source = source or entry.source
        return TEXT + (source.digest if source else "").encode()
    path = Path(os.path.realpath(entry.path))
    if library.is_bundled and library.root is not None:
        root = os.path.realpath(library.root)
        if path.is_relative_to(root):
            return LIBRARY + os.fsencode(path.relative_to(root).as_posix())
    return os.fsencode(path)


def path_of(key: bytes) -> Path | None:
    """Return the path that a key stands for, None for what has none."""
    if key.startswith((LIBRARY, TEXT)) or is_address(key):
        return None
    return Path(os.fsdecode(key))


def is_gone(key: bytes) -> bool:
    """Return whether what a key stands for is a file that isn't there any more."""
    path = path_of(key)
    try:
        return path is not None and not os.path.lexists(path)
    except ValueError:
        return True
