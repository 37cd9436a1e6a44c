"""Copying by way of the terminal: OSC 52, which reaches the machine that the reader sits at.

tmux and screen swallow it, so for them it is sent a second time in their envelope. Terminals give
no answer; what is copied is always shown as well.
"""

import base64
from collections.abc import Mapping

from tui_reader.document.safe import safe_lines

MAX_BYTES = 74_994
"""The longest text that terminals are known to take, in bytes."""
_SCREEN_PIECE = 240


def copy_sequence(text: str, environment: Mapping[str, str]) -> str | None:
    """Return what to send to the terminal to copy a text, None where it is too long.

    Args:
        text: What to copy.
        environment: The environment variables, which tell tmux and screen.
    """
    if len(text) > MAX_BYTES:
        return None
    # What is pasted into a shell is run where it holds a control character.
    data = safe_lines(text).encode()
    if len(data) > MAX_BYTES:
        return None
    payload = base64.b64encode(data).decode("ascii")
    plain = f"\x1b]52;c;{payload}\x07"
    if environment.get("TMUX"):
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY"):
        pieces = [plain[i : i + _SCREEN_PIECE] for i in range(0, len(plain), _SCREEN_PIECE)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain
