"""The choice of a theme, and following the terminal's background."""

from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input, OptionList

from tests.samples import FIXTURES
from tests.ui.reading import Reading, drawn, reading
from tui_reader.layout import viewport as viewport_module
from tui_reader.state.settings import Settings
from tui_reader.theme_names import OWN_NAMES
from tui_reader.ui.messages import BackgroundTold
from tui_reader.ui.screens.themes import ThemesScreen
from tui_reader.ui.themes import THEMES

SINK = FIXTURES / "kitchen-sink.md"
SIZES = [(80, 24), (120, 36), (40, 15)]
BOTH = Settings(theme_dark="alignread-dark", theme_light="alignread-light")


def rows(reader: Reading) -> list[str]:
    """Return the rows of the list that are in view."""
    inside = (row.strip("│ \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588▎▊")
              for row in drawn(reader.app.screen.query_one(OptionList)))  # fmt: skip
    return [row for row in inside if row and row[0] not in "╭╰"]


def kept(reader: Reading) -> tuple[object, object]:
    """Return what lasts as the theme for dark and for light."""
    return reader.app.adjustments.get("theme-dark"), reader.app.adjustments.get("theme-light")


async def test_all_themes_are_listed_the_readers_first() -> None:
    """`T` lists the reader's own themes, then Textual's, each with what it is."""
    async with reading("Text.", (100, 60)) as reader:
        await reader.press("T")
        shown = [row.removeprefix("● ").split(None, 1) for row in rows(reader)]
    own = [["terminal", "both"], ["alignread-dark", "dark"], ["alignread-light", "light"]]
    assert shown[:3] == own
    assert {name for name, _ in shown[3:]} == set(BUILTIN_THEMES)
    assert ["nord", "dark"] in shown
    assert ["solarized-light", "light"] in shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_shows_each_theme_on_the_text(size: tuple[int, int]) -> None:
    """Moving shows the theme at once, on text that stays in view; Esc takes it back."""
    async with reading(SINK, size) as reader:
        before = reader.rows[:4]
        await reader.press("T")
        assert reader.app.theme == "terminal"
        await reader.press("j")
        assert reader.app.theme == "alignread-dark"
        await reader.press("j", "j")
        assert reader.app.theme not in {theme.name for theme in THEMES}
        panel = reader.app.screen.query_one(OptionList).region
        text = reader.view.region
        hidden = text.intersection(panel)
        assert hidden.area <= text.area * 0.55
        assert reader.rows[:4] == before
        await reader.press("escape")
        assert reader.app.theme == "terminal"
        assert not isinstance(reader.app.screen, ThemesScreen)
        assert kept(reader) == (None, None)


async def test_enter_keeps_the_theme() -> None:
    """Where nothing is known of the background it is kept for both."""
    async with reading(SINK) as reader:
        await reader.press("T", "j", "enter")
        assert reader.app.theme == "alignread-dark"
        assert kept(reader) == ("alignread-dark", "alignread-dark")
        await reader.press("T")
        assert rows(reader)[1].startswith("● alignread-dark")
        assert reader.app.screen.query_one(OptionList).highlighted == 1


@pytest.mark.parametrize("background", ["dark", "light"])
async def test_the_theme_is_kept_for_the_background(background: str) -> None:
    """Where the background is known the theme for the other one stays."""
    async with reading(SINK, settings=Settings(background=background)) as reader:
        await reader.press("T", "j", "j", "enter")
        name = "alignread-light"
        assert kept(reader) == ((name, None) if background == "dark" else (None, name))
        assert reader.app.theme == name


async def test_the_list_is_filtered() -> None:
    """`/` filters by name and kind; the first that fits is shown; Esc shows all again."""
    async with reading(SINK) as reader:
        await reader.press("T", "slash", *"light")
        assert reader.app.theme == "alignread-light"
        assert all("light" in row for row in rows(reader))
        await reader.press("enter")
        assert not reader.app.screen.query_one(Input).has_focus
        await reader.press("slash", "escape")
        assert reader.app.theme == "alignread-light"
        await reader.press("escape")
        assert reader.app.theme == "terminal"


