"""Starting a browser: without a shell, without the terminal, without waiting for it."""

import os
import subprocess
import threading
from collections.abc import Callable

from tui_reader.browsing import Browser

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
        return not_started(words[0], error)
    threading.Thread(target=_watch, args=(process, words[0], tell), daemon=True).start()
    return ""


def not_started(program: str, error: OSError) -> str:
    """Return why a program could not be started."""
    return f"{program}: {(error.strerror or 'it could not be started').lower()}"


def ended(program: str, status: int) -> str:
    """Return what there is to say of a program that has ended, nothing if it ended well."""
    return f"{os.path.basename(program)} ended with status {status}" if status else ""


def _watch(process: "subprocess.Popen[bytes]", name: str, tell: Callable[[str], None]) -> None:
    """Wait for a browser, so that nothing is left of it, and tell an early failure."""
    try:
        status = process.wait(_SOON)
    except subprocess.TimeoutExpired:
        process.wait()
        return
    if status:
        tell(f"{os.path.basename(name)} failed with status {status}")
