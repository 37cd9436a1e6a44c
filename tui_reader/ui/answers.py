"""The terminal's answers, taken out of what is typed.

A terminal is asked for its background colour by OSC 11 and for its status by DSR 5, and answers in
its input, maybe late, in pieces, or never; many tell later, by mode 2031, that they were switched
to dark or light. Whatever of this comes, no piece of it may be taken for keys.
"""

import re
import time
from collections.abc import Callable

from tui_reader.ui.backgrounds import DARK, LIGHT, parse_colour

_ESCAPE = "\x1b"
_OSC = "\x1b]"
_CSI = "\x1b["
_TOLD = "\x1b[?997;"
_STATUS = frozenset(("\x1b[0n", "\x1b[3n"))
"""Well, and not well: of either kind, all that was sent before the question has been shown."""
_STATUS_BEGINS = frozenset(answer[:-1] for answer in _STATUS)
_BELL = "\x07"
_C1_END = "\x9c"
_NO_TEXT = "\ufffd"
"""What a byte is decoded to that is no text, as noise on the line."""
_WHOLE = re.compile(r"\x1b\[[03]n|\x1b\](11;[ -~]{1,90})(?:\x07|\x1b\\|\x9c)")
"""An answer as it comes, with the colour where it tells one."""
_LONGEST = 100
"""Characters that are kept of an answer; a colour has two dozen."""
_KEY_PAUSE = 0.1
"""Seconds after which what may begin an answer was a key; Textual's own pause for Escape."""
_ANSWER_PAUSE = 2.0
"""Seconds that an answer may pause, on a bad line."""
_PATIENCE = 10.0
"""Seconds after which no answer is waited for."""


class Answers:
    """Takes the terminal's answers out of the characters that come from it, one by one.

    Attributes:
        told: What the last answer told of the background, until it is taken.
        reports: How many times the terminal has told its status, until they are taken.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.told: str | None = None
        self.reports = 0
        self._clock = clock
        self._until = self._report_until = 0.0
        self._held = ""
        self._gone = ""
        """The beginning of what may be an answer, where a pause let it go on as a key."""
        self._cut = 0
        """How many characters of what is held have gone on so."""

    @property
    def is_awaited(self) -> bool:
        """Whether the terminal was asked for the background a while ago at most, without answer."""
        return self._clock() < self._until

    def await_answer(self) -> None:
        """Expect to be told of the background from now on."""
        self._until = self._clock() + _PATIENCE

    def await_report(self) -> None:
        """Expect to be told the status from now on."""
        self._report_until = self._clock() + _PATIENCE

    @property
    def _expects(self) -> bool:
        """Whether any answer may be on its way."""
        return self._clock() < max(self._until, self._report_until)

    @property
    def pause(self) -> float | None:
        """Seconds to wait for the next character, None where nothing is held back."""
        if not self._held:
            return None
        return _ANSWER_PAUSE if self._is_answer else _KEY_PAUSE

    @property
    def _is_answer(self) -> bool:
        """Whether what is held can hardly be a key."""
        if self._held.startswith(_OSC):
            return len(self._held) > 2 or self.is_awaited
        # No key sends this; `ESC [ 3` is the beginning of Delete.
        return self._held == "\x1b[0" and self._expects

    def take(self, character: str) -> str:
        """Take a character; return what isn't part of an answer and goes on as typed."""
        if self._gone and not self._held:
            gone, self._gone = self._gone, ""
            if gone + character in (_OSC, _CSI) or gone + character in _STATUS_BEGINS:
                # The answer was cut after its first characters, which went on as keys.
                self._held = gone + character
                self._cut = len(gone)
                return ""
        held = self._held + character
        if held.startswith(_OSC):
            return self._take_answer(held)
        if held in _STATUS:
            self.reports += 1
            self._let_go()
            return ""
        if held == _ESCAPE or _TOLD.startswith(held) or held in _STATUS_BEGINS:
            self._held = held
            return ""
        if held.startswith(_TOLD):
            return self._take_notice(held)
        typed = self._let_go(held)
        if character == _ESCAPE:
            self._held = character
            return typed[:-1]
        return typed

    def take_out(self, text: str) -> str:
        """Take what answers are expected out of a text that came as pasted; return the rest."""

        def take(answer: re.Match[str]) -> str:
            colour = answer[1]
            if self._clock() >= (self._until if colour else self._report_until):
                return answer[0]
            if colour:
                self._until = 0.0
                self.told = parse_colour(colour) or self.told
            else:
                self.reports += 1
            return ""

        return _WHOLE.sub(take, text)

    def give_up(self) -> str:
        """Take it that nothing follows; return what was held back and was typed."""
        held, is_answer = self._held, self._is_answer
        typed = self._let_go(held)
        if held.startswith(_OSC) and len(held) > 2:
            return ""
        if held and is_answer and held.startswith(_CSI):
            return ""
        self._gone = held if held in (_ESCAPE, _CSI) and self._expects else ""
        return typed

    def _let_go(self, held: str = "") -> str:
        """Hold nothing any more; return what was held without what went on before."""
        self._held, cut, self._cut = "", self._cut, 0
        return held[cut:]

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
            self._held, self._cut = _ESCAPE, 0
            return self.take(character)
        if character in (_BELL, _C1_END):
            return self._end(held[2:-1])
        if len(held) == 3 and not character.isdecimal() and character not in (_ESCAPE, _NO_TEXT):
            return self._let_go(held)
        if character not in (_ESCAPE, _NO_TEXT) and not " " < character <= "~":
            self._let_go()
            return character
        if len(held) > _LONGEST:
            self._held = held[: _LONGEST - 1] + character
        return ""

    def _end(self, answer: str) -> str:
        self._let_go()
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
        typed = self._let_go(held)
        if character != "n":
            return typed
        self.told = {"1": DARK, "2": LIGHT}.get(number, self.told)
        return ""
