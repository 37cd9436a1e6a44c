"""What is sent to the terminal to copy a text."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.clipboard import MAX_BYTES, copy_sequence
from tui_reader.document.safe import safe_lines

_PLAIN = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def copied(sequence: str | None) -> str:
    """Return the text that a terminal without tmux or screen takes from a sequence."""
    match = _PLAIN.fullmatch(sequence or "")
    assert match
    return base64.b64decode(match[1]).decode()


@given(st.text(max_size=300))
def test_the_text_arrives(text: str) -> None:
    """Whatever is copied is base64 within one OSC 52, and runs nothing where it is pasted."""
    assert copied(copy_sequence(text, {})) == safe_lines(text)


@pytest.mark.parametrize(
    ("text", "pasted"),
    [
        ("a\x1b]52;c;x\x07b", "a␛]52;c;x␇b"),
        ("ls\x1b[201~\rrm -r ~\r", "ls␛[201~\nrm -r ~\n"),
        ("\x9c\u202e", "\ufffd\ufffd"),
        ("a\n\tb\0", "a\n\tb␀"),
        ("", ""),
    ],
)
def test_control_characters_are_shown_instead(text: str, pasted: str) -> None:
    """A shell takes no command from what is pasted: bracketed paste can't be ended (row 32)."""
    assert copied(copy_sequence(text, {})) == pasted


def test_surrogates_are_replaced() -> None:
    """Half a character, as in a file name, doesn't fail."""
    assert copied(copy_sequence("a\udce9b\ud800", {})) == "a\ufffdb\ufffd"


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("x" * MAX_BYTES, True),
        ("x" * (MAX_BYTES + 1), False),
        ("é" * (MAX_BYTES // 2 + 1), False),
        ("x" * 5_000_000, False),
    ],
    ids=["longest", "one more", "bytes", "5 MB"],
)
@pytest.mark.parametrize("environment", [{}, {"TMUX": "x"}, {"STY": "x"}])
def test_long_texts_are_not_copied(text: str, fits: bool, environment: dict[str, str]) -> None:
    """Beyond what terminals take, nothing is sent."""
    assert (copy_sequence(text, environment) is not None) is fits


def test_tmux_gets_it_in_its_envelope_too() -> None:
    """Within tmux it is sent plain, for tmux's own, and wrapped with doubled escapes."""
    plain = copy_sequence("https://x.y/", {})
    assert plain is not None
    wrapped = "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    assert copy_sequence("https://x.y/", {"TMUX": "/tmp/x,1,0"}) == plain + wrapped


@pytest.mark.parametrize("size", [1, 200, 3000])
def test_screen_gets_it_in_pieces(size: int) -> None:
    """Within screen it is wrapped in pieces of at most 256 bytes, which together are the whole."""
    sequence = copy_sequence("x" * size, {"STY": "1.x"})
    assert sequence is not None
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.S)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sequence
    assert max(map(len, pieces)) <= 256
    assert copied("".join(pieces)) == "x" * size


def test_empty_variables_are_no_multiplexer() -> None:
    """Variables that are set to nothing count as unset."""
    assert copy_sequence("x", {"TMUX": "", "STY": ""}) == copy_sequence("x", {})
