"""What of each document was read, section by section.

A row that says that a section was read keeps the digest of the text that was read: where the text
is another now, it was changed since. The row of a section that is in the text no more has the
place -1.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui_reader.state import times
from tui_reader.state.position_rows import headings_of, headings_text, within
from tui_reader.state.store import Tables
from tui_reader.state.texts import MAX_DIGEST, checked_key, checked_moment, limited

MAX_SECTIONS = 2_000
"""Rows of one document: of its text, and again as many that were read last and are gone."""
READ_FROM = 0.9
"""The share from which a section counts as read: its last lines leave the screen with the next."""

_AVERAGE = 230
"""Words a minute of the minutes that are remembered of a document."""

_COLUMNS = "document, headings, ordinal, place, words, digest, share, read_at, is_new"
_INSERT = f"INSERT INTO sections ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CONFLICT = "ON CONFLICT (document, headings, ordinal) DO UPDATE SET"
_WAS_READ = f"(read_at IS NOT NULL OR share >= {READ_FROM})"
_IS_READ = f"(excluded.read_at IS NOT NULL OR excluded.share >= {READ_FROM})"
_IS_SAME = "digest = excluded.digest"
_KEEPS = f"({_WAS_READ} AND NOT {_IS_READ})"
_TAKE = (
    f"{_INSERT} {_CONFLICT} place = excluded.place, words = excluded.words,"
    f" is_new = excluded.is_new, digest = CASE WHEN {_KEEPS} THEN digest ELSE excluded.digest END,"
    f" share = CASE WHEN {_IS_SAME} THEN max(share, excluded.share)"
    f" WHEN {_KEEPS} THEN share ELSE excluded.share END,"
    " read_at = coalesce(excluded.read_at, read_at)"
    # What is there already costs no write.
    " WHERE (place, words, is_new, digest) IS NOT"
    " (excluded.place, excluded.words, excluded.is_new, excluded.digest)"
    " OR share < excluded.share OR read_at IS NOT coalesce(excluded.read_at, read_at)"
)


@dataclass(frozen=True, slots=True)
class SectionState:
    """What is remembered of one section: a heading and its own text, up to the next heading."""

    headings: tuple[str, ...]
    """Its heading after those it stands under."""
    ordinal: int
    """How many sections with the same headings come before it."""
    place: int
    """Where it comes in the document."""
    words: int
    digest: str
    """Of the text that was read, or that was there; empty where it has none."""
    share: float = 0.0
    """How much of it was read, 0 to 1."""
    read_at: str | None = None
    """When it was read, or None."""
    is_new: bool = False
    """Whether it came into the document after others of it were read."""


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """How far a reader got in one document."""

    key: bytes
    title: str
    sections: int
    """How many have words."""
    read: int
    """How many of them were read."""
    minutes: float
    minutes_left: float
    opened_at: str | None


def section_states(store: Tables, key: bytes) -> list[SectionState]:
    """Return what is remembered of a document's sections by their place, those gone last."""
    rows = store.query(
        "SELECT headings, ordinal, place, words, digest, share, read_at, is_new FROM sections"
        " WHERE document = ? ORDER BY place < 0, place, rowid",
        (key,),
    )
    return [
        SectionState(headings_of(headings), *values, is_new=bool(is_new))
        for headings, *values, is_new in rows
    ]


def take_snapshot(
    store: Tables, key: bytes, sections: Sequence[SectionState], gone: Sequence[SectionState]
) -> None:
    """Remember which sections a document has.

    What another session wrote meanwhile stays: a row that says that a section was read, where the
    one given doesn't, and a row that is not any more what is given as gone.

    Args:
        store: Where.
        key: Of which document.
        sections: Its sections, and at place -1 what is no part of its text any more; of each
            two thousand are remembered.
        gone: Rows to delete, as they were read from here.

    Raises:
        ReaderError: The key or a digest can't be remembered; so for every function that writes.
    """
    checked_key(key)
    current = [section for section in sections if section.place >= 0][:MAX_SECTIONS]
    former = [section for section in sections if section.place < 0]
    former.sort(key=lambda section: section.read_at or "", reverse=True)
    rows = [_values(key, section) for section in (*current, *former[:MAX_SECTIONS])]
    with store.change() as change:
        for section in (*gone, *former[MAX_SECTIONS:]):
            change.execute(
                "DELETE FROM sections WHERE document = ? AND headings = ? AND ordinal = ?"
                " AND digest = ? AND read_at IS ?",
                (
                    key,
                    headings_text(section.headings),
                    within(section.ordinal),
                    section.digest,
                    section.read_at,
                ),
            )
        for values in rows:
            change.execute(_TAKE, values)


