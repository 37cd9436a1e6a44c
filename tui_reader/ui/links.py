"""What the reader's screen does with links and jumps: select, follow, go back and forward.

The base of the screen. What following a link does is `following`'s business, which is imported
with the first link that is followed; what links look like is the view's.
"""

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from tui_reader.errors import NoSuchPlace, ReaderError
from tui_reader.history import History, Visit
from tui_reader.layout.link_cursor import NUMBERED_CHUNKS
from tui_reader.layout.spots import LinkSpot
from tui_reader.library import MAX_SEARCHED, Entry

if TYPE_CHECKING:
    from tui_reader.document.document import Document
    from tui_reader.library import Library
    from tui_reader.opening import OpenDocument
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.following import Following
    from tui_reader.ui.widgets.outline import Outline
    from tui_reader.ui.widgets.reader_view import ReaderView

_MOST_DIGITS = 6


class LinkActions(Screen[None]):
    """Links and the places they lead to; the reader's screen has the rest."""

    if TYPE_CHECKING:
        view: ReaderView
        outline: Outline
        library: Library
        documents: dict[int, Document]
        current: int

        @property
        def document(self) -> Document:
            """The document that is being read."""
            ...

        def say(self, *notices: str) -> None:
            """Show a notice."""
            ...

        def show_place(self) -> None:
            """Show where the viewport is."""
            ...

        def go_to_source(self, line: int) -> None:
            """Put the text of a source line on top."""
            ...

        def forget_goal(self) -> None:
            """Let the section under the eye be that of the text on top."""
            ...

        def open_document(self, index: int, heading: int = -1) -> bool:
            """Open a document of the library."""
            ...

    def __init__(self) -> None:
        super().__init__()
        self.history = History()
        self.digits = ""

    @property
    def reader_app(self) -> "ReaderApp":
        """The app, as what it is."""
        return cast("ReaderApp", self.app)

    @cached_property
    def following(self) -> "Following":
        """What follows links; made when the first one is followed."""
        from tui_reader.ui.following import Following

        return Following(self)

    @property
    def has_followed(self) -> bool:
        """Whether anything was done with a link."""
        return "following" in self.__dict__

    # Links

    def action_link(self, direction: int) -> None:
        """Select the next or previous link; where there is none, move to the next pane."""
        if self.view.select_link(direction):
            self.show_place()
        elif self.view.spot is None:
            (self.focus_next if direction > 0 else self.focus_previous)()
        else:
            self.say("no more links in this direction")

    def action_digit(self, digit: str) -> None:
        """Take a digit of a link's number, and show the numbers."""
        self.digits = (self.digits + digit)[-_MOST_DIGITS:]
        self.view.show_numbers(True)
        self.say(f"link {self.digits}: Enter opens it, Esc gives up")

    def end_digits(self) -> None:
        """Forget the digits that were typed, and hide the numbers."""
        if self.digits:
            self.digits = ""
            self.view.show_numbers(False)

    def action_open_link(self) -> None:
        """Follow the selected link, or the one whose number was typed."""
        if spot := self._wanted_spot("Tab selects a link, its number and Enter open it"):
            self.following.follow(spot)

    def action_peek(self) -> None:
        """Show where the selected link goes."""
        if spot := self._wanted_spot("Tab selects a link"):
            self.following.peek(spot)

    def action_copy_address(self) -> None:
        """Copy where the selected link goes."""
        if spot := self._wanted_spot("Tab selects a link"):
            self.following.copy(spot)

    def action_queue(self) -> None:
        """Put where the selected link goes into the queue."""
        if spot := self._wanted_spot("Tab selects a link"):
            self.following.queue(spot)

    def _wanted_spot(self, hint: str) -> LinkSpot | None:
        """Return the link whose number was typed, else the selected one."""
        if not self.digits:
            if self.view.spot is None:
                self.say(hint)
            return self.view.spot
        number = int(self.digits)
        self.end_digits()
        spot = self.view.links.of_number(number) if self.view.links else None
        if spot is None:
            self.say(f"no link {number} here")
        else:
            self.view.select(spot)
            self.show_place()
        return spot

    def action_links(self) -> None:
        """Show all links of the document."""
        from tui_reader.ui.link_panel import show_panel

        show_panel(self)

    def action_show_queue(self) -> None:
        """Show what is queued."""
        from tui_reader.ui.link_panel import show_queue

        show_queue(self)

    def select_place(self, chunk: int, index: int) -> LinkSpot | None:
        """Select a link by its place in the document, and bring it into view."""
        viewport = self.view.viewport
        spots = viewport.spots(chunk) if viewport is not None else []
        if viewport is None or index >= len(spots):
            return None
        viewport.show(chunk, spots[index].line)
        viewport.scroll(-(viewport.height // 3))
        self.forget_goal()
        self.view.select(spots[index])
        self.show_place()
        return spots[index]

    def all_documents(self) -> dict[int, "Document"]:
        """Return the documents of the library that can be read, those not open yet too."""
        documents: dict[int, Document] = {}
        for index, entry in enumerate(self.library.entries[:MAX_SEARCHED]):
            try:
                documents[index] = self.documents.get(index) or entry.open()
            except ReaderError:
                continue
        return documents

    def show_link_marks(self) -> None:
        """Show what is remembered of the document's links, beside them and in the sidebar.

        A document of many chunks goes without: all of it would have to be parsed.
        """
        from tui_reader.document.links import document_links
        from tui_reader.link_marks import link_marks

        if len(self.document.chunks) > NUMBERED_CHUNKS or not self.document.is_complete:
            return
        states = self.following.states() if self.has_followed or _has_memory() else {}
        found = link_marks(list(document_links(self.document)), states)
        self.outline.set_counts(self.current, found.counts)
        self.view.set_marks(found.marks)

    # Places

    def open_target(self, target: "OpenDocument") -> None:
        """Open a document that a link leads to, at its anchor."""
        visit = self.present_visit()
        if not self.open_document(self._index_of(target)):
            return
        self.history.leave(visit)
        try:
            self.go_to_source(self.document.line_of_fragment(target.fragment))
        except NoSuchPlace as error:
            self.say(str(error))

    def _index_of(self, target: "OpenDocument") -> int:
        """Return which document of the library a file is; one that isn't in it is added."""
        for index, entry in enumerate(self.library.entries):
            if entry.path is not None and _resolved(entry.path) == target.path:
                return index
        entries = (*self.library.entries, Entry(target.path))
        self.library = replace(self.library, entries=entries)
        return len(entries) - 1

    def present_visit(self) -> Visit:
        """Return the place that is on top now."""
        viewport = self.view.viewport
        if viewport is None:
            return Visit(self.current, 0, 0, 0)
        return Visit(self.current, *viewport.place(), viewport.blank_rows_on_top())

    def leave_place(self) -> None:
        """Note the place on top, before a jump."""
        self.history.leave(self.present_visit())

    def action_back_place(self) -> None:
        """Go back to where the last jump was made."""
        self._return_to(self.history.go_back(self.present_visit()), "back")

    def action_forward_place(self) -> None:
        """Go forward again."""
        self._return_to(self.history.go_forward(self.present_visit()), "forward")

    def _return_to(self, visit: Visit | None, direction: str) -> None:
        if visit is None:
            self.say(f"no place to go {direction} to")
        elif self.open_document(visit.document) and self.view.viewport is not None:
            viewport = self.view.viewport
            viewport.show_place(visit.chunk, visit.block, visit.offset)
            viewport.scroll(-visit.lead)
            self.forget_goal()
            self.view.follow()
            self.show_place()


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _has_memory() -> bool:
    """Whether there is a store that could remember something; it isn't opened for nothing."""
    from tui_reader.state.paths import data_folder

    folder = data_folder().path
    return folder is not None and (folder / "state.db").exists()
