"""Copying an address in a real tmux, which passes it on to the terminal outside."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.test_links import URL, clipboard, document, environment
from tests.pty.program import PAINTED, Start, alignread

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")

_SETTINGS = "set -g status off\nset -g escape-time 0\nset -g default-terminal screen-256color\n"


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """The command of a tmux of its own, whose server is ended after the test."""
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "tmux.conf")]
    yield command
    subprocess.run([*command, "kill-server"], capture_output=True, check=False)


@pytest.mark.parametrize(
    "settings",
    ["set -s set-clipboard off\nset -g allow-passthrough on\n", "set -s set-clipboard on\n"],
    ids=["passthrough", "own clipboard"],
)
def test_an_address_is_copied_through_tmux(
    start: Start, tmp_path: Path, tmux: list[str], settings: str
) -> None:
    """The terminal outside gets the address, by the envelope or by tmux's own clipboard."""
    (tmp_path / "tmux.conf").write_text(_SETTINGS + settings)
    command = [*tmux, "new-session", *alignread(document(tmp_path, URL))]
    terminal = start(command=command, env=environment(SSH_TTY="/dev/pts/1"), columns=120)
    terminal.until(PAINTED)
    terminal.press("tab")
    terminal.until("→ https://example.com")
    terminal.press("y")
    terminal.until("copied https")
    payload = clipboard(URL).split(b";")[2].rstrip(b"\x07")
    terminal.until(lambda: payload in terminal.log)
    terminal.press("q")
    assert terminal.wait() == 0
