"""The settings file: read without trust, with a warning that names the line of what is wrong.

Whatever isn't understood is left out, and the rest holds. A file with an error in its TOML holds
up to the statement with the error.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tui_reader.document.files import read_file, reason
from tui_reader.document.safe import safe
from tui_reader.state.paths import SETTINGS_NAME, config_folder
from tui_reader.state.settings import DEFAULTS, Settings, find, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.state.toml_lines import Statement

_MAX_BYTES = 1 << 16
_MAX_LINE = 1000
"""Characters; the parser takes a time with the square of the length of a dotted name."""
_MAX_WARNINGS = 50
_MAX_NAMES = 300
"""Names of settings, and names of commands, that are looked at; there are fewer of either."""
KEYS = "keys"


def settings_path() -> Path | None:
    """Return where the settings file is or would be, None where there is no place for one."""
    folder = config_folder().path
    return folder / SETTINGS_NAME if folder is not None else None


def load() -> Settings:
    """Return what the user's settings file says, the defaults where there is none."""
    path = settings_path()
    return DEFAULTS if path is None else read_settings(path)


def read_settings(path: Path) -> Settings:
    """Return what a settings file says, the defaults where there is none."""
    try:
        data, _ = read_file(path, _MAX_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return DEFAULTS
    except OSError as error:
        return DEFAULTS.with_warning(f"{path}: {reason(error)}")
    return parse_settings(data, path.name)


def parse_settings(data: bytes, name: str = SETTINGS_NAME) -> Settings:
    """Return what the bytes of a settings file say.

    Args:
        data: The bytes.
        name: What the file is called in warnings.
    """
    return _Reading(data, name).settings()


def warning_of(name: str, problem: str) -> str:
    """Return a warning of a setting that turned out later to be wrong, with its line."""
    path = settings_path()
    line = 0
    with suppress(OSError, ValueError):
        line = _Reading(read_file(path, _MAX_BYTES)[0], path.name).line(name) if path else 0
    return _located(SETTINGS_NAME, line, problem)


def _located(name: str, line: int, text: str) -> str:
    return f"{name}:{line}: {safe(text)}" if line else f"{name}: {safe(text)}"


class _Reading:
    """One settings file on its way to settings."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._parsed = ""
        self._warnings: list[tuple[int, str]] = []

    def line(self, name: str) -> int:
        """Return on which line a setting stands, 0 for nowhere."""
        self._parsed = self._text()
        return self._line(name)

    def settings(self) -> Settings:
        """Return what it says."""
        found = self._parse(self._text())
        values, keys = self._sorted_out(found)
        settings = DEFAULTS.with_written(values)
        wanted = self._wanted(keys) if keys else settings.keys
        self._warnings.sort()
        shown = self._warnings[:_MAX_WARNINGS]
        warnings = [_located(self._name, line, text) for line, text in shown]
        more = len(self._warnings) - len(shown)
        more += sum(max(0, len(names) - _MAX_NAMES) for names in (found, keys))
        if more:
            warnings.append(f"{self._name}: and {more:,} more")
        return replace(settings, keys=wanted, warnings=tuple(warnings))

    def _wanted(self, keys: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Return the keys that commands are to have."""
        from tui_reader.keymap import wanted_keys

        wanted: dict[str, tuple[str, ...]] = {}
        for command, given in islice(keys.items(), _MAX_NAMES):
            found, problem = wanted_keys(command, given)
            if problem:
                self._warn(problem, self._line(KEYS, command))
            if found is not None:
                wanted[command] = found
        return wanted

    def _warn(self, text: str, line: int) -> None:
        self._warnings.append((line, text))

    @cached_property
    def _statements(self) -> "Sequence[Statement]":
        from tui_reader.state.toml_lines import statements

        return list(statements(self._parsed))

    def _line(self, *path: str) -> int:
        from tui_reader.state.toml_lines import line_of

        exact = line_of(self._statements, path)
        # A command's id may be written without quotes: its dots are then those of tables.
        dotted = line_of(self._statements, tuple(".".join(path).split(".")))
        return max(exact, dotted)

    def _text(self) -> str:
        """Return the text as far as it is one that the parser may have."""
        data = self._data
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line = before.count(b"\n") + 1
            self._warn("this is no UTF-8; the file ends here for alignread", line)
            text = before[: before.rfind(b"\n") + 1].decode("utf-8-sig", "replace")
        lines = text.replace("\r\n", "\n").split("\n")
        for number, line in enumerate(lines):
            if len(line) > _MAX_LINE:
                limit = f"longer than {_MAX_LINE:,} characters"
                self._warn(f"{limit}; the file ends here for alignread", number + 1)
                return "\n".join(lines[:number])
        return "\n".join(lines)

    def _parse(self, text: str) -> dict[str, object]:
        """Return what the text says, up to the statement with an error."""
        import tomllib

        self._parsed = text
        try:
            found = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            line = self._line_of_error(error, text)
            self._warn(f"{_reason(error)}; what follows is left out", line)
            start = max((each.first for each in self._statements if each.first <= line), default=1)
            lines = text.split("\n")
            try:
                found = tomllib.loads("\n".join(lines[: start - 1]))
            except (ValueError, RecursionError):
                found = {}
        return cast("dict[str, object]", found)

    def _line_of_error(self, error: Exception, text: str) -> int:
        """Return where the statement with an error starts, or its line where it has but one."""
        import re

        where = re.search(r"\(at line (\d+), column \d+\)$", str(error))
        line = int(where[1]) if where else len(text.split("\n"))
        if where is None and self._statements:
            return self._statements[-1].first
        return line

    def _sorted_out(self, found: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the settings that are as they must be, and what is wanted of keys."""
        values: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        for name, value in islice(found.items(), _MAX_NAMES):
            setting = find(name)
            if name == KEYS and isinstance(value, dict):
                keys = _flat(cast("dict[str, object]", value))
            elif name == KEYS:
                self._warn("keys must be a table of commands", self._line(name))
            elif setting is None:
                self._warn(f"no setting '{name[:60]}'{_suggestion(name[:60])}", self._line(name))
            elif not setting.is_valid(value):
                self._warn(f"{name} must be {setting.allowed}", self._line(name))
            else:
                values[name] = value
        return values, keys


def _flat(table: Mapping[str, object]) -> dict[str, Any]:
    """Return a table of tables as one table, its names joined by dots."""
    flat: dict[str, Any] = {}
    waiting: list[tuple[str, object]] = list(table.items())[::-1]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict) and value:
            inner = cast("dict[str, object]", value)
            waiting += [(f"{name}.{each}"[:200], inner[each]) for each in reversed(inner)]
        else:
            flat[name] = value
    return flat


def _reason(error: Exception) -> str:
    """Return what is wrong with a TOML text, without the place."""
    if isinstance(error, RecursionError):
        return "brackets within brackets, too many of them"
    text = str(error).split(" (at ")[0]
    return text[:1].lower() + text[1:]


def _suggestion(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name.lower().replace("_", "-"), [*names(), KEYS], 1)
    return f" ({close[0]}?)" if close else ""
