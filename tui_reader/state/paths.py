"""Where alignread keeps what it remembers. Names places only; makes and opens nothing.

The folder is the user data directory of the platform, or `ALIGNREAD_DATA_DIR`. It is never the
current directory, nor anything under it: a variable that isn't an absolute path is ignored or
refused, and without a home folder there is no place, which is said and is no error.
"""

import os
from dataclasses import dataclass
from pathlib import Path

NAME = "alignread"
FILE_NAME = "state.db"
"""The file in that folder that holds it all."""
OVERRIDE = "ALIGNREAD_DATA_DIR"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder of what is remembered, which need not exist yet."""

    path: Path | None
    """An absolute path, or None when there is no place to keep anything."""
    problem: str = ""
    """Why there is none: half a sentence, or empty."""


def data_folder() -> DataFolder:
    """Return the folder that the environment asks for."""
    if chosen := os.environ.get(OVERRIDE, ""):
        path = Path(os.path.expanduser(chosen))
        if path.is_absolute():
            return DataFolder(path)
        return DataFolder(None, f"{OVERRIDE} is not an absolute path")
    path = _platform_folder()
    if path is None or os.name == "nt":
        return DataFolder(path, "" if path else "there is no home folder")
    # The XDG specification has a relative path ignored; older platformdirs take it.
    base = os.environ.get("XDG_DATA_HOME", "").strip()
    if base.startswith("/") and path.is_relative_to(base):
        return DataFolder(path)
    home = _home()
    if home is None:
        return DataFolder(None, "there is no home folder")
    # An empty HOME makes older platformdirs answer "/.local/share".
    return DataFolder(path if path.is_relative_to(home) else home / ".local" / "share" / NAME)


def _platform_folder() -> Path | None:
    # 20 ms, and asked for by the first query only.
    from platformdirs import user_data_path

    try:
        return user_data_path(NAME, appauthor=False)
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
