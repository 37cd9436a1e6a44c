"""Suspending, signals, and what stays of the terminal after them."""

import os
import shlex
import signal
import sys
from pathlib import Path

import psutil
import pytest
from psutil import STATUS_STOPPED as STOPPED

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


_CONTINUED = """
import os, signal, sys
from textual.drivers.linux_driver import LinuxDriver
from tui_reader.cli import main
from tui_reader.ui import driver

def continued(inner):
    signals = [signal.SIGCONT]
    def call(*arguments, **options):
        while signals:
            os.kill(os.getpid(), signals.pop())
        return inner(*arguments, **options)
    return call

where = sys.argv[1]
if where == "before the start":
    driver.TerminalDriver.start_application_mode = continued(
        driver.TerminalDriver.start_application_mode
    )
elif where == "in the start":
    LinuxDriver._patch_lflag = staticmethod(continued(LinuxDriver._patch_lflag))
else:
    LinuxDriver.close = continued(LinuxDriver.close)
sys.exit(main(sys.argv[2:]))
"""
"""alignread, which gets SIGCONT at a certain time."""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["before the start", "in the start", "after the end"])
def test_continued_at_an_awkward_time(start: Start, journey: Path, where: str) -> None:
    """It starts once, and ends; the terminal is as it was."""
    terminal = start(command=[sys.executable, "-c", _CONTINUED, where, str(journey)])
    terminal.until(PAINTED)
    terminal.press("space")
    terminal.until("word3x1x1")
    leave(terminal)


@pytest.mark.slow
def test_comes_to_the_foreground(start: Start, journey: Path) -> None:
    """Started in the background it waits for its turn."""
    env: dict[str, str | None] = {"PS1": "prompt> ", "ENV": None, "BASH_ENV": None, "HOME": "/"}
    terminal = start(command=["sh", "-i"], env=env)
    terminal.until("prompt>")
    terminal.press(shlex.join(alignread(journey)) + " &", "enter")
    shell = psutil.Process(terminal.process.pid)
    terminal.until(lambda: [each.status() for each in shell.children()] == [STOPPED])
    terminal.press("fg", "enter")
    terminal.until(PAINTED)
    terminal.press("space")
    terminal.until("word3x1x1")
    terminal.press("q")
    terminal.until(lambda: not shell.children())
    terminal.until(lambda: bytes(terminal.log).endswith(b"prompt> "))
    assert not terminal.modes & QUIET_MODES


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
