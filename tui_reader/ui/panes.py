"""Which panes the reader's screen shows: the sidebar beside the text or over it, zen."""

from tui_reader.ui.reading import ReadingScreen

_SIDEBAR_FROM = {"auto": 70, "on": 50, "off": 70}
"""Columns of the screen from which on the sidebar has a place of its own, by the setting."""
_OVERLAY = 40
"""Columns of a sidebar that lies over the text."""
_LEFT_BESIDE = 24
"""Columns beside it from which on the text in them makes sense."""


class PaneActions(ReadingScreen):
    """Sidebar and zen; the reader's screen has the panes.

    Attributes:
        is_overlay_open: Whether the sidebar lies over the text of a narrow screen.
        is_zen: Whether nothing but the text is shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_overlay_open = False
        self.is_zen = False
        self._wants_sidebar = True
        self._from = _SIDEBAR_FROM["auto"]

    def set_sidebar(self, setting: str) -> None:
        """Show the sidebar as the settings say."""
        self._wants_sidebar = setting != "off"
        self._from = _SIDEBAR_FROM[setting]

    def action_toggle_sidebar(self) -> None:
        """Show or hide the sidebar."""
        if not self.outline.has_rows:
            self.say("this document has no headings")
            return
        if self.size.width < self._from:
            self.is_overlay_open = not self.is_overlay_open
        else:
            self._want_sidebar(not self.outline.display)
            self.is_zen = False
        self.arrange_panes(self.size.width)
        self.set_focus(self.outline if self.is_overlay_open else self.view)

    def action_enter_sidebar(self) -> None:
        """Move into the sidebar, which shows itself if it must."""
        if not self.outline.has_rows:
            self.say("this document has no headings")
            return
        if self.size.width < self._from:
            self.is_overlay_open = True
        elif not self._wants_sidebar:
            self._want_sidebar(True)
        self.is_zen = False
        self.arrange_panes(self.size.width)
        self.set_focus(self.outline)

    def _want_sidebar(self, is_wanted: bool) -> None:
        """Show or hide the sidebar, from now on."""
        self._wants_sidebar = is_wanted
        shown = "on" if self.reader_app.settings.sidebar == "on" else "auto"
        self.reader_app.adjust("sidebar", shown if is_wanted else "off")

    def action_leave_sidebar(self) -> None:
        """Move back to the text."""
        self.is_overlay_open = False
        self.arrange_panes(self.size.width)
        self.set_focus(self.view)

    def action_toggle_zen(self) -> None:
        """Hide everything but the text, or show it again."""
        self.is_zen = not self.is_zen
        self.is_overlay_open = False
        self.arrange_panes(self.size.width)
        self.set_focus(self.view)

    def action_choose_theme(self) -> None:
        """Choose a theme, with each one shown on the text."""
        from tui_reader.ui.screens.themes import choose_theme

        choose_theme(self.reader_app)

    def arrange_panes(self, width: int) -> None:
        """Give each pane its place on a screen of some columns."""
        is_narrow = width < self._from
        if not is_narrow:
            self.is_overlay_open = False
        shows = self.is_overlay_open if is_narrow else self._wants_sidebar and not self.is_zen
        self.outline.display = shows and self.outline.has_rows
        self.outline.set_class(is_narrow, "-overlay")
        beside = min(36, max(26, width // 3))
        # What is left beside the overlay is text that can be read, or nothing.
        over = _OVERLAY if width - _OVERLAY >= _LEFT_BESIDE else width
        self.outline.styles.width = over if is_narrow else beside
        # A docked pane takes no heed of its margin: its last row would lie below the status line.
        self.outline.styles.height = max(1, self.size.height - 1)
        self.status.display = not self.is_zen
