"""Where a search began, to come back to it exactly."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.history import Visit

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen

_NOWHERE = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Origin:
    """The place on top, and how it was shown."""

    visit: Visit
    place: tuple[int, int, int]
    """Chunk, block and offset of the first text in view."""
    top: tuple[int, int]
    """Chunk and line on top."""
    width: int
    """Of the column: at another one these are other lines."""
    shift: int
    """How far wide tables and code were scrolled sideways."""

    def is_on_top(self, screen: "ReaderScreen") -> bool:
        """Whether it is on top now."""
        return self.top == find_origin(screen).top

    def restore(self, screen: "ReaderScreen") -> None:
        """Show it again, in its document."""
        view, visit = screen.view, self.visit
        viewport = view.viewport
        if viewport is None or visit.document != screen.current:
            return
        if self.width != viewport.options.width:
            viewport.show_place(visit.chunk, visit.block, visit.offset, visit.lead)
        elif self.top != (viewport.chunk, viewport.line):
            viewport.show(*self.top)
        elif self.shift == view.shift:
            return
        view.shift_to(self.shift)
        view.follow()


def find_origin(screen: "ReaderScreen") -> Origin:
    """Return where the reader is now."""
    visit, viewport = screen.present_visit(), screen.view.viewport
    if viewport is None:
        return Origin(visit, _NOWHERE, (0, 0), 0, 0)
    top = (viewport.chunk, viewport.line)
    return Origin(visit, viewport.place_at(0), top, viewport.options.width, screen.view.shift)
