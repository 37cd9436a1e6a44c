"""The one door between text from outside and a terminal.

Every text of a document, a file name, an error or a clipboard passes `safe` before it is painted,
printed or stored as plain text. Terminals act on C0 and C1 control characters (ECMA-48, sections
5.2 and 5.3) and some reorder what follows a bidi control (UAX #9); neither may come from a text.
"""

import re

_SPACES = frozenset((0x09, 0x0A, 0x2028, 0x2029))
_BIDI = frozenset((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# What shows nothing: soft hyphen, joiners that join nothing, fillers, tags.
_INVISIBLE = frozenset((0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x3164, 0xFEFF))
_INVISIBLE_RANGES = (
    range(0x180B, 0x1810),
    range(0x2060, 0x2066),
    range(0x206A, 0x2070),
    range(0xFFA0, 0xFFA1),
    range(0xFFF9, 0xFFFC),
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
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in _BIDI:
        return "\ufffd"
    if code in _INVISIBLE or any(code in invisible for invisible in _INVISIBLE_RANGES):
        return None
    return chr(code)


_TABLE = _Table()

_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\u302a-\u302f\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
_MARK_FLOOD = re.compile(f"({_MARK}{{8}}){_MARK}+")
_PRINTABLE_BUT_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]")


def safe(text: str) -> str:
    """Return one line of text that holds nothing a terminal would act on.

    C0 controls and DEL become their control pictures (one cell each), tabs, line feeds and line
    separators a space, C1 and bidi controls and lone surrogates U+FFFD; characters that show
    nothing are dropped, and at most eight combining marks stay on one cell. `safe(safe(x))` equals
    `safe(x)`.
    """
    if text.isascii():
        return text if text.isprintable() else text.translate(_TABLE)
    if not text.isprintable() or _PRINTABLE_BUT_INVISIBLE.search(text):
        text = text.translate(_TABLE)
    return _MARK_FLOOD.sub(r"\1", text)


def safe_code(text: str) -> str:
    """Return one line of code made safe, with its tabs expanded to stops of four columns."""
    return safe(text.expandtabs(4) if "\t" in text else text)
