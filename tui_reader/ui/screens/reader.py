"""The reader's screen: wires the sidebar, the text and the status line; it lays out nothing."""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.commands import LINKS, MEMORY, PROGRAM, SIDEBAR, TEXT, VIEW
from tui_reader.document.document import Document
from tui_reader.eye import minutes_at
from tui_reader.library import Library
from tui_reader.state.settings import first_warning
from tui_reader.ui.bindings import bindings, rebind
from tui_reader.ui.files import FileActions
from tui_reader.ui.finds import FindActions
from tui_reader.ui.links import LinkActions
from tui_reader.ui.messages import (
    DocumentScanned,
    EntryChosen,
    EntryFolded,
    EntryUnfolded,
    LinkClicked,
    RowPointed,
    ViewMoved,
)
from tui_reader.ui.moving import READING_ON, MoveActions
from tui_reader.ui.panes import PaneActions
from tui_reader.ui.remembering import RememberingActions
from tui_reader.ui.widgets.outline import Outline
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.status import Reading, Status, time_left

if TYPE_CHECKING:
    from tui_reader.layout.viewport import Viewport
    from tui_reader.ui.kept_folds import KeptFolds
    from tui_reader.ui.palette import Palette

TOO_DEEP = "nested too deeply: a part is shown as its source"
_GROUPS = (TEXT, LINKS, MEMORY, VIEW, PROGRAM)
_AFTER_DIGITS = frozenset(("enter", "o", "y", "K", "a", "x", "n", "N", *"0123456789"))
"""The keys of these by default."""
_WITH_DIGITS = (
    *("link.open", "link.copy", "link.peek", "link.queue", "progress.mark", "link.number"),
    *("find.next", "find.previous"),
)
"""Commands that type a number, act on the link that has it, or go so many hits on."""


class ReaderScreen(
    MoveActions, LinkActions, FindActions, RememberingActions, FileActions, PaneActions
):
    """Sidebar, text, status line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_GROUPS)]
    AUTO_FOCUS = "ReaderView"

    def __init__(self, library: Library, current: int, document: Document) -> None:
        super().__init__()
        self.library = library
        self.current = current
        self.documents: dict[int, Document] = {current: document}
        self._after_digits = _AFTER_DIGITS
        self._deep: Document | None = None
        """The document whose depth was spoken of."""

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
        self._apply_settings()
        self.outline.show(self.library, self.documents, self.current)
        warning = first_warning(self.reader_app.settings)
        self.say(warning, self.library.notice, *self.document.source.notices)
        self.view.open(self.document, self.first_place())
        self.call_after_refresh(self.recall)
        self.call_after_refresh(self._show_library)
        self.arrange_panes(self.size.width)

    def _apply_settings(self) -> None:
        """Take over width, sidebar and keys."""
        app = self.reader_app
        self.view.set_column(app.in_use("width"))
        self.set_sidebar(app.in_use("sidebar"))
        if app.adjustments.folds:
            self.outline.folds.kept = self.kept_folds.of
        if app.keymap is not None:
            self.status.help_key = app.key_of("program.help")
            rebind(self, _GROUPS, app.keymap)
            rebind(self.outline, [SIDEBAR], app.keymap)
            keys = (app.keymap.keys[command] for command in _WITH_DIGITS)
            self._after_digits = frozenset(key for of_one in keys for key in of_one)

    @cached_property
    def kept_folds(self) -> "KeptFolds":
        """What keeps the folds of the sidebar."""
        from tui_reader.ui.kept_folds import KeptFolds

        return KeptFolds(self)

    @property
    def whole(self) -> "ReaderScreen":
        """The screen as all of its parts together."""
        return self

    def on_unmount(self) -> None:
        """Write what isn't written."""
        self.end_watch()
        self.keep_everything()
        self.stop_searching()

    def on_resize(self, event: events.Resize) -> None:
        """Give the sidebar its place, or take it away."""
        self.arrange_panes(event.size.width)

    def on_key(self, event: events.Key) -> None:
        """A notice lasts until the next key, a number until one that is no digit."""
        if event.key not in self._after_digits:
            self.end_digits()
        self.note_key()
        if self.status.notice:
            self.status.notice = ""
            self.status.display = not self.is_zen
        self.stir_watch()

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
        target = self.view.links.target if self.view.links else ""
        found = self.finding.text() if self.is_finding else ""
        self.status.reading = Reading(
            self.document.title, section, int(share * 100), left, target, found
        )
        self._say_depth(viewport)

    def _say_depth(self, viewport: "Viewport") -> None:
        """Say once of a document that a part in view is source because of its depth."""
        if self._deep is self.document or self.status.notice:
            return
        if any(map(viewport.document.is_deep, viewport.chunks_in_view())):
            self._deep = self.document
            self.say(TOO_DEEP)

    def _minutes_left(self, heading: int, share: float) -> float:
        if self.is_keeping:
            return self.progress.minutes_ahead(heading, share)
        return minutes_at(self.document.minutes, self.reader_app.settings.pace) * (1 - share)

    def _show_library(self) -> None:
        self.progress.show_library()

    @on(LinkClicked)
    def _follow_click(self) -> None:
        self.action_open_link()

    @on(DocumentScanned)
    def _show_outline(self) -> None:
        if self.status.notice == READING_ON:
            self.status.notice = ""
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

    @cached_property
    def palette(self) -> "Palette":
        """What finds commands and places; made when it is first asked for."""
        from tui_reader.ui.palette import Palette

        return Palette(self)

    async def action_palette(self) -> None:
        """Ask for a command, a place, a heading, a document or a bookmark."""
        await self.palette.show()

    def action_column(self, cells: int) -> None:
        """Make the column narrower or wider."""
        viewport = self.view.viewport
        if viewport is None:
            return
        if cells > 0 and viewport.options.width < self.view.column:
            self.say("the text is as wide as the screen lets it be")
            return
        self.view.set_column(viewport.options.width + cells)
        self.reader_app.adjust("width", self.view.column)
        self.say(f"text at most {self.view.column} columns wide")

    def action_help(self) -> None:
        """Show the keys."""
        from tui_reader.ui.screens.help import show_help

        show_help(self.reader_app, first=SIDEBAR if self.outline.has_focus else "")

    def action_redraw(self) -> None:
        """Send the whole screen again."""
        self.reader_app.forget_picture()
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

    @on(EntryFolded)
    def _keep_folds(self, event: EntryFolded) -> None:
        self.kept_folds.keep(event.document)

    @on(EntryUnfolded)
    def _unfold_entry(self, event: EntryUnfolded) -> None:
        if event.document in self.documents or self.load_document(event.document):
            self.progress.recall(self.keeping.of(event.document))
            self.outline.unfold(event.document)
            self.progress.show_document(event.document)
