"""Where the viewport is in a document of unknown height, without a screen.

It holds the line map and the lines that are laid out, moves by lines, and keeps what is in view
exact: what lies between the old place and the new one is settled before the top line changes, so
that no estimate is ever painted and the text under the eye never jumps. `prepare` does that for
the next page while nothing else is to be done.

No move takes long: where many chunks have no row at all, as comments have none, some are looked
at, and the rest is blank until `prepare` goes on; `is_settled` tells.
"""

from collections import OrderedDict

from rich.cells import cell_len

from tui_reader.document.document import Document
from tui_reader.layout.blocks import lay_out_chunk
from tui_reader.layout.line_places import line_of_offset, line_of_source
from tui_reader.layout.linemap import LineMap, estimate_heights
from tui_reader.layout.lines import LayoutOptions, Line
from tui_reader.layout.settling import MOST_EMPTY, settle
from tui_reader.layout.spots import LinkSpot, find_spots
from tui_reader.places import Place

_CACHED_CHUNKS = 96
_ROWS_AHEAD = 800
"""Rows that are to be known below the viewport while a text is scanned."""
_EXACT = 3000
"""Rows that a move counts exactly; beyond, heights that are estimates do."""
_MOST_SEGMENTS = 2
"""Of the scan that a move waits for; each takes some milliseconds, a dense one dozens."""


