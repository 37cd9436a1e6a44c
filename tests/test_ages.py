"""Ages as people say them."""

from datetime import UTC, datetime, timedelta

import pytest

from tui_reader.ages import age

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-400), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1), "1 d ago"),
        (timedelta(days=29), "29 d ago"),
        (timedelta(days=30), "1 month ago"),
        (timedelta(days=340), "11 months ago"),
        (timedelta(days=365), "1 year ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(ago: timedelta, said: str) -> None:
    """A clock that was ahead makes nothing older than now."""
    assert age((NOW - ago).strftime("%Y-%m-%dT%H:%M:%SZ"), NOW) == said


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_has_no_age(moment: str) -> None:
    """Garbage is not shown as a time."""
    assert age(moment, NOW) == ""
