"""The link whose address is a hit, selected so that the address is shown."""

from typing import TYPE_CHECKING

from tui_reader.document.search import Hit
from tui_reader.layout.found import FoundPlace

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen


class FoundLink:
    """Selects links for the search of one screen, and no link that the reader has selected."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._is_ours = False

    def select(self, hit: Hit, where: FoundPlace) -> None:
        """Select the link of a hit if its address is what was found."""
        viewport = self._screen.view.viewport
        if not hit.is_address or viewport is None:
            return
        for spot in viewport.spots(hit.chunk):
            if spot.link is where.link:
                self._screen.view.select(spot)
                self._is_ours = True

    def drop(self) -> None:
        """Select none any more."""
        if self._is_ours:
            self._is_ours = False
            self._screen.view.select(None)
