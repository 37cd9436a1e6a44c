"""The cheapest way from the picture that the terminal shows to the one that it should show.

Only cells that differ are sent, blanks at the end of a row as erase, and rows that moved by the
terminal's own scrolling, as every terminal has it: a region and line feeds or reverse indexes (DEC
STD 070). What stood beside the moved rows is mended like all that differs.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from operator import is_not, ne

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui_reader.ui.wire.output import Output
from tui_reader.ui.wire.rows import Row

_FEWEST = 2
"""Rows that must have moved for the terminal to scroll."""
_SCROLL_COST = 24
"""Bytes that scrolling takes, about."""


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
        self.cursor = (0, 0)
        self._system = system
        self._erases_colours = erases_colours
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
        wanted = self._wanted[:]
        if len(wanted) != height or len(wanted[0].chars) != width:
            wanted = [Row(width, None)] * height
        shown: list[Row | None] = [*self._shown, *[None] * height]
        before = wanted[:]
        for y, x, strip in pieces:
            row = wanted[y]
            if row.holds(x, strip):
                continue
            if row is before[y] or row is shown[y]:
                row = wanted[y] = row.copy()
            if not row.put(x, strip, self._system):
                return False
        self._wanted = wanted
        return True

    def render(self) -> str:
        """Return what brings the terminal to the wanted picture, which it is taken to show then."""
        height = len(self._wanted)
        width = len(self._wanted[0].chars) if height else 0
        known = len(self._shown) == height and all(len(r.chars) == width for r in self._shown[:1])
        if self._is_forgotten or not known:
            self._is_forgotten = False
            self._shown = [Row(width, None)] * height
            self._left = None
        out = Output(self._left, width, self._erases_colours)
        changed = self._changed(range(height))
        if len(changed) > _FEWEST and self._scroll(out, changed):
            changed = self._changed(range(height))
        for y in changed:
            out.mend(y, self._shown[y], self._wanted[y])
        self._shown = self._wanted[:]
        if out or self._left != self.cursor:
            out.end(self.cursor)
            self._left = self.cursor
        return str(out)

    def _changed(self, ys: Iterable[int]) -> list[int]:
        pairs = ((y, self._shown[y], self._wanted[y]) for y in ys)
        return [y for y, was, row in pairs if was is not row and not row.shows(was)]

    def _scroll(self, out: Output, changed: list[int]) -> bool:
        """Let the terminal scroll, if rows have moved and that is cheaper; return if it did."""
        shown, wanted = self._shown, self._wanted
        weights: Counter[tuple[int, int]] = Counter()
        for y in changed:
            for x, (end, _, _) in wanted[y].pieces.items():
                weights[x, end] += end - x
        if not weights:
            return False
        left, right = weights.most_common(1)[0][0]
        keys = [_text(row, left, right) for row in wanted]
        places: dict[str, list[int]] = {}
        for y, row in enumerate(shown):
            places.setdefault(_text(row, left, right), []).append(y)
        votes = Counter(
            place - y
            for y in changed
            if keys[y].strip()
            for place in places.get(keys[y], ())
            if place != y
        )
        if not votes:
            return False
        shift, count = max(votes.items(), key=lambda vote: (vote[1], -abs(vote[0])))
        if count < _FEWEST:
            return False
        moved = [y for y in changed if y + shift in places.get(keys[y], ())]
        top, bottom = min(moved[0], moved[0] + shift), max(moved[-1], moved[-1] + shift)
        empty = [Row(len(wanted[0].chars), " ")] * abs(shift)
        region = shown[top : bottom + 1]
        region = [*region[shift:], *empty] if shift > 0 else [*empty, *region[:shift]]
        after = [*shown[:top], *region, *shown[bottom + 1 :]]
        touched = sorted({*changed, *range(top, bottom + 1)})
        costs = [sum(_cost(rows[y], wanted[y]) for y in touched) for rows in (shown, after)]
        if costs[1] + _SCROLL_COST >= costs[0]:
            return False
        out.scroll(top, bottom, shift, len(shown))
        self._shown = after
        return True


def _text(row: Row, left: int, right: int) -> str:
    cells = row.chars[left:right]
    return "" if None in cells else "".join(map(str, cells))


def _cost(was: Row, row: Row) -> int:
    """Return about how many bytes it takes to mend a row."""
    if was is row:
        return 0
    return sum(map(ne, was.chars, row.chars)) + sum(map(is_not, was.pens, row.pens))


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
