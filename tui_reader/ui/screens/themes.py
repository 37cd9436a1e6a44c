"""The choice of a theme: a list beside or below the text, which shows each one as the cursor moves.

The themes of alignread's own come first, then Textual's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from tui_reader.ui.screens.list_panel import ListPanel
from tui_reader.ui.themes import DEFAULT_THEME

if TYPE_CHECKING:
    from tui_reader.ui.app import ReaderApp

_BESIDE_FROM = 100
"""Columns of the screen from which on the list stands beside the text."""
_NAME = 22
"""Cells for the name of a theme."""


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme in the list."""

    name: str
    kind: str
    """What backgrounds it is for: `dark`, `light` or `both`."""
    is_kept: bool
    """Whether it is the one that was chosen last."""

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all words occur somewhere in it."""
        return all(word in f"{self.name} {self.kind}" for word in words)

    def prompt(self) -> Content:
        """Return its name and kind."""
        sign = "● " if self.is_kept else "  "
        return Content(f"{sign}{self.name:{_NAME}}{self.kind}")

    def details(self) -> str:
        """Return nothing: the text itself shows what it is like."""
        return ""


class ThemesScreen(ListPanel[ThemeRow, str]):
    """Lists themes; the answer is the name of the one that was chosen."""

    DEFAULT_CSS = """
    ThemesScreen {
        align: right bottom;
        & > OptionList { height: 40%; padding: 0; }
        & > #details { display: none; }
        &.-beside > OptionList { width: 36; height: 1fr; }
        &.-beside > #keys, &.-beside > Input, &.-beside > Input:focus { width: 36; dock: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "list('select')", "keep", tooltip="Keep the theme"),
        Binding("escape,q,T", "back", "as before", tooltip="Leave the theme as it was"),
    ]
    HELP_TITLE = "Themes"
    FILTER_HINT = "filter by name, dark or light"

    def __init__(self, app: "ReaderApp") -> None:
        """Make the panel for an app, whose theme it changes while it is open."""
        rows = theme_rows(app)
        at = next((index for index, row in enumerate(rows) if row.is_kept), 0)
        super().__init__(rows, "Themes", at=at)
        self._reader_app = app

    def on_mount(self) -> None:
        """Ask what the choice is for."""
        self._reader_app.is_previewing = True
        self._reader_app.ask_for_background()

    def on_unmount(self) -> None:
        """End the preview."""
        self._reader_app.is_previewing = False

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the text."""
        self.set_class(event.size.width >= _BESIDE_FROM, "-beside")

    def choose(self, row: ThemeRow) -> None:
        """Keep a theme."""
        self.dismiss(row.name)

    def take_change(self, text: str) -> None:
        """Show the themes that fit, with the cursor still on the one in view if it fits."""
        self._words = text
        words = text.casefold().split()
        names = [row.name for row in self._rows if row.fits(words)]
        self._at = names.index(self.app.theme) if self.app.theme in names else 0
        self._fill()

    @on(OptionList.OptionHighlighted)
    def _preview(self) -> None:
        if self.row is not None:
            self.app.theme = self.row.name


def theme_rows(app: "ReaderApp") -> list[ThemeRow]:
    """Return a row for each theme, the reader's own first."""
    from tui_reader.theme_names import theme_names

    rows: list[ThemeRow] = []
    for name in theme_names():
        theme = app.available_themes[name]
        kind = "both" if name == DEFAULT_THEME else "dark" if theme.dark else "light"
        rows.append(ThemeRow(name, kind, name == app.theme_in_use))
    return rows


def choose_theme(app: "ReaderApp") -> None:
    """Let the reader choose, where there is something to choose from."""
    if not app.has_choice_of_colours:
        app.reader.say(
            "colours are off" if app.no_color else "only the terminal's own colours are in use"
        )
        return

    def answered(name: str | None) -> None:
        if name is None:
            app.theme = app.theme_in_use
        else:
            app.keep_theme(name)

    app.push_screen(ThemesScreen(app), answered)
