"""What text looks like, in one table: weights, and colours by the variables of the theme.

These looks are read when something is painted in them, not from the CSS: two dozen component
classes would cost a twentieth of the time to the first screen.
"""

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.widget import Widget

from tui_reader.layout.lines import Role

# In the order in which they lie over one another.
ROLE_LOOKS: tuple[tuple[Role, str], ...] = (
    (Role.QUOTE, "italic"),
    (Role.TITLE | Role.H1 | Role.H2 | Role.H3, "bold $reader-heading"),
    (Role.H4, "bold italic $reader-heading"),
    (Role.H5, "italic underline $reader-heading"),
    (Role.H6, "italic $reader-heading"),
    (Role.STRONG | Role.TABLE_HEAD, "bold"),
    (Role.EMPHASIS, "italic"),
    (Role.CODE | Role.CODE_BLOCK, "$reader-code"),
    (Role.STRIKE, "strike"),
    (Role.INSERTED, "underline"),
    (Role.MARKED | Role.KEY, "reverse"),
    (Role.BULLET | Role.BAR, "$reader-mark"),
    (Role.SYNTAX_KEYWORD, "bold $reader-keyword"),
    (Role.SYNTAX_STRING, "$reader-string"),
    (Role.SYNTAX_NUMBER, "$reader-number"),
    (Role.SYNTAX_NAME, "$reader-name"),
    (Role.SYNTAX_COMMENT, "italic $reader-muted"),
    (Role.LINK | Role.IMAGE | Role.FOOTNOTE, "underline $reader-link"),
    (Role.MUTED | Role.RULE | Role.TABLE_LINE, "$reader-muted"),
    (Role.TERM, "underline"),
    (Role.FOUND, "reverse $reader-muted"),
    (Role.CURRENT, "bold reverse $reader-mark"),
    (Role.LABEL, "bold reverse"),
)
# With the terminal's own colours no grey is safe: some palettes have it on the same grey.
TERMINAL_LOOKS: tuple[tuple[Role, str], ...] = (
    (Role.MUTED | Role.RULE | Role.TABLE_LINE | Role.SYNTAX_COMMENT, "dim"),
    # Of its own colours only these two are sure to be told apart, on light and dark.
    (Role.FOUND, "not dim"),
    (Role.CURRENT, "bold not dim not reverse black on yellow"),
)
# What carries the meaning of colour where there is none.
COLOURLESS_LOOKS: tuple[tuple[Role, str], ...] = (
    (Role.CODE, "bold"),
    # Underlined alone it would be a link.
    (Role.TERM, "italic not underline"),
    (Role.FOUND, "bold underline not reverse"),
    (Role.CURRENT, "bold reverse not underline"),
)

SELECTED_LINK = "bold reverse"
MARGIN_SIGN = "bold $reader-mark"

OUTLINE_DOCUMENT = "bold"
OUTLINE_CURRENT = "bold $reader-link"
OUTLINE_CURRENT_COLOURLESS = "bold underline"
OUTLINE_CURSOR = "reverse"
OUTLINE_FOLD = "$reader-muted"

OUTLINE_HITS = "bold $reader-mark"
OUTLINE_FILTER = "bold"

STATUS_NOTICE = "bold"
STATUS_TERMINAL = "reverse"


def parse_look(app: App[object], look: str) -> Style:
    """Return the style of a look: text styles, and at most one `$variable` as colour.

    A style may have `not` before it; a colour of the terminal's may be a background behind `on`.
    """
    style, before = Style(), ""
    for word in look.split():
        if word in ("not", "on"):
            before = f"{word} "
        elif word.startswith("$"):
            style += Style(color=Color.parse(app.theme_variables[word[1:]]).rich_color)
        else:
            style += Style.parse(before + word)
            before = ""
    return style


def base_style(widget: Widget) -> Style:
    """Return the style of a widget's text, an empty one where it is the terminal's own.

    Textual doesn't apply it to the strips of a widget that draws its rows itself.
    """
    style = widget.visual_style.rich_style
    colours = (style.color, style.bgcolor)
    if all(colour is None or colour.is_default for colour in colours):
        return style.without_color
    return style


def shortened(text: str, cells: int) -> str:
    """Return a text that fits, with an ellipsis where something is cut."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, max(0, cells - 1)).rstrip() + ("…" if cells > 0 else "")
