"""What a reader may set: each setting with its default, its meaning and what it may be.

`Settings` is what holds: the command line goes before the settings file, the file before the
defaults. What was changed in the reader (`adjustments`) goes before the file until the file is
edited; `in_use` says what holds then.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from tui_reader.state.adjustments import Adjustments, Value

NARROWEST, WIDEST = 10, 1000
SLOWEST, FASTEST = 50, 2000
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; a name of the file has `-` for the `_` of its field."""

    width: int = 72
    sidebar: str = "auto"
    theme_dark: str = "terminal"
    theme_light: str = "terminal"
    background: str = "auto"
    colors: str = "auto"
    browser: str = ""
    receipt: bool = True
    pace: int = 230
    terms: bool = True
    watch: bool = True
    hints: bool = True
    wire: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    """The keys of commands, by command id, as the screen names them; none takes them away."""
    theme: str = ""
    """The theme of the command line, which goes before both others; empty for none."""
    chosen: frozenset[str] = frozenset()
    """The names of what the command line says."""
    written: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    """What the settings file says, by name: the base of what is changed in the reader."""
    warnings: tuple[str, ...] = ()
    """What is wrong with the settings file, each with its line."""

    def value(self, name: str) -> Value:
        """Return the value of a setting by its name in the file."""
        return getattr(self, name.replace("-", "_"))

    def with_chosen(self, **values: Value | None) -> "Settings":
        """Return the settings with what the command line says; None is for what it doesn't say."""
        said: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        names = {name.replace("_", "-") for name in said}
        return replace(self, **said, chosen=self.chosen | names)

    def with_written(self, values: Mapping[str, Value]) -> "Settings":
        """Return the settings with what the file says, by the names in the file."""
        said: dict[str, Any] = {name.replace("-", "_"): value for name, value in values.items()}
        return replace(self, **said, written=dict(values))

    def without(self, name: str) -> "Settings":
        """Return the settings with the default of one that turned out to be wrong."""
        written = {each: value for each, value in self.written.items() if each != name}
        default: dict[str, Any] = {name.replace("-", "_"): DEFAULTS.value(name)}
        return replace(self, **default, written=written)

    def with_warning(self, warning: str) -> "Settings":
        """Return the settings with one more thing that is wrong with the file."""
        return replace(self, warnings=(*self.warnings, warning))


class Setting(NamedTuple):
    """One setting of the file."""

    name: str
    meaning: tuple[str, ...]
    """Lines that say what it does."""
    allowed: str
    """What it may be, as in "it must be …"."""
    is_valid: Callable[[object], bool]

    @property
    def default(self) -> Value:
        """What holds when the file says nothing."""
        return DEFAULTS.value(self.name)


def _number(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _one_of(*words: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= 1000


def _is_name(value: object) -> bool:
    return _is_text(value) and bool(value)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


SETTINGS = (
    Setting(
        "width",
        ("Columns of the text, where the screen has them.",),
        f"a number from {NARROWEST} to {WIDEST}",
        _number(NARROWEST, WIDEST),
    ),
    Setting(
        "sidebar",
        (
            '"auto": beside the text where there is room; "on": on smaller screens too;',
            '"off": not until it is asked for.',
        ),
        '"auto", "on" or "off"',
        _one_of("auto", "on", "off"),
    ),
    Setting(
        "theme-dark",
        ("The theme on a dark background.",),
        "the name of a theme",
        _is_name,
    ),
    Setting(
        "theme-light",
        ("The theme on a light background.",),
        "the name of a theme",
        _is_name,
    ),
    Setting(
        "background",
        ('Which of the two themes: "auto" asks the terminal, "dark" or "light" doesn\'t.',),
        '"auto", "dark" or "light"',
        _one_of("auto", "dark", "light"),
    ),
    Setting(
        "colors",
        (
            '"auto": those of the theme; "ansi": the sixteen of the terminal alone;',
            '"never": none, as with NO_COLOR.',
        ),
        '"auto", "ansi" or "never"',
        _one_of("auto", "ansi", "never"),
    ),
    Setting(
        "browser",
        ("What opens addresses, before $BROWSER; %s stands for the address.",),
        "a command",
        _is_text,
    ),
    Setting(
        "receipt",
        ("Whether the addresses of the session are printed when the reader quits.",),
        "true or false",
        _is_switch,
    ),
    Setting(
        "pace",
        ("How fast you read, in words a minute: minutes and what counts as read go by it.",),
        f"a number from {SLOWEST} to {FASTEST}",
        _number(SLOWEST, FASTEST),
    ),
    Setting(
        "terms",
        ("Whether the words are underlined that the glossary explains.",),
        "true or false",
        _is_switch,
    ),
    Setting(
        "watch",
        ("Whether a file that changes is shown anew by itself.",),
        "true or false",
        _is_switch,
    ),
    Setting(
        "hints",
        ("Whether hints are shown until they have been used.",),
        "true or false",
        _is_switch,
    ),
    Setting(
        "wire",
        ("Whether only what changed on the screen is sent to the terminal.",),
        "true or false",
        _is_switch,
    ),
)
"""All settings but the keys, in the order in which they are printed."""

DEFAULTS = Settings()
"""What holds when nothing is set."""
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def names() -> Iterable[str]:
    """Return the names of all settings but the keys."""
    return _BY_NAME


def find(name: str) -> Setting | None:
    """Return a setting by its name in the file, None where there is none."""
    return _BY_NAME.get(name)


def in_use(settings: Settings, adjustments: Adjustments, name: str) -> Any:
    """Return what holds of a setting: the command line, what was changed, the file, the default."""
    if name not in settings.chosen:
        changed = adjustments.get(name, settings.written.get(name))
        if changed is not None and _BY_NAME[name].is_valid(changed):
            return changed
    return settings.value(name)


def theme_name(settings: Settings, adjustments: Adjustments, is_dark: bool) -> str:
    """Return the theme for a background."""
    if settings.theme:
        return settings.theme
    if settings.colors == "ansi":
        return "terminal"
    return in_use(settings, adjustments, "theme-dark" if is_dark else "theme-light")


def first_warning(settings: Settings) -> str:
    """Return what to say of a settings file in one line, empty where nothing is wrong with it."""
    if not settings.warnings:
        return ""
    more = len(settings.warnings) - 1
    others = f"; {more} more: alignread settings" if more else ""
    return settings.warnings[0] + others
