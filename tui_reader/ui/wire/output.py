"""What is sent to the terminal: moves, pens, text, each in its shortest form."""

import re
from collections.abc import Callable, Iterable
from itertools import compress, groupby
from operator import is_not, ne

from tui_reader.ui.wire.pens import PLAIN, Pen, change
from tui_reader.ui.wire.rows import REST, Row

_GAP = 4
"""Cells that are rather written again than jumped over."""
_EDGE = 2
"""Cells at the left that are rather written again than jumped over."""
_SPANS = re.compile(b"\x01+(?:\x00{1,%d}\x01+)*" % _GAP)


class Output:
    """Collects what is sent, and follows the terminal's cursor and pen; plain at both ends."""

    def __init__(
        self, at: tuple[int, int] | None, width: int, erases_colours: Callable[[], bool]
    ) -> None:
        """Begin with the cursor at a column and row; None where anything may hold."""
        self._x, self._y = (None, None) if at is None else at
        self._pen = PLAIN
        self._width = width
        self._erases_colours = erases_colours
        self._waiting: dict[tuple[str, ...], list[tuple[int, int, str, Pen]]] = {}
        self._turns: dict[Pen, tuple[str, ...]] = {}
        self._parts = [] if at is not None else ["\x1b[r\x1b[m"]

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

    def mend(self, rows: Iterable[tuple[int, Row, Row]]) -> None:
        """Write what differs in rows: where they are, what they were, what they should be.

        What has the same colours is written together, in all rows: to move is shorter than to set
        a colour of millions and to set it back.
        """
        self._waiting.clear()
        for y, was, row in rows:
            if was.is_sure and row.is_sure and row.is_known:
                self._find(y, was, row)
            elif not row.shows(was):
                self._write_whole(y, row)
        for pieces in self._waiting.values():
            for y, x, text, pen in pieces:
                self._move(x, y)
                self._write(text, pen)

    def _find(self, y: int, was: Row, row: Row) -> None:
        """Find what is to be written in a row."""
        start, end = row.differs(was)
        if start >= end:
            return
        text, pens = row.cells
        old, old_pens = was.cells
        changed = _changed(old[start:end], old_pens[start:end], text[start:end], pens[start:end])
        blanks = max(start, self._blanks(text, pens) if end == self._width else end)
        is_erased = changed.count(1, blanks - start) > _GAP
        if is_erased:
            del changed[blanks - start :]
        for span in _SPANS.finditer(changed):
            # Wide characters are written whole.
            x = start + span.start()
            x -= text[x] == REST
            if x <= _EDGE and text[:x].isascii() and {*pens[:x]} == {pens[x]}:
                x = 0
            stop = start + span.end()
            stop += text[stop : stop + 1] == REST
            for pen, run in groupby(pens[x:stop]):
                after = x + len(list(run))
                self._wait(y, x, text[x:after], pen)
                x = after
        if is_erased:
            self._wait(y, blanks, "", pens[-1].blank)

    def _wait(self, y: int, x: int, text: str, pen: Pen) -> None:
        """Keep a text for when its colours have their turn; an empty one erases the row's end."""
        colours = self._turns.get(pen.blank)
        if colours is None or text.strip(" "):
            colours = tuple(each for each in (pen.fore, pen.back) if ";" in each)
            self._turns[pen.blank] = colours
        self._waiting.setdefault(colours, []).append((y, x, text, pen))

    def _blanks(self, text: str, pens: list[Pen]) -> int:
        """Return the column where the blanks begin that may be erased at the end of a row."""
        pen = pens[-1].blank
        if not pen.can_erase or (pen.back and not self._erases_colours()):
            return self._width
        start = len(text.rstrip(" "))
        if {each.blank for each in {*pens[start:]}} <= {pen}:
            return start
        others = (x for x in range(self._width - 1, start, -1) if pens[x].blank is not pen)
        return next(others, start) + 1

    def _write_whole(self, y: int, row: Row) -> None:
        """Write a row piece by piece as Textual does: where a cell stands isn't sure."""
        self._take(PLAIN)
        if row.is_known:
            self._move(0, y)
            self._parts.append("\x1b[K")
        for x, cells in row.pieces:
            if cells.is_known:
                self._x = self._y = None
                self._move(x, y)
                end = 0
                for pen, run in groupby(cells.pens):
                    start, end = end, end + len(list(run))
                    self._write(cells.text[start:end], pen)
        self._x = self._y = None

    def _write(self, text: str, pen: Pen) -> None:
        """Write a text from where the cursor is, or erase the row from there if it is empty."""
        if pen.blank is not self._pen.blank or text.strip(" "):
            self._take(pen)
        self._parts.append(text.replace(REST, "") or "\x1b[K")
        if self._x is not None:
            # In the last column terminals differ in where the cursor is.
            x = self._x + len(text)
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


def _changed(old: str, old_pens: list[Pen], text: str, pens: list[Pen]) -> bytearray:
    """Return for each cell 1 where another one is wanted than was, 0 where it looks the same."""
    changed = bytearray(map(ne, old, text))
    if old_pens != pens:
        for x in compress(range(len(text)), map(is_not, old_pens, pens)):
            changed[x] |= old[x] != " " or old_pens[x].blank is not pens[x].blank
    return changed
