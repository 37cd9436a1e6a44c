"""The control sequences in what a program sent, taken apart by ECMA-48."""

import base64
import re
from collections.abc import Collection, Iterator

_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC, DCS, APC, PM, SOS
    rb"|\x1b[ -/]*[0-~]?"  # two characters, or a lone ESC
    rb"|\x9b|\xc2[\x80-\x9f]"  # C1 in UTF-8
    rb"|[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]",  # C0, but for line feed and carriage return
)

_COLOUR = rb"(?:3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;2(?:;\d+){3}|[34]8;5;\d+)"
_STYLE = rb"(?:[0-479]|2[23479]|%s)" % _COLOUR

OWN: list[bytes] = [
    rb"\x1b\[(?:%s(?:;%s)*)?m" % (_STYLE, _STYLE),  # no blinking, no concealing, no other font
    rb"\x1b\[(?:\d+(?:;\d+)?)?H|\x1b\[\d*[ABCD]",  # cursor position, moves
    rb"\x1b\[K|\x1b\[(?:\d+;\d+)?r|\x1bM",  # erase, scroll region, reverse index
    rb"\x1b\[5n",  # asks for the status, which tells how far the terminal is
    rb"\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048)[hl]",  # modes
    rb"\x1b\[\?(?:2026|2048)\$p",  # asks for modes
    rb"\x1b\]11;\?\x07",  # asks for the background
    rb"\x1b\[>\d+u|\x1b\[<u",  # kitty's keyboard on and off
    rb"\x1b\]22;(?:default|text|pointer)\x07",  # shape of the mouse pointer
    rb"\x1b\]8;[^;\x1b\x07]*;(?:(?:https?|mailto):[!-~]*)?\x1b\\",  # hyperlinks, judged and escaped
]
"""What Textual and alignread write, but for copies. One pattern for every kind."""

_SGR = re.compile(rb"\x1b\[([0-9;]*)m")
_COPY = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
_LINK = re.compile(rb"\x1b\]8;[^;\x1b\x07]*;([^\x1b\x07]+)\x1b\\")
_QUESTION = re.compile(
    rb"\x1b\[[?>=]?[\d;]*(?:\$p|[cntqx])|\x1bZ|\x05|\x1b\](?:4|1\d);[^\x07\x1b]*\?|\x1bP[$+]q"
)


def sequences(data: bytes | bytearray) -> Iterator[bytes]:
    """Yield every control sequence and control character but for line ends.

    Bytes of a UTF-8 character are no C1: only a raw one that starts no character is.
    """
    for match in _SEQUENCE.finditer(_without_characters(data)):
        yield match[0]


def forbidden(
    data: bytes | bytearray, *, copied: Collection[str] = (), linked: Collection[str] | None = None
) -> list[bytes]:
    """Return the sequences that nobody but a document can have made.

    Args:
        data: What was sent.
        copied: The texts that the session copied; no other may be sent to the clipboard.
        linked: The addresses that may be hyperlinks, None for all that have a good form.
    """
    own = re.compile(b"|".join(OWN))
    return [
        found
        for found in sequences(data)
        if not (
            _is_copy(found, copied)
            if found.startswith(b"\x1b]52;")
            else own.fullmatch(found) and _leads_to(found, linked)
        )
    ]


def copies(data: bytes | bytearray) -> list[str]:
    """Return the texts that were sent to the clipboard."""
    return [base64.b64decode(match[1]).decode() for match in _COPY.finditer(data)]


def questions(data: bytes | bytearray) -> list[bytes]:
    """Return the sequences that a terminal answers in its input, as if it had been typed."""
    return [found for found in sequences(data) if _QUESTION.match(found)]


def unpaired(data: bytes | bytearray) -> list[bytes]:
    """Return the styles that don't go on and off in turn, as Textual's do.

    A style in a text comes while another one is on.
    """
    found: list[bytes] = []
    is_on = False
    for match in _SGR.finditer(_without_characters(data)):
        is_end = match[1] in (b"", b"0")
        if is_end != is_on:
            found.append(match[0])
        is_on = not is_end
    return found


def _is_copy(found: bytes, copied: Collection[str]) -> bool:
    match = _COPY.fullmatch(found)
    return match is not None and base64.b64decode(match[1]).decode() in copied


def _leads_to(found: bytes, linked: Collection[str] | None) -> bool:
    match = _LINK.fullmatch(found)
    return match is None or linked is None or match[1].decode() in linked


def colours(data: bytes | bytearray) -> list[bytes]:
    """Return the SGR sequences that set a colour."""
    return [match[0] for match in _SGR.finditer(data) if _sets_colour(match[1])]


def _sets_colour(parameters: bytes) -> bool:
    numbers = [int(number or b"0") for number in parameters.split(b";")]
    return any((30 <= n <= 49 and n not in (39, 49)) or 90 <= n <= 107 for n in numbers)


def _without_characters(data: bytes | bytearray) -> bytes:
    """Return the bytes without the characters above C1, of which a byte may look like C1."""
    return re.sub(rb"\xc2[\xa0-\xbf]|[\xc3-\xf4][\x80-\xbf]{1,3}", b"?", data)
