"""Where alignread keeps what it remembers, and where its settings are.

Names places only; makes and opens nothing. They are the user's data and config directories of the
platform, or `ALIGNREAD_DATA_DIR` and `ALIGNREAD_CONFIG_DIR`. They are never the current directory,
nor anything under it: a variable that isn't an absolute path is ignored or refused, and without a
home folder there is no place, which is said and is no error.
"""

import os
import sys
from pathlib import Path
from typing import NamedTuple

NAME = "alignread"
FILE_NAME = "state.db"
"""The file in that folder that holds it all."""
SETTINGS_NAME = "settings.toml"
"""The file in the config folder."""


class Folder(NamedTuple):
    """A folder, which need not exist yet."""

    path: Path | None
    """An absolute path, or None when there is no place for it."""
    problem: str = ""
    """Why there is none: half a sentence, or empty."""


class _Kind(NamedTuple):
    """What tells the two folders apart."""

    override: str
    variable: str
    default: tuple[str, ...]
    """Where it is below the home folder, on systems that follow XDG."""
    function: str
    """What platformdirs has for it."""


_DATA = _Kind("ALIGNREAD_DATA_DIR", "XDG_DATA_HOME", (".local", "share"), "user_data_path")
_CONFIG = _Kind("ALIGNREAD_CONFIG_DIR", "XDG_CONFIG_HOME", (".config",), "user_config_path")


def data_folder() -> Folder:
    """Return the folder of what is remembered that the environment asks for."""
    return _folder(_DATA)


def config_folder() -> Folder:
    """Return the folder of the settings file that the environment asks for."""
    return _folder(_CONFIG)


def is_hidden(path: Path) -> bool:
    """Return whether what lies at a path, if anything, is hidden in a folder of somebody else."""
    try:
        os.lstat(path)
    except PermissionError:
        return True
    except OSError:
        pass
    return False


def _folder(kind: _Kind) -> Folder:
    if chosen := os.environ.get(kind.override, ""):
        path = Path(os.path.expanduser(chosen))
        if path.is_absolute():
            return Folder(path)
        return Folder(None, f"{kind.override} is not an absolute path")
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        path = None
    else:
        path = _platform_folder(kind)
        if path is None or os.name == "nt":
            return Folder(path, "" if path else "there is no home folder")
    # The XDG specification has a relative path ignored; older platformdirs take it.
    base = os.environ.get(kind.variable, "").strip()
    if base.startswith("/") and (path is None or path.is_relative_to(base)):
        return Folder(path or Path(base) / NAME)
    home = _home()
    if home is None:
        return Folder(None, "there is no home folder")
    # An empty HOME makes older platformdirs answer "/.local/share".
    is_there = path is not None and path.is_relative_to(home)
    return Folder(path if is_there else home.joinpath(*kind.default, NAME))


def _platform_folder(kind: _Kind) -> Path | None:
    # 20 ms, on systems where the environment doesn't say it all.
    import platformdirs

    try:
        return getattr(platformdirs, kind.function)(NAME, appauthor=False)
    except RuntimeError:  # no home, neither in the environment nor in the password file
        return None


def _home() -> Path | None:
    home = os.environ.get("HOME", "")
    if not home.startswith("/"):
        import pwd

        try:
            home = pwd.getpwuid(os.getuid()).pw_dir
        except KeyError:
            return None
    # A home that isn't there is not made: Debian's nobody lives in /nonexistent.
    return Path(home) if home.startswith("/") and os.path.isdir(home) else None
