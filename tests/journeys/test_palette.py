"""The palette and the help over a real terminal: keys in one go, keys one by one, pasted text."""

from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, body, leave
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def terminal(start: Start, journey: Path) -> Terminal:
    """The reader at the beginning of the journey."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.settle()
    return terminal


def _is_at(terminal: Terminal, top: str) -> None:
    """Wait until a line is on top of the text, and nothing lies over it."""
    terminal.until(lambda: body(terminal)[0] == top and "Esc close" not in terminal.text)


@pytest.mark.parametrize(
    ("keys", "top"),
    [
        (b":13\r", "Section 2"),
        (b":Section 7\r", "Section 7"),
        (b"\x10section 7\r", "Section 7"),
        (b":100%\r:13\r", "Section 2"),
        (b":no such place\r:13\r", "Section 2"),
        (b"GGG:13\r", "Section 2"),
        (b":13\r]", "Section 3"),
        (b":nex sec\r", "Section 1"),
    ],
)
def test_keys_in_one_go(terminal: Terminal, keys: bytes, top: str) -> None:
    """As from a slow line: every key counts, and Enter acts on what was typed."""
    terminal.send(keys)
    _is_at(terminal, top)
    leave(terminal)


def test_keys_that_come_while_the_palette_opens(terminal: Terminal) -> None:
    """Each in a packet of its own, faster than the screen."""
    for key in b":Section 11\r[":
        terminal.send(bytes([key]))
    _is_at(terminal, "Section 10")
    leave(terminal)


def test_keys_before_the_first_screen(start: Start, journey: Path) -> None:
    """What is typed while the program starts waits for it."""
    terminal = start(journey)
    terminal.until(lambda: 1049 in terminal.modes)
    terminal.send(b":13\r")
    _is_at(terminal, "Section 2")
    leave(terminal)


def test_a_list_that_is_shown_does_not_decide(terminal: Terminal) -> None:
    """With the cursor on a row of the list, another line and Enter in one go lead to that line."""
    terminal.press(":", "section")
    terminal.until("§ Section 3")
    terminal.press("down", "down")
    terminal.settle()
    terminal.send(b"\x1513\r")
    _is_at(terminal, "Section 2")
    leave(terminal)


def test_a_pasted_place(terminal: Terminal) -> None:
    """Pasted text is typed; its line break is no Enter."""
    terminal.press(":")
    terminal.until("line, percent")
    terminal.send(b"\x1b[200~:13\n\x1b[201~")
    terminal.until("→ line 13")
    terminal.press("enter")
    _is_at(terminal, "Section 2")
    leave(terminal)


@pytest.mark.parametrize("key", [":", "ctrl+p"])
def test_it_shows_commands_headings_and_places(terminal: Terminal, key: str) -> None:
    """What fits is listed as it is typed, commands with their keys; `?` in it is a letter."""
    terminal.press(key)
    terminal.until("Line down +j ↓")
    terminal.press("sec")
    terminal.until("§ Section 1 +A journey")
    terminal.press("tion 7")
    terminal.until("1 found")
    terminal.press("?")
    terminal.until("nothing like it here")
    terminal.press("escape")
    _is_at(terminal, "A journey")
    leave(terminal)


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (20, 5)])
def test_it_works_at_any_size(start: Start, journey: Path, size: tuple[int, int]) -> None:
    """However little of it can be shown."""
    columns, rows = size
    terminal = start(journey, columns=columns, rows=rows)
    terminal.until(PAINTED)
    terminal.send(b":Section 7\r")
    terminal.until(lambda: "Section 7" in terminal.text)
    terminal.press(":")
    terminal.settle()
    terminal.press("escape")
    terminal.until(PAINTED)
    terminal.settle(0.13)
    leave(terminal)


def test_it_lists_bookmarks(terminal: Terminal) -> None:
    """A bookmark that was just set is among them; Enter goes there."""
    terminal.send(b":Section 7\r}m")
    terminal.until("bookmarked")
    terminal.send(b":1\r:word7x1x1\r")
    terminal.until(lambda: body(terminal)[0].startswith("◆ word7x1x1"))
    leave(terminal)


def test_the_help_is_searched(terminal: Terminal) -> None:
    """`/` and a word leave what fits; the keys of a panel come first in it."""
    terminal.press("?")
    terminal.until("Esc closes")
    terminal.send(b"/bookm")
    terminal.until(lambda: "Bookmark here" in terminal.text and "Line down" not in terminal.text)
    terminal.press("escape")
    terminal.until("Line down")
    terminal.settle(0.13)
    terminal.press("q")
    terminal.until(PAINTED)
    terminal.press("i")
    terminal.until("of 13 sections read")
    terminal.press("?")
    terminal.until("This panel")
    terminal.press("?", "q")
    _is_at(terminal, "A journey")
    leave(terminal)


def test_a_hint_goes_once_its_key_was_used(start: Start, journey: Path) -> None:
    """A newcomer sees how to get help; one who has asked for it never sees that again."""
    for hint in (r"\? help: all keys", "Space turns the page"):
        terminal = start(journey)
        terminal.until(hint)
        terminal.press("?")
        terminal.until("Esc closes")
        terminal.press("q")
        terminal.until(PAINTED)
        leave(terminal)
