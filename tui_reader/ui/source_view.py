"""The Markdown source in place of the text, at the same place, and back again."""

from typing import TYPE_CHECKING

from tui_reader.document.document import Document
from tui_reader.document.source_lines import SourceLines
from tui_reader.layout.standpoint import show_source, source_on_top
from tui_reader.layout.viewport import Viewport

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen


class SourceView:
    """Shows the source of the document on one screen."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._came: tuple[Document, tuple[int, int], tuple[int, int, int], int] | None = None

    @property
    def is_on(self) -> bool:
        """Whether the source is shown."""
        viewport = self._screen.view.viewport
        return viewport is not None and isinstance(viewport.document, SourceLines)

    def toggle(self) -> None:
        """Show the source, or the text again."""
        viewport = self._screen.view.viewport
        if viewport is None or not viewport.document.chunks:
            self._screen.say("there is nothing in this document")
        elif isinstance(viewport.document, SourceLines):
            self._show_text(viewport)
        else:
            self._show_source(viewport)

    def _show_source(self, viewport: Viewport) -> None:
        document, source = viewport.document, source_on_top(viewport)
        place, lead = viewport.place(), viewport.blank_rows_on_top()
        if not viewport.y:
            # At the very top its front matter, too.
            source, lead = 0, 0
        view = self._screen.view
        view.open(SourceLines(document), lambda new: show_source(new, source), keeps=True)
        if view.viewport is not None:
            self._came = document, (view.viewport.chunk, view.viewport.line), place, lead
        self._shown("the source; v shows the text again")

    def _show_text(self, viewport: Viewport) -> None:
        document, source = self._screen.document, source_on_top(viewport)
        came, at = self._came, (viewport.chunk, viewport.line)

        def show(new: Viewport) -> None:
            if came is not None and came[:2] == (document, at):
                # Nothing was moved: back to the row, whatever is the first word of it.
                new.show_place(*came[2], came[3])
            elif viewport.y:
                show_source(new, source)

        self._screen.view.open(document, show, keeps=True)
        self._shown("the text again")

    def _shown(self, said: str) -> None:
        self._screen.forget_goal()
        self._screen.marking.show()
        self._screen.show_hits_here()
        self._screen.show_place()
        self._screen.say(said)
