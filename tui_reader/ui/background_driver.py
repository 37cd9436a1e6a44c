"""Asks the terminal for its background, and takes the answer out of what is typed.

Textual gives what it doesn't know on as keys, so the answer is taken before its parser sees it.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any

from textual import events
from textual._parser import ParseEOF, ParseTimeout, Peek1, Read1, TokenCallback
from textual._xterm_parser import XTermParser
from textual.message import Message

from tui_reader.ui.answers import Answers
from tui_reader.ui.backgrounds import ASK, LISTEN, LISTEN_NO_MORE
from tui_reader.ui.driver import TerminalDriver
from tui_reader.ui.guard import guarded
from tui_reader.ui.messages import BackgroundTold, OutputShown
from tui_reader.ui.typed import Paste, TypedParser

_FIRST_WAIT = 0.02
"""Seconds after the question during which the first screen waits for the answer, of which it needs
most by itself. Terminals at hand answer within some milliseconds."""
_OFTEN = 1.0
"""Seconds between two questions, as a reader comes back from other windows."""
_LAST_WAIT = 0.25
"""Seconds after the question during which the end waits for the answer: once the program has gone,
the shell would have it typed."""


class AnswerParser(TypedParser):
    """Textual's parser, without the terminal's answers."""

    def __init__(
        self,
        answers: Answers,
        debug: bool = False,
        has_use: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._answers = answers
        super().__init__(debug, has_use)

    def parse(self, token_callback: TokenCallback) -> Generator[Read1 | Peek1, str, None]:
        """Hand on to Textual's parser what is no answer; tell what an answer told."""
        answers = self._answers
        inner = super().parse(token_callback)
        request = next(inner)
        while True:
            try:
                pause = answers.pause
                character = yield request if pause is None else self.read1(pause)
            except ParseTimeout:
                for each in answers.give_up():
                    request = inner.send(each)
                if request.timeout is not None:
                    request = inner.throw(ParseTimeout())
                continue
            except ParseEOF as end:
                try:
                    for each in answers.give_up():
                        inner.send(each)
                    inner.throw(end)
                except StopIteration:
                    return
                return
            for each in answers.take(character):
                request = inner.send(each)
            for message in self._news():
                token_callback(message)

    def pasted(self, text: str) -> str:
        """Return a pasted text without the answers that came in the middle of it."""
        return self._answers.take_out(text)

    def _end_paste(self, paste: Paste) -> Iterable[Message]:
        yield from super()._end_paste(paste)
        yield from self._news()

    def _news(self) -> Iterator[Message]:
        """Yield what the answers told since the last time."""
        answers = self._answers
        if answers.told is not None:
            told, answers.told = answers.told, None
            yield BackgroundTold(told)
        if answers.reports:
            answers.reports = 0
            yield OutputShown()


class BackgroundDriver(TerminalDriver):
    """Drives the terminal, and asks for the background as well."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._answers = Answers()
        self._background: str | None = None
        self._asked = 0.0
        self._asked_again = float("-inf")
        self._is_told = threading.Event()
        self._listens = False

    def write(self, data: str) -> None:
        """Write to the terminal, and nothing but what is ours."""
        super().write(guarded(data))

    def start_application_mode(self) -> None:
        """Ask with the first output, and again after a suspension; all is to be drawn then."""
        super().start_application_mode()
        if (forget := getattr(self._app, "forget_picture", None)) is not None:
            forget()
        if getattr(self._app, "asks_for_background", False):
            self.ask()

    def ask(self) -> None:
        """Ask for the background, and to be told of changes."""
        if self._writer_thread is None:
            return
        self._answers.await_answer()
        self._is_told.clear()
        self._asked = time.monotonic()
        self.write(ASK if self._listens else ASK + LISTEN)
        self._listens = True
        self.flush()

    def early_answer(self) -> str | None:
        """Return what the terminal told of the background, if it does so before the first paint."""
        if self._answers.is_awaited and getattr(self._app, "waits_for_background", False):
            self._wait(_FIRST_WAIT)
        return self._background

    def _wait(self, seconds: float) -> None:
        """Wait for the answer until some time has passed since the question."""
        self._is_told.wait(max(0.0, self._asked + seconds - time.monotonic()))

    def stop_application_mode(self) -> None:
        """Leave no mode on, and no answer to the shell."""
        if self._listens:
            self._listens = False
            self.write(LISTEN_NO_MORE)
        if self._answers.is_awaited:
            self._wait(_LAST_WAIT)
        super().stop_application_mode()

    def make_parser(self) -> XTermParser:
        """Return the parser that knows answers."""
        return AnswerParser(self._answers, self._debug, self.has_use)

    def process_message(self, message: Message) -> None:
        """Ask again when the reader comes back from another window, if there was an answer."""
        if isinstance(message, BackgroundTold):
            self._background = message.background
            self._is_told.set()
        elif isinstance(message, events.AppFocus) and self._may_ask_again():
            self.ask()
        super().process_message(message)

    def _may_ask_again(self) -> bool:
        """Return whether the terminal answers; some come back a thousand times a second."""
        last, now = self._asked_again, time.monotonic()
        if self._background is None or now - last <= _OFTEN:
            return False
        self._asked_again = now
        return True
