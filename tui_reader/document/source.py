"""From a path, a pipe or bytes to the text of a document.

One function opens every path, so that no device, pipe or endless file can hold the reader up.
What comes out has line feeds only and is decoded whatever the bytes were; what had to be
replaced is said in `notices`. Control characters are still in it: they lose their power where
text becomes an inline or a line of code (`safe`).
"""

import codecs
import errno
import os
import stat
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tui_reader.document.safe import safe
from tui_reader.errors import UnreadableFile

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is opened, in bytes."""

_SNIFF_BYTES = 8192
_FEW = 24
_CONTROLS = bytes(set(range(1, 32)) - set(b"\b\t\n\f\r\x1b"))

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_KINDS = {
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a named pipe",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
    stat.S_IFSOCK: "is a socket",
}


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


@dataclass(frozen=True)
class Source:
    """The text of one document."""

    text: str
    """Decoded text; lines end with a line feed and nothing else."""
    name: str
    """What to call it where it has no title: the file's name, or `standard input`."""
    path: Path | None = None
    """Where it lies, or None when it came through a pipe."""
    notices: tuple[str, ...] = ()
    """What the reader should be told about the decoding."""
    stamp: Stamp | None = None
    """That of its file when it was read."""

    @cached_property
    def digest(self) -> str:
        """BLAKE2b of the text in UTF-8, 32 hexadecimal digits: the content's identity."""
        import hashlib

        data = self.text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16).hexdigest()


def read(path: Path) -> Source:
    """Read a file whole.

    Raises:
        UnreadableFile: There is no such file, it is no regular file, it is larger than
            `MAX_BYTES`, it can't be read, or it isn't text.
    """
    data, stamp = _read_bytes(path, MAX_BYTES)
    return replace(decode(data, path.name or str(path), path), stamp=stamp)


def read_head(path: Path, limit: int) -> bytes:
    """Return the first `limit` bytes of a file.

    Raises:
        UnreadableFile: As `read`, but for the size and what the bytes are.
    """
    return _read_bytes(path, limit, whole=False)[0]


def decode(data: bytes, name: str, path: Path | None = None) -> Source:
    """Decode bytes by their byte order mark, else as UTF-8, and normalise the line ends.

    Raises:
        UnreadableFile: The bytes look like anything but text.
    """
    encoding = next((enc for mark, enc in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    notices: list[str] = []
    if encoding in ("utf-8", "utf-8-sig") and _looks_binary(data[:_SNIFF_BYTES]):
        raise UnreadableFile(f"{shown(path or name)}: looks like a binary file, not text")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        count = text.count("\ufffd")
        label = encoding.removesuffix("-sig").upper()
        notices.append(f"not valid {label}: {count:,} characters shown as \ufffd")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(text, safe(name), path, tuple(notices))


def shown(path: Path | str) -> str:
    """Return a path or name as it may be shown in a message: safe, bytes that aren't UTF-8 too."""
    return safe(os.fsencode(path).decode("utf-8", "replace"))


def _looks_binary(head: bytes) -> bool:
    """Whether one byte in a hundred is NUL, or one in thirty a control that no text has."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return head.count(0) * 100 > len(head) or controls > max(_FEW, len(head) // 30)


def _read_bytes(path: Path, limit: int, *, whole: bool = True) -> tuple[bytes, Stamp]:
    # O_NONBLOCK keeps a named pipe or a device from holding the open; Windows has neither flag.
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        handle = os.open(path, flags)
    except ValueError as error:
        raise UnreadableFile(f"{shown(path)}: not a valid file name") from error
    except OSError as error:
        raise UnreadableFile(f"{shown(path)}: {_reason(error, path)}") from error
    try:
        return _read_regular(handle, path, limit, whole)
    except OSError as error:
        raise UnreadableFile(f"{shown(path)}: {_reason(error, path)}") from error
    finally:
        os.close(handle)


def _read_regular(handle: int, path: Path, limit: int, whole: bool) -> tuple[bytes, Stamp]:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "is not a regular file")
        raise UnreadableFile(f"{shown(path)}: {kind}, not a file to read")
    if whole and status.st_size > limit:
        raise UnreadableFile(_too_large(path))
    parts: list[bytes] = []
    left = limit + 1 if whole else limit
    while left and (part := os.read(handle, min(1 << 20, left))):
        parts.append(part)
        left -= len(part)
    if whole and not left:
        raise UnreadableFile(_too_large(path))
    return b"".join(parts), Stamp.of(status)


def _too_large(path: Path) -> str:
    return f"{shown(path)}: larger than {MAX_BYTES >> 20} MiB"


def _reason(error: OSError, path: Path) -> str:
    # Windows refuses to open a folder with EACCES instead of letting fstat tell.
    if error.errno == errno.EACCES and os.name == "nt" and path.is_dir():
        return "is a folder, not a file to read"
    reasons = {
        errno.ENOENT: "no such file or folder",
        errno.EACCES: "permission denied",
        errno.ELOOP: "a loop of symbolic links",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ENXIO: "is a socket or a device that isn't there, not a file to read",
    }
    reason = reasons.get(error.errno or 0)
    return reason or (error.strerror or type(error).__name__).lower()
