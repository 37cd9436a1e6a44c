"""Copying a paragraph or the selected text: as Markdown first, as plain text when asked again."""

from typing import TYPE_CHECKING

from tui_reader.document.excerpts import excerpt_of_paragraph, excerpt_of_span
from tui_reader.layout.standpoint import document_place

if TYPE_CHECKING:
    from tui_reader.document.excerpts import Excerpt
    from tui_reader.ui.screens.reader import ReaderScreen


class Copying:
    """Copies for one screen."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._last: tuple[Excerpt, bool] | None = None

    def copy(self) -> None:
        """Copy the selected text, else the paragraph of the selected link, else that on top."""
        excerpt = self._excerpt()
        if excerpt is None:
            self._screen.say("there is nothing to copy here")
            return
        as_text = self._last == (excerpt, False)
        self._last = (excerpt, as_text)
        text = excerpt.text if as_text or not excerpt.markdown else excerpt.markdown
        count = f"{len(text):,} character{'' if len(text) == 1 else 's'}"
        if not self._screen.reader_app.copy_address(text):
            self._screen.say(f"{count} are too many to copy through the terminal")
        elif not excerpt.markdown:
            self._screen.say(f"copied {count} as text: the Markdown can't be told apart here")
        elif as_text:
            self._screen.say(f"copied {count} as text; Y again: as Markdown")
        else:
            self._screen.say(f"copied {count} as Markdown; Y again: as text")

    def _excerpt(self) -> "Excerpt | None":
        view, viewport = self._screen.view, self._screen.view.viewport
        if viewport is None:
            return None
        document = self._screen.document
        if (span := view.selected_places()) is not None:
            begin, end = (document_place(viewport, place) for place in span)
            selected = self._screen.get_selected_text() or ""
            if self._screen.source_view.is_on:
                return excerpt_of_span(document, begin, end, selected, is_source=True)
            return excerpt_of_span(document, begin, end, selected)
        place = self._screen.marking.place()
        return None if place is None else excerpt_of_paragraph(document, place)
