"""Lines to strips: what a role looks like, from the component classes of the widget it paints.

Styles are cached until the theme changes. Every text passes `safe` here once more: this is the
last place before the terminal.
"""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.document.safe import safe
from tui_reader.layout.lines import Line, Role, Run

# In the order in which they lie over one another. Every class costs time at the start, so roles
# that look the same share one.
_CLASSES = (
    (Role.QUOTE, "reader--quote"),
    (Role.TITLE | Role.H1 | Role.H2 | Role.H3, "reader--heading"),
    (Role.H4, "reader--heading-4"),
    (Role.H5, "reader--heading-5"),
    (Role.H6, "reader--heading-6"),
    (Role.STRONG | Role.TABLE_HEAD, "reader--strong"),
    (Role.EMPHASIS, "reader--emphasis"),
    (Role.CODE | Role.CODE_BLOCK, "reader--code"),
    (Role.STRIKE, "reader--strike"),
    (Role.INSERTED, "reader--inserted"),
    (Role.MARKED | Role.KEY, "reader--marked"),
    (Role.BULLET | Role.BAR, "reader--bullet"),
    (Role.SYNTAX_KEYWORD, "reader--keyword"),
    (Role.SYNTAX_STRING, "reader--string"),
    (Role.SYNTAX_NUMBER, "reader--number"),
    (Role.SYNTAX_NAME, "reader--name"),
    (Role.SYNTAX_COMMENT, "reader--comment"),
    (Role.LINK | Role.IMAGE | Role.FOOTNOTE, "reader--link"),
    (Role.MUTED | Role.RULE | Role.TABLE_LINE, "reader--muted"),
)
COMPONENT_CLASSES = {name for _, name in _CLASSES}
_CUT_LEFT = "‹"
_CUT_RIGHT = "›"


def base_style(widget: Widget) -> Style:
    """Return the style of a widget's text, an empty one where it is the terminal's own.

    Textual doesn't apply it to the strips of a widget that draws its rows itself.
    """
    style = widget.visual_style.rich_style
    colours = (style.color, style.bgcolor)
    if all(colour is None or colour.is_default for colour in colours):
        return style.without_color
    return style


class Painter:
    """Paints lines for one widget."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[Role, Style] = {}

    def restyle(self) -> None:
        """Forget the styles; the next strip reads them from the CSS again."""
        self._styles.clear()

    def style(self, role: Role) -> Style:
        """Return the style of a role: the styles of its flags, one over the other."""
        style = self._styles.get(role)
        if style is None:
            style = base_style(self._widget)
            for roles, name in _CLASSES:
                if role & roles:
                    style += self._widget.get_component_rich_style(name, partial=True)
            self._styles[role] = style
        return style

    def strip(self, line: Line, margin: int, width: int, shift: int = 0) -> Strip:
        """Return the strip of a line.

        Args:
            line: What to paint.
            margin: Cells to leave free on its left.
            width: Cells of the pane; a wide line is cut there, and shows that it is.
            shift: Cells of a wide line that are scrolled out to the left.
        """
        runs = line.runs
        if line.is_wide:
            runs = _cut(line, max(1, width - margin), shift)
        base = self.style(Role.TEXT)
        segments = [Segment(" " * margin, base)] if margin else []
        length = margin
        for run in runs:
            text = safe(run.text)
            length += cell_len(text)
            segments.append(Segment(text, self.style(run.role)))
        # Padded here and joined to what comes before: a styled blank would cost nine bytes a row.
        if length < width:
            segments.append(Segment(" " * (width - length), base))
        return Strip(segments, max(length, width)).simplify()


def _cut(line: Line, width: int, shift: int) -> list[Run]:
    """Return the runs of a wide line that fit, with marks where it goes on."""
    kept: list[Run] = []
    cells = 0
    index = 0
    while index < len(line.runs) and cells < line.indent:
        kept.append(line.runs[index])
        cells += cell_len(line.runs[index].text)
        index += 1
    skip = shift
    for run in line.runs[index:]:
        text = run.text
        if skip:
            text, skip = _drop_cells(text, skip)
        if not text:
            continue
        room = width - cells
        size = len(text) if text.isascii() else cell_len(text[: room + 1])
        if size > room:
            if taken := _take_cells(text, max(0, room - 1)):
                kept.append(Run(taken, run.role, run.link))
            kept = kept if room > 0 else _shorten(kept)
            kept.append(Run(_CUT_RIGHT, Role.MUTED))
            break
        kept.append(Run(text, run.role, run.link))
        cells += size
    if shift:
        kept.insert(index, Run(_CUT_LEFT, Role.MUTED))
    return kept


def _shorten(runs: list[Run]) -> list[Run]:
    """Make room for one cell at the end."""
    if not runs:
        return runs
    last = runs[-1]
    text = _take_cells(last.text, max(0, cell_len(last.text) - 1))
    return [*runs[:-1], Run(text, last.role, last.link)]


def _take_cells(text: str, cells: int) -> str:
    """Return the start of a text that fills at most `cells` cells."""
    if text.isascii():
        return text[:cells]
    end = size = 0
    for character in text:
        size += cell_len(character)
        if size > cells:
            break
        end += 1
    return text[:end]


def _drop_cells(text: str, cells: int) -> tuple[str, int]:
    """Return a text without its first `cells` cells, and how many are still to be dropped."""
    if text.isascii():
        return text[cells:], max(0, cells - len(text))
    for index, character in enumerate(text):
        if cells <= 0:
            return text[index:], 0
        cells -= cell_len(character)
    return "", max(0, cells)
