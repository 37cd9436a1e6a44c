"""The Textual app: themes, keys, the terminal. What a reader does is the screens' business."""

import os
import sys
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.screen import Screen

from tui_reader.clipboard import copy_sequence
from tui_reader.document.document import Document
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.places import Place
from tui_reader.startup import release_collector
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.themes import DEFAULT_THEME, THEMES, with_reader_variables

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider

    from tui_reader.state.documents import KnownDocument


def _command_provider() -> "type[Provider]":
    from tui_reader.ui.palette import CommandProvider

    return CommandProvider


class ReaderApp(App[None]):
    """Reads one library."""

    TITLE = "alignread"
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar = {_command_provider}
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
        column: int | None = None,
        theme: str | None = None,
        browser: str = "",
        marks_terms: bool = True,
        driver_class: type[Driver] | None = None,
    ) -> None:
        # With ANSI colours Textual drops colour where NO_COLOR asks for that; without them it makes
        # greys of it, and of the terminal's own colours black on black.
        ansi_color = True if "NO_COLOR" in os.environ else None
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self.browser = browser
        self.marks_terms = marks_terms
        self.watches_files = True
        self.keymap_in_use: dict[str, str] = {}
        self.animation_level = "none"
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme or DEFAULT_THEME
        self._screen = ReaderScreen(library, current, document)
        self._screen.begin_with(known)
        self._place = place
        self._column = column

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables with the reader's own."""
        variables = with_reader_variables(super().get_css_variables())
        self.theme_variables = variables
        return variables

    def get_default_screen(self) -> Screen[None]:
        """Return the reader, the only screen at the start."""
        return self._screen

    def on_ready(self) -> None:
        """Go to the place that was asked for."""
        release_collector()
        self.app_resume_signal.subscribe(self, self._draw_again)
        # At once: what is only queued is done when the program goes on, if it ever does.
        self.app_suspend_signal.subscribe(self, self._keep_everything, immediate=True)
        if not self.is_headless:
            from tui_reader.ui.signals import end_in_order

            modes = getattr(self._driver, "attrs_before", None)
            end_in_order(self._end, self._rescue, modes)
        if self._column is not None:
            self._screen.view.set_column(self._column)
        if self._place is not None:
            try:
                self._screen.go_to(self._place)
            except ReaderError as error:
                self._screen.say(str(error))

    def on_app_blur(self) -> None:
        """Keep the place when the reader turns to another window."""
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

    def _rescue(self) -> None:
        self._screen.keeping.rescue()

    def _end(self, status: int) -> None:
        self.exit(return_code=status)

    def on_key(self, event: events.Key) -> None:
        """Let a prompt have what was typed before it was there to take it."""
        insert = getattr(self.focused, "insert_text_at_cursor", None)
        if insert is not None and event.is_printable:
            event.prevent_default()
            insert(event.character)

    def _draw_again(self, _: App[None]) -> None:
        """Draw the whole screen after a suspension, which left it to the shell."""
        for screen in self.screen_stack:
            screen.refresh(layout=True)

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
        self._screen.say("q quits, ? shows all keys")


def theme_names() -> list[str]:
    """Return the names of all themes, the reader's own first."""
    from textual.theme import BUILTIN_THEMES

    return [theme.name for theme in THEMES] + sorted(BUILTIN_THEMES)


def run(app: ReaderApp, *, prints_receipt: bool = True) -> int:
    """Run the app on the terminal; return the exit status.

    Args:
        app: The reader.
        prints_receipt: Whether the addresses of the session are printed when it has gone.
    """
    # Textual writes to standard error, which may be a file while standard output is the terminal.
    if sys.stderr is None or not sys.stderr.isatty():
        sys.__stderr__ = sys.__stdout__
    app.run()
    is_saved = app.reader.memory.close()
    if app.reader.has_followed and prints_receipt:
        for line in app.reader.following.receipt.lines(hyperlinks=True):
            print(line)
    if not is_saved:
        print("alignread: not everything that was marked could be saved", file=sys.stderr)
    return app.return_code if app.return_code is not None else 1
