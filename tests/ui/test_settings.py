"""What the settings do on the screen, and that what is changed there lasts."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ui.reading import Reading, reading
from tests.ui.remembering import session, settle
from tests.ui.test_snapshots import SIZES, SNAPSHOTS
from tests.ui.test_terms import folder, underlined
from tui_reader.state.adjustments import FILE_NAME, load
from tui_reader.state.paths import data_folder
from tui_reader.state.settings import DEFAULTS, SETTINGS, Settings
from tui_reader.state.settings_file import load as load_settings
from tui_reader.state.settings_file import parse_settings

__all__ = ["folder"]

TEXT = "# One\n\n" + "word " * 400 + "\n\n## Two\n\n### Three\n\nThe end.\n\n## Four\n\nMore.\n"


def parse(text: str) -> Settings:
    """Return what a settings file with a text says."""
    return parse_settings(text.encode())


def columns(reader: Reading) -> int:
    """Return how many columns the text has."""
    return reader.viewport.options.width


# What the file says


async def test_the_width_is_that_of_the_file() -> None:
    """From the first screen on."""
    async with reading(TEXT, (140, 30), settings=parse("width = 50")) as reader:
        assert columns(reader) == 50


@pytest.mark.parametrize(
    ("value", "width", "shows"),
    [
        ("auto", 120, True), ("auto", 60, False), ("auto", 40, False), ("on", 120, True),
        ("on", 60, True), ("on", 40, False), ("off", 120, False), ("off", 60, False),
    ],
)  # fmt: skip
async def test_the_sidebar_is_as_the_file_says(value: str, width: int, shows: bool) -> None:
    """Beside the text where there is room for it, on a smaller screen too, or not at first."""
    async with reading(TEXT, (width, 30), settings=parse(f"sidebar = '{value}'")) as reader:
        assert reader.outline.display == shows
        await reader.press("t")
        assert reader.outline.display != shows


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("theme-dark = 'alignread-dark'\ntheme-light = 'alignread-light'", "alignread-dark"),
        (
            "theme-dark = 'alignread-dark'\ntheme-light = 'alignread-light'\nbackground = 'light'",
            "alignread-light",
        ),
        ("theme-dark = 'nord'\nbackground = 'dark'", "nord"),
        ("theme-dark = 'nord'\ncolors = 'ansi'", "terminal"),
    ],
)
async def test_the_theme_is_that_of_the_background(text: str, theme: str) -> None:
    """A background that is set isn't asked for; the terminal's own colours have one theme."""
    async with reading(TEXT, settings=parse(text)) as reader:
        assert reader.app.theme == theme
    async with reading(TEXT, settings=parse(text), theme="alignread-light") as reader:
        assert reader.app.theme == ("terminal" if "ansi" in text else "alignread-light")


async def test_a_theme_that_is_none_is_said_with_its_line(tmp_path: Path) -> None:
    """The default one is taken."""
    path = tmp_path / "config" / "alignread" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("\n'theme-dark' = 'x[/]'")
    async with reading(TEXT, settings=load_settings()) as reader:
        assert reader.app.theme == DEFAULTS.theme_dark
        assert "settings.toml:2: no theme 'x[/]'" in reader.status


async def test_mistakes_are_said_in_one_line() -> None:
    """The first one, how many more, and where they are all shown; until the next key."""
    async with reading(TEXT, (110, 30), settings=parse("a = 1\nb = [/x]\n")) as reader:
        assert "settings.toml:1: no setting 'a'; 1 more: alignread settings" in reader.status
        await reader.press("j")
        assert "settings" not in reader.status


async def test_the_pace_makes_the_minutes() -> None:
    """Twice as fast is half of the time, in the status line and in the sidebar."""
    text = "# One\n\n" + "word " * 4590
    for pace, minutes in ((230, 20), (115, 40), (460, 10)):
        async with reading(text, settings=parse(f"pace = {pace}")) as reader:
            await settle(reader)
            assert f"{minutes} min left" in reader.status
            assert reader.outline_rows[0].endswith(f" {minutes}m")


async def test_terms_are_underlined_unless_the_file_says_no(folder: Path) -> None:
    """`w` turns it round either way."""
    async with reading(folder, settings=parse("terms = false")) as reader:
        await reader.pilot.pause()
        assert underlined(reader) == []
        await reader.press("w")
        assert underlined(reader)


def test_each_setting_has_its_test() -> None:
    """Those that aren't here are tested where they have their effect."""
    here = {"width", "sidebar", "theme-dark", "theme-light", "background", "pace", "terms"}
    elsewhere = {"colors", "browser", "receipt", "watch", "hints", "wire"}
    assert {setting.name for setting in SETTINGS} == here | elsewhere


