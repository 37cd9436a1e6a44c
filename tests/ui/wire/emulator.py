"""A terminal that acts on what is sent to it, cell by cell: styles, hyperlinks, scroll regions.

pyte knows no hyperlinks, leaves halves of wide characters and drops what joins them; and it erases
in the colours that are set, which is one kind of terminal. This one is either kind.
"""

import re
from dataclasses import dataclass, replace

from rich.cells import split_graphemes

_TOKEN = re.compile(
    r"\x1b\[(?P<parameters>[\d;?]*)(?P<final>[A-Za-z])"
    r"|\x1b\]8;[^;]*;(?P<link>[^\x1b]*)\x1b\\"
    r"|(?P<index>\x1bM)|(?P<control>[\n\r])|(?P<text>[^\x1b\n\r]+)|(?P<unknown>.)",
    re.DOTALL,
)
_OFF = {22: (1, 2), 23: (3,), 24: (4, 21), 25: (5, 6), 27: (7,), 28: (8,), 29: (9,)}
_OFF |= {54: (51, 52), 55: (53,)}
_UNSEEN = {1, 2}
"""What a blank doesn't show: bold and dim. Italic is drawn as reverse by some."""


@dataclass(frozen=True)
class Look:
    """How a cell looks."""

    attributes: frozenset[int] = frozenset()
    fore: tuple[int, ...] = ()
    back: tuple[int, ...] = ()
    link: str = ""


PLAIN = Look()
Cell = tuple[str, Look]


class Emulator:
    """A terminal in which lines don't wrap.

    Attributes:
        x: The cursor's column.
        y: Its row.
        cells: The rows.
    """

    def __init__(self, width: int, height: int, *, erases_colours: bool) -> None:
        self._erases_colours = erases_colours
        self._look = PLAIN
        self.x = self.y = 0
        self._has_moved = True
        self.resize(width, height)

    def resize(self, width: int, height: int, rubbish: str = " ") -> None:
        """Take another size; no cell is what it was."""
        self._width, self._height = width, height
        self._top, self._bottom = 0, height - 1
        self.cells: list[list[Cell]] = [[(rubbish, PLAIN)] * width for _ in range(height)]

    def screen(self) -> list[list[Cell]]:
        """Return the cells as they are seen: blanks without what a blank doesn't show."""
        return [[(char, _seen(look) if char == " " else look) for char, look in row]
                for row in self.cells]  # fmt: skip

    @property
    def is_plain(self) -> bool:
        """Whether what is written next is plain, on the whole screen."""
        return self._look == PLAIN and (self._top, self._bottom) == (0, self._height - 1)

    def feed(self, data: str) -> None:
        """Act on what is sent."""
        for token in _TOKEN.finditer(data):
            kind = token.lastgroup
            self._has_moved |= kind in ("index", "control") or token["final"] not in (None, "m")
            if kind == "final":
                self._control(token["parameters"], token["final"])
            elif kind == "link":
                self._look = replace(self._look, link=token["link"])
            elif kind == "index":
                if self.y == self._top:
                    self._scroll(-1)
                else:
                    self.y = max(0, self.y - 1)
            elif kind == "control" and token["control"] == "\r":
                self.x = 0
            elif kind == "control":
                if self.y == self._bottom:
                    self._scroll(1)
                else:
                    self.y = min(self._height - 1, self.y + 1)
            elif kind == "text":
                self._write(token["text"])
            else:
                raise AssertionError(f"{token[0]!r} in {data!r}")

    def _control(self, parameters: str, final: str) -> None:
        numbers = [int(number or 0) for number in parameters.split(";")]
        count = numbers[0] or 1
        if final == "m":
            self._style(numbers)
        elif final == "H":
            self.y = min(count, self._height) - 1
            self.x = min((numbers[1:] or [1])[0] or 1, self._width) - 1
        elif final == "r":
            self._top = count - 1
            self._bottom = (numbers[1:] or [self._height])[0] - 1
            self.x = self.y = 0
        elif final in "AB":
            self.y += count if final == "B" else -count
            assert 0 <= self.y < self._height
        elif final in "CD":
            self.x += count if final == "C" else -count
            assert 0 <= self.x < self._width
        elif final == "K":
            assert not parameters
            for x in range(self.x, self._width):
                self._put(x, (" ", self._blank()))
        else:
            raise AssertionError(f"CSI {parameters} {final}")

    def _style(self, numbers: list[int]) -> None:
        rest = iter(numbers)
        look = self._look
        for number in rest:
            if number == 0:
                look = Look(link=look.link)
            elif number in (38, 48):
                kind = next(rest)
                colour = (number, kind, *(next(rest) for _ in range(3 if kind == 2 else 1)))
                look = replace(look, **{"fore" if number == 38 else "back": colour})
            elif 30 <= number <= 39 or 90 <= number <= 97:
                look = replace(look, fore=() if number == 39 else (number,))
            elif 40 <= number <= 49 or 100 <= number <= 107:
                look = replace(look, back=() if number == 49 else (number,))
            elif number in _OFF:
                look = replace(look, attributes=look.attributes - {*_OFF[number]})
            else:
                look = replace(look, attributes=look.attributes | {number})
        self._look = look

    def _blank(self) -> Look:
        return Look(back=self._look.back) if self._erases_colours else PLAIN

    def _scroll(self, count: int) -> None:
        empty = [(" ", self._blank())] * self._width
        region = self.cells[self._top : self._bottom + 1]
        region = [*region[1:], empty] if count > 0 else [empty, *region[:-1]]
        self.cells[self._top : self._bottom + 1] = [row[:] for row in region]

    def _write(self, text: str) -> None:
        for start, end, width in split_graphemes(text)[0]:
            cluster = text[start:end]
            if not width:
                # What a mark does that follows a move isn't agreed upon: there it does nothing.
                if self._has_moved:
                    continue
                row, x = self.cells[self.y], self.x - 1
                while x > 0 and not row[x][0]:
                    x -= 1
                row[max(x, 0)] = (row[x][0] + cluster, row[x][1])
                continue
            self._has_moved = False
            self._put(self.x, (cluster, self._look))
            if width == 2 and self.x + 1 < self._width:
                self._put(self.x + 1, ("", self._look), is_second=True)
            self.x = min(
                self.x + width, self._width - 1 if self.x + width == self._width else 10**6
            )

    def _put(self, x: int, cell: Cell, *, is_second: bool = False) -> None:
        """Put something into a cell; what half of a wide character is left becomes a blank."""
        row = self.cells[self.y]
        if not row[x][0] and not is_second:
            row[x - 1] = (" ", row[x - 1][1])
        if x + 1 < self._width and not row[x + 1][0]:
            row[x + 1] = (" ", row[x + 1][1])
        row[x] = cell


def _seen(look: Look) -> Look:
    if look.link or look.attributes - _UNSEEN:
        return look
    return Look(back=look.back)
