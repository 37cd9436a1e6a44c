"""Moments as the state file holds them: UTC, ISO 8601, seconds, `Z`; so they sort as text.

Where two within a second must not be taken for one, they have milliseconds.
"""

import re
import time

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?Z")


def now() -> str:
    """Return this moment."""
    return time.strftime(_FORMAT, time.gmtime())


def now_exactly() -> str:
    """Return this moment with its milliseconds."""
    seconds, milliseconds = divmod(time.time_ns() // 1_000_000, 1000)
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{moment}.{milliseconds:03}Z"


def ago(seconds: float) -> str:
    """Return the moment that was so long ago."""
    return time.strftime(_FORMAT, time.gmtime(time.time() - seconds))


def is_moment(text: str) -> bool:
    """Return whether a text is written as a moment is here."""
    return _MOMENT.fullmatch(text) is not None
