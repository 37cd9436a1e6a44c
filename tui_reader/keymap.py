"""Which keys the commands have when some of them were set, and where two want the same one.

A key that was set goes to its command, and the command that has it by default loses it. Nobody can
lock themselves out: Esc always goes back, and Ctrl+Q always quits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tui_reader.commands import COMMANDS, SIDEBAR, Command
from tui_reader.keys import screen_name, trouble

BACK, QUIT = "program.back", "program.quit"
RESERVED = {"escape": "Esc always goes back", "ctrl+q": "Ctrl+Q always quits"}
_ALWAYS = {"escape": BACK, "ctrl+q": QUIT}
_MOST = 20
_BY_ID = {command.id: command for command in COMMANDS}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something about the keys of a command that a reader should know."""

    command: str
    """The command's id."""
    text: str
    """What it is, one sentence without its end."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that commands have now."""

    keys: Mapping[str, tuple[str, ...]]
    """Those of every command, by its id, as the screen library names them."""
    conflicts: tuple[Conflict, ...]
    wanted: Mapping[str, Sequence[str]]
    """What was set."""

    def changed(self) -> dict[str, str]:
        """Return the keys of the commands whose keys aren't the default ones, with commas."""
        return {
            command.id: ",".join(self.keys[command.id])
            for command in COMMANDS
            if self.keys[command.id] != default_keys(command)
        }


def default_keys(command: Command) -> tuple[str, ...]:
    """Return the keys of a command as the screen library names them."""
    return tuple(screen_name(key) or key for key in command.keys)


def pane_of(command: Command) -> str:
    """Return where a command's keys work: in the sidebar or in the text."""
    return "sidebar" if command.group == SIDEBAR else "text"


def wanted_keys(command: str, given: object) -> tuple[tuple[str, ...] | None, str]:
    """Return the keys that the settings give to a command, and what is wrong with them.

    Args:
        command: Its id.
        given: A key, a list of keys, or an empty text or list, which takes all keys away.

    Returns:
        The keys, None where the command keeps those it has; and a sentence, or nothing.
    """
    if command not in _BY_ID:
        return None, f"no command '{command[:60]}'{_suggestion(command[:60])}"
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list):
        return None, f"{command} must be a key or a list of keys"
    items = [item for item in cast("list[object]", listed)[:_MOST] if item != ""]
    if not all(isinstance(item, str) for item in items):
        return None, f"{command} must be a key or a list of keys"
    problems: list[str] = []
    keys: list[str] = []
    for item in cast("list[str]", items):
        name = screen_name(item)
        if name is None:
            problems.append(f"'{item[:40]}' is no key")
        elif _ALWAYS.get(name, command) != command:
            problems.append(f"{command} can't be on {item}: {RESERVED[name]}")
        elif name not in keys:
            keys.append(name)
    problem = "; ".join(problems[:3])
    if items and not keys:
        return None, problem
    if command == BACK and "escape" not in keys:
        return ("escape", *keys), problem or RESERVED["escape"]
    return tuple(keys), problem


def resolve(wanted: Mapping[str, Sequence[str]]) -> Keymap:
    """Return the keys of all commands.

    Args:
        wanted: The keys that were set, by command id, in the order of the settings file.
    """
    conflicts: list[Conflict] = []
    owners: dict[tuple[str, str], str] = {}
    for name in wanted:
        for key in wanted[name]:
            pane = pane_of(_BY_ID[name])
            owner = owners.setdefault((pane, key), name)
            if owner != name:
                conflicts.append(Conflict(name, f"{key} is on {owner} already"))
            if reason := trouble(key):
                conflicts.append(Conflict(name, f"{key}: {reason}"))
    keys: dict[str, tuple[str, ...]] = {}
    for command in COMMANDS:
        asked = wanted.get(command.id)
        own: list[str] = []
        for key in default_keys(command) if asked is None else asked:
            owner = owners.get((pane_of(command), key), command.id)
            if owner == command.id:
                own.append(key)
            elif asked is None:
                conflicts.append(Conflict(command.id, f"{key} is on {owner} now"))
        if command.id == QUIT and "ctrl+q" not in own:
            own.append("ctrl+q")
        elif not own:
            conflicts.append(Conflict(command.id, "it has no keys; the palette has it"))
        keys[command.id] = tuple(own)
    order = {command.id: place for place, command in enumerate(COMMANDS)}
    conflicts.sort(key=lambda each: order[each.command])
    return Keymap(keys, tuple(conflicts), wanted)


def _suggestion(command: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(command, list(_BY_ID), 1)
    return f" ({close[0]}?)" if close else ""
