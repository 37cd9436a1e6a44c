"""The reader's screen: wires the sidebar, the text and the status line; it lays out nothing."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.document.document import Document
from tui_reader.errors import NoSuchPlace, ReaderError
from tui_reader.library import Library, find_heading
from tui_reader.places import Place, parse_place
from tui_reader.ui.commands import LINKS, PROGRAM, TEXT, VIEW, bindings
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
from tui_reader.ui.panes import PaneActions
from tui_reader.ui.widgets.outline import Outline
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.status import Reading, Status

_EYE_ROWS = 3
_AFTER_DIGITS = ("enter", "o", "y", "K", "a")
"""Keys that act on the link whose number was typed."""


class ReaderScreen(LinkActions, PaneActions):
    """Sidebar, text, status line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings([TEXT, LINKS, VIEW, PROGRAM])]
    AUTO_FOCUS = "ReaderView"

    def __init__(self, library: Library, current: int, document: Document) -> None:
        super().__init__()
        self.library = library
        self.current = current
        self.documents: dict[int, Document] = {current: document}
        self._goal: tuple[int, int] | None = None

    @property
    def document(self) -> Document:
        """The document that is being read."""
        return self.documents[self.current]

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
        self.view.open(self.document)
        self.say(self.library.notice, *self.document.source.notices)
        self.call_after_refresh(self.show_link_marks)
        self.arrange_panes(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Give the sidebar its place, or take it away."""
        self.arrange_panes(event.size.width)

    def on_key(self, event: events.Key) -> None:
        """A notice lasts until the next key, a number until one that is no digit."""
        if not (event.character or "").isdecimal() and event.key not in (
            "enter",
            "o",
            "y",
            "K",
            "a",
        ):
            self.end_digits()
        if self.status.notice:
            self.status.notice = ""
            self.status.display = not self.is_zen

    def say(self, *notices: str) -> None:
        """Show the first notice that says something, in zen too."""
        notice = next((notice for notice in notices if notice), "")
        if notice:
            self.status.notice = notice
            self.status.display = True

    # Places

    def go_to(self, place: Place) -> None:
        """Go to a place in the document.

        Raises:
            NoSuchPlace: The document has no such heading or line.
        """
        self.leave_place()
        if place.kind == "heading":
            found = find_heading(self.library, self.documents, self.current, place.text)
            self.open_document(*found)
        elif self.view.viewport is not None:
            self._goal = None
            self.view.viewport.show_at(place)
            self.view.follow()
            self.show_place()

    def _go_to_heading(self, heading: int) -> None:
        if heading < 0:
            self._move("top")
            return
        self._move("source", self.document.outline[heading].line)
        self._goal = (self.current, heading)
        self.show_place()

    def go_to_source(self, line: int) -> None:
        """Put the text of a source line on top; a heading is then the section being read."""
        heading = self.document.heading_at(line)
        if heading >= 0 and self.document.outline[heading].line == line:
            self._go_to_heading(heading)
        else:
            self._move("source", line)

    def forget_goal(self) -> None:
        """Let the section under the eye be that of the text on top."""
        self._goal = None

    def _move(self, kind: str, amount: float = 1) -> None:
        self._goal = None
        self.view.move(kind, amount)
        # At once, so that text, sidebar and status line go out in one frame.
        self.show_place()

    def open_document(self, index: int, heading: int = -1) -> bool:
        """Open a document of the library; return whether that could be done."""
        if index not in self.documents and not self._load(index):
            return False
        if index != self.current:
            self.current = index
            self.outline.show(self.library, self.documents, index)
            self.view.open(self.document)
            self.say(*self.document.source.notices)
            self.call_after_refresh(self.show_link_marks)
        self._go_to_heading(heading)
        return True

    def _load(self, index: int) -> bool:
        try:
            self.documents[index] = self.library.entries[index].open()
        except ReaderError as error:
            self.say(str(error).replace(f"{self.library.root}/", ""))
            return False
        return True

    def _heading_in_view(self) -> int:
        """Return the section under the eye: that of a jump, else of the rows near the top."""
        viewport = self.view.viewport
        if self._goal is not None and self._goal[0] == self.current:
            return self._goal[1]
        if viewport is None or not self.document.outline:
            return -1
        row = min(_EYE_ROWS, viewport.height // 5) if viewport.y else 0
        if viewport.is_at_end and viewport.y:
            row = min(viewport.height, viewport.rows - viewport.y) - 1
        return self.document.heading_at(viewport.source_line(row))

    @on(ViewMoved)
    def show_place(self) -> None:
        viewport = self.view.viewport
        if viewport is None:
            return
        heading = self._heading_in_view()
        share = 1.0 if viewport.is_at_end else viewport.share_at(0)
        self.outline.set_current(self.current, heading)
        section = self.document.heading_text(heading) if heading >= 0 else ""
        left = self.document.minutes * (1 - share)
        target = self.view.spot.link.href if self.view.spot else ""
        self.status.reading = Reading(self.document.title, section, share, left, target)

    @on(LinkClicked)
    def _follow_click(self) -> None:
        self.action_open_link()

    @on(DocumentScanned)
    def _show_outline(self) -> None:
        self.outline.show(self.library, self.documents, self.current)
        self.arrange_panes(self.size.width)
        self.show_place()

    # Actions

    def action_move(self, kind: str, amount: float = 1) -> None:
        """Move through the text."""
        if kind in ("top", "end"):
            self.leave_place()
        self._move(kind, amount)

    def action_section(self, direction: int) -> None:
        """Go to the next or previous section, over the end of a document into its neighbour."""
        viewport = self.view.viewport
        if viewport is None:
            return
        heading = self._heading_in_view()
        if direction < 0 and heading >= 0:
            line = self.document.outline[heading].line
            if self._goal is None and viewport.source_line(0) > line:
                self._go_to_heading(heading)
                return
        target = heading + direction
        if target >= len(self.document.outline):
            if not self._open_neighbour(1):
                self._move("end")
                self.say("this is the last section")
        elif target >= 0:
            self._go_to_heading(target)
        elif viewport.y or not self._open_neighbour(-1):
            self._move("top")
        else:
            self._go_to_heading(len(self.document.outline) - 1)

    def _open_neighbour(self, direction: int) -> bool:
        """Open the next document that can be read; return whether there is one."""
        index = self.current + direction
        while 0 <= index < len(self.library.entries):
            if self.open_document(index):
                return True
            index += direction
        return False

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
        """Back out of the sidebar, of a selected link, or of zen."""
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
        if self.open_document(event.document, event.heading):
            self.action_leave_sidebar()

    @on(RowPointed)
    def _show_title(self, event: RowPointed) -> None:
        self.say(event.title)

    @on(EntryUnfolded)
    def _unfold_entry(self, event: EntryUnfolded) -> None:
        if event.document in self.documents or self._load(event.document):
            self.outline.unfold(event.document)
