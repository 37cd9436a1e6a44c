"""Lending the terminal to a browser that needs it."""

import os
import signal
import subprocess
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from textual.app import App, SuspendNotSupported

from tui_reader.document.safe import safe


def run_in_terminal(app: App[object], words: Sequence[str]) -> str:
    """Give the terminal to a program until it ends; return what went wrong."""
    name = safe(os.path.basename(words[0]))
    try:
        # What is raised in there would leave the terminal with nobody.
        with app.suspend(), _without_interrupts():
            try:
                status = subprocess.run(words, check=False).returncode
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or "it could not be started"
                return f"{name}: {reason.lower()}"
    except SuspendNotSupported:
        return "the terminal can't be lent to another program here"
    if status < 0:
        return f"{name} was ended by signal {-status}"
    return f"{name} ended with status {status}" if status else ""


@contextmanager
def _without_interrupts() -> Generator[None, None, None]:
    """Let Ctrl+C and Ctrl+\\ be for the program that has the terminal.

    They reach every process there. A handler isn't inherited, as being ignored would be.
    """
    before: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGQUIT"):
            if number := getattr(signal, name, None):
                before[number] = signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
