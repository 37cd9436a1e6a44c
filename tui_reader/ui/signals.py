"""What ends the program from outside: all is written first, and the terminal gets its modes back.

A dropped connection sends SIGHUP, `kill` SIGTERM. Textual has no handler for either. Where the
event loop stands still, in a long computation or a file system that doesn't answer, a thread sees
to it that the program ends: it writes what there is to write, and goes without the loop.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from tui_reader.ui.restoring import restore

_PATIENCE = 1.2
"""Seconds that the event loop has to end the program in good order."""
_LAST_PATIENCE = 0.6
"""Seconds for what is still to be saved when it hasn't."""


def end_in_order(
    end: Callable[[int], None], save: Callable[[], None], modes: list[Any] | None
) -> None:
    """From now on let SIGHUP and SIGTERM, SIGINT and SIGQUIT end the program in good order.

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
    heard, said = os.pipe()
    os.set_blocking(said, False)

    def listen() -> None:
        while (number := os.read(heard, 1)[0]) not in (signal.SIGHUP, signal.SIGTERM):
            pass
        status = 128 + number
        # There is no loop any more when the program was about to end.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(end, status)
        _end_anyway(status, save, modes)

    threading.Thread(target=listen, name="signals", daemon=True).start()
    # Python runs a handler in the main thread only, which may stand still, and which isn't woken
    # by a signal that the system gave to another one. The number is written whoever gets it.
    signal.set_wakeup_fd(said, warn_on_full_buffer=False)
    signal.signal(signal.SIGHUP, _take)
    signal.signal(signal.SIGTERM, _take)

    def interrupt(number: int, _: FrameType | None) -> None:
        # Only where there is a loop that hears it: while the terminal is lent, keys make signals
        # that are meant for the program which has it.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(end, 128 + number)

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGQUIT, interrupt)


def _take(_: int, __: FrameType | None) -> None:
    """Keep a signal from ending the program at once."""


def _end_anyway(status: int, save: Callable[[], None], modes: list[Any] | None) -> None:
    time.sleep(_PATIENCE)
    # A warning would be written to the terminal, and wait behind what stands still there.
    sys.stderr = None
    # It may need the whole of a long document, or a disk that doesn't answer.
    saving = threading.Thread(target=_attempt, args=(save,), name="rescue", daemon=True)
    saving.start()
    saving.join(_LAST_PATIENCE)
    restore(modes)
    os._exit(status)


def _attempt(save: Callable[[], None]) -> None:
    with suppress(Exception):
        save()
