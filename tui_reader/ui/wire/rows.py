"""Rows of cells: what strips put on the screen, by the width rule that laid them out."""

import re
from collections.abc import Callable
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.strip import Strip

from tui_reader.document.emoji import whole_flags
from tui_reader.ui.wire.pens import PLAIN, Pen

REST = "\x01"
"""Stands for the second cell of a wide character."""
UNKNOWN = "\x00"
"""Stands in a cell of which nothing is known."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e"
    "\u2070-\u2bff]"
)
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]")


class Cells:
    """What a strip shows. Not changed once it is made.

    Attributes:
        text: A character a cell; where it isn't sure, the text as it is.
        pens: The pens of its characters.
        width: How many cells it takes.
        is_sure: Whether all terminals give its characters the same cells. They don't for emoji
            joined or varied, for flags, for marks, nor for the scripts in which letters combine.
        is_known: Whether it is known what stands in all of them.
        strip: Where it isn't sure, what it was made of.
    """

    __slots__ = ("is_known", "is_sure", "pens", "strip", "text", "width")

    def __init__(self, text: str, pens: list[Pen], strip: Strip | None = None) -> None:
        self.text, self.pens, self.strip = text, pens, strip
        self.is_sure, self.is_known = strip is None, UNKNOWN not in text
        self.width = len(text) if strip is None else strip.cell_length

    def cut(self, start: int, end: int, make: Callable[[Strip], "Cells | None"]) -> "Cells":
        """Return a part of it, by columns; half of a wide character is a blank."""
        if self.strip is not None:
            return make(self.strip.crop(start, end)) or blank(end - start)
        text = self.text[start:end]
        if text[:1] == REST:
            text = " " + text[1:]
        if self.text[end : end + 1] == REST:
            text = text[:-1] + " "
        return Cells(text, self.pens[start:end])


class Row:
    """A row of the screen. Not changed once it is made.

    Attributes:
        pieces: What it is made of, by the columns where that begins.
        is_sure: Whether all of it is.
        is_known: Whether it is known of all cells what stands there.
    """

    __slots__ = ("_joined", "is_known", "is_sure", "pieces")

    def __init__(self, pieces: list[tuple[int, Cells]]) -> None:
        self.pieces = pieces
        self.is_sure = self.is_known = True
        for _, cells in pieces:
            self.is_sure &= cells.is_sure
            self.is_known &= cells.is_known
        self._joined: tuple[str, list[Pen]] | None = None

    @property
    def cells(self) -> tuple[str, list[Pen]]:
        """The characters and the pens of all cells, if they are sure."""
        if self._joined is None:
            pens: list[Pen] = []
            for _, cells in self.pieces:
                pens += cells.pens
            self._joined = "".join([cells.text for _, cells in self.pieces]), pens
        return self._joined

    def shows(self, other: "Row") -> bool:
        """Return whether another row is the same, cell by cell."""
        return self.pieces == other.pieces or (
            self.is_sure and other.is_sure and self.cells == other.cells
        )

    def differs(self, other: "Row") -> tuple[int, int]:
        """Return the columns from which and up to which it isn't made of the same as another."""
        start, end = 0, self.pieces[-1][0] + self.pieces[-1][1].width
        for mine, theirs in zip(self.pieces, other.pieces, strict=False):
            if mine != theirs:
                break
            start = mine[0] + mine[1].width
        for mine, theirs in zip(reversed(self.pieces), reversed(other.pieces), strict=False):
            if mine != theirs:
                break
            end = mine[0]
        return start, end

    def text_at(self, x: int, width: int) -> str:
        """Return the text of the piece of some width at a column, empty if there is none."""
        for start, cells in self.pieces:
            if start == x and cells.width == width:
                return cells.text
        return ""

    def put(self, x: int, cells: Cells, make: Callable[[Strip], Cells | None]) -> "Row":
        """Return the row with some cells put into it, itself if they are there already."""
        end = x + cells.width
        if (x, cells) in self.pieces or x == end:
            return self
        pieces = [(x, cells)]
        for start, piece in self.pieces:
            stop = start + piece.width
            if start < x:
                pieces.append((start, piece.cut(0, x - start, make) if stop > x else piece))
            if stop > end:
                pieces.append((end, piece.cut(end - start, piece.width, make))
                              if start < end else (start, piece))  # fmt: skip
        pieces.sort(key=lambda piece: piece[0])
        return Row(pieces)


def blank(width: int, char: str = " ") -> Cells:
    """Return plain blanks, or another character in each cell."""
    return Cells(char * width, [PLAIN] * width)


def cells_of(strip: Strip, pen_of: Callable[..., Pen]) -> Cells | None:
    """Return the cells of a strip; None if it holds a control character."""
    whole = strip.text
    if not whole.isprintable() and _CONTROL.search(whole):
        return None
    if not whole.isascii() and (text := whole_flags(whole)) != whole:
        strip, whole = _with_text(strip, text), text
    widths = {1} if whole.isascii() else set(map(_sure_width, {*whole}))
    pens: list[Pen] = []
    text = ""
    for part, style, _ in strip:
        if 2 in widths and 0 not in widths:
            part = "".join([each + REST * (_sure_width(each) - 1) for each in part])
        text += part
        pens += [pen_of(style)] * len(part)
    return Cells(text, pens, strip if 0 in widths else None)


def _with_text(strip: Strip, text: str) -> Strip:
    """Return a strip with another text of as many characters and cells."""
    segments: list[Segment] = []
    start = 0
    for part, style, _ in strip:
        segments.append(Segment(text[start : start + len(part)], style))
        start += len(part)
    return Strip(segments, strip.cell_length)


@lru_cache(4096)
def _sure_width(char: str) -> int:
    """Return how many cells all terminals give a character, 0 where they differ."""
    width = get_character_cell_size(char)
    form = {1: _NARROW, 2: _WIDE}.get(width)
    return width if form is not None and form.match(char) else 0
