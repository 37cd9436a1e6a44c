"""How the app's picture gets to the terminal: what changed in it, and no more.

Textual writes every row that a widget may have changed. Here its updates go into a `Wire`, which
knows what the terminal shows. Textual has no public way to that: `App._display` is where all that
is drawn comes by, as strips (textual 8.2.8).
"""

import os
from functools import cache
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.geometry import Size

from tui_reader.ui.wire.wire import Wire

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


class DisplayingApp(App[None]):
    """The part of the app that has to do with what is sent to the terminal."""

    is_wired = True
    """Whether only what changed is sent."""
    _wire: Wire | None = None

    def forget_picture(self) -> None:
        """Take it that the terminal may show anything: the next output draws all of the screen."""
        if self._wire is not None:
            self._wire.forget()

    async def on_event(self, event: events.Event) -> None:
        """Forget the picture when the terminal has another size: it may have moved all."""
        if not isinstance(event, events.Resize):
            await super().on_event(event)
            return
        self.forget_picture()
        is_first = self._size is None
        await super().on_event(event)
        if not is_first:
            # There and back so fast that nobody drew in between: nothing else would draw now.
            self.draw_again(event.size)

    def draw_again(self, size: Size | None = None) -> None:
        """Draw all of the screen, whatever the terminal shows.

        Args:
            size: Draw only what is laid out for this size already; None for whatever size.
        """
        self.forget_picture()
        for screen in self.screen_stack:
            if size is None or screen.size == size:
                screen.refresh(layout=True)

    def _display(self, screen: "Screen[object]", renderable: "RenderableType | None") -> None:
        """Send what an update changes; what isn't known goes out as Textual would send it."""
        if not self._may_wire or renderable is None or self._batch_count:
            super()._display(screen, renderable)
            return
        if self._wire is None:
            system = self.console._color_system or ColorSystem.TRUECOLOR
            self._wire = Wire(system, erases_colours)
        if isinstance(renderable, CompositorUpdate) and self._wire.take(renderable):
            self.send_picture()
            self.post_display_hook()
            return
        # What was taken before comes before it.
        self.send_picture(at_once=True)
        self._wire = None
        super()._display(screen, renderable)

    @property
    def _may_wire(self) -> bool:
        driver = self._driver
        return (
            self.is_wired
            and self._running
            and not self._closed
            and not self.is_headless
            and driver is not None
            and not driver.is_inline
            and os.name == "posix"
        )

    @property
    def paces_output(self) -> bool:
        """Whether the terminal is asked how far it is, so that pictures don't pile up."""
        return self.is_wired

    def show_waiting(self) -> None:
        """Send what was held back; the driver calls when the line has room for it."""
        if self._may_wire:
            self.send_picture()

    def send_picture(self, *, at_once: bool = False) -> None:
        """Send what differs between the picture that the terminal shows and the one it should.

        While much is on its way nothing is sent, unless it has to be at once: so of many pictures
        the terminal gets the last one.
        """
        wire, driver = self._wire, self._driver
        if wire is None or driver is None or not (at_once or getattr(driver, "is_ready", True)):
            return
        wire.cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if data := wire.render():
            self._begin_update()
            driver.write(data)
            self._end_update()
            driver.flush()
            if (end_picture := getattr(driver, "end_picture", None)) is not None:
                end_picture()


@cache
def erases_colours() -> bool:
    """Return whether the terminal erases in the background that is set: terminfo's `bce`.

    False where terminfo doesn't know the terminal.
    """
    import curses

    try:
        curses.setupterm(os.environ.get("TERM", ""), 1)
    except curses.error:
        return False
    return curses.tigetflag("bce") > 0
