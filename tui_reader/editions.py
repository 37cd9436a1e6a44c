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
    headings: int = 0
    """How many headings are others while the words below them are the same."""

    def __str__(self) -> str:
        """What is to be told of it."""
        said = [self._of_sections()] if self.changed or self.new or self.gone else []
        said += [f"{_count(self.headings, 'heading')} changed"] if self.headings else []
        return f"reloaded: {'; '.join(said) or 'the words of all sections are the same'}"

    def _of_sections(self) -> str:
        counts = ((self.changed, "changed"), (self.new, "new"), (self.gone, "gone"))
        said = [(count, what) for count, what in counts if count]
        if len(said) > 1:
            return f"sections: {', '.join(f'{count:,} {what}' for count, what in said)}"
        count, what = said[0]
        return _count(count, "new section") if self.new else f"{_count(count, 'section')} {what}"


def read_edition(before: Source) -> Edition | Source:
    """Read the file of a source again.

    Returns:
        Its next edition, or, where the text is the same, the source with the stamp it has now.

    Raises:
        UnreadableFile: It can't be read now, or isn't text any more.
    """
    assert before.path is not None
    source = read(before.path, is_any=before.is_any)
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
    """Return what is news in the sections of an edition: other words, or another heading.

    Args:
        before: The sections of the edition before.
        now: Those of this edition.
        signs: What was news in the edition before; it stays so.
    """
    by_name = {_name(section): section for section in before}
    names = {_name(section) for section in now}
    # Of those with the same words one whose heading is gone is the likelier.
    likelier = sorted(before, key=lambda section: _name(section) not in names)
    by_digest = {section.digest: section for section in likelier}
    found = {
        new: signs.get(old, CHANGED) for old, new in _renamed_without_words(before, now).items()
    }
    headings = len(found)
    counts = {NEW: 0, CHANGED: 0}
    for section in now:
        if not section.words:
            continue
        same = by_name.get(_name(section))
        if same is None or same.digest != section.digest:
            # Its words may have been under another heading, or in another order.
            same = by_digest.get(section.digest, same)
        if same is not None and same.digest == section.digest:
            is_renamed = _name(same) not in names and same.headings[-1:] != section.headings[-1:]
            headings += is_renamed
            if sign := signs.get(same.heading, CHANGED if is_renamed else ""):
                found[section.heading] = sign
            continue
        sign = CHANGED if same is not None and same.words else NEW
        counts[sign] += 1
        found[section.heading] = signs.get(same.heading, sign) if same is not None else sign
    return News(found, counts[NEW], counts[CHANGED], _count_gone(before, now), headings)


def _count_gone(before: Sequence[Section], now: Sequence[Section]) -> int:
    """Return how many sections are there no more, neither by their heading nor by their words."""
    names = {_name(section) for section in now if section.words}
    digests = {section.digest for section in now}
    return sum(
        1
        for section in before
        if section.words and section.digest not in digests and _name(section) not in names
    )


def _renamed_without_words(before: Sequence[Section], now: Sequence[Section]) -> dict[int, int]:
    """Return which headings without words of their own are others now, by those they were.

    Where as many came as went, they are the same ones in the same order.
    """
    old_names, new_names = {_name(section) for section in before}, {_name(each) for each in now}
    went = [each for each in before if not each.words and _name(each) not in new_names]
    came = [each for each in now if not each.words and _name(each) not in old_names]
    if len(went) != len(came):
        return {}
    return {
        old.heading: new.heading
        for old, new in zip(went, came, strict=True)
        if old.headings[-1:] != new.headings[-1:]
    }


def renumbered(before: Document, now: Document, shift: Shift) -> dict[int, int]:
    """Return which headings of the next edition those of an edition are, if they stay."""
    indexes = {mark.offset: index for index, mark in enumerate(now.outline)}
    found: dict[int, int] = {}
    for index, mark in enumerate(before.outline):
        place = indexes.get(shift.of(mark.offset)) if shift.keeps(mark.offset) else None
        if place is not None:
            found[index] = place
    return found


def _name(section: Section) -> tuple[tuple[str, ...], int]:
    return section.headings, section.ordinal


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
