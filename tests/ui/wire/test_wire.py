"""What is sent brings the terminal to the picture, cell by cell, as what Textual writes would."""

import random
import re
from dataclasses import dataclass, field

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.ui.wire.emulator import Emulator
from tui_reader.document.emoji import whole_flags
from tui_reader.ui.wire.wire import Wire

STYLES = [
    None,
    *map(Style.parse, ("", "bold", "dim", "italic", "underline", "reverse", "strike", "overline")),
    *map(Style.parse, ("blink", "underline2", "bold dim italic", "bold underline reverse")),
    *map(Style.parse, ("red", "on blue", "bright_green on bright_black", "default on default")),
    *map(Style.parse, ("color(120)", "on color(17)", "#102030 on #405060", "bold #a0b0c0")),
    *map(Style.parse, ("underline #a0b0c0 on #203040", "frame", "encircle", "conceal")),
    Style(link="https://example.org/a"),
    Style(link="https://example.org/b", underline=True, color="red"),
]
WORDS = [
    *("the", "reader", "of", "long", "texts", "a", "—", "it’s", "│", "▌", "✓", "é", "e\u0301"),
    *(
        "漢字",
        "かな",
        "한글",
        "ｗｉｄｅ",
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "🇩🇪",
        "👍🏽",
        "😀",
        "קור",
        "हिन्दी",
        "ไทย",
    ),
]
EXAMPLES = 15 if settings().max_examples < 100 else 1500
"""How many are drawn; many in the profile `deep`."""
SIMPLE = 15
"""How many of the words all terminals give the same cells."""


def words(rng: random.Random, *, simple: bool) -> Strip:
    """Return a line of text in some styles."""
    segments: list[Segment] = []
    for _ in range(rng.choice((0, 1, 2, 6, 9))):
        style = rng.choice(STYLES) if rng.random() < 0.4 else None
        pool = WORDS[:SIMPLE] if simple or rng.random() < 0.8 else WORDS
        segments.append(Segment(rng.choice(pool) + " " * rng.choice((0, 1, 1, 1, 7)), style))
    return Strip(segments)


def without_marks(strip: Strip) -> Strip:
    """Return a strip of the same cells without the marks it begins with."""
    segments = list(strip)
    while segments:
        text = segments[0].text.lstrip("\u0301\ufe0f\u200d")
        segments[:1] = [Segment(text, segments[0].style)] if text else []
        if text:
            break
    return Strip(segments).adjust_cell_length(strip.cell_length)


@dataclass
class Scene:
    """A screen as a reader has it: a sidebar, text that moves, a status line, a panel at times."""

    width: int
    height: int
    rng: random.Random
    simple: bool
    top: int = 0
    sidebar: int = 0
    panel: Region | None = None
    theme: Style | None = None
    status: Strip = field(default_factory=lambda: Strip([Segment("status")]))

    def __post_init__(self) -> None:
        self.text = [words(self.rng, simple=self.simple) for _ in range(60)]
        self.rows = [words(self.rng, simple=self.simple) for _ in range(60)]

    def strip(self, strip: Strip, width: int) -> Strip:
        """Return a strip of some width in the colours of the scene."""
        if self.theme is not None:
            strip = strip.apply_style(self.theme)
        strip = strip.adjust_cell_length(width, self.theme)
        # Of half a flag its letter is sent.
        return Strip([Segment(whole_flags(text), style) for text, style, _ in strip], width)

    def chops(self) -> list[dict[int, Strip]]:
        """Return the strips of all rows by their columns."""
        rows: list[dict[int, Strip]] = []
        for y in range(self.height - 1):
            row: dict[int, Strip] = {}
            if self.sidebar:
                row[0] = self.strip(self.rows[y], self.sidebar)
            row[self.sidebar] = self.strip(
                self.text[(self.top + y) % len(self.text)], self.width - self.sidebar
            )
            rows.append(self.covered(row, y))
        return [*rows, {0: self.strip(self.status, self.width)}]

    def covered(self, row: dict[int, Strip], y: int) -> dict[int, Strip]:
        """Return a row with the panel over it."""
        panel = self.panel
        if panel is None or not panel.y <= y < panel.bottom:
            return row
        whole = Strip.join(row.values())
        left, _, right = whole.divide([panel.x, panel.right, self.width])
        border = Strip([Segment("┃" * panel.width, STYLES[5])])
        inner = self.strip(words(self.rng, simple=self.simple), panel.width)
        shown = border if y in (panel.y, panel.bottom - 1) else inner
        # A mark cut off from its letter would go to the panel, there and only there.
        parts = {0: left, panel.x: shown, panel.right: without_marks(right)}
        return {x: part for x, part in parts.items() if part.cell_length}

    def layout(self) -> LayoutUpdate:
        """Return an update of all."""
        rows = self.chops()
        return LayoutUpdate([row.values() for row in rows], Region(0, 0, self.width, self.height))

    def partial(self, region: Region) -> ChopsUpdate:
        """Return an update of a part."""
        rows = self.chops()
        ends = [[*list(row)[1:], self.width] for row in rows]
        spans = [(y, region.x, region.right) for y in range(region.y, region.bottom)]
        return ChopsUpdate(rows, spans, ends)


