"""Reading JSON of anybody's making: every question has an answer of the type it asks for.

What isn't of that type counts as not there. JSON-LD lets one value stand for a list of one, and
Python's parser lets in numbers that no database takes; both end here.
"""

import math
import re
import time
from datetime import UTC, datetime
from typing import cast

Mapping = dict[str, object]

_LARGEST = 2**53
_SURROGATES = re.compile("[\ud800-\udfff]")


def mapping(value: object) -> Mapping:
    """Return an object, an empty one for anything else."""
    return cast(Mapping, value) if isinstance(value, dict) else {}


def listed(value: object) -> list[object]:
    """Return a list, an empty one for anything else."""
    return cast(list[object], value) if isinstance(value, list) else []


def items(value: object) -> list[object]:
    """Return the items of a list, or what stands in place of a list of one."""
    if isinstance(value, list):
        return cast(list[object], value)
    return [] if value is None else [value]


def text(value: object) -> str:
    """Return a text that can be written as UTF-8; of a list, one a language, its first."""
    first = next(iter(items(value)), None)
    return _SURROGATES.sub("\ufffd", first) if isinstance(first, str) else ""


def words(value: object) -> str:
    """Return a text with single spaces for its white space."""
    return " ".join(text(value).split())


def whole(value: object) -> int:
    """Return a number of things, 0 for anything else."""
    number = real(value)
    return int(min(number, _LARGEST))


def real(value: object) -> float:
    """Return a number that is neither negative nor infinite, 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    if isinstance(value, int):
        value = min(value, _LARGEST)
    return float(value) if math.isfinite(value) and value > 0 else 0.0


def moment(value: object) -> str | None:
    """Return a date and time as it is stored, UTC to the second; None where there is none.

    One that lies ahead becomes the present: nothing written here could ever be newer than it.
    """
    try:
        found = datetime.fromisoformat(text(value))
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        stored = found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None
    # Years before 1000 lack their zeros on some systems.
    return min(stored.rjust(20, "0"), time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
