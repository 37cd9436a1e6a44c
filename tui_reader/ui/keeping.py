"""What the screen keeps of a place: where each document was left, on screen, on disk, at the end.

Written when reading pauses, and before the program is suspended or ends. It is imported after the
first screen.
"""

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui_reader.eye import Eye
from tui_reader.identity import key_of
from tui_reader.kept import Kept, Left, Loaded, load, write
from tui_reader.layout.standpoint import position_on_top, source_span
from tui_reader.standing import Comparison
from tui_reader.state import progress
from tui_reader.state.documents import find, save_position

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.editions import Edition, News
    from tui_reader.layout.viewport import Viewport
    from tui_reader.state.documents import KnownDocument
    from tui_reader.state.store import Store, Tables
    from tui_reader.ui.screens.reader import ReaderScreen
    from tui_reader.ui.widgets.reader_view import Show

_PAUSE = 0.8
"""Seconds without a move after which the place is written."""
_LONGEST = 3.0
"""Seconds of moving without such a pause after which it is written all the same."""
_PATIENCE = 0.6
"""Seconds that the program waits for the disk before it stops; what isn't written then is seen to
when the terminal is the shell's again."""
_RESCUE_SECONDS = 0.4


class Keeping:
    """Keeps the places of the documents of one screen.

    Attributes:
        kept: What is held of each document that was opened, by its index in the library.
    """

    def __init__(self, screen: "ReaderScreen", known: "KnownDocument | None" = None) -> None:
        """Begin with what is remembered of the document on the screen."""
        self._screen = screen
        self.kept: dict[int, Kept] = {}
        self._pause: Timer | None = None
        self._written: tuple[bytes, Left] | None = None
        self._has_moved = False
        self._has_read = False
        self._moving_since: float | None = None
        self._is_held_up = False
        if known is not None and known.position is not None:
            self.now.left = Left(known.position, known.lead)

    @property
    def now(self) -> Kept:
        """What is held of the document that is being read."""
        return self.of(self._screen.current)

    def of(self, index: int) -> Kept:
        """Return what is held of an open document."""
        kept = self.kept.get(index)
        if kept is None:
            document = self._screen.documents[index]
            key = key_of(self._screen.library, self._screen.library.entries[index], document.source)
            pace = self._screen.reader_app.settings.pace
            kept = self.kept[index] = Kept(key, document, Eye(document.source.text, pace), pace)
        return kept

    # Going on where it was left

    def show_left(self) -> "Show | None":
        """Return what brings the place into view at which the document was left, if it was."""
        kept = self.now
        self._has_moved = False
        if kept.left is None and self._screen.memory.exists:
            known = self._screen.memory.ask(partial(find, key=kept.key), None)
            if known is not None and known.position is not None:
                kept.left = Left(known.position, known.lead)
        if kept.left is None:
            return None
        return partial(self._show_left, left=kept.left)

    def begin_elsewhere(self) -> None:
        """Note that a place was asked for; where the document was left doesn't matter then."""
        self._has_moved = True

    def _show_left(self, viewport: "Viewport", left: Left) -> None:
        self._screen.return_to(viewport, left.position, left.lead)

    def know_document(self) -> None:
        """Ask the store for the document, once; what it knows is shown when it comes."""
        kept = self.now
        if not kept.is_asked:
            kept.is_asked = True
            job = partial(load, kept=kept, digests=self._digests(kept))
            self._screen.memory.write_later(job, partial(self._take, kept))

    def know_other(self, kept: Kept) -> None:
        """Ask the store for a document that isn't on the screen, of which something is marked."""
        kept.document.complete()
        if not kept.is_asked:
            job = partial(load, kept=kept, digests=self._digests(kept))
            loaded = self._screen.memory.ask(job, None)
            if loaded is not None:
                kept.is_asked = True
                self._take(kept, loaded)

    def _digests(self, kept: Kept) -> list[str]:
        if not kept.standings and not self._is_scanning(kept):
            kept.judge()
        return [standing.section.digest for standing in kept.standings]

    def _take(self, kept: Kept, loaded: Loaded) -> None:
        kept.take(loaded)
        position = loaded.known.position
        if kept.left is None and position is not None and kept is self.now:
            # It was known under another name.
            kept.left = Left(position, loaded.known.lead)
            if not self._has_moved and self._screen.view.viewport is not None:
                self._show_left(self._screen.view.viewport, kept.left)
                self._screen.view.follow()
        self.judge_reading(kept)
        if kept is self.now:
            self._screen.marking.show()

    def take_edition(self, edition: "Edition", news: "News") -> None:
        """Go on with the next edition of the document on the screen; marks and reading stay."""
        before = self.now
        eye = Eye(edition.document.source.text, before.pace)
        kept = Kept(before.key, edition.document, eye, before.pace, before.left)
        kept.bookmarks, kept.notes = before.bookmarks, before.notes
        kept.is_loaded = before.is_loaded
        kept.sections, kept.news = edition.sections, news.signs
        self.kept[self._screen.current] = kept

        def ask(store: "Store") -> tuple[Loaded | None, Comparison]:
            # What is written by now comes first in the queue, so that it is known here.
            digests = [section.digest for section in kept.sections]
            loaded = load(store, kept, digests, before) if before.is_asked else None
            return loaded, kept.compared(loaded.states if loaded else ())

        kept.is_asked = before.is_asked
        self._screen.memory.write_later(ask, lambda found: self._take_edition(kept, *found))

    def _take_edition(self, kept: Kept, loaded: Loaded | None, comparison: Comparison) -> None:
        if loaded is not None:
            found = dict(kept.found)
            kept.take(loaded)
            kept.found.update(found)
        kept.adopt(comparison)
        self._remember_comparison(kept, comparison)
        if kept is self.now:
            self._screen.progress.show()
            self._screen.marking.show()

    def _is_scanning(self, kept: Kept) -> bool:
        """Return whether a document is still gone through; it is judged when that is done."""
        return kept is self.now and self._screen.view.is_scanning

    def judge_reading(self, kept: Kept) -> None:
        """Work out and show what was read of a document, and have the store remember it."""
        comparison = None if kept.standings or self._is_scanning(kept) else kept.judge()
        self._remember_comparison(kept, comparison)
        if kept is self.now:
            self._screen.progress.show()

    def _remember_comparison(self, kept: Kept, comparison: Comparison | None) -> None:
        is_news = comparison is not None and list(comparison.rows) != list(kept.states)
        if comparison is not None and kept.is_loaded and is_news:
            self._screen.memory.write_later(
                partial(
                    progress.take_snapshot,
                    key=kept.key,
                    sections=comparison.rows,
                    gone=comparison.gone,
                )
            )

    # Keeping the place

    def write_later(self, job: "Callable[[Tables], object]") -> None:
        """Write something of a document; into a new state file, all that is known of each."""
        documents = list(self.kept.values())
        self._screen.memory.write_later(partial(write, job=job, documents=documents))

    def note_move(self) -> None:
        """Note that the text in view is another now, and that time passes over it."""
        viewport = self._screen.view.viewport
        if viewport is None:
            return
        self._has_moved = self._has_moved or (self._screen.view.has_focus and viewport.y > 0)
        moment = time.monotonic()
        # What was read is worked out when the reader pauses: here it would hold up the key.
        if self.now.eye.look(moment, *source_span(viewport)):
            self._has_read = True
        if self._moving_since is None:
            self._moving_since = moment
        elif self.now.document.is_complete and moment - self._moving_since >= _LONGEST:
            self.keep_place()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self._screen.set_timer(_PAUSE, self._rest)

    def note_reading(self) -> None:
        """Show and remember what was read through."""
        before = self.now.standings
        self._write_reading()
        if self.now.standings != before:
            self._screen.progress.show()

    def _write_reading(self) -> None:
        self._has_read = False
        kept = self.now
        for row in kept.notice_reading():
            self.know_document()
            self.write_later(partial(progress.mark_read, key=kept.key, section=row, is_read=True))

    def look_away(self) -> None:
        """Note that the text isn't in view any more: something lies over it, or another text."""
        if self.now.eye.look(time.monotonic(), 0, 0) or self._has_read:
            self.note_reading()

    def _rest(self) -> None:
        """Keep the place, and wait until what is in view was there long enough to be read."""
        if self._is_scanning(self.now):
            # To name a place takes the whole of the outline.
            self._pause = self._screen.set_timer(_PAUSE, self._rest)
            return
        self.keep_place()
        left = self.now.eye.seconds_left()
        self._pause = self._screen.set_timer(left, self._finish_view) if left else None

    def _finish_view(self) -> None:
        if self.now.eye.rest(time.monotonic()):
            self.note_reading()
            self.keep_place()

    def keep_place(self) -> None:
        """Write where the document is now, and which sections are begun."""
        viewport = self._screen.view.viewport
        if viewport is None or not viewport.document.chunks:
            return
        self._moving_since = None
        if self._has_read:
            self.note_reading()
        kept = self.now
        kept.left = Left(position_on_top(viewport), viewport.blank_rows_on_top())
        if (kept.key, kept.left) != self._written:
            self._written = (kept.key, kept.left)
            self.know_document()
            self.write_later(
                partial(
                    save_position,
                    key=kept.key,
                    position=kept.left.position,
                    lead=kept.left.lead,
                )
            )
        if begun := kept.begun():
            self.know_document()
            self.write_later(partial(progress.save_shares, key=kept.key, sections=begun))

    def keep_everything(self) -> None:
        """Write all that isn't written, and wait for it, but not long: before the program stops."""
        if self.now.eye.rest(time.monotonic()) or self._has_read:
            self.note_reading()
        self._write_everything()
        if self._is_held_up:
            return
        # What the store knows of the document may have come just now, and ask for a snapshot.
        self._screen.memory.catch_up()
        self._wait()

    def rescue(self) -> None:
        """Write all that isn't written from another thread, when the event loop stands still.

        It takes less than half a second, whatever the disk does.
        """
        # Nothing can be shown any more; a widget asked to would raise for want of a loop.
        self._screen.memory.is_silent = True
        self.now.eye.rest(time.monotonic())
        self._write_reading()
        self._submit_everything()
        self._screen.memory.close(_RESCUE_SECONDS)

    def _write_everything(self) -> None:
        self._submit_everything()
        self._wait()

    def _submit_everything(self) -> None:
        for screen in self._screen.app.screen_stack:
            keep = getattr(screen, "keep", None)
            if keep is not None:
                keep()
        self.keep_place()

    def _wait(self) -> None:
        """Wait for the disk; one that didn't answer the last time isn't waited for again."""
        self._is_held_up = not self._screen.memory.flush(0 if self._is_held_up else _PATIENCE)
