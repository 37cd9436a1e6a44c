"""What the view does between keys: it scans on, and lays out the pages on either side.

Each step takes some milliseconds, so that a key that comes meanwhile has its answer at once. A jump
to the end of a text that isn't scanned yet waits here until it is.
"""

import time
from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from tui_reader.document.heading_paths import name_headings
from tui_reader.layout.viewport import Viewport

_PAUSE = 0.004
"""Seconds that keys have between two steps."""
_SLICE = 0.02
"""Seconds that a step takes at most, but for its last part, when someone waits for the end."""

_NAMED_AT_ONCE = 40
"""Headings that are named between two looks at the clock."""


class Ahead:
    """The work of one view for its viewport.

    Attributes:
        awaited: What is done when the text is scanned; None where nobody waits.
        is_scanning: Whether the text is still scanned, or its headings are named.
    """

    def __init__(
        self, view: Widget, show: Callable[[bool], None], scanned: Callable[[], None]
    ) -> None:
        """Begin with nothing to do.

        Args:
            view: What it works for.
            show: Shows what is in view, which may have come only now; told whether it has.
            scanned: Is called when the text is scanned whole.
        """
        self.awaited: Callable[[Viewport], object] | None = None
        self.is_scanning = False
        self._view = view
        self._show = show
        self._scanned = scanned
        self._viewport: Viewport | None = None
        self._scan_timer: Timer | None = None
        self._prepare_timer: Timer | None = None

    def work_on(self, viewport: Viewport | None) -> None:
        """Scan a document from now on, or none."""
        if viewport is not self._viewport:
            self.awaited = None
            self.is_scanning = False
        self._viewport = viewport
        if self._scan_timer is not None:
            self._scan_timer.stop()
        # What else finished the scan meanwhile told nobody.
        if viewport is not None and (self.is_scanning or not viewport.document.is_complete):
            self.is_scanning = True
            self._scan_timer = self._view.set_timer(_PAUSE, self._scan_on)

    def prepare(self) -> None:
        """Lay out the pages on either side."""
        if self._prepare_timer is not None:
            self._prepare_timer.stop()
            self._prepare_timer = None
        viewport = self._viewport
        if viewport is None:
            return
        was_settled, before = viewport.is_settled, viewport.y
        goes_on = viewport.prepare()
        if not was_settled or viewport.y != before:
            self._show(not was_settled)
        if goes_on:
            self._prepare_timer = self._view.set_timer(_PAUSE, self.prepare)

    def _scan_on(self) -> None:
        viewport = self._viewport
        if viewport is None:
            return
        is_short = viewport.rows < viewport.height
        deadline = time.monotonic() + _SLICE
        goes_on = viewport.document.advance()
        while goes_on and self.awaited is not None and time.monotonic() < deadline:
            goes_on = viewport.document.advance()
        if viewport.extend() or is_short:
            # What was found may be in view, as where the text begins with one huge block.
            viewport.resize(viewport.height)
            self._show(True)
        if not goes_on and self.awaited is not None:
            self.awaited(viewport)
            self.awaited = None
            self._show(True)
        if goes_on or self._has_unnamed(viewport, deadline):
            self._scan_timer = self._view.set_timer(_PAUSE, self._scan_on)
            return
        self.is_scanning = False
        self._scanned()

    def _has_unnamed(self, viewport: Viewport, deadline: float) -> bool:
        """Name some headings, for what is done with all of them; return whether there are more."""
        from tui_reader.layout.standpoint import rendered  # After the first screen.

        document = rendered(viewport)
        while has_more := name_headings(document, _NAMED_AT_ONCE):
            if time.monotonic() > deadline:
                break
        return has_more
