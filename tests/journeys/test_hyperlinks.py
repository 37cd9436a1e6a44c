"""Links as hyperlinks of the terminal's (OSC 8), for terminals that can click them."""

import re
from pathlib import Path

import pytest

from tests.journeys.test_links import URL, document, environment
from tests.pty.program import PAINTED, Start, leave

pytestmark = pytest.mark.slow


def hyperlink(url: str, text: str) -> re.Pattern[bytes]:
    """Return a pattern of a text that the terminal can click."""
    start = rb"\x1b\]8;[^;\x1b\x07]*;" + re.escape(url.encode()) + rb"(?:\x1b\\|\x07)"
    return re.compile(start + rb"(?:\x1b\[[0-9;]*m)*" + re.escape(text.encode()))


def test_the_selected_link_is_a_hyperlink(start: Start, tmp_path: Path) -> None:
    """A link of the web that is selected is one in the text."""
    terminal = start(document(tmp_path, URL), env=environment())
    terminal.until(PAINTED)
    terminal.press("tab")
    terminal.until("→ https")
    terminal.settle()
    assert hyperlink(URL, "link 1").search(terminal.log)
    leave(terminal)


def test_links_at_rest_are_hyperlinks(start: Start, tmp_path: Path) -> None:
    """Soon after the last key every link of the web in view is one, selected or not."""
    terminal = start(document(tmp_path, URL), env=environment())
    terminal.until(PAINTED)
    terminal.until(lambda: hyperlink(URL, "link 1").search(terminal.log) is not None)
    leave(terminal)


@pytest.mark.parametrize(
    "address",
    [
        "ssh://x.y/",
        "ftp://x.y/",
        "other.md",
        "#place",
        "https://a@evil.com/",
        "https://x.y/%1b%5c",
        "https://x.y/%0a",
        "https://x.y/" + "a" * 10_000,
    ],
)
def test_what_is_not_opened_is_no_hyperlink(start: Start, tmp_path: Path, address: str) -> None:
    """What the reader would refuse, the terminal isn't given either; nor a place in a file."""
    terminal = start(document(tmp_path, address), env=environment())
    terminal.until(PAINTED)
    terminal.press("tab")
    terminal.until("→ ")
    terminal.settle()
    assert not re.search(rb"\x1b\]8;[^;]*;[^\x1b\x07]", terminal.log)
    leave(terminal)


@pytest.mark.parametrize("columns", [120, 40])
def test_the_address_on_its_panel_is_a_hyperlink(
    start: Start, tmp_path: Path, columns: int
) -> None:
    """Without a browser the address stands there whole, as a hyperlink to all of it."""
    terminal = start(document(tmp_path, URL), env=environment(SSH_TTY="x"), columns=columns)
    terminal.until(PAINTED)
    terminal.press("tab")
    terminal.until("→ https")
    begin = len(terminal.log)
    terminal.press("enter")
    terminal.until("no browser")
    terminal.until(lambda: URL in "".join(terminal.lines))
    terminal.settle()
    assert hyperlink(URL, URL[:columns]).search(terminal.log, begin)
