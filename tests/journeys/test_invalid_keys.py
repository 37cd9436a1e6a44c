"""Bytes from the terminal that are no UTF-8: line noise, or a keyboard of another encoding."""

from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, leave

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "noise", [b"\xff", b"\xc3(", b"\xe4", b"\xed\xa0\x80", bytes(range(128, 256))]
)
def test_the_reader_goes_on(start: Start, journey: Path, noise: bytes) -> None:
    """They end nothing, in the text nor in a line, and the keys after them are keys."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.settle()
    terminal.send(noise)
    terminal.settle()
    terminal.press("G")
    terminal.until("100%")
    terminal.press(":")
    terminal.until("line, percent")
    terminal.send(noise)
    terminal.press("x")
    terminal.until("x +│$")
    terminal.press("escape")
    terminal.until(lambda: "Esc close" not in terminal.text)
    leave(terminal)


@pytest.mark.parametrize("environment", [{"TERM": "linux"}, {"TERM": "screen"}, {"NO_COLOR": "1"}])
def test_where_nothing_is_asked(start: Start, journey: Path, environment: dict[str, str]) -> None:
    """The same where the terminal is asked nothing."""
    terminal = start(journey, env=environment)
    terminal.until(PAINTED)
    terminal.send(b"\xff")
    terminal.settle()
    terminal.press("G")
    terminal.until("100%")
    leave(terminal)
