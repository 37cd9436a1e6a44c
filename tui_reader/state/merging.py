"""Adding everything that comes in to everything that is there: one change, and twice is once.

A mark is known by its id, and the version modified later stays; one without a time never replaces
another. A document is the one with its key, else the one with its text. Of a reading position and
of a section that was read the later one stays, and an address keeps what was done with it on both
sides. Nothing is ever taken away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tui_reader.state import bookmarks, documents, notes, progress
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.documents import KnownDocument
from tui_reader.state.everything import Everything, KnownLink, known_links
from tui_reader.state.notes import Note
from tui_reader.state.position_rows import headings_text
from tui_reader.state.progress import SectionState
from tui_reader.state.store import Change, Store
from tui_reader.state.texts import one_line
from tui_reader.state.times import now

MarkT = TypeVar("MarkT", Bookmark, Note)


@dataclass(slots=True)
class Merged:
    """How many of each came in."""

    bookmarks: int = 0
    notes: int = 0
    sections: int = 0
    """That were read."""
    positions: int = 0
    links: int = 0
    known: int = 0
    """Of all these, how many were there already, as they are or in a later version."""


def merge(store: Store, everything: Everything) -> Merged:
    """Add everything to a store.

    Raises:
        ReaderError: Something of it can't be remembered; nothing was changed then.
    """
    merged = Merged()
    with store.change() as change:
        keys = _merge_documents(change, everything, merged)
        _merge_sections(change, everything, keys, merged)
        there = {mark.id: mark.modified_at for mark in bookmarks.all_bookmarks(change)}
        for bookmark in _newer(everything.bookmarks, there):
            bookmarks.add(change, replace(bookmark, key=keys.get(bookmark.key, bookmark.key)))
            merged.bookmarks += 1
        there = {mark.id: mark.modified_at for mark in notes.all_notes(change)}
        for note in _newer(everything.notes, there):
            notes.save(change, replace(note, key=keys.get(note.key, note.key)))
            merged.notes += 1
        _merge_links(change, everything.links, keys, merged)
    marks = len(everything.bookmarks) + len(everything.notes)
    merged.known += marks - merged.bookmarks - merged.notes
    return merged


def _merge_documents(change: Change, everything: Everything, merged: Merged) -> dict[bytes, bytes]:
    """Write what is told of documents, and return under which key each is known here."""
    known = documents.all_documents(change)
    by_key = {document.key: document for document in known}
    by_digest = {document.digest: document for document in reversed(known) if document.digest}
    with_sections = {key for key, _ in everything.sections}
    keys: dict[bytes, bytes] = {}
    for document in everything.documents:
        local = by_key.get(document.key) or by_digest.get(document.digest)
        keys[document.key] = document.key if local is None else local.key
        is_worth_a_row = document.digest or document.position or document.key in with_sections
        if local is None and is_worth_a_row:
            documents.identify(
                change, document.key, document.digest, document.title, document.minutes, (), _never
            )
        _merge_position(change, document, local, merged)
    return keys


def _merge_position(
    change: Change, document: KnownDocument, local: KnownDocument | None, merged: Merged
) -> None:
    if document.position is None:
        return
    opened_at = "" if local is None else local.opened_at or ""
    if local is not None and local.position and opened_at >= (document.opened_at or ""):
        merged.known += 1
        return
    key = document.key if local is None else local.key
    documents.save_position(change, key, document.position, document.opened_at, document.lead)
    merged.positions += 1


def _never(_key: bytes) -> bool:
    # Which files are gone is not for an import to find out: the next opening will.
    return False


def _merge_sections(
    change: Change, everything: Everything, keys: dict[bytes, bytes], merged: Merged
) -> None:
    by_key: dict[bytes, list[SectionState]] = {}
    for key, section in everything.sections:
        by_key.setdefault(keys.get(key, key), []).append(section)
    for key, sections in by_key.items():
        there = {
            (headings_text(state.headings), state.ordinal): state
            for state in progress.section_states(change, key)
        }
        wanted: list[SectionState] = []
        for section in sections:
            local = there.get((headings_text(section.headings), section.ordinal))
            found = _merged_section(section, local, is_document_known=bool(there))
            if section.read_at is not None:
                merged.sections += found is not None
                merged.known += found is None
            if found is not None:
                wanted.append(found)
        progress.take_snapshot(change, key, wanted, ())


def _merged_section(
    section: SectionState, local: SectionState | None, *, is_document_known: bool
) -> SectionState | None:
    """Return what is to be written of a section, None where it brings nothing new."""
    if local is None:
        if not is_document_known:
            return section
        # Not in the text as it is here: worth keeping only if it was read elsewhere.
        return replace(section, place=-1) if section.read_at is not None else None
    if section.read_at is not None and section.read_at > (local.read_at or ""):
        return replace(section, place=local.place, words=local.words, is_new=False)
    is_further = section.digest == local.digest and section.share > local.share
    return replace(local, share=section.share) if is_further and local.read_at is None else None


def _newer(marks: Sequence[MarkT], there: dict[str, str]) -> Iterable[MarkT]:
    """Yield the marks that aren't there, or not in so late a version, with their times complete."""
    for mark in marks:
        version = there.get(mark.id)
        if version is None or mark.modified_at > version:
            modified_at = mark.modified_at or now()
            there[mark.id] = modified_at
            created_at = mark.created_at or modified_at
            yield replace(mark, created_at=created_at, modified_at=modified_at)


def _merge_links(
    change: Change, links: Iterable[KnownLink], keys: dict[bytes, bytes], merged: Merged
) -> None:
    there = {link.address: link for link in known_links(change)}
    place = change.query("SELECT coalesce(max(queue_place), 0) FROM links")[0][0]
    for link in links:
        local = there.get(link.address)
        if local is not None and not _adds(link, local):
            merged.known += 1
            continue
        there[link.address] = link
        merged.links += 1
        place += 1
        change.execute(
            "INSERT INTO links (address, title, document, opened_at, read_at, queued_at,"
            " queue_place) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET"
            " title = coalesce(nullif(title, ''), excluded.title),"
            " document = coalesce(nullif(document, x''), excluded.document),"
            " opened_at = max(coalesce(opened_at, excluded.opened_at),"
            " coalesce(excluded.opened_at, opened_at)),"
            " read_at = coalesce(read_at, excluded.read_at),"
            " queued_at = coalesce(queued_at, excluded.queued_at),"
            " queue_place = coalesce(queue_place, excluded.queue_place)",
            (
                link.address,
                one_line(link.title),
                keys.get(link.document, link.document),
                link.opened_at,
                link.read_at,
                link.queued_at,
                place if link.queued_at else None,
            ),
        )


def _adds(link: KnownLink, local: KnownLink) -> bool:
    """Return whether something was done with an address that wasn't done with it here."""
    return bool(
        (link.opened_at or "") > (local.opened_at or "")
        or (link.read_at and not local.read_at)
        or (link.queued_at and not local.queued_at)
    )
