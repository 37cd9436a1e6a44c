"""Reading paths: the lists of a document that say what to read in which order, in what time.

Each heading of the first or second level with items below it is a path; deeper ones are its parts.
An item begins with a link to what is to be read, followed by the time it takes and a full stop.
"""

import re
from dataclasses import dataclass

from tui_reader.document.document import Document
from tui_reader.document.items import LinkedItem, linked_items
from tui_reader.document.model import Paragraph, plain_text

MAX_CHARACTERS = 1_000_000
"""How far into a document paths are looked for."""

_MINUTES_AN_HOUR = 60
_PATH_LEVEL = 2
_TIME = re.compile(
    r"(?:(\d{1,4})\s*(?:h|hrs?|hours?)(?![a-z]))?(?:\s*(\d{1,5})\s*(?:m|mins?|minutes?)(?![a-z]))?",
    re.I,
)
_BEFORE_TIME = re.compile(r"^[\s,;:(–—-]+")
_TOTAL = re.compile(r"total:?\s+", re.I)


@dataclass(frozen=True, slots=True)
class PathItem:
    """One step of a path. Its title is plain and safe."""

    title: str
    href: str
    """Where it leads, as the document has it: another document or a web address."""
    minutes: int
    """How long it takes; 0 where that isn't said."""
    heading: int
    """The heading of the document that it stands under, -1 before the first."""
    line: int
    """Its source line."""


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """What to read, in this order."""

    title: str
    heading: int
    """Its heading in the document's outline, -1 where it has none."""
    items: tuple[PathItem, ...]
    total_minutes: int
    """How long it takes in all: as its paragraph `Total:` says, else the sum."""


def reading_paths(document: Document) -> list[ReadingPath]:
    """Return the reading paths of a document; parses it, to the length where no paths go."""
    document.complete()
    items: dict[int, list[PathItem]] = {}
    totals: dict[int, int] = {}
    for index, chunk in enumerate(document.chunks):
        if chunk.start > MAX_CHARACTERS:
            break
        for block in document.blocks(index):
            path = _path_of(document, block.line)
            for item in linked_items(block):
                items.setdefault(path, []).append(_item(document, item))
            if isinstance(block, Paragraph) and path in items:
                text = plain_text(block.inlines)
                if (total := _TOTAL.match(text)) and (minutes := _minutes(text[total.end() :])):
                    totals[path] = minutes
    return [
        ReadingPath(
            document.heading_text(path) if path >= 0 else document.title,
            path,
            tuple(steps),
            totals.get(path) or sum(step.minutes for step in steps),
        )
        for path, steps in items.items()
    ]


def _path_of(document: Document, line: int) -> int:
    """Return the heading of the path that a line belongs to, -1 where there is none."""
    heading = document.heading_at(line)
    while heading >= 0 and document.outline[heading].level > _PATH_LEVEL:
        heading -= 1
    return heading


def _item(document: Document, item: LinkedItem) -> PathItem:
    return PathItem(
        " ".join(item.title.split()),
        item.link.href,
        _minutes(_BEFORE_TIME.sub("", item.rest)),
        document.heading_at(item.line),
        item.line,
    )


def _minutes(text: str) -> int:
    """Return the minutes of the time that a text begins with, 0 where it begins with none."""
    match = _TIME.match(text)
    assert match is not None
    return _MINUTES_AN_HOUR * int(match[1] or 0) + int(match[2] or 0)
