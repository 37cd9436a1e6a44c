"""Standard input: a text to read, a line of commands, or a terminal; and the terminal instead.

A shell may hand over a text in another descriptor too, as in `alignread <(pandoc x.docx)`, which
gives `/dev/fd/63` for a name. Such a pipe is read like standard input.
"""

import os
import re
import sys
from typing import TYPE_CHECKING

from tui_reader.errors import NoTerminal, ReaderError

if TYPE_CHECKING:
    from tui_reader.document.source import Source


_INPUT = 0
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,9})")
_PART = 1 << 20
"""Bytes asked for at a time."""


def is_piped() -> bool:
    """Whether standard input is a pipe or a file; a terminal or the null device is not."""
    import stat

    if sys.stdin is None or sys.stdin.closed:
        return False
    try:
        handle = sys.stdin.fileno()
    except (OSError, ValueError):
        return False
    return _is_stream(handle) or stat.S_ISREG(os.fstat(handle).st_mode)


def descriptor_of(name: str) -> int | None:
    """Return which descriptor of this process a path names, if that is a pipe or a socket.

    A regular file behind such a path has a path of its own, and is opened by it.
    """
    match = _DESCRIPTOR.fullmatch(name)
    handle = _INPUT if name == "/dev/stdin" else int(match[1]) if match else None
    return handle if handle is not None and _is_stream(handle) else None


def read_text(handle: int = _INPUT, *, is_any: bool = False) -> "Source":
    """Return the text that comes through standard input, or another descriptor.

    Args:
        handle: The descriptor.
        is_any: Whether the bytes are taken for text whatever they look like.

    Raises:
        ReaderError: It is closed, can't be read, or is larger than a document may be.
    """
    from tui_reader.document.files import reason
    from tui_reader.document.source import MAX_BYTES, decode

    name = "standard input" if handle == _INPUT else f"/dev/fd/{handle}"
    if handle == _INPUT and (sys.stdin is None or sys.stdin.closed):
        raise NoTerminal("standard input is closed")
    try:
        data = _read(handle, MAX_BYTES + 1)
    except OSError as error:
        raise ReaderError(f"{name}: {reason(error)}") from error
    if len(data) > MAX_BYTES:
        raise ReaderError(f"{name}: larger than {MAX_BYTES >> 20} MiB")
    return decode(data, name, is_any=is_any)


def _is_stream(handle: int) -> bool:
    """Whether a descriptor is a pipe or a socket."""
    import stat

    try:
        mode = os.fstat(handle).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _read(handle: int, limit: int) -> bytes:
    """Return what comes until the end, up to a number of bytes."""
    parts: list[bytes] = []
    while limit:
        try:
            part = os.read(handle, min(limit, _PART))
        except BlockingIOError:
            # Whoever has the other end has set both not to wait.
            import select

            select.select([handle], [], [])
            continue
        if not part:
            break
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)


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
