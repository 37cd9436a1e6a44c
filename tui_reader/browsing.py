"""Which browser there is here, as a command without a shell.

In the order of trust: the reader's setting, `$BROWSER` (also over SSH, where an editor may set it),
then a graphical browser where one can show. `webbrowser` is never asked: without a display it
starts a console browser in the middle of the screen and waits for it.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_CONSOLE_BROWSERS = frozenset(
    ("w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl", "chawan")
)


@dataclass(frozen=True, slots=True)
class Browser:
    """A program that opens addresses."""

    command: tuple[str, ...]
    """Its words; `%s` stands for the address."""
    is_console: bool
    """Whether it needs the terminal for itself."""

    def arguments(self, url: str) -> list[str]:
        """Return the words with the address in its place."""
        return [url if word == "%s" else word for word in self.command]


def find_browser(
    environment: Mapping[str, str], setting: str = "", platform: str = sys.platform
) -> Browser | None:
    """Return the browser to use, None where there is none.

    Args:
        environment: The environment variables.
        setting: The command that the reader has set; empty for none.
        platform: As `sys.platform`.
    """
    wanted = [setting, *environment.get("BROWSER", "").split(os.pathsep)]
    for command in filter(None, map(str.strip, wanted)):
        if browser := _from_command(command, environment):
            return browser
    return _graphical(environment, platform)


def _from_command(command: str, environment: Mapping[str, str]) -> Browser | None:
    try:
        words = shlex.split(command)
    except ValueError:
        return None
    if words and words[-1] == "&":
        words = words[:-1]
    is_embedded = any("%s" in word and word != "%s" for word in words)
    if not words or is_embedded or not _exists(words[0], environment):
        return None
    if "%s" not in words:
        words = [*words, "%s"]
    return Browser(tuple(words), os.path.basename(words[0]) in _CONSOLE_BROWSERS)


def _graphical(environment: Mapping[str, str], platform: str) -> Browser | None:
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return None
    if platform == "darwin":
        return Browser(("open", "%s"), is_console=False)
    if platform == "win32":
        return Browser(("rundll32", "url.dll,FileProtocolHandler", "%s"), is_console=False)
    candidates: list[tuple[str, ...]] = []
    if environment.get("WSL_DISTRO_NAME"):
        candidates += [("wslview",), ("explorer.exe",)]
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        candidates += [("xdg-open",), ("gio", "open")]
    for words in candidates:
        if _exists(words[0], environment):
            return Browser((*words, "%s"), is_console=False)
    return None


def _exists(program: str, environment: Mapping[str, str]) -> bool:
    return shutil.which(program, path=environment.get("PATH")) is not None
