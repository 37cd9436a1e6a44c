"""Rows of cells: what strips put on the screen, by the width rule that laid them out."""

import re
from functools import lru_cache

from rich.cells import get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from textual.strip import Strip

from tui_reader.ui.wire.pens import PLAIN, Pen, pen_of

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_NARROW = re.compile(
    "(?:[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e"
    "\u2070-\u2bff][\u0300-\u036f]*)*"
)
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]")


class Row:
    """A row of the screen. A row that was handed on isn't changed any more: `copy` it.

    Attributes:
        chars: A character a cell, with its marks; empty for the second cell of a wide one, None
            where it isn't known what stands there.
        pens: The pens of the cells.
        pieces: Where what it was made of begins and ends.
        is_sure: Whether all terminals give its characters the same cells. They don't for emoji
            joined or varied, for flags, nor for the scripts in which letters combine.
    """

    __slots__ = ("chars", "is_sure", "pens", "pieces")

    def __init__(self, width: int, char: str | None) -> None:
        self.chars: list[str | None] = [char] * width
        self.pens: list[Pen] = [PLAIN] * width
        self.pieces: dict[int, tuple[int, Strip | None, bool]] = {}
        self.is_sure = True

    def copy(self) -> "Row":
        """Return a row of the same cells."""
        row = Row(0, None)
        row.chars, row.pens, row.pieces = self.chars[:], self.pens[:], self.pieces.copy()
        row.is_sure = self.is_sure
        return row

    def shows(self, other: "Row") -> bool:
        """Return whether another row is the same, cell by cell."""
        return self is other or (self.chars == other.chars and self.pens == other.pens)

    def text(self, start: int, end: int) -> str:
        """Return the text of some cells, empty where it isn't known."""
        cells = self.chars[start:end]
        return "" if None in cells else "".join(map(str, cells))

    def holds(self, x: int, strip: Strip) -> bool:
        """Return whether that very strip stands there already."""
        return x in self.pieces and self.pieces[x][1] is strip

    def put(self, x: int, strip: Strip, system: ColorSystem) -> bool:
        """Put a strip into the row; return False, with nothing done, if it holds a control."""
        made = _cells(strip, system)
        if made is None:
            return False
        chars, pens, is_sure = made
        width = len(self.chars)
        if x + len(chars) > width:
            # Half of a wide character is none.
            if chars[width - x] == "":
                chars[width - x - 1] = " "
            del chars[width - x :], pens[width - x :]
        end = x + len(chars)
        # So with one that is covered by half.
        if 0 < x < width and self.chars[x] == "":
            self.chars[x - 1] = " "
        if end < width and self.chars[end] == "":
            self.chars[end] = " "
        self.chars[x:end], self.pens[x:end] = chars, pens
        for start, (stop, _, was_sure) in list(self.pieces.items()):
            if start < end and stop > x:
                del self.pieces[start]
                # What is left of it on either side.
                if start < x:
                    self.pieces[start] = (x, None, was_sure)
                if stop > end:
                    self.pieces[end] = (stop, None, was_sure)
        self.pieces[x] = (end, strip, is_sure)
        self.is_sure = all(piece[2] for piece in self.pieces.values())
        return True


def _cells(strip: Strip, system: ColorSystem) -> tuple[list[str | None], list[Pen], bool] | None:
    """Return the characters and the pens of a strip's cells, and whether they are sure."""
    chars: list[str | None] = []
    pens: list[Pen] = []
    is_sure = True
    for text, style, _ in strip:
        pen = PLAIN if style is None else pen_of(Strip.render_style(style, "", system))
        if text.isprintable() and (text.isascii() or _is_narrow(text)):
            chars.extend(text)
        elif _CONTROL.search(text):
            return None
        else:
            for start, end, width in split_graphemes(text)[0]:
                cluster = text[start:end]
                is_sure &= _is_sure(cluster, width)
                if width:
                    chars.extend((cluster, *[""] * (width - 1)))
                elif last := next((i for i in range(len(chars), 0, -1) if chars[i - 1]), 0):
                    chars[last - 1] = (chars[last - 1] or "") + cluster
        pens.extend([pen] * (len(chars) - len(pens)))
    return chars, pens, is_sure


@lru_cache(4096)
def _is_narrow(text: str) -> bool:
    """Return whether a text has a sure cell for each of its characters."""
    return _NARROW.fullmatch(text) is not None and all(
        get_character_cell_size(each) == 1 for each in text
    )


@lru_cache(4096)
def _is_sure(cluster: str, width: int) -> bool:
    return (_WIDE if width == 2 else _NARROW).fullmatch(cluster) is not None
