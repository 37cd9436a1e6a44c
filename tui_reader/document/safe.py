"""The one door between text from outside and a terminal.

Every text of a document, a file name, an error or a clipboard passes `safe` before it is painted,
printed or stored as plain text. Terminals act on C0 and C1 control characters (ECMA-48, sections
5.2 and 5.3) and some reorder what follows a bidi control (UAX #9); neither may come from a text.
"""

import re
from functools import cache

_SPACES = frozenset((0x09, 0x0A, 0x2028, 0x2029))
_BIDI = frozenset((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# What shows nothing: soft hyphen, style of text, fillers, tags, marks of shorthand and music.
_INVISIBLE = frozenset(
    (0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x3164, 0xFE0E, 0xFEFF)
)
_INVISIBLE_RANGES = (
    range(0x180B, 0x1810),
    range(0x2060, 0x2066),
    range(0x206A, 0x2070),
    range(0xFFA0, 0xFFA1),
    range(0xFFF0, 0xFFFC),
    range(0x13430, 0x13440),
    range(0x1BCA0, 0x1BCA4),
    range(0x1D173, 0x1D17B),
    range(0xE0000, 0xE0100),
    range(0xE01F0, 0xE1000),
)


class _Table(dict[int, str | None]):
    """A table for `str.translate` that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str | None:
        self[code] = replacement = _replacement(code)
        return replacement


def _replacement(code: int) -> str | None:
    if code in _SPACES:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0:
        return "\ufffd"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in _BIDI:
        return "\ufffd"
    if code in _INVISIBLE or any(code in invisible for invisible in _INVISIBLE_RANGES):
        return None
    return chr(code)


_TABLE = _Table()

_PRINTABLE_BUT_ODD = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe0e\uffa0"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)

_UNSEEN_ODD = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\ufe0e\uffa0"
"""What shows nothing, though Python calls it printable."""
_JOINS = re.compile("[\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""What may make one picture of several emoji, and elsewhere is counted differently everywhere."""

MOST_MARKS = 8
"""Combining marks that stay on one cell."""
# Where marks may stand; of large blocks only some characters are.
_PERHAPS_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05cf\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u07a6-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0dff\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u109d\u1160-\u11ff\u135d-\u135f\u1712-\u1dff\u200c\u200d\u20d0-\u20ff"
    "\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ud7b0-\ud7ff\ufb1e"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000101fd-\U0001efff\U000e0100-\U000e01ef]"
)
_MARK_FLOOD = re.compile(f"{_PERHAPS_MARK}{_PERHAPS_MARK}{{{MOST_MARKS},}}")


class _Marks(dict[str, bool]):
    """Tells whether a character has no cell of its own and stands on the one before.

    Characters that this version of Unicode doesn't know are taken for marks.
    """

    def __missing__(self, character: str) -> bool:
        from unicodedata import category

        self[character] = is_mark = (
            category(character) in ("Mn", "Mc", "Me", "Cn")
            or character in "\u200c\u200d"
            or "\u1160" <= character <= "\u11ff"
            or "\ud7b0" <= character <= "\ud7ff"
        )
        return is_mark


_MARKS = _Marks()


def _stem(flood: re.Match[str]) -> str:
    """Return a run of characters that may be marks with at most so many on each cell."""
    text = flood[0]
    marks = 0
    for character in text:
        marks = marks + 1 if _MARKS[character] else 0
        if marks > MOST_MARKS:
            break
    else:
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if _MARKS[character] else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def safe(text: str) -> str:
    """Return one line of text that holds nothing a terminal would act on.

    C0 controls and DEL become their control pictures (one cell each), tabs, line feeds and line
    separators a space, C1 and bidi controls and lone surrogates U+FFFD; characters that show
    nothing are dropped, and at most eight combining marks stay on one cell. What is left takes as
    many cells as Rich counts, joined emoji too. `safe(safe(x))` equals `safe(x)`.
    """
    if text.isascii():
        return text if text.isprintable() else text.translate(_TABLE)
    if not text.isprintable() or _PRINTABLE_BUT_ODD.search(text):
        text = text.translate(_TABLE)
        if _JOINS.search(text):
            from tui_reader.document.emoji import joined

            text = joined(text)
    return _MARK_FLOOD.sub(_stem, text)


def safe_lines(text: str) -> str:
    """Return a text made safe but for its line feeds and tabs, to be typed in or pasted."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join("\t".join(map(safe, line.split("\t"))) for line in text.split("\n"))


def without_invisible(text: str) -> str:
    """Return a text of any length without what shows nothing, for the sake of its words.

    What keeps letters apart or joins them goes too: nobody types it.
    """
    if text.isascii():
        return text
    if text.replace("\n", "").isprintable() and not any(each in text for each in _UNSEEN_ODD):
        return text
    return _unseen().sub("", text)


@cache
def _unseen() -> re.Pattern[str]:
    """Return the pattern of what shows nothing: no program needs it before it searches."""
    ranges = (f"{chr(each[0])}-{chr(each[-1])}" for each in _INVISIBLE_RANGES)
    return re.compile(f"[\u200c\u200d{''.join(map(chr, _INVISIBLE))}{''.join(ranges)}]")


def rest_of_flood(before: str, text: str) -> str:
    """Return a safe text without the marks it begins with, where the text before it ends in one.

    Each of many small pieces of a line may hold as many marks as a cell has; together they hold no
    more.
    """
    if text[:1] <= "\u02ff" or not before or not _MARKS[before[-1]]:
        return text
    start = 0
    while start < len(text) and _MARKS[text[start]]:
        start += 1
    return text[start:]


def safe_code(text: str) -> str:
    """Return one line of code made safe, with its tabs expanded to stops of four columns."""
    return safe(text.expandtabs(4) if "\t" in text else text)
