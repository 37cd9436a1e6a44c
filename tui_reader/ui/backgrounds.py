"""What the terminal tells of its background, read.

It is asked by OSC 11, and many tell later, by mode 2031, that they were switched to dark or light.
`answers` takes what it answers out of what is typed.
"""

import re
from collections.abc import Mapping

DARK = "dark"
LIGHT = "light"

ASK = "\x1b]11;?\x07"
"""Asks for the colour of the background."""
LISTEN = "\x1b[?2031h"
"""Asks to be told when the terminal is switched to dark or light."""
LISTEN_NO_MORE = "\x1b[?2031l"

_COLOUR = re.compile(
    r"11;(?:rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})(?:/[0-9a-f]{1,4})?"
    r"|#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))",
    re.I,
)
_SILENT = re.compile(r"(?:linux|dumb|unknown|vt\d+|ansi|cons25|sun|eterm|screen)\b", re.I)
"""Terminals that don't answer, or show the question. GNU screen asks the one around it, and may
pass the answer on to the wrong window; tmux, which may go by the same name, sets TMUX."""


def may_ask(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal is one that answers, or at least keeps quiet."""
    term = environ.get("TERM", "")
    if not term or "STY" in environ:
        return False
    return "TMUX" in environ or not _SILENT.match(term)


def background_of(environ: Mapping[str, str]) -> str | None:
    """Return `dark` or `light` where the environment tells, by COLORFGBG or the terminal's name."""
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    if number.isdecimal() and len(number) <= 2 and int(number) < 16:
        return DARK if int(number) < 7 or int(number) == 8 else LIGHT
    return DARK if environ.get("TERM") == "linux" else None


def parse_colour(answer: str) -> str | None:
    """Return `dark` or `light` of an answer to the question, None where it tells no colour.

    Args:
        answer: What stands between the beginning and the end of the sequence.
    """
    match = _COLOUR.fullmatch(answer)
    if match is None:
        return None
    red, green, blue = (
        int(part, 16) / (16 ** len(part) - 1) for part in match.groups() if part is not None
    )
    # Light is what black text has more contrast on than white text.
    return LIGHT if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 > 0.18 else DARK
