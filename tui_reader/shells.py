"""What alignread ships for shells: its completions and its manual page, printed or shown.

Both are made from the parsers of the command line before the release (`tests/shell`), so nothing is
needed here but the files.
"""

import os
import shutil
import sys
from pathlib import Path

from tui_reader.errors import ReaderError

FOLDER = Path(__file__).parent / "shell"
MANUAL = FOLDER / "alignread.1"


def completions_of(shell: str) -> Path:
    """Return the file with the completions for a shell: bash, zsh or fish."""
    return FOLDER / f"alignread.{shell}"


def print_completions(shell: str) -> int:
    """Print the completions for a shell; return the exit status."""
    return _print(completions_of(shell))


def show_manual() -> int:
    """Let `man` show the manual page on a terminal, else print its source; return the status.

    Raises:
        ReaderError: The output is a terminal, and there is no `man`.
    """
    if not sys.stdout.isatty():
        return _print(MANUAL)
    program = shutil.which("man")
    if program is None or os.name == "nt":
        raise ReaderError(
            "there is no man here to show the manual", "alignread man > alignread.1 saves it"
        )
    # man is to have the terminal and its signals for itself, and nothing is left to do here. A name
    # with a slash is a file to every man; not every one knows -l.
    os.execv(program, ["man", str(MANUAL)])


def _print(path: Path) -> int:
    print(path.read_text("utf-8"), end="", flush=True)
    return 0
