"""How long ago a moment was, as people say it."""

from datetime import UTC, datetime

_MONTH = 30 * 86400
_YEAR = 365 * 86400
_STEPS = ((3600, 60, "min"), (86400, 3600, "h"), (_MONTH, 86400, "d"))
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def age(moment: str, at: datetime | None = None) -> str:
    """Return the age of a moment in its largest unit; empty where it isn't one.

    Args:
        moment: UTC, ISO 8601, with `Z`.
        at: When that is asked; now by default.
    """
    try:
        then = datetime.strptime(moment, _FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return ""
    seconds = ((at or datetime.now(UTC)) - then).total_seconds()
    if seconds < 60:
        return "just now"
    for limit, unit, name in _STEPS:
        if seconds < limit:
            return f"{int(seconds // unit)} {name} ago"
    unit, name = (_MONTH, "month") if seconds < _YEAR else (_YEAR, "year")
    count = int(seconds // unit)
    return f"{count} {name}{'' if count == 1 else 's'} ago"
