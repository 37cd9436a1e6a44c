"""The whole app, as Textual would draw it and by what is sent in its place: the same cells."""

import random
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import CompositorUpdate

from tests.samples import FIXTURES
from tests.ui.reading import Reading, reading
from tests.ui.wire.emulator import Emulator
from tui_reader.state.settings import Settings
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.wire.wire import Wire

KEYS = [
    *("j", "j", "k", "space", "b", "d", "u", "g", "G", "]", "[", "}", "{", "tab", "shift+tab"),
    *("n", "N", "<", ">", "t", "z", "h", "l", "m", "x", ".", "i", "v", "w", "-", "+", "K", "Y"),
    *("question_mark", "escape", "L", "apostrophe", "colon", "T", "5", "escape", "escape", "down"),
]
"""What is pressed: moves above all, panels and lists, back out of them again."""
SIZES = [(100, 30), (60, 18), (130, 40)]
UNUSUAL = "\n\n".join((
    "# e\u0301 漢字かな and 👩\u200d👩\u200d👧",
    "漢字かな混じり文 and plain words 한국어. " * 30,
    "| ｗｉｄｅ | 🇩🇪 |\n|---|---|\n| ❤\ufe0f | קור |",
    "ไทย text [link](https://x.org). " * 40,
))  # fmt: skip


class Twice:
    """Both ways to the screen, side by side."""

    def __init__(self, system: ColorSystem) -> None:
        self.console = Console(force_terminal=True)
        self.console._color_system = system
        self.wire = Wire(system, lambda: True)
        self.ours = Emulator(1, 1, erases_colours=True)
        self.theirs = Emulator(1, 1, erases_colours=True)
        self.sizes = [0, 0]

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, which leaves rubbish on it."""
        self.wire.forget()
        self.ours.resize(width, height, "?")
        self.theirs.resize(width, height)

    def show(self, update: CompositorUpdate) -> None:
        """Show an update in both ways."""
        data = update.render_segments(self.console)
        self.theirs.feed(data)
        assert self.wire.take(update)
        sent = self.wire.render()
        self.ours.feed(sent)
        self.sizes = [size + len(each) for size, each in zip(self.sizes, (sent, data), strict=True)]

    def compare(self, last: object) -> None:
        """Require that both show the same."""
        rows = enumerate(zip(self.ours.screen(), self.theirs.screen(), strict=True))
        cells = [(x, y, cell) for y, row in rows for x, cell in enumerate(zip(*row, strict=True))]
        assert [cell for cell in cells if cell[2][0] != cell[2][1]] == [], last
        assert self.ours.is_plain


async def change(reader: Reading, twice: Twice, rng: random.Random) -> str:
    """Do something at random: press keys, look at another theme, resize, say something."""
    what = rng.random()
    if what < 0.03:
        reader.app.theme = rng.choice(("alignread-dark", "alignread-light", "terminal", "nord"))
        await reader.pilot.pause()
        return reader.app.theme
    if what < 0.06:
        size = rng.choice([size for size in SIZES if size != reader.app.size])
        twice.resize(*size)
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        return str(size)
    if what < 0.09:
        reader.app.notify("Something to know 漢字", timeout=0.01 if rng.random() < 0.5 else 60)
        await reader.pilot.pause()
        return "notify"
    key = rng.choice(KEYS)
    await reader.press(key)
    return key


async def read_at_random(
    monkeypatch: pytest.MonkeyPatch, what: str | Path, seed: int, count: int, system: ColorSystem
) -> Twice:
    """Read and change things at random, and compare each screen."""
    twice = Twice(system)
    monkeypatch.setattr(
        ReaderApp, "_display", lambda _, __, update: update and twice.show(update), raising=True
    )
    twice.resize(100, 30)
    rng = random.Random(seed)
    async with reading(what, (100, 30), settings=Settings()) as reader:
        for _ in range(count):
            done = await change(reader, twice, rng)
            twice.compare((seed, done))
    assert twice.sizes[0] < twice.sizes[1] / 2
    return twice


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "system"),
    [
        (FIXTURES / "kitchen-sink.md", ColorSystem.STANDARD),
        (FIXTURES / "kitchen-sink.md", ColorSystem.TRUECOLOR),
        (UNUSUAL, ColorSystem.EIGHT_BIT),
    ],
    ids=["sixteen colours", "truecolor", "unusual characters"],
)
async def test_anything_looks_the_same(
    monkeypatch: pytest.MonkeyPatch, what: str | Path, system: ColorSystem
) -> None:
    """Keys, panels, toasts, themes, sizes, in each kind of colours."""
    await read_at_random(monkeypatch, what, system.value, 40, system)
