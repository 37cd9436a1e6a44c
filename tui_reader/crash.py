"""What is done about an error of alignread's own: a report to send, and two lines that say so.

A report says where the error came up and in which surroundings. It says nothing of what was read:
no text, no name of a file, no value, and not what the exception says either, which may quote them.
"""

import os
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tui_reader import __version__, streams
from tui_reader.document.safe import safe
from tui_reader.state.paths import data_folder

STATUS = 1
"""The exit status after an error of alignread's own."""
_KEPT = 5
"""Reports that are kept."""
_FRAMES = 50
"""Frames of each end of a long traceback."""
_PREFIX = "crash-"
_NAMES = 60
"""Characters of a name from the environment."""


def report(error: BaseException, where: str = "") -> int:
    """Write a report of an error, say so on standard error, and return the exit status.

    Args:
        error: What was raised, with its traceback.
        where: What the program was: `full screen`, or a command.
    """
    place = next(iter(reversed(_frames(error.__traceback__))), "no place")
    streams.tell(f"an error of its own ended alignread: {type(error).__name__} at {place}")
    try:
        path = _write(describe(error, where))
    except OSError as problem:
        reason = (problem.strerror or "no file could be made").lower()
        streams.tell(f"no report could be written ({reason}); the README says how to report it")
    else:
        streams.tell(f"see {path} (without your text); the README says where to send it")
    return STATUS


def describe(error: BaseException, where: str = "") -> str:
    """Return the report of an error."""
    with suppress(OSError, ValueError):
        where += " at {}x{}".format(*os.get_terminal_size(1))
    lines = [
        f"alignread {__version__}, Python {sys.version.split()[0]}, {', '.join(_versions())}",
        f"{sys.platform}, TERM {safe(os.environ.get('TERM', ''))[:_NAMES]}, {where}",
    ]
    seen: set[int] = set()
    link = ""
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        lines += ["", f"{link}{safe(f'{type(found).__module__}.{type(found).__qualname__}')}"]
        frames = _frames(found.__traceback__)
        if len(frames) > 2 * _FRAMES:
            frames = [*frames[:_FRAMES], "…", *frames[-_FRAMES:]]
        lines += [f"  {frame}" for frame in frames]
        is_cause = found.__cause__ is not None
        link = "caused by " if is_cause else "while there was "
        found = found.__cause__ if is_cause or found.__suppress_context__ else found.__context__
    return "\n".join(lines) + "\n"


def _frames(trace: TracebackType | None) -> list[str]:
    """Return where the frames of a traceback stand: module, line, function."""
    return [
        f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(trace)
    ]


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("textual", "rich", "markdown-it-py"):
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"


def _write(text: str) -> Path:
    """Write a report, and keep only the last ones; return its path.

    Raises:
        OSError: It can't be written.
    """
    folder, problem = data_folder()
    if folder is None:
        raise OSError(0, problem)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{_PREFIX}{time.strftime('%Y%m%dT%H%M%S')}-{time.time_ns() % 1_000_000:06}.txt"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(folder / name, flags, 0o600), "w", encoding="utf-8", errors="replace") as out:
        out.write(text)
    for old in sorted(folder.glob(f"{_PREFIX}*.txt"))[:-_KEPT]:
        with suppress(OSError):
            old.unlink()
    return folder / name
