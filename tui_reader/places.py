"""A place in a document as a reader types it: `42`, `50%` or a heading."""

import re
from dataclasses import dataclass
from typing import Literal

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was asked for."""

    kind: Literal["line", "share", "heading"]
    number: int | float = 0
    """The source line counted from 1, or the percentage."""
    text: str = ""
    """The heading, or the beginning of one."""


def parse_place(text: str) -> Place:
    """Return the place that a text names: a line, a percentage or, failing these, a heading."""
    text = text.strip().removeprefix(":").strip()
    if text.isdecimal() and len(text) < 12:
        return Place("line", int(text))
    if percent := _PERCENT.fullmatch(text):
        return Place("share", min(100.0, float(percent[1])))
    return Place("heading", text=text)
