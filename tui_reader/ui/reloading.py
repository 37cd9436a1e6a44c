"""The file of the document on the screen: watched, read again when it changes, its text replaced.

What a reader is in the middle of stays: place, selected link, selected text, folds, marks, places
to go back to. While digits are typed or a panel is open, which hold places of the text as it is,
a reload that nobody asked for waits.
"""

import threading
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.selection import Selection

from tui_reader.document.document import Document
from tui_reader.document.links import link_offset
from tui_reader.document.shifts import Shift
from tui_reader.document.source_lines import SourceLines
from tui_reader.document.source_places import source_of
from tui_reader.editions import Edition, compare_sections, read_edition, renumbered
from tui_reader.errors import ReaderError
from tui_reader.layout.footing import find_line, foothold, stand
from tui_reader.layout.spots import LinkSpot
from tui_reader.layout.viewport import Viewport
from tui_reader.ui.messages import Answered, FileChanged
from tui_reader.ui.watching import Watch, look
from tui_reader.ui.widgets.selecting import selected_text

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.document.source import Source
    from tui_reader.ui.screens.reader import ReaderScreen

_STAYS = "what you see stays"


class Reloading:
    """Watches and reloads for one screen."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._watch: Watch | None = None
        self._watched: Document | None = None
        self._is_due = False
        self._is_gone = False
        self._reading: Document | None = None

    # Watching

    def watch(self) -> None:
        """Watch the file of the document on the screen, and no other any more."""
        document = self._screen.document
        if document is self._watched:
            return
        self.end()
        path = self._path()
        self._watched = document
        if path is not None and self._screen.reader_app.settings.watch:
            self._watch = Watch(path, document.source.stamp, self._tell)

    def _tell(self) -> None:
        self._screen.post_message(FileChanged())

    def end(self) -> None:
        """Watch no more."""
        if self._watch is not None:
            self._watch.end()
        self._watch = self._watched = None
        self._is_due = self._is_gone = False

    def stir(self) -> None:
        """Note that the reader is there, and do what had to wait."""
        if self._watch is not None:
            self._watch.stir()
        if self._is_due:
            self.take_change()

    def take_change(self) -> None:
        """Reload a file that has changed, as soon as nothing stands in the way."""
        self._is_due = self._is_busy()
        if not self._is_due and (path := self._path()) is not None:
            if look(path) is None:
                self._is_gone = True
                self._screen.say(f"the file is gone; {_STAYS}")
            else:
                self._begin()

    def _is_busy(self) -> bool:
        return bool(self._screen.digits) or self._screen.app.screen is not self._screen

    def _path(self) -> "Path | None":
        """Return the file of the document, None where it isn't one that may change."""
        library = self._screen.library
        entry = library.entries[self._screen.current]
        root = library.root
        is_ours = library.is_bundled and entry.path is not None and root is not None
        if is_ours and entry.path is not None and root is not None:
            is_ours = entry.path.is_relative_to(root)
        return None if is_ours else entry.path

    @property
    def refusal(self) -> str:
        """Why the document has no file to read again or to edit; empty where it has one."""
        if self._path() is not None:
            return ""
        if self._screen.library.entries[self._screen.current].path is None:
            return "this text came through a pipe: there is no file"
        return "this document comes with alignread: it isn't yours to change"

    # Reloading

    def reload(self, otherwise: str = "nothing has changed", problem: str = "") -> None:
        """Reload now.

        Args:
            otherwise: What is said where the text is the same.
            problem: What went wrong before, which is said in any case.
        """
        if self.refusal:
            self._screen.say(self.refusal)
        else:
            self._begin(otherwise, problem)

    def _begin(self, otherwise: str = "", problem: str = "") -> None:
        """Read the file in another thread: a disk may take its time, and a text to be scanned."""
        document = self._screen.document
        if self._reading is document and not otherwise:
            # What has changed since it was begun is seen when it is done.
            self._is_due = True
            return
        self._reading = document
        screen = self._screen

        def work() -> None:
            try:
                found: Edition | Source | ReaderError = read_edition(document.source)
            except ReaderError as error:
                found = error
            screen.post_message(
                Answered(partial(self._finish, document, found, otherwise, problem))
            )

        threading.Thread(target=work, name="reload", daemon=True).start()

    def _finish(
        self,
        document: Document,
        found: "Edition | Source | ReaderError",
        otherwise: str,
        problem: str,
    ) -> None:
        if self._reading is document:
            self._reading = None
        if document is not self._screen.document:
            # Another one is read by now, or a newer edition.
            return
        if isinstance(found, Edition) and self._is_busy():
            self._is_due = True
        elif isinstance(found, Edition):
            # One, then the other: of a very large text each takes some hundredths of a second.
            # What has changed meanwhile is compared with this edition, when it is in its place.
            self._is_gone = False
            self._screen.keeping.keep_place()
            self._screen.call_later(self._replace, document, found, problem)
            return
        elif isinstance(found, ReaderError):
            name = f"{document.source.path}: "
            self._screen.say(f"not reloaded: {found.message.removeprefix(name)}; {_STAYS}")
        else:
            self._screen.say(otherwise or ("the file is back" if self._is_gone else ""))
        if not isinstance(found, ReaderError):
            self._is_gone = False
            self._screen.say(problem)
        if self._is_due and not self._is_busy():
            self.take_change()

    def _replace(self, before: Document, edition: Edition, problem: str) -> None:
        """Put the next edition in the place of the document on the screen."""
        screen, view = self._screen, self._screen.view
        if before is not screen.document or self._is_busy():
            self._is_due = before is screen.document
            return
        viewport = view.viewport
        kept = screen.keeping.now
        news = compare_sections(kept.sections, edition.sections, kept.news)
        is_known = bool(kept.sections)
        new_of = renumbered(before, edition.document, edition.shift)
        screen.documents[screen.current] = edition.document
        screen.keeping.take_edition(edition, news)
        screen.take_shift(new_of, edition.shift)
        shown: Document = edition.document
        if viewport is not None and isinstance(viewport.document, SourceLines):
            shown = SourceLines(shown)
        spot, selection = view.spot, view.text_selection
        show = partial(stand, before=viewport, shift=edition.shift) if viewport else None
        view.open(shown, show, keeps=True)
        if viewport is not None and view.viewport is not None and view.links is not None:
            if spot is not None:
                view.links.spot = _spot_now(viewport, view.viewport, spot, edition.shift)
            if selection is not None:
                self._select(viewport, selection, edition.shift)
        self._show_outline(new_of)
        if screen.current == screen.library.glossary:
            screen.terms.forget()
        screen.marking.show()
        screen.show_link_marks()
        screen.show_hits_here(edition.shift)
        screen.show_place()
        self._watched = edition.document
        screen.say(problem, str(news) if is_known else "reloaded")
        if self._is_due:
            self.take_change()

    def _show_outline(self, new_of: dict[int, int]) -> None:
        """Show the headings as they are now; the cursor stays where it is."""
        screen, outline = self._screen, self._screen.outline
        row = outline.rows[outline.cursor] if outline.cursor < len(outline.rows) else None
        outline.renumber(screen.current, new_of)
        outline.show(screen.library, screen.documents, screen.current)
        if row is not None and outline.has_focus:
            heading = new_of.get(row.heading, row.heading)
            if row.document != screen.current:
                heading = row.heading
            places = [(each.document, each.heading) for each in outline.rows]
            if (row.document, heading) in places:
                outline.action_cursor(places.index((row.document, heading)) - outline.cursor)
        screen.arrange_panes(screen.size.width)

    def _select(self, before: Viewport, selection: Selection, shift: Shift) -> None:
        """Select the same text again, where it stands there as it did."""
        view = self._screen.view
        now = view.viewport
        if now is None:
            return
        text = selected_text(before, selection, view.margin)
        ends: list[Offset | None] = []
        for end in (selection.start, selection.end):
            hold = foothold(before, end.y - before.y, 1) if end is not None else None
            if hold is None or end is None:
                ends.append(None)
                continue
            chunk, line = find_line(now, shift.of(hold.source), hold.skip)
            ends.append(Offset(end.x, now.y + now.row_of(chunk, line)))
        moved = Selection(*ends)
        is_whole = all(
            (old is None) == (new is None) for old, new in zip(selection, moved, strict=True)
        )
        selections = dict(self._screen.selections)
        if is_whole and selected_text(now, moved, view.margin) == text:
            selections[view] = moved
        else:
            selections.pop(view, None)
        self._screen.selections = selections


def _spot_now(before: Viewport, now: Viewport, spot: LinkSpot, shift: Shift) -> LinkSpot | None:
    """Return the link that was selected where it stands now, None where it is gone."""
    wanted = shift.of(_source_of_spot(before, spot))
    chunk, _ = find_line(now, wanted)
    alike = [
        candidate
        for near in range(max(0, chunk - 1), min(len(now.document.chunks), chunk + 2))
        for candidate in now.spots(near)
        if candidate.link.href == spot.link.href and candidate.text == spot.text
    ]
    return min(alike, key=lambda each: abs(_source_of_spot(now, each) - wanted), default=None)


def _source_of_spot(viewport: Viewport, spot: LinkSpot) -> int:
    line = viewport.lines(spot.chunk)[spot.line]
    offset = link_offset(viewport.document.blocks(spot.chunk)[line.block], spot.link)
    place = spot.chunk, line.block, line.offset if offset is None else offset
    return source_of(viewport.document, place)
