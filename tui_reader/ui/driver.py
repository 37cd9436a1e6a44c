"""Drives the terminal through what terminals do to a program, which Textual's driver doesn't cure.

A terminal goes away without a signal, is stalled, says that it is a million columns wide, sends
bytes that are no text; and SIGSTOP stops the program without asking.
"""

import codecs
import os
import select
import signal
import termios
import tty
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import ScreenError
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui_reader.startup import MOST_COLUMNS, MOST_ROWS
from tui_reader.ui.output import ANEW, Output
from tui_reader.ui.typed import TypedParser

_USUAL = (80, 24)
"""Columns and rows where nobody says how many there are."""
_TICK = 0.1
"""Seconds between two looks at whether a key was only the beginning of something."""
_READ = 4096
"""Bytes that are read of what is typed at once."""
_LITTLE = 4096
"""Bytes that the end waits for; what is drawn is gone with the screen anyway."""


_RUNS: tuple[tuple[type[Message], ...], ...] = (
    (events.MouseMove,),
    (events.AppFocus, events.AppBlur),
)
"""Kinds of messages of which, where they come one after the other, only the last one matters."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, which outlives what terminals do."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Before the first resize Textual takes the size from here, else from elsewhere.
        self._size = self._size or self._get_terminal_size()
        self._is_suspending = False
        self._is_starting = self._was_continued = False
        self._is_late = False
        """Whether it was to start, and the terminal was another program's."""
        self._mouse = self._mouse and not is_in_screen(os.environ)

    @property
    def output(self) -> Output | None:
        """What writes to the terminal; another one after every suspension."""
        writer = self._writer_thread
        return writer if isinstance(writer, Output) else None

    @property
    def is_on(self) -> bool:
        """Whether the terminal is in use: not before the start, nor while it is lent."""
        return self._key_thread is not None and self._key_thread.is_alive()

    # Size

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and rows: as the environment says where that may be, or the terminal."""
        sizes: list[tuple[int, int]] = [_USUAL]
        with suppress(OSError, AttributeError):
            sizes.insert(0, os.get_terminal_size(self._file.fileno()))  # pyright: ignore[reportOptionalMemberAccess]
        found = [next(size[axis] for size in sizes if size[axis] > 0) for axis in (0, 1)]
        for axis, name in enumerate(("COLUMNS", "LINES")):
            # What is absurd there was thrown out at the start.
            if asked := os.environ.get(name, ""):
                found[axis] = int(asked)
        return clamped(found[0], found[1])

    def process_message(self, message: Message) -> None:
        """Take no absurd size from a terminal that tells it in its input (mode 2048)."""
        if isinstance(message, events.Resize):
            columns, rows = clamped(*message.size)
            if message.size != (columns, rows):
                size = Size(columns, rows)
                message = events.Resize(size, size, pixel_size=message.pixel_size)
        super().process_message(message)

    # Beginning and end

    def start_application_mode(self) -> None:
        """Write with a thread that nobody waits for."""
        take = getattr(self._app, "take_terminal", None)
        if take is not None and self._writer_thread is None:
            # Before anything is set there that nobody would undo.
            take()
        # The driver makes what it writes with by this name.
        setattr(linux_driver, "WriterThread", Output)  # noqa: B010
        self._is_starting = self._was_continued = True
        try:
            # It gives up where the program was stopped for being in the background.
            while self._was_continued and not self.is_on:
                self._was_continued = False
                super().start_application_mode()
        finally:
            self._is_starting = False
        self._is_late = not self.is_on
        if self.output is not None:
            self._set_raw_output()
            self.output.on_lost = self._end

    def _set_raw_output(self) -> None:
        """Let what is written go out as it is: a line feed is no carriage return, nor costs one."""
        with suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[tty.OFLAG] &= ~termios.OPOST
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)

    def stop_application_mode(self) -> None:
        """Give the terminal back; what is still to be drawn is nobody's business any more."""
        output = self.output
        if output is not None and output.waiting > _LITTLE:
            output.drop()
            self.write(ANEW)
        if self._mouse_pixels:
            # Textual never takes it back.
            self.write("\x1b[?1016l")
        super().stop_application_mode()

    def _end(self) -> None:
        """End the program, which has lost its terminal, as if it had been told so in time."""
        if not self.exit_event.is_set():
            os.kill(os.getpid(), signal.SIGHUP)

    # Suspension

    def _sigtstp_application(self, *arguments: Any) -> None:
        """Suspend the program, with everything written before."""
        if not self.is_on:
            # Nothing is on the screen yet, or any more.
            self._is_suspending = False
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        if self._is_suspending or not self._auto_restart:
            self._is_suspending = False
            super()._sigtstp_application(*arguments)
            return
        try:
            # Here it may stand anywhere; what writes may be in the middle of something.
            self._loop.call_soon_threadsafe(self._suspend)
        except RuntimeError:  # there is no loop any more
            super()._sigtstp_application(*arguments)

    def _suspend(self) -> None:
        self._is_suspending = True
        with self._app._context():  # pyright: ignore[reportPrivateUsage] - the loop has none of its own
            self._app.action_suspend_process()

    def _sigcont_application(self, *arguments: Any) -> None:
        """Go on. After SIGSTOP, of which nobody is told, all that is needed is still there."""
        if not self.is_on and not self._is_starting:
            # Before the start nothing goes on, nor after the end.
            if self._must_signal_resume or self._is_late:
                super()._sigcont_application(*arguments)
            return
        # Python may hear of it in the middle of the start, which goes on then by itself.
        self._was_continued = True
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._take_up)

    def _take_up(self) -> None:
        """Set all modes again, which a shell may have changed meanwhile, and draw again."""
        if not self.is_on or not self._auto_restart:
            return
        with suppress(OSError):
            if os.tcgetpgrp(self.fileno) != os.getpgrp():
                # The terminal is another program's now: wait until it is given back.
                os.kill(os.getpid(), signal.SIGSTOP)
                return
        with suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
            modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
            modes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
        self._set_raw_output()
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?7l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        if self._in_band_window_resize:
            self._enable_in_band_window_resize()
        columns, rows = self._get_terminal_size()
        size = Size(columns, rows)
        self._app.post_message(events.Resize(size, size))
        self._app.post_message(self.SignalResume())

    # Input

    def make_parser(self) -> XTermParser:
        """Return what makes events of what is typed."""
        return TypedParser(self._debug, self.has_use)

    def has_use(self, key: str) -> bool:
        """Return whether a key does something now that terminals send as Escape and a key."""
        if key == "shift+tab":
            # So the console sends it; elsewhere these are two keys.
            return os.environ.get("TERM") == "linux"
        try:
            focused = self._app.focused or self._app.screen
        except ScreenError:
            return False
        nodes = focused.ancestors_with_self
        return any(key in node._bindings.key_to_bindings for node in nodes)  # pyright: ignore[reportPrivateUsage]

    def _run_input_thread(self) -> None:
        """Make events of what is typed; an error ends the app, which reports it."""
        try:
            self.run_input_thread()
        except BaseException as error:
            take = getattr(self._app, "crash_from_thread", None)
            if take is None:
                raise
            take(error, self._loop)

    def run_input_thread(self) -> None:
        """Make events of what is typed, until the end, or until there is no terminal any more."""
        parser = self.make_parser()
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        while not self.exit_event.is_set():
            data = self._read()
            if data == b"":
                self._end()
                return
            if data and (text := decoder.decode(data)):
                for event in _last_of_each_run(parser.feed(text)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _read(self) -> bytes | None:
        """Return what was typed, None where nothing was for a while, nothing at the very end."""
        ready, _, _ = select.select([self.fileno], [], [], _TICK)
        if not ready:
            return None
        try:
            return os.read(self.fileno, _READ)
        except BlockingIOError:
            # Another program that has the same terminal made it so.
            return None
        except OSError:
            return b""


def _last_of_each_run(messages: Iterable[Message]) -> Iterator[Message]:
    """Yield messages without those that are outdated by the next one.

    A mouse moves, or a window comes and goes, a thousand times before the app has seen it once.
    """
    last: Message | None = None
    for message in messages:
        is_same = any(isinstance(last, kind) and isinstance(message, kind) for kind in _RUNS)
        if last is not None and not is_same:
            yield last
        last = message
    if last is not None:
        yield last


def is_in_screen(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal is GNU screen's.

    Wherever the mouse is asked for in one, by any of the modes 1000, 1002 and 1003, screen 4.09
    keeps an Escape to itself until something else is typed.
    """
    term = environment.get("TERM", "")
    if term.startswith("tmux"):
        return False
    return "STY" in environment or (term.startswith("screen") and "TMUX" not in environment)


def clamped(columns: int, rows: int) -> tuple[int, int]:
    """Return a size for which a picture can be made."""
    return min(max(columns, 1), MOST_COLUMNS), min(max(rows, 1), MOST_ROWS)
