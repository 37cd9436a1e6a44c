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
    r"|52;c;[A-Za-z0-9+/=]*\x07"  # the clipboard
    r"|11;\?\x07|22;[a-z-]+\x07)"  # the background, the shape of the pointer
    r"|P(?:tmux;)?\x1b{1,2}\]52;c;|\x1b\]52;c;"  # the clipboard in an envelope
    r"|P[A-Za-z0-9+/=]{1,240}\x07?\x1b\\"  # and in pieces
    r"|[M78\\]"  # up by one line, cursor kept and back, end of an envelope
)
# It begins with one set of characters, so that the search skips text as fast as it can.
_STRAY = re.compile(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    rf"(?:(?<=\x1b)(?!{_OWN})|(?<![\x07\x1b])|(?<=\x07)(?<![!-~]\x07))"
)


def guarded(text: str) -> str:
    """Return what goes to the terminal, with U+FFFD for controls that are none of ours."""
    return _STRAY.sub("\ufffd", text)
