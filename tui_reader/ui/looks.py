"""What text looks like, in one table: weights, and colours by the variables of the theme.

These looks are read when something is painted in them, not from the CSS: two dozen component
classes would cost a twentieth of the time to the first screen.
"""

from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.widget import Widget

from tui_reader.layout.lines import Role

# What find found in the text, over the look of the role; without colour the weight, the line and
# the reversal tell hits from links and from one another.
HIT = "not dim not reverse bold underline $reader-hit-text on $reader-hit"
CURRENT_HIT = "not dim reverse bold not underline $reader-current-hit on $reader-current-hit-text"

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
    (Role.MARKED | Role.KEY, "on $reader-tint"),
    (Role.BULLET | Role.BAR, "$reader-mark"),
    (Role.SYNTAX_KEYWORD, "bold $reader-keyword"),
    (Role.SYNTAX_STRING, "$reader-string"),
    (Role.SYNTAX_NUMBER, "$reader-number"),
    (Role.SYNTAX_NAME, "$reader-name"),
    (Role.SYNTAX_COMMENT, "italic $reader-muted"),
    (Role.LINK | Role.IMAGE | Role.FOOTNOTE, "underline $reader-link"),
    (Role.MUTED | Role.RULE | Role.TABLE_LINE, "$reader-muted"),
    (Role.TERM, "underline"),
    (Role.FOUND, HIT),
    (Role.CURRENT, CURRENT_HIT),
    (Role.LABEL, "bold reverse"),
)
# With the terminal's own colours no grey is safe: some palettes have it on the same grey.
TERMINAL_LOOKS: tuple[tuple[Role, str], ...] = (
    (Role.MUTED | Role.RULE | Role.TABLE_LINE | Role.SYNTAX_COMMENT, "dim"),
    (Role.MARKED | Role.KEY, "reverse"),
    (Role.FOUND, "not reverse"),
    (Role.CURRENT, "reverse"),
)
# What carries the meaning of colour where there is none.
COLOURLESS_LOOKS: tuple[tuple[Role, str], ...] = (
    (Role.CODE, "bold"),
    # Underlined alone it would be a link.
    (Role.TERM, "italic"),
)

SELECTED_LINK = "bold reverse"
MARGIN_SIGN = "bold $reader-mark"

OUTLINE_DOCUMENT = "bold"
OUTLINE_CURRENT = "bold $reader-link"
OUTLINE_CURRENT_COLOURLESS = "bold underline"
OUTLINE_UNREADABLE = "$reader-muted"
OUTLINE_UNREADABLE_COLOURLESS = "dim"
OUTLINE_CURSOR = "reverse"
OUTLINE_FOLD = "$reader-muted"

OUTLINE_HITS = "bold $reader-mark"
OUTLINE_FILTER = "bold"

STATUS_NOTICE = "bold"
STATUS_TERMINAL = "reverse"


def has_colours(app: App[Any]) -> bool:
    """Return whether colour carries meaning.

    It doesn't with NO_COLOR, nor in the terminal's own colours before its background is known.
    """
    return not app.no_color and app.theme_variables["reader-link"] != "ansi_default"


def outline_look(app: App[Any], is_document: bool, is_current: bool, is_unreadable: bool) -> str:
    """Return the look of a row of the sidebar.

    Args:
        app: Has the theme.
        is_document: Whether it is a document, not a section.
        is_current: Whether it is being read.
        is_unreadable: Whether it can't be.
    """
    if is_unreadable:
        # With the terminal's own colours no grey is safe.
        has_grey = app.theme_variables["reader-muted"] != "ansi_default"
        return OUTLINE_UNREADABLE if has_grey else OUTLINE_UNREADABLE_COLOURLESS
    if is_current:
        return OUTLINE_CURRENT if has_colours(app) else OUTLINE_CURRENT_COLOURLESS
    return OUTLINE_DOCUMENT if is_document else ""


def parse_look(app: App[Any], look: str) -> Style:
    """Return the style of a look.

    Args:
        app: Has the theme.
        look: Names of text styles, each perhaps after `not`; a `$variable` of the theme as colour,
            and one after `on` as the colour behind.
    """
    style = Style()
    before = ""
    for word in look.split():
        if word.startswith("$"):
            colour = Color.parse(app.theme_variables[word[1:]]).rich_color
            style += Style(bgcolor=colour) if before == "on" else Style(color=colour)
        elif word not in ("on", "not"):
            style += Style.parse(f"not {word}" if before == "not" else word)
        before = word
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
