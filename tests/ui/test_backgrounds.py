"""What the terminal tells of its background: read right, and never taken for keys."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser

from tui_reader.ui.answers import Answers
from tui_reader.ui.background_driver import AnswerParser
from tui_reader.ui.backgrounds import (
    DARK,
    LIGHT,
    background_of,
    may_ask,
    parse_colour,
)
from tui_reader.ui.messages import BackgroundTold

WHITE = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
BLACK = "\x1b]11;rgb:0000/0000/0000\x07"
KEYS = ["a", "]", "[", "1", "\r", "ö", "\x1b[A", "\x1b[1;5C", "\x1bOP", "\x1b[6~", "\x1b[27u"]
REPORTS = ["\x1b[?2026;2$y", "\x1b[<0;3;4M", "\x1b[I", "\x1b[200~pasted\x1b[201~"]
TYPED = st.lists(st.sampled_from([*KEYS, *REPORTS]), max_size=8)
"""What comes from a terminal beside answers."""


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def split(text: str) -> tuple[str, list[str]]:
    """Return what of a text goes on as typed, and what was told."""
    answers, told, rest = Answers(), [], ""
    answers.await_answer()
    for character in text:
        rest += answers.take(character)
        if answers.told is not None:
            told.append(answers.told)
            answers.told = None
    return rest + answers.give_up(), told


def messages(parser: XTermParser, text: str) -> list[str]:
    """Return what a parser makes of a text: keys and kinds of events."""
    found: list[str] = []
    for message in parser.feed(text):
        found.append(message.key if isinstance(message, events.Key) else type(message).__name__)
    return found


@pytest.mark.parametrize(
    ("answer", "background"),
    [
        ("11;rgb:0000/0000/0000", DARK),
        ("11;rgb:ffff/ffff/ffff", LIGHT),
        ("11;rgb:ff/ff/ff", LIGHT),
        ("11;rgb:f/f/f", LIGHT),
        ("11;rgb:1c1c/1c1c/1c1c", DARK),
        ("11;rgb:FDFD/F6F6/E3E3", LIGHT),
        ("11;rgb:0000/2b2b/3636", DARK),
        ("11;rgba:ffff/ffff/ffff/cccc", LIGHT),
        ("11;#ffffff", LIGHT),
        ("11;#000000", DARK),
        ("11;rgb:8888/8888/8888", LIGHT),
        ("11;rgb:5555/5555/5555", DARK),
        ("10;rgb:ffff/ffff/ffff", None),
        ("11;?", None),
        ("11;rgb:ffff/ffff", None),
        ("11;rgb:fffff/ffff/ffff", None),
        ("11;white", None),
        ("", None),
    ],
)
def test_colours_are_dark_or_light(answer: str, background: str | None) -> None:
    """A colour is light where black text can be read better on it than white text."""
    assert parse_colour(answer) == background


@given(st.text())
def test_any_answer_is_read(answer: str) -> None:
    """Whatever a terminal answers, it is dark, light or nothing."""
    assert parse_colour(answer) in (DARK, LIGHT, None)
    assert parse_colour(f"11;{answer}") in (DARK, LIGHT, None)


@pytest.mark.parametrize(
    ("environ", "background"),
    [
        ({"COLORFGBG": "15;0"}, DARK),
        ({"COLORFGBG": "0;15"}, LIGHT),
        ({"COLORFGBG": "0;default;15"}, LIGHT),
        ({"COLORFGBG": "12;8"}, DARK),
        ({"COLORFGBG": "0;7"}, LIGHT),
        ({"COLORFGBG": "0;default"}, None),
        ({"COLORFGBG": "0;99999"}, None),
        ({"COLORFGBG": ""}, None),
        ({"COLORFGBG": "²"}, None),
        ({"TERM": "linux"}, DARK),
        ({"TERM": "xterm"}, None),
        ({}, None),
    ],
)
def test_the_environment_tells(environ: dict[str, str], background: str | None) -> None:
    """COLORFGBG names the background last; the console is black."""
    assert background_of(environ) == background


@pytest.mark.parametrize(
    ("environ", "may"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "screen.xterm-256color", "STY": "1.pts"}, False),
        ({"TERM": "xterm", "STY": "1.pts"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "vt220"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_terminals_that_may_be_asked(environ: dict[str, str], may: bool) -> None:
    """Those that show the question or give the answer to another are left in peace."""
    assert may_ask(environ) is may


@pytest.mark.parametrize("answer", [WHITE, BLACK, "\x1b]11;rgb:00/00/00\x9c", "\x1b[?997;2n"])
@given(before=TYPED, after=TYPED)
def test_answers_between_keys_are_taken_out(
    answer: str, before: list[str], after: list[str]
) -> None:
    """An answer among keys leaves the keys as they were typed."""
    typed, told = split("".join([*before, answer, *after]))
    assert typed == "".join([*before, *after])
    assert told == [DARK if "00" in answer else LIGHT]


@given(TYPED)
def test_keys_go_on_as_they_are(keys: list[str]) -> None:
    """What is no answer reaches Textual's parser as it came."""
    assert split("".join(keys)) == ("".join(keys), [])
    parsed = messages(AnswerParser(Answers()), "".join(keys))
    assert parsed == messages(XTermParser(), "".join(keys))


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=300).map(
        lambda text: text.replace("\x1b", "")
    ),
    st.sampled_from(["\x07", "\x1b\\"]),
)
def test_garbage_is_no_key(garbage: str, end: str) -> None:
    """Whatever stands in an answer, nothing of it is typed, and nothing after it is lost."""
    typed, _ = split(f"\x1b]11;{garbage.replace(' ', '')}{end}j")
    assert typed == "j"


