"""What the mouse does in the pane with the text: links, the wheel, selections."""

from textual import events
from textual.scroll_view import ScrollView
from textual.selection import Selection

from tui_reader.layout.link_cursor import LinkCursor
from tui_reader.layout.spots import LinkSpot
from tui_reader.layout.viewport import Viewport
from tui_reader.ui.messages import LinkClicked
from tui_reader.ui.widgets.selecting import TextPlace, selected_span, selected_text

_WHEEL_ROWS = 3


class MouseView(ScrollView, inherit_bindings=False):
    """The base of the pane; the pane has the text.

    Attributes:
        viewport: What is in view.
        links: The links of it.
    """

    viewport: Viewport | None
    links: LinkCursor | None

    @property
    def margin(self) -> int:
        """Cells on the left of the text."""
        raise NotImplementedError

    def move(self, kind: str, amount: float = 1) -> bool:
        """Move through the text."""
        raise NotImplementedError

    def select(self, spot: LinkSpot | None) -> None:
        """Select a link, or none."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Ask for the link that was clicked."""
        spot = self.links.at(event.y, event.x - self.margin) if self.links else None
        if spot is not None:
            self.select(spot)
            self.post_message(LinkClicked())

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self.move("line", _WHEEL_ROWS)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self.move("line", -_WHEEL_ROWS)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, and what joins it to that of other widgets."""
        if self.viewport is None:
            return None
        return selected_text(self.viewport, selection, self.margin), "\n"

    def selected_places(self) -> tuple[TextPlace, TextPlace] | None:
        """Return where the selected text begins and ends, None where none is selected."""
        if self.viewport is None or self.text_selection is None:
            return None
        return selected_span(self.viewport, self.text_selection, self.margin)
