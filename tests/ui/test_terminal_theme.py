"""The theme of the terminal's own colours: nothing but them, and readable on black and on white."""

from pathlib import Path

import pytest
from rich.color import Color, ColorType

from tests.samples import FIXTURES
from tests.ui.cells import runs
from tests.ui.reading import reading
from tests.ui.test_contrast import SCENES, show
from tui_reader.ui.contrast import contrast
from tui_reader.ui.themes import LEAST_CONTRAST, with_reader_variables

pytestmark = pytest.mark.slow

# Red, green, yellow, blue, magenta, cyan of terminals that are widely used, without the rows whose
# own text can't be read; the background comes last.
DARK = {
    "xterm": "cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd 000000",
    "console": "aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa 000000",
    "Tango": "cc0000 4e9a06 c4a000 3465a4 75507b 06989a 000000",
    "GNOME": "c01c28 26a269 a2734c 12488b a347ba 2aa1b3 1d1d20",
    "Windows": "c50f1f 13a10e c19c00 0037da 881798 3a96dd 0c0c0c",
    "macOS": "c23621 25bc24 adad27 492ee1 d338d3 33bbc8 000000",
    "Solarized": "dc322f 859900 b58900 268bd2 d33682 2aa198 002b36",
}
LIGHT = {
    name: f"{colours.rpartition(' ')[0]} ffffff"
    for name, colours in DARK.items()
    if name != "Solarized"
}
NAMES: tuple[str, ...] = (
    "ansi_red",
    "ansi_green",
    "ansi_yellow",
    "ansi_blue",
    "ansi_magenta",
    "ansi_cyan",
)


def is_own(colour: Color | None) -> bool:
    """Whether a colour is the terminal's own: its default, or one of its sixteen."""
    return colour is None or colour.type in (ColorType.DEFAULT, ColorType.STANDARD)


@pytest.mark.parametrize(
    ("scene", "background"),
    [(scene, None) for scene in SCENES]
    + [(scene, kind) for scene in ("start", "marks", "hits") for kind in ("dark", "light")],
)
async def test_only_the_terminals_colours(
    scene: str, background: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell of every screen has default colours or two that go together on any terminal."""
    monkeypatch.chdir(FIXTURES)
    async with reading(Path("kitchen-sink.md"), (100, 30), theme="terminal") as reader:
        reader.app.set_background(background)
        await reader.pilot.pause()
        await show(reader, scene)
        shown = list(runs(reader.app))
    for *_, text, style in shown:
        assert is_own(style.color), (text, style)
        assert is_own(style.bgcolor), (text, style)
        has_background = style.bgcolor is not None and not style.bgcolor.is_default
        if has_background and text.strip():
            assert style.color is not None, (text, style)
            assert style.color.number == 0, (text, style)
        if background is None and text.strip() and not has_background and any(
            not ("\u2500" <= each <= "\u259f") for each in text if not each.isspace()
        ):  # fmt: skip
            assert style.color is None or style.color.is_default, (text, style)


@pytest.mark.parametrize(
    ("background", "name", "palette"),
    [("dark", name, palette) for name, palette in DARK.items()]
    + [("light", name, palette) for name, palette in LIGHT.items()],
)
def test_colours_can_be_read_on_a_known_background(
    background: str, name: str, palette: str
) -> None:
    """Where the background is known, the colours of text can be read in common palettes."""
    from textual.color import Color

    *hues, behind = (Color.parse(f"#{each}") for each in palette.split())
    colours: dict[str, Color] = dict(zip(NAMES, hues, strict=True))
    plain = {"reader-link": "ansi_default", "background": "ansi_default"}
    known = with_reader_variables(plain, background)
    used = {known[each] for each in known} & set(colours)
    assert used
    for each in used:
        assert contrast(colours[each], behind) >= LEAST_CONTRAST, (name, each)
