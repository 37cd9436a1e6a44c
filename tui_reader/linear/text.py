"""One open document in linear mode: its sections, what is printed of them, what is kept of it."""

from collections.abc import Iterator
from itertools import chain

from tui_reader.document.document import Document
from tui_reader.document.model import Heading
from tui_reader.document.positions import Position
from tui_reader.document.sections import Section
from tui_reader.kept import Kept
from tui_reader.layout.standpoint import line_start
from tui_reader.linear.pieces import Row, Typesetter
from tui_reader.linear.stops import Stop, line_of, stop_at_line
from tui_reader.linear.words import level_of, minutes_in_words
from tui_reader.standing import SectionStanding


class Text:
    """A document that is being read.

    Attributes:
        kept: What is remembered of it.
        typesetter: What makes its rows.
    """

    def __init__(self, kept: Kept, width: int, *, colour: bool) -> None:
        """Take a document that is scanned whole, and what was read of it."""
        self.kept = kept
        self.typesetter = Typesetter(kept.document, width, colour=colour)

    @property
    def document(self) -> Document:
        """The document."""
        return self.kept.document

    @property
    def count(self) -> int:
        """How many sections it has; at least one."""
        return max(1, len(self.kept.standings))

    def standing(self, place: int) -> SectionStanding | None:
        """Return what is known of a section; None in a document without any."""
        return self.kept.standings[place] if place < len(self.kept.standings) else None

    def name(self, place: int) -> str:
        """Return the words of a section's heading."""
        standing = self.standing(place)
        if standing is None or standing.section.heading < 0:
            return "Beginning"
        return self.document.heading_text(standing.section.heading)

    def place_of_heading(self, heading: int) -> int:
        """Return which section a heading opens; heading -1 is the beginning."""
        return max(0, self.kept.place_of(heading) or 0)

    def place_of(self, stop: Stop) -> int:
        """Return which section a place is in."""
        return self.place_of_heading(self.document.heading_at(line_of(self.document, stop)))

    def top(self, place: int) -> Stop:
        """Return where a section begins."""
        return stop_at_line(self.document, self._first_line(place)) if place else Stop(0, 0)

    def run_end(self, place: int) -> int:
        """Return the last section that is printed with a section: the first one that has text."""
        while place + 1 < self.count:
            standing = self.standing(place)
            if standing is None or standing.section.words:
                break
            place += 1
        return place

    def rows(self, place: int, start: Stop, facts: dict[int, str]) -> Iterator[Row]:
        """Return the rows of a section, with the headings above it that have no text.

        Args:
            place: The section.
            start: Where to begin; further down than its heading, it is said to go on there.
            facts: What is said of the sections beside their length.
        """
        self.typesetter.begin()
        return chain.from_iterable(
            self._rows(each, start, facts.get(each, ""))
            for each in range(place, self.run_end(place) + 1)
        )

    def span(self, place: int, begin: Stop, end: Stop | None) -> tuple[int, int]:
        """Return which characters of the source were printed.

        Args:
            place: The section that was printed.
            begin: The first place of it.
            end: What comes next, None where all of it was printed.
        """
        first, last = self.standing(place), self.standing(self.run_end(place))
        if first is None or last is None:
            return 0, len(self.document.source.text)
        is_whole = begin <= self.top(place)
        start = first.section.start if is_whole else self._offset(begin)
        return start, last.section.end if end is None else self._offset(end)

    def position(self, stop: Stop) -> Position:
        """Return what is remembered of a place."""
        from tui_reader.document.anchoring import position_at

        return position_at(self.document, *stop)

    def find(self, position: Position) -> tuple[Stop, bool]:
        """Return the place of what is remembered, and whether the same words stand there."""
        from tui_reader.document.anchoring import Fit, resolve

        found = resolve(self.document, position)
        return Stop(found.chunk, found.block, found.offset), found.fit is Fit.EXACT

    def _rows(self, place: int, start: Stop, facts: str) -> Iterator[Row]:
        first = self._first_line(place)
        is_last = place + 1 == self.count
        end = self.document.line_count + 1 if is_last else self._first_line(place + 1)
        top = self.top(place)
        heading = self._heading(place)
        body = first if heading is None else heading.line + 1
        is_inside = start > top and start[:2] != top[:2]
        said = [fact for fact in (self._facts(place), facts) if fact]
        if is_inside:
            said.append("goes on")
        before = f"Section {place + 1} of {self.count}: "
        behind = f" ({', '.join(said)})" if said else ""
        if heading is None:
            heading = Heading(1, (), first)
            before = f"{before}{self.name(place)}"
        yield Row("", top)
        yield from self.typesetter.heading(heading, top, before, behind)
        yield from self.typesetter.text(body, end, start)

    def _heading(self, place: int) -> Heading | None:
        """Return the block of a section's heading, None where it has none."""
        standing = self.standing(place)
        if standing is None or standing.section.heading < 0:
            return None
        line = self.document.outline[standing.section.heading].line
        chunk = self.document.chunk_of_line(line)
        for block in self.document.blocks(chunk) if self.document.chunks else ():
            if isinstance(block, Heading) and block.line == line:
                return block
        return None

    def _facts(self, place: int) -> str:
        standing = self.standing(place)
        if standing is None or not standing.section.words:
            return level_of(standing)
        parts = [level_of(standing), minutes_in_words(standing.minutes)]
        return ", ".join(part for part in parts if part)

    def _first_line(self, place: int) -> int:
        """Return the source line where a section begins; what is above the first is part of it."""
        section: Section | None = None
        if place and (standing := self.standing(place)):
            section = standing.section
        return 0 if section is None else self.document.outline[section.heading].line

    def _offset(self, stop: Stop) -> int:
        if not self.document.chunks:
            return 0
        return line_start(self.document, stop.chunk, line_of(self.document, stop))
