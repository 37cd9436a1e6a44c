"""What the reader's screen does with links: select them, number them, act on them.

The base of the screen. What following a link does is `following`'s business, which is imported
with the first link that is followed; what links look like is the view's.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.document.source_lines import SourceLines
from tui_reader.errors import ReaderError
from tui_reader.layout.link_cursor import NUMBERED_CHUNKS
from tui_reader.layout.spots import LinkSpot
from tui_reader.library import MAX_SEARCHED
from tui_reader.ui.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.document.document import Document
    from tui_reader.state.links import LinkState
    from tui_reader.ui.following import Following

_MOST_DIGITS = 6


class LinkActions(ReadingScreen):
    """Links; the reader's screen has the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.digits = ""

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
        elif self.view.viewport and isinstance(self.view.viewport.document, SourceLines):
            self.say("links are in the text: v shows it again")
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
        """Show where the selected link goes, or else the notes on what is in view."""
        if self.view.spot is None and not self.digits:
            if not self.marking.show_note() and not self.terms.show():
                self.say("no notes or terms here; Tab selects a link")
            return
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
        if len(self.document.chunks) > NUMBERED_CHUNKS or not self.document.is_complete:
            return
        if self.memory.exists or self.has_followed:
            from tui_reader.state.links import all_states

            self.memory.write_later(all_states, self._show_link_states)
        else:
            self._show_link_states({})

    def _show_link_states(self, states: "Mapping[str, LinkState]") -> None:
        from tui_reader.document.links import document_links
        from tui_reader.link_marks import link_marks, rolled_up

        entries = list(document_links(self.document))
        found = link_marks(entries, states, self.progress.is_target_read)
        levels = [mark.level for mark in self.document.outline]
        self.outline.set_counts(self.current, rolled_up(found.counts, levels))
        self.view.set_marks(found.marks)
