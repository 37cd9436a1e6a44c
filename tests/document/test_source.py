"""`source`: every path and every bytes end in text or in one clear message."""

import codecs
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tui_reader.document import source
from tui_reader.document.source import MAX_BYTES, decode, read, shown
from tui_reader.errors import LooksBinary, UnreadableFile

TEXT = "# Ünï 漢字\n\nText.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        codecs.BOM_UTF16_LE + TEXT.replace("\n", "\r\n").encode("utf-16-le"),
    ],
    ids=["utf-8", "bom", "16le", "16be", "32le", "32be", "crlf", "cr", "16le-crlf"],
)
def test_every_encoding_and_line_end_gives_the_same_text(data: bytes) -> None:
    """Byte order marks choose the encoding and leave no trace; lines end with a line feed."""
    found = decode(data, "x.md")
    assert (found.text, found.notices) == (TEXT, ())


def test_mixed_line_ends_are_all_line_ends() -> None:
    """CRLF is one line end, a lone CR another."""
    assert decode(b"a\r\nb\rc\n\r\nd", "x").text == "a\nb\nc\n\nd"


@pytest.mark.parametrize(
    ("data", "text", "notice"),
    [
        (b"caf\xe9\n", "caf\ufffd\n", "not valid UTF-8: 1 character shown as \ufffd"),
        (b"\xff\xfea\x00\x00", "a\ufffd", "not valid UTF-16: 1 character shown as \ufffd"),
    ],
)
def test_bytes_that_fit_no_encoding_are_replaced_and_told(
    data: bytes, text: str, notice: str
) -> None:
    """Latin-1 and broken UTF-16 stay readable, and a notice says what was replaced."""
    found = decode(data, "x")
    assert (found.text, found.notices) == (text, (notice,))


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8])
def test_an_empty_file_is_an_empty_text(data: bytes) -> None:
    """Nothing is no error."""
    assert decode(data, "x").text == ""


def test_a_nul_among_text_is_text() -> None:
    """One stray NUL in much text makes no binary of it."""
    assert "\0" in decode(b"word " * 50 + b"\0", "x").text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0",
        b"\x7fELF\2\1\1" + bytes(9) + b"\3\0>\0\1\0\0\0",
        bytes(100),
    ],
    ids=["png", "elf", "nul"],
)
def test_binary_files_are_refused(data: bytes) -> None:
    """Row 62: what is full of NULs isn't shown as text, unless that is asked for."""
    said = r"^x\.bin: looks like a binary file, not text \(--text reads it anyway\)$"
    with pytest.raises(LooksBinary, match=said):
        decode(data, "x.bin")
    assert decode(data, "x.bin", is_any=True).text.count("\0") == data.count(0)


def test_read_tells_where_the_text_came_from(tmp_path: Path) -> None:
    """A file's source has its path and its name."""
    path = tmp_path / "a.md"
    path.write_text(TEXT, "utf-8")
    found = read(path)
    assert (found.text, found.name, found.path) == (TEXT, "a.md", path)


def test_the_digest_is_that_of_the_text(tmp_path: Path) -> None:
    """Line ends and byte order marks don't change a document's identity, a letter does."""
    one, other = decode(b"a\r\n", "x"), decode(codecs.BOM_UTF8 + b"a\n", "y")
    assert one.digest == other.digest != decode(b"b\n", "x").digest
    assert len(one.digest) == 32


def _missing(folder: Path) -> Path:
    return folder / "missing.md"


def _folder(folder: Path) -> Path:
    return folder


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _socket(folder: Path) -> Path:
    here = os.getcwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s")
    finally:
        os.chdir(here)
    return folder / "s"


def _zero(folder: Path) -> Path:
    return Path("/dev/zero")


def _loop(folder: Path) -> Path:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    return folder / "a"


def _dangling(folder: Path) -> Path:
    (folder / "link").symlink_to("nowhere")
    return folder / "link"


def _long_name(folder: Path) -> Path:
    return folder / ("n" * 300)


def _nul_name(folder: Path) -> Path:
    return folder / "a\0b"


def _file_as_folder(folder: Path) -> Path:
    (folder / "file").write_bytes(b"x")
    return folder / "file" / "x.md"


@pytest.mark.skipif(os.name == "nt", reason="needs pipes, sockets and devices")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_missing, "no such file"),
        (_folder, "is a folder"),
        (_pipe, "is a named pipe"),
        (_socket, "is a socket"),
        (_zero, "is a device"),
        (_loop, "a loop of symbolic links"),
        (_dangling, "no such file"),
        (_long_name, "the name is too long"),
        (_nul_name, "not a valid file name"),
        (_file_as_folder, "not a directory"),
    ],
)
def test_what_is_no_readable_file_is_told_in_one_line(
    make: Callable[[Path], Path], reason: str, tmp_path: Path
) -> None:
    """Nothing blocks, nothing escapes as another error, and the message names path and reason."""
    path = make(tmp_path)
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read(path)
    assert caught.value.message.startswith(shown(path))
    assert caught.value.message.isprintable()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    """A file that may not be read is named as such."""
    path = tmp_path / "secret.md"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="permission denied"):
        read(path)


def test_an_error_while_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails in the middle gives a message, not a traceback."""
    path = tmp_path / "a.md"
    path.write_text("x")

    def fail(handle: int, count: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(source.os, "read", fail)
    with pytest.raises(UnreadableFile, match="input/output error"):
        read(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is looked at before a byte is read."""
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(source.os, "read", lambda *_: pytest.fail("read"))
    with pytest.raises(UnreadableFile, match="larger than 64 MiB"):
        read(path)


@pytest.mark.skipif(os.name == "nt", reason="needs names that aren't UTF-8")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        (b"caf\xe9.md", "caf\ufffd.md"),
        (b"a\x1b]52;c;eA==\x07.md", "a\u241b]52;c;eA==\u2407.md"),
        (b"gpj.\xe2\x80\xaeexe", "gpj.\ufffdexe"),
        (b"a\nb", "a b"),
    ],
)
def test_odd_names_are_shown_safely(name: bytes, told: str, tmp_path: Path) -> None:
    """A file name is text from outside too: in the source's name as in messages."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.message == f"{tmp_path}/{told}: no such file or folder"
    path.write_bytes(b"x")
    assert read(path).name == told
