"""`alignread settings` and `alignread keys`: what is set, what may be, and what is in the way.

Both return an exit status, 0. What is wrong with the settings file goes to standard error.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, cast

from tui_reader.commands import COMMANDS, Command, key_names
from tui_reader.document.safe import safe
from tui_reader.keymap import Keymap, default_keys, pane_of, resolve
from tui_reader.keys import character
from tui_reader.listings import print_json, say
from tui_reader.state.adjustments import Adjustments, load
from tui_reader.state.paths import config_folder, data_folder
from tui_reader.state.settings import SETTINGS, Setting, Settings
from tui_reader.state.settings_file import load as load_settings
from tui_reader.state.settings_file import settings_path
from tui_reader.theme_names import without_unknown_themes


def print_settings(*, only_path: bool) -> int:
    """Print the settings as a settings file, which means what the file means that is there.

    Args:
        only_path: Whether to print where the file is, and nothing else.
    """
    path = settings_path()
    if only_path:
        print(safe(str(path)) if path else "", flush=True)
        return 0 if path else _no_place()
    settings = without_unknown_themes(load_settings())
    for warning in settings.warnings:
        say(warning)
    where = safe(str(path)) if path else f"nowhere: {config_folder().problem}"
    print(f"# The settings of alignread: {where}")
    print("# A line that begins with # and a name shows the default.")
    for line in lines_of(settings, load(data_folder().path)):
        print(line)
    sys.stdout.flush()
    return 0


def print_keys(*, as_json: bool) -> int:
    """Print the keys of all commands, and what is in the way of them.

    Args:
        as_json: Whether to print objects instead of lines.
    """
    settings = without_unknown_themes(load_settings())
    for warning in settings.warnings:
        say(warning)
    keymap = resolve(settings.keys)
    if as_json:
        return print_json([_row(command, keymap) for command in COMMANDS])
    for line in _lines_of_keys(keymap):
        print(line)
    sys.stdout.flush()
    return 0


def lines_of(settings: Settings, adjustments: Adjustments) -> Iterable[str]:
    """Yield the lines of a settings file with every setting, those that aren't set as comments.

    Args:
        settings: What is set.
        adjustments: What was changed in the reader, which is said beside it.
    """
    for setting in SETTINGS:
        yield ""
        yield from (f"# {line}" for line in setting.meaning)
        if type(setting.default) is int:
            yield f"# {setting.allowed[0].upper()}{setting.allowed[1:]}."
        yield from _value_lines(setting, settings, adjustments)
    yield ""
    yield "# The keys of commands: a key, a list of keys, or [] for none. A key is the character"
    yield '# that it types or its name, as in "f5", "pagedown" or "ctrl+n".'
    yield "[keys]"
    width = max(len(command.id) for command in COMMANDS) + 2
    for command in COMMANDS:
        own = settings.keys.get(command.id)
        name = f"{_toml(command.id):{width}}"
        if own is None:
            keys = _toml([_written(key) for key in default_keys(command)])
            yield f"# {name} = {keys}  # {command.title}"
        else:
            yield f"{name} = {_toml([_written(key) for key in own])}  # {command.title}"


def _value_lines(setting: Setting, settings: Settings, adjustments: Adjustments) -> Iterable[str]:
    base = settings.written.get(setting.name)
    changed = adjustments.get(setting.name, base)
    if changed is not None and setting.is_valid(changed):
        yield f"# Changed in the reader, until the line below is edited: {_toml(changed)}"
    if base is None:
        yield f"# {setting.name} = {_toml(setting.default)}"
    else:
        yield f"{setting.name} = {_toml(base)}  # default: {_toml(setting.default)}"


def _lines_of_keys(keymap: Keymap) -> Iterable[str]:
    rows = [(command, key_names(keymap.keys[command.id]) or "none") for command in COMMANDS]
    names = max(len(command.id) for command in COMMANDS) + 2
    keys = max(len(shown) for _, shown in rows) + 2
    group = ""
    for command, shown in rows:
        if command.group != group:
            yield from ([""] if group else [])
            group = command.group
            yield f"{group}:"
        mark = "*" if command.id in keymap.wanted else " "
        yield f"{mark} {command.id:{names}}{shown:{keys}}{command.title}"
    if keymap.wanted:
        yield ""
        yield "* set in the settings file"
    if keymap.conflicts:
        yield ""
        yield "Conflicts:"
        yield from (f"  {each.command}: {each.text}" for each in keymap.conflicts)


def _row(command: Command, keymap: Keymap) -> Mapping[str, Any]:
    return {
        "id": command.id,
        "title": command.title,
        "group": command.group,
        "pane": pane_of(command),
        "keys": list(keymap.keys[command.id]),
        "default": list(default_keys(command)),
        "conflicts": [each.text for each in keymap.conflicts if each.command == command.id],
    }


def _no_place() -> int:
    say(f"no place for settings: {config_folder().problem}")
    return 2


def _written(key: str) -> str:
    """Return a key as it is best written: as what it types, where that is a sign."""
    typed = character(key)
    return typed if typed.isascii() and typed.strip() else key


def _toml(value: object) -> str:
    """Return a value as TOML; its texts are printable, so what JSON escapes is right there too."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, cast('list[object]', value)))}]"
    return json.dumps(value, ensure_ascii=False)
