"""A terminal used as a typewriter: lines go out, lines come in, and nothing moves the cursor.

Nothing is written but text and line feeds (and SGR sequences where colour was asked for), and lines
are read as the system gives them: `readline` would write escape sequences of its own.
"""

import codecs
import io
import textwrap
import unicodedata
from collections.abc import Callable, Iterable
from typing import TextIO

from tui_reader.document.safe import safe

_LONGEST = 10_000
"""Characters of a line that is typed; a pipe may bring millions."""
_FALLBACK = "alignread.nearest"
_NEAREST = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "--",
    "\u2022": "*", "\u2190": "<-", "\u2192": "->", "\u2212": "-", "\u00d7": "x",
}  # fmt: skip


class Console:
    """Writes and reads lines."""

    def __init__(
        self, source: TextIO, target: TextIO, width: int, wait: Callable[[int], None] | None = None
    ) -> None:
        """Make a console.

        Args:
            source: Standard input, or what stands for it.
            target: Standard output, likewise.
            width: Columns of a line.
            wait: Waits until a terminal has a line; the read itself does, where there is none.
        """
        self.width = width
        # A pipe brings many lines at once, of which the later ones wait in `source` itself.
        self._wait = wait if source.isatty() else None
        self._source = source
        self._is_closed = False
        self._target = target
        self.is_interactive = source.isatty() and target.isatty()
        if isinstance(source, io.TextIOWrapper):
            source.reconfigure(errors="replace")
        if isinstance(target, io.TextIOWrapper) and "utf" not in target.encoding.lower():
            codecs.register_error(_FALLBACK, _nearest)
            target.reconfigure(errors=_FALLBACK)

    def close(self) -> None:
        """Write nothing any more: nobody may be there to take it."""
        self._is_closed = True

    def say(self, *lines: str) -> None:
        """Print lines of any text, made safe and wrapped, at once."""
        self.put(piece for line in lines for piece in self.wrapped(line))

    def wrapped(self, line: str) -> list[str]:
        """Return a line as the lines that it takes; what follows is indented, no word is broken."""
        line = safe(line)
        if len(line) <= self.width:
            return [line]
        indent = line[: len(line) - len(line.lstrip())]
        return textwrap.wrap(
            line.strip(), self.width, initial_indent=indent, subsequent_indent=f"{indent}  ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip

    def put(self, lines: Iterable[str]) -> None:
        """Print lines that are safe, at once."""
        if self._is_closed:
            return
        for line in lines:
            self._target.write(f"{line}\n")
        self._target.flush()

    def ask(self, prompt: str) -> str | None:
        """Return the line that is typed behind a prompt, None when there is no more input.

        What comes from a pipe is printed too, so that the output reads as if it had been typed. A
        line that is too long is refused, and another one asked for: half a command is another one.
        """
        while True:
            self._target.write(safe(prompt) + " ")
            self._target.flush()
            if self._wait is not None:
                self._wait(self._source.fileno())
            line = self._source.readline(_LONGEST + 2)
            if not line:
                self.say("")
                return None
            typed = line.removesuffix("\n").removesuffix("\r")
            if len(typed) <= _LONGEST:
                break
            self._skip_rest(line)
            if not self._source.isatty():
                self.say("…")
            self.say(f"That line is longer than {_LONGEST:,} characters: nothing was done.")
        if not self._source.isatty():
            self.say(typed)
        return typed

    def _skip_rest(self, line: str) -> None:
        """Read a line that was begun to its end, piece by piece."""
        while line and not line.endswith("\n"):
            line = self._source.readline(_LONGEST)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Return what an encoding has that is nearest to a character that it lacks."""
    assert isinstance(error, UnicodeEncodeError)
    parts: list[str] = []
    for character in error.object[error.start : error.end]:
        plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        parts.append(_NEAREST.get(character) or safe(plain) or "?")
    return "".join(parts), error.end
