"""The table of commands: what a reader can do, on which keys, declared once.

Bindings, the help page, the palette and the guide derive from it. A command's id is the stable name
under which its keys can be remapped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui_reader.keys import character

TEXT = "Text"
LINKS = "Links"
MEMORY = "Marks and progress"
SIDEBAR = "Sidebar"
VIEW = "View"
PROGRAM = "alignread"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a reader can do."""

    id: str
    title: str
    keys: tuple[str, ...]
    """Keys as Textual names them, or as the character they type."""
    action: str
    """The action of the screen, or of the sidebar for the commands of that group."""
    group: str


_DIGITS = tuple("1234567890")

COMMANDS = (
    Command("line.down", "Line down", ("j", "down"), "move('line', 1)", TEXT),
    Command("line.up", "Line up", ("k", "up"), "move('line', -1)", TEXT),
    Command("page.down", "Page down", ("space", "f", "pagedown"), "move('page', 1)", TEXT),
    Command("page.up", "Page up", ("b", "pageup"), "move('page', -1)", TEXT),
    Command("half.down", "Half a page down", ("d",), "move('half', 1)", TEXT),
    Command("half.up", "Half a page up", ("u",), "move('half', -1)", TEXT),
    Command("text.top", "Beginning of the document", ("g", "home"), "move('top')", TEXT),
    Command("text.end", "End of the document", ("G", "end"), "move('end')", TEXT),
    Command("section.next", "Next section", ("]",), "section(1)", TEXT),
    Command("section.previous", "Previous section", ("[",), "section(-1)", TEXT),
    Command("paragraph.next", "Next paragraph", ("}",), "move('paragraph', 1)", TEXT),
    Command("paragraph.previous", "Previous paragraph", ("{",), "move('paragraph', -1)", TEXT),
    Command("wide.left", "Wide table or code to the left", ("<",), "shift(-1)", TEXT),
    Command("wide.right", "Wide table or code to the right", (">",), "shift(1)", TEXT),
    Command("place.go", "Go to a line, percent or heading", (":",), "palette", TEXT),
    Command("find.start", "Find in the document", ("/",), "find", TEXT),
    Command("find.next", "Find: next hit", ("n",), "find_next(1)", TEXT),
    Command("find.previous", "Find: previous hit", ("N",), "find_next(-1)", TEXT),
    Command("search.everywhere", "Search every document", ("S",), "search", TEXT),
    Command(
        "text.copy",
        "Copy Markdown here; again: text",
        ("Y",),
        "copy_part",
        TEXT,
    ),
    Command("source.toggle", "The Markdown source, or the text", ("v",), "source", TEXT),
    Command("file.edit", "Edit the file at this line", ("e",), "edit", TEXT),
    Command("file.reload", "Reload the file", ("R",), "reload", TEXT),
    Command("link.next", "Next link", ("tab",), "link(1)", LINKS),
    Command("link.previous", "Previous link", ("shift+tab",), "link(-1)", LINKS),
    Command("link.open", "Open the link", ("enter", "o"), "open_link", LINKS),
    Command("link.number", "A link's number, then Enter", _DIGITS, "digit('KEY')", LINKS),
    Command("link.peek", "Where the link goes; the note here", ("K",), "peek", LINKS),
    Command("link.copy", "Copy the link's address", ("y",), "copy_address", LINKS),
    Command("link.queue", "Queue the link for later", ("a",), "queue", LINKS),
    Command("link.queued", "The queue", ("A",), "show_queue", LINKS),
    Command("link.list", "All links", ("L",), "links", LINKS),
    Command("place.back", "Back to before the jump", ("backspace", "("), "back_place", LINKS),
    Command("place.forward", "Forward again", (")",), "forward_place", LINKS),
    Command("bookmark.toggle", "Bookmark here, or take it away", ("m",), "bookmark", MEMORY),
    Command("bookmark.list", "Bookmarks and notes; again: back", ("'",), "marks", MEMORY),
    Command("note.write", "Note on this paragraph", ("c",), "note", MEMORY),
    Command("progress.mark", "Section or link read, or unread", ("x",), "mark_read", MEMORY),
    Command("progress.next", "Next unread section", (".",), "next_unread", MEMORY),
    Command("place.here", "Where am I", ("i",), "where", MEMORY),
    Command("sidebar.toggle", "Sidebar on or off", ("t",), "toggle_sidebar", VIEW),
    Command("sidebar.enter", "Into the sidebar", ("h", "left"), "enter_sidebar", VIEW),
    Command("sidebar.leave", "Back to the text", ("l", "right"), "leave_sidebar", VIEW),
    Command("column.narrower", "Narrower text", ("-",), "column(-4)", VIEW),
    Command("column.wider", "Wider text", ("+", "="), "column(4)", VIEW),
    Command("view.zen", "Nothing but the text", ("z",), "toggle_zen", VIEW),
    Command("view.theme", "Choose a theme", ("T",), "choose_theme", VIEW),
    Command("view.terms", "Words of the glossary marked, or not", ("w",), "toggle_terms", VIEW),
    Command("view.redraw", "Draw the screen again", ("ctrl+l",), "redraw", VIEW),
    Command("sidebar.down", "Next row", ("j", "down"), "cursor(1)", SIDEBAR),
    Command("sidebar.up", "Previous row", ("k", "up"), "cursor(-1)", SIDEBAR),
    Command("sidebar.top", "First row", ("g", "home"), "cursor(-1000000)", SIDEBAR),
    Command("sidebar.end", "Last row", ("G", "end"), "cursor(1000000)", SIDEBAR),
    Command("sidebar.open", "Read from here", ("enter",), "choose", SIDEBAR),
    Command("sidebar.fold", "Fold or unfold", ("space",), "fold", SIDEBAR),
    Command("sidebar.mark", "Read, or unread", ("x",), "mark_read", SIDEBAR),
    Command("sidebar.filter", "Only rows with some words", ("&",), "screen.filter_rows", SIDEBAR),
    Command("program.help", "Help", ("?", "f1"), "help", PROGRAM),
    Command("program.commands", "All commands", ("ctrl+p",), "palette", PROGRAM),
    Command("program.back", "Back out of a panel", ("escape",), "back", PROGRAM),
    Command("program.suspend", "Suspend", ("ctrl+z",), "app.suspend_process", PROGRAM),
    Command("program.close", "Close the panel, then quit", ("q",), "close", PROGRAM),
    Command("program.quit", "Quit at once", ("Q", "ctrl+q"), "app.quit", PROGRAM),
)

