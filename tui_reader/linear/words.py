"""What linear mode says of sections, in words instead of signs."""

from tui_reader.standing import SectionStanding, Standing

_STANDINGS = {Standing.READ: "read", Standing.STARTED: "begun", Standing.UNREAD: ""}


def minutes_in_words(minutes: float) -> str:
    """Return how long reading takes, at least a minute."""
    if minutes < 100:
        return count(max(1, round(minutes)), "minute")
    return count(round(minutes / 60), "hour")


def standing_in_words(standing: SectionStanding | None) -> str:
    """Return whether a section was read, is new or was changed; nothing for an unread one."""
    if standing is None:
        return ""
    if standing.is_new:
        return "new"
    if standing.is_changed:
        return "changed since you read it"
    return _STANDINGS[standing.standing]


def level_of(standing: SectionStanding | None) -> str:
    """Return how deep a section lies, from the second level on."""
    depth = len(standing.section.headings) if standing else 0
    return f"level {depth}" if depth > 1 else ""


def count(number: int, what: str) -> str:
    """Return a number of things, one or many."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
