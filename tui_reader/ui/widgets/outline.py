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
    OUTLINE_CURSOR,
    OUTLINE_FILTER,
    OUTLINE_FOLD,
    OUTLINE_HITS,
    base_style,
    has_colours,
    outline_look,
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
from tui_reader.ui.widgets.outline_row import NO_MARK, OutlineRow, RowMark, head_of, tail_of
from tui_reader.ui.widgets.outline_tree import OutlineTree

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
        self._tree = OutlineTree()
        self.folds = self._tree.folds
        self._current = (0, -1)
        self._found: tuple[int, Mapping[int, int] | None] = (0, None)
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
        self._tree.show(library, documents, current)
        self._current = (current, -1)
        self._rebuild()

    def set_current(self, document: int, heading: int) -> None:
        """Mark the section that is being read, and bring it into view."""
        if (document, heading) == self._current:
            return
        before, top = self._marked, self._top
        self._current = (document, heading)
        self._marked = self._tree.row_around(self.rows, document, heading)
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
        for index in range(self._top, min(len(self.rows), self._top + self._height)):
            row = self.rows[index]
            if row.document == document and marks.get(row.heading) != before.get(row.heading):
                self._refresh_row(index)

    def _mark(self, row: OutlineRow) -> RowMark:
        return self._row_marks.get(row.document, {}).get(row.heading, NO_MARK)

    def _tail(self, row: OutlineRow, title: str) -> str:
        """Return what stands at the end of a row; while a search goes on, its hits."""
        document, counts = self._found
        if counts is not None:
            hits = self._tree.hits(row, counts) if document == row.document else 0
            return f" {hits:,}" if hits else ""
        count = self._counts.get(row.document, {}).get(row.heading, (0, 0))
        room = self.size.width - 2 * self._depth(row) - _SIGNS
        links = count if row.heading >= 0 else (0, 0)
        return tail_of(self._mark(row).minutes, links, room - cell_len(title), room)

    def renumber(self, document: int, new_of: Mapping[int, int]) -> None:
        """Keep folds and marks of a document whose headings have other numbers now."""
        self._tree.renumber(document, new_of)
        marks = self._row_marks.get(document, {})
        self._row_marks[document] = {new_of.get(old, old): mark for old, mark in marks.items()}

    def look_again(self, document: int) -> None:
        """Look again whether a document that wasn't opened can be read, and what it is called."""
        self._tree.look_again(document)
        self.refresh()

    def unfold(self, document: int) -> None:
        """Show the headings of a document."""
        self._tree.unfolded.add(document)
        self._rebuild()

    def row_text(self, row: OutlineRow) -> str:
        """Return the text of a row, without folds and indent."""
        return self._tree.text(row)

    @property
    def wanted(self) -> str:
        """What the rows are filtered by, empty for all rows."""
        return self._tree.wanted

    @property
    def has_rows(self) -> bool:
        """Whether there is a row, or would be without the filter."""
        return bool(self.rows or self.wanted)

    def filter(self, wanted: str) -> None:
        """Show only the rows that hold some words, and those above them; all for no words."""
        if wanted != self._tree.wanted:
            self._tree.wanted = wanted
            self._top = 0
            self._rebuild()
            if not self.has_focus and wanted:
                self.cursor = self._tree.first_match(self.rows)
                self._bring_into_view(self.cursor)

    def set_found(self, document: int, counts: Mapping[int, int] | None) -> None:
        """Show how many hits of a search stand in each section, None for no search.

        Args:
            document: Which document of the library.
            counts: The hits under each heading, -1 before the first.
        """
        if (document, counts) != self._found:
            self._found = (document, counts)
            self.refresh()

    def _rebuild(self) -> None:
        self.rows = self._tree.rows()
        self._marked = self._tree.row_around(self.rows, *self._current)
        cursor = self.cursor if self.has_focus else self._marked
        self.cursor = max(0, min(cursor, len(self.rows) - 1))
        self._bring_into_view(self.cursor)
        self.refresh()

    # Moves

    def action_cursor(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor = max(0, min(self.cursor + rows, len(self.rows) - 1))
        self._bring_into_view(self.cursor)
        self.refresh()
        if self.rows:
            row = self.rows[self.cursor]
            if self._tree.trouble(row):
                self.look_again(row.document)
            title = self.row_text(row)
            said = title if self._is_cut(row, title) else ""
            self.post_message(RowPointed(self._tree.trouble(row) or said))

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
        if self._tree.fold(row):
            if row.heading >= 0 and not self.wanted:
                self.post_message(EntryFolded(row.document))
            self._rebuild()
        else:
            self.post_message(EntryUnfolded(row.document))

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
        if not 0 <= index < len(self.rows) or event.y >= self._height:
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
        self._top = max(0, min(self._top + rows, len(self.rows) - self._height))
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

    @property
    def _height(self) -> int:
        """Rows that there is room for; the last one says that others are left out."""
        return max(0, self.size.height - bool(self.wanted))

    def _refresh_row(self, row: int) -> None:
        if self._top <= row < self._top + self._height:
            self.refresh(Region(0, row - self._top, self.size.width, 1))

    def _bring_into_view(self, row: int) -> None:
        height = self._height
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
        if self.wanted and y == self._height:
            return self._filter_strip(width)
        if index >= len(self.rows):
            return Strip.blank(width, base)
        row = self.rows[index]
        is_current = index == self._marked
        is_unreadable = bool(self._tree.trouble(row))
        bar = "▌" if is_current else " "
        title = safe(self.row_text(row))
        room = self._room(row, title)
        look = outline_look(self.app, row.heading < 0, is_current, is_unreadable)
        style, rest_style = base + parse_look(self.app, look), base
        bar_style = style if is_current and has_colours(self.app) else base
        fold_style = base + parse_look(self.app, OUTLINE_FOLD)
        if self.has_focus and index == self.cursor:
            style = base + parse_look(self.app, OUTLINE_CURSOR)
            bar_style = rest_style = fold_style = style
        head = head_of(row, self._mark(row), is_unreadable)
        body = shortened(title, room)
        tail = self._tail(row, title) + " "
        tail_style = fold_style
        if self._found[1] is not None and tail.strip():
            tail_style = style + parse_look(self.app, OUTLINE_HITS)
        segments = [
            Segment(bar, bar_style),
            Segment("  " * self._depth(row) + head, fold_style),
            Segment(body, style),
            # An underline ends with the title.
            Segment(" " * (room - cell_len(body)), rest_style),
            Segment(tail, tail_style),
        ]
        return Strip(segments).simplify().crop(0, width)

    def _filter_strip(self, width: int) -> Strip:
        """Return the row that says what the others are filtered by."""
        found = len(self.rows)
        text = f" & {safe(self.wanted)}" if found else f" & {safe(self.wanted)}: no row"
        style = base_style(self) + parse_look(self.app, OUTLINE_FILTER)
        return Strip([Segment(set_cell_size(shortened(text, width - 1), width), style)], width)
