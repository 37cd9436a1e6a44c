"""Which theme the app has: for the terminal's background, by the settings and what was chosen."""

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter
from textual.widget import Widget

from tui_reader.state.settings import theme_name
from tui_reader.theme_names import without_unknown_themes
from tui_reader.ui.backgrounds import DARK, LIGHT, background_of, may_ask
from tui_reader.ui.contrast import as_it_is
from tui_reader.ui.messages import BackgroundTold
from tui_reader.ui.themes import DEFAULT_THEME, THEMES, with_reader_variables

if TYPE_CHECKING:
    from tui_reader.state.adjustments import Adjustments, Value
    from tui_reader.state.settings import Settings

_MOMENT = 0.08
"""Seconds for which a terminal that was switched to dark or light may change its mind."""


class ThemedApp(App[None]):
    """The part of the app that has to do with themes."""

    settings: "Settings"
    terminal_background: str | None = None
    """`dark` or `light`, where that is known."""
    theme_variables: dict[str, str]
    """What the theme gives to the CSS, and to looks."""
    is_previewing: bool = False
    """Whether the theme is one that is only being looked at."""

    _styled_for: tuple[str, str | None] | None = None
    _told: str | None = None
    """What the terminal told last of its background."""
    _is_following: bool = False
    """Whether that will be looked at in a moment."""

    if TYPE_CHECKING:

        @property
        def adjustments(self) -> Adjustments: ...
        def adjust(self, name: str, value: Value | None) -> None: ...

    def begin_with_background(self) -> None:
        """Take what is known of the background before the terminal can be asked."""
        is_set = self.settings.background != "auto"
        background = self.settings.background if is_set else background_of(os.environ)
        self.terminal_background = background

    def begin_with_theme(self) -> None:
        """Take the theme to begin with; one of the settings that there isn't is said."""
        for own in THEMES:
            self.register_theme(own)
        self.settings = without_unknown_themes(self.settings, self.available_themes)
        self.theme = self.theme_in_use

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables with the reader's own."""
        variables = super().get_css_variables()
        if self.has_few_colours:
            from tui_reader.ui.few_colours import shown_in_few

            shown = shown_in_few
        else:
            shown = as_it_is
        variables = with_reader_variables(variables, self.terminal_background, shown)
        self.theme_variables = variables
        return variables

    @property
    def has_few_colours(self) -> bool:
        """Whether a theme of Textual's has more colours than the terminal, which has 256.

        Those of the reader's own are made so that Rich's choice of them is good.
        """
        theme = self.current_theme
        is_own = theme.ansi or "reader-link" in theme.variables
        return self.console.color_system == "256" and not is_own

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what changes the colours of all that is drawn."""
        filters = super().get_line_filters()
        return (*filters, self._few_colours) if self.has_few_colours else filters

    @cached_property
    def _few_colours(self) -> LineFilter:
        from tui_reader.ui.few_colours import FewColours

        return FewColours()

    def watch_theme(self) -> None:
        """Restyle at once: in the colours of one theme and the filter of another nothing fits."""
        self.refresh_css(animate=False)

    def refresh_css(self, animate: bool = True) -> None:
        """Restyle everything, once for each change: Textual asks for it again later."""
        wanted = (self.theme, self.terminal_background)
        if wanted != self._styled_for:
            self._styled_for = wanted
            # The screen behind a panel comes last, and would be painted before.
            with self.batch_update():
                super().refresh_css(animate)

    def get_driver_class(self) -> type[Driver]:
        """Return what drives the terminal: Textual's choice, with an ear for what it answers."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from tui_reader.ui.paced_driver import PacedDriver

        return PacedDriver

    def on_mount(self) -> None:
        """Begin in the theme for the background, if the terminal has told it already.

        Most do while the screen is being made; a message would come after the first paint.
        """
        early_answer = getattr(self._driver, "early_answer", None)
        if early_answer is not None and (told := early_answer()) is not None:
            self.on_background_told(BackgroundTold(told))

    @property
    def theme_in_use(self) -> str:
        """The theme that holds for the terminal's background."""
        return self._theme_for(self.terminal_background != LIGHT)

    @property
    def has_choice_of_colours(self) -> bool:
        """Whether a theme can have colours of its own: not with NO_COLOR, nor with sixteen."""
        return (
            not self.no_color
            and self.settings.colors != "ansi"
            and self.console.color_system in ("256", "truecolor")
        )

    @property
    def can_ask_for_background(self) -> bool:
        """Whether the terminal may be asked for its background."""
        return self.settings.background == "auto" and may_ask(os.environ)

    @property
    def asks_for_background(self) -> bool:
        """Whether the terminal is asked at the start: only where something hangs on it.

        Of the terminal's own colours some can be read when the background is known.
        """
        has_hues = not self.no_color and self.console.color_system in ("256", "truecolor")
        gains_hues = self.theme == DEFAULT_THEME and self.terminal_background is None and has_hues
        return self.can_ask_for_background and (self.waits_for_background or gains_hues)

    @property
    def waits_for_background(self) -> bool:
        """Whether the first screen waits a moment for the answer: it may need another theme."""
        return self._theme_for(True) != self._theme_for(False)

    def _theme_for(self, is_dark: bool) -> str:
        """Return the theme for a background."""
        theme = self.available_themes.get(theme_name(self.settings, self.adjustments, is_dark))
        if theme is None or not (theme.ansi or self.has_choice_of_colours):
            return DEFAULT_THEME
        return theme.name

    def set_background(self, background: str | None) -> None:
        """Take the theme for a background, `dark`, `light` or not known."""
        if background == self.terminal_background:
            return
        self.terminal_background = background
        if self.theme != self.theme_in_use and not self.is_previewing:
            self.theme = self.theme_in_use
        else:
            self.refresh_css(animate=False)
            # No rule has changed, only colours of which Textual doesn't know.
            for widget in self.screen_stack[0].walk_children(Widget):
                widget.notify_style_update()
                widget.refresh()

    def on_background_told(self, event: BackgroundTold) -> None:
        """Follow the terminal, if the settings don't say otherwise.

        Its first word counts at once; of what it says later the last word of each moment does: to
        restyle everything for each would take all the time there is.
        """
        if self.settings.background != "auto":
            return
        is_first = self._told is None
        self._told = event.background
        if is_first:
            self.set_background(event.background)
        elif not self._is_following and event.background != self.terminal_background:
            self._is_following = True
            self.set_timer(_MOMENT, self._follow)

    def _follow(self) -> None:
        self._is_following = False
        self.set_background(self._told)

    def ask_for_background(self) -> None:
        """Ask the terminal, when the answer will be needed."""
        ask = getattr(self._driver, "ask", None)
        if ask is not None and self.can_ask_for_background:
            ask()

    def keep_theme(self, name: str) -> None:
        """Let a theme that was chosen last: for the background, for both where it isn't known."""
        self.settings = replace(self.settings, theme="")
        for background in (DARK, LIGHT):
            if self.terminal_background in (background, None):
                self.adjust(f"theme-{background}", name)
        self.theme = self.theme_in_use
