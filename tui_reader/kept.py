"""What is held of an open document beside its text: place, marks, what was read of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tui_reader.document.anchoring import Found
from tui_reader.document.document import Document
from tui_reader.document.positions import Position
from tui_reader.document.sections import MOST_SECTIONS, Section, sections
from tui_reader.eye import WORDS_A_MINUTE, Eye, minutes_at
from tui_reader.identity import is_gone
from tui_reader.standing import (
    Comparison,
    SectionStanding,
    Standing,
    compare,
    row_of,
    rows_of,
    with_mark,
    with_shares,
)
from tui_reader.state import bookmarks, notes, progress
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.documents import KnownDocument, identify
from tui_reader.state.notes import Note
from tui_reader.state.progress import SectionState
from tui_reader.state.store import Store, Tables


@dataclass(frozen=True, slots=True)
class Left:
    """Where a document was left."""

    position: Position
    lead: int = 0
    """Blank rows above it at the top of the screen."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the store has of a document."""

    known: KnownDocument
    bookmarks: list[Bookmark]
    notes: list[Note]
    states: list[SectionState]


@dataclass(slots=True)
class Kept:
    """One open document."""

    key: bytes
    document: Document
    eye: Eye
    pace: int = WORDS_A_MINUTE
    """Words a minute that minutes are told for."""
    left: Left | None = None
    is_asked: bool = False
    """Whether the store was asked for it."""
    is_loaded: bool = False
    """Whether the store's answer is in."""
    bookmarks: list[Bookmark] = field(default_factory=list[Bookmark])
    notes: list[Note] = field(default_factory=list[Note])
    found: dict[str, Found] = field(default_factory=dict[str, Found])
    """Where each mark stands, by its id."""
    states: Sequence[SectionState] = ()
    standings: Sequence[SectionStanding] = ()
    """What was read of each section; empty until the document is scanned."""
    former: Sequence[SectionState] = ()
    """What is remembered of sections that are gone."""
    shares: dict[int, float] = field(default_factory=dict[int, float])
    """The shares that were written, by the place of the section."""
    sections: Sequence[Section] = ()
    """Those of the document; empty until it is scanned."""
    news: Mapping[int, str] = field(default_factory=dict[int, str])
    """The signs of sections that came in or changed while it was open, by their heading."""

    @property
    def marks(self) -> list[Bookmark | Note]:
        """The bookmarks and notes."""
        return [*self.bookmarks, *self.notes]

    def take(self, loaded: Loaded) -> None:
        """Take over what the store had."""
        self.is_loaded = True
        self.bookmarks, self.notes = loaded.bookmarks, loaded.notes
        self.states = loaded.states
        self.standings = ()
        self.found.clear()

    def judge(self) -> Comparison | None:
        """Work out what was read of each section, once the document is scanned.

        Returns:
            What the store shall hold of them, None where that isn't known yet.
        """
        if not self.document.is_complete:
            return None
        self.sections = self.sections or sections(self.document)
        comparison = self.compared(self.states)
        self.adopt(comparison)
        return comparison

    def compared(self, states: Sequence[SectionState]) -> Comparison:
        """Join the sections with what is remembered of them; nothing changes here."""
        words = sum(section.words for section in self.sections)
        minutes = minutes_at(self.document.minutes, self.pace) / max(1, words)
        if len(self.document.outline) > MOST_SECTIONS:
            minutes *= self.sections[-1].end / len(self.document.source.text)
        return compare(self.sections, states, minutes_a_word=minutes)

    def adopt(self, comparison: Comparison) -> None:
        """Take over what was read of each section."""
        for standing in comparison.standings:
            section = standing.section
            if section.words and standing.share:
                length = section.end - section.start
                self.eye.recall(section.start, section.start + round(length * standing.share))
        self.former = comparison.rows[len(comparison.standings) :]
        self.standings = with_shares(comparison.standings, self._share)
        self.begun()

    def notice_reading(self) -> list[SectionState]:
        """Take over what the eye has read since; return the sections that are read through now."""
        before = self.standings
        self.standings = with_shares(before, self._share)
        return [
            row_of(standing, place)
            for place, standing in enumerate(self.standings)
            if standing.section.words
            and standing.standing is Standing.READ
            and before[place].standing is not Standing.READ
        ]

    def begun(self) -> list[SectionState]:
        """Return the sections that were begun, and read on in since they were last asked for."""
        shares = {
            place: standing.share
            for place, standing in enumerate(self.standings)
            if standing.standing is Standing.STARTED and standing.section.words
        }
        changed = [place for place, share in shares.items() if self.shares.get(place) != share]
        self.shares = shares
        return [row_of(self.standings[place], place) for place in changed]

    def mark(self, place: int, is_read: bool) -> SectionState:
        """Mark a section as read or unread; return what the store shall hold of it."""
        section = self.standings[place].section
        if is_read:
            self.eye.recall(section.start, section.end)
        else:
            self.eye.forget(section.start, section.end)
        self.standings = with_mark(self.standings, place, is_read)
        return row_of(self.standings[place], place)

    def make_whole(self, store: Tables) -> None:
        """Have the store remember every section again where it has lost some of them."""
        standings, former = self.standings, self.former
        if self.is_loaded and standings:
            count = len(standings) + sum(row.place >= 0 for row in former)
            progress.make_whole(store, self.key, count, lambda: [*rows_of(standings), *former])

    def place_of(self, heading: int) -> int | None:
        """Return which of the standings is that of a heading."""
        for place, standing in enumerate(self.standings):
            if standing.section.heading == heading:
                return place
        return None

    def _share(self, section: Section) -> float:
        return self.eye.share(section.start, section.end)


def write(store: Store, job: Callable[[Tables], object], documents: Iterable[Kept]) -> None:
    """Write something, and all that is known of documents if the state file is a new one."""
    with store.change() as change:
        job(change)
        for kept in documents:
            kept.make_whole(change)


def load(store: Store, kept: Kept, digests: Sequence[str], before: Kept | None = None) -> Loaded:
    """Ask the store for a document, which is known to it from then on.

    Args:
        store: What is asked.
        kept: The document.
        digests: Those of its sections, as far as they are known.
        before: The edition of it that was open until now, which a new state file shall have.
    """
    document = kept.document
    known = identify(
        store,
        kept.key,
        document.source.digest,
        document.title,
        document.minutes,
        digests,
        is_gone,
    )
    if before is not None:
        before.make_whole(store)
    return Loaded(
        known,
        bookmarks.of_document(store, kept.key),
        notes.of_document(store, kept.key),
        progress.section_states(store, kept.key),
    )
