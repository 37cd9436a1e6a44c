"""What is remembered of a document: under which key, where it was left, how long it is.

A key is opaque here: a path as bytes, or a name for what has no path. A file that was renamed
takes what is remembered of it along: `identify` finds it by its text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from tui_reader.document.positions import Position
from tui_reader.state import times
from tui_reader.state.position_rows import from_json, to_json
from tui_reader.state.store import Change, Row, Tables
from tui_reader.state.texts import (
    MAX_DIGEST,
    checked_key,
    checked_moment,
    limited,
    one_line,
)

SELECT = "SELECT key, digest, title, opened_at, position, minutes, id, lead FROM documents"
"""The columns of a `KnownDocument`; see `of_row`."""
NEWEST_FIRST = "ORDER BY opened_at DESC, rowid DESC"

_MOST_MINUTES = 1e9
_MOST_LEAD = 100
_AT_ONCE = 500
"""Values in one query; older SQLite allows 999."""
_MAX_CANDIDATES = 20
"""Documents that are asked for whether they are gone: each is a look at a disk."""
_MAX_DIGESTS = 2_000
_ENOUGH_SECTIONS = 2


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What is remembered of one document."""

    key: bytes
    digest: str
    """Of its text when it was last opened, or empty."""
    title: str
    opened_at: str | None
    """When it was last read, or None."""
    position: Position | None
    """Where it was left, or None."""
    minutes: float
    """How long it takes to read."""
    id: str
    lead: int = 0
    """Blank rows that stood above the position at the top of the screen."""


def identify(
    store: Tables,
    key: bytes,
    digest: str,
    title: str,
    minutes: float,
    section_digests: Sequence[str],
    is_gone: Callable[[bytes], bool],
) -> KnownDocument:
    """Remember which document it is that was opened, and return what is known of it.

    Args:
        store: Where.
        key: Its key.
        digest: Of its whole text, or empty.
        title: Its title.
        minutes: How long it takes to read.
        section_digests: Of the text of each section; empty ones count for nothing.
        is_gone: Says whether the document of a key is not there any more. Where this key is new,
            one that is gone and had the same text, or half of the same sections, was renamed.

    Raises:
        ReaderError: The key can't be remembered.
    """
    checked_key(key)
    # Asked before the change begins: a look at a disk may take long, and others wait to write.
    former = None if find(store, key) else _former(store, key, digest, section_digests, is_gone)
    with store.change() as change:
        if former is not None:
            _rename(change, former, key)
        change.execute(
            "INSERT INTO documents (id, key, digest, title, minutes) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET digest = excluded.digest, title = excluded.title,"
            " minutes = excluded.minutes WHERE digest IS NOT excluded.digest"
            " OR title IS NOT excluded.title OR minutes IS NOT excluded.minutes",
            (
                uuid4().hex,
                key,
                limited(digest, MAX_DIGEST, "its digest"),
                one_line(title),
                min(max(float(minutes), 0.0), _MOST_MINUTES),
            ),
        )
        return of_row(change.execute(f"{SELECT} WHERE key = ?", (key,))[0])


def find(store: Tables, key: bytes) -> KnownDocument | None:
    """Return what is known of a document."""
    rows = store.query(f"{SELECT} WHERE key = ?", (key,))
    return of_row(rows[0]) if rows else None


def all_documents(store: Tables) -> list[KnownDocument]:
    """Return all that are known, the one opened last first."""
    return [of_row(row) for row in store.query(f"{SELECT} {NEWEST_FIRST}")]


def save_position(
    store: Tables, key: bytes, position: Position, at: str | None = None, lead: int = 0
) -> None:
    """Remember where a document was left, and when.

    Args:
        store: Where.
        key: The key of the document.
        position: What was on top of the screen.
        at: The moment, now where it isn't given.
        lead: Blank rows that stood above the position.

    Raises:
        ReaderError: The key or the moment can't be remembered.
    """
    values = (
        uuid4().hex,
        checked_key(key),
        to_json(position),
        times.now_exactly() if at is None else checked_moment(at),
        max(0, min(lead, _MOST_LEAD)),
    )
    with store.change() as change:
        change.execute(
            "INSERT INTO documents (id, key, position, opened_at, lead) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET position = excluded.position,"
            " opened_at = excluded.opened_at, lead = excluded.lead",
            values,
        )


def of_row(row: Row) -> KnownDocument:
    """Return what a row of `SELECT` says."""
    key, digest, title, opened_at, position, minutes, id_, lead = row
    # Whoever edits the file may write an infinite number.
    rows = int(min(max(lead, 0), _MOST_LEAD))
    return KnownDocument(key, digest, title, opened_at, from_json(position), minutes, id_, rows)


def _former(
    store: Tables,
    key: bytes,
    digest: str,
    section_digests: Sequence[str],
    is_gone: Callable[[bytes], bool],
) -> bytes | None:
    """Return the key that a document had, if it is known under one that leads nowhere now."""
    candidates: dict[bytes, None] = {}
    if digest:
        same = store.query(
            f"SELECT key FROM documents WHERE digest = ? {NEWEST_FIRST} LIMIT ?",
            (digest, _MAX_CANDIDATES),
        )
        candidates |= dict.fromkeys(other for (other,) in same)
    candidates |= dict.fromkeys(_alike(store, section_digests))
    candidates.pop(key, None)
    return next(filter(is_gone, list(candidates)[:_MAX_CANDIDATES]), None)


def _alike(store: Tables, section_digests: Sequence[str]) -> list[bytes]:
    """Return the documents that hold at least half of some sections, the likest first."""
    wanted = list(dict.fromkeys(filter(None, section_digests)))[:_MAX_DIGESTS]
    if len(wanted) < _ENOUGH_SECTIONS:
        return []
    counts: dict[bytes, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = store.query(
            "SELECT document, count(DISTINCT digest) FROM sections"
            f" WHERE digest IN ({marks}) GROUP BY document",
            part,
        )
        for document, count in rows:
            counts[document] = counts.get(document, 0) + count
    enough = max(_ENOUGH_SECTIONS, len(wanted) / 2)
    alike = [document for document, count in counts.items() if count >= enough]
    return sorted(alike, key=counts.__getitem__, reverse=True)


def _rename(change: Change, former: bytes, key: bytes) -> None:
    change.execute(
        # Another session may have met the document under its new name meanwhile.
        "UPDATE OR IGNORE documents SET key = ? WHERE key = ?",
        (key, former),
    )
    for table in ("bookmarks", "notes"):
        change.execute(f"UPDATE {table} SET document = ? WHERE document = ?", (key, former))
    change.execute("UPDATE OR REPLACE sections SET document = ? WHERE document = ?", (key, former))
