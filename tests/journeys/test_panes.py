"""The mouse, the sidebar on a narrow screen, wide blocks."""

import base64
import re
from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, body, leave, place, plain

pytestmark = pytest.mark.slow

_CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
_LEFT = 0
_DRAG = 32
_WHEEL_UP = 64
_WHEEL_DOWN = 65
_TEXT = 35
"""The column where the text begins, in 100 columns beside the sidebar."""


def test_wheel_scrolls_by_lines(start: Start, journey: Path) -> None:
    """A notch of the wheel over the text moves by a few lines."""
    lines = plain(journey, 64)
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.mouse(_WHEEL_DOWN, 60, 10)
    terminal.until(lambda: place(terminal, lines) == 3)
    terminal.mouse(_WHEEL_DOWN, 60, 10)
    terminal.until(lambda: place(terminal, lines) == 6)
    terminal.mouse(_WHEEL_UP, 60, 10)
    terminal.until(lambda: place(terminal, lines) == 3)
    leave(terminal)


def test_click_opens_a_heading(start: Start, journey: Path) -> None:
    """A click on a heading in the sidebar leads there, and the keys stay with the text."""
    lines = plain(journey, 64)
    terminal = start(journey)
    terminal.until(PAINTED)
    row = next(row for row, line in enumerate(terminal.lines) if "Section 5" in line[:32])
    terminal.mouse(_LEFT, 12, row)
    terminal.mouse(_LEFT, 12, row, release=True)
    terminal.until(lambda: place(terminal, lines) == lines.index("Section 5"))
    terminal.press("j")
    terminal.until(lambda: place(terminal, lines) == lines.index("Section 5") + 1)
    leave(terminal)


@pytest.mark.parametrize("pages", [0, 1])
def test_drag_and_copy(start: Start, journey: Path, pages: int) -> None:
    """What is dragged over goes to the clipboard with Ctrl+C; soft line ends become spaces."""
    terminal = start(journey)
    terminal.until(PAINTED)
    for _ in range(pages):
        terminal.press("space")
        terminal.until(lambda: "A journey" not in body(terminal)[0])
    terminal.settle()
    rows = body(terminal)
    row = next(row for row, line in enumerate(rows) if "x1 word" in line)
    first, second, third = rows[row], rows[row + 1], rows[row + 2]
    word = first.split()[1]
    column = _TEXT + first.index(word)
    terminal.mouse(_LEFT, column, row)
    terminal.mouse(_DRAG, column + 3, row + 1)
    terminal.mouse(_DRAG, _TEXT + len(third) - 1, row + 2)
    terminal.mouse(_LEFT, _TEXT + len(third) - 1, row + 2, release=True)
    terminal.settle()
    terminal.press("ctrl+c")
    terminal.until(lambda: _CLIPBOARD.search(terminal.log))
    match = _CLIPBOARD.search(terminal.log)
    assert match is not None
    copied = base64.b64decode(match[1]).decode()
    whole = " ".join([first[first.index(word) :], second, third])
    assert copied in (whole, whole[:-1])
    leave(terminal)


def test_ctrl_c_without_a_selection_explains(start: Start, journey: Path) -> None:
    """Ctrl+C doesn't quit; it says what does."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.press("ctrl+c")
    terminal.until("q quits")
    leave(terminal)


def test_shifts_wide_code(start: Start, tmp_path: Path) -> None:
    """`>` and `<` show what of a wide block lies beyond the edge, while prose stays."""
    ruler = "".join(f"{number:03}." for number in range(60))
    path = tmp_path / "wide.md"
    path.write_text(f"# Wide\n\nSome prose.\n\n```\n{ruler}\n```\n")
    terminal = start(path)
    terminal.until(PAINTED)
    terminal.until(re.escape("000.001."))
    assert "059." not in terminal.text
    for _ in range(30):
        terminal.press(">")
    terminal.until(re.escape("059."))
    assert "Some prose." in terminal.text
    for _ in range(30):
        terminal.press("<")
    terminal.until(re.escape("000.001."))
    leave(terminal)


def test_says_when_nothing_is_wide(start: Start, journey: Path) -> None:
    """`>` over prose is a notice."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.press(">")
    terminal.until("nothing here is wider")
    leave(terminal)


def test_sidebar_lies_over_the_text_of_a_narrow_screen(start: Start, journey: Path) -> None:
    """Below 70 columns `t` opens the sidebar over the text; `q` closes it, then quits."""
    terminal = start(journey, columns=50, rows=20)
    terminal.until(PAINTED)
    assert "Section 2" not in terminal.lines[2]
    terminal.press("t")
    terminal.until(lambda: "Section 2" in terminal.lines[2])
    terminal.press("j", "j", "enter")
    terminal.until(lambda: terminal.lines[0].strip() == "Section 2")
    terminal.press("t")
    terminal.until(lambda: "A journey" in terminal.lines[0])
    terminal.press("q")
    terminal.until(lambda: terminal.lines[0].strip() == "Section 2")
    leave(terminal)


def test_sidebar_opens_another_document(start: Start, tmp_path: Path) -> None:
    """Enter in the sidebar opens the document under the cursor; `]` goes on to the next."""
    for number in range(1, 4):
        (tmp_path / f"{number}.md").write_text(f"# Title {number}\n\nbody{number}\n")
    terminal = start(tmp_path)
    terminal.until(PAINTED)
    terminal.press("h", "j", "enter")
    terminal.until("body2")
    terminal.press("]")
    terminal.until("body3")
    terminal.press("[")
    terminal.until("body2")
    leave(terminal)


def test_opens_a_document_that_has_gone(start: Start, tmp_path: Path) -> None:
    """A document that can't be opened any more is a notice; the text on the screen stays."""
    for number in range(1, 3):
        (tmp_path / f"{number}.md").write_text(f"# Title {number}\n\nbody{number}\n")
    terminal = start(tmp_path)
    terminal.until("Title 2")
    (tmp_path / "2.md").unlink()
    terminal.press("h", "j", "enter")
    terminal.until(lambda: "no such file" in terminal.lines[-1].lower())
    assert "body1" in terminal.text
    leave(terminal)
