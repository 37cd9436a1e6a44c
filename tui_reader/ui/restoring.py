"""The terminal as it was before the program, put back when the driver can't do it any more."""

import os
import sys
from contextlib import suppress
from typing import Any

from tui_reader.ui.output import RESET

try:
    import termios
except ImportError:  # Windows
    termios = None


def modes_now() -> list[Any] | None:
    """Return the modes of the terminal on standard input, for `restore`."""
    if termios is None:
        return None
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def restore(modes: list[Any] | None) -> None:
    """Undo what was set in the terminal, without waiting for it.

    Args:
        modes: What `modes_now` returned before the start.
    """
    descriptor = 2
    with suppress(OSError, ValueError, AttributeError):
        # Where the driver writes to.
        descriptor = sys.__stderr__.fileno()  # pyright: ignore[reportOptionalMemberAccess]
    with suppress(OSError):
        os.set_blocking(descriptor, False)
        os.write(descriptor, RESET.encode())
    # The shell has the terminal by the same open file.
    with suppress(OSError):
        os.set_blocking(descriptor, True)
    if termios is not None and modes is not None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(0, termios.TCSANOW, modes)
