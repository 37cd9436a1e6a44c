"""The cheapest way from the picture that the terminal shows to the one that it should show.

Only cells that differ are sent, blanks at the end of a row as erase, and rows that moved by the
terminal's own scrolling, as every terminal has it: a region and line feeds or reverse indexes (DEC
STD 070). What stood beside the moved rows is mended like all that differs.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui_reader.ui.wire.output import Output
from tui_reader.ui.wire.pens import pen_of
from tui_reader.ui.wire.rows import UNKNOWN, Cells, Row, blank, cells_of

_FEWEST = 2
"""Rows that must have moved for the terminal to scroll."""
_FEW = 4
"""The part of the changed rows that must have moved where something stands beside them."""
_MADE = 1024
"""Strips whose cells are kept."""


class _Scroll(NamedTuple):
    """Rows that have moved together.

    Attributes:
        rows: The first and the last of those that they stood in and stand in.
        shift: How far up.
        is_clear: Whether there is no doubt that scrolling is cheapest.
    """

    rows: tuple[int, int]
    shift: int
    is_clear: bool


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
                cells = cells.cut(0, width - x, self._cells)
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
        scroll = self._scroll(changed) if len(changed) >= _FEWEST else None
        outs: list[Output] = []
        if scroll is not None:
            outs.append(Output(self._left, width, self._erases_colours))
            outs[0].scroll(*scroll.rows, scroll.shift, height)
            self._mend(outs[0], self._after(scroll), range(height))
        if scroll is None or not scroll.is_clear:
            outs.append(Output(self._left, width, self._erases_colours))
            self._mend(outs[-1], self._shown, changed)
        out = min(outs, key=Output.size)
        self._shown = self._wanted[:]
        if out.size() or self._left != self.cursor:
            out.end(self.cursor)
            self._left = self.cursor
        return out.text()

    def _mend(self, out: Output, shown: list[Row], ys: Iterable[int]) -> None:
        """Send what it takes to mend some rows."""
        out.mend((y, shown[y], self._wanted[y]) for y in ys)

    def _scroll(self, changed: list[int]) -> _Scroll | None:
        """Return how rows have moved together; None where fewer than `_FEWEST` have.

        What counts is the widest piece of the rows.
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
        is_alone = width == self._size[0]
        if not is_alone and _FEW * len(ys) < len(changed):
            return None
        is_clear = is_alone or (2 * len(ys) > len(changed) and 2 * width > self._size[0])
        return _Scroll((top, bottom), shift, is_clear)

    def _after(self, scroll: _Scroll) -> list[Row]:
        """Return the rows that are shown when some of them have been moved."""
        (top, bottom), shift = scroll.rows, scroll.shift
        shown = self._shown
        empty = [Row([(0, blank(self._size[0]))])] * abs(shift)
        region = shown[top : bottom + 1]
        region = [*region[shift:], *empty] if shift > 0 else [*empty, *region[:shift]]
        return [*shown[:top], *region, *shown[bottom + 1 :]]


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