class Viewport:
    """The part of a document that is in view.

    Attributes:
        document: What is read.
        options: How it is laid out.
        height: Rows in view.
        chunk: The chunk of the top line.
        line: The top line, in its chunk.
        is_settled: Whether all that is in view is known; rows that aren't are blank.
    """

    def __init__(self, document: Document, options: LayoutOptions, height: int) -> None:
        self.document = document
        self.options = options
        self.height = max(1, height)
        self.chunk = 0
        self.line = 0
        self.is_settled = True
        self._generation = document.generation
        self._map = self._estimate()
        self._lines: OrderedDict[int, list[Line]] = OrderedDict()
        self._held = (-1, -1), (0, 0, 0)
        self._pushed: tuple[tuple[int, int, int], int] | None = None
        self._spots: dict[int, tuple[list[Line], list[LinkSpot]]] = {}
        self.show(0, 0)

    @property
    def y(self) -> int:
        """The row of the top line in the whole layout."""
        return self._map.y_of(self.chunk, self.line)

    @property
    def rows(self) -> int:
        """Rows of the whole layout, as far as is known."""
        return self._map.height

    @property
    def max_y(self) -> int:
        """The lowest row that may be on top."""
        return max(0, self.rows - self.height)

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is in view."""
        return self.y >= self.max_y

    def lay_out(self, options: LayoutOptions) -> None:
        """Lay out anew, with the same text on top."""
        place, lead = self._pushed or (self.place(), 0)
        self._generation = self.document.generation
        self.options = options
        self._map = self._estimate()
        self._lines.clear()
        self.show_place(*place, lead)
        self._pushed = place, lead

    def extend(self) -> bool:
        """Take in what the document has found since; return whether the text in view may change."""
        if self._generation != self.document.generation:
            self.lay_out(self.options)
            return True
        if len(self._map) < len(self.document.chunks):
            added = self.document.chunks[len(self._map) :]
            self._map.extend(estimate_heights(added, self.options.width))
        return False

    def complete(self) -> None:
        """Finish the document's scan, before a move that needs all of it."""
        self.document.complete()
        self.extend()

    def resize(self, height: int) -> None:
        """Show more or fewer rows.

        Where more of them push the text down, as all of it in view does, fewer bring it back.
        """
        top, pushed = (self.chunk, self.line), self._pushed
        place, lead = pushed or (self.place(), self.blank_rows_on_top())
        self.height = max(1, height)
        if pushed:
            self.show_place(*place, lead)
        else:
            self.show(*top)
        if pushed or (self.chunk, self.line) != top:
            self._pushed = place, lead

    def line_at(self, row: int) -> Line | None:
        """Return the line at a row of the viewport, None below the end."""
        if not 0 <= self.y + row < self._map.height:
            return None
        chunk, line = self.locate(row)
        return self.lines(chunk)[line] if self._map.is_settled(chunk) else None

    def locate(self, row: int) -> tuple[int, int]:
        """Return chunk and line of what stands at a row of the viewport."""
        return self._map.locate(self.y + row)

    def widest_row(self) -> int:
        """Return the cells of the widest table or code in view that scrolls sideways, else 0."""
        rows = (self.line_at(row) for row in range(self.height))
        return max((cell_len(line.text) for line in rows if line and line.is_wide), default=0)

    @property
    def known_chunks(self) -> int:
        """How many chunks the layout has by now."""
        return len(self._map)

    def known_height(self, chunk: int) -> int | None:
        """Return the exact rows of a chunk whose lines are at hand, or that has none; else None."""
        if chunk in self._lines:
            self._lines.move_to_end(chunk)
            return len(self._lines[chunk])
        is_empty = self._map.is_settled(chunk) and not self._map.height_of(chunk)
        return 0 if is_empty else None

    def lines(self, chunk: int) -> list[Line]:
        """Return the lines of a chunk, exact from then on."""
        lines = self._lines.get(chunk)
        if lines is None:
            lines = lay_out_chunk(
                self.document.blocks(chunk),
                self.options,
                is_first=not chunk,
                continues=self.document.continues(chunk),
            )
            self._lines[chunk] = lines
            self._map.settle(chunk, len(lines))
            if len(self._lines) > max(_CACHED_CHUNKS, self.height * 4):
                self._lines.popitem(last=False)
        else:
            self._lines.move_to_end(chunk)
        return lines

    def show(self, chunk: int, line: int) -> None:
        """Put a line on top, or as near to the top as the end of the document lets it come."""
        if not self.document.chunks:
            return
        self._pushed = None
        self.extend()
        self.chunk = max(0, min(chunk, len(self.document.chunks) - 1))
        self.line = max(0, min(line, len(self.lines(self.chunk)) - 1))
        # Near the end of what is known; the end of the text must not seem to be here.
        self._read_on()
        self.is_settled = settle(self, 0, self.height)
        for _ in range(MOST_EMPTY):
            if self.y <= self.max_y:
                break
            self.chunk, line = self._map.locate(self.max_y)
            # It may turn out lower than it was taken to be, down to no row at all.
            self.line = max(0, min(line, len(self.lines(self.chunk)) - 1))

    def scroll(self, rows: int) -> None:
        """Move the viewport by rows, down when positive."""
        if abs(rows) <= _EXACT:
            settle(self, max(0, -rows), self.height + max(0, rows))
        self.show(*self._map.locate(max(0, min(self.y + rows, self.max_y))))

    def prepare(self) -> bool:
        """Settle a chunk of the pages above and below, those in view first.

        Returns whether there is more to do, before the next move finds its lines laid out.
        """
        if not self.is_settled:
            self.show(self.chunk, self.line)
            return True
        return not settle(self, self.height, 2 * self.height, most=1)

    def scroll_to_row(self, y: int) -> None:
        """Put the line on top that stands, as far as is known, at a row of the whole layout."""
        self.show(*self._map.locate(y))

    def show_end(self) -> None:
        """Put the last page in view."""
        self.complete()
        last = len(self.document.chunks) - 1
        if last >= 0:
            self.show(last, len(self.lines(last)) - 1)

    def place(self) -> tuple[int, int, int]:
        """Return chunk, block and offset of the top line: where it is at any width.

        Until it moves, it is the place that was asked for, so that no width takes it away.
        """
        at, place = self._held
        return place if at == (self.chunk, self.line) else self.place_at(0)

    def place_at(self, row: int) -> tuple[int, int, int]:
        """Return chunk, block and offset of the first text at or below a row of the viewport."""
        if not self.document.chunks:
            return 0, 0, 0
        chunk, line = self.locate(row)
        for candidate in self.lines(chunk)[line:]:
            if candidate.block >= 0 and not candidate.is_blank:
                return chunk, candidate.block, candidate.offset
        return chunk, 1 << 30, 0

    def blank_rows_on_top(self) -> int:
        """Return how many blank rows stand above the first text in view."""
        rows = 0
        while (line := self.line_at(rows)) is not None and (line.block < 0 or line.is_blank):
            rows += 1
        return rows

    def show_place(self, chunk: int, block: int, offset: int, lead: int = 0) -> None:
        """Put the line on top that holds an offset of a block, `lead` rows below the top."""
        if not self.document.chunks:
            return
        found, best = line_of_offset(self.lines(chunk), block, offset)
        self.show(chunk, found)
        if (missing := lead - self.row_of(chunk, found)) > 0:
            self.scroll(-missing)
        if self.place_at(0) == (chunk, *best):
            self._held = (self.chunk, self.line), (chunk, block, offset)

    def show_source_line(self, source: int) -> None:
        """Put the text of a source line on top."""
        if not self.document.chunks:
            return
        chunk = self.document.chunk_of_line(source)
        self.extend()
        self.show(chunk, line_of_source(self.lines(chunk), source))

    def show_share(self, share: float) -> None:
        """Put the text on top before which a share of the document lies, 0 to 1."""
        self.complete()
        chunk, part = self.document.at_share(share)
        if self.document.chunks:
            self.show(chunk, int(part * len(self.lines(chunk))))

    def show_at(self, place: Place) -> None:
        """Put a place on top that a reader named.

        Raises:
            NoSuchPlace: The document has no such heading or line.
        """
        match place.kind:
            case "line":
                self.document.check_line(int(place.number))
                self.show_source_line(int(place.number) - 1)
            case "share":
                self.show_share(place.number / 100)
            case "heading":
                heading = self.document.find_heading(place.text)
                self.show_source_line(self.document.outline[heading].line)

    def spots(self, chunk: int) -> list[LinkSpot]:
        """Return the links of a chunk, in reading order."""
        lines = self.lines(chunk)
        known = self._spots.get(chunk)
        if known is None or known[0] is not lines:
            if len(self._spots) > _CACHED_CHUNKS:
                self._spots.clear()
            known = self._spots[chunk] = (lines, find_spots(lines, chunk))
        return known[1]

    def row_of(self, chunk: int, line: int) -> int:
        """Return the row of the viewport of a line of a chunk, above it negative."""
        return self._map.y_of(chunk, line) - self.y

    def chunks_in_view(self) -> list[int]:
        """Return the chunks that have a row in view."""
        found: list[int] = []
        chunk, bottom = self.chunk, self.y + self.height
        while chunk < len(self._map) and self._map.is_settled(chunk):
            if self._map.y_of(chunk) >= bottom:
                break
            if self._map.height_of(chunk):
                found.append(chunk)
            chunk += 1
        return found

    def spots_in_view(self) -> list[LinkSpot]:
        """Return the links that begin in view."""
        rows = range(self.height)
        return [
            spot
            for chunk in self.chunks_in_view()
            for spot in self.spots(chunk)
            if self.row_of(chunk, spot.line) in rows
        ]

    def reaches(self, chunk: int) -> bool:
        """Return whether there is a chunk, after looking on where the end of what is known is."""
        segments = 0
        while chunk >= len(self.document.chunks) and segments < _MOST_SEGMENTS:
            if not self.document.advance():
                break
            segments += 1
        self.extend()
        return 0 <= chunk < len(self.document.chunks)

    def source_line(self, row: int) -> int:
        """Return the source line of the text at a row of the viewport, or of that above it."""
        chunk, line = self.locate(row)
        if not self.document.chunks:
            return 0
        lines = self.lines(chunk)
        return lines[line].source if lines else self.document.chunks[chunk].line

    def share_at(self, row: int) -> float:
        """Return how much of the document lies before a row of the viewport, 0 to 1."""
        if self.y + row >= self._map.height:
            return 1.0
        chunk, line = self.locate(row)
        return self.document.share_of(chunk, line / max(1, len(self.lines(chunk))))

    def _estimate(self) -> LineMap:
        return LineMap(estimate_heights(self.document.chunks, self.options.width))

    def _read_on(self) -> None:
        segments = 0
        while self._map.height - self.y < _ROWS_AHEAD and segments < _MOST_SEGMENTS:
            if not self.document.advance():
                break
            segments += 1
        self.extend()
