"""In a real tmux."""

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.program import alignread
from tests.pty.terminal import TIMEOUT, environment

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")


class Tmux:
    """A server of its own with one pane, in which a shell runs."""

    def __init__(self, socket: Path, columns: int, rows: int) -> None:
        self._socket = socket
        (socket.parent / "tmux.conf").write_text("set -g status off\nset -g escape-time 0\n")
        self.run("new-session", "-d", "-x", str(columns), "-y", str(rows), "env", "PS1=prompt> ",
                 "sh")  # fmt: skip

    def run(self, *words: str) -> str:
        """Run a command of tmux and return its output."""
        configuration = str(self._socket.parent / "tmux.conf")
        return subprocess.run(
            ["tmux", "-S", str(self._socket), "-f", configuration, *words],
            capture_output=True, text=True, check=True, env=environment(), timeout=TIMEOUT,
        ).stdout  # fmt: skip

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self.run("send-keys", *keys)

    def until(self, *wanted: str, absent: str = "") -> list[str]:
        """Wait until texts are in the pane, and one is not; return its rows."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            pane = self.run("capture-pane", "-p")
            if all(text in pane for text in wanted) and not (absent and absent in pane):
                return pane.split("\n")
            assert time.monotonic() < deadline, pane
            time.sleep(0.03)


@pytest.fixture(params=[(80, 24), (40, 15)], ids=["80x24", "40x15"])
def tmux(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tmux]:
    """A tmux at two sizes; its server is ended after the test."""
    columns, rows = request.param
    server = Tmux(tmp_path / "socket", columns, rows)
    yield server
    server.run("kill-server")


def test_reads_and_quits(tmux: Tmux, journey: Path) -> None:
    """Title and status line are there, Space pages, `q` leads back to the prompt."""
    tmux.until("prompt>")
    folder, name = os.path.split(journey)
    tmux.press(f"cd {shlex.quote(folder)}; clear; {shlex.join(alignread(name))}", "Enter")
    rows = tmux.until("A journey", "%")
    assert any("A journey" in row for row in rows[:2])
    tmux.press("Space")
    tmux.until("Section", "%", absent="The first paragraph")
    tmux.press("G")
    tmux.until("100%", "word12x19")
    tmux.press("q")
    tmux.until("prompt>", absent="100%")
    tmux.press("echo status=$?", "Enter")
    pane = tmux.until("status=0")
    assert not any("word12" in row for row in pane)
