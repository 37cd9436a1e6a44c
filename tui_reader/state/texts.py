"""Text as the state file holds it: what SQLite can't take is replaced, what is too long refused."""

import re

from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError
from tui_reader.state.times import is_moment

MAX_KEY = 10_000
"""Bytes in the key of a document."""
MAX_ID = 1_000
MAX_TITLE = 500
MAX_DIGEST = 200
_SURROGATES = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    """Return a text without lone surrogates, which are no Unicode; all else stays."""
    return _SURROGATES.sub(_REPLACEMENT, text)


def limited(text: str, most: int, what: str) -> str:
    """Return a text for storage.

    Raises:
        ReaderError: It is longer than `most` characters.
    """
    if len(text) > most:
        raise ReaderError(f"this can't be remembered: {what} is longer than {most:,} characters")
    return storable(text)


def checked_key(key: bytes) -> bytes:
    """Return the key of a document.

    Raises:
        ReaderError: It is empty or too long.
    """
    if not 0 < len(key) <= MAX_KEY:
        raise ReaderError("this document can't be remembered: its path is empty or too long")
    return key


def checked_id(mark: str) -> str:
    """Return the id of a bookmark or note.

    Raises:
        ReaderError: It is empty or too long.
    """
    if not mark:
        raise ReaderError("this can't be remembered: it has no id")
    return limited(mark, MAX_ID, "its id")


def checked_moment(moment: str) -> str:
    """Return a moment.

    Raises:
        ReaderError: It isn't written as moments are.
    """
    if not is_moment(moment):
        raise ReaderError(f"this can't be remembered: {moment[:40]!r} is no moment")
    return moment


def one_line(title: str) -> str:
    """Return a title: one line, safe to show, cut where it is too long."""
    return safe(title[:MAX_TITLE])[:MAX_TITLE]
