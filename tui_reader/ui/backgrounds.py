"""What the terminal tells of its background: its answers, taken out of what is typed, and read.

A terminal is asked for its background colour by OSC 11 and answers in its input, maybe late, in
pieces, or never; many tell later, by mode 2031, that they were switched to dark or light. Whatever
of this comes, no piece of it may be taken for keys.
"""

import re
import time
from collections.abc import Callable, Mapping

DARK = "dark"
LIGHT = "light"

ASK = "\x1b]11;?\x07"
"""Asks for the colour of the background."""
LISTEN = "\x1b[?2031h"
"""Asks to be told when the terminal is switched to dark or light."""
LISTEN_NO_MORE = "\x1b[?2031l"

_ESCAPE = "\x1b"
_OSC = "\x1b]"
_TOLD = "\x1b[?997;"
_BELL = "\x07"
_C1_END = "\x9c"
_NO_TEXT = "\ufffd"
"""What a byte is decoded to that is no text, as noise on the line."""
_LONGEST = 100
"""Characters that are kept of an answer; a colour has two dozen."""
_KEY_PAUSE = 0.1
"""Seconds after which what may begin an answer was a key; Textual's own pause for Escape."""
_ANSWER_PAUSE = 2.0
"""Seconds that an answer may pause, on a bad line."""
_PATIENCE = 10.0
"""Seconds after which no answer is waited for."""

_COLOUR = re.compile(
    r"11;(?:rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})(?:/[0-9a-f]{1,4})?"
    r"|#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))",
    re.I,
)
_SILENT = re.compile(r"(?:linux|dumb|unknown|vt\d+|ansi|cons25|sun|eterm|screen)\b", re.I)
"""Terminals that don't answer, or show the question. GNU screen asks the one around it, and may
pass the answer on to the wrong window; tmux, which may go by the same name, sets TMUX."""


def may_ask(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal is one that answers, or at least keeps quiet."""
    term = environ.get("TERM", "")
    if not term or "STY" in environ:
        return False
    return "TMUX" in environ or not _SILENT.match(term)


def background_of(environ: Mapping[str, str]) -> str | None:
    """Return `dark` or `light` where the environment tells, by COLORFGBG or the terminal's name."""
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    if number.isdecimal() and len(number) <= 2 and int(number) < 16:
        return DARK if int(number) < 7 or int(number) == 8 else LIGHT
    return DARK if environ.get("TERM") == "linux" else None


def parse_colour(answer: str) -> str | None:
    """Return `dark` or `light` of an answer to the question, None where it tells no colour.

    Args:
        answer: What stands between the beginning and the end of the sequence.
    """
    match = _COLOUR.fullmatch(answer)
    if match is None:
        return None
    red, green, blue = (
        int(part, 16) / (16 ** len(part) - 1) for part in match.groups() if part is not None
    )
    # Light is what black text has more contrast on than white text.
    return LIGHT if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 > 0.18 else DARK


class Answers:
    """Takes the terminal's answers out of the characters that come from it, one by one.

    Attributes:
        told: What the last answer told, until it is taken.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.told: str | None = None
        self._clock = clock
        self._until = 0.0
        self._held = ""
        self._is_after_escape = False
        self._is_cut = False

    @property
    def is_awaited(self) -> bool:
        """Whether the terminal was asked a while ago at most, and hasn't answered."""
        return self._clock() < self._until

    def await_answer(self) -> None:
        """Expect an answer from now on."""
        self._until = self._clock() + _PATIENCE

    @property
    def pause(self) -> float | None:
        """Seconds to wait for the next character, None where nothing is held back."""
        if not self._held:
            return None
        is_answer = self._held.startswith(_OSC) and (len(self._held) > 2 or self.is_awaited)
        return _ANSWER_PAUSE if is_answer else _KEY_PAUSE

    def take(self, character: str) -> str:
        """Take a character; return what isn't part of an answer and goes on as typed."""
        if self._is_after_escape and not self._held:
            self._is_after_escape = False
            if character == "]":
                # The answer was cut after its first character, which went on as a key.
                self._held = _OSC
                self._is_cut = True
                return ""
        held = self._held + character
        self._is_cut = self._is_cut and held.startswith(_OSC)
        if held.startswith(_OSC):
            return self._take_answer(held)
        if held == _ESCAPE or _TOLD.startswith(held):
            self._held = held
            return ""
        if held.startswith(_TOLD):
            return self._take_notice(held)
        self._held = ""
        if character == _ESCAPE:
            self._held = character
            return held[:-1]
        return held

    def give_up(self) -> str:
        """Take it that nothing follows; return what was held back and was typed."""
        held, self._held = self._held, ""
        if held.startswith(_OSC):
            return "" if len(held) > 2 else self._typed(held)
        self._is_after_escape = held == _ESCAPE and self.is_awaited
        return held

    def _typed(self, held: str) -> str:
        """Return what was held back without what went on before."""
        return held[1:] if self._is_cut else held

    def _take_answer(self, held: str) -> str:
        """Go on with what begins like an answer."""
        *_, before, character = held
        self._held = held
        if held == _OSC:
            return ""
        if before == _ESCAPE:
            if character == "\\":
                return self._end(held[2:-2])
            # It was cut off by something else.
            self._held = _ESCAPE
            return self.take(character)
        if character in (_BELL, _C1_END):
            return self._end(held[2:-1])
        if len(held) == 3 and not character.isdecimal() and character not in (_ESCAPE, _NO_TEXT):
            self._held = ""
            return self._typed(held)
        if character not in (_ESCAPE, _NO_TEXT) and not " " < character <= "~":
            self._held = ""
            return character
        if len(held) > _LONGEST:
            self._held = held[: _LONGEST - 1] + character
        return ""

    def _end(self, answer: str) -> str:
        self._held = ""
        if answer.startswith("11;"):
            self._until = 0.0
            self.told = parse_colour(answer) or self.told
        return ""

    def _take_notice(self, held: str) -> str:
        """Go on with what begins like the notice of mode 2031."""
        number, character = held[len(_TOLD) :][:-1], held[-1]
        if character.isdecimal() and len(number) < 4:
            self._held = held
            return ""
        self._held = ""
        if character != "n":
            return held
        self.told = {"1": DARK, "2": LIGHT}.get(number, self.told)
        return ""
