"""The reader's screen: wires the sidebar, the text and the status line; it lays out nothing."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.commands import LINKS, MEMORY, PROGRAM, TEXT, VIEW
from tui_reader.document.document import Document
from tui_reader.errors import NoSuchPlace
from tui_reader.library import Library
from tui_reader.places import parse_place
from tui_reader.ui.bindings import bindings
from tui_reader.ui.finds import FindActions
from tui_reader.ui.links import LinkActions
from tui_reader.ui.messages import (
    DocumentScanned,
    EntryChosen,
    EntryUnfolded,
    LinkClicked,
    PromptDone,
    RowPointed,
    ViewMoved,
)
from tui_reader.ui.moving import MoveActions
from tui_reader.ui.panes import PaneActions
from tui_reader.ui.remembering import RememberingActions
from tui_reader.ui.widgets.outline import Outline
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.status import Reading, Status, time_left

_AFTER_DIGITS = ("enter", "o", "y", "K", "a", "x")
"""Keys that act on the link whose number was typed."""


class ReaderScreen(MoveActions, LinkActions, FindActions, RememberingActions, PaneActions):
    """Sidebar, text, status line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings([TEXT, LINKS, MEMORY, VIEW, PROGRAM])]
    AUTO_FOCUS = "ReaderView"

    def __init__(self, library: Library, current: int, document: Document) -> None:
        super().__init__()
        self.library = library
        self.current = current
        self.documents: dict[int, Document] = {current: document}

    def compose(self) -> ComposeResult:
        """Make the panes."""
        yield Outline()
        yield ReaderView()
        yield Status()

    def on_mount(self) -> None:
        """Show the document."""
        self.view = self.query_one(ReaderView)
        self.outline = self.query_one(Outline)
        self.status = self.query_one(Status)
        self.outline.show(self.library, self.documents, self.current)
        self.say(self.library.notice, *self.document.source.notices)
        self.view.open(self.document, self.first_place())
        self.call_after_refresh(self.recall)
        self.call_after_refresh(self._show_library)
        self.arrange_panes(self.size.width)

    @property
    def whole(self) -> "ReaderScreen":
        """The screen as all of its parts together."""
        return self

    def on_unmount(self) -> None:
        """Write what isn't written."""
        self.keep_everything()

    def on_resize(self, event: events.Resize) -> None:
        """Give the sidebar its place, or take it away."""
        self.arrange_panes(event.size.width)

    def on_key(self, event: events.Key) -> None:
        """A notice lasts until the next key, a number until one that is no digit."""
        if not (event.character or "").isdecimal() and event.key not in _AFTER_DIGITS:
            self.end_digits()
        if self.status.notice:
            self.status.notice = ""
            self.status.display = not self.is_zen

    @on(ViewMoved)
    def show_place(self) -> None:
        viewport = self.view.viewport
        if viewport is None:
            return
        if self.is_keeping:
            self.keeping.note_move()
        heading = self.heading_in_view()
        share = 1.0 if viewport.is_at_end else viewport.share_at(0)
        self.outline.set_current(self.current, heading)
        section = self.document.heading_text(heading) if heading >= 0 else ""
        left = time_left(self._minutes_left(heading, share))
        target = self.view.spot.link.href if self.view.spot else ""
        found = self.finding.text() if self.is_finding else ""
        self.status.reading = Reading(
            self.document.title, section, int(share * 100), left, target, found
        )

    def _minutes_left(self, heading: int, share: float) -> float:
        if self.is_keeping:
            return self.progress.minutes_ahead(heading, share)
        return self.document.minutes * (1 - share)

    def _show_library(self) -> None:
        self.progress.show_library()

    @on(LinkClicked)
    def _follow_click(self) -> None:
        self.action_open_link()

    @on(DocumentScanned)
    def _show_outline(self) -> None:
        self.outline.show(self.library, self.documents, self.current)
        self.arrange_panes(self.size.width)
        if self.is_keeping:
            self.keeping.judge_reading(self.keeping.now)
            self.marking.show()
        self.show_place()

    # Actions

    def action_shift(self, steps: int) -> None:
        """Scroll wide tables and code sideways."""
        if not self.view.shift_by(steps):
            self.say("nothing here is wider than the screen")

    async def action_go_to(self) -> None:
        """Ask for a place."""
        from tui_reader.ui.widgets.prompt import Prompt

        prompt = Prompt(":", "line, percent (50%) or heading")
        await self.mount(prompt)
        prompt.focus_input()

    @on(PromptDone)
    async def _end_prompt(self, event: PromptDone) -> None:
        await self.query("Prompt").remove()
        self.set_focus(self.view)
        if not (event.answer or "").strip():
            return
        try:
            self.go_to(parse_place(event.answer or ""))
        except NoSuchPlace as error:
            self.say(str(error))

    def action_column(self, cells: int) -> None:
        """Make the column narrower or wider."""
        viewport = self.view.viewport
        if viewport is None:
            return
        if cells > 0 and viewport.options.width < self.view.column:
            self.say("the text is as wide as the screen lets it be")
            return
        self.view.set_column(viewport.options.width + cells)
        self.say(f"text at most {self.view.column} columns wide")

    def action_help(self) -> None:
        """Show the keys."""
        from tui_reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.app.keymap_in_use))  # pyright: ignore

    def action_redraw(self) -> None:
        """Send the whole screen again."""
        self.refresh(layout=True)

    def action_back(self) -> None:
        """Back out of the sidebar, of a search, of a selected link, or of zen."""
        if self.end_find():
            return
        if self.view.spot is not None and not self.outline.has_focus:
            self.view.select(None)
            self.show_place()
        elif self.outline.has_focus:
            self.action_leave_sidebar()
        elif self.is_zen:
            self.action_toggle_zen()

    def action_close(self) -> None:
        """Close the overlay, then quit."""
        if self.is_overlay_open:
            self.action_leave_sidebar()
        else:
            self.app.exit()

    # Sidebar

    @on(EntryChosen)
    def _read_entry(self, event: EntryChosen) -> None:
        self.leave_place()
        if self.open_document(event.document, None if event.heading < 0 else event.heading):
            self.action_leave_sidebar()

    @on(RowPointed)
    def _show_title(self, event: RowPointed) -> None:
        self.say(event.title)

    @on(EntryUnfolded)
    def _unfold_entry(self, event: EntryUnfolded) -> None:
        if event.document in self.documents or self.load_document(event.document):
            self.progress.recall(self.keeping.of(event.document))
            self.outline.unfold(event.document)
            self.progress.show_document(event.document)
