"""The file that is read: others write it, an editor does, and the reader stays where they are."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import journey_text
from tests.pty.program import PAINTED, Start, body, leave
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.slow

_EDITOR = """#!{python}
import json, os, signal, sys
with open({log!r}, "w") as log:
    json.dump(sys.argv, log)
text = open({file!r}).read()
open({file!r}, "w").write({change})
print("in the editor", flush=True)
{last}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document of one's own, with a name that a shell would take apart."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    path = folder / "-c $(x)\n.md"
    path.write_text(journey_text())
    return path


def editor(path: Path, change: str = "text", last: str = "") -> tuple[Path, Path]:
    """Return a program that notes its words and writes the file, and where it notes them."""
    program, log = path.with_name("my editor"), path.with_name("log.json")
    script = _EDITOR.format(
        python=sys.executable, log=str(log), file=str(path), change=change, last=last
    )
    program.write_text(script)
    program.chmod(0o755)
    return program, log


def at_section_three(terminal: Terminal) -> list[str]:
    """Go to the third section and two lines down; return the rows of the text."""
    terminal.until(PAINTED)
    terminal.press("]", "]", "]")
    terminal.until(lambda: body(terminal)[0] == "Section 3")
    terminal.press("j", "j", "j")
    terminal.until(lambda: body(terminal)[0].startswith("word3x1x1 "))
    terminal.settle()
    return body(terminal)


def _rename(path: Path, text: str) -> None:
    other = path.with_name(".new")
    other.write_text(text)
    other.replace(path)


def _truncate(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.flush()
        for start in range(0, len(text), 500):
            file.write(text[start : start + 500])
            file.flush()
            os.fsync(file.fileno())


def _delete(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


@pytest.mark.parametrize("write", [_rename, _truncate, _delete])
def test_a_change_from_outside_comes_by_itself(start: Start, path: Path, write: object) -> None:
    """However an editor writes, the new text is there and not a row has moved."""
    terminal = start(path)
    rows = at_section_three(terminal)
    text = journey_text().replace("The first paragraph.", "Another.\n\nOne more.\n\nAnd one.")
    assert callable(write)
    write(path, text.replace("word9x1x1 ", "changed9 "))
    terminal.until("reloaded: 2 sections changed")
    assert body(terminal) == rows
    terminal.press("g")
    terminal.until("One more")
    leave(terminal)


def test_a_file_that_goes_and_comes_back(start: Start, path: Path) -> None:
    """What is on the screen stays; what comes back is read."""
    terminal = start(path)
    rows = at_section_three(terminal)
    path.unlink()
    terminal.until("the file is gone; what you see stays")
    assert body(terminal) == rows
    path.write_text(journey_text() + "\n## The last\n\nNew.\n")
    terminal.until("reloaded: 1 new section")
    leave(terminal)


def test_nothing_is_sent_while_the_file_rests(start: Start, path: Path) -> None:
    """Watching costs no byte, and a touch none either."""
    path.write_text("# A word\n\nRead soon.\n")
    terminal = start(path)
    terminal.until("✓ A word")
    terminal.settle(0.5)
    sent = len(terminal.log)
    os.utime(path, ns=(1, 1))
    terminal.settle(2.5)
    assert bytes(terminal.log[sent:]).decode() == ""
    leave(terminal)


def test_the_editor_gets_the_line_and_the_terminal(start: Start, path: Path) -> None:
    """It is started without a shell, and what it wrote is there when it has ended."""
    change = 'text.replace("The first", "New words.\\n\\nThe first").replace("word3x1x2", "edited")'
    _, log = editor(path, change)
    vi = path.with_name("vi")
    path.with_name("my editor").rename(vi)
    terminal = start(path, env={"VISUAL": f"'{vi}' -u NONE", "EDITOR": "false"})
    rows = at_section_three(terminal)
    line = journey_text().split("\n").index("## Section 3") + 3
    terminal.press("e")
    terminal.until("reloaded: 2 sections changed")
    assert json.loads(log.read_text())[1:] == ["-u", "NONE", f"+{line}", str(path)]
    assert body(terminal) == [row.replace("word3x1x2", "edited") for row in rows]
    assert b"in the editor" in terminal.log
    leave(terminal)


@pytest.mark.parametrize(
    ("last", "says"),
    [("sys.exit(3)", "ended with status 3"), ("os.kill(os.getpid(), 9)", "ended by signal 9")],
)
def test_an_editor_that_fails(start: Start, path: Path, last: str, says: str) -> None:
    """It is said, and the reader is where it was."""
    program, _ = editor(path, last=last)
    terminal = start(path, env={"VISUAL": f"'{program}'"})
    rows = at_section_three(terminal)
    terminal.press("e")
    terminal.until(says)
    terminal.until(lambda: body(terminal) == rows)
    terminal.press("j")
    terminal.until(lambda: body(terminal) != rows)
    leave(terminal)


def test_an_editor_that_is_not_there(start: Start, path: Path) -> None:
    """The terminal comes back to the reader."""
    terminal = start(path, env={"VISUAL": "no-such-editor --wait"})
    rows = at_section_three(terminal)
    terminal.press("e")
    terminal.until("no-such-editor: no such file")
    terminal.until(lambda: body(terminal) == rows)
    leave(terminal)


def test_an_interrupt_is_for_the_editor(start: Start, path: Path) -> None:
    """Ctrl+C, which reaches every process of the terminal, doesn't end the reader."""
    program, _ = editor(
        path,
        last="import time\ntry:\n  print('it waits', flush=True); time.sleep(60)\n"
        "except KeyboardInterrupt: pass",
    )
    terminal = start(path, env={"VISUAL": f"'{program}'"})
    rows = at_section_three(terminal)
    terminal.press("e")
    terminal.until("it waits")
    terminal.press("ctrl+c")
    terminal.until("back from my editor")
    assert body(terminal) == rows
    leave(terminal)
