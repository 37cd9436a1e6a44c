"""The one door between text from outside and a terminal.

Every text of a document, a file name, an error or a clipboard passes `safe` before it is painted,
printed or stored as plain text. Terminals act on C0 and C1 control characters (ECMA-48, sections
5.2 and 5.3) and some reorder what follows a bidi control (UAX #9); neither may come from a text.
"""

import re

_REPLACEMENT = "\ufffd"

_TABLE: dict[int, str | None] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x09: " ",
    0x0A: " ",
    0x7F: "\u2421",
    0x2028: " ",
    0x2029: " ",
    # C1, bidi controls, surrogates.
    **dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), _REPLACEMENT),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F)), _REPLACEMENT),
    **dict.fromkeys(range(0x2066, 0x206A), _REPLACEMENT),
    # What shows nothing: soft hyphen, joiners that join nothing, fillers, tags.
    **dict.fromkeys((0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x3164)),
    **dict.fromkeys((0xFEFF, 0xFFA0, *range(0x180B, 0x1810), *range(0x2060, 0x2066))),
    **dict.fromkeys((*range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC))),
    **dict.fromkeys((*range(0xE0000, 0xE0100), *range(0xE01F0, 0xE1000))),
}

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
