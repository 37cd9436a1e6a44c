"""Which editor there is, and how it is told the line, without a shell.

`$VISUAL`, then `$EDITOR`, then what is usually there. Editors differ in how they take a line; one
that isn't known here gets the file alone.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PLUS = frozenset((
    "vi", "vim", "nvim", "view", "vimx", "gvim", "mvim", "elvis", "nvi",
    "vis", "ex", "neatvi", "nano", "pico", "rnano", "emacs", "emacsclient", "mg",
    "jmacs", "joe", "jed", "ne", "zile", "jove", "kak", "micro", "mcedit",
    "less", "most", "ee", "gedit",
))  # fmt: skip
_GOTO = frozenset(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"))
_COLON = frozenset(("hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce", "pulsar"))
_LINE = frozenset(("kate", "kwrite", "mate", "xed", "pluma", "geany"))
_USUAL = ("nano", "vi", "vim", "notepad")


@dataclass(frozen=True, slots=True)
class Editor:
    """A program that edits files."""

    command: tuple[str, ...]
    """Its words."""

    @property
    def name(self) -> str:
        """What it is called: its program without folder and suffix."""
        return os.path.basename(self.command[0]).removesuffix(".exe")

    def arguments(self, path: Path, line: int) -> list[str]:
        """Return the words that open a file.

        Args:
            path: The file; it is named by its whole path, so that no name is taken for an option.
            line: The line to go to, from 1.
        """
        file = os.path.abspath(path)
        if self.name in _PLUS:
            return [*self.command, f"+{line}", file]
        if self.name in _GOTO:
            return [*self.command, "--goto", f"{file}:{line}"]
        if self.name in _COLON:
            return [*self.command, f"{file}:{line}"]
        if self.name in _LINE:
            return [*self.command, "--line", str(line), file]
        return [*self.command, file]


def find_editor(environment: Mapping[str, str], platform: str = sys.platform) -> Editor | None:
    """Return the editor to use, None where there is none.

    Args:
        environment: The environment variables.
        platform: As `sys.platform`.
    """
    path = environment.get("PATH")
    for name in ("VISUAL", "EDITOR"):
        if words := _words(environment.get(name, ""), platform):
            # What the reader asked for is not replaced by something else where it isn't there.
            return Editor(tuple(words))
    usual = (name for name in _USUAL if shutil.which(name, path=path))
    found = next(usual, None)
    return Editor((found,)) if found else None


def _words(command: str, platform: str) -> list[str]:
    try:
        # A backslash parts folders there.
        return shlex.split(command, posix=platform != "win32")
    except ValueError:
        return command.split()
