"""The second door: nothing but sequences of ours goes to the driver."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journeys import hostile
from tui_reader.clipboard import copy_sequence
from tui_reader.document.safe import safe
from tui_reader.ui.guard import guarded

OURS = (
    "\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?25l\x1b[?1004h\x1b[>1u",
    "\x1b[?2026$p\x1b[?2048$p\x1b[?7l\x1b[?2004h\x1b]11;?\x07\x1b[?2031h",
    "\x1b[?2026h\x1b[1;1H\x1b[1;38;2;1;2;3;48;5;7mtext é 漢\x1b[0m\r\n\x1b[?2026l",
    "\x1b]8;id=1;https://x.y/a;b?c=%20\x1b\\text\x1b]8;;\x1b\\\x1b]22;pointer\x07",
    "\x1b[H\x1b[3;9r\x1bM\x1b[r\x1b[K\x1b[2C\x1b[D\x1b[A\x1b[3B\x1b[m\x1b[5n\n",
    *(
        copy_sequence("a text of some length " * 20, environment) or ""
        for environment in ({}, {"TMUX": "x"}, {"STY": "x"})
    ),
)


@pytest.mark.parametrize("sequence", OURS)
def test_what_is_ours_passes(sequence: str) -> None:
    """Frames, modes, questions, hyperlinks and copies go out as they are."""
    assert guarded(sequence) == sequence


@pytest.mark.parametrize(
    "control",
    [
        "\x1b]0;title\x07",
        "\x1b]2;title\x1b\\",
        "\x1bc",
        "\x1b[2J",
        "\x1b[c",
        "\x1b[6n",
        "\x1b[18t",
        "\x1bPq#0\x1b\\",
        "\x1b_Gi=1\x1b\\",
        "\x9b2J",
        "\x9d52;c;UFdO\x9c",
        "\x1b]52;c;UFdO\x07",
        "\x1bPtmux;\x1b\x1b]52;c;UFdO\x07\x1b\\",
        "\x07",
        "a \x07b",
        "\x05",
        "\x0e",
        "\x08",
        "\x7f",
        "\t",
        "\x1b",
        "\x1b]8;;https://x.y/\x1b]0;x\x07",
    ],
)
def test_what_is_not_ours_is_replaced(control: str) -> None:
    """A control that no sequence of ours has does nothing, whoever let it in (row 22)."""
    frame = "\x1b[1;1H\x1b[1mtext {} more\x1b[0m"
    assert guarded(frame.format(control)) != frame.format(control)


@given(st.text(max_size=80))
def test_safe_text_passes(text: str) -> None:
    """What went through the first door goes through the second one unchanged."""
    assert guarded(safe(text)) == safe(text)


def test_the_hostile_document_is_stopped_at_the_second_door_too() -> None:
    """Not one of its payloads that commands a terminal gets by as it is."""
    ours = ("\x1b[31m", "\x1b[97;3H", "\x1b[?9001h", "\x1b[5;8;11;53m", "\x1b]8;;https")
    bidi = ("\u202e",)
    tried = [f"a {each}" for each in hostile.CONTROLS if not each.startswith(ours + bidi)]
    assert [each for each in tried if guarded(each) == each] == []
