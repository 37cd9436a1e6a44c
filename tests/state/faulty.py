"""System calls of this process that fail or hang from now on, as on a bad network's file system.

By a filter of the kernel's (seccomp), which needs no root and no library loaded before. It can't be
taken off again: use it in a process of its own. `python -m tests.state.faulty …` is such a process.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.state import marked
from tui_reader.state import adjustments, database, links, search_file
from tui_reader.state.adjustments import Adjustments, Change
from tui_reader.state.store import Store

_NUMBERS = {
    "x86_64": {"seccomp": 317, "fcntl": 72, "flock": 73, "pwrite": 18, "write": 1, "fdatasync": 75},
    "aarch64": {
        "seccomp": 277,
        "fcntl": 25,
        "flock": 32,
        "pwrite": 68,
        "write": 64,
        "fdatasync": 83,
    },
}
_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS, _NEW_LISTENER = 1, 1, 8 | 16
_ALLOW, _ERRNO, _NOTIFY = 0x7FFF0000, 0x00050000, 0x7FC00000
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_SECOND_ARGUMENT = 24
F_SETLK = 6


def refuse(call: str, error: int, second: int | None = None) -> None:
    """Have a system call fail from now on.

    Args:
        call: Its name.
        error: With which error.
        second: Its second argument, where it fails only with that one.

    Raises:
        OSError: The kernel has no such filters, or doesn't allow them.
    """
    _install(call, _ERRNO | error, second, 0)


def hang(call: str, second: int | None = None) -> None:
    """Have a system call never return from now on; it can be killed."""
    # Whoever listens would answer it; nobody does.
    _install(call, _NOTIFY, second, _NEW_LISTENER)


def is_possible() -> bool:
    """Return whether this system lets a process filter its calls."""
    child = os.fork()
    if child == 0:
        try:
            hang("flock", 99)
        except (OSError, KeyError):
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _install(call: str, action: int, second: int | None, flags: int) -> None:
    numbers = _NUMBERS[platform.machine()]
    steps = [(_LOAD, 0, 0, 0), (_EQUAL, 0, 1 if second is None else 3, numbers[call])]
    if second is not None:
        steps += [(_LOAD, 0, 0, _SECOND_ARGUMENT), (_EQUAL, 0, 1, second)]
    steps += [(_RETURN, 0, 0, action), (_RETURN, 0, 0, _ALLOW)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(steps), ctypes.addressof(buffer))
    )
    libc = ctypes.CDLL(None, use_errno=True)
    is_private = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    flags |= _ALL_THREADS
    made = libc.syscall(numbers["seccomp"], _SET_MODE_FILTER, flags, program)
    if not is_private or made < 0:
        raise OSError(ctypes.get_errno(), "no filter for system calls")
    if flags & _NEW_LISTENER:
        # Where nobody has it open, the calls fail instead of hanging.
        os.set_inheritable(made, True)


FAULTS: dict[str, Callable[[], None]] = {
    "hang": lambda: hang("fcntl", F_SETLK),
    "no locks": lambda: refuse("fcntl", errno.ENOLCK, F_SETLK),
    "locks denied": lambda: refuse("fcntl", errno.EACCES, F_SETLK),
    "interrupted": lambda: refuse("fcntl", errno.EINTR, F_SETLK),
    "full": lambda: refuse("pwrite", errno.ENOSPC),
    "quota": lambda: refuse("pwrite", errno.EDQUOT),
    "bad disk": lambda: refuse("pwrite", errno.EIO),
    "no sync": lambda: refuse("fdatasync", errno.EIO),
}


def session(folder: Path, fault: str, is_open: bool, patience: float) -> None:
    """Be a session whose disk fails from the beginning, or when the file is open already.

    Prints the links that are known, those with a new one, whether it is saved, and what isn't;
    then the notices, and the seconds of the longest wait.
    """
    database.BUSY_SECONDS = patience
    store = Store(folder)
    waits: list[float] = []

    def timed(work: Callable[[], object]) -> object:
        start = time.monotonic()
        try:
            return work()
        finally:
            waits.append(time.monotonic() - start)

    if is_open:
        links.all_states(store)
    FAULTS[fault]()
    counts = [timed(lambda: len(links.all_states(store)))]
    timed(lambda: links.mark_opened(store, "https://new/"))
    timed(lambda: marked.write(store, "new"))
    counts.append(timed(lambda: len(links.all_states(store))))
    timed(store.close)
    print(*counts, store.is_saved, *store.unsaved())
    print(*store.notices, sep="\n")
    print(max(waits))


def adjust(folder: Path) -> None:
    """Change a setting where the lock of the adjustments hangs; print what is said of it."""
    hang("flock")
    for width in (60, 61):
        start = time.monotonic()
        try:
            adjustments.save(folder, Adjustments({"width": Change(width)}))
        except adjustments.NotKept as error:
            print(error)
        print(time.monotonic() - start)


def search(folder: Path) -> None:
    """Open the search index where locks hang; print whether there is one, and the seconds."""
    hang("fcntl", F_SETLK)
    start = time.monotonic()
    print(search_file.open_file(folder))
    print(time.monotonic() - start)


def replace_by(command: list[str]) -> None:
    """Be another program, for which every lock of a file hangs."""
    hang("fcntl", F_SETLK)
    os.execvp(command[0], command)


if __name__ == "__main__":
    if sys.argv[1] == "adjust":
        adjust(Path(sys.argv[2]))
        sys.exit()
    if sys.argv[1] == "search":
        search(Path(sys.argv[2]))
        sys.exit()
    if sys.argv[1] == "exec":
        replace_by(sys.argv[2:])
    session(Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "open", float(sys.argv[4]))
