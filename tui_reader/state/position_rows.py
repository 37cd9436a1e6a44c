"""A `Position` as columns of a row and as JSON, and back, whatever lies in the file."""

import json
from typing import Any, cast

from tui_reader.document.positions import Position
from tui_reader.state.texts import limited, storable

COLUMNS = "headings, ordinal, exact, prefix, suffix, begins, ends"
"""The columns of a position in every table that has one."""

_NAMES = COLUMNS.split(", ")
_NUMBERS = ("ordinal", "begins", "ends")
MAX_QUOTE = 100_000
_MAX_AROUND = 1_000
_MAX_HEADINGS = 32
_MAX_HEADING = 1_000
_MOST = 2**53
"""Whole numbers up to here are the same in every JSON reader."""


def to_columns(position: Position) -> tuple[Any, ...]:
    """Return the values of `COLUMNS`.

    Raises:
        ReaderError: The quote is too long. What stands around it is cut.
    """
    return (
        headings_text(position.headings),
        within(position.ordinal),
        limited(position.exact, MAX_QUOTE, "the quote"),
        storable(position.prefix[-_MAX_AROUND:]),
        storable(position.suffix[:_MAX_AROUND]),
        within(position.start),
        within(position.end),
    )


def from_columns(values: tuple[Any, ...]) -> Position:
    """Return the position that the values of `COLUMNS` say."""
    headings, ordinal, exact, prefix, suffix, begins, ends = values
    return Position(headings_of(headings), ordinal, exact, prefix, suffix, begins, ends)


def to_json(position: Position) -> str:
    """Return a position as one text.

    Raises:
        ReaderError: The quote is too long.
    """
    return _json(dict(zip(_NAMES, to_columns(position), strict=True)))


def from_json(text: str | None) -> Position | None:
    """Return the position that a text says, None where it says none."""
    value = _value(text)
    if not isinstance(value, dict):
        return None
    fields = cast(dict[str, object], value)
    values = tuple(fields.get(name) for name in _NAMES)
    is_one = all(
        isinstance(value, int if name in _NUMBERS else str)
        for name, value in zip(_NAMES, values, strict=True)
    )
    return from_columns(values) if is_one else None


def headings_text(headings: tuple[str, ...]) -> str:
    """Return a path of headings as one text, the same for the same path."""
    return _json([storable(text[:_MAX_HEADING]) for text in headings[:_MAX_HEADINGS]])


def headings_of(text: str) -> tuple[str, ...]:
    """Return the path of headings that a text says; empty where it says none."""
    value = _value(text)
    texts = cast(list[object], value) if isinstance(value, list) else []
    return tuple(each for each in texts if isinstance(each, str))


def within(number: int) -> int:
    """Return a whole number that SQLite can hold."""
    return max(-_MOST, min(_MOST, number))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _value(text: str | None) -> object:
    try:
        return json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
