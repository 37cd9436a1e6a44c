"""What linear mode remembers: the same as the app, in the same file, written with each command."""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import uuid4

from tui_reader.document.anchoring import position_of_leaf, resolve
from tui_reader.document.document import Document
from tui_reader.document.sections import sections
from tui_reader.errors import ReaderError
from tui_reader.eye import Eye
from tui_reader.kept import Kept, Left, load, write
from tui_reader.linear.console import Console
from tui_reader.linear.signals import Signals
from tui_reader.linear.stops import Stop
from tui_reader.standing import Standing
from tui_reader.state import bookmarks, links, notes, progress
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.documents import save_position
from tui_reader.state.notes import Note
from tui_reader.state.store import Store, Tables
from tui_reader.state.times import now

T = TypeVar("T")


class Memory:
    """The store as linear mode uses it.

    Attributes:
        pace: Words a minute that are read.
    """

    def __init__(self, console: Console, signals: Signals, pace: int) -> None:
        self._console = console
        self._signals = signals
        self._store = Store()
        self.pace = pace
        self._written: tuple[bytes, Left] | None = None

    def know(self, key: bytes, document: Document) -> Kept:
        """Return what is remembered of a document, which is known from then on."""
        document.complete()
        kept = Kept(key, document, Eye(document.source.text, self.pace), self.pace)
        digests = [section.digest for section in sections(document)]
        loaded = self._do(partial(load, kept=kept, digests=digests), None)
        if loaded is not None:
            kept.take(loaded)
            if loaded.known.position is not None:
                kept.left = Left(loaded.known.position, loaded.known.lead)
        comparison = kept.judge()
        is_news = comparison is not None and list(comparison.rows) != list(kept.states)
        if comparison is not None and loaded is not None and is_news:
            rows, gone = comparison.rows, comparison.gone
            self._do(partial(progress.take_snapshot, key=key, sections=rows, gone=gone), None)
        return kept

    # Place and progress

    def keep_place(self, kept: Kept, left: Left) -> None:
        """Remember where a document is being read."""
        kept.left = left
        if (kept.key, left) != self._written:
            self._written = kept.key, left
            save = partial(save_position, key=kept.key, position=left.position, lead=left.lead)
            self._write(kept, save)

    def look(self, kept: Kept, start: int, end: int) -> None:
        """Note that a stretch of the source was printed, and what was read of the one before."""
        kept.eye.look(time.monotonic(), start, end)
        self._keep_reading(kept)

    def rest(self, kept: Kept) -> None:
        """Note what was read of the stretch that was printed last."""
        kept.eye.rest(time.monotonic())
        self._keep_reading(kept)

    def _keep_reading(self, kept: Kept) -> None:
        for row in kept.notice_reading():
            self._write(kept, partial(progress.mark_read, key=kept.key, section=row, is_read=True))
        if begun := kept.begun():
            self._write(kept, partial(progress.save_shares, key=kept.key, sections=begun))

    def toggle_read(self, kept: Kept, place: int) -> bool:
        """Mark a section as read, or as unread; return whether it is read now."""
        is_read = kept.standings[place].standing is not Standing.READ
        row = kept.mark(place, is_read)
        self._write(kept, partial(progress.mark_read, key=kept.key, section=row, is_read=is_read))
        return is_read

    # Bookmarks and notes

    def toggle_bookmark(self, kept: Kept, stop: Stop) -> bool | None:
        """Set a bookmark at a place or take it away; return whether there is one, None if none
        can be."""
        there = [mark for mark in self.marks_at(kept, stop) if isinstance(mark, Bookmark)]
        if there:
            kept.bookmarks = [mark for mark in kept.bookmarks if mark.id != there[0].id]
            self._do(partial(bookmarks.remove, id=there[0].id), None)
            return False
        position = position_of_leaf(kept.document, *stop)
        if not kept.document.chunks:
            return None
        moment = now()
        mark = Bookmark(uuid4().hex, kept.key, kept.document.title, position, "", moment, moment)
        if not self._did(partial(bookmarks.add, bookmark=mark)):
            return None
        kept.bookmarks.append(mark)
        return True

    def write_note(self, kept: Kept, stop: Stop, text: str) -> bool:
        """Write a note at a place, or go on with the one that is there; return whether it is."""
        if not kept.document.chunks:
            return False
        there = [mark for mark in self.marks_at(kept, stop) if isinstance(mark, Note)]
        moment = now()
        if there:
            old = there[0]
            body = f"{old.body}\n{text}"
            note = Note(old.id, old.key, old.title, old.position, body, old.created_at, moment)
        else:
            position = position_of_leaf(kept.document, *stop)
            title = kept.document.title
            note = Note(uuid4().hex, kept.key, title, position, text, moment, moment)
        if not self._did(partial(notes.save, note=note)):
            return False
        kept.notes = [*(each for each in kept.notes if each.id != note.id), note]
        return True

    def take_note(self, kept: Kept, stop: Stop) -> bool:
        """Take the note at a place away; return whether there was one."""
        there = [mark for mark in self.marks_at(kept, stop) if isinstance(mark, Note)]
        for note in there[:1]:
            kept.notes = [each for each in kept.notes if each.id != note.id]
            self._do(partial(notes.remove, id=note.id), None)
        return bool(there)

    def marks_at(self, kept: Kept, stop: Stop) -> list[Bookmark | Note]:
        """Return the bookmarks and notes at a place."""
        here: list[Bookmark | Note] = []
        for mark in kept.marks:
            first = self.stop_of(kept, mark)
            length = kept.found[mark.id].length
            if first[:2] == stop[:2] and 0 <= stop.offset - first.offset < max(1, length):
                here.append(mark)
        return here

    def stop_of(self, kept: Kept, mark: Bookmark | Note) -> Stop:
        """Return where a mark stands now."""
        found = kept.found.get(mark.id)
        if found is None:
            found = kept.found[mark.id] = resolve(kept.document, mark.position)
        return Stop(found.chunk, found.block, found.offset)

    def all_marks(self) -> list[Bookmark | Note]:
        """Return the bookmarks and notes of all documents."""
        none: list[Bookmark | Note] = []
        return self._do(
            lambda store: [*bookmarks.all_bookmarks(store), *notes.all_notes(store)], none
        )

    # Addresses and documents

    def mark_opened(self, address: str) -> None:
        """Remember that an address was opened."""
        self._do(partial(links.mark_opened, address=address), None)

    def queue(self, address: str, title: str, document: str) -> bool:
        """Put an address into the queue; return whether it is in it."""
        return self._did(partial(links.queue, address=address, title=title, document=document))

    def unqueue(self, address: str) -> None:
        """Take an address out of the queue."""
        self._do(partial(links.unqueue, address=address), None)

    def states(self) -> dict[str, links.LinkState]:
        """Return what is remembered of all addresses."""
        none: dict[str, links.LinkState] = {}
        return self._do(links.all_states, none)

    def progress(self) -> dict[bytes, progress.DocumentProgress]:
        """Return how far each document was read, by its key."""
        none: list[progress.DocumentProgress] = []
        job = partial(progress.all_progress, words_a_minute=self.pace)
        return {each.key: each for each in self._do(job, none)}

    def close(self) -> None:
        """Write what isn't written and let go of the file."""
        with self._signals.held():
            self._store.close()

    def _write(self, kept: Kept, job: Callable[[Tables], object]) -> None:
        """Write something of a document."""
        self._do(partial(write, job=job, documents=[kept]), None)

    def _did(self, job: Callable[[Store], object]) -> bool:
        """Do a job; return whether it could be done."""
        return self._do(lambda store: (job(store), True)[1], False)

    def _do(self, job: Callable[[Store], T], otherwise: T) -> T:
        """Return the result of a job, or something else where it can't be done, and say so."""
        result = otherwise
        trouble: list[str] = []
        with self._signals.held():
            try:
                result = job(self._store)
            except ReaderError as error:
                trouble.append(str(error))
            trouble += self._store.notices
            self._store.notices.clear()
        self._console.say(*trouble)
        return result