async def test_a_choice_goes_before_the_command_line() -> None:
    """What is chosen holds on although another theme was asked for at the start."""
    async with reading(SINK, theme="nord") as reader:
        await reader.press("T", "g", "j", "enter")
        assert reader.app.theme == "alignread-dark"
        reader.app.set_background("light")
        await reader.pilot.pause()
        assert reader.app.theme == "alignread-dark"


async def test_a_preview_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is only painted anew."""
    calls: list[object] = []
    lay_out = viewport_module.lay_out_chunk
    async with reading(SINK) as reader:
        await reader.press("T")
        monkeypatch.setattr(
            viewport_module, "lay_out_chunk", lambda *a, **k: calls.append(a) or lay_out(*a, **k)
        )
        for _ in range(6):
            await reader.press("j")
        await reader.press("escape")
    assert calls == []


@pytest.mark.parametrize(
    ("colors", "no_color", "said"),
    [("ansi", "", "terminal's own"), ("auto", "1", "colours are off")],
)
async def test_without_a_choice_it_says_so(
    colors: str, no_color: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no theme can have colours of its own there is no list."""
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    async with reading(SINK, settings=Settings(colors=colors)) as reader:
        await reader.press("T")
        assert said in reader.status
        assert not isinstance(reader.app.screen, ThemesScreen)


async def test_it_follows_the_terminal() -> None:
    """Each background has its theme; being told the same again changes nothing."""
    async with reading(SINK, settings=BOTH) as reader:
        assert reader.app.theme == "alignread-dark"
        for background in ("light", "light", "dark"):
            reader.app.post_message(BackgroundTold(background))
            await reader.pilot.pause()
            assert reader.app.theme == f"alignread-{background}"


async def test_the_settings_go_before_the_terminal() -> None:
    """With `background` set the terminal isn't asked, nor followed."""
    async with reading(SINK, settings=Settings(
        theme_dark="alignread-dark", theme_light="alignread-light", background="light"
    )) as reader:  # fmt: skip
        assert reader.app.theme == "alignread-light"
        assert not reader.app.asks_for_background
        reader.app.post_message(BackgroundTold("dark"))
        await reader.pilot.pause()
        assert reader.app.theme == "alignread-light"


async def test_a_preview_isnt_taken_away() -> None:
    """What the terminal tells while a theme is looked at holds when the list is closed."""
    async with reading(SINK, settings=BOTH) as reader:
        await reader.press("T", "g")
        assert reader.app.theme == "terminal"
        reader.app.post_message(BackgroundTold("light"))
        await reader.pilot.pause()
        assert reader.app.theme == "terminal"
        await reader.press("escape")
        assert reader.app.theme == "alignread-light"


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"COLORFGBG": "0;15"}, "alignread-light"),
        ({"COLORFGBG": "15;0"}, "alignread-dark"),
        ({}, "alignread-dark"),
    ],
)
async def test_the_environment_may_tell(
    environ: dict[str, str], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COLORFGBG says which theme to begin with."""
    monkeypatch.delenv("COLORFGBG", raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with reading(SINK, settings=BOTH) as reader:
        assert reader.app.theme == theme


async def test_colours_come_with_the_background() -> None:
    """In `terminal` links have a colour as soon as it is known on what."""
    async with reading(SINK) as reader:
        seen: list[set[int | None]] = []
        for background in ("dark", "light"):
            reader.app.set_background(background)
            await reader.pilot.pause()
            strips = reader.view.render_lines(reader.view.size.region)
            seen.append(
                {
                    segment.style.color.number
                    for strip in strips
                    for segment in strip
                    if segment.text == "link" and segment.style and segment.style.color
                }
            )
    assert seen == [{6}, {4}]


@pytest.mark.parametrize(
    ("environ", "has_choice"),
    [
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, True),
    ],
)
async def test_sixteen_colours_leave_no_choice(
    environ: dict[str, str], has_choice: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal of sixteen colours gets the theme that is made of them."""
    for name in ("COLORTERM", "TERM", "NO_COLOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with reading(Path(SINK), theme="alignread-dark") as reader:
        assert reader.app.has_choice_of_colours is has_choice
        assert reader.app.theme == ("alignread-dark" if has_choice else "terminal")


def test_the_names_of_the_own_themes_are_known_without_them() -> None:
    """What checks a settings file needs no Textual for them."""
    assert [theme.name for theme in THEMES] == list(OWN_NAMES)
