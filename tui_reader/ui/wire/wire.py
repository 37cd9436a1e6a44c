"""The cheapest way from the picture that the terminal shows to the one that it should show.

Only cells that differ are sent, blanks at the end of a row as erase, and rows that moved by the
terminal's own scrolling, as every terminal has it: a region and line feeds or reverse indexes (DEC
STD 070). What stood beside the moved rows is mended like all that differs.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui_reader.ui.wire.output import Output
from tui_reader.ui.wire.rows import Row

_FEWEST = 2
"""Rows that must have moved for the terminal to scroll."""


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
        for y, row in enumerate(self._wanted):
            if row.shows(self._shown[y]):
                self._shown[y] = row
        moved, is_clear = self._moved()
        outs: list[Output] = []
        if moved is not None:
            outs.append(Output(self._left, width, self._erases_colours))
            outs[0].scroll(*moved, height)
            self._mend(outs[0], self._after(*moved))
        if not is_clear:
            outs.append(Output(self._left, width, self._erases_colours))
            self._mend(outs[-1], self._shown)
        out = min(outs, key=Output.size)
        self._shown = self._wanted[:]
        if out.size() or self._left != self.cursor:
            out.end(self.cursor)
            self._left = self.cursor
        return out.text()

    def _mend(self, out: Output, shown: list[Row]) -> None:
        """Send what it takes to mend the rows that differ from those shown."""
        for y, (was, row) in enumerate(zip(shown, self._wanted, strict=True)):
            if not row.shows(was):
                out.mend(y, was, row)

    def _moved(self) -> tuple[tuple[int, int, int] | None, bool]:
        """Return the top and the bottom row of those that have moved together, and how far up.

        None where fewer than `_FEWEST` have. What counts is the widest piece of the rows. And
        return whether it is clear that scrolling is cheapest.
        """
        shown, wanted = self._shown, self._wanted
        changed = [y for y, row in enumerate(wanted) if row is not shown[y]]
        weights: Counter[tuple[int, int]] = Counter()
        for y in changed:
            for x, (end, _, _) in wanted[y].pieces.items():
                weights[x, end] += end - x
        if not weights:
            return None, False
        left, right = weights.most_common(1)[0][0]
        places: dict[str, list[int]] = {}
        for y, row in enumerate(shown):
            places.setdefault(row.text(left, right), []).append(y)
        texts = [wanted[y].text(left, right) for y in changed]
        pairs = list(zip(changed, texts, strict=True))
        votes = Counter(
            place - y for y, text in pairs if text.strip() for place in places.get(text, ())
        )
        shift, count = max(votes.items(), key=lambda vote: (vote[1], -abs(vote[0])), default=(0, 0))
        if not shift or count < _FEWEST:
            return None, False
        ys = [y for y, text in pairs if y + shift in places.get(text, ())]
        top, bottom = min(ys[0], ys[0] + shift), max(ys[-1], ys[-1] + shift)
        if any(None in row.chars for row in wanted[top : bottom + 1]):
            return None, False
        is_clear = 2 * len(ys) > len(changed) and 2 * (right - left) > len(shown[0].chars)
        return (top, bottom, shift), is_clear

    def _after(self, top: int, bottom: int, shift: int) -> list[Row]:
        """Return the rows that are shown when some of them have been moved."""
        shown = self._shown
        empty = [Row(len(shown[0].chars), " ")] * abs(shift)
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
