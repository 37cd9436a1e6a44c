"""What can be typed at the prompt, declared once: how it is read, and what the help says of it."""

import re
from dataclasses import dataclass

GO_ON, FIND, FOLLOW = "go_on", "find", "follow"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be typed."""

    id: str
    """The method of the session that does it."""
    names: tuple[str, ...]
    """What is typed for it, the letter first."""
    argument: str
    """What may follow, as the help shows it; empty for nothing."""
    text: str
    """What it does."""


COMMANDS = (
    Command(GO_ON, ("Enter",), "", "go on: the rest of a long section or list, else the next one"),
    Command("next_section", ("n", "next"), "", "next section; after the last one, next document"),
    Command("previous_section", ("p", "previous", "prev"), "", "previous section"),
    Command("repeat", ("r", "repeat"), "", "this section again, from its beginning"),
    Command("outline", ("o", "outline"), "[WORD]", "the sections with their numbers"),
    Command("go", ("g", "go"), "PLACE", "go to section 3, to 50%, or to a heading"),
    Command(FIND, ("/", "find"), "WORD", "find WORD; / alone the next one, Enter reads on"),
    Command(FOLLOW, ("12",), "", "open link 12"),
    Command("links", ("l", "links"), "", "the links of this section, and where they go"),
    Command("peek", ("k",), "[12]", "where link 12 goes; k TERM: its meaning; alone: notes here"),
    Command("queue", ("a", "queue"), "12", "put link 12 into the queue for later, or take it out"),
    Command("back", ("u", "back"), "", "back to before the last jump"),
    Command("bookmark", ("b", "bookmark"), "", "bookmark this place, or take the bookmark away"),
    Command("note", ("c", "note"), "TEXT", "write a note on this place; c - takes it away"),
    Command("marks", ("'", "marks"), "[3]", "list bookmarks and notes; with a number, go there"),
    Command("mark_read", ("x", "read"), "", "mark this section as read, or as unread"),
    Command("next_unread", (".", "unread"), "", "next section that isn't read"),
    Command("where", ("i", "where"), "", "where you are, what is read and left"),
    Command(
        "documents",
        ("d", "documents"),
        "[3]",
        "list the documents, d WORD some; d 3 opens one",
    ),
    Command("page", ("page",), "N", "stop after N lines; page 0 prints sections whole"),
    Command("help", ("?", "h", "help"), "", "this list"),
    Command("quit", ("q", "quit", "exit"), "", "quit; your place is kept"),
)

HINT = "n p /word l 12 b q ?"
"""The commands that a reader needs first."""

_IDS = {
    name: command.id
    for command in COMMANDS
    for name in command.names
    if command.id not in (GO_ON, FOLLOW)
}
_JOINED = re.compile(r"([a-z'])(\d+%?)")


def parse(line: str) -> tuple[str, str]:
    """Return the id of the command that a line asks for, and its argument; empty where unknown."""
    line = line.strip()
    if not line:
        return GO_ON, ""
    if line.startswith("/"):
        return FIND, line[1:].strip()
    if line.isdecimal():
        return FOLLOW, line
    name, _, argument = line.partition(" ")
    name = name.casefold()
    if joined := _JOINED.fullmatch(line.casefold()):
        name, argument = joined.groups()
    return _IDS.get(name, ""), argument.strip()


def help_lines() -> list[str]:
    """Return one line for each command."""
    width = max(len(_shown(command)) for command in COMMANDS)
    return [f"{_shown(command):{width}}  {command.text}" for command in COMMANDS]


def _shown(command: Command) -> str:
    joint = "" if command.names[0] == "/" else " "
    shown = f"{command.names[0]}{joint}{command.argument}".strip()
    return ", ".join((shown, *command.names[1:]))