_COPYING = (TEXT, "ctrl+c", "Copy what the mouse has selected")
"""A key that is no command's: without a selection it says how to quit, since many press it."""
_MOST_KEYS = 4
_KEY_NAMES = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
}


def key_name(key: str) -> str:
    """Return a key as the help shows it."""
    if len(key) == 1:
        return key
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    *modifiers, base = key.split("+")
    shown = base.upper() if len(base) == 1 else _KEY_NAMES.get(base) or character(base)
    shown = shown or base.capitalize()
    return "+".join([*(each.capitalize() for each in modifiers), shown])


def key_names(keys: Sequence[str]) -> str:
    """Return keys as the help shows them, a long row of them by its ends."""
    if len(keys) > _MOST_KEYS:
        return f"{key_name(keys[0])} … {key_name(keys[-1])}"
    return " ".join(key_name(key) for key in keys)


def live_keys(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys that a command has now, none where they were taken away.

    Args:
        command: The command.
        keymap: The keys that were remapped, separated by commas, by command id.
    """
    remapped = keymap.get(command.id)
    if remapped is None:
        return command.keys
    return tuple(key.strip() for key in remapped.split(",") if key.strip())


def first_key(command_id: str, keymap: Mapping[str, str]) -> str:
    """Return the first key that a command has now as it is shown, empty where it has none."""
    found = next(command for command in COMMANDS if command.id == command_id)
    return key_names(live_keys(found, keymap)[:1])


def help_rows(keymap: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of the help page, each with its rows of keys and title.

    Args:
        keymap: The keys that were remapped, by command id.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for command in COMMANDS:
        row = (key_names(live_keys(command, keymap)), command.title)
        groups.setdefault(command.group, []).append(row)
    group, key, title = _COPYING
    groups[group].append((key_name(key), title))
    return list(groups.items())
