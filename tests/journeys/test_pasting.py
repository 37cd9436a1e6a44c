"""What is pasted or typed into a line, and shown there, is no command to the terminal."""

from pathlib import Path

import pytest

from tests.journeys.conftest import journey_text
from tests.pty.escapes import forbidden
from tests.pty.program import PAINTED, Start, leave

pytestmark = pytest.mark.slow

PASTED = "a\u009b31mb\u202ec\u200bd\u0090q\u2066e"
SHOWN = "a�31mb�cd�q�e"
RAW = [each.encode() for each in PASTED if not each.isprintable()]

LINES = {
    "find": ("/",),
    "palette": (":",),
    "search": ("S",),
    "filter of the sidebar": ("h", "&"),
    "help": ("?", "/"),
    "links": ("L", "/"),
    "marks": ("'", "/"),
    "name of a bookmark": ("'", "e"),
    "queue": ("A", "/"),
    "themes": ("T", "/"),
    "note": ("c",),
}
"""Keys that open each line."""


@pytest.mark.parametrize("line", LINES)
def test_a_pasted_line(start: Start, tmp_path: Path, line: str) -> None:
    """C1, bidi and characters that show nothing are made safe in every line there is."""
    path = tmp_path / "text.md"
    path.write_text(f"[first](https://a.example/) [second](https://b.example/)\n\n{journey_text()}")
    terminal = start(path)
    terminal.until(PAINTED)
    terminal.press("m", "tab", "a")
    terminal.settle()
    for key in LINES[line]:
        terminal.press(key)
        terminal.settle()
    terminal.send(f"\x1b[200~{PASTED}\x1b[201~".encode())
    terminal.until(SHOWN)
    terminal.press("x")
    terminal.until(f"{SHOWN}x")
    terminal.press("enter")
    terminal.settle()
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert forbidden(terminal.log) == []
    assert [raw for raw in RAW if raw in terminal.log] == []


def test_a_line_from_the_history(start: Start, journey: Path) -> None:
    """What was looked for comes back as safe as it was."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.press("/")
    terminal.until("find in the document")
    terminal.send(f"\x1b[200~{PASTED}\x1b[201~".encode())
    terminal.until(SHOWN)
    terminal.press("enter")
    terminal.until("not found: ")
    terminal.settle()
    terminal.press("/")
    terminal.until("find in the document")
    terminal.press("up")
    terminal.until(f"/{SHOWN}")
    terminal.press("escape")
    terminal.until(lambda: SHOWN not in terminal.lines[-1])
    leave(terminal)
    assert [raw for raw in RAW if raw in terminal.log] == []
