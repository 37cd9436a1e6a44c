"""Suspending, signals, and what stays of the terminal after them."""

import os
import shlex
import signal
from pathlib import Path

from tests.pty.program import PAINTED, QUIET_MODES, SHOW_CURSOR, Start, alignread, leave


def test_ctrl_z_suspends_and_comes_back(start: Start, journey: Path) -> None:
    """Ctrl+Z stops the process with a sane terminal; SIGCONT brings back the screen as it was."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.press("space")
    terminal.until("word3x1x1")
    terminal.settle()
    before = terminal.text
    for _ in range(2):
        terminal.press("ctrl+z")
        terminal.until(terminal.is_stopped)
        terminal.settle(0.05)
        assert terminal.attributes() == terminal.before
        assert not terminal.modes & QUIET_MODES, terminal.modes
        assert SHOW_CURSOR in terminal.modes
        terminal.wipe()
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.until(lambda: terminal.text == before)
        assert 1049 in terminal.modes
    terminal.press("j")
    terminal.until(lambda: terminal.text != before)
    leave(terminal)


def test_shell_gets_its_prompt_back(start: Start, journey: Path) -> None:
    """In a shell with job control, Ctrl+Z gives the prompt and `fg` the reader."""
    env: dict[str, str | None] = {"PS1": "prompt> ", "ENV": None, "BASH_ENV": None, "HOME": "/"}
    terminal = start(command=["sh", "-i"], env=env)
    terminal.until("prompt>")
    terminal.press(shlex.join(alignread(journey)), "enter")
    terminal.until(PAINTED)
    terminal.press("ctrl+z")
    terminal.until("Stopped|Suspended")
    terminal.until(lambda: bytes(terminal.log).endswith(b"prompt> "))
    terminal.wipe()
    terminal.press("fg", "enter")
    terminal.until(PAINTED)
    terminal.press("q")
    terminal.until(lambda: bytes(terminal.log).endswith(b"prompt> "))
    assert 1049 not in terminal.modes
    terminal.press("echo back=$?", "enter")
    terminal.until("back=0")


def test_an_interrupt_leaves_the_terminal_sane(start: Start, journey: Path) -> None:
    """SIGINT from outside ends the reader and gives the terminal back."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.settle()
    os.kill(terminal.process.pid, signal.SIGINT)
    terminal.wait()
    assert terminal.attributes() == terminal.before
    assert not terminal.modes & QUIET_MODES
