"""Every key of every command does what the command's title says, at 100x30."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, alignread, body, leave, place, plain
from tests.pty.terminal import KEYS, Gone, Terminal
from tui_reader.commands import COMMANDS, LINKS, Command

_HEIGHT = 29
_PAGE = _HEIGHT - 2
_HALF = _HEIGHT // 2
_SIDEBAR = 32
"""Columns of the sidebar, without its edge."""


class Reader:
    """The document of the journeys in a terminal."""

    def __init__(self, terminal: Terminal, lines: list[str]) -> None:
        self.terminal = terminal
        self.lines = lines
        self.last = len(lines) - _HEIGHT
        self.headings = [
            index for index, line in enumerate(lines[1:]) if line and not line.strip("─━")
        ]
        self.starts = [
            index
            for index, line in enumerate(lines)
            if not index or (line and not lines[index - 1] and index not in self.headings)
        ]

    def is_at(self, line: int) -> None:
        """Wait until a line of the document is on top of the screen."""
        self.terminal.until(lambda: place(self.terminal, self.lines) == line)

    def go(self, *keys: str, to: int) -> None:
        """Press keys, which lead to a line of the document."""
        self.terminal.press(*keys)
        self.is_at(to)

    def cursor(self) -> int:
        """Return the row of the sidebar's cursor, -1 where the sidebar has none."""
        rows = range(_HEIGHT)
        return next((row for row in rows if self.terminal.is_styled(1, row, "reverse")), -1)

    def has_cursor_at(self, row: int) -> None:
        """Wait until the sidebar's cursor is on a row."""
        self.terminal.until(lambda: self.cursor() == row)

    def shows(self, pattern: str) -> None:
        """Wait until a pattern is on the screen."""
        self.terminal.until(pattern)


@pytest.fixture(scope="module")
def _shared_reader() -> Iterator[list[Reader]]:
    """The reader that all tests of this file share, in a list, so that it can be replaced."""
    readers: list[Reader] = []
    yield readers
    for reader in readers:
        reader.terminal.close()


@pytest.fixture
def reader(_shared_reader: list[Reader], journey: Path) -> Reader:
    """The reader at the beginning of the document; a new one if a test has left it elsewhere."""
    if _shared_reader:
        try:
            _shared_reader[-1].go("home", to=0)
        except Gone:
            _shared_reader.pop().terminal.close()
    if not _shared_reader:
        terminal = Terminal(alignread(journey))
        _shared_reader.append(Reader(terminal, plain(journey, 64)))
        terminal.until(PAINTED)
    return _shared_reader[-1]


def _moves(*, begin: str, to: Callable[[Reader], int]) -> Callable[[Reader, str], None]:
    """Return the check of a key that moves through the text."""

    def check(reader: Reader, key: str) -> None:
        reader.go(begin, to=0 if begin == "g" else reader.last)
        reader.go(key, to=to(reader))

    return check


