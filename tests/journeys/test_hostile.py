"""No byte of a document reaches the terminal as a command, in a whole session."""

from pathlib import Path

import pytest

from tests.journeys import hostile
from tests.pty.escapes import forbidden, sequences
from tests.pty.program import PAINTED, Start, leave, run

_MARK = hostile.MARK.encode()


def _is_clean(data: bytes | bytearray) -> None:
    """Require that nothing in what was sent can have been made by the document."""
    assert forbidden(data) == []
    found = list(sequences(data))
    assert [one for one in found if _MARK in one or hostile.CLIPBOARD.encode() in one] == []
    assert [mark for mark in hostile.BIDI if mark.encode() in data] == []


def test_a_session_sends_only_its_own_sequences(start: Start, tmp_path: Path) -> None:
    """Open, page through, sidebar, help, palette, a refused place, quit: the log is clean."""
    terminal = start(hostile.write(tmp_path))
    terminal.until(r"\d%|UTF-8")
    before = ""
    for _ in range(60):
        terminal.press("space")
        terminal.settle(0.02)
        if "100%" in terminal.lines[-1] and terminal.text == before:
            break
        before = terminal.text
    terminal.press("h", "j", "j", "enter")
    terminal.settle(0.05)
    terminal.press("?")
    terminal.until("Esc closes")
    terminal.press("q")
    terminal.until(PAINTED)
    terminal.press(":", f"no {hostile.MARK} \u202e\u009b", "enter")
    terminal.until("no heading")
    terminal.press("]")
    terminal.until(PAINTED)
    terminal.press("ctrl+p")
    terminal.until("line, percent(?:.*\n)+.*Line down")
    terminal.press("escape")
    terminal.until(lambda: "line, percent" not in terminal.text)
    assert hostile.MARK in terminal.log.decode(errors="replace")
    leave(terminal)
    _is_clean(terminal.log)


def test_a_folder_of_hostile_names(start: Start, tmp_path: Path) -> None:
    """File names and titles in the sidebar are as harmless as the text."""
    hostile.write(tmp_path)
    (tmp_path / "2\x1b]52;c;UFdO\x07.md").write_text("no title\n")
    (tmp_path / "3\u202egpj.md").write_text("\x1b[2Jno title\n")
    terminal = start(tmp_path)
    terminal.until(r"\d%|UTF-8")
    for _ in range(3):
        terminal.press("h", "G", "enter")
        terminal.settle(0.05)
        terminal.press("]")
        terminal.settle(0.05)
    leave(terminal)
    _is_clean(terminal.log)


def test_copies_nothing_but_what_was_selected(start: Start, tmp_path: Path) -> None:
    """A selection over hostile text is base64 in our own sequence."""
    terminal = start(hostile.write(tmp_path))
    terminal.until(r"\d%|UTF-8")
    terminal.settle()
    terminal.mouse(0, 40, 2)
    terminal.mouse(32, 60, 15)
    terminal.mouse(0, 60, 15, release=True)
    terminal.settle()
    terminal.press("ctrl+c")
    terminal.until(lambda: b"\x1b]52;c;" in terminal.log)
    leave(terminal)
    assert forbidden(terminal.log) == []


@pytest.mark.parametrize("words", [("--plain",), ("outline",), ("outline", "--json")])
def test_output_has_no_control_character(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Plain output and the outline carry no control character at all."""
    done = run(*words, hostile.write(tmp_path))
    assert done.returncode == 0
    assert list(sequences(done.stdout)) == []
    assert list(sequences(done.stderr)) == []
    assert [mark for mark in hostile.BIDI if mark.encode() in done.stdout] == []


def test_coloured_output_has_styles_only(tmp_path: Path) -> None:
    """`--color always` adds styles, and the document none."""
    done = run("--plain", "--color", "always", hostile.write(tmp_path))
    assert forbidden(done.stdout) == []
    assert b"\x1b[31m" not in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--at", "\x1b]0;OWNED\x07\u009b\u202e"),
        ("\x1b]52;c;UFdO\x07missing\u202e.md",),
        ("--theme\x1b[31m",),
        ("--color", "\x1b[31m"),
        ("outline", "--\x1b[2J"),
        ("outline", "\u009b2J.md"),
    ],
)
def test_error_messages_are_harmless(tmp_path: Path, words: tuple[str, ...]) -> None:
    """What is quoted from the command line or a file name in an error is one harmless line."""
    last = () if any(word.endswith(".md") for word in words) else (hostile.write(tmp_path),)
    done = run(*words, *last)
    assert done.returncode == 2
    assert done.stderr.startswith(b"alignread: ")
    assert done.stderr.count(b"\n") == 1
    assert list(sequences(done.stderr)) == []
    assert [mark for mark in hostile.BIDI if mark.encode() in done.stderr] == []
