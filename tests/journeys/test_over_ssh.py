"""Over a real line: an sshd on this machine, cut connections, tmux and screen at the far end."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.journeys.conftest import journey_text
from tests.journeys.remembered import LONG, Line, on_disk, top
from tests.journeys.test_links import URL, clipboard
from tests.journeys.test_links import document as document_of_links
from tests.pty.program import PAINTED, QUIET_MODES, SHOW_CURSOR, alignread, body, place, plain
from tests.pty.sshd import Server, serving
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.slow

SOON = 3.0
"""Seconds in which a program whose line was cut has ended."""
TERMS = ("xterm", "xterm-256color", "screen", "tmux-256color", "linux", "vt100")

Connect = Callable[..., Line]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of these."""
    with serving(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def log_in(connect: Connect, server: Server) -> Callable[..., Line]:
    """Run a command at the far end; alignread with some words by default."""

    def log_in(*words: str | Path, command: list[str] | None = None, **options: object) -> Line:
        return connect(command=server.login(command or alignread(*words)), **options)

    return log_in


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document of a test's own."""
    path = tmp_path / "journey.md"
    path.write_text(journey_text(), "utf-8")
    return path


def _readers(document: Path) -> list[psutil.Process]:
    """Return the processes that read a document."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            words = process.cmdline()
            is_reader = any("alignread" in word or word == "tui_reader" for word in words[:3])
            if is_reader and words[-1] == str(document) and not _is_wrapper(words):
                found.append(process)
    return found


def _is_wrapper(words: list[str]) -> bool:
    """Return whether a process only runs another one: ssh, tmux, screen."""
    return Path(words[0]).name.partition(":")[0].lower() in ("ssh", "tmux", "screen")


def _leave(terminal: Terminal) -> None:
    """Quit; require that the near end is as it was, and that nothing is left to be typed."""
    terminal.press("q")
    assert terminal.wait() == 0, terminal.text
    assert terminal.attributes() == terminal.before
    assert not terminal.modes & QUIET_MODES
    assert SHOW_CURSOR in terminal.modes
    assert b"Traceback" not in terminal.log


def _read_on(line: Line) -> str:
    """Read to the middle of a paragraph; return the words there."""
    line.until(PAINTED, LONG)
    line.press("space", "space", "j")
    line.until(lambda: top(line).startswith("word4x3x7"))
    return top(line)


def _is_back(line: Line, words: str) -> None:
    line.until(lambda: top(line).startswith(words), LONG)
    line.settle()
    assert top(line).startswith(words)


def test_reads_and_opens_a_link(log_in: Callable[..., Line], tmp_path: Path) -> None:
    """There is no browser at the far end: an address is copied to the near one, shown, and kept."""
    line = log_in(document_of_links(tmp_path, URL), columns=120)
    line.until(PAINTED, LONG)
    line.press("tab")
    line.until("→ https://example.com")
    line.press("enter")
    line.until("copied and queued")
    line.until(lambda: any(row.strip() == URL for row in line.lines))
    line.until(lambda: clipboard(URL) in line.log)
    line.press("escape")
    line.until(lambda: "no browser" not in line.text)
    line.press("A")
    line.until("Queue: 1")
    line.press("escape")
    line.until(lambda: "Queue: 1" not in line.text)
    _leave(line)
    assert URL.encode() in line.log.rpartition(b"\x1b[?1049l")[2]


def _kill_client(line: Line, _: Server) -> None:
    line.process.kill()


def _kill_server(_: Line, server: Server) -> None:
    server.cut()


@pytest.mark.parametrize("cut", [_kill_client, _kill_server], ids=["near end", "far end"])
@pytest.mark.parametrize("is_busy", [False, True], ids=["at rest", "while it scrolls"])
def test_is_in_the_same_place_after_a_cut(
    log_in: Callable[..., Line],
    server: Server,
    document: Path,
    tmp_path: Path,
    cut: Callable[[Line, Server], None],
    is_busy: bool,
) -> None:
    """Either side of the line dies; the reader ends, and the next one has place, mark and note."""
    line = log_in(document)
    words = _read_on(line)
    line.press("m")
    line.until("bookmarked")
    (reader,) = _readers(document)
    if is_busy:
        line.press("k" * 20 + "j" * 20)
    else:
        line.press("c")
        line.until("Esc keeps the note")
        line.press("half a thou")
        line.until("half a thou")
    cut(line, server)
    reader.wait(SOON)
    line.end(SOON)
    found = on_disk(tmp_path)
    assert len(found.bookmarks) == 1
    assert found.notes == ([] if is_busy else ["half a thou"])
    again = log_in(document)
    if is_busy:
        # How many of the keys came through before the cut is nobody's to know.
        again.until(PAINTED, LONG)
        _is_back(again, found.positions["journey.md"][:20])
    else:
        _is_back(again, words)
    again.until("[◆✎◈]")
    _leave(again)


@pytest.mark.parametrize("name", TERMS)
def test_runs_in_every_terminal_at_any_width(
    log_in: Callable[..., Line], document: Path, name: str
) -> None:
    """Text, pages and moves are right by every name, and at 40 columns, to which it is made."""
    line = log_in(document, env={"TERM": name})
    wide, narrow = plain(document, 64), plain(document, 38)
    line.until(PAINTED, LONG)
    line.until(lambda: place(line, wide) == 0)
    line.press("space")
    line.until(lambda: place(line, wide) > 10)
    line.resize(40, 20)
    line.until(lambda: place(line, narrow) > 10)
    before = place(line, narrow)
    line.press("j", "j", "j")
    line.until(lambda: place(line, narrow) == before + 3)
    line.press("space")
    line.until(lambda: place(line, narrow) > before + 15)
    line.press("b", "k", "k", "k")
    line.until(lambda: place(line, narrow) == before)
    line.settle()
    _leave(line)


def _rows(line: Line) -> list[str]:
    """Return what is read, without the row of tmux or screen."""
    return [row for row in body(line) if row]


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """The command of a tmux of its own, whose server is ended after the test."""
    if shutil.which("tmux") is None:
        pytest.skip("no tmux")
    (tmp_path / "tmux.conf").write_text("set -g status off\nset -g escape-time 0\n")
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "tmux.conf")]
    yield command
    subprocess.run([*command, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[list[str]]:
    """The command of a screen whose sessions are its own, and of which one is ended: `it`."""
    if shutil.which("screen") is None:
        pytest.skip("no screen")
    sockets = tmp_path / "screens"
    sockets.mkdir(mode=0o700)
    (tmp_path / "screenrc").write_text("startup_message off\ndefutf8 on\n")
    command = ["env", f"SCREENDIR={sockets}", "screen", "-c", str(tmp_path / "screenrc")]
    yield command
    subprocess.run([*command, "-S", "it", "-X", "quit"], capture_output=True, check=False)


@pytest.mark.parametrize("columns", [100, 40])
def test_lives_on_in_tmux(
    log_in: Callable[..., Line], document: Path, tmux: list[str], columns: int
) -> None:
    """Cut off in tmux, it is found as it was; so after a detach and an attach."""
    line = log_in(command=[*tmux, "new-session", *alignread(document)], columns=columns)
    text = plain(document, min(columns - 2, 64))
    _lives_on(line, text, lambda: log_in(command=[*tmux, "attach"], columns=columns), "\x02d")


@pytest.mark.parametrize("columns", [100, 40])
def test_lives_on_in_screen(
    log_in: Callable[..., Line], document: Path, screen: list[str], columns: int
) -> None:
    """So in screen."""
    line = log_in(command=[*screen, "-U", "-S", "it", *alignread(document)], columns=columns)
    attach = [*screen, "-U", "-D", "-r", "it"]
    text = plain(document, min(columns - 2, 64))
    _lives_on(line, text, lambda: log_in(command=attach, columns=columns), "\x01d")


def _lives_on(line: Line, text: list[str], attach: Callable[[], Line], detach: str) -> None:
    """Read, be cut off, come back, detach, come back, quit."""
    line.until(PAINTED, LONG)
    line.press("space")
    line.until(lambda: place(line, text) > 10)
    there = place(line, text) + 2
    line.press("j", "j")
    line.until(lambda: place(line, text) == there)
    before = _rows(line)
    line.process.kill()
    line.end(SOON)
    line = attach()
    line.until(lambda: _rows(line) == before, LONG)
    line.press(detach)
    line.until("detached")
    assert line.wait() == 0
    line = attach()
    line.until(lambda: _rows(line) == before, LONG)
    line.press("j")
    line.until(lambda: _rows(line) != before)
    line.press("k")
    line.until(lambda: _rows(line) == before)
    line.press("q")
    line.wait()


def test_words_with_blanks_reach_the_far_end(log_in: Callable[..., Line], tmp_path: Path) -> None:
    """A name with blanks and quotes is one word, as on this side."""
    path = tmp_path / "it's a journey.md"
    path.write_text(journey_text(), "utf-8")
    line = log_in("--at", "Section 7", path)
    _is_back(line, "Section 7")
    _leave(line)
