"""The bindings of the commands, for the panes that have them."""

from collections.abc import Iterable

from textual.binding import Binding

from tui_reader.commands import COMMANDS


def bindings(groups: Iterable[str]) -> list[Binding]:
    """Return the bindings of the commands of some groups; `KEY` in an action is the key pressed."""
    wanted = set(groups)
    made: list[Binding] = []
    for command in COMMANDS:
        if command.group not in wanted:
            continue
        sets = command.keys if "KEY" in command.action else [",".join(command.keys)]
        for keys in sets:
            action = command.action.replace("KEY", keys)
            made.append(Binding(keys, action, command.title, show=False, id=command.id))
    return made
