"""Hints for those who are new: one at a time in the status line, each until its key was used.

They cost a newcomer no key and no moment: a hint changes only with a key, when the status line is
written anyway, and is gone for good once its command was run, or after a few sessions. It is
imported after the first screen.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.commands import COMMANDS, SIDEBAR

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen

NAME = "hints-used"
"""Under which adjustment it is kept in how many sessions a hint was shown."""
MOST_SESSIONS = 3
USED = 100
"""What stands there for a hint whose command was run; more than any number of sessions shown."""
KEYS_EACH = 20
"""Keys after which the next hint comes."""
KEYS_BETWEEN = 5
"""Keys without a hint after the command of one was run."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said of a command, behind its key."""

    command: str
    text: str


HINTS = (
    Hint("program.help", "help: all keys"),
    Hint("page.down", "turns the page"),
    Hint("link.next", "walks the links"),
    Hint("find.start", "finds words"),
    Hint("sidebar.toggle", "sidebar on or off"),
    Hint("place.go", "goes anywhere"),
    Hint("bookmark.toggle", "sets a bookmark"),
    Hint("progress.next", "next unread section"),
    Hint("note.write", "writes a note"),
    Hint("search.everywhere", "searches all"),
    Hint("view.zen", "only the text"),
)
"""In the order in which they are shown."""


class Hints:
    """The hints of one session."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._app = screen.reader_app
        self._counts = self._app.adjustments.counts(NAME)
        self._changed: dict[str, int] = {}
        commands = {command.id: command for command in COMMANDS}
        self._ids = {commands[hint.command].action: hint.command for hint in HINTS}
        self._waiting: list[tuple[Hint, str]] = []
        for hint in HINTS:
            key = self._app.key_of(hint.command)
            if key and self._counts.get(hint.command, 0) < MOST_SESSIONS:
                self._waiting.append((hint, key))
        self._keys = 0
        others = (command.id for command in COMMANDS if command.group == SIDEBAR)
        self._keys_of_sidebar = {self._app.key_of(command) for command in others}

    @property
    def text(self) -> str:
        """What is shown now, empty for nothing."""
        if not self._waiting or self._keys < 0:
            return ""
        hint, key = self._waiting[0]
        if self._screen.outline.has_focus and key in self._keys_of_sidebar:
            # There the key does something else.
            return ""
        self._changed.setdefault(hint.command, self._counts.get(hint.command, 0) + 1)
        return f"{key} {hint.text}"

    def count_key(self) -> None:
        """Note that a key was pressed; after some keys it is the turn of the next hint."""
        self._keys += 1
        if self._keys >= KEYS_EACH and self._waiting:
            self._keys = 0
            self._waiting.append(self._waiting.pop(0))

    def note(self, action: str) -> None:
        """Note that an action was run: the hint that tells of it isn't needed any more."""
        used = self._ids.get(action)
        if not any(hint.command == used for hint, _ in self._waiting):
            return
        if self._waiting[0][0].command == used:
            self._keys = -KEYS_BETWEEN
        self._waiting = [each for each in self._waiting if each[0].command != used]
        self._changed[str(used)] = USED

    def keep(self) -> None:
        """Write what later sessions shall know of it, at the end of this one."""
        if self._changed:
            self._app.adjust(NAME, self._changed)
            self._changed = {}
