"""Emoji that are made of several characters, brought to what terminals count alike.

A joiner makes one picture of two emoji, a modifier colours the one before, two regional indicators
make a flag (UTS #51). Anywhere else terminals disagree about how many cells these take, and Rich
counts a joiner's next character as nothing whatever it is: there they go, or become something of
one cell.
"""

import re

_JOINER = "\u200d"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_FLAG_LETTER = "[\U0001f1e6-\U0001f1ff]"
_EMOJI = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
# Emoji_Modifier_Base of emoji-data.txt, Unicode 15.
_PERSON = (
    "[\u261d\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc"
    "\U0001f442-\U0001f443\U0001f446-\U0001f450\U0001f466-\U0001f478\U0001f47c"
    "\U0001f481-\U0001f483\U0001f485-\U0001f487\U0001f48f\U0001f491\U0001f4aa"
    "\U0001f574-\U0001f575\U0001f57a\U0001f590\U0001f595-\U0001f596\U0001f645-\U0001f647"
    "\U0001f64b-\U0001f64f\U0001f6a3\U0001f6b4-\U0001f6b6\U0001f6c0\U0001f6cc\U0001f90c"
    "\U0001f90f\U0001f918-\U0001f91f\U0001f926\U0001f930-\U0001f939\U0001f93c-\U0001f93e"
    "\U0001f977\U0001f9b5-\U0001f9b6\U0001f9b8-\U0001f9b9\U0001f9bb\U0001f9cd-\U0001f9cf"
    "\U0001f9d1-\U0001f9dd\U0001fac3-\U0001fac5\U0001faf0-\U0001faf8]"
)
_ONE = f"(?:{_PERSON}{_TONE}|{_EMOJI}\ufe0f?)"
_MOST_JOINED = 4
"""Emoji in one picture; a family has four."""

_PART = re.compile(
    f"{_ONE}(?:{_JOINER}{_ONE}){{0,{_MOST_JOINED - 1}}}"
    f"|{_FLAG_LETTER}{_FLAG_LETTER}"
    f"|(?P<letter>{_FLAG_LETTER})"
    f"|(?P<tone>{_TONE})"
    f"|{_JOINER}"
)
_FLAGS = re.compile(f"{_FLAG_LETTER}{_FLAG_LETTER}|{_FLAG_LETTER}")


def joined(text: str) -> str:
    """Return a text in which joiners, tones and flag letters stand where they mean one.

    A joiner goes that joins no two emoji, or a fifth. A tone without a person becomes U+FFFD, half
    a flag its letter.
    """
    return _PART.sub(_replacement, text)


def whole_flags(text: str) -> str:
    """Return a safe text in which half a flag, as a cut leaves it, is its letter, of one cell."""
    return _FLAGS.sub(lambda flag: flag[0] if len(flag[0]) == 2 else _letter(flag[0]), text)


def _letter(half: str) -> str:
    return chr(ord("A") + ord(half) - 0x1F1E6)


def _replacement(part: re.Match[str]) -> str:
    if part["letter"]:
        return _letter(part["letter"])
    if part["tone"]:
        return "\ufffd"
    return "" if part[0] == _JOINER else part[0]
