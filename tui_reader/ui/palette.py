"""The palette of one screen: asks what is wanted, and runs it or goes there."""

from typing import TYPE_CHECKING

from tui_reader.commands import SIDEBAR, Command
from tui_reader.errors import NoSuchPlace
from tui_reader.places import parse_place
from tui_reader.state.bookmarks import Bookmark
from tui_reader.ui.mark_panel import go_to_mark
from tui_reader.ui.offers import Heading, Offers, Outline
from tui_reader.ui.screens.palette import PaletteScreen

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen

_BY_NUMBER = "type the number of a link, then Enter"


class Palette:
    """Commands, places, headings, documents and bookmarks in one list."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._known: dict[int, Outline] = {}

    async def show(self) -> None:
        """Show it, ready for keys that were typed ahead."""
        offers = Offers(self._screen, self._screen.reader_app.keymap_in_use, self._known)
        panel = PaletteScreen(offers, self._screen.document.line_count)
        await self._screen.app.push_screen(panel, self._answered)
        panel.take_keys()

    async def _answered(self, wanted: "Command | Heading | Bookmark | str | None") -> None:
        if isinstance(wanted, Command):
            await self._run(wanted)
        elif wanted is not None:
            self._screen.action_leave_sidebar()
            self._go(wanted)

    async def _run(self, command: Command) -> None:
        screen = self._screen
        if "KEY" in command.action:
            screen.say(_BY_NUMBER)
        elif command.group != SIDEBAR:
            await screen.run_action(command.action)
        else:
            if not screen.outline.has_focus:
                screen.action_enter_sidebar()
            if screen.outline.rows:
                await screen.outline.run_action(command.action)

    def _go(self, wanted: "Heading | Bookmark | str") -> None:
        screen = self._screen
        try:
            if isinstance(wanted, str):
                screen.go_to(parse_place(wanted))
            elif isinstance(wanted, Bookmark):
                go_to_mark(screen, wanted)
            else:
                self._go_to_heading(wanted)
        except NoSuchPlace as error:
            screen.say(str(error))

    def _go_to_heading(self, wanted: Heading) -> None:
        """Go to a heading, also when its file was changed after it was listed."""
        screen = self._screen
        if wanted.document not in screen.documents and not screen.load_document(wanted.document):
            return
        document = screen.documents[wanted.document]
        document.complete()
        heading = wanted.heading
        if heading >= len(document.outline) or (
            heading >= 0 and document.heading_text(heading) != wanted.text
        ):
            heading = document.find_heading(wanted.text)
        screen.leave_place()
        screen.keeping.begin_elsewhere()
        is_beginning = heading < 0 and wanted.document != screen.current
        screen.open_document(wanted.document, None if is_beginning else heading)
