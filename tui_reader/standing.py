"""What a reader is shown of each section: read, begun, unread; new, changed; minutes.

It joins the sections of the text in hand with what is remembered of the text as it was. Nothing
is written here: `Comparison` says what the memory shall hold.
"""

import enum
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate

from tui_reader.document.sections import Section
from tui_reader.state.progress import MAX_SECTIONS, READ_FROM, SectionState

STARTED_FROM = 0.1
"""The share from which it counts as begun: less is what a glance at its heading leaves."""


class Standing(enum.Enum):
    """How far a section was read; the value is its sign."""

    UNREAD = "○"
    STARTED = "◐"
    READ = "✓"


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """What a reader is shown of one section."""

    section: Section
    standing: Standing
    share: float
    """How much of it was read, 0 to 1; of one without words how much of what is under it."""
    is_new: bool
    """Whether it came in after other parts of the document were read."""
    is_changed: bool
    """Whether it was read and its words are others now."""
    minutes: float
    """How long reading the whole of it takes."""
    state: SectionState | None
    """What was remembered of it, also under the heading it had before."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sections of a text, joined with what is remembered of them."""

    standings: tuple[SectionStanding, ...]
    rows: tuple[SectionState, ...]
    """What shall be remembered: one row for each section in order, then, with place -1, those of
    sections that were begun or read and are gone, in case their text comes back."""
    gone: tuple[SectionState, ...]
    """Remembered rows that shall go before `rows` are written, as they were: those that `rows`
    has under another name, and those of sections that are gone and were never begun."""


_Key = Callable[[tuple[str, ...], int, str], Hashable]
# By what a section and a row belong together, the surest first, and whether only rows of what was
# begun do: what was read is the text, wherever it stands now. None means they can't by this.
_KEYS: tuple[tuple[_Key, bool], ...] = (
    (lambda headings, ordinal, digest: (headings, ordinal, digest), False),
    # One more section of the same name above it moves its ordinal.
    (lambda headings, ordinal, digest: (headings, digest) if digest else None, False),
    (lambda headings, ordinal, digest: digest or None, True),
    (lambda headings, ordinal, digest: (headings, ordinal), False),
    (lambda headings, ordinal, digest: digest or None, False),
)


def compare(
    sections: Sequence[Section], states: Sequence[SectionState], *, minutes_a_word: float
) -> Comparison:
    """Join the sections of the text in hand with what is remembered of the document.

    As long as nothing of it was ever read or begun, nothing is new or changed.
    """
    may_be_new = _is_whole(states) and any(map(_was_begun, states))
    matched = _match(sections, states)
    standings = [
        _standing(section, matched.get(place), may_be_new, minutes_a_word * section.words)
        for place, section in enumerate(sections)
    ]
    rows = [_row(standing, place) for place, standing in enumerate(standings)]
    kept, gone = _leftovers(sections, states, matched)
    return Comparison(_roll_up(standings), (*rows, *kept), tuple(gone))


def rows_of(standings: Sequence[SectionStanding]) -> list[SectionState]:
    """Return what shall be remembered of sections as they stand now, with what was read since."""
    rows: list[SectionState] = []
    for place, standing in enumerate(standings):
        # Else it was marked by hand: what was remembered of it before doesn't count any more.
        is_read_still = (
            standing.standing is Standing.READ
            and standing.state is not None
            and standing.state.digest == standing.section.digest
        )
        is_as_it_was = standing.is_changed or is_read_still
        row = _row(standing, place) if is_as_it_was else row_of(standing, place)
        rows.append(replace(row, is_new=standing.is_new))
    return rows


def with_shares(
    standings: Sequence[SectionStanding], share_of: Callable[[Section], float]
) -> tuple[SectionStanding, ...]:
    """Return standings with what was read since, as a function says it of each section."""
    return _roll_up([_with_share(standing, share_of(standing.section)) for standing in standings])


def with_mark(
    standings: Sequence[SectionStanding], place: int, is_read: bool
) -> tuple[SectionStanding, ...]:
    """Return standings in which the one at an index was marked as read, or as unread."""
    new = list(standings)
    new[place] = replace(
        new[place],
        standing=Standing.READ if is_read else Standing.UNREAD,
        share=float(is_read),
        is_new=False,
        is_changed=False,
    )
    return _roll_up(new)


def row_of(standing: SectionStanding, place: int) -> SectionState:
    """Return what a mark or a share of a section is written with: its words as they are now."""
    section = standing.section
    share = standing.share if section.words else 0.0
    return SectionState(
        section.headings, section.ordinal, place, section.words, section.digest, share
    )


def total_left(standings: Sequence[SectionStanding]) -> float:
    """Return how many minutes of unread text there are; of what was begun, the rest counts."""
    return sum(
        standing.minutes * (1 - standing.share)
        for standing in standings
        if standing.standing is not Standing.READ
    )


def next_unread(standings: Sequence[SectionStanding], after_heading: int) -> int | None:
    """Return the heading of the next section with unread words, None where there is none."""
    for standing in standings:
        if (
            standing.section.heading > after_heading
            and standing.section.words
            and standing.standing is not Standing.READ
        ):
            return standing.section.heading
    return None


def _is_whole(states: Sequence[SectionState]) -> bool:
    """Return whether a section without a row is none that was never written down, or was lost.

    It may be where the rows are as many as can be, and where there is a gap between them: in a
    file that was saved from damage, or was begun anew while another session had the old one.
    """
    places = {state.place for state in states if state.place >= 0}
    return len(places) < MAX_SECTIONS and len(places) == max(places, default=-1) + 1


