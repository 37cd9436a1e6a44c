"""Starting a browser: without a shell, without the terminal, without waiting for it."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from textual.app import App, SuspendNotSupported

from tui_reader.browsing import Browser
from tui_reader.document.safe import safe

_SOON = 20.0
"""Seconds within which a browser that ends with an error is taken to have failed."""


def launch(browser: Browser, url: str, tell: Callable[[str], None]) -> str:
    """Start a graphical browser; return what went wrong at once, empty when nothing did.

    Args:
        browser: The program.
        url: A judged address.
        tell: Called from another thread with what went wrong later.
    """
    words = browser.arguments(url)
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{words[0]}: {(error.strerror or 'it could not be started').lower()}"
    threading.Thread(target=_watch, args=(process, words[0], tell), daemon=True).start()
    return ""


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


def _watch(process: "subprocess.Popen[bytes]", name: str, tell: Callable[[str], None]) -> None:
    """Wait for a browser, so that nothing is left of it, and tell an early failure."""
    try:
        status = process.wait(_SOON)
    except subprocess.TimeoutExpired:
        process.wait()
        return
    if status:
        tell(f"{os.path.basename(name)} failed with status {status}; y copies the address")
