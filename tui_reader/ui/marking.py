"""What the reader's screen does with bookmarks and notes; the panel that lists them is its own."""

import time
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING
from uuid import uuid4

from tui_reader.document.anchoring import position_of_leaf, position_of_span, resolve
from tui_reader.document.links import link_offset
from tui_reader.document.positions import Position
from tui_reader.layout.margin import BOOKMARK, NOTE, PlaceMark, signs_in_view
from tui_reader.layout.standpoint import document_place, place_on_top, shown_mark
from tui_reader.state import bookmarks, notes
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note
from tui_reader.state.times import now
from tui_reader.ui.widgets.selecting import TextPlace

if TYPE_CHECKING:
    from tui_reader.kept import Kept
    from tui_reader.ui.mark_panel import MarkPanel
    from tui_reader.ui.screens.reader import ReaderScreen

_AT_ONCE = 0.008
"""Seconds for which marks are looked for in the text before keys get their turn."""


class Marking:
    """Sets, shows and takes away the bookmarks and notes of one screen."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen

    @cached_property
    def panel(self) -> "MarkPanel":
        """The panel of bookmarks and notes; imported when it is first wanted."""
        from tui_reader.ui.mark_panel import MarkPanel

        return MarkPanel(self._screen)

    def toggle_bookmark(self) -> None:
        """Set a bookmark at the paragraph on top, or at the selected link's; or take it away."""
        place = self.place()
        if place is None:
            self._screen.say("there is nothing to mark here")
            return
        kept = self._screen.keeping.now
        position = position_of_leaf(self._screen.document, *place)
        marks = self._marks_of(place, position)
        there = next((mark for mark in marks if isinstance(mark, Bookmark)), None)
        if there is not None:
            self._screen.memory.write(
                partial(bookmarks.remove, id=there.id), lambda _: self._forgotten(kept, there)
            )
            return
        moment = now()
        title = self._screen.document.title
        mark = Bookmark(uuid4().hex, kept.key, title, position, "", moment, moment)
        self._screen.memory.write(
            partial(bookmarks.add, bookmark=mark), lambda _: self._remembered(kept, mark)
        )

    def write_note(self) -> None:
        """Write a note on the selected text, else on the paragraph; one that is there is edited."""
        position = self._selected_position()
        if position is None:
            place = self.place()
            if place is None:
                self._screen.say("there is nothing to write a note on here")
                return
            position = position_of_leaf(self._screen.document, *place)
            marks = self._marks_of(place, position)
            there = next((mark for mark in marks if isinstance(mark, Note)), None)
            if there is not None:
                self.edit_note(there)
                return
        moment = now()
        key, title = self._screen.keeping.now.key, self._screen.document.title
        self.edit_note(Note(uuid4().hex, key, title, position, "", moment, moment))

    def edit_note(self, note: Note, then: Callable[[], None] | None = None) -> None:
        """Open a note to be written; it is kept as it is typed, and an empty one is none.

        Args:
            note: The note as it is.
            then: What is done when it is closed.
        """
        from tui_reader.ui.screens.note import NoteScreen

        open_ones = self._screen.keeping.kept.values()
        kept = next((kept for kept in open_ones if kept.key == note.key), None)
        if kept is self._screen.keeping.now:
            self._screen.keeping.know_document()

        def keep(body: str) -> None:
            if not body.strip():
                self._screen.memory.write(
                    partial(notes.remove, id=note.id), lambda _: self._forgotten(kept, note)
                )
                return
            new = Note(note.id, note.key, note.title, note.position, body, note.created_at, now())
            write = partial(notes.save, note=new)
            self._screen.memory.write(write, lambda _: self._remembered(kept, new))

        def closed(_: None) -> None:
            if then is not None:
                then()

        self._screen.app.push_screen(NoteScreen(note.body, note.position.exact, keep), closed)

    def show_note(self) -> bool:
        """Show the notes on what is in view, the top ones first; return whether there is one."""
        from tui_reader.ui.screens.facts import FactsScreen

        found = self._notes_in_view()
        if not found:
            return False
        lines: list[str] = []
        for note in found:
            lines += [f"“{note.position.exact}”", "", *note.body.split("\n"), ""]

        def answered(key: str | None) -> None:
            if key == "e":
                self.edit_note(found[0])

        if terms := self._screen.terms.in_view():
            lines += ["", *self._screen.terms.lines(terms), ""]
        title = "Note: e edits, Esc closes" if len(found) == 1 else "Notes: Esc closes"
        keys = {"e": "Edit the note"} if len(found) == 1 else {}
        self._screen.app.push_screen(FactsScreen(title, lines[:-1], keys), answered)
        return True

    def _marks_of(self, place: TextPlace, position: Position) -> list[Bookmark | Note]:
        """Return the marks at a place, else at the beginning of its paragraph.

        The place isn't in any paragraph when a stroke or a blank row is on top.
        """
        self._screen.keeping.know_document()
        if not self._screen.keeping.now.is_loaded:
            self._screen.memory.catch_up()
        found = resolve(self._screen.document, position)
        return self.marks_at(place) or self.marks_at((found.chunk, found.block, found.offset))

    def marks_at(self, place: TextPlace) -> list[Bookmark | Note]:
        """Return the marks whose words a place of the text lies in."""
        chunk, block, offset = place
        kept = self._screen.keeping.now
        here: list[Bookmark | Note] = []
        for mark in kept.marks:
            found = kept.found.get(mark.id)
            if (
                found is not None
                and (found.chunk, found.block) == (chunk, block)
                and found.offset <= offset < found.offset + max(1, found.length)
            ):
                here.append(mark)
        return here

    def show(self) -> None:
        """Find the marks of the document in its text, once it is scanned, and show them."""
        kept = self._screen.keeping.now
        if not kept.document.is_complete:
            return
        missing = [mark for mark in kept.marks if mark.id not in kept.found]
        until = time.monotonic() + _AT_ONCE
        while missing and time.monotonic() < until:
            mark = missing.pop(0)
            kept.found[mark.id] = resolve(kept.document, mark.position)
        signs: dict[int, list[PlaceMark]] = defaultdict(list)
        for mark in kept.marks:
            found = kept.found.get(mark.id)
            if found is not None:
                sign = NOTE if isinstance(mark, Note) else BOOKMARK
                chunk, place_mark = shown_mark(self._screen.view.viewport, found, sign)
                signs[chunk].append(place_mark)
        self._screen.view.set_place_marks(signs)
        if missing:
            self._screen.set_timer(0.01, self.show)

    def forget_mark(self, kept: "Kept | None", mark: Bookmark | Note) -> None:
        """Take a mark off the screen that is in the store no more."""
        if kept is None:
            return
        kept.bookmarks = [each for each in kept.bookmarks if each.id != mark.id]
        kept.notes = [each for each in kept.notes if each.id != mark.id]
        kept.found.pop(mark.id, None)
        self.show()

    def take_mark(self, kept: "Kept | None", mark: Bookmark | Note) -> None:
        """Show a mark that is in the store now, in place of what it was before."""
        if kept is None:
            return
        self.forget_mark(kept, mark)
        if isinstance(mark, Note):
            kept.notes.append(mark)
        else:
            kept.bookmarks.append(mark)
        self.show()

    def _remembered(self, kept: "Kept | None", mark: Bookmark | Note) -> None:
        self.take_mark(kept, mark)
        done = "note kept" if isinstance(mark, Note) else "bookmarked"
        is_saved = self._screen.memory.store.is_saved
        self._screen.say(f"{done}{'' if is_saved else ' for this session'}; ' lists all")

    def _forgotten(self, kept: "Kept | None", mark: Bookmark | Note) -> None:
        self.forget_mark(kept, mark)
        is_note = isinstance(mark, Note)
        self._screen.say("no note here now" if is_note else "bookmark taken away")

    def place(self) -> TextPlace | None:
        """Return the place of the selected link, else of the first text in view."""
        viewport = self._screen.view.viewport
        if viewport is None or not self._screen.document.chunks:
            return None
        spot = self._screen.view.spot
        if spot is not None:
            line = viewport.lines(spot.chunk)[spot.line]
            block = self._screen.document.blocks(spot.chunk)[line.block]
            offset = link_offset(block, spot.link)
            return spot.chunk, line.block, line.offset if offset is None else offset
        return place_on_top(viewport)

    def _selected_position(self) -> Position | None:
        """Return the position of the text that is selected with the mouse."""
        span = self._screen.view.selected_places()
        viewport = self._screen.view.viewport
        if span is None or viewport is None:
            return None
        begin, end = (document_place(viewport, place) for place in span)
        return position_of_span(self._screen.document, begin, end)

    def _notes_in_view(self) -> list[Note]:
        viewport = self._screen.view.viewport
        if viewport is None:
            return []
        rows = {id(viewport.line_at(row)) for row in range(viewport.height)}
        kept = self._screen.keeping.now
        shown: list[tuple[TextPlace, Note]] = []
        for note in kept.notes:
            if (found := kept.found.get(note.id)) is None:
                continue
            chunk, mark = shown_mark(viewport, found, NOTE)
            if rows & signs_in_view(viewport, {chunk: [mark]}).keys():
                shown.append(((found.chunk, found.block, found.offset), note))
        return [note for _, note in sorted(shown, key=lambda each: each[0])]
