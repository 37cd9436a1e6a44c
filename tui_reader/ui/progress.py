"""What the reader's screen shows and does about what was read: signs, minutes, what is next."""

from bisect import bisect_left
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from tui_reader.editions import CHANGED, NEW
from tui_reader.eye import minutes_at
from tui_reader.identity import key_of
from tui_reader.kept import write
from tui_reader.library import SUFFIXES, Entry
from tui_reader.opening import OpenDocument, decide
from tui_reader.standing import SectionStanding, Standing, next_unread, total_left
from tui_reader.state import progress
from tui_reader.state.progress import DocumentProgress
from tui_reader.ui.widgets.outline_row import RowMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.kept import Kept
    from tui_reader.ui.screens.reader import ReaderScreen


class Progress:
    """Shows and changes what was read of the documents of one screen."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._read: set[bytes] = set()
        self._summed: Sequence[SectionStanding] = ()
        self._headings: list[int] = []
        self._left_after: list[float] = []

    @property
    def _pace(self) -> int:
        return self._screen.reader_app.settings.pace

    def toggle_here(self) -> None:
        """Mark the selected link, else the section, as read, or as unread."""
        if self._screen.view.spot is not None:
            self._screen.following.toggle_spot_read(self._screen.view.spot)
        else:
            self.toggle_section(self._screen.current, self._screen.heading_in_view())

    def toggle_section(self, index: int, heading: int) -> None:
        """Mark a section as read, or as unread; heading -1 is the whole document."""
        kept = self._screen.keeping.of(index)
        if index != self._screen.current:
            self._screen.keeping.know_other(kept)
        if not kept.standings:
            kept.document.complete()
            self._screen.keeping.judge_reading(kept)
        places = range(len(kept.standings))
        if heading >= 0:
            place = kept.place_of(heading)
            places = [] if place is None else [place]
        wanted = [place for place in places if kept.standings[place].section.words]
        if heading >= 0 and places and not wanted:
            wanted = _under(kept.standings, places[0])
        if not wanted:
            self._screen.say("there is nothing to read in this section")
            return
        is_read = any(kept.standings[place].standing is not Standing.READ for place in wanted)
        rows = [kept.mark(place, is_read) for place in wanted]
        if index == self._screen.current:
            self._screen.keeping.know_document()

        def mark(change: progress.Tables) -> None:
            for row in rows:
                progress.mark_read(change, kept.key, row, is_read)

        self._screen.memory.write(
            partial(write, job=mark, documents=[kept]),
            lambda _: self._marked(index, heading, is_read),
        )

    def _marked(self, index: int, heading: int, is_read: bool) -> None:
        self.show_document(index)
        title = self._screen.documents[index].title
        if heading >= 0:
            title = self._screen.documents[index].heading_text(heading)
        self._screen.say(f"{'read' if is_read else 'unread'}: {title}")
        self._screen.show_place()

    def go_to_next_unread(self) -> None:
        """Go to the next section that isn't read, here, then in the documents that follow."""
        heading = next_unread(self._screen.keeping.now.standings, self._screen.heading_in_view())
        if heading is not None:
            self._go(self._screen.current, heading)
            return
        count = len(self._screen.library.entries)
        for index in [*range(self._screen.current + 1, count), *range(self._screen.current + 1)]:
            if index not in self._screen.documents and not self._screen.load_document(index):
                continue
            kept = self._screen.keeping.of(index)
            if not kept.standings:
                self.recall(kept)
            heading = next_unread(kept.standings, -2)
            if heading is not None:
                self._go(index, heading)
                return
        self._screen.say("everything here is read")

    def recall(self, kept: "Kept") -> None:
        """Work out what was read of a document that isn't on the screen."""
        if self._screen.memory.exists and not kept.is_asked:
            kept.states = self._screen.memory.ask(
                partial(progress.section_states, key=kept.key), []
            )
        kept.document.complete()
        kept.judge()

    def _go(self, index: int, heading: int) -> None:
        self._screen.leave_place()
        self._screen.open_document(index, heading)

    def show(self) -> None:
        """Show what was read of the document in the sidebar."""
        self.show_document(self._screen.current)
        self._screen.show_place()

    def show_document(self, index: int) -> None:
        """Show in the sidebar what was read of a document."""
        kept = self._screen.keeping.of(index)
        standings = kept.standings
        marks = {
            standing.section.heading: _row_mark(standing, kept.news.get(standing.section.heading))
            for standing in standings
        }
        self._screen.outline.set_row_marks(index, {**marks, -1: _document_mark(standings)})

    def show_library(self) -> None:
        """Show in the sidebar what was read of the documents that aren't open."""
        if len(self._screen.library.entries) > 1 and self._screen.memory.exists:
            job = partial(progress.all_progress, words_a_minute=self._pace)
            self._screen.memory.write_later(job, self._show_library)

    def _show_library(self, found: "Sequence[DocumentProgress]") -> None:
        known = {each.key: each for each in found}
        self._read = {each.key for each in found if each.sections and each.read >= each.sections}
        self._screen.show_link_marks()
        for index, entry in enumerate(self._screen.library.entries):
            if index in self._screen.documents or entry.path is None:
                continue
            each = known.get(key_of(self._screen.library, entry))
            if each is not None and each.sections:
                sign = Standing.READ if each.read >= each.sections else Standing.STARTED
                is_begun = each.read or each.minutes_left < each.minutes
                sign = sign if is_begun else Standing.UNREAD
                self._screen.outline.set_row_marks(
                    index, {-1: RowMark(sign.value, each.minutes_left)}
                )

    def is_target_read(self, href: str) -> bool | None:
        """Return whether all of the document was read that a link leads to.

        None where it leads to an address, to a place in a document, or out of the library.
        """
        document = self._screen.document
        if not href.lower().endswith(SUFFIXES) or document.path is None:
            return None
        decision = decide(href, document.path, self._screen.library.root)
        if not isinstance(decision, OpenDocument):
            return None
        target = key_of(self._screen.library, Entry(decision.path))
        for index, entry in enumerate(self._screen.library.entries):
            # By its name first: a key is a look at a disk.
            is_alike = entry.path is not None and entry.path.name == decision.path.name
            if is_alike and key_of(self._screen.library, entry) == target:
                kept = self._screen.keeping.kept.get(index)
                if kept is not None and kept.standings:
                    return _document_mark(kept.standings).sign == Standing.READ.value
                return target in self._read
        return None

    def minutes_ahead(self, heading: int, share: float) -> float:
        """Return how many minutes of unread text lie ahead.

        Args:
            heading: The section under the eye.
            share: How much of the document lies before the top of the screen.
        """
        standings = self._screen.keeping.now.standings
        if not standings:
            whole = minutes_at(self._screen.document.minutes, self._pace)
            return whole * (1 - share)
        if self._summed is not standings:
            self._sum(standings)
        place = bisect_left(self._headings, heading)
        if place == len(standings):
            return 0.0
        here = standings[place]
        offset = share * len(self._screen.document.source.text)
        rest = 0.0
        if here.standing is not Standing.READ:
            rest = here.minutes * min(1 - here.share, _rest_of(here, offset))
        return rest + self._left_after[place]

    def _sum(self, standings: "Sequence[SectionStanding]") -> None:
        """Add up what is unread after each section, once and not for every move."""
        self._summed = standings
        self._headings = [standing.section.heading for standing in standings]
        left = [total_left([standing]) for standing in standings]
        self._left_after = list(accumulate(reversed(left), initial=0.0))[:-1][::-1]


