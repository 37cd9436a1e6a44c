"""`alignread settings` and `alignread keys`: what they print, and that it is right."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.cli import main
from tui_reader.commands import COMMANDS
from tui_reader.keymap import RESERVED, wanted_keys
from tui_reader.keys import screen_name
from tui_reader.settings_listing import lines_of
from tui_reader.state.adjustments import Adjustments, Change, Value, save
from tui_reader.state.settings import DEFAULTS, SETTINGS
from tui_reader.state.settings_file import parse_settings

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20).filter(str.isprintable)
CHOICES = {
    "width": st.integers(10, 1000),
    "sidebar": st.sampled_from(["auto", "on", "off"]),
    "theme-dark": TEXTS.filter(bool),
    "theme-light": TEXTS.filter(bool),
    "background": st.sampled_from(["auto", "dark", "light"]),
    "colors": st.sampled_from(["auto", "ansi", "never"]),
    "browser": TEXTS,
    "pace": st.integers(50, 2000),
} | {name: st.booleans() for name in ("receipt", "terms", "watch", "hints", "wire")}
KEYS = (
    st.characters(codec="utf-8", max_codepoint=0x1FFFF).map(screen_name)
    | st.sampled_from(["f5", "space", "ctrl+n", "alt+shift+f1", "comma", "quotation_mark"])
).filter(lambda key: key is not None and key not in RESERVED)
WANTED = st.dictionaries(
    st.sampled_from([command.id for command in COMMANDS if command.id != "program.back"]),
    st.lists(KEYS, max_size=3, unique=True).map(tuple),
    max_size=4,
)
WRITTEN = st.fixed_dictionaries({}, optional=CHOICES)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write the settings file of the test's home."""

    def write(text: str) -> Path:
        path = tmp_path / "config" / "alignread" / "settings.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


@given(written=WRITTEN, keys=WANTED, width=st.integers(10, 1000))
def test_what_is_printed_means_the_same(
    written: dict[str, Value], keys: dict[str, tuple[str, ...]], width: int
) -> None:
    """A settings file of what `alignread settings` prints says what it was printed from."""
    settings = replace(DEFAULTS.with_written(written), keys=keys)
    adjusted = Adjustments({"width": Change(width, settings.written.get("width"))})
    printed = "\n".join(lines_of(settings, adjusted))
    again = parse_settings(printed.encode())
    assert again.warnings == ()
    assert again.written == settings.written
    assert dict(again.keys) == keys
    assert [again.value(each.name) for each in SETTINGS] == [
        settings.value(each.name) for each in SETTINGS
    ]
    assert "\n".join(lines_of(again, adjusted)) == printed


def test_every_comment_is_a_setting_that_can_be_uncommented() -> None:
    """The defaults that are shown are the defaults, and mean nothing new when they are set."""
    lines = "\n".join(lines_of(DEFAULTS, Adjustments())).split("\n")
    shown = [line.removeprefix("# ") for line in lines if " = " in line]
    assert len(shown) == len(SETTINGS) + len(COMMANDS)
    settings, keys = shown[: len(SETTINGS)], shown[len(SETTINGS) :]
    again = parse_settings("\n".join([*settings, "[keys]", *keys]).encode())
    assert again.warnings == ()
    assert [again.value(each.name) for each in SETTINGS] == [each.default for each in SETTINGS]
    for command in COMMANDS:
        assert again.keys[command.id] == wanted_keys(command.id, list(command.keys))[0]


