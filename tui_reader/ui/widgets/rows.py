"""A list whose cursor is seen in every theme."""

from rich.style import Style
from textual.strip import Strip
from textual.widgets import OptionList

_CURSOR = Style(reverse=True)


class Rows(OptionList):
    """Rows to choose from.

    The one under the cursor is reversed. Textual leaves that out of what CSS says of a part of a
    widget, and with the terminal's own colours it has no other way to set a row apart.
    """

    DEFAULT_CSS = """
    Rows > .option-list--option-highlighted, Rows:focus > .option-list--option-highlighted {
        color: $foreground;
        background: $background;
        text-style: none;
    }
    """

    def action_page_up(self) -> None:
        """Move up by as many rows as there are in view; Textual fails where there is none."""
        if self.scrollable_content_region:
            super().action_page_up()

    def action_page_down(self) -> None:
        """Move down by as many rows as there are in view."""
        if self.scrollable_content_region:
            super().action_page_down()

    def render_line(self, y: int) -> Strip:
        """Return a line of the list."""
        strip = super().render_line(y)
        is_cursor = self.highlighted is not None and any(
            segment.style is not None and segment.style.meta.get("option") == self.highlighted
            for segment in strip
        )
        return strip.apply_style(_CURSOR) if is_cursor else strip
