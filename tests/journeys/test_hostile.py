"""No byte of a document reaches the terminal as a command, in a whole session."""

import json
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.journeys import hostile
from tests.pty.escapes import copies, forbidden, questions, sequences, unpaired
from tests.pty.program import PAINTED, Start, leave, run
from tests.pty.terminal import Terminal
from tui_reader.document.safe import safe_lines
from tui_reader.ui.output import ANEW

_MARK = hostile.MARK.encode()


def _is_clean(data: bytes | bytearray, copied: Collection[str] = ()) -> None:
    """Require that nothing in what was sent can have been made by a text (row 22)."""
    assert forbidden(data, copied=copied) == []
    found = [one for one in sequences(data) if not one.startswith((b"\x1b]52;", b"\x1b]8;"))]
    assert [one for one in found if _MARK in one or hostile.CLIPBOARD.encode() in one] == []
    assert [each for each in hostile.CONTROLS if each.encode() in data] == []
    assert [mark for mark in hostile.BIDI if mark.encode() in data] == []


def _unguarded(*words: str | Path) -> list[str]:
    """Return the command that runs alignread without its second door, which would hide what the
    first one let through."""
    return [sys.executable, "-c", _UNGUARDED, *map(str, words)]


_UNGUARDED = """
import sys
from tui_reader.ui import guard
guard.guarded = str
from tui_reader.cli import main
sys.exit(main())
"""


def _walk(terminal: Terminal, *keys: str) -> None:
    """Press keys, each when what came of the one before is on the screen."""
    for key in keys:
        terminal.press(key)
        terminal.settle(0.15 if key == "escape" else 0.02)


def test_a_session_sends_only_its_own_sequences(start: Start, tmp_path: Path) -> None:
    """Open, page through, sidebar, help, palette, a refused place, quit: the log is clean."""
    terminal = start(command=_unguarded(hostile.write(tmp_path)))
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
    terminal.press(":", f"zqx {hostile.MARK} \u202e\u009b", "enter")
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
    terminal = start(command=_unguarded(tmp_path))
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
    terminal = start(command=_unguarded(hostile.write(tmp_path)))
    terminal.until(r"\d%|UTF-8")
    terminal.settle()
    terminal.mouse(0, 40, 2)
    terminal.mouse(32, 60, 15)
    terminal.mouse(0, 60, 15, release=True)
    terminal.settle()
    terminal.press("ctrl+c")
    terminal.until(lambda: b"\x1b]52;c;" in terminal.log)
    leave(terminal)
    copied = copies(terminal.log)
    assert hostile.MARK in "".join(copied)
    assert [each for each in copied if each != safe_lines(each)] == []
    _is_clean(terminal.log, copied)


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


_PANELS: dict[str, tuple[str, ...]] = {
    "text": ("space", "G", "g", "G", "b"),
    "links": ("tab", "K", "escape", "tab", "y", "a", "x", "enter", "escape", "L", "j", "escape"),
    "odd links": (*("/", "odd", "enter", "tab", "K", "escape", "y", "enter", "escape"),),
    "marks": (
        "m",
        "c",
        "x",
        "escape",
        "'",
        "j",
        "j",
        "j",
        "e",
        "escape",
        "'",
        "G",
        "e",
        "escape",
        "escape",
    ),
    "find": ("/", "owned", "enter", "n", "N", "escape", "&", "owned", "enter", "escape"),
    "search": ("S", "owned", "down", "down", "escape", "escape"),
    "queue": ("A", "j", "y", "escape"),
    "palette": ("ctrl+p", "owned", "down", "escape", ":", "no \x9b[/]", "enter"),
    "help": ("?", "/", "owned", "escape", "escape"),
    "themes": ("T", "j", "escape"),
    "source": ("v", "space", "G", "v", "i", "escape"),
    "sidebar": ("h", "j", "j", "j", "escape", "]", "[", "Y", "Y"),
}
"""Keys that show each panel, with what a text can bring into it."""


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["terminal", "alignread-dark"])
def test_every_panel_over_a_hostile_home(start: Start, tmp_path: Path, theme: str) -> None:
    """All panels, notices and a reload, with a hostile store and settings (rows 1-17, 22).

    What Textual writes are styles that go on and off in turn, so that one in a text would show.
    """
    folder = hostile.furnish(tmp_path)
    document = next(path for path in folder.iterdir() if path.name.startswith("h"))
    (tmp_path / "config" / "alignread" / "settings.toml").write_text("wire = false\n")
    command = _unguarded(folder, "--theme", theme)
    terminal = start(command=command, columns=110, env={"EDITOR": "true", "VISUAL": "true"})
    terminal.until(PAINTED)
    for keys in _PANELS.values():
        _walk(terminal, *keys)
        assert terminal.process.poll() is None, keys
    document.write_text(f"# new {hostile.PAYLOADS[0]}\n\n{hostile.text()}")
    terminal.resize(60, 20)
    terminal.settle(0.3)
    for keys in ("links", "marks", "palette", "sidebar"):
        _walk(terminal, *_PANELS[keys])
    document.unlink()
    _walk(terminal, "escape", "space", "escape")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert b"Traceback" not in terminal.log
    assert _MARK in terminal.log
    _is_clean(terminal.log, copies(terminal.log))
    # Where much was still to be drawn at the end, it is dropped in the middle of a style.
    parts = terminal.log.split(ANEW.encode())
    assert [each for part in parts for each in unpaired(part)] == []
    sixteen = [each for each in sequences(terminal.log) if each in _SIXTEEN]
    assert theme == "terminal" or not sixteen
    assert [each for each in copies(terminal.log) if each != safe_lines(each)] == []