def test_the_settings_are_printed(
    write: Callable[[str], Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The file first, then each setting; what is wrong goes to standard error."""
    path = write('width = 60\npace = "x"\nterms = false\n[keys]\n"view.zen" = "Z"\n')
    save(tmp_path / "data" / "alignread", Adjustments({"width": Change(44, 60)}))
    assert main(["settings"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"# The settings of alignread: {path}\n")
    assert "\nwidth = 60  # default: 72\n" in out
    assert "\n# Changed in the reader, until the line below is edited: 44\nwidth = 60" in out
    assert "\nterms = false  # default: true\n" in out
    assert "\n# pace = 230\n" in out
    assert '\n"view.zen"           = ["Z"]  # Nothing but the text\n' in out
    assert err == "alignread: settings.toml:2: pace must be a number from 50 to 2000\n"
    assert main(["settings", "--path"]) == 0
    assert capsys.readouterr().out == f"{path}\n"


def test_without_a_home_there_is_no_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The settings are printed all the same; their path can't be."""
    monkeypatch.setenv("ALIGNREAD_CONFIG_DIR", "relative")
    assert main(["settings"]) == 0
    assert "nowhere: ALIGNREAD_CONFIG_DIR is not an absolute path" in capsys.readouterr().out
    assert main(["settings", "--path"]) == 2
    assert "no place for settings" in capsys.readouterr().err


def test_the_keys_are_printed(
    write: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """With those that were set marked, and what is in the way."""
    write('[keys]\n"view.zen" = ["down", "alt+z"]\n"view.terms" = ""\n"view.nope" = "n"\n')
    assert main(["keys"]) == 0
    out, err = capsys.readouterr()
    assert "\n* view.zen            ↓ Alt+Z       Nothing but the text\n" in out
    assert "  line.down           j             Line down\n" in out
    assert "* view.terms          none          Words of the glossary" in out
    assert out.endswith(
        "Conflicts:\n"
        "  line.down: down is on view.zen now\n"
        "  view.zen: alt+z: few terminals can send it\n"
        "  view.terms: it has no keys; the palette has it\n"
    )
    assert err == ("alignread: settings.toml:4: no command 'view.nope' (view.zen?)\n")


def test_the_keys_as_json(write: Callable[[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """One array with an object for each command."""
    write('[keys]\n"view.zen" = "down"\n')
    assert main(["keys", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(rows) == len(COMMANDS)
    assert rows["view.zen"]["keys"] == ["down"]
    assert rows["view.zen"]["default"] == ["z"]
    assert rows["line.down"] == {
        "id": "line.down",
        "title": "Line down",
        "group": "Text",
        "pane": "text",
        "keys": ["j"],
        "default": ["j", "down"],
        "conflicts": ["down is on view.zen now"],
    }
    assert rows["sidebar.down"]["pane"] == "sidebar"


@pytest.mark.parametrize("words", [["settings"], ["keys"], ["keys", "--json"]])
def test_neither_needs_a_screen_or_markdown(words: list[str], tmp_path: Path) -> None:
    """They answer as fast as a list of bookmarks does."""
    code = (
        "import sys\nfrom tui_reader.cli import main\n"
        f"status = main({words!r})\n"
        "slow = {'textual', 'rich', 'markdown_it', 'platformdirs', 'asyncio', 'sqlite3'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
        "assert status == 0\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("words", [["settings"], ["keys"]])
def test_a_theme_that_there_is_not_is_said(
    write: Callable[[str], Path], capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    """With its line, as in the reader; one of Textual's is right."""
    write('width = 40\ntheme-dark = "nosuch"\ntheme-light = "textual-light"\n')
    assert main(words) == 0
    assert capsys.readouterr().err == "alignread: settings.toml:2: no theme 'nosuch'\n"


def test_plain_output_goes_by_the_file(
    write: Callable[[str], Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Its width, unless the command line has one or wants no settings; mistakes are said."""
    document = tmp_path / "x.md"
    document.write_text("word " * 99)
    write("width = 40\nzzz = 1\n")
    assert main(["--plain", str(document)]) == 0
    out, err = capsys.readouterr()
    assert 30 < max(map(len, out.split("\n"))) <= 40
    assert err == "alignread: settings.toml:2: no setting 'zzz'\n"
    assert main(["--plain", "--width", "20", str(document)]) == 0
    assert max(map(len, capsys.readouterr().out.split("\n"))) <= 20
    assert main(["--plain", "--no-settings", str(document)]) == 0
    out, err = capsys.readouterr()
    assert 60 < max(map(len, out.split("\n"))) <= 72
    assert err == ""


@pytest.mark.parametrize("name", ["README.md", "content/guide.md"])
def test_the_examples_are_right(name: str) -> None:
    """What can be copied from the documentation says nothing wrong."""
    text = (Path(__file__).parent.parent / name).read_text("utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```$", text, re.M | re.S)
    assert examples
    for example in examples:
        settings = parse_settings(example.encode())
        assert settings.warnings == ()
        assert settings.keys
