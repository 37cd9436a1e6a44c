"""Standard input: a text to read, a line of commands, or a terminal; and the terminal instead."""

import os
import sys
from typing import TYPE_CHECKING

from tui_reader.errors import NoTerminal, ReaderError

if TYPE_CHECKING:
    from tui_reader.document.source import Source


def is_piped() -> bool:
    """Whether standard input is a pipe or a file; a terminal or the null device is not."""
    import stat

    if sys.stdin is None or sys.stdin.closed:
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def read_text() -> "Source":
    """Return the text that comes through standard input.

    Raises:
        ReaderError: It is closed, or larger than a document may be.
    """
    from tui_reader.document.source import MAX_BYTES, decode

    if sys.stdin is None or sys.stdin.closed:
        raise NoTerminal("standard input is closed")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReaderError(f"standard input: larger than {MAX_BYTES >> 20} MiB")
    return decode(data, "standard input")


def take_terminal() -> None:
    """Let keys come from the terminal when the text came through standard input.

    Raises:
        NoTerminal: There is no terminal to take them from.
    """
    if sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty" if os.name == "posix" else "CONIN$", os.O_RDWR)
    except OSError as error:
        raise NoTerminal("there is no terminal to read keys from", "try --plain") from error
    os.dup2(terminal, 0)
    os.close(terminal)
    if sys.stdin is None or sys.stdin.closed:
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", errors="replace")  # noqa: SIM115