# What is changed in the reader


async def test_the_width_lasts() -> None:
    """Until the file says another one, or the command line does."""
    async with session(TEXT, (140, 30)) as reader:
        await reader.press("minus", "minus", "plus", "minus")
        assert columns(reader) == 64
    async with session(TEXT, (140, 30)) as reader:
        assert columns(reader) == 64
    async with session(TEXT, (140, 30), column=90) as reader:
        assert columns(reader) == 90
    async with session(TEXT, (140, 30), settings=parse("width = 50")) as reader:
        assert columns(reader) == 50
        await reader.press("plus")
    async with session(TEXT, (140, 30), settings=parse("width = 50")) as reader:
        assert columns(reader) == 54
    async with session(TEXT, (140, 30), settings=parse("width = 60")) as reader:
        assert columns(reader) == 60


async def test_the_sidebar_lasts() -> None:
    """Also where the file has it off; what lies over a small screen doesn't."""
    async with session(TEXT) as reader:
        await reader.press("t")
    async with session(TEXT) as reader:
        assert not reader.outline.display
        await reader.press("h", "l")
        assert reader.outline.display
    async with session(TEXT, (50, 20)) as reader:
        await reader.press("t")
        assert reader.outline.display
    async with session(TEXT, (50, 20)) as reader:
        assert not reader.outline.display
    async with session(TEXT, settings=parse("sidebar = 'off'")) as reader:
        assert not reader.outline.display
        await reader.press("t")
    async with session(TEXT, settings=parse("sidebar = 'off'")) as reader:
        assert reader.outline.display


async def test_the_terms_last(folder: Path) -> None:
    """Not to be underlined is a wish, and no whim."""
    async with session(folder) as reader:
        assert underlined(reader)
        await reader.press("w")
    async with session(folder) as reader:
        assert underlined(reader) == []


async def test_zen_does_not_last() -> None:
    """Whoever comes back finds the reader whole."""
    async with session(TEXT) as reader:
        await reader.press("z")
        assert not reader.outline.display
    async with session(TEXT) as reader:
        assert reader.outline.display


async def test_the_folds_last(tmp_path: Path) -> None:
    """By the headings' texts: a section that is moved keeps its fold, another document has none."""
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_text(TEXT)
    other.write_text(TEXT)
    async with session(path) as reader:
        await reader.press("h", "g", "j", "space")
        assert reader.sidebar == ["▌▾ One", "   ▸ Two", "     Four"]
    path.write_text("# One\n\n## Zero\n\n## Four\n\n## Two\n\n### Three\n")
    async with session(path) as reader:
        assert [row.strip("▌ ") for row in reader.sidebar] == ["▾ One", "Zero", "Four", "▸ Two"]
        await reader.press("h", "G", "space")
    async with session(path) as reader:
        assert len(reader.sidebar) == 5
    async with session(other) as reader:
        assert len(reader.sidebar) == 4
    assert not load(data_folder().path).folds


async def test_folds_of_a_long_document_last(tmp_path: Path) -> None:
    """There the deeper levels are folded at first, and what was unfolded stays so."""
    path = tmp_path / "long.md"
    parts = (f"# Part {part}\n\n" + "## Below\n\nText.\n\n" * 20 for part in range(10))
    path.write_text("\n".join(parts))
    async with session(path) as reader:
        await reader.press("h", "g", "space")
        rows = len(reader.outline.rows)
    async with session(path) as reader:
        assert len(reader.outline.rows) == rows


async def test_what_can_not_be_written_holds_for_the_session(tmp_path: Path) -> None:
    """It is said once, and written with the next change that can be."""
    folder = data_folder().path
    assert folder is not None
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder would be")
    async with reading(TEXT, (140, 30)) as reader:
        await reader.press("minus")
        await settle(reader)
        assert columns(reader) == 68
        assert "the change isn't kept: " in reader.status
        await reader.press("minus")
        await settle(reader)
        assert "64 columns" in reader.status
        folder.unlink()
        await reader.press("t")
        await settle(reader)
    kept = load(folder)
    assert (kept.get("width"), kept.get("sidebar")) == (64, "off")


async def test_a_damaged_file_is_no_matter() -> None:
    """The reader starts as if nothing had been changed."""
    folder = data_folder().path
    assert folder is not None
    folder.mkdir(parents=True)
    for text in ("{", '{"version": 1, "changes": {"width": {"value": "60"}}}', "\0"):
        (folder / FILE_NAME).write_text(text)
        async with session(TEXT, (140, 30)) as reader:
            assert columns(reader) == 72