def make_whole(
    store: Tables, key: bytes, count: int, sections: Callable[[], Sequence[SectionState]]
) -> None:
    """Remember all sections of a document again where some are missing, as in a new state file.

    It belongs into the change that writes to the document, after that: until something is written,
    a file that was deleted is still there to be read.

    Args:
        store: The change.
        key: The document.
        count: How many sections it has now.
        sections: Makes them and those that are gone, which only few changes need.
    """
    ((there,),) = store.query(
        "SELECT count(*) FROM sections WHERE document = ? AND place >= 0", (key,)
    )
    if there >= min(MAX_SECTIONS, count):
        return
    moment = times.now()
    rows = [
        replace(section, read_at=section.read_at or moment)
        if section.share >= READ_FROM
        else section
        for section in sections()
    ]
    take_snapshot(store, key, rows, ())


def mark_read(store: Tables, key: bytes, section: SectionState, is_read: bool) -> None:
    """Remember that a section was read as it is now, or that it was not."""
    values = list(_values(key, section))
    values[-3:] = [1.0, times.now(), 0] if is_read else [0.0, None, 0]
    with store.change() as change:
        change.execute(
            f"{_INSERT} {_CONFLICT} place = excluded.place, words = excluded.words,"
            " digest = excluded.digest, share = excluded.share, read_at = excluded.read_at,"
            " is_new = 0",
            values,
        )


def save_shares(store: Tables, key: bytes, sections: Iterable[SectionState]) -> None:
    """Remember how much of some sections was read; it never gets less while the text is the same.

    One of which all was read is read from now on. One that was read and whose text is another now
    stays changed until all of that was read.
    """
    checked_key(key)
    moment = times.now()
    rows = [
        _values(key, replace(section, read_at=moment if section.share >= READ_FROM else None))
        for section in sections
    ]
    with store.change() as change:
        for values in rows:
            change.execute(
                f"{_INSERT} {_CONFLICT} digest = excluded.digest, share = excluded.share,"
                f" read_at = CASE WHEN {_IS_SAME} THEN coalesce(read_at, excluded.read_at)"
                " ELSE excluded.read_at END"
                f" WHERE CASE WHEN {_IS_SAME} THEN share < excluded.share"
                f" ELSE {_IS_READ} OR NOT {_WAS_READ} END",
                values,
            )


def all_progress(store: Tables, words_a_minute: int = _AVERAGE) -> list[DocumentProgress]:
    """Return how far the reader got in each document, the one opened last first.

    Of sections: that something is read is what was known when the document was last opened.
    """
    rows = store.query(
        "SELECT k.key, coalesce(d.title, ''), coalesce(s.sections, 0), coalesce(s.read, 0),"
        " coalesce(s.words / ?1, d.minutes * ?2), coalesce(s.left / ?1, d.minutes * ?2),"
        " d.opened_at"
        " FROM (SELECT key FROM documents UNION SELECT document FROM sections WHERE place >= 0) k"
        " LEFT JOIN documents d ON d.key = k.key LEFT JOIN ("
        f"  SELECT document, count(*) AS sections, sum({_WAS_READ}) AS read,"
        f"  total(words) AS words, total(words * (NOT {_WAS_READ}) * (1.0 - share)) AS left"
        "  FROM sections WHERE place >= 0 AND words > 0 GROUP BY document"
        " ) s ON s.document = k.key ORDER BY d.opened_at DESC, d.rowid DESC",
        (float(words_a_minute), _AVERAGE / words_a_minute),
    )
    return [DocumentProgress(*row) for row in rows]


def _values(key: bytes, section: SectionState) -> tuple[Any, ...]:
    """Return the values of `_COLUMNS`."""
    return (
        checked_key(key),
        headings_text(section.headings),
        within(section.ordinal),
        within(section.place),
        max(0, within(section.words)),
        limited(section.digest, MAX_DIGEST, "a digest"),
        min(1.0, max(0.0, float(section.share))),
        None if section.read_at is None else checked_moment(section.read_at),
        int(section.is_new),
    )
