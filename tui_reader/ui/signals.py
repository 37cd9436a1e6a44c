"""What ends the program from outside: all is written first, and the terminal gets its modes back.

A dropped connection sends SIGHUP, `kill` SIGTERM. Textual has no handler for either. While the
terminal is stalled its event loop stands still in a write, so a thread sees to it that the
program ends: it writes what there is to write, and goes without the loop.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

_PATIENCE = 1.5
"""Seconds that the event loop has to end the program in good order."""
_RESET = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Undoes the modes that Textual sets."""


def end_in_order(
    end: Callable[[int], None], save: Callable[[], None], modes: list[Any] | None
) -> None:
    """From now on let SIGHUP and SIGTERM end the program in good order.

    Args:
        end: Ends it with an exit status; called in the event loop that is running now.
        save: Writes what isn't written; called in another thread when `end` had no effect.
        modes: Those of the terminal to go back to (`termios.tcgetattr`).
    """
    if os.name != "posix":
        return
    import asyncio
    import signal

    loop = asyncio.get_running_loop()
    is_ending = threading.Event()

    def handle(number: int, _: FrameType | None) -> None:
        if is_ending.is_set():
            return
        is_ending.set()
        status = 128 + number
        threading.Thread(target=_end_anyway, args=(status, save, modes), daemon=True).start()
        loop.call_soon_threadsafe(end, status)

    # By `signal.signal`: asyncio's own handlers wait for the loop.
    signal.signal(signal.SIGHUP, handle)
    signal.signal(signal.SIGTERM, handle)


def _end_anyway(status: int, save: Callable[[], None], modes: list[Any] | None) -> None:
    import termios
    from contextlib import suppress

    time.sleep(_PATIENCE)
    # A warning would be written to the terminal, and wait behind what stands still there.
    sys.stderr = None
    with suppress(Exception):
        save()
    with suppress(OSError):
        os.set_blocking(2, False)
        os.write(2, _RESET)
    # The shell has the terminal by the same open file.
    with suppress(OSError):
        os.set_blocking(2, True)
    if modes is not None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(0, termios.TCSANOW, modes)
    os._exit(status)
