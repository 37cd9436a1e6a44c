"""Row 83: an error of alignread's own, wherever it comes up.

The terminal is as before, what was read and written is kept, the exit status is 1, two lines say
where it was, and the report has nothing of what was read.
"""

import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import journey_text
from tests.journeys.remembered import FILE, Line, on_disk, top
from tests.pty.program import PAINTED
from tests.pty.terminal import environment

pytestmark = pytest.mark.slow

Connect = Callable[..., Line]

_SECRET = "word4x3x7"
"""What an exception says, which is a word of the document."""
_BEGIN = f"""
import asyncio, sys, threading
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.background_driver import BackgroundDriver
from tui_reader.ui.output import Output
from tui_reader.ui.widgets.reader_view import ReaderView

def fail(*_, **__):
    secret = {_SECRET!r}
    raise ValueError(secret)

def on_key(do):
    ReaderApp.action_explain_quit = do
"""
_END = """
from tui_reader.cli import main
raise SystemExit(main())
"""

RUNNING = {
    "in an action": "on_key(fail)",
    "in a render": """
def spoil(app):
    ReaderView.render_lines = fail
    app.refresh(layout=True)
on_key(spoil)
""",
    "in a timer": "on_key(lambda app: app.set_timer(0.01, fail))",
    "in a worker": """
async def work(): fail()
on_key(lambda app: app.run_worker(work()))
""",
    "in a callback": "on_key(lambda app: asyncio.get_running_loop().call_soon(fail))",
    "in a thread": "on_key(lambda app: threading.Thread(target=fail).start())",
    "in what reads keys": """
take = BackgroundDriver.process_message
def process(self, message):
    if getattr(message, "key", "") == "ctrl+c": fail()
    take(self, message)
BackgroundDriver.process_message = process
""",
    "in what writes": """
def spoil(app):
    Output._send = fail
    app.refresh(layout=True)
on_key(spoil)
""",
    "at the end": """
def spoil(app):
    BackgroundDriver.stop_application_mode = fail
    app.exit()
on_key(spoil)
""",
}
"""Where it comes up when Ctrl+C is pressed."""
STARTING = {
    "before the app": "ReaderApp.__init__ = fail",
    "as the terminal is taken": "BackgroundDriver._enable_bracketed_paste = fail",
    "as the screen is made": "ReaderApp.on_mount = fail",
    "before the first screen": "ReaderApp.on_ready = fail",
    "in the first paint": "ReaderView.render_lines = fail",
}
"""Where it comes up by itself."""


def _program(script: str, path: Path) -> list[str]:
    return [sys.executable, "-c", _BEGIN + script + _END, str(path)]


def _reports(folder: Path) -> list[Path]:
    return sorted((folder / FILE.parent).glob("crash-*.txt"))


