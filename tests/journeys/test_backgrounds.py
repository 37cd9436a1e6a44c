"""Themes for dark and light terminals, which tell late, in pieces, never, or nonsense."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, leave
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.slow

ASKED = b"\x1b]11;?\x07"
LISTENS = b"\x1b[?2031h"
# The nearest of 256 colours to the backgrounds of the two themes.
DARK = b"48;5;234m"
LIGHT = b"48;5;231m"
WHITE = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
BLACK = b"\x1b]11;rgb:0000/0000/0000\x07"

Begin = Callable[..., Terminal]


@pytest.fixture
def begin(start: Start, journey: Path, tmp_path: Path) -> Begin:
    """Start alignread with another theme for light terminals than for dark ones."""

    def begin(dark: str = "alignread-dark", light: str = "alignread-light", **env: str) -> Terminal:
        data = tmp_path / "state"
        data.mkdir(mode=0o700, exist_ok=True)
        changes = {
            name: {"value": theme} for name, theme in (("theme-dark", dark), ("theme-light", light))
        }
        (data / "adjustments.json").write_text(json.dumps({"version": 1, "changes": changes}))
        return start(journey, env={"ALIGNREAD_DATA_DIR": str(data), **env})

    return begin


def asked(terminal: Terminal) -> None:
    """Wait until the terminal was asked."""
    terminal.until(lambda: ASKED in terminal.log)


def is_light(terminal: Terminal) -> bool:
    """Whether the last text was painted on the light background."""
    return terminal.log.rfind(LIGHT) > terminal.log.rfind(DARK)


def is_untouched(terminal: Terminal) -> None:
    """Require that nothing was typed: the beginning is in view, with no panel and no notice."""
    terminal.settle()
    assert "A journey" in terminal.lines[0], terminal.text
    assert "0%" in terminal.lines[-1], terminal.text
    terminal.press("j")
    terminal.until(lambda: "A journey" not in terminal.lines[0][40:])


def test_an_answer_at_once(begin: Begin) -> None:
    """A terminal that answers has the theme for its background, and is left as it was."""
    terminal = begin()
    asked(terminal)
    terminal.send(WHITE)
    terminal.until(lambda: is_light(terminal))
    is_untouched(terminal)
    leave(terminal)


def test_the_question_comes_with_the_first_output(begin: Begin) -> None:
    """It is asked before anything is painted, once, and nothing is asked of the resting reader."""
    terminal = begin()
    terminal.until(PAINTED)
    terminal.settle()
    assert terminal.log.index(ASKED) < terminal.log.index(DARK)
    assert terminal.log.count(ASKED) == terminal.log.count(LISTENS) == 1
    leave(terminal)


@pytest.mark.parametrize(("told", "hue"), [(BLACK, b"36"), (WHITE, b"34")])
def test_the_terminals_own_colours(begin: Begin, told: bytes, hue: bytes) -> None:
    """Without themes the terminal is asked, too: when it tells, the hues come that can be read."""
    hues = re.compile(rb"\x1b\[(?:[0-9;]*;)?3[1-6][;m]")
    terminal = begin("terminal", "terminal")
    asked(terminal)
    terminal.until(PAINTED)
    terminal.settle()
    assert not hues.search(terminal.log)
    terminal.send(told)
    terminal.until(lambda: hues.search(terminal.log))
    assert hue in hues.search(terminal.log)[0]  # pyright: ignore
    is_untouched(terminal)
    leave(terminal)


def test_an_answer_late(begin: Begin) -> None:
    """An answer long after the first screen changes the theme, and no text."""
    terminal = begin()
    terminal.until(PAINTED)
    terminal.settle(0.5)
    assert not is_light(terminal)
    terminal.send(WHITE)
    terminal.until(lambda: is_light(terminal))
    is_untouched(terminal)
    leave(terminal)


@pytest.mark.parametrize("size", [1, 2, 5, 20])
def test_an_answer_in_pieces(begin: Begin, size: int) -> None:
    """Pieces that arrive one after the other, longer apart than keys are, are one answer."""
    terminal = begin()
    terminal.until(PAINTED)
    for at in range(0, len(WHITE), size):
        terminal.send(WHITE[at : at + size])
        terminal.settle(0.2 if at < 6 else 0.02)
    terminal.until(lambda: is_light(terminal))
    is_untouched(terminal)
    leave(terminal)


def test_no_answer(begin: Begin) -> None:
    """Where none comes the reader is as it was, and keys are keys."""
    terminal = begin()
    terminal.until(PAINTED)
    is_untouched(terminal)
    terminal.press("escape")
    terminal.settle(0.3)
    terminal.press("?")
    terminal.until("Keys")
    terminal.press("escape")
    terminal.until(lambda: "Keys" not in terminal.text)
    assert not is_light(terminal)
    leave(terminal)


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1b]11;?\x07",
        b"\x1b]11;white\x1b\\",
        b"\x1b]11;rgb:zz/qq/jj\x07",
        b"\x1b]10;rgb:ffff/ffff/ffff\x07",
        b"\x1b]11;" + b"f" * 500 + b"\x07",
        b"\x1b[?997;7n",
    ],
)
def test_garbage(begin: Begin, answer: bytes) -> None:
    """An answer that says nothing changes nothing."""
    terminal = begin()
    asked(terminal)
    terminal.until(PAINTED)
    terminal.send(answer)
    is_untouched(terminal)
    assert not is_light(terminal)
    leave(terminal)


def test_a_change_while_reading(begin: Begin) -> None:
    """A terminal that is switched to light or dark says so, and the theme goes with it."""
    terminal = begin()
    asked(terminal)
    terminal.send(BLACK)
    terminal.until(PAINTED)
    assert LISTENS in terminal.log
    for notice, light in ((b"\x1b[?997;2n", True), (b"\x1b[?997;1n", False)):
        terminal.send(notice)
        terminal.until(lambda light=light: is_light(terminal) is light)
    is_untouched(terminal)
    leave(terminal)


def test_back_from_another_window(begin: Begin) -> None:
    """A terminal that has answered is asked again when the reader comes back to it."""
    terminal = begin()
    asked(terminal)
    terminal.send(BLACK)
    terminal.until(PAINTED)
    terminal.settle()
    terminal.send(b"\x1b[O\x1b[I")
    terminal.until(lambda: terminal.log.count(ASKED) == 2)
    terminal.send(WHITE)
    terminal.until(lambda: is_light(terminal))
    leave(terminal)


def test_quitting_before_the_answer(begin: Begin) -> None:
    """The answer to a question of the last moment isn't left to the shell."""
    terminal = begin()
    terminal.press("q")
    asked(terminal)
    terminal.send(WHITE)
    assert terminal.wait() == 0
    assert terminal.attributes() == terminal.before


