"""What only changed is sent, and the screen is the same: in a terminal, in tmux, in GNU screen."""

import random
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pty.program import PAINTED, Start, alignread, body, leave
from tests.pty.terminal import TIMEOUT, Terminal, environment
from tests.ui.wire.emulator import Cell, Emulator

pytestmark = pytest.mark.slow

KEYS = (*"jjkbduGgtxmhl?L-+z][", "space", "escape", "escape")


def keys(seed: int, count: int) -> list[str]:
    """Return keys at random, and some that close whatever is open."""
    chosen = random.Random(seed).choices(KEYS, k=count)
    return [*chosen, "escape", "escape", "escape", "j"]


def final_screen(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """Return the cells of a terminal, blanks without what a blank doesn't show."""
    terminal.settle(0.4)
    screen = terminal._screen
    rows: list[list[tuple[object, ...]]] = []
    for y in range(screen.lines):
        cells = (screen.buffer[y][x] for x in range(screen.columns))
        rows.append([
            # What counts as read by then is a matter of time.
            ("○" if c.data in "✓◐" else c.data, c.bg, c.reverse, c.underscore, c.italics)
            + (() if c.data == " " and not c.reverse else (c.fg, c.bold))
            + (c.strikethrough,)
            for c in cells
        ])  # fmt: skip
    return rows


def differences(one: list[list[Any]], other: list[list[Any]]) -> list[tuple[int, int, Any, Any]]:
    """Return row, column and both cells where two screens differ."""
    return [
        (y, x, *cells)
        for y, rows in enumerate(zip(one, other, strict=True))
        for x, cells in enumerate(zip(*rows, strict=True))
        if cells[0] != cells[1]
    ]


@pytest.mark.parametrize(
    ("seed", "theme"), [(1, "alignread-dark"), (2, "terminal")], ids=["dark", "terminal"]
)
def test_a_terminal_shows_the_same(
    start: Start, journey: Path, tmp_path: Path, seed: int, theme: str
) -> None:
    """After many keys and two sizes, with a fraction of the bytes."""
    screens: list[list[list[tuple[object, ...]]]] = []
    sizes: list[int] = []
    for words in ((), ("--no-wire",)):
        data = str(tmp_path / f"data{len(screens)}")
        env = {"ALIGNREAD_DATA_DIR": data, "COLORTERM": "truecolor"}
        terminal = start(*words, "--theme", theme, journey, env=env)
        terminal.until(PAINTED)
        terminal.settle()
        begin = len(terminal.log)
        for index, key in enumerate(keys(seed, 25)):
            terminal.press(key)
            # An Esc counts by itself when nothing follows for a while.
            terminal.settle(0.4 if key == "escape" else 0.06)
            if index in (8, 16):
                terminal.resize(*((90, 26) if index == 8 else (100, 30)))
                terminal.settle(0.3)
        screens.append(final_screen(terminal))
        sizes.append(len(terminal.log) - begin)
        leave(terminal, "Q")
    assert differences(*screens) == []
    assert sizes[0] * 3 < sizes[1]


def test_what_another_program_left_is_drawn_over(start: Start, journey: Path) -> None:
    """Ctrl+L draws all of the screen, whatever stands there; so does coming back from the shell."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.settle(0.3)
    screen = final_screen(terminal)
    terminal.wipe()
    assert final_screen(terminal) != screen
    terminal.press("ctrl+l")
    assert final_screen(terminal) == screen
    leave(terminal)


def test_the_screen_is_drawn_anew_after_the_editor(
    start: Start, journey: Path, tmp_path: Path
) -> None:
    """What the editor wrote on it isn't taken for the text."""
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf '\\033[2J\\033[5;5Hrubbish'\n")
    editor.chmod(0o755)
    terminal = start(journey, columns=80, env={"EDITOR": str(editor), "VISUAL": None})
    terminal.until(PAINTED)
    terminal.settle(0.3)
    before = final_screen(terminal)
    begin = len(terminal.log)
    terminal.press("e")
    terminal.until(lambda: b"rubbish" in terminal.log[begin:])
    terminal.until(lambda: "rubbish" not in terminal.text and "A journey" in terminal.text)
    assert differences(final_screen(terminal)[:-1], before[:-1]) == []
    leave(terminal)


def stand_still(capture: Callable[[], str], wanted: str = "") -> str:
    """Return what a pane shows when it has been the same three times, and holds a text."""
    seen, same = "", 0
    deadline = time.monotonic() + 3 * TIMEOUT
    while same < 3:
        assert time.monotonic() < deadline, seen
        time.sleep(0.04)
        now = capture()
        same = same + 1 if now == seen and wanted in now else 0
        seen = now
    return seen


def read(
    send: Callable[[str], object], capture: Callable[[], str], *words: str | Path, count: int
) -> str:
    """Read in a pane, press keys one by one; return what it shows in the end."""
    send(shlex.join(["exec", *alignread(*words)]) + "\r")
    shown = stand_still(capture, "%")
    for key in keys(3, count):
        send({"space": " ", "escape": "\x1b"}.get(key, key))
        shown = stand_still(capture)
    return shown


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
@pytest.mark.parametrize("term", ["tmux-256color", "screen"])
def test_tmux_shows_the_same(journey: Path, tmp_path: Path, term: str) -> None:
    """Every cell of the pane, with its colours and attributes."""
    conf = tmp_path / "tmux.conf"
    conf.write_text(f"set -g status off\nset -g escape-time 0\nset -g default-terminal {term}\n")

    shown: list[list[list[Cell]]] = []

    def tmux(*words: str) -> str:
        # A server of its own: the one before may not be gone yet.
        command = ["tmux", "-S", str(tmp_path / f"socket{len(shown)}"), "-f", str(conf), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True,
                              env=environment(), timeout=TIMEOUT).stdout  # fmt: skip

    for words in ((), ("--no-wire",)):
        env = f"ALIGNREAD_DATA_DIR={tmp_path / f'data{len(shown)}'}"
        tmux("new-session", "-d", "-x", "80", "-y", "24", "env", env, "COLORTERM=truecolor", "sh")
        try:
            rows = read(
                lambda text: tmux("send-keys", "-l", text),
                lambda: tmux("capture-pane", "-e", "-N", "-p"),
                *words, "--theme", "alignread-dark", journey, count=16,
            ).split("\n")  # fmt: skip
        finally:
            tmux("kill-server")
        pane = Emulator(80, 24, erases_colours=True)
        pane.feed("\r\n".join(rows[:24]))
        shown.append(pane.screen())
    assert differences(*shown) == []


@pytest.mark.skipif(shutil.which("screen") is None, reason="no GNU screen")
def test_screen_shows_the_same(journey: Path, tmp_path: Path) -> None:
    """Every character of the window."""
    folder, copy = tmp_path / "screens", tmp_path / "copy"
    folder.mkdir(mode=0o700)
    (tmp_path / "screenrc").write_text("startup_message off\ndefutf8 on\n")

    def screen(*words: str, **more: str) -> None:
        env = environment({"SCREENDIR": str(folder), "LC_ALL": "C.UTF-8", **more})
        command = ["screen", "-c", str(tmp_path / "screenrc"), *words]
        subprocess.run(command, check=True, env=env, timeout=TIMEOUT, capture_output=True)

    def capture() -> str:
        screen("-S", "wire", "-p", "0", "-X", "hardcopy", str(copy))
        return copy.read_text("utf-8", "replace") if copy.exists() else ""

    shown: list[str] = []
    for words in ((), ("--no-wire",)):
        data = str(tmp_path / f"data{len(shown)}")
        screen("-dmS", "wire", "sh", ALIGNREAD_DATA_DIR=data)
        try:
            shown.append(read(
                lambda text: screen("-S", "wire", "-p", "0", "-X", "stuff", text),
                capture, *words, journey, count=5,
            ))  # fmt: skip
        finally:
            screen("-S", "wire", "-X", "quit")
    assert shown[0] == shown[1]


@pytest.mark.skipif(shutil.which("screen") is None, reason="no GNU screen")
def test_one_escape_goes_back_in_screen(start: Start, journey: Path, tmp_path: Path) -> None:
    """It keeps an Escape to itself where the mouse is asked for, until another key comes."""
    folder = tmp_path / "screens"
    folder.mkdir(mode=0o700)
    (tmp_path / "screenrc").write_text("startup_message off\ndefutf8 on\n")
    screen = ["screen", "-c", str(tmp_path / "screenrc"), "-S", "escape"]
    terminal = start(
        command=[*screen, *alignread(journey)],
        env={"SCREENDIR": str(folder), "LC_ALL": "C.UTF-8"},
    )
    try:
        terminal.until(PAINTED)
        terminal.settle(0.4)
        before = body(terminal)
        terminal.press("?")
        terminal.until("Esc")
        terminal.settle(0.4)
        assert body(terminal) != before
        terminal.press("escape")
        terminal.until(lambda: body(terminal) == before)
        terminal.press("q")
        terminal.wait()
    finally:
        # Its server lives on without a terminal, and is gone already where all went well.
        env = environment({"SCREENDIR": str(folder)})
        subprocess.run([*screen, "-X", "quit"], env=env, capture_output=True, timeout=TIMEOUT)
