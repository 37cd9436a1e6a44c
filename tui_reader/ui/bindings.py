"""The bindings of the commands, for the panes that have them, and those of keys that were set."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.binding import Binding

from tui_reader.commands import COMMANDS, Command

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from tui_reader.keymap import Keymap


def bindings(groups: Iterable[str]) -> list[Binding]:
    """Return the bindings of the commands of some groups; `KEY` in an action is the key pressed."""
    wanted = set(groups)
    made: list[Binding] = []
    for command in COMMANDS:
        if command.group not in wanted:
            continue
        sets = command.keys if "KEY" in command.action else [",".join(command.keys)]
        for keys in sets:
            made.append(_binding(command, keys, keys))
    return made


def rebind(pane: "DOMNode", groups: Iterable[str], keymap: "Keymap") -> None:
    """Give a pane the keys that its commands have in a keymap.

    Not by Textual's own keymap: that takes no keys away, gives all digits the same action, and is
    worked out again with every key that is pressed.

    Args:
        pane: A pane that has the bindings of these groups.
        groups: The groups of its commands.
        keymap: The keys.
    """
    commands = [command for command in COMMANDS if command.group in set(groups)]
    ids = {command.id for command in commands}
    bound = pane._bindings.key_to_bindings  # pyright: ignore[reportPrivateUsage]
    for key, there in list(bound.items()):
        if kept := [binding for binding in there if binding.id not in ids]:
            bound[key] = kept
        else:
            del bound[key]
    for command in commands:
        set_keys = list(keymap.wanted.get(command.id, ()))
        for key in keymap.keys[command.id]:
            pressed = key
            if set_keys and "KEY" in command.action and key not in command.keys:
                # The first key that was set stands for the first of the default ones.
                place = set_keys.index(key)
                if place >= len(command.keys):
                    continue
                pressed = command.keys[place]
            bound[key] = [_binding(command, key, pressed)]


def rebind_one(pane: "DOMNode", command: str, keymap: "Keymap") -> None:
    """Give a panel the keys of one command that it has; where it has a use for one itself, not.

    Args:
        pane: A panel with a binding for the command.
        command: The id of the command.
        keymap: The keys.
    """
    bound = pane._bindings.key_to_bindings  # pyright: ignore[reportPrivateUsage]
    of_command = [each for there in bound.values() for each in there if each.id == command]
    # The lists are those of the class: they are replaced, never changed.
    for binding in of_command:
        bound[binding.key] = [each for each in bound[binding.key] if each.id != command]
    for key in keymap.keys[command]:
        bound[key] = [*bound.get(key, ()), of_command[0].with_key(key)]


def _binding(command: Command, keys: str, pressed: str) -> Binding:
    action = command.action.replace("KEY", pressed)
    return Binding(keys, action, command.title, show=False, id=command.id)
