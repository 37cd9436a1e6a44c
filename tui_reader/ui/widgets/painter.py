"""Lines to strips, in the looks that the theme gives to roles.

Styles are cached until the theme changes. Every text passes `safe` here once more: this is the
last place before the terminal.
"""

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.document.model import Link
from tui_reader.document.safe import rest_of_flood, safe
from tui_reader.layout.lines import Line, Role, Run
from tui_reader.layout.margin import BOTH
from tui_reader.ui.looks import (
    COLOURLESS_LOOKS,
    MARGIN_SIGN,
    ROLE_LOOKS,
    SELECTED_LINK,
    TERMINAL_LOOKS,
    base_style,
    has_colours,
    parse_look,
)

_CUT_LEFT = "‹"
_CUT_RIGHT = "›"
_MOST_JOINED = 16
"""Characters of a text that make one cell, as of a family of emoji or a letter with its marks."""


class Painter:
    """Paints lines for one widget."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[Role, Style] = {}

    def restyle(self) -> None:
        """Forget the styles; the next strip reads them from the theme again."""
        self._styles.clear()

    def style(self, role: Role) -> Style:
        """Return the style of a role: the styles of its flags, one over the other."""
        style = self._styles.get(role)
        if style is None:
            style = base_style(self._widget)
            for roles, look in self._looks():
                if role & roles:
                    style += parse_look(self._widget.app, look)
            self._styles[role] = style
        return style

    def _hyperlink(self, link: Link) -> Style:
        """Return the style that makes a judged address a hyperlink of the terminal's (OSC 8)."""
        from tui_reader.addresses import judge, scheme_of

        address = judge(link.href) if scheme_of(link.href) else None
        if address is None or address.refusal:
            return Style()
        return Style(link=address.url)

    def _looks(self) -> tuple[tuple[Role, str], ...]:
        app = self._widget.app
        looks = ROLE_LOOKS + (TERMINAL_LOOKS if app.native_ansi_color else ())
        return looks + (() if has_colours(app) else COLOURLESS_LOOKS)

    def strip(
        self,
        line: Line,
        margin: int,
        width: int,
        shift: int = 0,
        *,
        lit: Link | None = None,
        is_linked: bool = False,
        sign: str = "",
    ) -> Strip:
        """Return the strip of a line.

        Args:
            line: What to paint.
            margin: Cells to leave free on its left.
            width: Cells of the pane; a wide line is cut there, and shows that it is.
            shift: Cells of a wide line that are scrolled out to the left.
            lit: The link that is selected.
            is_linked: Whether links are hyperlinks of the terminal's (OSC 8).
            sign: What stands in the margin beside it.
        """
        runs = line.runs
        if line.is_wide:
            runs = _cut(line, max(1, width - margin), shift)
        base = self.style(Role.TEXT)
        segments = self._margin(margin, sign)
        length = margin
        before = ""
        for run in runs:
            text = rest_of_flood(before, safe(run.text))
            before = text or before
            length += cell_len(text)
            style = self.style(run.role)
            if run.link is not None and (is_linked or run.link is lit):
                style += self._hyperlink(run.link)
            if run.link is not None and run.link is lit:
                style += parse_look(self._widget.app, SELECTED_LINK)
            segments.append(Segment(text, style))
        # Padded here and joined to what comes before: a styled blank would cost nine bytes a row.
        if length < width:
            segments.append(Segment(" " * (width - length), base))
        return Strip(segments, max(length, width)).simplify()

    def _margin(self, width: int, sign: str) -> list[Segment]:
        """Return the margin with a sign at its right, one cell from the text where there is room.

        Where there is room for one sign only, one stands for two; no margin shows nothing.
        """
        base = self.style(Role.TEXT)
        room = max(0, width - 1) or width
        shown = sign if len(sign) <= room else BOTH[:room]
        if not shown:
            return [Segment(" " * width, base)] if width else []
        style = base + parse_look(self._widget.app, MARGIN_SIGN)
        before, after = " " * (room - len(shown)), " " * (width - room)
        parts = ((before, base), (shown, style), (after, base))
        return [Segment(text, look) for text, look in parts if text]


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
        size = len(text) if text.isascii() else cell_len(text[: _most_characters(room)])
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


def _most_characters(cells: int) -> int:
    """Return how many characters are looked at to fill cells: a joined emoji has many of them."""
    return (cells + 2) * _MOST_JOINED


def _take_cells(text: str, cells: int) -> str:
    """Return the start of a text that fills at most `cells` cells; no character is split."""
    if text.isascii():
        return text[:cells]
    end = size = 0
    for _, last, width in split_graphemes(text[: _most_characters(cells)])[0]:
        size += width
        if size > cells:
            break
        end = last
    return text[:end]


def _drop_cells(text: str, cells: int) -> tuple[str, int]:
    """Return a text without its first `cells` cells, and how many are still to be dropped.

    Of a wide character that is dropped by half the other half is a blank.
    """
    if text.isascii():
        return text[cells:], max(0, cells - len(text))
    for first, _, width in split_graphemes(text[: _most_characters(cells)])[0]:
        if cells <= 0:
            return " " * -cells + text[first:], 0
        cells -= width
    return " " * -cells, max(0, cells)
