"""The front matter of a document: `key: value` lines between `---` and `---` at its very top.

It is metadata, not text. Most files that have it are not strict YAML (a bare `?`, a colon in a
title), so no YAML parser reads it: unknown keys and senseless values are left alone.
"""

import re
from dataclasses import dataclass, field

_FENCES = {"---": re.compile(r"^(?:---|\.\.\.)[ \t]*$"), "+++": re.compile(r"^\+\+\+[ \t]*$")}
_PAIR = re.compile(r"^([A-Za-z_][\w.-]*)[ \t]*[:=](?:[ \t]+(.*))?$")
_CONTINUATION = re.compile(r"^(?:[ \t]|-[ \t]|-$|#|\]|\}|$)")
_TAG_OR_COMMENT = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MAX_LINES = 200
_MAX_TITLE = 1000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the top of a document says about it."""

    title: str = ""
    """The document's title, without tags and comments; may still hold control characters."""
    date: str = ""
    """When it was written, as ISO 8601 to the day at most; empty when the value is no date."""
    minutes: int = 0
    """The reading time that it states, in minutes; 0 when it states none."""
    length: int = 0
    """How many characters of the source it takes, its closing fence and line feed included."""
    values: dict[str, str] = field(default_factory=dict[str, str])
    """All pairs, as written, without the quotes around a value."""


def read_front_matter(text: str) -> FrontMatter:
    """Return the front matter of a text, an empty one with `length` 0 where it has none."""
    closing = _FENCES.get(text[:3])
    if closing is None or text[3:].partition("\n")[0].strip(" \t"):
        return FrontMatter()
    position = text.find("\n") + 1
    values: dict[str, str] = {}
    for _ in range(_MAX_LINES if position else 0):
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)]
        if closing.match(line):
            length = end + 1 if end >= 0 else len(text)
            return _interpret(values, length) if values else FrontMatter()
        if pair := _PAIR.match(line):
            values.setdefault(pair[1], _unquote(pair[2] or ""))
        elif not _CONTINUATION.match(line):
            break
        if end < 0:
            break
        position = end + 1
    return FrontMatter()


def _interpret(values: dict[str, str], length: int) -> FrontMatter:
    date = _DATE.match(values.get("date", ""))
    minutes = values.get("minutes", "")
    title = values.get("title", "")[:_MAX_TITLE]
    return FrontMatter(
        title=" ".join(_TAG_OR_COMMENT.sub("", title).split()),
        date=date[0] if date else "",
        minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 6 else 0,
        length=length,
        values=values,
    )


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value