def _match(sections: Sequence[Section], states: Sequence[SectionState]) -> dict[int, SectionState]:
    """Return the row that belongs to each section, by the section's place."""
    matched: dict[int, SectionState] = {}
    left = list(states)
    for key_of, is_begun in _KEYS:
        rows: defaultdict[Hashable, deque[SectionState]] = defaultdict(deque)
        for state in left:
            if is_begun and not _was_begun(state):
                continue
            rows[key_of(state.headings, state.ordinal, state.digest)].append(state)
        for place, section in enumerate(sections):
            key = key_of(section.headings, section.ordinal, section.digest)
            if place not in matched and key is not None and rows[key]:
                matched[place] = rows[key].popleft()
        taken = {id(state) for state in matched.values()}
        left = [state for state in left if id(state) not in taken]
    return matched


def _leftovers(
    sections: Sequence[Section], states: Sequence[SectionState], matched: dict[int, SectionState]
) -> tuple[list[SectionState], list[SectionState]]:
    """Return the rows to keep of sections that are gone, and the rows to delete.

    What was read is never deleted: where its name is taken it gets the next ordinal that is free.
    """
    names = {(section.headings, section.ordinal) for section in sections}
    taken = {id(state): place for place, state in matched.items()}
    kept: list[SectionState] = []
    gone: list[SectionState] = []
    for state in states:
        name = state.headings, state.ordinal
        place = taken.get(id(state))
        if place is not None:
            new_name = sections[place].headings, sections[place].ordinal
        elif _was_begun(state):
            new_name = _free_name(state, names)
            names.add(new_name)
            kept.append(replace(state, ordinal=new_name[1], place=-1))
        else:
            new_name = None
        if new_name != name:
            gone.append(state)
    return kept, gone


def _free_name(
    state: SectionState, taken: Set[tuple[tuple[str, ...], int]]
) -> tuple[tuple[str, ...], int]:
    ordinal = state.ordinal
    while (state.headings, ordinal) in taken:
        ordinal += 1
    return state.headings, ordinal


def _remembered_share(state: SectionState) -> float:
    """Return how much of a section was read; a heading without words can't have been."""
    if not state.digest:
        return 0.0
    return 1.0 if state.read_at is not None else max(0.0, min(1.0, state.share))


def _was_read(state: SectionState) -> bool:
    return _remembered_share(state) >= READ_FROM


def _was_begun(state: SectionState) -> bool:
    return _remembered_share(state) >= STARTED_FROM


def _standing(
    section: Section, state: SectionState | None, may_be_new: bool, minutes: float
) -> SectionStanding:
    share = 0.0
    is_new = is_changed = False
    if state is not None:
        is_changed = _was_read(state) and section.digest != state.digest
        share = 0.0 if is_changed else _remembered_share(state)
    if may_be_new and section.words and share < READ_FROM:
        # A heading that had no text yet and has some now is news too.
        is_new = state is None or state.is_new or not state.digest
    is_changed = is_changed and not is_new and bool(section.words)
    return SectionStanding(section, _by(share), share, is_new, is_changed, minutes, state)


def _row(standing: SectionStanding, place: int) -> SectionState:
    row, state = row_of(standing, place), standing.state
    if state is None or not _was_read(state):
        return replace(row, is_new=standing.is_new)
    # The digest stays that of the words that were read, or the change would be seen once only.
    return replace(row, digest=state.digest, share=state.share, read_at=state.read_at)


def _by(share: float) -> Standing:
    if share >= READ_FROM:
        return Standing.READ
    return Standing.STARTED if share >= STARTED_FROM else Standing.UNREAD


def _with_share(standing: SectionStanding, share: float) -> SectionStanding:
    if standing.standing is Standing.READ or share <= standing.share:
        return standing
    is_read = share >= READ_FROM
    return replace(
        standing,
        share=min(1.0, share),
        standing=_by(share),
        is_new=standing.is_new and not is_read,
        is_changed=standing.is_changed and not is_read,
    )


def _roll_up(standings: Sequence[SectionStanding]) -> tuple[SectionStanding, ...]:
    """Give each section without words the standing of the sections with words that it leads.

    These are the ones under deeper headings right after it; where there are none, as under a
    title whose chapters are of the same level, all of the document.
    """
    if all(standing.section.words for standing in standings):
        return tuple(standings)
    counts = map(_counts, standings)
    columns = zip(*counts, strict=True)
    sums = (accumulate(column, initial=0) for column in columns)
    totals = list(zip(*sums, strict=True))
    rolled = list(standings)
    ends = _subtree_ends(standings)
    for place, standing in enumerate(standings):
        if standing.section.words:
            continue
        start, end = place, ends[place]
        if totals[start][0] == totals[end][0]:
            start, end = 0, len(standings)
        below = zip(totals[start], totals[end], strict=True)
        count, begun, read, words, read_words = (after - before for before, after in below)
        sign = Standing.STARTED if begun else Standing.UNREAD
        if count and read == count:
            sign = Standing.READ
        rolled[place] = replace(standing, standing=sign, share=read_words / words if words else 0)
    return tuple(rolled)


def _counts(standing: SectionStanding) -> tuple[float, ...]:
    """Return what a section adds to the sums: sections, begun, read; words, words read."""
    if not (words := standing.section.words):
        return (0, 0, 0, 0, 0)
    is_read = standing.standing is Standing.READ
    is_begun = standing.standing is not Standing.UNREAD
    return (1, is_begun, is_read, words, words * standing.share)


def _subtree_ends(standings: Sequence[SectionStanding]) -> list[int]:
    """Return for each section the place after the last one under it."""
    ends = [len(standings)] * len(standings)
    open_places: list[int] = []
    for place, standing in enumerate(standings):
        depth = len(standing.section.headings)
        while open_places and len(standings[open_places[-1]].section.headings) >= depth:
            ends[open_places.pop()] = place
        open_places.append(place)
    return ends
