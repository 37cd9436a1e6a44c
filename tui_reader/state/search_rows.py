"""What is read from the search index is looked at: SQLite takes any value anywhere."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

_MOST = 1 << 53


class Nonsense(sqlite3.DatabaseError):
    """The index says what was never written into it."""


def checked(
    rows: Iterable[Any], kinds: tuple[type, ...], *, are_stamps: bool = False
) -> Iterator[Any]:
    """Yield rows in which each value is of its kind; numbers count something, but for stamps.

    Raises:
        Nonsense: One isn't: SQLite takes anything anywhere.
    """
    for row in rows:
        for value, kind in zip(row, kinds, strict=True):
            is_count = kind is int and not are_stamps
            if type(value) is not kind or (is_count and not 0 <= value < _MOST):
                raise Nonsense("a value of another kind")
        yield row
