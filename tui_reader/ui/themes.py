"""Themes of alignread's own, and the variables that they and all others give the reader's CSS.

`terminal` takes the colours that the terminal has and is the default: it suits light and dark
screens alike and costs the fewest bytes. A theme of Textual's gets the reader's variables derived
from its own.
"""

from textual.color import Color
from textual.theme import Theme

DEFAULT_THEME = "terminal"

THEMES = (
    Theme(
        name="terminal",
        ansi=True,
        dark=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_cyan",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "reader-link": "ansi_blue",
            "reader-heading": "ansi_default",
            "reader-code": "ansi_green",
            "reader-mark": "ansi_magenta",
            "reader-muted": "ansi_default",
            "reader-line": "ansi_bright_black",
            "reader-keyword": "ansi_magenta",
            "reader-string": "ansi_green",
            "reader-number": "ansi_cyan",
            "reader-name": "ansi_blue",
            "reader-chrome": "ansi_default",
            "reader-hit": "ansi_yellow",
            "reader-hit-text": "ansi_black",
            "reader-current-hit": "ansi_default",
            "reader-current-hit-text": "ansi_default",
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "border-blurred": "ansi_bright_black",
            "block-cursor-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "input-cursor-text-style": "reverse",
            "input-cursor-foreground": "ansi_default",
            "input-cursor-background": "ansi_default",
            "screen-selection-background": "ansi_cyan",
            "screen-selection-foreground": "ansi_black",
        },
    ),
    Theme(
        name="alignread-dark",
        dark=True,
        primary="#8ab4d8",
        secondary="#b9a3d6",
        accent="#8ab4d8",
        warning="#e0b566",
        error="#e58080",
        success="#9cc78f",
        foreground="#d9d5cc",
        background="#16181c",
        surface="#1d2025",
        panel="#23272e",
        variables={
            "reader-link": "#8ab4d8",
            "reader-heading": "#f0e6d0",
            "reader-code": "#a9c99c",
            "reader-mark": "#c9a36a",
            "reader-muted": "#8b9099",
            "reader-line": "#3a3f47",
            "reader-keyword": "#b9a3d6",
            "reader-string": "#a9c99c",
            "reader-number": "#e0b566",
            "reader-name": "#8ab4d8",
            "reader-chrome": "#1d2025",
            "reader-hit": "#4a3f22",
            "reader-hit-text": "#f2e3c0",
            "reader-current-hit": "#e8c170",
            "reader-current-hit-text": "#16181c",
        },
    ),
    Theme(
        name="alignread-light",
        dark=False,
        primary="#1f5a8a",
        secondary="#6b4796",
        accent="#1f5a8a",
        warning="#8a5a00",
        error="#a02c2c",
        success="#2f6b2a",
        foreground="#24262b",
        background="#faf8f3",
        surface="#f1eee6",
        panel="#e8e4da",
        variables={
            "reader-link": "#1f5a8a",
            "reader-heading": "#111318",
            "reader-code": "#2f6b2a",
            "reader-mark": "#8a5a00",
            "reader-muted": "#666a72",
            "reader-line": "#cfcabd",
            "reader-keyword": "#6b4796",
            "reader-string": "#2f6b2a",
            "reader-number": "#8a5a00",
            "reader-name": "#1f5a8a",
            "reader-chrome": "#f1eee6",
            "reader-hit": "#f3e2a9",
            "reader-hit-text": "#24262b",
            "reader-current-hit": "#7a4d00",
            "reader-current-hit-text": "#fdf9ec",
        },
    ),
)

_DERIVED = {
    "reader-link": "text-accent",
    "reader-heading": "text-primary",
    "reader-code": "text-success",
    "reader-mark": "text-secondary",
    "reader-keyword": "text-primary",
    "reader-string": "text-success",
    "reader-number": "text-warning",
    "reader-name": "text-accent",
    "reader-chrome": "surface",
}


def with_reader_variables(variables: dict[str, str]) -> dict[str, str]:
    """Return a theme's CSS variables with the reader's own, derived where it has none."""
    derived = {name: variables[source] for name, source in _DERIVED.items()}
    derived["reader-muted"] = _between(variables["background"], variables["foreground"], 2 / 3)
    derived["reader-line"] = _between(variables["background"], variables["foreground"], 1 / 4)
    derived["reader-hit"] = _between(variables["background"], variables["warning"], 1 / 3)
    derived["reader-hit-text"] = variables["foreground"]
    derived["reader-current-hit"] = variables["warning"]
    derived["reader-current-hit-text"] = variables["background"]
    return {**derived, **variables}


def _between(background: str, foreground: str, share: float) -> str:
    """Return the colour that lies a share of the way from the background to the text."""
    if foreground.startswith("ansi_") or background.startswith("ansi_"):
        return "ansi_default"
    return Color.parse(background).blend(Color.parse(foreground), share).hex
