"""The second door: what goes to the driver holds no control character but in sequences of ours.

The first is `document.safe`, through which every text goes. Should one ever not, what it says to
the terminal becomes U+FFFD here. Data of ours, a copied text or an address, is base64 or printable
ASCII, so that nothing in a sequence of ours is looked for.
"""

import re

_OWN = (
    r"\[(?:"
    r"[\d;]*[mHABCDKr]"  # style, cursor, erase to the end of the line, scroll region
    r"|\?[\d;]+(?:[hl]|\$p)"  # modes: set, ask for
    r"|>\d+u|<u|5n"  # keys as kitty tells them; whether the terminal has come so far
    r")"
    r"|\](?:8;[^;\x00-\x1f\x7f-\x9f]*;[!-~]*\x1b\\"  # hyperlinks
    r"|11;\?\x07|22;[a-z-]+\x07)"  # the background, the shape of the pointer
    r"|[M78\\]"  # up by one line, cursor kept and back, end of a hyperlink
)
# It begins with one set of characters, so that the search skips text as fast as it can.
_STRAY = re.compile(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    rf"(?:(?<=\x1b)(?!{_OWN})|(?<![\x07\x1b])|(?<=\x07)(?<![!-~]\x07))"
)


_COPY = re.compile(
    r"(?:\x1b\]52;c;[A-Za-z0-9+/=]*\x07)?"
    r"(?:\x1bPtmux;\x1b\x1b\]52;c;[A-Za-z0-9+/=]*\x07\x1b\\"
    r"|(?:\x1bP(?:\x1b\]52;c;)?[A-Za-z0-9+/=]*\x07?\x1b\\)+)?"
)
"""A text for the clipboard: as it is, in the envelope of tmux too, or in pieces for screen. It is
sent by itself, never with what is drawn."""


def guarded(text: str) -> str:
    """Return what goes to the terminal, with U+FFFD for controls that are none of ours.

    Args:
        text: What is drawn at once, some modes and questions, or a copy.
    """
    if text[:2] in ("\x1b]", "\x1bP") and _COPY.fullmatch(text):
        return text
    return _STRAY.sub("\ufffd", text)
