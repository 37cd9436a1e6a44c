"""How well a colour can be read on another, and the nearest colour that can be.

Contrast is that of the Web Content Accessibility Guidelines 2: 1 for none, 21 for black on white.
"""

from collections.abc import Callable

from textual.color import BLACK, WHITE, Color

_STEPS = 20


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, from 0 for black to 1 for white."""
    red, green, blue = (_linear(channel / 255) for channel in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two opaque colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def as_it_is(colour: Color) -> Color:
    """Return the colour that a terminal of all colours shows where one is wanted."""
    return colour


def readable(
    colour: Color,
    background: Color,
    ratio: float,
    towards: Color,
    shown: Callable[[Color], Color] = as_it_is,
) -> Color:
    """Return the colour itself where it can be read, else one nearer to another that can be.

    Args:
        colour: What is wanted.
        background: What it stands on.
        ratio: The contrast that is wanted.
        towards: Where to look for it, as the colour of the text; past it black or white.
        shown: What the terminal shows where a colour is wanted.
    """
    for goal in (towards, max(BLACK, WHITE, key=lambda each: contrast(each, background))):
        for step in range(_STEPS + 1):
            found = shown(colour.blend(goal, step / _STEPS, alpha=1))
            if contrast(found, background) >= ratio:
                return found
    return goal


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