@pytest.mark.parametrize(
    ("cut", "keys"),
    [
        ("\x1b]11;rgb:ff", "\x1b[B"),
        ("\x1b]11;rgb:ff", "\x1bOP"),
        ("\x1b]11;rgb:ff", "\r"),
        ("\x1b]11;rgb:ff", " "),
        ("\x1b[?99", "\x1b[B"),
    ],
)
def test_a_cut_answer_ends_with_the_next_key(cut: str, keys: str) -> None:
    """What can't be part of an answer ends it, and goes on."""
    rest, told = split(cut + keys)
    assert rest.endswith(keys)
    assert "]" not in rest
    assert told == []


@given(st.integers(1, len(WHITE) - 1), st.integers(1, len(WHITE) - 1))
def test_pieces_with_pauses(first: int, second: int) -> None:
    """However an answer is cut, and although Escape goes on in between, none of it is typed."""
    parser = AnswerParser(answers := Answers())
    answers.await_answer()
    found: list[str] = []
    cuts = sorted({0, first, second, len(WHITE)})
    for start, end in pairwise(cuts):
        found += messages(parser, WHITE[start:end])
        if answers.pause is not None and answers.pause < 1:
            # The pause is over for what may be a key.
            parser._timeout_time = 0.0
            found += [getattr(each, "key", "") for each in parser.tick()]
    assert [each for each in found if each != "escape"] == ["BackgroundTold"]
    assert messages(parser, "j") == ["j"]


def test_escape_is_escape() -> None:
    """Escape alone is a key after its pause, and what follows is another."""
    parser = AnswerParser(Answers())
    assert messages(parser, "\x1b") == []
    parser._timeout_time = 0.0
    assert [getattr(each, "key", "") for each in parser.tick()] == ["escape"]
    assert messages(parser, "]") == ["right_square_bracket"]


def test_waiting_ends() -> None:
    """Where no answer comes, Escape and a bracket are keys again after a while."""
    answers = Answers(clock := Clock())
    answers.await_answer()
    assert answers.is_awaited
    assert answers.take("\x1b") == ""
    assert answers.give_up() == "\x1b"
    assert answers.take("]") == ""
    assert answers.give_up() == "]"
    clock.now += 60
    assert not answers.is_awaited
    assert answers.take("\x1b") == ""
    assert answers.give_up() == "\x1b"
    assert answers.take("]") == "]"


def test_the_end_of_the_input_is_the_end() -> None:
    """The parser ends with its input, whatever it held back."""
    parser = AnswerParser(Answers())
    list(parser.feed("\x1b]11;rg"))
    list(parser.feed(""))
    with pytest.raises(ParseError):
        list(parser.feed("a"))


def test_the_answer_is_a_message() -> None:
    """The parser tells what was told, between the keys around it."""
    parser = AnswerParser(Answers())
    found = list(parser.feed(f"a{BLACK}b"))
    assert [type(each) for each in found] == [events.Key, BackgroundTold, events.Key]
    assert isinstance(found[1], BackgroundTold)
    assert found[1].background == DARK
