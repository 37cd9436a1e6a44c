"""An error of alignread's own, wherever it comes up: the app ends, with everything written.

Textual prints a traceback with the values of variables, which are what is read. Here nothing is
printed; whoever runs the app asks it for the error, and reports that.
"""

import asyncio
import threading
from typing import Any

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.widget import MountError
from textual.worker import WorkerFailed


class CrashingApp(App[None]):
    """The part of the app that takes errors.

    Attributes:
        crash: The first error that nobody caught, which ended the app.
    """

    crash: BaseException | None = None

    def listen_for_crashes(self) -> None:
        """Take the errors of all threads, and those of callbacks in the event loop, too."""
        loop = asyncio.get_running_loop()

        def take_of_thread(arguments: threading.ExceptHookArgs) -> None:
            if arguments.exc_value is not None and arguments.exc_type is not SystemExit:
                self.crash_from_thread(arguments.exc_value, loop)

        def take_of_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            # Without an exception it is a remark about a task that was dropped at the end.
            error = context.get("exception")
            if isinstance(error, Exception) and self._running:
                self._take_crash(error)

        threading.excepthook = take_of_thread
        loop.set_exception_handler(take_of_loop)

    def crash_from_thread(self, error: BaseException, loop: asyncio.AbstractEventLoop) -> None:
        """End the app by an error in another thread than its own."""
        try:
            loop.call_soon_threadsafe(self._take_crash, error)
        except RuntimeError:  # the loop has ended
            self.crash = self.crash or error

    def _take_crash(self, error: BaseException) -> None:
        # What the loop calls for another thread has no app that is active.
        with self._context():
            self._handle_exception(error)

    def _handle_exception(self, error: BaseException) -> None:
        """Keep the error, rescue what isn't written, and end."""
        if isinstance(error, WorkerFailed):
            error = error.error
        if self._exit and isinstance(error, NoMatches | ScreenStackError | MountError):
            # A panel that opens while the program ends may find that its parts have gone, or what
            # it belongs to; what was typed ahead that the screens have.
            return
        self._return_code = 1
        if self._exception is None and isinstance(error, Exception):
            # Textual's pilot raises it in the test.
            self._exception = error
            self._exception_event.set()
        if self.crash is None:
            self.crash = error
            self.rescue()
        self._close_messages_no_wait()

    def rescue(self) -> None:
        """Write what isn't written; raise nothing."""
