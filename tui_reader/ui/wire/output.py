"""What is sent to the terminal: moves, pens, text, each in its shortest form."""

from collections.abc import Callable

from tui_reader.ui.wire.pens import PLAIN, Pen, change
from tui_reader.ui.wire.rows import Row

_GAP = 4
"""Cells that are rather written again than jumped over."""


class Output:
    """Collects what is sent, and follows the terminal's cursor and pen; plain at both ends."""

    def __init__(
        self, at: tuple[int, int] | None, width: int, erases_colours: Callable[[], bool]
    ) -> None:
        """Begin with the cursor at a column and row; None where anything may hold."""
        self._x, self._y = at or (None, None)
        self._pen = PLAIN
        self._width = width
        self._erases_colours = erases_colours
        self._parts = [] if at else ["\x1b[r\x1b[m"]

    def size(self) -> int:
        """Return how much was collected."""
        return sum(map(len, self._parts))

    def text(self) -> str:
        """Return what was collected."""
        return "".join(self._parts)

    def end(self, cursor: tuple[int, int]) -> None:
        """Leave the pen plain and the cursor where it is wanted."""
        self._take(PLAIN)
        self._move(*cursor)

    def scroll(self, top: int, bottom: int, shift: int, height: int) -> None:
        """Move rows up by a positive shift, down by a negative one; blank ones come in."""
        self._take(PLAIN)
        is_part = (top, bottom) != (0, height - 1)
        self._parts.append(f"\x1b[{top + 1};{bottom + 1}r" if is_part else "")
        self._parts.append(f"\x1b[{bottom + 1 if shift > 0 else top + 1}H")
        self._parts.append("\n" * shift if shift > 0 else "\x1bM" * -shift)
        self._parts.append("\x1b[r" if is_part else "")
        self._x = self._y = None

    def mend(self, y: int, was: Row, row: Row) -> None:
        """Write what differs in a row."""
        if not (was.is_sure and row.is_sure):
            self._write_whole(y, row)
            return
        chars, pens = row.chars, row.pens
        differing = [
            x
            for x, (a, b, p, q) in enumerate(zip(was.chars, chars, was.pens, pens, strict=True))
            if (a != b or (p is not q and (a != " " or p.blank is not q.blank))) and b is not None
        ]
        blanks = self._width - self._blank_end(row)
        index = 0
        while index < len(differing):
            x = differing[index]
            if x >= self._width - blanks and len(differing) - index > _GAP:
                self._erase(x, y, pens[x])
                return
            if chars[x] == "":
                x -= 1
            end = x + 1
            while index < len(differing) and (
                differing[index] <= end or self._is_gap(row, end, differing[index])
            ):
                if differing[index] >= self._width - blanks and len(differing) - index > _GAP:
                    break
                end = max(end, differing[index] + 1)
                index += 1
            while end < self._width and chars[end] == "":
                end += 1
            self._move(x, y)
            self._write(row, x, end)

    def _is_gap(self, row: Row, start: int, end: int) -> bool:
        """Return whether it is cheapest to write again what stands between two changes."""
        pens = row.pens
        return end - start <= _GAP and all(
            row.chars[x] is not None and (pens[x] is pens[start - 1] or pens[x] is pens[end])
            for x in range(start, end)
        )

    def _blank_end(self, row: Row) -> int:
        """Return the column where the blanks begin that may be erased at the end of a row."""
        end = self._width
        pen = row.pens[-1].blank
        if pen.can_erase and (not pen.back or self._erases_colours()):
            while end and row.chars[end - 1] == " " and row.pens[end - 1].blank is pen:
                end -= 1
        return end

    def _erase(self, x: int, y: int, pen: Pen) -> None:
        self._move(x, y)
        if self._pen.blank is not pen.blank:
            self._take(pen.blank)
        self._parts.append("\x1b[K")

    def _write_whole(self, y: int, row: Row) -> None:
        """Write a row piece by piece as Textual does: where a cell stands isn't sure."""
        self._take(PLAIN)
        if None not in row.chars:
            self._move(0, y)
            self._parts.append("\x1b[K")
        for x, (end, _, _) in sorted(row.pieces.items(), key=lambda piece: piece[0]):
            self._x = self._y = None
            self._move(x, y)
            self._write(row, x, end)
        self._x = self._y = None

    def _write(self, row: Row, x: int, end: int) -> None:
        """Write cells from where the cursor is."""
        chars, pens = row.chars, row.pens
        while x < end:
            pen = pens[x]
            if chars[x] == " " and pen.blank is self._pen.blank:
                pen = self._pen
            stop = x + 1
            while stop < end and (
                pens[stop] is pen or (chars[stop] == " " and pens[stop].blank is pen.blank)
            ):
                stop += 1
            self._take(pen)
            self._parts.append("".join(map(str, chars[x:stop])))
            x = stop
        # In the last column terminals differ in where the cursor is.
        self._x = x if x < self._width else None

    def _take(self, pen: Pen) -> None:
        if pen is not self._pen:
            self._parts.append(change(self._pen, pen))
            self._pen = pen

    def _move(self, x: int, y: int) -> None:
        """Move the cursor by the shortest of the ways that every terminal knows."""
        if (x, y) == (self._x, self._y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"]
        forth = f"\x1b[{x if x > 1 else ''}C" if x else ""
        if y == self._y:
            ways.append("\r" + forth)
            if self._x is not None:
                by = abs(x - self._x)
                ways.append(f"\x1b[{by if by > 1 else ''}{'C' if x > self._x else 'D'}")
        elif self._y is not None and y == self._y + 1:
            ways.append("\r\n" + forth)
        elif self._y is not None and x == self._x:
            by = abs(y - self._y)
            ways.append(f"\x1b[{by if by > 1 else ''}{'B' if y > self._y else 'A'}")
        self._parts.append(min(ways, key=len))
        self._x, self._y = x, y
