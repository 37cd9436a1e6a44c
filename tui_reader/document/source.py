"""From a path, a pipe or bytes to the text of a document.

What comes out has line feeds only and is decoded whatever the bytes were; what had to be
replaced is said in `notices`. Control characters are still in it: they lose their power where
text becomes an inline or a line of code (`safe`).
"""

import codecs
import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tui_reader.document.files import Stamp, read_beginning, read_file, reason
from tui_reader.document.safe import safe
from tui_reader.errors import LooksBinary, UnreadableFile

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
    is_any: bool = False
    """Whether it is read as text whatever it looks like."""

    @cached_property
    def digest(self) -> str:
        """BLAKE2b of the text in UTF-8, 32 hexadecimal digits: the content's identity."""
        import hashlib

        data = self.text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16).hexdigest()


def read(path: Path, *, is_any: bool = False) -> Source:
    """Read a file whole.

    Args:
        path: The file.
        is_any: Whether it is taken for text whatever it looks like.

    Raises:
        UnreadableFile: There is no such file, it is no regular file, it is larger than
            `MAX_BYTES`, it can't be read, or it isn't text.
    """
    try:
        data, stamp = read_file(path, MAX_BYTES)
    except OSError as error:
        raise UnreadableFile(f"{shown(path)}: {reason(error)}") from error
    return replace(decode(data, path.name or str(path), path, is_any=is_any), stamp=stamp)


def read_head(path: Path, limit: int) -> bytes:
    """Return the first `limit` bytes of a file.

    Raises:
        UnreadableFile: As `read`, but for the size and what the bytes are.
    """
    try:
        return read_beginning(path, limit)
    except OSError as error:
        raise UnreadableFile(f"{shown(path)}: {reason(error)}") from error


def decode(data: bytes, name: str, path: Path | None = None, *, is_any: bool = False) -> Source:
    """Decode bytes by their byte order mark, else as UTF-8, and normalise the line ends.

    Args:
        data: The bytes.
        name: What to call it.
        path: Where they were read.
        is_any: Whether they are taken for text whatever they look like.

    Raises:
        LooksBinary: The bytes look like anything but text.
    """
    encoding = next((enc for mark, enc in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    notices: list[str] = []
    if not encoding and (encoding := _unmarked_utf_16(data[:_SNIFF_BYTES])):
        notices.append(f"read as {encoding.upper()}: it has no byte order mark")
    if encoding in ("", "utf-8-sig") and not is_any and _looks_binary(data[:_SNIFF_BYTES]):
        raise LooksBinary(
            f"{shown(path or name)}: looks like a binary file, not text", "--text reads it anyway"
        )
    encoding = encoding or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        count = text.count("\ufffd")
        label = encoding.removesuffix("-sig").upper()
        counted = f"{count:,} character{'' if count == 1 else 's'}"
        notices.append(f"not valid {label}: {counted} shown as \ufffd")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(text, safe(name), path, tuple(notices), is_any=is_any)


def shown(path: Path | str) -> str:
    """Return a path or name as it may be shown in a message: safe, bytes that aren't UTF-8 too."""
    return safe(os.fsencode(path).decode("utf-8", "replace"))


def _looks_binary(head: bytes) -> bool:
    """Whether one byte in a hundred is NUL, or one in thirty a control that no text has."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return head.count(0) * 100 > len(head) or controls > max(_FEW, len(head) // 30)


def _unmarked_utf_16(head: bytes) -> str:
    """Return which UTF-16 bytes without a mark are in, empty where they are in none.

    Of ASCII every other byte is NUL there, and no text has a NUL among its letters; so a quarter
    of the one half and nothing of the other is enough.
    """
    pairs = len(head) // 2
    low, high = head[0 : 2 * pairs : 2], head[1 : 2 * pairs : 2]
    for encoding, letters, nulls in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if pairs > 1 and nulls.count(0) * 4 >= pairs and 0 not in letters:
            controls = len(letters) - len(letters.translate(None, _CONTROLS))
            return "" if controls > max(_FEW, pairs // 30) else encoding
    return ""