def _under(standings: "Sequence[SectionStanding]", place: int) -> list[int]:
    """Return the sections with words that stand under a heading which has none of its own."""
    path = standings[place].section.headings
    return [
        index
        for index in range(place + 1, len(standings))
        if standings[index].section.headings[: len(path)] == path and standings[index].section.words
    ]


def _rest_of(standing: SectionStanding, offset: float) -> float:
    """Return how much of a section lies behind a place of the source, 0 to 1."""
    start, end = standing.section.start, standing.section.end
    return max(0.0, min(1.0, (end - offset) / max(1, end - start)))


def _row_mark(standing: SectionStanding, news: str | None = None) -> RowMark:
    """Return the mark of a section; what changed while it was open is news until it is read."""
    sign = standing.standing.value
    if standing.is_new:
        sign = NEW
    elif standing.is_changed:
        sign = CHANGED
    elif news and standing.standing is not Standing.READ:
        sign = news
    return RowMark(sign, standing.minutes)


def _document_mark(standings: "Sequence[SectionStanding]") -> RowMark:
    """Return the mark of a whole document: what is left of it, not how long it is."""
    with_words = [each for each in standings if each.section.words]
    if not with_words:
        return RowMark()
    if all(each.standing is Standing.READ for each in with_words):
        return RowMark(Standing.READ.value)
    is_begun = any(each.standing is not Standing.UNREAD for each in with_words)
    sign = Standing.STARTED if is_begun else Standing.UNREAD
    return RowMark(sign.value, total_left(standings))
