"""Names of keys: as they may be written in the settings, as the screen has them, as they are shown.

A key is written as the character that it types (`n`, `?`, `G`) or by its name (`space`, `ctrl+n`,
`f5`). The screen library names characters after Unicode: `?` is `question_mark`.
"""

_NAMED = frozenset(
    (
        "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete",
        "backspace", "enter", "escape", "space", "tab", *(f"f{number}" for number in range(1, 25)),
    )
)  # fmt: skip
_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_SHORT = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""The names that the screen library has for what Unicode calls otherwise."""
_LONG = {short: long for long, short in _SHORT.items()}
_ALIASES = {
    "esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdn": "pagedown", "page_up": "pageup", "page_down": "pagedown", "bs": "backspace",
    "ctrl+[": "escape",
}  # fmt: skip
_SAME = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape",
    "ctrl+h": "backspace",
}  # fmt: skip
"""Keys that most terminals send as another key."""
_HELD = {
    "ctrl+s": "many terminals stop their output at it",
    "ctrl+c": "it copies and says how to quit",
}
_MOST_WORDS = 8
"""Words in the name of a character that may be looked for by its name."""
_CONTROLS = frozenset("abcdefghijklmnopqrstuvwxyz") | {
    "at", "backslash", "right_square_bracket", "circumflex_accent", "underscore",
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
}  # fmt: skip
"""Keys that most terminals tell from themselves with Ctrl."""
_MOVES = frozenset(["up", "down", "left", "right", "home", "end", "tab"])
"""Keys that most terminals tell from themselves with Shift."""


def screen_name(written: str) -> str | None:
    """Return a key as the screen library names it, None for what is none."""
    name = _ALIASES.get(written.lower(), written)
    if len(name) == 1:
        found = _character_name(name)
        # A few have names that don't lead back to them, and are on no keyboard.
        return found if found and character(found) in (name, " ") else None
    *modifiers, base = name.split("+") if not name.endswith("++") else [*name[:-2].split("+"), "+"]
    modifiers = [each.lower() for each in modifiers]
    if not set(modifiers) <= set(_MODIFIERS) or len(set(modifiers)) < len(modifiers):
        return None
    if len(base) == 1:
        bare = _character_name(base)
        if modifiers and bare is not None and len(bare) == 1:
            # A terminal doesn't tell Ctrl+N from Ctrl+n.
            if modifiers == ["shift"]:
                return bare.upper()
            bare = bare.lower()
    elif base.lower() in _NAMED:
        bare = base.lower()
    else:
        bare = base.lower() if character(base.lower()) else None
    if bare is None:
        return None
    return "+".join([*sorted(modifiers), bare])


def character(name: str) -> str:
    """Return the character that a key types, by its name; empty where it types none."""
    if len(name) == 1:
        return name
    if name == "space" or name in _NAMED or "+" in name:
        return " " if name == "space" else ""
    import unicodedata
    from itertools import product

    words = _LONG.get(name, name).upper().split("_")
    if len(words) > _MOST_WORDS:
        return ""
    # What the screen library writes as `_` is a space or a dash, as in LESS-THAN SIGN.
    for gaps in product(" -", repeat=len(words) - 1):
        try:
            found = unicodedata.lookup("".join(map("".join, zip(words, (*gaps, ""), strict=True))))
        except (KeyError, ValueError):
            continue
        if _character_name(found) == name:
            return found
    return ""


def trouble(name: str) -> str:
    """Return why a key, by its name, can't be relied on in a terminal; empty where it can."""
    if name in _SAME:
        return f"terminals send it as {_SAME[name]}"
    if name in _HELD:
        return _HELD[name]
    *modifiers, base = name.split("+")
    if not modifiers or name in ("ctrl+q", "ctrl+z"):
        return ""
    if modifiers == ["ctrl"] and base in _CONTROLS:
        return ""
    if modifiers == ["shift"] and (base in _MOVES or (base[:1] == "f" and base in _NAMED)):
        return ""
    return "few terminals can send it"


def _character_name(typed: str) -> str | None:
    """Return the screen library's name for a character that can be typed."""
    if typed == " ":
        return "space"
    if not typed.isprintable():
        return None
    if typed.isalnum():
        return typed
    import unicodedata

    try:
        name = unicodedata.name(typed).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return None
    return _SHORT.get(name, name)
