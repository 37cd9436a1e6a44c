"""Finding a browser: the setting, `$BROWSER`, the display; never a shell."""

from pathlib import Path

import pytest

from tui_reader.browsing import Browser, find_browser

URL = "https://x.y/;touch z$(id)"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH on which there are a few programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("fox", "w3m", "lynx", "sh", "xdg-open", "wslview", "env"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    (folder / "not-executable").write_text("x")
    return str(folder)


def words_of(browser: Browser | None) -> list[str]:
    """Return the words that a browser is started with, none without a browser."""
    return browser.arguments(URL) if browser else []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("fox", ["fox", URL]),
        ("fox %s", ["fox", URL]),
        ("fox --new-tab %s --quiet", ["fox", "--new-tab", URL, "--quiet"]),
        ("fox -P 'my profile'", ["fox", "-P", "my profile", URL]),
        ('fox "%s"', ["fox", URL]),
        ("fox %s %s", ["fox", URL, URL]),
        ("fox &", ["fox", URL]),
        ("fox %s &", ["fox", URL]),
        ("missing:fox", ["fox", URL]),
        ("missing %s:'bad:fox -a", ["fox", "-a", URL]),
        ("sh -c 'x %s':fox", ["fox", URL]),
        (" : :fox: ", ["fox", URL]),
        ("fox:w3m", ["fox", URL]),
    ],
)
def test_commands_of_the_environment(path: str, command: str, words: list[str]) -> None:
    """`$BROWSER` is split into words, the address becomes one of them."""
    assert words_of(find_browser({"PATH": path, "BROWSER": command}, platform="linux")) == words


@pytest.mark.parametrize(
    "command",
    [
        "",
        "   ",
        ":",
        "&",
        "%s",
        "missing",
        "/no/such",
        "not-executable",
        "fox 'unclosed",
        "x 'y",
        "sh -c 'fox %s'",
        "sh -c 'fox \"%s\"'",
        "fox --url=%s",
        "'fox %s'",
        "env fox%s",
        "x &",
        "fox; fox2 x%s",
    ],
)
def test_commands_that_are_no_browser(path: str, command: str) -> None:
    """What is missing, badly quoted or would need a shell is passed over."""
    assert find_browser({"PATH": path, "BROWSER": command}, platform="linux") is None


def test_the_address_stays_one_word(path: str) -> None:
    """Nothing in the address is taken apart, whatever it holds."""
    browser = find_browser({"PATH": path, "BROWSER": "fox -a %s"}, platform="linux")
    assert browser is not None
    for url in ("https://x/%s", "https://x/ & x", "https://x/'\"", "https://x/;$(id)`id`"):
        assert browser.arguments(url) == ["fox", "-a", url]


def test_the_setting_comes_first(path: str) -> None:
    """The reader's setting is used before `$BROWSER`, unless it isn't there."""
    environment = {"PATH": path, "BROWSER": "w3m"}
    assert words_of(find_browser(environment, "fox -a", "linux")) == ["fox", "-a", URL]
    assert words_of(find_browser(environment, "missing", "linux")) == ["w3m", URL]
    assert words_of(find_browser(environment, "  ", "linux")) == ["w3m", URL]


@pytest.mark.parametrize(
    ("command", "is_console"),
    [("fox", False), ("w3m", True), ("lynx -x", True), ("BIN/w3m %s", True), ("BIN/fox", False)],
)
def test_console_browsers_are_known(path: str, command: str, is_console: bool) -> None:
    """A browser that needs the terminal is known by its name, with its folder too."""
    environment = {"PATH": path, "BROWSER": command.replace("BIN", path)}
    browser = find_browser(environment, platform="linux")
    assert browser is not None
    assert browser.is_console is is_console


@pytest.mark.parametrize(
    ("variables", "platform", "program"),
    [
        ({}, "linux", ""),
        ({"DISPLAY": ""}, "linux", ""),
        ({"DISPLAY": ":0"}, "linux", "xdg-open"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "xdg-open"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "wslview"),
        ({"WSL_DISTRO_NAME": "Debian", "DISPLAY": ":0"}, "linux", "wslview"),
        ({}, "darwin", "open"),
        ({}, "win32", "rundll32"),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":10"}, "linux", ""),
        ({"SSH_CONNECTION": "1 2 3 4", "WAYLAND_DISPLAY": "x"}, "linux", ""),
        ({"SSH_TTY": "/dev/ttys1"}, "darwin", ""),
        ({"SSH_TTY": "x", "WSL_DISTRO_NAME": "Debian"}, "linux", ""),
        ({"SSH_TTY": "x", "BROWSER": "fox"}, "linux", "fox"),
        ({"SSH_TTY": "x", "BROWSER": "missing"}, "linux", ""),
        ({"BROWSER": "missing", "DISPLAY": ":0"}, "linux", "xdg-open"),
        ({"BROWSER": "fox", "DISPLAY": ":0"}, "linux", "fox"),
        ({"BROWSER": "fox"}, "darwin", "fox"),
    ],
)
def test_where_there_is_a_browser(
    path: str, variables: dict[str, str], platform: str, program: str
) -> None:
    """A graphical browser is used only where one can show, over SSH only `$BROWSER`."""
    browser = find_browser({"PATH": path, **variables}, platform=platform)
    assert words_of(browser)[:1] == ([program] if program else [])
    if browser is not None:
        assert words_of(browser)[-1] == URL
        assert not browser.is_console


def test_a_display_without_a_program(tmp_path: Path) -> None:
    """Where no program can open addresses, there is no browser."""
    assert find_browser({"PATH": str(tmp_path), "DISPLAY": ":0"}, platform="linux") is None


def test_gio_stands_in_for_xdg_open(tmp_path: Path) -> None:
    """`gio open` is used where there is no xdg-open."""
    (tmp_path / "gio").write_text("#!/bin/sh\n")
    (tmp_path / "gio").chmod(0o755)
    browser = find_browser({"PATH": str(tmp_path), "DISPLAY": ":0"}, platform="linux")
    assert words_of(browser) == ["gio", "open", URL]
