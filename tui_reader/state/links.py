"""What is remembered of an address: whether it was opened, whether read, and the queue.

Opened is not read: only the reader says that. A time is UTC, ISO 8601. Addresses are compared as
they stand; making two spellings one is the caller's work. Every write may be repeated.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError
from tui_reader.state.store import Store
from tui_reader.state.times import now

MAX_ADDRESS = 10_000
MAX_TITLE = 500
_MAX_DOCUMENT = 10_000
_AT_ONCE = 500
"""Values in one query; older SQLite allows 999."""
_NOT_IN_ADDRESSES = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_SELECT = "SELECT address, title, document, opened_at, read_at, queued_at FROM links"


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is remembered of one address."""

    address: str
    """The whole address, as it was written."""
    state: Literal["new", "opened", "read"] = "new"
    """How far the reader got; the queue is apart from it."""
    queued_at: str | None = None
    """When it was put into the queue, or None when it isn't in it."""
    opened_at: str | None = None
    """When it was last opened, or None."""
    title: str = ""
    """What the link said when it was queued: one line, safe to show."""
    document: str = ""
    """The document it was queued from: a path, which need not be UTF-8 (`os.fsdecode`)."""


def states(store: Store, addresses: Iterable[str]) -> dict[str, LinkState]:
    """Return what is remembered of some addresses; what isn't in it is new."""
    wanted = [address for address in dict.fromkeys(addresses) if not _objection(address)]
    found: dict[str, LinkState] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = store.query(f"{_SELECT} WHERE address IN ({marks})", part)
        found |= {row[0]: _state(row) for row in rows}
    return found


def all_states(store: Store) -> dict[str, LinkState]:
    """Return everything that is remembered, in the order in which it was first met."""
    return {row[0]: _state(row) for row in store.query(f"{_SELECT} ORDER BY rowid")}


def queued(store: Store) -> list[LinkState]:
    """Return the queue, what was put in first at its head."""
    rows = store.query(f"{_SELECT} WHERE queue_place IS NOT NULL ORDER BY queue_place, rowid")
    return [_state(row) for row in rows]


def is_address(address: str) -> bool:
    """Return whether an address can be remembered."""
    return not _objection(address)


def mark_opened(store: Store, address: str) -> None:
    """Remember that an address was opened just now.

    Raises:
        ReaderError: The address can't be remembered; so for every function that writes.
    """
    _write(
        store,
        "INSERT INTO links (address, opened_at) VALUES (?, ?)"
        " ON CONFLICT (address) DO UPDATE SET opened_at = excluded.opened_at",
        (_checked(address), now()),
    )


def mark_read(store: Store, address: str, is_read: bool = True) -> None:
    """Remember that an address was read, or that it was not."""
    _checked(address)
    if is_read:
        _write(
            store,
            "INSERT INTO links (address, read_at) VALUES (?, ?)"
            " ON CONFLICT (address) DO UPDATE SET read_at = coalesce(read_at, excluded.read_at)",
            (address, now()),
        )
    else:
        _clear(store, address, "read_at = NULL")


def queue(store: Store, address: str, title: str = "", document: str = "") -> None:
    """Put an address at the end of the queue; one that is in it keeps its place."""
    _write(
        store,
        "INSERT INTO links (address, title, document, queued_at, queue_place)"
        " SELECT ?, ?, ?, ?, coalesce(max(queue_place), 0) + 1 FROM links WHERE true"
        " ON CONFLICT (address) DO UPDATE SET title = excluded.title, document = excluded.document,"
        " queued_at = excluded.queued_at, queue_place = excluded.queue_place"
        " WHERE queue_place IS NULL",
        (_checked(address), safe(title[:MAX_TITLE])[:MAX_TITLE], _bytes(document), now()),
    )


def unqueue(store: Store, address: str) -> None:
    """Take an address out of the queue."""
    _clear(store, _checked(address), "queued_at = NULL, queue_place = NULL")


def _clear(store: Store, address: str, assignments: str) -> None:
    with store.change() as change:
        change.execute(f"UPDATE links SET {assignments} WHERE address = ?", (address,))
        change.execute(
            "DELETE FROM links WHERE address = ? AND opened_at IS NULL AND read_at IS NULL"
            " AND queued_at IS NULL",
            (address,),
        )


def _write(store: Store, sql: str, parameters: tuple[Any, ...]) -> None:
    with store.change() as change:
        change.execute(sql, parameters)


def _state(row: tuple[Any, ...]) -> LinkState:
    address, title, document, opened_at, read_at, queued_at = row
    state = "read" if read_at else "opened" if opened_at else "new"
    return LinkState(address, state, queued_at, opened_at, title, os.fsdecode(document))


def _checked(address: str) -> str:
    if objection := _objection(address):
        raise ReaderError(f"this address can't be remembered: it {objection}")
    return address


def _objection(address: str) -> str:
    if not address:
        return "is empty"
    if len(address) > MAX_ADDRESS:
        return f"is longer than {MAX_ADDRESS:,} characters"
    return "holds control characters" if _NOT_IN_ADDRESSES.search(address) else ""


def _bytes(document: str) -> bytes:
    try:
        return os.fsencode(document[:_MAX_DOCUMENT])
    except UnicodeEncodeError:
        return document[:_MAX_DOCUMENT].encode("utf-8", "replace")
