"""Says when a picture may be written: when the line to the terminal has room for one.

What is counted as on its way, and how much of that may be, is `pacing`'s; here the questions are
written and the answers heard. Whoever has pictures asks `is_ready` before it writes one, calls
`end_picture` after it, and is called back (`show_waiting` of the app) when one can be written that
couldn't before. Nothing but pictures is ever held back, and no key.
"""

import asyncio
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any

from textual.message import Message

from tui_reader.ui.background_driver import BackgroundDriver
from tui_reader.ui.messages import OutputShown
from tui_reader.ui.pacing import Pacing

_LAST_STALLED = 0.5
"""Seconds that the end waits for answers where the terminal takes nothing, or a signal hurries."""


class PacedDriver(BackgroundDriver):
    """The driver that knows how much is on its way to the terminal."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pacing = Pacing()
        self._turn = threading.Condition()
        """Held while something is counted; told when an answer has come."""
        self._is_holding = False
        """Whether a picture wasn't written, and is to be asked for."""
        self._timer: asyncio.TimerHandle | None = None
        self._context = copy_context()
        """The app's, which other threads don't have."""

    def start_application_mode(self) -> None:
        """Ask for the first time, and again after a suspension."""
        super().start_application_mode()
        if self.output is None:
            return
        self.output.on_drained = self._go_on
        if getattr(self._app, "paces_output", False):
            self._ask(self._pacing.begin)

    def _take_up(self) -> None:
        """Go on after SIGSTOP; another program may have had the answers meanwhile."""
        super()._take_up()
        if self.is_on and getattr(self._app, "paces_output", False):
            self._ask(self._pacing.begin)

    def write(self, data: str) -> None:
        """Write and count."""
        super().write(data)
        with self._turn:
            self._pacing.sent(len(data.encode("utf-8", "replace")))

    @property
    def is_ready(self) -> bool:
        """Whether a picture may be written now; where it may not, `show_waiting` is called soon."""
        # First of all, so that what comes meanwhile calls.
        self._is_holding = True
        with self._turn:
            is_full = not self._pacing.is_open
            left = self._pacing.seconds_left
        if is_full and self._timer is None:
            self._timer = self._loop.call_later(max(0.0, left), self._stop_waiting)
        self._is_holding = is_full or bool(self.output is not None and self.output.waiting)
        return not self._is_holding

    def end_picture(self) -> None:
        """Ask whether the picture has come, if enough was sent since the last question."""
        self._ask(self._pacing.question)

    def _ask(self, question: Callable[[], str]) -> None:
        with self._turn:
            text = question()
        if text:
            self._answers.await_report()
            self.write(text)
            self.flush()

    def process_message(self, message: Message) -> None:
        """Hear what the terminal has come by; called in the thread that reads."""
        if not isinstance(message, OutputShown):
            super().process_message(message)
            return
        with self._turn:
            self._ask(self._pacing.answered)
            self._turn.notify_all()
        self._go_on()

    def _go_on(self) -> None:
        """Let a picture be written that was held back; called in any thread."""
        if self._is_holding:
            # There is no loop any more when the program was about to end.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._call_back, context=self._context)

    def _stop_waiting(self) -> None:
        self._timer = None
        self._call_back()

    def _call_back(self) -> None:
        show = getattr(self._app, "show_waiting", None)
        if show is not None and self._is_holding:
            show()

    def stop_application_mode(self) -> None:
        """Leave no answer to the shell: it would have it typed."""
        self._is_holding = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        with self._turn:
            self._pacing.end()
            self._turn.wait_for(lambda: not self._pacing.seconds_to_end, self._last_wait())
        super().stop_application_mode()

    def close(self) -> None:
        """Leave no answer to the shell that came too late to be waited for."""
        super().close()
        if self._answers.is_awaited or self._pacing.may_answer_late:
            # Keys for the shell go with it; Textual threw away those before, a moment ago.
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)

    def _last_wait(self) -> float:
        """Return how many seconds the end waits for answers."""
        output = self.output
        if output is None or output.is_lost:
            return 0.0
        is_hurried = bool(output.waiting) or (self._app.return_code or 0) > 128
        return min(self._pacing.seconds_to_end, _LAST_STALLED if is_hurried else float("inf"))
