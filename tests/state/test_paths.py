"""`paths`: an absolute place or none, whatever the environment says."""

import os
import pwd
from pathlib import Path
from types import SimpleNamespace

import pytest

from tui_reader.state.paths import config_folder, data_folder
from tui_reader.state.store import Store

KEPT = ".local/share/alignread"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and a current directory that must stay empty."""
    for name in ("home", "here"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("ALIGNREAD_DATA_DIR", raising=False)
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "{home}/" + KEPT),
        ({"XDG_DATA_HOME": "{home}/xdg"}, "{home}/xdg/alignread"),
        ({"XDG_DATA_HOME": "data"}, "{home}/" + KEPT),
        ({"XDG_DATA_HOME": "./../x"}, "{home}/" + KEPT),
        ({"XDG_DATA_HOME": ""}, "{home}/" + KEPT),
        ({"ALIGNREAD_DATA_DIR": "{home}/own"}, "{home}/own"),
        ({"ALIGNREAD_DATA_DIR": "~/own"}, "{home}/own"),
        ({"ALIGNREAD_DATA_DIR": "own"}, None),
        ({"ALIGNREAD_DATA_DIR": ""}, "{home}/" + KEPT),
        ({"ALIGNREAD_DATA_DIR": "{home}/own", "HOME": ""}, "{home}/own"),
        ({"HOME": "/nonexistent"}, None),
        ({"HOME": "/etc/passwd"}, None),
        ({"HOME": "", "XDG_DATA_HOME": "{home}/xdg"}, "{home}/xdg/alignread"),
    ],
)
def test_the_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str | None
) -> None:
    """Absolute variables are obeyed, relative ones never lead into the current directory."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(home=home))
    found = data_folder()
    assert found.path == (Path(expected.format(home=home)) if expected else None)
    assert bool(found.problem) == (expected is None)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "{home}/.config/alignread"),
        ({"XDG_CONFIG_HOME": "{home}/xdg"}, "{home}/xdg/alignread"),
        ({"XDG_CONFIG_HOME": "config"}, "{home}/.config/alignread"),
        ({"ALIGNREAD_CONFIG_DIR": "{home}/own"}, "{home}/own"),
        ({"ALIGNREAD_CONFIG_DIR": "own"}, None),
        ({"ALIGNREAD_DATA_DIR": "{home}/own"}, "{home}/.config/alignread"),
        ({"HOME": "/nonexistent"}, None),
    ],
)
def test_the_folder_of_the_settings(
    home: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str | None
) -> None:
    """It goes by the same rules."""
    monkeypatch.delenv("XDG_CONFIG_HOME")
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(home=home))
    found = config_folder()
    assert found.path == (Path(expected.format(home=home)) if expected else None)
    assert bool(found.problem) == (expected is None)


@pytest.mark.parametrize("system", ["linux", "freebsd"])
@pytest.mark.parametrize("variables", [{}, {"XDG_DATA_HOME": "{home}/xdg"}, {"HOME": "/x"}])
def test_the_environment_says_on_linux_what_platformdirs_says_elsewhere(
    home: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], system: str
) -> None:
    """So there it needn't be imported."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(home=home))
    here = data_folder(), config_folder()
    monkeypatch.setattr("tui_reader.state.paths.sys", SimpleNamespace(platform=system))
    assert (data_folder(), config_folder()) == here


@pytest.mark.parametrize("value", [None, "", "somewhere"])
def test_without_a_home_variable_the_account_says(
    home: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    """HOME unset, empty or relative: the home of the password file is taken."""
    account = pwd.struct_passwd(("x", "x", 1, 1, "", str(home), ""))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: account)
    if value is None:
        monkeypatch.delenv("HOME")
    else:
        monkeypatch.setenv("HOME", value)
    assert data_folder().path == home / KEPT


def test_an_account_without_an_entry_has_no_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container's nameless user gets no traceback."""

    def nobody(_: int) -> pwd.struct_passwd:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.delenv("HOME")
    assert data_folder().path is None


@pytest.mark.parametrize("value", ["/etc/passwd", "/nonexistent"])
def test_a_store_without_a_folder_remembers_for_the_session(
    home: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Nothing is made anywhere, it is said once, and the session works."""
    monkeypatch.setenv("HOME", value)
    store = Store()
    for name in ("a", "b"):
        with store.change() as change:
            change.execute("INSERT INTO links (address) VALUES (?)", (name,))
    store.close()
    assert store.query("SELECT count(*) FROM links") == [(2,)]
    assert not store.is_saved
    assert len(store.notices) == 1
    assert "no home folder" in store.notices[0]
    assert not Path("/nonexistent").exists()
    assert os.listdir() == []


def test_reading_makes_nothing_and_writing_makes_a_private_folder(home: Path) -> None:
    """The folder is made 0700 with the first change, not before."""
    store = Store()
    assert store.query("SELECT count(*) FROM links") == [(0,)]
    assert not (home / ".local").exists()
    with store.change() as change:
        change.execute("INSERT INTO links (address) VALUES ('a')")
    assert (home / KEPT).stat().st_mode & 0o777 == 0o700
    assert store.is_saved
    assert store.notices == []
