"""What a style is to the terminal, and the shortest way from one to another."""

import re
from functools import lru_cache

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

_RENDERED = re.compile(
    r"(?:\x1b\]8;[^;\x1b]*;(?P<link>[^\x1b]*)\x1b\\)?(?:\x1b\[(?P<codes>[\d;]*)m)?"
)
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25", "6": "25", "7": "27"}
_OFF |= {"8": "28", "9": "29", "51": "54", "52": "54", "53": "55"}
"""What ends an attribute, by what begins it (ECMA-48, section 8.3.117)."""
_UNSEEN = frozenset(("1", "2"))
"""Attributes that a blank doesn't show: bold and dim. Italic may be drawn as reverse, as GNU screen
does where the terminal around it has no italic."""


class Pen:
    """A style as the terminal has it: attributes, colours, hyperlink. The same style, the same pen.

    Attributes:
        attributes: The codes of its attributes.
        fore: The codes of its text colour, empty where it is the terminal's own.
        back: Those of its background.
        link: The address of its hyperlink, empty where there is none.
        blank: The pen of a blank that looks like a blank of this one.
        can_erase: Whether what it erases looks like its blanks, but for a background.
    """

    __slots__ = ("attributes", "back", "blank", "can_erase", "fore", "link")

    def __init__(self, attributes: tuple[str, ...], fore: str, back: str, link: str) -> None:
        self.attributes, self.fore, self.back, self.link = attributes, fore, back, link
        self.can_erase = not link and _UNSEEN.issuperset(attributes)
        is_bare = not (attributes or fore)
        self.blank: Pen = self if is_bare or not self.can_erase else _pen((), "", back, "")


@lru_cache(4096)
def _pen(attributes: tuple[str, ...], fore: str, back: str, link: str) -> Pen:
    return Pen(attributes, fore, back, link)


PLAIN = _pen((), "", "", "")


def pen_of(system: ColorSystem, style: Style | None) -> Pen:
    """Return the pen of a style, in the colours that the terminal has."""
    # By what Textual writes for an empty text in it.
    found = _RENDERED.match(Strip.render_style(style, "", system)) if style else None
    link, codes = found.group("link", "codes") if found else ("", "")
    attributes: list[str] = []
    colours = {"3": "", "4": ""}
    numbers = iter((codes or "").split(";") if codes else ())
    for number in numbers:
        if number in ("38", "48"):
            kind = next(numbers)
            rest = [next(numbers) for _ in range(3 if kind == "2" else 1)]
            colours[number[0]] = ";".join((number, kind, *rest))
        elif number in ("39", "49"):
            colours[number[0]] = ""
        elif number in _OFF:
            attributes.append(number)
        else:
            colours["3" if number[0] in "39" else "4"] = number
    return _pen(tuple(attributes), colours["3"], colours["4"], link or "")


@lru_cache(4096)
def change(was: Pen, pen: Pen) -> str:
    """Return the shortest sequence that puts one pen in the place of another."""
    off = {_OFF[each] for each in was.attributes if each not in pen.attributes}
    codes = sorted(off)
    codes += [
        each for each in pen.attributes if each not in was.attributes or _OFF[each] in off
    ]  # fmt: skip
    codes += [pen.fore or "39"] * (pen.fore != was.fore) + [pen.back or "49"] * (
        pen.back != was.back
    )
    # A colour may be its own reset: `\x1b[m` is the shortest of all.
    anew = [*pen.attributes, *filter(None, (pen.fore, pen.back))]
    step = ";".join(codes)
    reset = ";".join(("0", *anew)) if anew else ""
    sequence = f"\x1b[{min(step, reset, key=len)}m" if step else ""
    if pen.link == was.link:
        return sequence
    # Without the identity that Rich gives to every part of a link, another one each time.
    return f"{sequence}\x1b]8;;{pen.link}\x1b\\"
