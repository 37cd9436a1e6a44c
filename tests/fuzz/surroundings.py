"""What a case is read in: a home of its own, no display, and programs that do nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_HOMES = ("CACHE", "CONFIG", "DATA", "STATE")
_UNSET = ("DISPLAY", "WAYLAND_DISPLAY", "SSH_TTY", "SSH_CONNECTION", "TMUX", "STY", "NO_COLOR")


@contextmanager
def own_home() -> Iterator[Path]:
    """Live in a folder that is thrown away; yield a folder for documents in it."""
    before = dict(os.environ)
    with TemporaryDirectory(prefix="fuzz-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        os.environ.update({f"XDG_{one}_HOME": str(home / one.lower()) for one in _HOMES})
        os.environ.update(HOME=name, TERM="xterm-256color", ALIGNREAD_DATA_DIR=f"{name}/state")
        os.environ.update(BROWSER="true %s", VISUAL="true")
        for variable in _UNSET:
            os.environ.pop(variable, None)
        folder = home / "documents"
        folder.mkdir()
        try:
            yield folder
        finally:
            os.environ.clear()
            os.environ.update(before)