def step(scene: Scene, action: str) -> CompositorUpdate:
    """Change the scene; return the update."""
    rng = scene.rng
    pane = Region(scene.sidebar, 0, scene.width - scene.sidebar, scene.height - 1)
    if action in ("line", "page"):
        by = 1 if action == "line" else rng.randrange(1, scene.height)
        scene.top += rng.choice((-by, by))
        return scene.partial(pane)
    if action == "status":
        scene.status = words(rng, simple=scene.simple)
        return scene.partial(Region(0, scene.height - 1, scene.width, 1))
    if action == "row":
        y = rng.randrange(scene.height - 1)
        scene.text[(scene.top + y) % len(scene.text)] = words(rng, simple=scene.simple)
        return scene.partial(Region(0, y, scene.width, 1))
    if action == "sidebar":
        scene.sidebar = rng.choice((0, 0, scene.width // 3))
        scene.rows[rng.randrange(20)] = words(rng, simple=scene.simple)
    elif action == "panel":
        width, height = scene.width // 2, scene.height // 2
        x, y = rng.randrange(scene.width - width), rng.randrange(scene.height - height)
        # What a cut leaves of joined characters isn't agreed upon.
        region = Region(x, y, width, height) if scene.simple else Region(0, y, scene.width, height)
        scene.panel = rng.choice((None, region))
    elif action == "theme":
        scene.theme = rng.choice((None, Style.parse("#eeeeee on #222222"), Style.parse("on blue")))
    return scene.layout()


ACTIONS = st.lists(
    st.sampled_from(("line", "line", "page", "status", "row", "sidebar", "panel", "theme", "both")),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("erases_colours", [True, False], ids=["bce", "no-bce"])
@given(seed=st.integers(0, 2**32), actions=ACTIONS, simple=st.booleans())
@settings(max_examples=EXAMPLES, deadline=None)
@example(seed=1, actions=["panel", "page", "theme", "line", "sidebar", "line"], simple=True)
def test_the_screen_is_the_one_that_textual_draws(
    erases_colours: bool, seed: int, actions: list[str], simple: bool
) -> None:
    """Every cell, colour, attribute and hyperlink is, whatever changes and whoever takes it."""
    rng = random.Random(seed)
    width, height = rng.choice(((40, 12), (23, 7), (50, 14)))
    scene = Scene(width, height, rng, simple)
    console = Console(force_terminal=True, color_system="truecolor")
    wire = Wire(ColorSystem.TRUECOLOR, lambda: erases_colours)
    ours = Emulator(width, height, erases_colours=erases_colours)
    theirs = Emulator(width, height, erases_colours=erases_colours)
    ours.resize(width, height, "?")
    ours.feed("\x1b[31m\x1b[2;5r")
    for action in ["layout", *actions]:
        # Now and then several updates are taken before one is sent.
        for _ in range(rng.choice((1, 1, 1, 3))):
            update = step(scene, action)
            theirs.feed(update.render_segments(console))
            assert wire.take(update)
        wire.cursor = (rng.randrange(width), rng.randrange(height))
        ours.feed(wire.render())
        assert ours.screen() == theirs.screen(), action
        assert ours.is_plain
        assert (ours.x, ours.y) == wire.cursor
        assert wire.render() == ""


def test_what_is_not_known_goes_out_as_textual_sends_it() -> None:
    """A kind of update that isn't known, or a control character, is not taken, not even in part."""
    wire = Wire(ColorSystem.TRUECOLOR, lambda: True)
    rows = [[Strip([Segment("one")])], [Strip([Segment("two")])]]
    assert wire.take(LayoutUpdate(list(rows), Region(0, 0, 3, 2)))
    wire.render()
    assert not wire.take(CompositorUpdate())
    rows = [[Strip([Segment("new")])], [Strip([Segment("a\x1b[2J")])]]
    assert not wire.take(LayoutUpdate(list(rows), Region(0, 0, 3, 2)))
    assert wire.render() == ""


def test_a_forgotten_picture_is_drawn_whole() -> None:
    """Nothing is sent where nothing changed, everything where the terminal may show anything."""
    wire = Wire(ColorSystem.TRUECOLOR, lambda: True)
    update = LayoutUpdate(
        [[Strip([Segment("one")])], [Strip([Segment("two")])]], Region(0, 0, 3, 2)
    )
    assert wire.take(update)
    first = wire.render()
    assert "one" in first
    assert "two" in first
    assert wire.take(update)
    assert wire.render() == ""
    wire.forget()
    assert wire.render() == first


@pytest.mark.parametrize(
    ("start", "end", "shown"), [(0, 5, "ab🇩🇪N"), (0, 4, "ab🇩🇪"), (0, 8, "ab🇩🇪🇳🇱xy"), (5, 8, "Lxy")]
)
def test_half_a_flag_is_a_letter(start: int, end: int, shown: str) -> None:
    """What a panel leaves of a flag has one cell or two, as each terminal sees it; a letter one."""
    wire = Wire(ColorSystem.TRUECOLOR, lambda: True)
    flags = [Segment("ab"), Segment("🇩🇪🇳"), Segment("🇱", Style.parse("red")), Segment("xy")]
    strip = Strip(flags).crop(start, end)
    assert wire.take(LayoutUpdate([[strip]], Region(0, 0, end - start, 1)))
    assert shown in re.sub(r"\x1b\[[\d;]*m", "", wire.render())


def test_what_was_never_said_is_left_as_it_is() -> None:
    """Parts of rows of which nothing is known aren't written, however little is between others."""
    wire = Wire(ColorSystem.TRUECOLOR, lambda: True)
    chops = [{0: Strip([Segment("one")]), 3: None, 5: Strip([Segment("two")])}]
    assert wire.take(ChopsUpdate(chops, [(0, 0, 8)], [[3, 5, 8]]))
    terminal = Emulator(8, 1, erases_colours=True)
    terminal.resize(8, 1, "?")
    terminal.feed(wire.render())
    assert "".join(char for char, _ in terminal.screen()[0]) == "one??two"
