"""The sidebar: the documents of the library and their headings, as a tree that folds.

It draws rows, as the text does; a row's text is made when it comes into view, so that thousands of
headings cost nothing.
"""

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_reader.commands import SIDEBAR
from tui_reader.document.document import Document
from tui_reader.document.safe import safe
from tui_reader.library import Library
from tui_reader.ui.bindings import bindings
from tui_reader.ui.looks import (
    OUTLINE_CURRENT,
    OUTLINE_CURRENT_COLOURLESS,
    OUTLINE_CURSOR,
    OUTLINE_DOCUMENT,
    OUTLINE_FOLD,
    base_style,
    parse_look,
    shortened,
)
from tui_reader.ui.messages import (
    EntryChosen,
    EntryFolded,
    EntryMarked,
    EntryUnfolded,
    RowPointed,
)
from tui_reader.ui.widgets.folds import Folds
from tui_reader.ui.widgets.outline_row import NO_MARK, OutlineRow, RowMark, tail_of

_SIGNS = 6
"""Cells of a row for the bar of the current section, fold, sign, and the margin at its end."""


class Outline(ScrollView, can_focus=True, inherit_bindings=False):
    """Documents and headings."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings([SIDEBAR])]
    DEFAULT_CSS = """
    Outline {
        overflow: hidden hidden;
        scrollbar-size: 0 0;
        background: $reader-chrome;
        color: $foreground;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[OutlineRow] = []
        self.cursor = 0
        self._library = Library("", ())
        self._documents: Mapping[int, Document] = {}
        self._titles: dict[int, str] = {}
        self._current = (0, -1)
        self._unfolded: set[int] = set()
        self.folds = Folds()
        self._top = 0
        self._marked = -1
        self._counts: dict[int, Mapping[int, tuple[int, int]]] = {}
        self._row_marks: dict[int, Mapping[int, RowMark]] = {}

    # What it shows

    def show(self, library: Library, documents: Mapping[int, Document], current: int) -> None:
        """Show a library, with the outlines of the documents that are open in it.

        Args:
            library: What there is to read.
            documents: The documents that were opened, by their index in the library.
            current: The document that is being read.
        """
        self._library = library
        self._documents = documents
        self._unfolded.add(current)
        self._current = (current, -1)
        self._rebuild()

    def set_current(self, document: int, heading: int) -> None:
        """Mark the section that is being read, and bring it into view."""
        if (document, heading) == self._current:
            return
        before, top = self._marked, self._top
        self._current = (document, heading)
        self._marked = self._current_row()
        if not self.has_focus:
            self.cursor = max(0, self._marked)
            self._bring_into_view(self.cursor)
        if self._top != top:
            self.refresh()
        elif self._marked != before:
            self._refresh_row(before)
            self._refresh_row(self._marked)

    def set_counts(self, document: int, counts: Mapping[int, tuple[int, int]]) -> None:
        """Show how many links of each section were opened, of how many."""
        if counts != self._counts.get(document):
            self._counts[document] = counts
            self.refresh()

    def set_row_marks(self, document: int, marks: Mapping[int, RowMark]) -> None:
        """Show what was read of each section, and how long it takes.

        Args:
            document: Which document of the library.
            marks: The mark of each heading; that of -1 is the document's own.
        """
        before = self._row_marks.get(document, {})
        self._row_marks[document] = marks
        for index in range(self._top, min(len(self.rows), self._top + self.size.height)):
            row = self.rows[index]
            if row.document == document and marks.get(row.heading) != before.get(row.heading):
                self._refresh_row(index)

    def _mark(self, row: OutlineRow) -> RowMark:
        return self._row_marks.get(row.document, {}).get(row.heading, NO_MARK)

    def _tail(self, row: OutlineRow, title: str) -> str:
        """Return what stands at the end of a row."""
        count = self._counts.get(row.document, {}).get(row.heading, (0, 0))
        room = self.size.width - 2 * self._depth(row) - _SIGNS
        links = count if row.heading >= 0 else (0, 0)
        return tail_of(self._mark(row).minutes, links, room - cell_len(title), room)

    def unfold(self, document: int) -> None:
        """Show the headings of a document."""
        self._unfolded.add(document)
        self._rebuild()

    def row_text(self, row: OutlineRow) -> str:
        """Return the text of a row, without folds and indent."""
        if row.heading >= 0:
            return self._documents[row.document].heading_text(row.heading) or "(untitled)"
        title = self._titles.get(row.document)
        if title is None:
            opened = self._documents.get(row.document)
            entry = self._library.entries[row.document]
            title = opened.title if opened else entry.title()
            if folder := self._library.folder_of(entry):
                title = f"{title} · {folder}"
            self._titles[row.document] = title
        return title

    def _rebuild(self) -> None:
        has_documents = len(self._library.entries) > 1
        rows: list[OutlineRow] = []
        for index in range(len(self._library.entries)):
            opened = self._documents.get(index)
            is_open = index in self._unfolded
            if has_documents:
                has_children = opened is None or bool(self._headings(index, opened))
                rows.append(OutlineRow(index, -1, 0, has_children, is_open))
            if opened is not None and (is_open or not has_documents):
                rows.extend(self._heading_rows(index, opened, int(has_documents)))
        self.rows = rows
        self._marked = self._current_row()
        cursor = self.cursor if self.has_focus else self._marked
        self.cursor = max(0, min(cursor, len(rows) - 1))
        self._bring_into_view(self.cursor)
        self.refresh()

    def _headings(self, index: int, document: Document) -> list[int]:
        """Return the headings that get a row: not the one that is the document's title."""
        headings = list(range(len(document.outline)))
        if len(self._library.entries) < 2 or not headings or document.outline[0].level != 1:
            return headings
        is_title = document.heading_text(0).casefold() == document.title.casefold()
        return headings[1:] if is_title else headings

    def _heading_rows(self, index: int, document: Document, depth: int) -> list[OutlineRow]:
        headings = self._headings(index, document)
        levels = [document.outline[heading].level for heading in headings]
        top = min(levels, default=1)
        folded = self.folds.of(index, document, headings, levels)
        rows: list[OutlineRow] = []
        hidden_below = 7
        for place, (heading, level) in enumerate(zip(headings, levels, strict=True)):
            if level > hidden_below:
                continue
            hidden_below = 7
            has_children = place + 1 < len(levels) and levels[place + 1] > level
            is_open = heading not in folded
            if has_children and not is_open:
                hidden_below = level
            rows.append(OutlineRow(index, heading, depth + level - top, has_children, is_open))
        return rows

    def _current_row(self) -> int:
        """Return the row of the current section, or of what it is folded into; -1 for none."""
        found = -1
        for index, row in enumerate(self.rows):
            if row.document == self._current[0] and row.heading <= self._current[1]:
                found = index
            if row.document > self._current[0]:
                break
        return found

    # Moves

    def action_cursor(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor = max(0, min(self.cursor + rows, len(self.rows) - 1))
        self._bring_into_view(self.cursor)
        self.refresh()
        if self.rows:
            row = self.rows[self.cursor]
            title = self.row_text(row)
            self.post_message(RowPointed(title if self._is_cut(row, title) else ""))

    def action_choose(self) -> None:
        """Ask for the text of the row under the cursor."""
        if self.rows:
            row = self.rows[self.cursor]
            self.post_message(EntryChosen(row.document, row.heading))

    def action_mark_read(self) -> None:
        """Ask for the row under the cursor to be marked as read, or as unread."""
        if self.rows:
            row = self.rows[self.cursor]
            self.post_message(EntryMarked(row.document, row.heading))

    def action_fold(self) -> None:
        """Fold or unfold the row under the cursor."""
        if not self.rows:
            return
        row = self.rows[self.cursor]
        if row.heading >= 0:
            self.folds.turn(row.document, row.heading)
            self.post_message(EntryFolded(row.document))
        elif row.is_open:
            self._unfolded.discard(row.document)
        elif row.document in self._documents:
            self._unfolded.add(row.document)
        else:
            self.post_message(EntryUnfolded(row.document))
            return
        self._rebuild()

    def on_blur(self) -> None:
        """Start from the section that is being read the next time.

        Not on focus: its event comes after keys that were typed ahead.
        """
        self.cursor = max(0, self._marked)
        self._bring_into_view(self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._bring_into_view(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked, or fold it where the click met its fold."""
        index = self._top + event.y
        if not 0 <= index < len(self.rows):
            return
        self.cursor = index
        row = self.rows[index]
        if row.has_children and event.x <= 2 * row.depth + 2:
            self.action_fold()
        else:
            self.action_choose()

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 3)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self._top = max(0, min(self._top + rows, len(self.rows) - self.size.height))
        self.refresh()

    def _depth(self, row: OutlineRow) -> int:
        """Return how many steps a row is indented; less than its depth where there is no room."""
        return min(row.depth, max(0, (self.size.width - 12) // 2))

    def _room(self, row: OutlineRow, title: str) -> int:
        """Return the cells that a row has for its text."""
        taken = 2 * self._depth(row) + _SIGNS + cell_len(self._tail(row, title))
        return max(1, self.size.width - taken)

    def _is_cut(self, row: OutlineRow, title: str) -> bool:
        return cell_len(title) > self._room(row, title)

    def _refresh_row(self, row: int) -> None:
        if self._top <= row < self._top + self.size.height:
            self.refresh(Region(0, row - self._top, self.size.width, 1))

    def _bring_into_view(self, row: int) -> None:
        height = self.size.height
        if not height:
            return
        if row < self._top:
            self._top = row
        elif row >= self._top + height:
            self._top = row - height + 1
        self._top = max(0, min(self._top, len(self.rows) - height))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return the strip of a row of the sidebar."""
        index = self._top + y
        width = self.size.width
        base = base_style(self)
        if index >= len(self.rows):
            return Strip.blank(width, base)
        row = self.rows[index]
        is_current = index == self._marked
        fold = ("▾ " if row.is_open else "▸ ") if row.has_children else "  "
        indent = "▌" if is_current else " "
        indent += "  " * self._depth(row)
        title = safe(self.row_text(row))
        room = self._room(row, title)
        style = base
        if row.heading < 0:
            style += parse_look(self.app, OUTLINE_DOCUMENT)
        if is_current:
            has_colour = not self.app.no_color
            look = OUTLINE_CURRENT if has_colour else OUTLINE_CURRENT_COLOURLESS
            style += parse_look(self.app, look)
        fold_style = base + parse_look(self.app, OUTLINE_FOLD)
        if self.has_focus and index == self.cursor:
            style = fold_style = base + parse_look(self.app, OUTLINE_CURSOR)
        sign = f"{self._mark(row).sign or ' '} "
        body = set_cell_size(shortened(title, room), room)
        tail = self._tail(row, title) + " "
        segments = [
            Segment(indent, style),
            Segment(fold + sign, fold_style),
            Segment(body, style),
            Segment(tail, fold_style),
        ]
        return Strip(segments).simplify().crop(0, width)
