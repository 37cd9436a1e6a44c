"""The control sequences in what a program sent, taken apart by ECMA-48."""

import re
from collections.abc import Iterator

_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC, DCS, APC, PM, SOS
    rb"|\x1b[ -/]*[0-~]?"  # two characters, or a lone ESC
    rb"|\x9b|\xc2[\x80-\x9f]"  # C1 in UTF-8
    rb"|[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]",  # C0, but for line feed and carriage return
)

ALLOWED = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours and styles
    rb"|\x1b\[(?:\d+(?:;\d+)?)?H|\x1b\[\d*[ABCD]"  # cursor position, moves
    rb"|\x1b\[K|\x1b\[(?:\d+;\d+)?r|\x1bM"  # erase, scroll region, reverse index
    rb"|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1049|2004|2026|2031|2048)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p"  # asks for modes
    rb"|\x1b\]11;\?\x07"  # asks for the background
    rb"|\x1b\[5n"  # asks for the status, which tells how far the terminal is
    rb"|\x1b\[>\d+u|\x1b\[<u"  # kitty's keyboard on and off
    rb"|\x1b\]22;(?:default|text|pointer)\x07"  # shape of the mouse pointer
    rb"|\x1b\]8;[^;\x1b\x07]*;(?:(?:https?|mailto):[!-~]*)?\x1b\\"  # hyperlinks, judged and escaped
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07",  # clipboard, base64
)
"""What Textual and alignread write."""

_SGR = re.compile(rb"\x1b\[([0-9;]*)m")


def sequences(data: bytes | bytearray) -> Iterator[bytes]:
    """Yield every control sequence and control character but for line ends.

    Bytes of a UTF-8 character are no C1: only a raw one that starts no character is.
    """
    for match in _SEQUENCE.finditer(_without_characters(data)):
        yield match[0]


def forbidden(data: bytes | bytearray) -> list[bytes]:
    """Return the sequences that nobody but a document can have made."""
    return [found for found in sequences(data) if not ALLOWED.fullmatch(found)]


def colours(data: bytes | bytearray) -> list[bytes]:
    """Return the SGR sequences that set a colour."""
    return [match[0] for match in _SGR.finditer(data) if _sets_colour(match[1])]


def _sets_colour(parameters: bytes) -> bool:
    numbers = [int(number or b"0") for number in parameters.split(b";")]
    return any((30 <= n <= 49 and n not in (39, 49)) or 90 <= n <= 107 for n in numbers)


def _without_characters(data: bytes | bytearray) -> bytes:
    """Return the bytes without the characters above C1, of which a byte may look like C1."""
    return re.sub(rb"\xc2[\xa0-\xbf]|[\xc3-\xf4][\x80-\xbf]{1,3}", b"?", data)