def _check_go_to(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows("line, percent")
    reader.terminal.press("13", "enter")
    reader.is_at(reader.headings[2])


def _check_sidebar_toggle(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    terminal.press(key)
    terminal.until(lambda: "│" not in terminal.lines[0] and "A journey" in terminal.lines[0])
    terminal.press(key)
    terminal.until(lambda: "│" in terminal.lines[0])


def _check_sidebar_enter(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.has_cursor_at(0)
    reader.terminal.press("l")
    reader.has_cursor_at(-1)


def _check_sidebar_leave(reader: Reader, key: str) -> None:
    reader.terminal.press("h")
    reader.has_cursor_at(0)
    reader.terminal.press(key)
    reader.has_cursor_at(-1)
    reader.go("j", to=1)


def _check_narrower(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows(r"at most \d+ columns")
    assert place(reader.terminal, reader.lines) != 0
    reader.go("+", to=0)


def _check_wider(reader: Reader, key: str) -> None:
    reader.terminal.press("-")
    reader.shows(r"at most \d+ columns")
    reader.go(key, to=0)


def _check_zen(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    terminal.press(key)
    terminal.until(lambda: "│" not in terminal.text and "help" not in terminal.lines[-1])
    assert "A journey" in terminal.lines[0]
    terminal.press(key)
    terminal.until(lambda: "│" in terminal.lines[0] and "help" in terminal.lines[-1])


def _check_theme(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows("alignread-dark")
    reader.terminal.press("escape")
    reader.is_at(0)


def _check_terms(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows("there is no glossary here")


def _check_redraw(reader: Reader, key: str) -> None:
    reader.terminal.wipe()
    reader.terminal.press(key)
    reader.is_at(0)
    reader.shows("help")


def _in_sidebar(*keys: str, row: int) -> Callable[[Reader, str], None]:
    """Return the check of a key that, pressed after others in the sidebar, leads to a row."""

    def check(reader: Reader, key: str) -> None:
        reader.terminal.press("h", *keys)
        reader.terminal.press(key)
        reader.has_cursor_at(row)
        reader.terminal.press("l")
        reader.has_cursor_at(-1)

    return check


def _check_open(reader: Reader, key: str) -> None:
    reader.terminal.press("h", "j", "j", "j")
    reader.has_cursor_at(3)
    reader.terminal.press(key)
    reader.is_at(reader.headings[3])
    reader.has_cursor_at(-1)


def _check_fold(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    terminal.press("h")
    reader.has_cursor_at(0)
    terminal.press(key)
    terminal.until(lambda: not any("Section" in line[:_SIDEBAR] for line in terminal.lines))
    terminal.press(key)
    terminal.until(lambda: any("Section 12" in line[:_SIDEBAR] for line in terminal.lines))
    terminal.press("l")
    reader.has_cursor_at(-1)


def _check_help(reader: Reader, key: str) -> None:
    for closing in ("escape", "q", "?", "f1"):
        reader.terminal.press(key)
        reader.shows("Esc closes")
        reader.terminal.press(closing)
        reader.is_at(0)
        # The palette that comes in the same moment would open over the help, and keep it.
        reader.terminal.settle(0.1)


def _check_palette(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows("Line down|Beginning of the document")
    reader.terminal.press("escape")
    reader.is_at(0)


def _check_back(reader: Reader, key: str) -> None:
    reader.terminal.press("h")
    reader.has_cursor_at(0)
    reader.terminal.press(key)
    reader.has_cursor_at(-1)


def _check_copy(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows("copied 11 characters as Markdown")
    reader.terminal.press(key)
    reader.shows("copied 9 characters as text")


def _check_source(reader: Reader, key: str) -> None:
    reader.go("]", to=reader.headings[1])
    reader.terminal.press(key)
    reader.terminal.until(lambda: body(reader.terminal)[0].endswith("## Section 1"))
    reader.terminal.press(key)
    reader.is_at(reader.headings[1])


def _check_reload(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows("nothing has changed")


def _check_bookmark(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    terminal.press(key)
    terminal.until("◆ A journey")
    terminal.press(key)
    terminal.until("taken away")
    reader.is_at(0)


def _check_marks(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    reader.go("]", to=reader.headings[1])
    terminal.press("m")
    terminal.until("◆ Section 1")
    terminal.press("g", key)
    terminal.until("Bookmarks and notes: 1")
    terminal.press("enter")
    terminal.until(lambda: body(terminal)[0] == "◆ Section 1")
    terminal.press(key)
    terminal.until("Esc close")
    terminal.press(key)
    terminal.until(lambda: body(terminal)[0] == "A journey")
    terminal.press("]", "m")
    reader.is_at(reader.headings[1])


def _check_note(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    terminal.press(key)
    terminal.until("Esc keeps the note")
    terminal.press("a word")
    terminal.until("a word")
    terminal.press("escape")
    terminal.until("✎ A journey")
    terminal.press(key)
    terminal.until("a word")
    terminal.press(*["backspace"] * 6)
    terminal.until(lambda: "a word" not in terminal.text)
    terminal.press("escape")
    terminal.until("no note here")
    reader.is_at(0)


def _check_search(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    terminal.press(key, "Section 7")
    terminal.until("Enter go there")
    terminal.until("# .*Section 7")
    terminal.press("enter")
    reader.is_at(reader.headings[7])
    terminal.press("escape", "(")
    reader.is_at(0)


def _check_find(reader: Reader, key: str) -> None:
    terminal = reader.terminal
    terminal.press(key, "Section 7")
    terminal.until(lambda: "Section 7" in "".join(body(terminal)))
    terminal.until(lambda: terminal.lines[-1].rstrip().endswith("1/1"))
    terminal.press("escape")
    reader.is_at(0)
    terminal.until("help")


def _check_hits(first: str, second: str) -> Callable[[Reader, str], None]:
    """Return the check of a key that goes from one hit of two to another, and round."""

    def check(reader: Reader, key: str) -> None:
        terminal = reader.terminal
        terminal.press("/", "Section 1", "enter")
        terminal.until(lambda: " 1/4 " in terminal.lines[-1])
        terminal.press(key)
        terminal.until(lambda: first in terminal.lines[-1])
        terminal.press(key)
        terminal.until(lambda: second in terminal.lines[-1])
        terminal.press("escape")
        terminal.until(lambda: "/4" not in terminal.lines[-1])
        terminal.press("g")
        reader.is_at(0)

    return check


def _check_filter(reader: Reader, key: str) -> None:
    terminal = reader.terminal

    def rows() -> list[str]:
        return [line[:_SIDEBAR].strip() for line in terminal.lines[:_HEIGHT]]

    terminal.press("h", key, "7")
    terminal.until(lambda: not any("Section 6" in row for row in rows()))
    terminal.until(lambda: any("Section 7" in row for row in rows()))
    terminal.press("enter")
    terminal.until(lambda: "& 7" in rows())
    terminal.press("escape")
    terminal.until(lambda: any("Section 6" in row for row in rows()))
    terminal.press("l")
    reader.has_cursor_at(-1)


def _check_mark_read(reader: Reader, key: str) -> None:
    reader.go("]", "]", "]", to=reader.headings[3])
    reader.terminal.press(key)
    reader.shows("✓ Section 3 .*(?:.*\n)*.*read: Section 3")
    reader.terminal.press(key)
    reader.shows("○ Section 3 .*(?:.*\n)*.*unread: Section 3")


def _check_next_unread(reader: Reader, key: str) -> None:
    reader.go("]", to=reader.headings[1])
    reader.go("]", "x", "[", to=reader.headings[1])
    reader.shows("✓ Section 2 ")
    reader.go(key, to=reader.headings[3])
    reader.go("[", "x", to=reader.headings[2])
    reader.shows("unread: Section 2")


def _check_where(reader: Reader, key: str) -> None:
    reader.terminal.press(key)
    reader.shows("of 13 sections read")
    reader.terminal.press("escape")
    reader.is_at(0)


def _check_sidebar_mark(reader: Reader, key: str) -> None:
    reader.terminal.press("h", "j", "j", "j", "j", "j", "j")
    reader.has_cursor_at(6)
    reader.terminal.press(key)
    reader.shows("✓ Section 6 ")
    reader.terminal.press(key)
    reader.shows("○ Section 6 ")
    reader.terminal.press("l")
    reader.has_cursor_at(-1)


CHECKS: dict[str, Callable[[Reader, str], None]] = {
    "line.down": _moves(begin="g", to=lambda _: 1),
    "line.up": _moves(begin="G", to=lambda r: r.last - 1),
    "page.down": _moves(begin="g", to=lambda _: _PAGE),
    "page.up": _moves(begin="G", to=lambda r: r.last - _PAGE),
    "half.down": _moves(begin="g", to=lambda _: _HALF),
    "half.up": _moves(begin="G", to=lambda r: r.last - _HALF),
    "text.top": _moves(begin="G", to=lambda _: 0),
    "text.end": _moves(begin="g", to=lambda r: r.last),
    "section.next": _moves(begin="g", to=lambda r: r.headings[1]),
    "section.previous": _moves(begin="G", to=lambda r: r.headings[-1]),
    "paragraph.next": _moves(begin="g", to=lambda r: r.starts[1]),
    "paragraph.previous": _moves(
        begin="G", to=lambda r: max(line for line in r.starts if line < r.last)
    ),
    "place.go": _check_go_to,
    "text.copy": _check_copy,
    "source.toggle": _check_source,
    "file.reload": _check_reload,
    "bookmark.toggle": _check_bookmark,
    "search.everywhere": _check_search,
    "bookmark.list": _check_marks,
    "note.write": _check_note,
    "progress.mark": _check_mark_read,
    "progress.next": _check_next_unread,
    "find.start": _check_find,
    "find.next": _check_hits(" 2/4 ", " 3/4 "),
    "find.previous": _check_hits("the last one again", " 3/4 "),
    "sidebar.filter": _check_filter,
    "place.here": _check_where,
    "sidebar.toggle": _check_sidebar_toggle,
    "sidebar.enter": _check_sidebar_enter,
    "sidebar.leave": _check_sidebar_leave,
    "column.narrower": _check_narrower,
    "column.wider": _check_wider,
    "view.zen": _check_zen,
    "view.theme": _check_theme,
    "view.terms": _check_terms,
    "view.redraw": _check_redraw,
    "sidebar.down": _in_sidebar(row=1),
    "sidebar.up": _in_sidebar("j", "j", row=1),
    "sidebar.top": _in_sidebar("j", "j", row=0),
    "sidebar.end": _in_sidebar(row=12),
    "sidebar.open": _check_open,
    "sidebar.fold": _check_fold,
    "sidebar.mark": _check_sidebar_mark,
    "program.help": _check_help,
    "program.commands": _check_palette,
    "program.back": _check_back,
}
ELSEWHERE = {
    *("wide.left", "wide.right", "program.suspend", "program.close", "program.quit", "file.edit")
} | {command.id for command in COMMANDS if command.group == LINKS}
"""What test_panes.py, test_life.py, test_reading.py, test_files.py and test_links.py check."""


def test_every_command_is_checked() -> None:
    """No command of the table lacks a journey."""
    assert {command.id for command in COMMANDS} == {*CHECKS, *ELSEWHERE}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "key"),
    [
        pytest.param(command, key, id=f"{command.id}-{key}")
        for command in COMMANDS
        if command.id in CHECKS
        for key in command.keys
    ],
)
def test_key_does_what_its_command_says(reader: Reader, command: Command, key: str) -> None:
    """The key does what the title of its command says."""
    assert key in KEYS or len(key) == 1 or key.startswith("ctrl+")
    CHECKS[command.id](reader, key)


def test_help_lists_every_command(reader: Reader) -> None:
    """The help page, scrolled to its end, has had the title of every command on the screen."""
    seen = ""
    reader.terminal.press("?")
    reader.shows(COMMANDS[0].title)
    for _ in range(6):
        reader.terminal.settle(0.1)
        seen += reader.terminal.text
        reader.terminal.press("space")
    assert [command.title for command in COMMANDS if command.title not in seen] == []
    reader.terminal.press("q")
    reader.is_at(0)


@pytest.mark.parametrize("keys", [("h",), ("?",), (":",), ("z",), ("ctrl+p",)])
def test_escape_never_quits(reader: Reader, keys: tuple[str, ...]) -> None:
    """Esc backs out, however often it is pressed, and stops at the text."""
    terminal = reader.terminal
    terminal.press(*keys)
    terminal.settle(0.1)
    for _ in range(2):
        terminal.press("escape")
        # A lone Esc is one only after Textual's delay of 0.1 s; Esc before another key is Alt.
        terminal.settle(0.13)
    terminal.until(lambda: "│" in terminal.lines[0] and "help" in terminal.lines[-1])
    assert terminal.process.poll() is None
    reader.go("j", to=1)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("13", lambda r: r.headings[2]),
        (":13", lambda r: r.headings[2]),
        ("0%", lambda _: 0),
        ("100%", lambda r: r.last),
        ("Section 7", lambda r: r.headings[7]),
        ("#section-7", lambda r: r.headings[7]),
        ("sECTION 7", lambda r: r.headings[7]),
    ],
)
def test_goes_to_a_place(reader: Reader, answer: str, line: Callable[[Reader], int]) -> None:
    """The prompt takes a line, a percentage, a heading or its anchor."""
    reader.go("space", to=_PAGE)
    reader.terminal.press(":", answer, "enter")
    reader.is_at(line(reader))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("nonsense", "no heading like 'nonsense'"),
        ("9999", "no line 9,999"),
        ("0", "no line 0"),
        ("[/x]", "no heading like '[/x]'"),
        ("[b=]", "no heading like '[b=]'"),
    ],
)
def test_explains_a_place_that_is_not_there(reader: Reader, answer: str, says: str) -> None:
    """A place that doesn't exist is a notice until the next key, and nothing moves."""
    reader.terminal.press(":", answer, "enter")
    reader.terminal.until(lambda: says in reader.terminal.lines[-1])
    assert body(reader.terminal)[0] == reader.lines[0]
    reader.go("j", to=1)
    reader.shows("help")


def test_quits_from_the_keyboard_after_all(start: Start, journey: Path) -> None:
    """`q` in the help closes the help first, then quits."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.press("?")
    terminal.until("Esc closes")
    terminal.press("q")
    terminal.until(PAINTED)
    leave(terminal)


@pytest.mark.parametrize(
    ("opens", "seen", "typed"),
    [("/", "/", b"\x1bj"), ("?", "Esc", b"\x1bj"), ("?", "Esc", b"\x1b[")],
)
def test_escape_and_a_key_in_one_read(
    start: Start, journey: Path, opens: str, seen: str, typed: bytes
) -> None:
    """Fast fingers on a slow line: what is open is closed, and then the key does what it does."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.settle()
    before = terminal.text
    terminal.press(opens)
    terminal.until(lambda: terminal.text != before and seen in terminal.text)
    terminal.settle()
    terminal.send(typed)
    terminal.until(lambda: re.search(PAINTED, terminal.lines[-1]) and "A journey" in terminal.text)
    terminal.settle()
    assert "/j" not in terminal.text
    leave(terminal)
