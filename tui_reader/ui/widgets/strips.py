"""The strips of a viewport's lines: cached while they stay as they are, with what lies over them.

Over a line may lie hits of a search, the selected link, numbers beside links, a sign in the
margin, and hyperlinks of the terminal's; those strips are made anew for each frame.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.cache import LRUCache
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.document.document import Document
from tui_reader.document.model import Link
from tui_reader.layout.lines import Line
from tui_reader.layout.link_cursor import LinkCursor
from tui_reader.layout.margin import PlaceMark, signs_in_view
from tui_reader.layout.spots import numbered
from tui_reader.layout.terms import TermSpan, mark_terms
from tui_reader.layout.viewport import Viewport
from tui_reader.ui.widgets.painter import Painter

if TYPE_CHECKING:
    from tui_reader.layout.found import FoundSpan

_CACHED = 1000


class Strips:
    """The strips of one view.

    Attributes:
        are_hyperlinks: Whether links become hyperlinks of the terminal's; lines in which they have
            become some stay so.
        place_marks: Which stretches of text have a sign in the margin, by chunk.
        terms: Tells where terms of the glossary stand in a chunk of a document.
        found: Tells where hits of a search stand in a chunk.
        margin: Cells on the left of the text.
        width: Cells of the pane.
        shift: Cells that wide lines are scrolled to the left.
    """

    def __init__(self, widget: Widget) -> None:
        self.are_hyperlinks = False
        self.place_marks: Mapping[int, Sequence[PlaceMark]] = {}
        self.terms: Callable[[Document, int], Sequence[TermSpan]] | None = None
        self.found: Callable[[int], Sequence[FoundSpan]] | None = None
        self.margin = self.width = self.shift = 0
        self._painter = Painter(widget)
        self._cache: LRUCache[tuple[int, int], tuple[Line, Strip]] = LRUCache(_CACHED)
        self._linked: LRUCache[int, Line] = LRUCache(_CACHED)
        self._lit: Link | None = None
        self._labels: dict[int, str] = {}
        self._signs: dict[int, str] = {}
        self._spans: dict[int, list[TermSpan]] = {}
        self._found: dict[int, tuple[FoundSpan, ...]] = {}
        self._link_marks: Mapping[str, str] = {}

    def clear(self) -> None:
        """Forget the strips: the lines, or their width, are others now."""
        self._cache.clear()
        self._linked.clear()

    def restyle(self) -> None:
        """Forget the strips and the styles they were painted in."""
        self._painter.restyle()
        self._cache.clear()

    def begin_frame(self, viewport: Viewport | None, links: LinkCursor | None) -> None:
        """Look once at what lies over the lines that are painted next."""
        self._lit = links.lit() if links else None
        self._labels = links.labels() if links else {}
        self._signs = self.signs(viewport)
        self._spans = self.term_lines(viewport)
        self._found = self.found_lines(viewport)
        self._link_marks = viewport.options.marks if viewport else {}

    def signs(self, viewport: Viewport | None) -> dict[int, str]:
        """Return the signs of the lines in view, by the identity of the line."""
        if viewport is None or not self.place_marks:
            return {}
        return signs_in_view(viewport, self.place_marks)

    def found_lines(self, viewport: Viewport | None) -> "dict[int, tuple[FoundSpan, ...]]":
        """Return the hits in the lines in view, by the identity of the line."""
        if viewport is None or self.found is None:
            return {}
        from tui_reader.layout.found import found_in_view

        return found_in_view(viewport, self.found)

    def found_changes(self, viewport: Viewport | None) -> set[int]:
        """Return the lines in view whose hits are others than when they were painted last."""
        now = self.found_lines(viewport)
        lines = now.keys() | self._found.keys()
        return {line for line in lines if now.get(line) != self._found.get(line)}

    def term_lines(self, viewport: Viewport | None) -> dict[int, list[TermSpan]]:
        """Return the terms of the blocks in view, by the identity of each of their lines."""
        found: dict[int, list[TermSpan]] = {}
        if viewport is None or self.terms is None:
            return found
        for chunk in viewport.chunks_in_view():
            by_block: dict[int, list[TermSpan]] = {}
            for span in self.terms(viewport.document, chunk):
                by_block.setdefault(span.block, []).append(span)
            for line in viewport.lines(chunk) if by_block else ():
                if line.block in by_block:
                    found[id(line)] = by_block[line.block]
        return found

    def strip(self, line: Line) -> Strip:
        """Return the strip of a line."""
        sign = self._signs.get(id(line), "")
        links = [run.link for run in line.runs if run.link]
        is_lit = self._lit is not None and any(link is self._lit for link in links)
        found = self._found.get(id(line))
        is_linked = bool(links) and self._is_linked(line)
        if sign or is_lit or found or is_linked or (links and self._labels):
            shown = self._with_found(line, found) if found else line
            spans = self._spans.get(id(line))
            return self._painter.strip(
                numbered(mark_terms(shown, spans) if spans else shown, self._labels),
                self.margin,
                self.width,
                self.shift,
                lit=self._lit,
                is_linked=is_linked,
                sign=sign,
            )
        key = (id(line), self.shift if line.is_wide else 0)
        cached = self._cache.get(key)
        # The line is kept beside its strip: an identity may come again when its owner has gone.
        if cached is not None and cached[0] is line:
            return cached[1]
        spans = self._spans.get(id(line))
        shown = mark_terms(line, spans) if spans else line
        strip = self._painter.strip(shown, self.margin, self.width, self.shift)
        self._cache[key] = (line, strip)
        return strip

    def _is_linked(self, line: Line) -> bool:
        """Return whether the links of a line are hyperlinks of the terminal's now."""
        if self.are_hyperlinks:
            self._linked[id(line)] = line
        # As with strips, the line is kept beside its identity.
        return self._linked.get(id(line)) is line

    def _with_found(self, line: Line, found: "Sequence[FoundSpan]") -> Line:
        from tui_reader.layout.found import mark_found

        return mark_found(line, found, self._link_marks)
