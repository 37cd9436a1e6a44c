"""Answers to the question for the status: counted, and never taken for keys."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tests.ui.test_backgrounds import TYPED, WHITE, messages
from tui_reader.ui.answers import Answers
from tui_reader.ui.background_driver import AnswerParser
from tui_reader.ui.messages import OutputShown

STATUS = "\x1b[0n"
DELETE = "\x1b[3~"


def split(text: str) -> tuple[str, int]:
    """Return what of a text goes on as typed, and how many answers were in it."""
    answers = Answers()
    rest = "".join(map(answers.take, text))
    return rest + answers.give_up(), answers.reports


@pytest.mark.parametrize("answer", [STATUS, "\x1b[3n"])
@given(keys=st.lists(st.one_of(TYPED.map("".join), st.just(DELETE), st.just(None)), max_size=8))
def test_answers_between_keys_are_taken_out(answer: str, keys: list[str | None]) -> None:
    """However many come, and whatever is typed between them, the keys are as they were."""
    text = "".join(answer if key is None else key for key in keys)
    assert split(text) == ("".join(filter(None, keys)), keys.count(None))


@given(st.sets(st.integers(1, 11)), st.booleans())
def test_answers_in_pieces(cuts: set[int], has_pauses: bool) -> None:
    """Wherever answers are cut, and however long the pauses, no piece of them is typed."""
    text = STATUS * 3
    parser = AnswerParser(answers := Answers())
    answers.await_report()
    found: list[str] = []
    for begin, end in pairwise([0, *sorted(cuts), len(text)]):
        found += messages(parser, text[begin:end])
        if has_pauses and answers.pause is not None and answers.pause < 1:
            # The pause is over for what may be a key.
            parser._timeout_time = 0.0
            found += [getattr(each, "key", "") for each in parser.tick()]
    keys = [each for each in found if each != "OutputShown"]
    # What began an answer was Escape, or Alt and a bracket, when nothing followed it.
    assert set(keys) <= {"escape", "alt+left_square_bracket", "left_square_bracket"}
    assert has_pauses or not keys
    assert found.count("OutputShown") == 3
    assert messages(parser, "j") == ["j"]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (DELETE, ["delete"]),
        ("\x1b[B", ["down"]),
        ("n", ["n"]),
        ("0n", ["0", "n"]),
    ],
)
def test_keys_around_an_answer(typed: str, keys: list[str]) -> None:
    """A key right before or after an answer is that key, also where it begins like one."""
    parser = AnswerParser(answers := Answers())
    answers.await_report()
    assert messages(parser, STATUS + typed + STATUS) == ["OutputShown", *keys, "OutputShown"]


def test_escape_right_before_an_answer() -> None:
    """Escape is a key after its pause, although an answer has come in between."""
    parser = AnswerParser(answers := Answers())
    answers.await_report()
    assert messages(parser, f"\x1b{STATUS}") == ["OutputShown"]
    parser._timeout_time = 0.0
    assert [getattr(each, "key", "") for each in parser.tick()] == ["escape"]
    assert messages(parser, "j") == ["j"]


def test_a_key_that_is_cut_is_not_lost() -> None:
    """Escape, and a bracket after its pause, go on as keys while an answer is awaited."""
    answers = Answers()
    answers.await_report()
    assert answers.take("\x1b") == ""
    assert answers.give_up() == "\x1b"
    assert answers.take("[") == ""
    assert answers.give_up() == "["
    assert answers.take("0") == ""
    assert answers.take("x") == "0x"
    assert answers.reports == 0


def test_the_beginning_of_an_answer_waits_for_its_end() -> None:
    """What no key sends is held back for longer, and isn't typed when nothing follows."""
    answers = Answers()
    answers.await_report()
    assert [answers.take(each) for each in "\x1b[0"] == ["", "", ""]
    assert answers.pause == 2.0
    assert answers.give_up() == ""
    assert answers.take("j") == "j"


def test_both_kinds_of_answers() -> None:
    """The background and the status are told one after the other, between keys."""
    parser = AnswerParser(Answers())
    found = list(parser.feed(f"a{WHITE}{STATUS}b"))
    assert isinstance(found[2], OutputShown)
    assert [each.key for each in found if isinstance(each, events.Key)] == ["a", "b"]


@given(st.integers(0, 6))
def test_an_answer_within_a_paste_is_heard(at: int) -> None:
    """It comes wherever the terminal just is; what was pasted is whole without it."""
    parser = AnswerParser(answers := Answers())
    answers.await_report()
    answers.await_answer()
    pasted = "ab\ncd\x1b"[:at] + STATUS + WHITE + "ab\ncd\x1b"[at:]
    found = list(parser.feed(f"\x1b[200~{pasted}\x1b[201~j"))
    assert [each.text for each in found if isinstance(each, events.Paste)] == ["ab\ncd\x1b"]
    assert [type(each).__name__ for each in found[1:]] == ["BackgroundTold", "OutputShown", "Key"]


def test_what_nobody_asked_for_is_pasted() -> None:
    """A text about terminals has such sequences in it, too."""
    found = list(AnswerParser(Answers()).feed(f"\x1b[200~{STATUS}{WHITE}\x1b[201~"))
    assert [each.text for each in found if isinstance(each, events.Paste)] == [STATUS + WHITE]
    assert len(found) == 1
