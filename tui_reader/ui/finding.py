"""Finding words in the document on the screen: as they are typed, and then from hit to hit.

What a key asks for is looked for at once for some milliseconds, then in slices with pauses between
them, so that the next key never waits; it ends the search before it. It is imported with the first
search.
"""

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui_reader.document.chunk_texts import ChunkTexts
from tui_reader.document.document import Document
from tui_reader.document.search import BATCH_SECONDS, Hit, Query, Search, parse_query
from tui_reader.layout.found import FoundPlace, FoundSpan, is_in_view, locate
from tui_reader.ui.find_origin import Origin, find_origin

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen

_AT_ONCE = 0.025
"""Seconds that a key may take before the rest of its search waits for the next slice."""
_PAUSE = 0.004
"""Seconds between two slices: time for keys."""
_NEWS = 0.25
"""Seconds between two looks at the count while it grows: each one costs bytes."""
_MOST_REMEMBERED = 50


class Finding:
    """The search of one screen.

    Attributes:
        term: What was looked for last, as it was typed.
        history: What was looked for in this session, the latest last.
        hit: The hit that the reader is at.
    """

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self.term = ""
        self.history: list[str] = []
        self.hit: Hit | None = None
        self._search: Search | None = None
        self._texts: ChunkTexts | None = None
        self._seeking: Iterator[Hit | None] | None = None
        self._sought: tuple[tuple[int, int, int], int] = ((0, 0, 0), 0)
        self._origin: Origin | None = None
        self._is_typing = False
        self._has_link = False
        self._timer: Timer | None = None
        self._told = 0.0

    @property
    def is_active(self) -> bool:
        """Whether hits are shown."""
        return self._search is not None

    # The bar

    def begin(self) -> None:
        """Note where the reader is, before anything is typed."""
        self.clear()
        self._origin = find_origin(self._screen)
        self._is_typing = True

    def type(self, term: str) -> None:
        """Look for what is typed by now, from where the search began."""
        query = parse_query(term)
        if query is None:
            self._stop()
            self._forget()
            self._return()
            self._tell()
        else:
            self._look_for(term, query, self._origin.place if self._origin else (0, 0, 0))

    def stay(self, term: str) -> None:
        """Stay at the hit; for an empty term look for that of the last time."""
        if parse_query(term) is None and self.history:
            term = self.history[-1]
        if term != self.term or not self.is_active:
            self.type(term)
        self._is_typing = False
        if not self.is_active:
            return
        self.history = [each for each in self.history if each != term][-_MOST_REMEMBERED:]
        self.history.append(term)
        if self._origin is not None and self._has_moved():
            self._screen.history.leave(self._origin.visit)
        if self._seeking is None and self.hit is None:
            self._screen.say(f"not found: {term}")

    def give_up(self) -> None:
        """Take the hits away, and go back to where the search began."""
        self._is_typing = False
        self.clear()
        self._return()

    def leave(self) -> None:
        """Take the hits away; go back to where the search began if the hit is still in view."""
        hit, viewport, where = self.hit, self._screen.view.viewport, self._place_of(self.hit)
        is_here = True
        if hit is not None and where is not None and viewport is not None:
            is_here = is_in_view(viewport, hit.chunk, where)
        self.clear()
        if is_here and self._has_moved():
            self._screen.leave_place()
            self._return()
        self._origin = None

    def clear(self) -> None:
        """Take the hits away; what was read for them is kept for the next search."""
        self._stop()
        self._forget()
        self.term = ""
        self._tell()

    def show_hits(self, term: str, place: tuple[int, int, int] | None = None) -> None:
        """Show the hits of a term, and go to the one at or after a place.

        Args:
            term: What to look for, as a reader types it.
            place: Chunk, block, and offset in the block's plain text; None is what is on top.
        """
        query = parse_query(term)
        viewport = self._screen.view.viewport
        if query is None or viewport is None:
            return
        self._origin = find_origin(self._screen)
        self._look_for(term, query, place or viewport.place_at(0))
        self.history = [*(each for each in self.history if each != term), term]

    # From hit to hit

    def step(self, direction: int) -> None:
        """Go to the next or previous hit; from the top of what is in view if it isn't there."""
        viewport = self._screen.view.viewport
        if viewport is None:
            return
        if self._search is None or self._texts is None or not self._is_current():
            term = self.term or (self.history[-1] if self.history else "")
            query = parse_query(term)
            if query is None:
                self._screen.say("/ finds words in the document")
                return
            self._origin = self._origin or find_origin(self._screen)
            self._look_for(term, query, viewport.place_at(0), direction)
            return
        place, is_inclusive = viewport.place_at(0), direction > 0
        where = self._place_of(self.hit)
        if self.hit and where and is_in_view(viewport, self.hit.chunk, where):
            place, is_inclusive = (self.hit.chunk, self.hit.block, self.hit.start), False
        self._seek(place, direction, is_inclusive=is_inclusive)

    def show_in_document(self) -> None:
        """Show the hits in what is on the screen: another document, a next edition, the source."""
        if self._is_current():
            return
        if self.is_active or self._is_typing:
            term, query = self.term, parse_query(self.term)
            self.clear()
            self._origin = find_origin(self._screen) if self._is_typing else None
            if query is not None:
                self.term = term
                self._start_search(query)
                self._tell()
                self._go_on()
        if not self._is_current():
            # It would keep the document, too.
            self._texts = None

    def text(self) -> str:
        """Return which hit of how many, as the status line shows it."""
        if self._search is None:
            return ""
        if self._seeking is None and not self._search.total and self._search.is_counted:
            return "no hit"
        number = self._search.number(self.hit) if self.hit else None
        more = "" if self._search.is_counted else "…"
        if self._search.is_counted and number is None:
            return f"{self._search.total:,} hits"
        return f"{'…' if number is None else f'{number:,}'}/{self._search.total:,}{more}"

    # The search

    def _look_for(
        self, term: str, query: Query, place: tuple[int, int, int], direction: int = 1
    ) -> None:
        self._stop()
        self.term = term
        if self._search is None or not self._is_current() or self._search.query != query:
            self._start_search(query)
        self._seek(place, direction, is_inclusive=True)

    @property
    def _document(self) -> Document:
        viewport = self._screen.view.viewport
        return self._screen.document if viewport is None else viewport.document

    def _start_search(self, query: Query) -> None:
        document = self._document
        if self._texts is None or self._texts.document is not document:
            self._texts = ChunkTexts(document)
        self._forget()
        self._search = Search(self._texts, query)

    def _is_current(self) -> bool:
        return self._texts is not None and self._texts.document is self._document

    def _seek(self, place: tuple[int, int, int], direction: int, *, is_inclusive: bool) -> None:
        """Go to the next or previous hit from a place, at once if it is found at once."""
        if self._search is None:
            return
        self._sought = (place, 0 if is_inclusive else direction)
        self._seeking = self._search.seek(place, direction, is_inclusive=is_inclusive)
        self._seek_on(_AT_ONCE)
        self._screen.view.set_found(self._spans)
        self._tell()
        self._wait()

    def _seek_on(self, seconds: float) -> None:
        until = perf_counter() + seconds
        for hit in self._seeking or ():
            if hit is not None:
                self._seeking = None
                self._arrive(hit)
                return
            if perf_counter() >= until:
                return
        if self._seeking is not None:
            self._seeking = None
            self._miss()

    def _miss(self) -> None:
        """Show that nothing is found: where the reader was."""
        self.hit = None
        self._unselect()
        self._return()

    def _arrive(self, hit: Hit) -> None:
        """Go to a hit."""
        place, direction = self._sought
        before, self.hit = self.hit, hit
        where = self._place_of(hit)
        self._unselect()
        viewport = self._screen.view.viewport
        if where is not None and viewport is not None:
            if self._is_typing and not is_in_view(viewport, hit.chunk, where):
                # The less it moves from where the reader was, the better.
                self._return()
            self._screen.forget_goal()
            self._screen.view.show_found(hit.chunk, where)
            self._select(hit, where)
        self._screen.view.set_found(self._spans)
        at = (hit.chunk, hit.block, hit.start)
        if direction and hit == before:
            self._screen.say("this is the only hit")
        elif direction > 0 and at <= place:
            self._screen.say("past the last hit: the first one again")
        elif direction < 0 and at >= place:
            self._screen.say("past the first hit: the last one again")

    def _go_on(self) -> None:
        """Do the next slice."""
        self._timer = None
        if self._search is None or not self._is_current():
            return
        if self._seeking is not None:
            self._seek_on(BATCH_SECONDS)
            if self._seeking is None:
                self._screen.view.set_found(self._spans)
                self._tell()
        elif not self._search.count_on():
            self._tell()
            return
        if perf_counter() - self._told >= _NEWS:
            self._tell()
        self._wait()

    def _wait(self) -> None:
        self._stop_timer()
        is_done = self._search is None or (self._search.is_counted and self._seeking is None)
        if not is_done:
            self._timer = self._screen.set_timer(_PAUSE, self._go_on)

    def _stop(self) -> None:
        self._stop_timer()
        self._seeking = None

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _forget(self) -> None:
        self._unselect()
        self._search = self.hit = None
        self._screen.view.set_found(None)

    # What is shown

    def _spans(self, chunk: int) -> list[FoundSpan]:
        if self._search is None or not self._is_current():
            return []
        return [
            FoundSpan(hit.block, hit.start, hit.end, hit == self.hit)
            for hit in self._search.hits(chunk)
        ]

    def _tell(self) -> None:
        """Show the count in the bar, the status line and the sidebar."""
        self._told = perf_counter()
        counts = None if self._search is None else dict(self._search.sections)
        self._screen.outline.set_found(self._screen.current, counts)
        self._screen.show_count(self.text())
        self._screen.show_place()

    def _place_of(self, hit: Hit | None) -> FoundPlace | None:
        viewport = self._screen.view.viewport
        if hit is None or viewport is None or not self._is_current():
            return None
        return locate(viewport, hit.chunk, FoundSpan(hit.block, hit.start, hit.end))

    def _select(self, hit: Hit, where: FoundPlace) -> None:
        """Select the link whose address is the hit, so that the address is shown."""
        viewport = self._screen.view.viewport
        if not hit.is_address or viewport is None:
            return
        for spot in viewport.spots(hit.chunk):
            if spot.link is where.link:
                self._screen.view.select(spot)
                self._has_link = True

    def _unselect(self) -> None:
        if self._has_link:
            self._has_link = False
            self._screen.view.select(None)

    def _return(self) -> None:
        """Go back to where the search began."""
        if self._origin is not None:
            self._origin.restore(self._screen)

    def _has_moved(self) -> bool:
        """Whether the text in view is another than where the search began."""
        return self._origin is not None and not self._origin.is_on_top(self._screen)