@pytest.mark.parametrize(
    ("themes", "env"),
    [
        (("nord", "nord"), {}),
        (("terminal", "terminal"), {"COLORFGBG": "15;0"}),
        (("terminal", "terminal"), {"TERM": "xterm"}),
        (("alignread-dark", "alignread-light"), {"TERM": "screen-256color"}),
        (("alignread-dark", "alignread-light"), {"TERM": "linux"}),
        (("alignread-dark", "alignread-light"), {"NO_COLOR": "1"}),
    ],
)
def test_nothing_is_asked_in_vain(
    begin: Begin, themes: tuple[str, str], env: dict[str, str]
) -> None:
    """Where nothing hangs on the answer, or none would come, no question is sent."""
    terminal = begin(*themes, **env)
    terminal.until(PAINTED)
    terminal.settle()
    assert ASKED not in terminal.log
    assert LISTENS not in terminal.log
    leave(terminal)


def test_a_choice_is_for_this_background(begin: Begin, tmp_path: Path) -> None:
    """The list of themes asks, and what is kept is for the background that the terminal has."""
    terminal = begin("terminal", "terminal")
    terminal.until(PAINTED)
    terminal.settle()
    terminal.press("T")
    asked(terminal)
    terminal.send(WHITE)
    terminal.until("alignread-light")
    terminal.settle()
    terminal.press("/light", "enter")
    terminal.settle()
    terminal.press("enter")
    terminal.until(lambda: "Themes" not in terminal.text)
    print(terminal.text, terminal.log[-3000:])
    assert is_light(terminal)
    leave(terminal)
    kept = json.loads((tmp_path / "state" / "adjustments.json").read_text())["changes"]
    assert (kept["theme-dark"]["value"], kept["theme-light"]["value"]) == (
        "terminal",
        "alignread-light",
    )


@pytest.mark.parametrize("cut", [6, 12, 20])
def test_an_invalid_byte_in_an_answer(begin: Begin, cut: int) -> None:
    """No more than an answer that says nothing: it isn't typed, and nothing fails."""
    terminal = begin()
    asked(terminal)
    terminal.until(PAINTED)
    terminal.send(WHITE[:cut] + b"\xff\xc3" + WHITE[cut:])
    is_untouched(terminal)
    leave(terminal)


@pytest.mark.parametrize(("last", "light"), [(b"1", False), (b"2", True)])
def test_a_flood_of_changes(begin: Begin, last: bytes, light: bool) -> None:
    """However often a terminal changes its mind, the last word counts, and keys aren't kept."""
    terminal = begin()
    asked(terminal)
    terminal.send(BLACK)
    terminal.until(PAINTED)
    terminal.settle()
    other = {b"1": b"2", b"2": b"1"}[last]
    for _ in range(40):
        terminal.send(b"\x1b[?997;%sn\x1b[?997;%sn" % (other, last) * 100)
        terminal.read(0)
    terminal.press("G")
    terminal.until("100%")
    terminal.settle(0.5)
    assert is_light(terminal) is light
    terminal.press("g")
    is_untouched(terminal)
    leave(terminal)