async def test_hints_and_other_names_may_be_kept_too() -> None:
    """What another part of the reader keeps is there in the next session."""
    async with session(TEXT) as reader:
        reader.app.adjust("hints-used", ["a"])
        reader.app.adjust("hints-used", ["b"])
        assert reader.app.adjustments.strings("hints-used") == ["a", "b"]
    async with session(TEXT) as reader:
        assert reader.app.adjustments.strings("hints-used") == ["a", "b"]


@pytest.mark.slow
async def test_many_changes_are_few_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is held down doesn't wait for a disk each time."""
    import threading

    from tui_reader.ui import adjusting

    writes: list[int] = []
    go_on = threading.Event()
    save = adjusting.save

    def slow(*given: Any) -> object:
        writes.append(1)
        assert go_on.wait(20)
        return save(*given)

    monkeypatch.setattr(adjusting, "save", slow)
    async with session(TEXT, (140, 30)) as reader:
        await reader.press(*["minus", "plus"] * 15, "minus")
        go_on.set()
    assert len(writes) <= 2
    folder = data_folder().path
    assert folder is not None
    kept = json.loads((folder / FILE_NAME).read_text())
    assert kept["changes"]["width"] == {"value": 68, "base": None}


# Keys

KEYS = """
[keys]
"line.down" = ["n", "f5"]
"page.down" = "j"
"view.zen" = ""
"place.go" = "ctrl+p"
"program.commands" = "ctrl+n"
"link.number" = ["!", "@", "#"]
"link.copy" = "z"
"sidebar.down" = "n"
"sidebar.fold" = "down"
"program.quit" = ""
"""


async def test_keys_that_were_set_do_what_they_are_set_to() -> None:
    """The old ones don't, and one that was taken does the new thing alone."""
    async with reading(TEXT, (100, 10), settings=parse(KEYS)) as reader:
        await reader.press("n")
        assert reader.viewport.y == 1
        await reader.press("f5")
        assert reader.viewport.y == 2
        await reader.press("down")
        assert reader.viewport.y == 2
        await reader.press("j")
        assert reader.viewport.y == 10
        await reader.press("space")
        assert reader.viewport.y == 10
        await reader.press("z")
        assert reader.outline.display
        await reader.press("h", "n")
        assert reader.outline.rows[reader.outline.cursor].heading == 1
        await reader.press("down")
        assert len(reader.outline.rows) == 3
        await reader.press("j", "escape", "ctrl+q")
        assert not reader.app.is_running or reader.app._exit


async def test_a_key_may_be_taken_from_the_palette() -> None:
    """Textual has it bound before all others."""
    async with reading(TEXT, settings=parse(KEYS)) as reader:
        await reader.press("ctrl+n")
        assert len(reader.app.screen_stack) == 2


async def test_numbers_may_be_on_other_keys() -> None:
    """The first key stands for one, as on a keyboard that has digits with Shift."""
    text = "[a](https://a.example) and [b](https://b.example)"
    async with reading(text, settings=parse(KEYS)) as reader:
        await reader.press("at")
        await reader.press("z")
        assert reader.app.clipboard == "https://b.example"
        await reader.press("2", "y")
        assert reader.app.clipboard == "https://b.example"


async def test_the_keys_that_are_named_are_those_that_are_set() -> None:
    """In the status line, and to those who press Ctrl+C."""
    text = "hints = false\n[keys]\nprogram.help = 'f5'\nprogram.close = 'X'\n"
    async with reading(TEXT, settings=parse(text)) as reader:
        assert reader.status.endswith("  F5 help ")
        await reader.press("ctrl+c")
        assert "X quits, F5 shows all keys" in reader.status
    async with reading(
        TEXT, settings=parse("hints = false\nkeys.program = {help = '', close = ''}")
    ) as reader:
        assert reader.status.rstrip().endswith("left")
        await reader.press("ctrl+c")
        assert "Ctrl+Q quits " in reader.status


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_help_shows_the_keys_that_are_set(
    size: tuple[int, int], update_golden: bool
) -> None:
    """The page is the one that was looked at and kept."""
    async with reading(TEXT, size, settings=parse(KEYS)) as reader:
        await reader.press("question_mark")
        rows = reader.app.screen._compositor.render_strips()
        shown = "\n".join(strip.text.rstrip() for strip in rows) + "\n"
    golden = SNAPSHOTS / f"help-remapped.{size[0]}x{size[1]}.txt"
    if update_golden:
        golden.write_text(shown, "utf-8")
    assert shown.split("\n") == golden.read_text("utf-8").split("\n")
