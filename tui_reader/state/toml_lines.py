"""On which line of a TOML text a name stands: the parser of the standard library doesn't say.

The text is cut into statements, which start at a name or a table's brackets and end with the line
on which their last bracket or string is closed.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

Path = tuple[str, ...]
"""The names that lead to a value, from the outermost table."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\Z)|'
    r"'''.*?(?:'{3,5}|\Z)|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"#[^\n]*|"
    r"[\[{]|[\]}]|\n|=|[^\S\n]+|[^\s\"'#\[\]{}=]+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A table's head, or a name with its value."""

    path: Path
    """What it names; empty for what can't be understood."""
    first: int
    """Its first line, from 1."""
    last: int
    is_table: bool


def statements(text: str) -> Iterator[Statement]:
    """Yield the statements of a TOML text with `\\n` for its line ends, in order.

    Of a text with an error, those before the error are right.
    """
    table: Path = ()
    for words, first, last in _pieces(text):
        if words[0] == "[":
            table = _path("".join(words))
            yield Statement(table, first, last, is_table=True)
        else:
            end = words.index("=") if "=" in words else len(words)
            own = _path("".join(words[:end]) + "=0")
            yield Statement((*table, *own) if own else (), first, last, is_table=False)


def line_of(found: Sequence[Statement], path: Path) -> int:
    """Return the line on which a name is given its value, or what it is in; 0 for nowhere.

    Args:
        found: The statements of the text.
        path: The name, with those of the tables that it is in.
    """
    best, line = 0, 0
    for statement in found:
        length = len(statement.path)
        if best < length and statement.path == path[:length]:
            best, line = length, statement.first
    if not best:
        # A table of which only what is in it is named.
        inside = (each.first for each in found if each.path[: len(path)] == path)
        line = next(inside, 0)
    return line


def _pieces(text: str) -> Iterator[tuple[list[str], int, int]]:
    """Yield the tokens of each statement, without comments, with its first and last line."""
    words: list[str] = []
    line, first, depth = 1, 1, 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token == "\n" and depth == 0:
            if words:
                yield words, first, line
                words = []
        elif token[0] != "#" and (words or not token.isspace()):
            if not words:
                first = line
            words.append(token)
            depth += (token in ("[", "{")) - (token in ("]", "}"))
            depth = max(0, depth)
        line += token.count("\n")
    if words:
        yield words, first, line


def _path(source: str) -> Path:
    """Return what a table's head, or a name with some value, names."""
    try:
        found: Any = tomllib.loads(source)
    except (ValueError, RecursionError):
        return ()
    path: list[str] = []
    while isinstance(found, dict) and found:
        name, found = next(iter(cast("dict[str, Any]", found).items()))
        path.append(name)
        if isinstance(found, list):
            found = cast("list[Any]", found)[0]
    return tuple(path)
