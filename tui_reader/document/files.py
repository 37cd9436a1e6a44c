"""The one place of the package that opens the path of a file, to read it or to write it.

A path is looked at before it is opened, and refused unless it leads to a regular file: opening is
enough to let go whoever writes into a named pipe, to rewind a tape, to start a watchdog. So that
nothing can be put there between the look and the opening, the open file is looked at too.

Every error is an `OSError` whose `strerror`, or better `reason`, says in a few words what is wrong.
"""

import errno
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_KINDS = {
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a named pipe",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
    stat.S_IFSOCK: "is a socket",
}
_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.EACCES: "permission denied",
    errno.ELOOP: "a loop of symbolic links",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENXIO: "is a socket or a device that isn't there, not a file to read",
    errno.EAGAIN: "has nothing to read now, not a file to read",
    errno.EISDIR: "is a folder, not a file to read",
}
_CONSUMED = "/proc/kmsg"
"""Says that it is a regular file, and forgets what was read from it."""
_TRIES = 5
"""How often a file that changes while it is read is read again."""
_PAUSE = 0.02
"""Seconds between two tries."""
_PART = 1 << 16
"""Bytes asked for where the size isn't known, as in /proc."""


class NotRegular(OSError):
    """A path that leads to a folder, a device, a pipe or a socket."""


class TooLarge(OSError):
    """A file of more bytes than are wanted."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes about a file when it is written, replaced or renamed."""

    device: int
    inode: int
    size: int
    modified: int
    """Nanoseconds, as `changed`: of its content, and of that or its name or its rights."""
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """Return the stamp of a status."""
        times = status.st_mtime_ns, status.st_ctime_ns
        return cls(status.st_dev, status.st_ino, status.st_size, *times)


def read_file(path: Path, limit: int) -> tuple[bytes, Stamp]:
    """Return all bytes of a regular file, and the stamp that belongs to them.

    A file that is written meanwhile is read again, from the beginning and from its path, until it
    held still. One that never does has the stamp from before: whoever watches it sees a change.

    Args:
        path: The file.
        limit: Bytes that it has at most.

    Raises:
        NotRegular: It is something else; it wasn't touched.
        TooLarge: It has more bytes; by its size before one was read.
        OSError: It can't be read.
    """
    data, stamp, is_still = _read_once(path, limit)
    for _ in range(1, _TRIES):
        if is_still:
            break
        time.sleep(_PAUSE)
        data, stamp, is_still = _read_once(path, limit)
    if len(data) > limit:
        raise _too_large(limit)
    return data, stamp


def read_beginning(path: Path, limit: int) -> bytes:
    """Return the first bytes of a regular file.

    Raises:
        OSError: As `read_file`, but for the size.
    """
    handle, status = _open(path)
    try:
        return _read(handle, limit, status.st_size)
    finally:
        os.close(handle)


def create_file(path: Path, data: bytes) -> None:
    """Write a file that isn't there yet, readable by its owner alone, whole or not at all.

    Raises:
        FileExistsError: There is something of that name; it is left as it is.
        OSError: It can't be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    handle = os.open(_valid(path), flags | _flags("O_CLOEXEC", "O_BINARY"), 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            os.unlink(path)
        raise


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone.

    Raises:
        OSError: It can't be written; what was there before is there still.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with suppress(FileNotFoundError):
        # What an earlier process of the same number left behind.
        os.unlink(new)
    create_file(new, data)
    try:
        os.replace(new, path)
    except OSError:
        with suppress(OSError):
            os.unlink(new)
        raise


def reason(error: OSError) -> str:
    """Return in a few words, in lower case, why a file can't be read or written."""
    if isinstance(error, NotRegular | TooLarge):
        return str(error.strerror)
    known = _REASONS.get(error.errno or 0)
    return known or (error.strerror or type(error).__name__).lower()


def _read_once(path: Path, limit: int) -> tuple[bytes, Stamp, bool]:
    """Return the bytes, up to one too many, the stamp before them, and whether it held."""
    handle, status = _open(path)
    try:
        if status.st_size > limit:
            raise _too_large(limit)
        data = _read(handle, limit + 1, status.st_size)
        stamp = Stamp.of(status)
        return data, stamp, Stamp.of(os.fstat(handle)) == stamp
    finally:
        os.close(handle)


def _open(path: Path) -> tuple[int, os.stat_result]:
    """Open a regular file to be read; return its descriptor and status."""
    status = os.stat(_valid(path))
    _check_kind(status)
    if status.st_size == 0 and os.path.realpath(path) == _CONSUMED:
        raise NotRegular(errno.EINVAL, "is a device, not a file to read")
    # Where it has become a pipe or a terminal by now, it neither holds the open nor takes us over.
    handle = os.open(path, os.O_RDONLY | _flags("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
    try:
        status = os.fstat(handle)
        _check_kind(status)
    except OSError:
        os.close(handle)
        raise
    return handle, status


def _valid(path: Path) -> Path:
    try:
        os.fsencode(path)
    except ValueError as error:
        raise OSError(errno.EINVAL, "not a valid file name") from error
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "not a valid file name")
    return path


def _flags(*names: str) -> int:
    """Return those flags that this system has: Windows has no pipes to wait for."""
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


def _check_kind(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "is not a regular file")
        raise NotRegular(errno.EINVAL, f"{kind}, not a file to read")


def _read(handle: int, limit: int, size: int) -> bytes:
    """Return up to `limit` bytes. A file of /proc says that it is empty: what comes counts."""
    parts: list[bytes] = []
    wanted = min(limit, max(_PART, size + 1))
    while limit and (part := os.read(handle, min(wanted, limit))):
        parts.append(part)
        limit -= len(part)
        wanted = max(_PART, wanted - len(part))
    return b"".join(parts)


def _too_large(limit: int) -> TooLarge:
    size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"
    return TooLarge(errno.EFBIG, f"larger than {size}")
