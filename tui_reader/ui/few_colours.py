"""The nearest of 256 colours, for the many terminals that are said to have no more, as over SSH.

Rich has a colour of its own for those, which may be far from what is wanted: a dark blue-grey
becomes teal, and what can be read on the one can't on the other.
"""

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_OWN = 16
"""The first of them are the terminal's own, of which nobody knows what they look like."""
_STEPS = (0, 95, 135, 175, 215, 255)
_GREYS = tuple(range(8, 239, 10))
_PALETTE = (
    *((red, green, blue) for red in _STEPS for green in _STEPS for blue in _STEPS),
    *((grey, grey, grey) for grey in _GREYS),
)
"""The others, as xterm has them."""


@lru_cache(4096)
def nearest(red: int, green: int, blue: int) -> int:
    """Return the number of the colour that is the nearest one."""
    best, least = 0, 1 << 20
    for place, (one, two, three) in enumerate(_PALETTE):
        distance = (one - red) ** 2 + (two - green) ** 2 + (three - blue) ** 2
        if distance < least:
            best, least = place, distance
    return _OWN + best


def shown_in_few(colour: Color) -> Color:
    """Return the colour that is shown where an opaque one is wanted."""
    return Color(*_PALETTE[nearest(*colour.rgb) - _OWN])


class FewColours(LineFilter):
    """Draws everything in the nearest of 256 colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return what is to be drawn, in colours that there are."""
        return [
            Segment(text, style and _in_few(style), control) for text, style, control in segments
        ]


@lru_cache(2048)
def _in_few(style: Style) -> Style:
    front, behind = _number(style.color), _number(style.bgcolor)
    return style + Style.from_color(front, behind) if front or behind else style


def _number(colour: RichColor | None) -> RichColor | None:
    """Return the nearest colour by its number; None for one that has a number, or for none."""
    if colour is None or colour.type is not ColorType.TRUECOLOR or colour.triplet is None:
        return None
    return RichColor.from_ansi(nearest(*colour.triplet))
