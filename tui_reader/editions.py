"""The next edition of a document: read from its file, compared with the one that is on the screen.

All of it may be done in another thread: what the screen shows isn't touched.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui_reader.document.document import Document
from tui_reader.document.sections import Section, sections
from tui_reader.document.shifts import Shift
from tui_reader.document.source import Source, read

NEW, CHANGED = "+", "~"
"""The signs of sections that came in, or were rewritten, since the document was opened."""
_PAUSE = 0.002
"""Seconds that the screen's thread gets between two segments of the scan."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as its file has it now."""

    document: Document
    """Scanned to its end."""
    shift: Shift
    """From the places in the source of the edition before."""
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class News:
    """What two editions differ in."""

    signs: Mapping[int, str]
    """The sign of each section that is news, by its heading."""
    new: int
    changed: int
    gone: int

    def __str__(self) -> str:
        """What is to be told of it."""
        if self.changed and not (self.new or self.gone):
            return f"reloaded: {_count(self.changed, 'section')} changed"
        counts = ((self.changed, "changed"), (self.new, "new"), (self.gone, "gone"))
        parts = [f"{count:,} {what}" for count, what in counts if count]
        if not parts:
            return "reloaded: the words of all sections are the same"
        total = self.changed + self.new + self.gone
        return f"reloaded: {', '.join(parts)} section{'' if total == 1 else 's'}"


def read_edition(before: Source) -> Edition | Source:
    """Read the file of a source again.

    Returns:
        Its next edition, or, where the text is the same, the source with the stamp it has now.

    Raises:
        UnreadableFile: It can't be read now, or isn't text any more.
    """
    assert before.path is not None
    source = read(before.path)
    if source.text == before.text:
        return source
    document = Document(source)
    while document.advance():
        time.sleep(_PAUSE)
    shift = Shift(before.text, source.text)
    time.sleep(_PAUSE)
    return Edition(document, shift, sections(document))


def compare_sections(
    before: Sequence[Section], now: Sequence[Section], signs: Mapping[int, str]
) -> News:
    """Return what is news in the sections of an edition; only their words count.

    Args:
        before: The sections of the edition before.
        now: Those of this edition.
        signs: What was news in the edition before; it stays so.
    """
    by_name = {(section.headings, section.ordinal): section for section in before}
    by_digest = {section.digest: section for section in before}
    found: dict[int, str] = {}
    counts = {NEW: 0, CHANGED: 0}
    for section in now:
        if not section.words:
            continue
        same = by_name.get((section.headings, section.ordinal))
        if same is None or same.digest != section.digest:
            # Its words may have been under another heading, or in another order.
            same = by_digest.get(section.digest, same)
        if same is not None and same.digest == section.digest:
            if sign := signs.get(same.heading):
                found[section.heading] = sign
            continue
        sign = CHANGED if same is not None and same.words else NEW
        counts[sign] += 1
        found[section.heading] = signs.get(same.heading, sign) if same is not None else sign
    names = {(section.headings, section.ordinal) for section in now if section.words}
    digests = {section.digest for section in now}
    gone = sum(
        1
        for section in before
        if section.words
        and section.digest not in digests
        and (section.headings, section.ordinal) not in names
    )
    return News(found, counts[NEW], counts[CHANGED], gone)


def renumbered(before: Document, now: Document, shift: Shift) -> dict[int, int]:
    """Return which headings of the next edition those of an edition are, if they stay."""
    indexes = {mark.offset: index for index, mark in enumerate(now.outline)}
    found: dict[int, int] = {}
    for index, mark in enumerate(before.outline):
        place = indexes.get(shift.of(mark.offset)) if shift.keeps(mark.offset) else None
        if place is not None:
            found[index] = place
    return found


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
