"""What the reader's screen does to move: lines and sections, documents, jumps, back and forward."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import LooksBinary, NoSuchPlace, ReaderError
from tui_reader.history import History, Visit
from tui_reader.library import Entry, find_heading, without_root
from tui_reader.places import Place
from tui_reader.ui.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_reader.document.positions import Position
    from tui_reader.document.shifts import Shift
    from tui_reader.layout.viewport import Viewport
    from tui_reader.opening import OpenDocument

_EYE_ROWS = 3
READING_ON = "reading on to the end of the document"
_TROUBLE = {
    "moved": "the words have changed: this is most likely the place",
    "lost": "the words aren't there any more: this is about where they stood",
}


class MoveActions(ReadingScreen):
    """Moves and jumps; the reader's screen has the rest.

    Attributes:
        history: Places to go back and forward to.
    """

    def __init__(self) -> None:
        super().__init__()
        self.history = History()
        self._goal: tuple[int, int] | None = None

    def go_to(self, place: Place) -> None:
        """Go to a place in the document.

        Raises:
            NoSuchPlace: The document has no such heading or line.
        """
        self.leave_place()
        self.keeping.begin_elsewhere()
        if place.kind == "heading":
            found = find_heading(self.library, self.documents, self.current, place.text)
            self.open_document(*found)
        elif self.view.viewport is not None:
            self._goal = None
            shown = self.view.viewport.document
            if place.kind == "line":
                shown.check_line(int(place.number))
            needs_end = place.kind == "share" or not shown.has_line(int(place.number))
            if not self.view.go(partial(_show_at, place=place), needs_end=needs_end):
                self.say(READING_ON)
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

    def take_shift(self, new_of: "Mapping[int, int]", shift: "Shift") -> None:
        """Keep places and the section under the eye valid in the next edition of the document."""
        self.history.shift(self.current, shift.of)
        if self._goal is not None and self._goal[0] == self.current:
            heading = new_of.get(self._goal[1], -1) if self._goal[1] >= 0 else -1
            is_there = heading >= 0 or self._goal[1] < 0
            self._goal = (self.current, heading) if is_there else None

    def forget_goal(self) -> None:
        """Let the section under the eye be that of the text on top."""
        self._goal = None

    def _move(self, kind: str, amount: float = 1) -> None:
        self._goal = None
        if not self.view.move(kind, amount):
            self.say(READING_ON)
        # At once, so that text, sidebar and status line go out in one frame.
        self.show_place()

    def open_document(self, index: int, heading: int | None = None) -> bool:
        """Open a document of the library; return whether that could be done.

        One that looks like a binary file is asked about, and then opened or not.

        Args:
            index: Which document.
            heading: Where to begin, -1 for its very beginning; None is where it was left.
        """
        if index not in self.documents and not self._load(
            index, partial(self._ask, index, heading)
        ):
            return False
        is_other = index != self.current
        if is_other:
            self.keeping.look_away()
            self.keeping.keep_place()
            self.current = index
            self.outline.show(self.library, self.documents, index)
            self.view.open(self.document, self.keeping.show_left() if heading is None else None)
            self.say(*self.document.source.notices)
            self.call_after_refresh(self.recall)
            self.show_hits_here()
        if heading is None and is_other:
            self._goal = None
            self.show_place()
        else:
            self.keeping.begin_elsewhere()
            self._go_to_heading(-1 if heading is None else heading)
        return True

    def go_to_position(self, index: int, position: "Position") -> None:
        """Go to a position in a document of the library."""
        from tui_reader.layout.standpoint import show_position

        visit = self.present_visit()
        if not self.open_document(index, -1) or self.view.viewport is None:
            return
        self.history.leave(visit)
        found = show_position(self.view.viewport, position)
        self._goal = None
        self.view.follow()
        self.show_place()
        self.say(_TROUBLE.get(found.fit.value, ""))

    def load_document(self, index: int) -> bool:
        """Open a document of the library without showing it; return whether that could be done."""
        return self._load(index)

    def _load(self, index: int, ask: "Callable[[str], None] | None" = None) -> bool:
        try:
            self.documents[index] = self.library.entries[index].open()
        except ReaderError as error:
            self.outline.look_again(index)
            if ask is not None and isinstance(error, LooksBinary):
                ask(without_root(error.message, self.library))
            else:
                self.say(without_root(str(error), self.library))
            return False
        return True

    def _ask(self, index: int, heading: int | None, trouble: str) -> None:
        """Ask whether to read a document that looks like a binary file, and read it then."""
        from tui_reader.ui.screens.confirm import ConfirmScreen

        def answered(is_wanted: bool | None) -> None:
            if not is_wanted:
                return
            entries = list(self.library.entries)
            entries[index] = replace(entries[index], is_any=True)
            self.library = replace(self.library, entries=tuple(entries))
            if self.open_document(index, heading):
                self.action_leave_sidebar()

        self.app.push_screen(ConfirmScreen(f"{trouble}. Read it anyway?"), answered)

    def heading_in_view(self) -> int:
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
        heading = self.heading_in_view()
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
            if index in self.documents or self.load_document(index):
                return self.open_document(index, -1)
            index += direction
        return False

    def open_target(self, target: "OpenDocument") -> None:
        """Open a document that a link leads to, at its anchor."""
        visit = self.present_visit()
        if not self.open_document(self.join(target.path)):
            return
        self.history.leave(visit)
        if not target.fragment:
            return
        try:
            self.go_to_source(self.document.line_of_fragment(target.fragment))
        except NoSuchPlace as error:
            self.say(str(error))

    def join(self, path: Path) -> int:
        """Return which document of the library a file is; one that isn't in it is added."""
        for index, entry in enumerate(self.library.entries):
            if entry.path is not None and _resolved(entry.path) == path:
                return index
        entries = (*self.library.entries, Entry(path))
        self.library = replace(self.library, entries=entries)
        return len(entries) - 1

    def present_visit(self) -> Visit:
        """Return the place that is on top now."""
        viewport = self.view.viewport
        if viewport is None:
            return Visit(self.current, 0, 0, 0)
        from tui_reader.layout.standpoint import place_on_top, source_on_top

        place, lead = place_on_top(viewport), viewport.blank_rows_on_top()
        return Visit(self.current, *place, lead, source_on_top(viewport))

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
        elif self.open_document(visit.document, -1) and self.view.viewport is not None:
            from tui_reader.layout.standpoint import show_place, show_source

            if visit.chunk < 0:
                show_source(self.view.viewport, visit.source, visit.lead)
            else:
                place = visit.chunk, visit.block, visit.offset
                show_place(self.view.viewport, place, visit.lead)
            self.forget_goal()
            self.view.follow()
            self.show_place()


def _show_at(viewport: "Viewport", place: Place) -> None:
    viewport.show_at(place)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path
