"""The link cursor: which link of a document is selected, and what number each one has."""

import re
import time
from collections.abc import Sequence

from rich.cells import cell_len

from tui_reader.document.model import Link
from tui_reader.layout.spots import LinkSpot
from tui_reader.layout.viewport import Viewport

NUMBERED_CHUNKS = 96
"""Chunks of a document up to which its links are numbered through; beyond, those in view are."""

_PATIENCE = 0.08
"""Seconds for which the next link is looked for in what was never in view."""
_LINK_SIGN = re.compile(r"[\[<]|://|www\.", re.I)
"""What a stretch of source with a link has."""
_ROWS_FOR_CONTEXT = 4
_FAR = 8
"""Screens from which on a link is jumped to."""


class LinkCursor:
    """Walks the links of what a viewport shows.

    Attributes:
        shows_numbers: Whether numbers are asked for.
    """

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._spot: LinkSpot | None = None
        self.shows_numbers = False

    @property
    def spot(self) -> LinkSpot | None:
        """The selected link where it is laid out now, None when none is."""
        if self._spot is not None:
            self._spot = _as_it_is(self._spot, self._viewport.spots(self._spot.chunk))
        return self._spot

    @spot.setter
    def spot(self, spot: LinkSpot | None) -> None:
        self._spot = spot

    def move(self, direction: int) -> bool:
        """Select the next or previous link and bring it into view; return whether there is one."""
        spot = self._next(direction)
        if spot is not None:
            self.select(spot)
        return spot is not None

    def select(self, spot: LinkSpot | None) -> None:
        """Select a link and bring it into view, or none."""
        self.spot = spot
        if spot is not None:
            self._bring_into_view(spot)

    @property
    def target(self) -> str:
        """Where the selected link goes; empty where none is selected or it has left the view."""
        view, spot = self._viewport, self.spot
        if spot is None:
            return ""
        first, last = view.row_of(spot.chunk, spot.line), view.row_of(spot.chunk, spot.last_line)
        return "" if last < 0 or first >= view.height else spot.link.href

    def _next(self, direction: int) -> LinkSpot | None:
        """Return the link after or before the selected one; in view when none in view is selected.

        Gives up after a while, so that a key press has an end.
        """
        deadline = time.monotonic() + _PATIENCE
        view, current = self._viewport, self.spot
        in_view = view.spots_in_view()
        at = next((i for i, spot in enumerate(in_view) if spot.is_same(current)), None)
        if at is None and in_view:
            return in_view[0 if direction > 0 else -1]
        if at is not None and 0 <= at + direction < len(in_view):
            return in_view[at + direction]
        chunk = view.chunk if current is None or at is None else current.chunk
        while view.reaches(chunk) and time.monotonic() < deadline:
            if not self._may_have_links(chunk):
                chunk += direction
                continue
            rows = [(view.row_of(chunk, spot.line), spot) for spot in view.spots(chunk)]
            beyond = [
                spot for row, spot in rows if (row >= view.height if direction > 0 else row < 0)
            ]
            if beyond:
                return beyond[0 if direction > 0 else -1]
            chunk += direction
        return None

    def _may_have_links(self, chunk: int) -> bool:
        document = self._viewport.document
        place = document.chunks[chunk]
        return _LINK_SIGN.search(document.source.text, place.start, place.end) is not None

    def _bring_into_view(self, spot: LinkSpot) -> None:
        """Scroll as little as shows a link whole, with a line of what is around it."""
        view = self._viewport
        first, last = view.row_of(spot.chunk, spot.line), view.row_of(spot.chunk, spot.last_line)
        around = 1 if view.height > _ROWS_FOR_CONTEXT else 0
        if abs(first) > _FAR * view.height:
            # What lies between needn't be laid out.
            view.show(spot.chunk, spot.line)
            view.scroll(min(0, view.row_of(spot.chunk, spot.line) - view.height // 3))
        elif first < 0:
            view.scroll(first - around)
        elif last >= view.height:
            view.scroll(min(first, last - view.height + 1 + around))

    def at(self, row: int, cells: int) -> LinkSpot | None:
        """Return the link at a row of the viewport, so many cells into its line."""
        line = self._viewport.line_at(row)
        for run in line.runs if line else ():
            cells -= cell_len(run.text)
            if cells < 0:
                in_view = self._viewport.spots_in_view()
                return next((spot for spot in in_view if spot.link is run.link), None)
        return None

    def of_number(self, number: int) -> LinkSpot | None:
        """Return the link that has a number, None where none has it."""
        if not self._numbers_all():
            in_view = self._viewport.spots_in_view()
            return in_view[number - 1] if 0 < number <= len(in_view) else None
        for chunk in range(len(self._viewport.document.chunks)):
            spots = self._viewport.spots(chunk)
            if 0 < number <= len(spots):
                return spots[number - 1]
            number -= len(spots)
        return None

    def lit(self) -> Link | None:
        """Return the selected link as it is laid out now."""
        spot = self.spot
        return spot.link if spot is not None else None

    def labels(self) -> dict[int, str]:
        """Return the number of each link in view by the link's identity, none unless asked for."""
        if not self.shows_numbers:
            return {}
        in_view = self._viewport.spots_in_view()
        first = 1
        if in_view and self._numbers_all():
            before = range(in_view[0].chunk)
            first += in_view[0].index + sum(len(self._viewport.spots(chunk)) for chunk in before)
        return {id(spot.link): str(first + place) for place, spot in enumerate(in_view)}

    def _numbers_all(self) -> bool:
        return len(self._viewport.document.chunks) <= NUMBERED_CHUNKS


def _as_it_is(spot: LinkSpot, spots: Sequence[LinkSpot]) -> LinkSpot | None:
    """Return a link as it is laid out now, None where it is no link any more.

    At another width it has other lines, and a sign beside it is part of its text. Definitions far
    below make links of what is before it, of which each has another place among the links then.

    Args:
        spot: The link as it was laid out.
        spots: The links of its chunk as they are laid out now.
    """
    if spot.index < len(spots) and spots[spot.index] is spot:
        return spot
    alike = [each for each in spots if each.link.href == spot.link.href]
    text = _letters(spot)
    return min(
        alike,
        key=lambda each: (_letters(each) != text, abs(each.index - spot.index)),
        default=None,
    )


def _letters(spot: LinkSpot) -> str:
    """Return the text of a link without the blanks, of which there is one at each end of a line."""
    return "".join(spot.text.split())
