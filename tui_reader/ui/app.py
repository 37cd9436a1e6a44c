"""The Textual app: themes, keys, the terminal. What a reader does is the screens' business."""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.screen import Screen

from tui_reader import streams
from tui_reader.clipboard import copy_sequence
from tui_reader.commands import first_key
from tui_reader.document.document import Document
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.places import Place
from tui_reader.startup import release_collector
from tui_reader.state.adjustments import Adjustments, Value
from tui_reader.state.settings import DEFAULTS, Settings, in_use
from tui_reader.ui.adjusting import Adjusting
from tui_reader.ui.crashing import CrashingApp
from tui_reader.ui.displaying import DisplayingApp
from tui_reader.ui.restoring import modes_now, restore
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.theming import ThemedApp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.widget import Widget

    from tui_reader.keymap import Keymap
    from tui_reader.state.documents import KnownDocument

_SIGNALLED = 128
"""Above it an exit status names the signal that ended the program."""

_QUIT_SECONDS = 1.6
"""How long the end waits for a disk that didn't answer yet."""
_SIGNAL_SECONDS = 0.4
"""How long where a signal ends the program: a shutdown kills what takes longer."""


class ReaderApp(CrashingApp, DisplayingApp, ThemedApp):
    """Reads one library."""

    TITLE = "alignread"
    CSS_PATH = "reader.tcss"
    # The reader has a palette of its own: Textual's is a moment behind what is typed.
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("ctrl+c", "explain_quit", show=False),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        library: Library,
        document: Document,
        *,
        current: int = 0,
        place: Place | None = None,
        known: "KnownDocument | None" = None,
        settings: Settings = DEFAULTS,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Make the app.

        Args:
            library: What there is to read.
            document: What to begin with.
            current: Which document of the library that is.
            place: Where in it to begin.
            known: What is remembered of it.
            settings: What the command line and the settings file say.
            driver_class: What drives the terminal; for tests.
        """
        # With ANSI colours Textual drops colour where NO_COLOR asks for that; without them it makes
        # greys of it, and of the terminal's own colours black on black.
        ansi_color = True if "NO_COLOR" in os.environ else None
        self.settings = settings
        self.is_wired = settings.wire
        self.begin_with_background()
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self._adjusting = Adjusting(self)
        self.keymap = self._resolve_keys()
        self.keymap_in_use = self.keymap.changed() if self.keymap is not None else {}
        """The keys of commands whose keys were set, with commas between them, by command id."""
        self.animation_level = "none"
        self.begin_with_theme()
        self._screen = ReaderScreen(library, current, document)
        self._screen.begin_with(known)
        self._place = place

    def get_default_screen(self) -> Screen[None]:
        """Return the reader, the only screen at the start."""
        return self._screen

    def on_ready(self) -> None:
        """Go to the place that was asked for."""
        release_collector()
        self.app_resume_signal.subscribe(self, self._draw_again)
        # At once: what is only queued is done when the program goes on, if it ever does.
        self.app_suspend_signal.subscribe(self, self._keep_everything, immediate=True)
        if self._place is not None:
            try:
                self._screen.go_to(self._place)
            except ReaderError as error:
                self._screen.say(str(error))

    def take_terminal(self) -> None:
        """See to it that nothing leaves the terminal as it is from now on; the driver calls it."""
        from tui_reader.ui.signals import end_in_order

        end_in_order(self._end, self.rescue, modes_now())
        self.listen_for_crashes()

    @property
    def adjustments(self) -> Adjustments:
        """What was changed in the reader, in this session and before."""
        return self._adjusting.now

    def adjust(self, name: str, value: Value | None) -> None:
        """Let something last that was changed in the reader; see `Adjusting.adjust`."""
        self._adjusting.adjust(name, value)

    def key_of(self, command: str) -> str:
        """Return the first key of a command as it is shown, empty where it has none."""
        return first_key(command, self.keymap_in_use)

    def keep_folds(self, key: bytes, folds: frozenset[str]) -> None:
        """Let the folds of a document last, by its key."""
        self._adjusting.fold(key, folds)

    def in_use(self, name: str) -> Any:
        """Return what holds of a setting, by its name in the settings file."""
        return in_use(self.settings, self.adjustments, name)

    def _resolve_keys(self) -> "Keymap | None":
        """Return the keys of the commands, None where none of them were set."""
        if not self.settings.keys:
            return None
        from tui_reader.keymap import resolve

        if "program.commands" in self.settings.keys:
            # Textual has one of its own for it, before all others.
            self._bindings.key_to_bindings.pop(self.COMMAND_PALETTE_BINDING, None)
        return resolve(self.settings.keys)

    def on_app_blur(self) -> None:
        """Keep the place when the reader turns to another window."""
        # Who turns away at once has none yet.
        if self._screen.is_mounted:
            self._screen.keeping.keep_place()

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: "RenderableType | None" = None,
    ) -> None:
        """End the program, when all is written."""
        if self._screen.is_mounted:
            self._screen.keep_everything()
        super().exit(result, return_code, message)

    def _keep_everything(self, _: App[None]) -> None:
        self._screen.keeping.look_away()
        self._screen.keep_everything()

    def rescue(self) -> None:
        """Write what isn't written, from any thread, whatever state the app is in."""
        # Before the screen is there nothing was read or written.
        with suppress(Exception):
            self._screen.keeping.rescue()

    def _end(self, status: int) -> None:
        with self._context():
            self.exit(return_code=status)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: "DOMNode | None" = None,
        namespaces: "Mapping[str, DOMNode] | None" = None,
    ) -> bool:
        """Run an action, which a reader knows then."""
        is_done = await super().run_action(action, default_namespace, namespaces)
        if is_done:
            self._screen.note_action(action)
        return is_done

    def on_key(self, event: events.Key) -> None:
        """Let a prompt have what was typed before it was there to take it."""
        insert = getattr(self._receiver, "insert_text_at_cursor", None)
        if insert is not None and event.is_printable:
            event.prevent_default()
            insert(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Let a prompt have what was pasted before it was there to take it."""
        take = getattr(self._receiver, "take_pasted", None)
        if take is not None:
            take(event.text)

    @property
    def _receiver(self) -> "Widget | None":
        """What has the focus. What is typed and left at the end finds no screen any more."""
        return self.focused if self.screen_stack else None

    def _draw_again(self, _: App[None]) -> None:
        """Draw the whole screen after a suspension, which left it to the shell."""
        self.draw_again()

    @property
    def driver(self) -> Driver | None:
        """What drives the terminal, from the start on."""
        return self._driver

    @property
    def reader(self) -> ReaderScreen:
        """The reader's screen, whatever lies over it."""
        return self._screen

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text by way of the terminal, and say so: the terminal doesn't answer."""
        count = len(text)
        if self.copy_address(text):
            self._screen.say(f"copied {count:,} character{'' if count == 1 else 's'}")
        else:
            self._screen.say(f"{count:,} characters are too many to copy through the terminal")

    def copy_address(self, text: str) -> bool:
        """Copy a text by way of the terminal, through tmux and screen too; return if it fits."""
        sequence = copy_sequence(text, os.environ)
        if sequence is None:
            return False
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(sequence)
        return True

    def action_explain_quit(self) -> None:
        """Say how to quit, for those who press Ctrl+C."""
        shows = self.key_of("program.help")
        more = f", {shows} shows all keys" if shows else ""
        self._screen.say(f"{self.key_of('program.close') or 'Ctrl+Q'} quits{more}")


def run(app: ReaderApp, *, prints_receipt: bool = True) -> int:
    """Run the app on the terminal; return the exit status.

    Args:
        app: The reader.
        prints_receipt: Whether the addresses of the session are printed when it has gone.
    """
    # Textual writes to standard error, which may be a file while standard output is the terminal.
    if not sys.stderr.isatty():
        sys.__stderr__ = sys.__stdout__
    modes = modes_now()
    try:
        app.run()
    except Exception as error:
        app.crash = app.crash or error
    status = app.return_code if app.return_code is not None else 1
    output = getattr(app.driver, "output", None)
    is_signalled = status > _SIGNALLED
    if output is not None and (output.is_stalled or output.is_lost):
        # Nobody takes what is printed now.
        streams.drop(1, 2)
    elif is_signalled:
        streams.drop(1)
    loss = app.reader.memory.close(
        _SIGNAL_SECONDS if is_signalled else _QUIT_SECONDS, None if is_signalled else _explain_wait
    )
    if app.crash is not None:
        return _report(app.crash, modes)
    if app.reader.has_followed and prints_receipt:
        for line in app.reader.following.receipt.lines(hyperlinks=True):
            print(line)
    if loss:
        streams.tell(loss)
    return status


def _explain_wait() -> None:
    """Say why the program hasn't ended yet."""
    streams.tell("saving; the file is locked or the disk is slow")


def _report(error: BaseException, modes: "list[Any] | None") -> int:
    """Report an error, with a terminal that is as it was before; return the exit status."""
    from tui_reader import crash

    restore(modes)
    return crash.report(error, "full screen")
