"""The pane with the text: draws the lines of a viewport, turns keys and the wheel into moves.

It mounts no widget for any block. What invalidates what:

| event                                            | document | lines and heights     | strips |
|--------------------------------------------------|----------|-----------------------|--------|
| another document, or the file changed on disk    | new      | new                   | all    |
| width of the pane or of the column               | keep     | new, same text on top | all    |
| theme, focus, ANSI (`notify_style_update`)       | keep     | keep                  | all    |
| selection, sideways scroll                       | keep     | keep                  | some   |
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer

from tui_reader.document.document import Document
from tui_reader.layout.lines import LayoutOptions, Line
from tui_reader.layout.link_cursor import LinkCursor
from tui_reader.layout.margin import PlaceMark
from tui_reader.layout.moves import move
from tui_reader.layout.spots import LinkSpot
from tui_reader.layout.terms import TermSpan
from tui_reader.layout.viewport import Viewport
from tui_reader.ui.looks import base_style
from tui_reader.ui.messages import DocumentScanned, ViewMoved
from tui_reader.ui.widgets.ahead import Ahead
from tui_reader.ui.widgets.mouse import MouseView
from tui_reader.ui.widgets.selecting import select_characters
from tui_reader.ui.widgets.strips import Strips

if TYPE_CHECKING:
    from tui_reader.layout.found import FoundPlace, FoundSpan

DEFAULT_COLUMN = 72
NARROWEST_COLUMN = 20
_WIDEST_COLUMN = 200
_CACHED_STRIPS = 1000
_REST = 0.18
"""Seconds without a move after which links become hyperlinks: while paging they would cost a page
a seventh more bytes."""
_SHIFT_CELLS = 8

Show = Callable[[Viewport], object]
"""Brings a place into view."""


class ReaderView(MouseView, can_focus=True, inherit_bindings=False):
    """A document as lines in a column."""

    DEFAULT_CSS = """
    ReaderView {
        overflow: hidden hidden;
        scrollbar-size: 0 0;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.viewport: Viewport | None = None
        self.column = DEFAULT_COLUMN
        self.links: LinkCursor | None = None
        self.marks: Mapping[str, str] = {}
        self._rest: Timer | None = None
        self._strips = Strips(self)
        self._ahead = Ahead(self, self._show_news, self._tell_scanned)
        self._document: Document | None = None
        self._pending: Show | None = None
        self._is_painting = False

    # The document and where it is

    def open(self, document: Document, show: Show | None = None, *, keeps: bool = False) -> None:
        """Show a document; it, and a move that follows, may come before the size does.

        Args:
            document: What to read.
            show: Brings the place to begin at into view, else it is the beginning.
            keeps: Whether what stands beside links stays, as in another edition of the same text.
        """
        self._document = document
        self._pending = show
        self._strips.place_marks = {}
        self.viewport = None
        self._ahead.work_on(None)
        self._strips.shift = self._strips.shift if keeps else 0
        self.links = None
        self.marks = self.marks if keeps else {}
        if self.size:
            self._lay_out()

    def move(self, kind: str, amount: float = 1) -> bool:
        """Make a move of `moves.move`; return whether that is done, as `go` does."""
        return self.go(partial(move, kind=kind, amount=amount), needs_end=kind == "end")

    def go(self, wanted: Show, *, needs_end: bool) -> bool:
        """Bring a place into view; return whether that is done, else it is when the end is known.

        Args:
            wanted: Brings it into view.
            needs_end: Whether the document has to be scanned for it.
        """
        if self.viewport is None:
            self._pending = wanted
        elif needs_end and not self.viewport.document.is_complete:
            self._ahead.awaited = wanted
            return False
        else:
            wanted(self.viewport)
            self.follow()
        return True

    def shift_by(self, steps: int) -> bool:
        """Scroll wide tables and code sideways; return whether any in view is that wide."""
        room = self._strips.width - self.margin
        widest = self.viewport.widest_row() if self.viewport else 0
        self.shift_to(max(0, min(self.shift + steps * _SHIFT_CELLS, widest - room + 1)))
        return widest > room

    @property
    def shift(self) -> int:
        """How many cells wide tables and code are scrolled to the left."""
        return self._strips.shift

    def shift_to(self, cells: int) -> None:
        """Scroll wide tables and code to the left, by so many cells in all."""
        if cells != self._strips.shift:
            self._strips.shift = cells
            self._strips.clear()
            self.refresh()

    def set_column(self, cells: int) -> None:
        """Set the greatest width of the text, in cells."""
        self.column = max(NARROWEST_COLUMN, min(cells, _WIDEST_COLUMN))
        if self.viewport is not None:
            self._lay_out()

    def _lay_out(self) -> None:
        """Lay the document out for the size that the pane has."""
        if self._document is None:
            return
        # Kept, because `size` is too slow to ask for every row that is drawn.
        pane = self._strips.width = self.size.width
        # A sign in the margin has a blank behind it where there is room for both.
        free = 3 if pane > 40 else 2 if pane > 24 else 0
        width = max(1, min(self.column, pane - free))
        self._strips.margin = (pane - width + 1) // 2
        reach = max(width, pane - self._strips.margin - 1)
        is_plain = "nocolor" in self.pseudo_classes
        options = LayoutOptions(width, reach, is_plain=is_plain, marks=self.marks)
        if self.viewport is None:
            self.viewport = Viewport(self._document, options, self.size.height)
            self.links = LinkCursor(self.viewport)
            if self._pending is not None:
                self._pending(self.viewport)
                self._pending = None
        elif options != self.viewport.options:
            self.viewport.height = max(1, self.size.height)
            self.viewport.lay_out(options)
            self._strips.shift = 0
        else:
            self.viewport.resize(self.size.height)
        self._strips.clear()
        self._show()
        self._ahead.work_on(self.viewport)

    @property
    def is_scanning(self) -> bool:
        """Whether the text is still gone through."""
        return self._ahead.is_scanning

    def _tell_scanned(self) -> None:
        self.post_message(DocumentScanned())

    def _show_news(self, is_new: bool) -> None:
        """Show what is in view now, of which some may have come without a move."""
        if is_new:
            self._strips.clear()
            self._show()
        else:
            self._take_scroll_position()

    def follow(self) -> None:
        """Show what the viewport holds now, and tell the screen."""
        # Who goes elsewhere doesn't wait for the end any more.
        self._ahead.awaited = None
        self._show()

    def _show(self) -> None:
        if self.viewport is None:
            return
        self._take_scroll_position()
        self.refresh()
        self.post_message(ViewMoved())
        self.call_after_refresh(self._ahead.prepare)
        self._strips.are_hyperlinks = False
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._show_hyperlinks)

    def _show_hyperlinks(self) -> None:
        """Make the links in view hyperlinks of the terminal's, when the reader has come to rest."""
        self._strips.are_hyperlinks = True
        self._refresh_lines(lambda line: any(run.link for run in line.runs))

    def _take_scroll_position(self) -> None:
        """Make Textual's scroll position that of the viewport, with no repaint.

        It changes although the same text stays, when heights above become exact.
        """
        if self.viewport is not None:
            self.set_scroll(None, self.viewport.y)
            self.scroll_target_y = self.viewport.y

    # Links

    @property
    def margin(self) -> int:
        """Cells on the left of the text."""
        return self._strips.margin

    @property
    def spot(self) -> LinkSpot | None:
        """The selected link."""
        return self.links.spot if self.links else None

    def set_marks(self, marks: Mapping[str, str]) -> None:
        """Set what stands beside links; the text on top stays."""
        if marks != self.marks:
            self.marks = marks
            if self.viewport is not None:
                self._lay_out()

    def set_place_marks(self, marks: Mapping[int, Sequence[PlaceMark]]) -> None:
        """Set which stretches of text have a sign in the margin, by chunk."""
        before = self._strips.signs(self.viewport)
        self._strips.place_marks = marks
        after = self._strips.signs(self.viewport)
        self._refresh_lines(lambda line: before.get(id(line)) != after.get(id(line)))

    def _refresh_lines(self, is_wanted: Callable[[Line], bool]) -> None:
        """Draw some of the lines in view again."""
        for row in range(self.size.height):
            line = self.viewport.line_at(row) if self.viewport else None
            if line is not None and is_wanted(line):
                self.refresh(Region(0, row, self._strips.width, 1))

    def set_terms(self, terms: Callable[[Document, int], Sequence[TermSpan]] | None) -> None:
        """Set what tells where terms stand, None to underline none."""
        if (terms is None) == (self._strips.terms is None):
            return
        before = self._strips.term_lines(self.viewport)
        self._strips.terms = terms
        self._strips.clear()
        changed = before or self._strips.term_lines(self.viewport)
        self._refresh_lines(lambda line: id(line) in changed)

    def set_found(self, found: "Callable[[int], Sequence[FoundSpan]] | None") -> None:
        """Set what tells the hits of a chunk, or that they are others now; None for no hits."""
        self._strips.found = found
        changed = self._strips.found_changes(self.viewport)
        self._refresh_lines(lambda line: id(line) in changed)

    def show_found(self, chunk: int, place: "FoundPlace") -> None:
        """Bring a hit into view, in a wide table or code block by a scroll sideways."""
        from tui_reader.layout.found import bring_into_view, shift_for

        if self.viewport is None:
            return
        before = self.viewport.y
        bring_into_view(self.viewport, chunk, place)
        line = self.viewport.lines(chunk)[place.line]
        self.shift_to(shift_for(place, line, self._strips.width - self.margin, self.shift))
        if self.viewport.y != before:
            self.follow()

    def select_link(self, direction: int) -> bool:
        """Select the next or previous link and show it; return whether there is one."""
        found = self.links is not None and self.links.move(direction)
        self.follow()
        return found

    def select(self, spot: LinkSpot | None) -> None:
        """Select a link and bring it into view, or none."""
        if self.links is not None:
            self.links.select(spot)
            self.follow()

    def show_numbers(self, shows: bool) -> None:
        """Show or hide the numbers of the links in view."""
        if self.links is not None:
            self.links.shows_numbers = shows
            self.refresh()

    # Drawing

    @property
    def max_scroll_y(self) -> int:
        """The lowest row that may be on top, as far as is known."""
        return self.viewport.max_y if self.viewport else 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow a scroll that Textual makes by itself, as while a selection is dragged."""
        if self.viewport is not None and round(new_value) != self.viewport.y:
            self.viewport.scroll_to_row(round(new_value))
            self.follow()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region; they carry no offsets, which only the mouse needs."""
        if self.viewport is None and self.size:
            # The first frame comes before the first resize event; it shall have the text.
            self._lay_out()
        self._is_painting = True
        self._strips.begin_frame(self.viewport, self.links)
        try:
            return super().render_lines(crop)
        finally:
            self._is_painting = False

    def render_line(self, y: int) -> Strip:
        """Return the strip of a row of the pane."""
        line = self.viewport.line_at(y) if self.viewport else None
        if line is None or self.viewport is None:
            return Strip.blank(self._strips.width, base_style(self))
        row = self.viewport.y + y
        strip = self._strips.strip(line)
        if (selection := self.text_selection) and (span := selection.get_span(row)):
            style = self.screen.get_component_rich_style("screen--selection")
            strip = select_characters(strip, *span, style)
        return strip if self._is_painting else strip.apply_offsets(0, row)

    def notify_style_update(self) -> None:
        """Forget what was painted, keep what was laid out."""
        super().notify_style_update()
        self._strips.restyle()

    def on_resize(self) -> None:
        """Lay out for the new size."""
        if self.size and self._document is not None:
            self._lay_out()
