"""Text as a search sees it: case, accents, ligatures and kinds of white space don't count.

Each character is folded by itself: compatibility forms are taken apart (UAX #15, NFKD), accents
and what shows nothing are dropped, letters that only look like one with an accent become it, quotes
and dashes become those of a keyboard, and a run of white space is one space. Marks that make
another letter, as those of kana and of Indian scripts, stay. A folded text knows where each of its
characters stood.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from tui_reader.document.safe import safe

PARTING = "\0"
"""Stays as it is: no query has it, so that nothing is found across it."""

_SHOWN_NOWHERE = frozenset("\u200c\u200d")
"""The joiner and what keeps letters apart: they change how others look."""
_LETTERS = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "\u0131": "i",
}  # fmt: skip
_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
_ACCENTS_FROM = 200
"""Canonical combining class from which on marks stand above, below or across a letter."""
_POINTS = range(10, 37)
"""Classes of the vowel points of Hebrew, Arabic and Syriac, which are mostly left out."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where its characters come from."""

    text: str
    units: tuple[tuple[int, int, int, int], ...] = ()
    """Where it isn't one character for one: where that begins in the folded text and how long it
    is there, where it begins in the original and how long it is there."""

    def start(self, index: int) -> int:
        """Return where the character at an index begins in the original."""
        unit = bisect_right(self.units, index, key=itemgetter(0)) - 1
        if unit < 0:
            return index
        begin, length, origin, size = self.units[unit]
        return origin if index < begin + length else origin + size + index - begin - length

    def end(self, index: int) -> int:
        """Return where the character before an index ends in the original, with its accents."""
        unit = bisect_right(self.units, index - 1, key=itemgetter(0)) - 1
        end = index
        if unit >= 0:
            begin, length, origin, size = self.units[unit]
            end = origin + size + max(0, index - begin - length)
        if unit + 1 < len(self.units) and self.units[unit + 1][:2] == (index, 0):
            end += self.units[unit + 1][3]
        return end


class _Table(dict[int, str]):
    """A table for `str.translate` that learns a character when it first meets it.

    Attributes:
        odd: The characters it knows that become none or several.
    """

    def __init__(self) -> None:
        super().__init__({0: PARTING})
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        if len(folded) != 1:
            self.odd.add(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if character in _SHOWN_NOWHERE or not safe(character):
        return ""
    parts = unicodedata.normalize("NFKD", character)
    if " " in parts:
        # An accent that stands alone is taken apart into a space and the accent.
        return character
    return "".join(
        _LETTERS.get(part) or _SIGNS.get(part) or part for part in parts if not _is_accent(part)
    )


def _is_accent(character: str) -> bool:
    place = unicodedata.combining(character)
    return (
        place >= _ACCENTS_FROM
        or place in _POINTS
        or unicodedata.category(character) == "Me"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


_table = _Table()


def fold(text: str) -> Folded:
    """Return a text folded, with the case of its letters."""
    folded = text.translate(_table)
    odd = "" if text.isascii() else "".join(sorted(_table.odd.intersection(text)))
    if not odd and "  " not in folded:
        return Folded(folded)
    parts: list[str] = []
    units: list[tuple[int, int, int, int]] = []
    position = length = 0
    for match in _odd_places(odd).finditer(text):
        plain = text[position : match.start()].translate(_table)
        piece = " " if match[0][0].isspace() else match[0].translate(_table)
        length += len(plain)
        units.append((length, len(piece), match.start(), len(match[0])))
        parts += (plain, piece)
        length += len(piece)
        position = match.end()
    parts.append(text[position:].translate(_table))
    return Folded("".join(parts), tuple(units))


@lru_cache(maxsize=256)
def _odd_places(odd: str) -> re.Pattern[str]:
    """Return the pattern of what isn't one character for one: odd ones, and runs of white space."""
    dropped = "".join(map(re.escape, (each for each in odd if not _table[ord(each)])))
    spread = "".join(map(re.escape, (each for each in odd if _table[ord(each)])))
    kinds = [
        r"\s{2,}",
        *(f"[{dropped}]+" for _ in dropped[:1]),
        *(f"[{spread}]" for _ in spread[:1]),
    ]
    return re.compile("|".join(kinds))


def fold_all(text: str) -> str:
    """Return a text folded without the case of its letters; no letter becomes two by that."""
    return fold(text).text.casefold()
