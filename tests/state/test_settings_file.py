"""`settings_file`: what is wrong is said with its line, and the rest holds."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.state.adjustments import Adjustments, Change
from tui_reader.state.settings import (
    DEFAULTS,
    SETTINGS,
    Settings,
    first_warning,
    in_use,
    theme_name,
)
from tui_reader.state.settings_file import load, parse_settings, read_settings


def parse(text: str) -> Settings:
    """Return what a settings file with a text says."""
    return parse_settings(text.encode())


ALL = """
width = 60
sidebar = "off"
theme-dark = "alignread-dark"
theme-light = "alignread-light"
background = "light"
colors = "ansi"
browser = "w3m %s"
receipt = false
pace = 300
terms = false
watch = false
hints = false
wire = false

[keys]
"line.down" = "n"
line.up = ["e", "Up"]
"view.zen" = ""
"""


def test_every_setting_can_be_set() -> None:
    """None of them says anything wrong."""
    found = parse(ALL)
    assert found.warnings == ()
    assert found.written.keys() == {setting.name for setting in SETTINGS}
    for setting in SETTINGS:
        assert found.value(setting.name) == found.written[setting.name] != setting.default
    assert dict(found.keys) == {"line.down": ("n",), "line.up": ("e", "up"), "view.zen": ()}


def test_no_file_and_an_empty_one_are_the_defaults(tmp_path: Path) -> None:
    """Neither is said to be wrong."""
    assert read_settings(tmp_path / "none.toml") == DEFAULTS
    assert read_settings(tmp_path / "none" / "none.toml") == DEFAULTS
    assert parse("# nothing\n\n") == DEFAULTS
    assert load() == DEFAULTS


def test_every_mistake_is_on_its_line() -> None:
    """All of them at once, in the order of the file, with what was probably meant."""
    found = parse(
        "# mine\n"
        "widht = 80\n"
        "width = 9\n"
        "theme_dark = 'x'\n"
        "receipt = 'no'\n"
        "terms = false\n"
        "pace = true\n"
        "zzz = 1\n"
        "[keys]\n"
        "'line.dwon' = 'n'\n"
        "line.down = [\n  'jj',\n  'n' ]\n"
        "'line.up' = 'esc'\n"
    )
    assert found.warnings == (
        "settings.toml:2: no setting 'widht' (width?)",
        "settings.toml:3: width must be a number from 10 to 1000",
        "settings.toml:4: no setting 'theme_dark' (theme-dark?)",
        "settings.toml:5: receipt must be true or false",
        "settings.toml:7: pace must be a number from 50 to 2000",
        "settings.toml:8: no setting 'zzz'",
        "settings.toml:10: no command 'line.dwon' (line.down?)",
        "settings.toml:11: 'jj' is no key",
        "settings.toml:14: line.up can't be on esc: Esc always goes back",
    )
    assert found.written == {"terms": False}
    assert dict(found.keys) == {"line.down": ("n",)}
    assert first_warning(found).endswith("; 8 more: alignread settings")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("width = 80\nsidebar = off\nterms = false\n", 2, "invalid value"),
        ("width = 80\nwidth = 81\nterms = false\n", 2, "overwrite"),
        ("width = 80\nx = [1,\n2,\nterms = false\n", 4, "invalid value"),
        ('width = 80\nbrowser = "x\nterms = false\n', 2, "illegal character"),
        ("width = 80\nbrowser = '''x\nterms = false\n", 2, "expected"),
        ("width = 80\nterms\n", 2, "expected '='"),
        ("width = 80\n[keys\nterms = false\n", 2, "expected ']'"),
        ("width = 80\nx" + ".x" * 600 + " = 1\n", 2, "longer than 1,000 characters"),
        ("width = 80\nx = " + "[" * 990 + "\n", 2, "brackets within brackets"),
        ("width = 80\nx = " + "\n".join(["[" * 900] * 4) + "\n", 2, "brackets within brackets"),
    ],
)  # fmt: skip
def test_what_comes_before_an_error_holds(text: str, line: int, says: str) -> None:
    """The error is said with its line."""
    found = parse(text)
    assert found.width == 80
    assert found.terms
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith(f"settings.toml:{line}: ")
    assert says in found.warnings[0]


def test_windows_and_byte_order_marks_are_no_mistake() -> None:
    """Lines end as they may, and are counted as an editor counts them."""
    data = b"\xef\xbb\xbfwidth = 60\r\n\r\nterms = false\r\nzzz = 1\r\n"
    found = parse_settings(data)
    assert (found.width, found.terms) == (60, False)
    assert found.warnings == ("settings.toml:4: no setting 'zzz'",)


@pytest.mark.parametrize(
    "data",
    [b"width = 60\n\xff\xfe\n", b"width = 60\n\0\0\0", b"width = 60\n\x1b[2J", b"\x7fELF\0"],
)  # fmt: skip
def test_a_binary_file_is_a_warning(data: bytes) -> None:
    """Nothing of it reaches the terminal."""
    found = parse_settings(data)
    assert found.width == (60 if data.startswith(b"width") else 72)
    assert len(found.warnings) == 1
    assert found.warnings[0].isprintable()


@pytest.mark.parametrize("kind", ["directory", "fifo", "large", "device", "loop", "unreadable"])
def test_a_file_that_is_none_is_a_warning(tmp_path: Path, kind: str) -> None:
    """It is neither waited for nor read to its end."""
    path = tmp_path / "settings.toml"
    match kind:
        case "directory":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "large":
            with path.open("wb") as file:
                file.truncate(64 << 20)
        case "device":
            path.symlink_to("/dev/zero")
        case "loop":
            path.symlink_to(path)
        case _:
            path.symlink_to("/proc/self/mem")
    found = read_settings(path)
    assert found.value("width") == 72
    assert len(found.warnings) == 1
    assert str(path) in found.warnings[0]


@given(data=st.binary(max_size=200) | st.text(alphabet="keyswidth=[]{}.'\"\n #1").map(str.encode))
def test_any_bytes_are_settings(data: bytes) -> None:
    """Whatever comes out of them is valid, and what is said can be printed."""
    found = parse_settings(data)
    assert all(setting.is_valid(found.value(setting.name)) for setting in SETTINGS)
    assert all(warning.isprintable() for warning in found.warnings)


def test_a_thousand_mistakes_are_fifty_warnings() -> None:
    """And a count of the others."""
    found = parse("".join(f"x{number} = 1\n" for number in range(1000)))
    assert len(found.warnings) == 51
    assert found.warnings[-1] == "settings.toml: and 950 more"


def test_the_command_line_goes_before_the_reader_and_that_before_the_file() -> None:
    """Until the file is edited."""
    adjusted = Adjustments({"width": Change(50, 60), "theme-dark": Change(3, None)})
    assert in_use(DEFAULTS, adjusted, "width") == 72
    assert in_use(parse("width = 60"), adjusted, "width") == 50
    assert in_use(parse("width = 61"), adjusted, "width") == 61
    chosen = parse("width = 60").with_chosen(width=40, theme=None, browser="x")
    assert in_use(chosen, adjusted, "width") == 40
    assert chosen.browser == "x"
    assert in_use(DEFAULTS, adjusted, "theme-dark") == DEFAULTS.theme_dark


@pytest.mark.parametrize(
    ("text", "theme", "dark", "light"),
    [
        ("", None, DEFAULTS.theme_dark, DEFAULTS.theme_light),
        ("theme-dark = 'd'\ntheme-light = 'l'", None, "d", "l"),
        ("theme-dark = 'd'\ntheme-light = 'l'", "own", "own", "own"),
        ("theme-dark = 'd'\ncolors = 'ansi'", None, "terminal", "terminal"),
    ],
)
def test_the_theme_goes_by_the_background(text: str, theme: str, dark: str, light: str) -> None:
    """Unless the command line has one for both."""
    settings = parse(text).with_chosen(theme=theme)
    assert theme_name(settings, Adjustments(), is_dark=True) == dark
    assert theme_name(settings, Adjustments(), is_dark=False) == light