_SIXTEEN = frozenset(f"\x1b[{code}m".encode() for code in (*range(30, 38), *range(40, 48)))


@pytest.mark.slow
def test_every_listing_of_a_hostile_home(tmp_path: Path) -> None:
    """What the command line prints of documents, store and settings has no control character."""
    folder = hostile.furnish(tmp_path)
    (tmp_path / "import.json").write_text(hostile.ANNOTATIONS)
    for words in (
        ("import", tmp_path / "import.json"),
        ("queue",),
        ("queue", "--md"),
        ("queue", "--html"),
        ("queue", "--json"),
        ("bookmarks",),
        ("notes",),
        ("notes", "--json"),
        ("progress",),
        ("export",),
        ("export", "--format", "markdown"),
        ("export", "--format", "html"),
        ("settings",),
        ("keys",),
        ("links", folder),
        ("links", "--json", folder),
        ("outline", folder),
        ("search", "owned", folder),
        ("search", "owned"),
        ("--plain", folder),
    ):
        done = run(*words)
        assert done.returncode == 0, words
        for printed in (done.stdout, done.stderr):
            assert list(sequences(printed)) == [], words
            assert [mark for mark in hostile.BIDI if mark.encode() in printed] == [], words
            assert [each for each in hostile.CONTROLS if each.encode() in printed] == []


@pytest.mark.slow
def test_linear_mode_in_a_hostile_home(start: Start, tmp_path: Path) -> None:
    """The linear reader says the same things line by line."""
    folder = hostile.furnish(tmp_path)
    terminal = start("--linear", folder)
    terminal.until("[?:]")
    for line in ("", "?", "links", "toc", "next", "find owned", "marks", "link 1"):
        terminal.press(line, "enter")
        terminal.settle(0.1)
    terminal.press("q", "enter")
    terminal.wait()
    assert _MARK in terminal.log
    assert b"Traceback" not in terminal.log
    _is_clean(terminal.log, copies(terminal.log))


@pytest.mark.slow
def test_a_word_with_something_invisible_in_it_is_found(tmp_path: Path) -> None:
    """A search finds the word that is shown (row 12)."""
    path = tmp_path / "a.md"
    path.write_text(
        "# T\n\nOf a wo\u200brd, wo\U000e0041rd, wo\u200crd, wo&#8205;rd, wo\u00adrd.\n"
    )
    done = run("search", "--json", "word", path)
    assert done.returncode == 0
    found = json.loads(done.stdout)[0]
    assert len(found["matches"]) == 5


ANSWERS = {
    b"\x1b]11;?\x07": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[5n": b"\x1b[0n",
}
"""What we ask ourselves, and the answers. Anything else a document must have asked."""


class Answering(Terminal):
    """A terminal that answers whatever it is asked, at once, as if it were typed."""

    def __init__(self, command: list[str]) -> None:
        super().__init__(command)
        self.asked: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Answer, and show the rest."""
        for asked in questions(data):
            self.asked.append(asked)
            self.send(ANSWERS.get(asked, b"\x1b]lc q c Q\x1b\\ccQQ"))
        super().feed(data)


@pytest.mark.slow
def test_a_document_presses_no_key(tmp_path: Path) -> None:
    """A terminal that answers all questions is asked none by a text, so no key comes (row 7)."""
    path = hostile.write(tmp_path)
    with Answering(_unguarded(path)) as terminal:
        terminal.until(r"\d%|UTF-8")
        terminal.settle()
        _walk(terminal, "G", "g", "space", "space", "v", "space", "v", "?", "escape", "L", "escape")
        leave(terminal)
        assert set(terminal.asked) <= set(ANSWERS)
        assert terminal.asked
