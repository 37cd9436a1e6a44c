"""The reading paths: what they hold, in a form that the reader parses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from tests.content.pages import (
    CHAPTERS,
    front_matter,
    inline_links,
    is_web,
    normalized,
    plain,
    resources,
    tokens,
)

PAGE = "paths.md"
PATHS = ["An hour", "A weekend", "A month"]
TIME = re.compile(r"(?:(\d+) h)? ?(?:(\d+) min)?")


@dataclass(frozen=True, slots=True)
class Step:
    """One item of a path."""

    href: str
    title: str
    minutes: int
    reason: str


def minutes(text: str) -> int:
    """What `1 h 5 min`, `2 h` or `18 min` comes to."""
    match = TIME.fullmatch(text)
    assert match, text
    assert match[1] or match[2], text
    return 60 * int(match[1] or 0) + int(match[2] or 0)


@cache
def paths() -> dict[str, tuple[list[Step], int]]:
    """Each path by its heading of the second level: its items, and the total it states."""
    found: dict[str, tuple[list[Step], int]] = {}
    steps: list[Step] = []
    name, depth = "", 0
    body = tokens(PAGE)
    for place, token in enumerate(body):
        depth += {"ordered_list_open": 1, "ordered_list_close": -1}.get(token.type, 0)
        if token.type != "inline":
            continue
        text = plain(token)
        if body[place - 1].type == "heading_open":
            if body[place - 1].tag == "h2":
                name, steps = text, []
        elif depth:
            ((href, title),) = inline_links(token)
            time, _, reason = text.removeprefix(title).removeprefix(", ").partition(". ")
            steps.append(Step(href, title, minutes(time), reason))
        elif text.startswith("Total: "):
            found[name] = (steps, minutes(text.removeprefix("Total: ").removesuffix(".")))
    return found


def test_there_are_three_paths() -> None:
    """An hour, a weekend and a month, each about as long as it says."""
    assert list(paths()) == PATHS
    hour, weekend, month = (paths()[name][1] for name in PATHS)
    assert 50 <= hour <= 70
    assert 6 * 60 <= weekend <= 12 * 60
    assert 30 * 60 <= month <= 60 * 60


@pytest.mark.parametrize("path", PATHS)
def test_the_minutes_add_up(path: str) -> None:
    """The total is the sum, and nothing stands on a path twice."""
    steps, total = paths()[path]
    assert sum(step.minutes for step in steps) == total
    assert len({step.href for step in steps}) == len(steps)


@pytest.mark.parametrize("path", PATHS)
def test_every_step_is_a_chapter_or_a_confirmed_resource(path: str) -> None:
    """It bears the title of what it leads to, a chapter's own time, and a reason."""
    for step in paths()[path][0]:
        if is_web(step.href):
            assert resources()[step.href].confirmed
            assert normalized(step.title) == normalized(resources()[step.href].title)
        else:
            assert step.href in CHAPTERS
            assert step.title == front_matter(step.href)["title"]
            assert step.minutes == int(front_matter(step.href)["minutes"])
        assert len(step.reason.split()) >= 4


def test_every_chapter_is_on_a_path() -> None:
    """The weekend and the month each take in all of them."""
    for path in ("A weekend", "A month"):
        assert {step.href for step in paths()[path][0]} >= set(CHAPTERS)
