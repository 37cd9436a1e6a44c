"""The cheapest way from the picture that the terminal shows to the one that it should show.

Only cells that differ are sent, blanks at the end of a row as erase, and rows that moved by the
terminal's own scrolling, as every terminal has it: a region and line feeds or reverse indexes (DEC
STD 070). What stood beside the moved rows is mended like all that differs.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from rich.color import ColorSystem
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui_reader.ui.wire.output import Output
from tui_reader.ui.wire.pens import pen_of
from tui_reader.ui.wire.rows import UNKNOWN, Cells, Row, blank, cells_of

_FEWEST = 2
"""Rows that must have moved for the terminal to scroll."""
_MADE = 1024
"""Strips whose cells are kept."""


class Wire:
    """The terminal's picture, and the one that it should show.

    Attributes:
        cursor: Column and row where the cursor is left.
    """

    def __init__(self, system: ColorSystem, erases_colours: Callable[[], bool]) -> None:
        """Begin with nothing known.

        Args:
            system: The colours that the terminal has.
            erases_colours: Tells whether it erases in the background set (terminfo's `bce`).
        """
        self.cursor: tuple[int, int] = (0, 0)
        self._erases_colours = erases_colours
        self._pen = lru_cache(1024)(partial(pen_of, system))
        self._made: dict[str, tuple[list[Segment], Cells]] = {}
        self._size = (0, 0)
        self._wanted: list[Row] = []
        self._shown: list[Row] = []
        self._left: tuple[int, int] | None = None
        self._is_forgotten = True

    def forget(self) -> None:
        """Take it that the terminal may show anything; a signal handler may call this."""
        self._is_forgotten = True

    def take(self, update: CompositorUpdate) -> bool:
        """Put an update into the wanted picture; return False, with nothing done, if it can't be.

        That is so with kinds that aren't known, and where a text holds a control character.
        """
        if type(update) is LayoutUpdate:
            height, width = len(update.strips), update.region.width
            pieces = _of_layout(update)
        elif type(update) is ChopsUpdate:
            height, width = len(update.chops), max(update.chop_ends[0], default=0)
            pieces = _of_chops(update)
        else:
            return False
        is_other = (width, height) != self._size
        wanted = [Row([(0, blank(width, UNKNOWN))])] * height if is_other else self._wanted[:]
        for y, x, strip in pieces:
            cells = self._cells(strip)
            if cells is None:
                return False
            if x + cells.width > width:
                cells = cells.cut(0, max(0, width - x), self._cells)
            wanted[y] = wanted[y].put(x, cells, self._cells)
        self._wanted, self._size = wanted, (width, height)
        self._is_forgotten |= is_other
        return True

    def _cells(self, strip: Strip) -> Cells | None:
        """Return the cells of a strip, those of an equal one if there was one lately."""
        text, segments = strip.text, list(strip)
        known = self._made.get(text)
        if known is not None and known[0] == segments:
            return known[1]
        cells = cells_of(strip, self._pen)
        if cells is not None:
            if len(self._made) >= _MADE:
                self._made.clear()
            self._made[text] = segments, cells
        return cells

    def render(self) -> str:
        """Return what brings the terminal to the wanted picture, which it is taken to show then."""
        width, height = self._size
        if self._is_forgotten:
            self._is_forgotten = False
            self._shown = [Row([(0, blank(width, UNKNOWN))])] * height
            self._left = None
        pairs = enumerate(zip(self._shown, self._wanted, strict=True))
        changed = [y for y, (was, row) in pairs if row is not was and not row.shows(was)]
        out = Output(self._left, width, self._erases_colours)
        if moved := self._moved(changed) if len(changed) >= _FEWEST else None:
            top, bottom, shift = moved
            out.scroll(top, bottom, shift, height)
            self._shown[top : bottom + 1] = self._after(top, bottom, shift)
            changed = sorted({*changed, *range(top, bottom + 1)})
        out.mend((y, self._shown[y], self._wanted[y]) for y in changed)
        self._shown = self._wanted[:]
        if out.text() or self._left != self.cursor:
            out.end(self.cursor)
            self._left = self.cursor
        return out.text()

    def _moved(self, changed: list[int]) -> tuple[int, int, int] | None:
        """Return the top and the bottom row of those that have moved together, and how far up.

        None where fewer than `_FEWEST` have, or less than what moves with them and must not. What
        counts is the widest piece of the rows.
        """
        shown, wanted = self._shown, self._wanted
        weights: Counter[tuple[int, int]] = Counter()
        for y in changed:
            for x, cells in wanted[y].pieces:
                weights[x, cells.width] += cells.width
        x, width = max(weights, key=weights.__getitem__)
        places: dict[str, list[int]] = {}
        for y, row in enumerate(shown):
            places.setdefault(row.text_at(x, width), []).append(y)
        texts = [(y, wanted[y].text_at(x, width)) for y in changed]
        votes = Counter(
            place - y for y, text in texts if text.strip(" ") for place in places.get(text, ())
        )
        shift = max(votes, key=lambda shift: (votes[shift], -abs(shift)), default=0)
        if not shift or votes[shift] < _FEWEST:
            return None
        ys = [y for y, text in texts if y + shift in places.get(text, ())]
        top, bottom = min(ys[0], ys[0] + shift), max(ys[-1], ys[-1] + shift)
        if not all(row.is_known for row in wanted[top : bottom + 1]):
            return None
        # What stands beside them moves too, and has to be mended.
        if len(ys) * width <= (bottom + 1 - top) * (self._size[0] - width):
            return None
        return top, bottom, shift

    def _after(self, top: int, bottom: int, shift: int) -> list[Row]:
        """Return some rows as they are shown when they have been moved."""
        empty = [Row([(0, blank(self._size[0]))])] * abs(shift)
        region = self._shown[top : bottom + 1]
        return [*region[shift:], *empty] if shift > 0 else [*empty, *region[:shift]]


def _of_layout(update: LayoutUpdate) -> Iterable[tuple[int, int, Strip]]:
    """Yield row, column and strip of what an update writes, as its `render_segments` does."""
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield y, x, strip
            x += strip.cell_length


def _of_chops(update: ChopsUpdate) -> Iterable[tuple[int, int, Strip]]:
    """Yield the same for an update of parts of rows."""
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= x2 or end <= x1:
                continue
            is_whole = x >= x1 and end <= x2
            yield y, x, strip if is_whole else strip.crop(0, min(end, x2) - x)
