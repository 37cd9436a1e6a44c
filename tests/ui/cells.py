"""What is drawn, cell by cell, in the colours that the terminal shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.app import App
from textual.color import Color

from tui_reader.ui.contrast import contrast

_DIM = 0.66
"""How much of a colour is left where the terminal dims it; terminals leave half to two thirds."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A run of cells of one look on the screen."""

    text: str
    row: int
    column: int
    style: Style
    foreground: Color | None
    """None where it is the terminal's own, which in a theme of colours is a fault."""
    background: Color | None

    @property
    def contrast(self) -> float:
        """The contrast of the text, 0 where a colour isn't known."""
        if self.foreground is None or self.background is None:
            return 0
        return contrast(self.foreground, self.background)

    def __str__(self) -> str:
        names = [each.hex if each else "-" for each in (self.foreground, self.background)]
        return f"{self.row}:{self.column} {self.text.strip()!r} {self.contrast:.1f} {names}"


def runs(app: App[None]) -> Iterator[tuple[int, int, str, Style]]:
    """Yield what is on the screen: row, column, text, style."""
    # Textual has no public way to the rows of a whole screen with all its layers.
    for row, strip in enumerate(app.screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            yield row, column, segment.text, segment.style or Style()
            column += segment.cell_length


def cells(app: App[None], system: ColorSystem = ColorSystem.TRUECOLOR) -> list[Cells]:
    """Return all that is on the screen and isn't blank, in a theme of colours."""
    found: list[Cells] = []
    for row, column, text, style in runs(app):
        if not text.strip():
            continue
        front, behind = _shown(style.color, system), _shown(style.bgcolor, system)
        if style.reverse:
            front, behind = behind, front
        if style.dim and front and behind:
            front = behind.blend(front, _DIM)
        found.append(Cells(text, row, column, style, front, behind))
    return found


def _shown(colour: RichColor | None, system: ColorSystem) -> Color | None:
    if colour is None or colour.is_default:
        return None
    return Color.from_rich_color(RichColor.from_triplet(colour.downgrade(system).get_truecolor()))
