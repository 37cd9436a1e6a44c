"""Terminals of 256 colours."""

import pytest
from rich.color import Color as RichColor
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tests.ui.reading import Reading, reading, strips
from tui_reader.ui.few_colours import FewColours, nearest, shown_in_few

NORD, GREY = "#2e3440", 237


@pytest.mark.parametrize(
    ("colour", "number"),
    [(NORD, GREY), ("#000000", 16), ("#ffffff", 231), ("#5f5f5f", 59), ("#eeeeee", 255)],
)
def test_the_nearest_colour_is_taken(colour: str, number: int) -> None:
    """The grey of a theme stays grey, and what is among them already stays what it is."""
    assert nearest(*Color.parse(colour).rgb) == number
    shown = shown_in_few(Color.parse(colour))
    assert shown_in_few(shown) == shown


def test_the_colours_are_those_of_their_numbers() -> None:
    """As Rich knows them, too."""
    for number in range(16, 256):
        shown = RichColor.from_ansi(number).get_truecolor()
        assert nearest(*shown) <= number
        assert shown_in_few(Color(*shown)).rgb == tuple(shown)


def test_all_else_of_a_style_stays() -> None:
    """The terminal's own colours, weight and address aren't touched."""
    styles = [
        Style(),
        Style(color="red", bgcolor="default", bold=True),
        Style(color="#ff0000", bgcolor=NORD, underline=True, link="https://example.org"),
    ]
    segments = [Segment("x", style) for style in styles]
    plain, own, changed = FewColours().apply([*segments], Color.parse(NORD))
    assert (plain.style, own.style) == (styles[0], styles[1])
    assert changed.style is not None
    assert changed.style.color == RichColor.from_ansi(196)
    assert changed.style.bgcolor == RichColor.from_ansi(GREY)
    assert changed.style.underline
    assert changed.style.link == "https://example.org"


@pytest.mark.parametrize(("colorterm", "is_few"), [("", True), ("truecolor", False)])
async def test_only_a_terminal_of_few_colours_gets_them(
    colorterm: str, is_few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others get those of the theme."""
    monkeypatch.setenv("COLORTERM", colorterm)
    wanted = RichColor.from_ansi(GREY) if is_few else RichColor.parse(NORD)
    async with reading("Words.", theme="nord") as reader:
        assert behind(reader) == {(wanted.number, wanted.triplet)}


async def test_the_readers_own_themes_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """They were made for what Rich makes of them."""
    monkeypatch.setenv("COLORTERM", "")
    async with reading("Words.", theme="alignread-light") as reader:
        assert behind(reader) == {(None, Color.parse("#faf6ee").rich_color.triplet)}


def behind(reader: Reading) -> set[tuple[int | None, ColorTriplet | None]]:
    """Return the colours that the text stands on."""
    styles = [segment.style for strip in strips(reader.view) for segment in strip]
    colours = {style.bgcolor for style in styles if style and style.bgcolor}
    return {(each.number, each.triplet) for each in colours}