def _is_told(line: Line, folder: Path) -> None:
    """Require that it is said, and reported without what was read."""
    assert line.wait() == 1
    assert line.is_sane()
    assert line.is_restored() or not line.modes
    assert "an error of its own ended alignread: ValueError at __main__:" in line.text
    assert b"Traceback" not in line.log
    (path,) = _reports(folder)
    # A terminal wraps it.
    assert path.name in line.text.replace("\n", "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    report = path.read_text()
    assert "builtins.ValueError" in report
    assert " fail\n" in report
    assert "alignread 0" in report
    assert "textual 8" in report
    for told in ("word", "journey", str(folder)):
        assert told not in report


@pytest.mark.parametrize("where", RUNNING)
def test_while_reading(connect: Connect, tmp_path: Path, where: str) -> None:
    """Place and bookmark are there."""
    document = tmp_path / "journey.md"
    document.write_text(journey_text())
    line = connect(command=_program(RUNNING[where], document))
    line.until(PAINTED)
    line.press("space", "space", "j")
    line.until(lambda: top(line).startswith(_SECRET))
    line.press("m")
    line.until("bookmarked")
    line.press("ctrl+c")
    _is_told(line, tmp_path)
    found = on_disk(tmp_path)
    assert len(found.bookmarks) == 1
    assert found.positions["journey.md"].startswith(_SECRET)


@pytest.mark.parametrize("where", STARTING)
def test_while_starting(connect: Connect, tmp_path: Path, where: str) -> None:
    """There was nothing to keep yet."""
    document = tmp_path / "journey.md"
    document.write_text(journey_text())
    line = connect(command=_program(STARTING[where], document))
    _is_told(line, tmp_path)


def test_a_note_that_is_being_written(connect: Connect, tmp_path: Path) -> None:
    """It is kept as far as it was typed."""
    document = tmp_path / "journey.md"
    document.write_text(journey_text())
    line = connect(command=_program(RUNNING["in what reads keys"], document))
    line.until(PAINTED)
    line.press("c")
    line.until("Esc keeps the note")
    line.press("half a thou")
    line.until("half a thou")
    line.press("ctrl+c")
    _is_told(line, tmp_path)
    assert on_disk(tmp_path).notes == ["half a thou"]


def test_only_the_last_reports_are_kept(connect: Connect, tmp_path: Path) -> None:
    """Five of them."""
    folder = tmp_path / FILE.parent
    folder.mkdir(parents=True)
    for day in range(10, 17):
        (folder / f"crash-202001{day}T000000-000000.txt").write_text("an old one")
    document = tmp_path / "journey.md"
    document.write_text("# A journey\n")
    line = connect(command=_program(STARTING["before the app"], document))
    assert line.wait() == 1
    assert len(_reports(tmp_path)) == 5
    assert [path.read_text() for path in _reports(tmp_path)].count("an old one") == 4


def test_where_no_report_can_be_written(connect: Connect, tmp_path: Path) -> None:
    """That is said, and the rest is as ever."""
    document = tmp_path / "journey.md"
    document.write_text("# A journey\n")
    data = tmp_path / "data"
    data.write_text("no folder")
    line = connect(command=_program(RUNNING["in an action"], document))
    line.until(PAINTED)
    line.press("ctrl+c")
    assert line.wait() == 1
    assert line.is_restored()
    assert "no report could be written" in line.text


@pytest.mark.parametrize("words", [("--plain",), ("--linear",), ("outline",)])
def test_without_a_full_screen(tmp_path: Path, words: tuple[str, ...]) -> None:
    """The same for what prints."""
    document = tmp_path / "journey.md"
    document.write_text("# A journey\n")
    script = (
        "import tui_reader.document.document as made\n"
        f"def fail(*_, **__): raise ValueError({_SECRET!r})\n"
        "made.Document.complete = made.Document.__init__ = fail\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script + _END, *words, str(document)],
        capture_output=True, text=True, env=environment(), input="",
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("alignread: an error of its own ended alignread: ValueError at")
    assert done.stderr.count("\n") == 2
    assert "Traceback" not in done.stderr
    assert "word" not in done.stderr + _reports(tmp_path)[0].read_text()


@pytest.mark.parametrize("name", ["ValueError", "E\x1b[31m\x9b31m"])
def test_an_exception_with_escapes(tmp_path: Path, name: str) -> None:
    """Row 20: neither standard error nor the report has what its message or its name does."""
    document = tmp_path / "journey.md"
    document.write_text("# A journey\n")
    script = (
        "import tui_reader.document.document as made\n"
        f"kind = type({name!r}, (Exception,), {{}})\n"
        "def fail(*_, **__): raise kind('\\x1b]0;title\\x07 \\x9b31m \\x1b[2J')\n"
        "made.Document.complete = made.Document.__init__ = fail\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script + _END, "--plain", str(document)],
        capture_output=True, text=True, env=environment(), input="",
    )  # fmt: skip
    assert done.returncode == 1
    assert "an error of its own ended alignread" in done.stderr
    told = done.stderr + _reports(tmp_path)[0].read_text()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]|title", told), told
