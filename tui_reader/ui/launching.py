"""Lending the terminal to a browser that needs it."""

import subprocess
from collections.abc import Sequence

from textual.app import App, SuspendNotSupported

from tui_reader.launching import ended, not_started


def run_in_terminal(app: App[object], words: Sequence[str]) -> str:
    """Give the terminal to a console browser until it ends; return what went wrong."""
    try:
        with app.suspend():
            status = subprocess.run(words, check=False).returncode
    except SuspendNotSupported:
        return "the terminal can't be lent to another program here"
    except OSError as error:
        return not_started(words[0], error)
    return ended(words[0], status)
