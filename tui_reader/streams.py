"""Standard input, output and error, whatever state the program gets them in."""

import io
import os
import sys
from contextlib import suppress

from tui_reader.document.safe import safe


def prepare() -> None:
    """Make the streams such that none of them ends the program, or takes what isn't meant for it.

    A descriptor that is closed would become that of the next file that is opened: what is printed
    would be written into it. Characters that an encoding lacks are replaced.
    """
    with suppress(OSError):
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def tell(message: str) -> None:
    """Print a line on standard error, if that can be done, and go on."""
    try:
        print(f"alignread: {safe(message)}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        drop(2)


def drop(*descriptors: int) -> None:
    """Let what is still to be written to some descriptors go nowhere: nobody takes it."""
    with suppress(OSError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        for descriptor in descriptors:
            os.dup2(nothing, descriptor)
        os.close(nothing)
