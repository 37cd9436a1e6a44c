"""Themes of alignread's own, and the variables that they and all others give the reader's CSS.

`terminal` takes the colours that the terminal has and is the default: it suits light and dark
screens alike and costs the fewest bytes. Of the sixteen colours none can be read on every black and
every white, so it says with weight and line what others say with colour, as long as nothing is
known of the background. A theme of Textual's gets the reader's variables derived from its own, and
moved towards its text where they couldn't be read.
"""

from collections.abc import Callable, Mapping
from functools import partial

from textual.color import Color
from textual.theme import Theme

from tui_reader.ui.contrast import as_it_is, readable

DEFAULT_THEME = "terminal"
LEAST_CONTRAST = 4.5
"""Of everything that carries text; the text itself has 7 in the themes of alignread's own."""

_TERMINAL = Theme(
    name="terminal",
    ansi=True,
    dark=True,
    primary="ansi_default",
    secondary="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    accent="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "reader-link": "ansi_default",
        "reader-heading": "ansi_default",
        "reader-code": "ansi_default",
        "reader-mark": "ansi_default",
        "reader-muted": "ansi_default",
        "reader-line": "ansi_bright_black",
        "reader-keyword": "ansi_default",
        "reader-string": "ansi_default",
        "reader-number": "ansi_default",
        "reader-name": "ansi_default",
        "reader-chrome": "ansi_default",
        "reader-tint": "ansi_default",
        "reader-hit": "ansi_yellow",
        "reader-hit-text": "ansi_black",
        "reader-current-hit": "ansi_default",
        "reader-current-hit-text": "ansi_default",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_default",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "bold underline",
        "input-cursor-text-style": "reverse",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_bright_black",
        "scrollbar-active": "ansi_default",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
_DARK = Theme(
    name="alignread-dark",
    dark=True,
    primary="#8fb6d4",
    secondary="#c3a8cf",
    accent="#8fb6d4",
    warning="#dcb56e",
    error="#e79a90",
    success="#b4c69a",
    foreground="#d9d2c5",
    background="#191816",
    surface="#22201d",
    panel="#2b2824",
    variables={
        "reader-link": "#8fb6d4",
        "reader-heading": "#f0e2c4",
        "reader-code": "#b4c69a",
        "reader-mark": "#d2a86c",
        "reader-muted": "#a59e92",
        "reader-line": "#57514a",
        "reader-keyword": "#c3a8cf",
        "reader-string": "#b4c69a",
        "reader-number": "#dcb56e",
        "reader-name": "#8fb6d4",
        "reader-chrome": "#22201d",
        "reader-tint": "#38332b",
        "reader-hit": "#4d4020",
        "reader-hit-text": "#f3e6c8",
        "reader-current-hit": "#e8c170",
        "reader-current-hit-text": "#191816",
        "block-cursor-foreground": "#f3e6c8",
        "block-cursor-background": "#3f3a33",
        "block-cursor-blurred-foreground": "#d9d2c5",
        "block-cursor-blurred-background": "#2b2824",
        "block-hover-background": "#2b2824",
        "border": "#d2a86c",
        "border-blurred": "#57514a",
        "text-muted": "#a59e92",
        "text-disabled": "#a59e92",
        "input-cursor-background": "#d9d2c5",
        "input-cursor-foreground": "#191816",
        "input-selection-background": "#33475a",
        "input-selection-foreground": "#f0e8da",
        "screen-selection-background": "#33475a",
        "screen-selection-foreground": "#f0e8da",
        "scrollbar": "#57514a",
        "scrollbar-hover": "#6d665d",
        "scrollbar-active": "#d2a86c",
        "scrollbar-background": "#22201d",
    },
)
_LIGHT = Theme(
    name="alignread-light",
    dark=False,
    primary="#1f5480",
    secondary="#69407d",
    accent="#1f5480",
    warning="#7a4a00",
    error="#962a24",
    success="#3a571d",
    foreground="#2c2823",
    background="#faf6ee",
    surface="#edebe7",
    panel="#e8e0d1",
    variables={
        "reader-link": "#1f5480",
        "reader-heading": "#5b2f12",
        "reader-code": "#3a571d",
        "reader-mark": "#85500f",
        "reader-muted": "#5f594f",
        "reader-line": "#b9b0a0",
        "reader-keyword": "#69407d",
        "reader-string": "#3a571d",
        "reader-number": "#7a4a00",
        "reader-name": "#1f5480",
        "reader-chrome": "#edebe7",
        "reader-tint": "#ece0c6",
        "reader-hit": "#f5e0a0",
        "reader-hit-text": "#2c2823",
        "reader-current-hit": "#7a4a00",
        "reader-current-hit-text": "#fdf9f0",
        "block-cursor-foreground": "#211d19",
        "block-cursor-background": "#dccfb6",
        "block-cursor-blurred-foreground": "#2c2823",
        "block-cursor-blurred-background": "#ebe5d8",
        "block-hover-background": "#e8e0d1",
        "border": "#85500f",
        "border-blurred": "#b9b0a0",
        "text-muted": "#5f594f",
        "text-disabled": "#5f594f",
        "input-cursor-background": "#2c2823",
        "input-cursor-foreground": "#faf6ee",
        "input-selection-background": "#c4d8e8",
        "input-selection-foreground": "#211d19",
        "screen-selection-background": "#c4d8e8",
        "screen-selection-foreground": "#211d19",
        "scrollbar": "#b9b0a0",
        "scrollbar-hover": "#9c9484",
        "scrollbar-active": "#85500f",
        "scrollbar-background": "#edebe7",
    },
)
THEMES = (_TERMINAL, _DARK, _LIGHT)

# What `terminal` adds where the background is known: there some colours can be read in the palettes
# of all common terminals.
_ON_DARK = {
    "reader-link": "ansi_cyan",
    "reader-code": "ansi_green",
    "reader-mark": "ansi_cyan",
    "reader-string": "ansi_green",
    "reader-number": "ansi_cyan",
    "border": "ansi_cyan",
}
_ON_LIGHT = {
    "reader-link": "ansi_blue",
    "reader-code": "ansi_red",
    "reader-mark": "ansi_blue",
    "reader-string": "ansi_red",
    "reader-number": "ansi_blue",
    "border": "ansi_blue",
}

_DERIVED = {
    "reader-link": "text-accent",
    "reader-heading": "text-primary",
    "reader-code": "text-success",
    "reader-mark": "text-secondary",
    "reader-keyword": "text-primary",
    "reader-string": "text-success",
    "reader-number": "text-warning",
    "reader-name": "text-accent",
}
_TEXTS = (*_DERIVED, "reader-muted", "foreground")


def with_reader_variables(
    variables: Mapping[str, str],
    background: str | None = None,
    shown: Callable[[Color], Color] = as_it_is,
) -> dict[str, str]:
    """Return a theme's CSS variables with the reader's own, derived where it has none.

    Args:
        variables: What the theme says.
        background: `dark` or `light`, where it is known of the terminal.
        shown: What the terminal shows where a colour is wanted.
    """
    if "reader-link" in variables:
        known = {"dark": _ON_DARK, "light": _ON_LIGHT}.get(background or "", {})
        return {**variables, **(known if variables["background"] == "ansi_default" else {})}
    if variables["background"].startswith("ansi_"):
        return {**_TERMINAL.variables, **variables, **_own_of_the_terminal()}
    return {**variables, **_derived(variables, shown)}


def _own_of_the_terminal() -> dict[str, str]:
    """Return what a theme of the terminal's colours takes from the one of alignread's own."""
    own = ("block-cursor", "border", "input-", "screen-selection")
    return {name: value for name, value in _TERMINAL.variables.items() if name.startswith(own)}


def _derived(variables: Mapping[str, str], shown: Callable[[Color], Color]) -> dict[str, str]:
    """Return the reader's variables for a theme that has none, all of them readable."""
    background = shown(Color.parse(variables["background"]))
    surface = shown(Color.parse(variables["surface"]))
    text = Color.parse(variables["foreground"])
    colours = {name: Color.parse(variables[source]) for name, source in _DERIVED.items()}
    colours["foreground"] = text
    colours["reader-muted"] = background.blend(text, 2 / 3, alpha=1)
    cursor = shown(background.blend(text, 1 / 5, alpha=1))
    legible = partial(readable, ratio=LEAST_CONTRAST, shown=shown)
    for name in _TEXTS:
        for behind in (background, surface, *((cursor,) if name == "foreground" else ())):
            colours[name] = legible(colours[name], behind, towards=text)
    text = colours["foreground"]
    warning, primary = (Color.parse(variables[name]) for name in ("warning", "primary"))
    colours |= {
        "reader-line": background.blend(text, 1 / 4, alpha=1),
        "reader-chrome": surface,
        "reader-tint": cursor,
        "reader-hit": shown(background.blend(warning, 1 / 3, alpha=1)),
        "reader-current-hit": legible(warning, background, towards=text),
        "reader-current-hit-text": background,
        "block-cursor-background": cursor,
        "block-cursor-blurred-background": cursor,
        "block-hover-background": cursor,
        "screen-selection-background": shown(background.blend(primary, 1 / 3, alpha=1)),
    }
    colours["text-muted"] = colours["text-disabled"] = colours["reader-muted"]
    colours["input-selection-background"] = colours["screen-selection-background"]
    for name in ("block-cursor", "block-cursor-blurred", "input-selection", "screen-selection"):
        behind = colours[f"{name}-background"]
        colours[f"{name}-foreground"] = legible(text, behind, towards=text)
    colours["reader-hit-text"] = legible(text, colours["reader-hit"], towards=text)
    return {name: colour.hex for name, colour in colours.items()}
