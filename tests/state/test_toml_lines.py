"""`toml_lines`: every name of a TOML text on its line, however it is written."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.state.toml_lines import line_of, statements

NAMES = ["a", "b-2", "c d", "e.f", 'q"', "é", "#", "[x]", "=", "'"]
VALUES = [
    "1", "true", '"x # y"', "'[ = '", '"\\""', '"""\na = 1\n# ""\n[t]\n"""', "'''\nb = [\n'''",
    "[1, 2]", "[\n  1, # ]\n\n  [2, '''\n''', \"]\"],\n]", "{ x = 1, 'y' = [\n2 ] }", "1979-05-27",
    '""""quoted""""', "''''''", '""', "[]",
]  # fmt: skip


def quoted(name: str, draw: Any) -> str:
    """Return a name as it may be written."""
    bare = name.replace("-", "").isalnum() and name.isascii()
    kinds = ["basic"] + ["bare"] * bare + ["literal"] * ("'" not in name)
    match draw(st.sampled_from(kinds)):
        case "bare":
            return name
        case "literal":
            return f"'{name}'"
        case _:
            return '"' + name.replace('"', '\\"') + '"'


@st.composite
def texts(draw: Any) -> tuple[str, dict[tuple[str, ...], int]]:
    """Return a TOML text, and the line of every name in it."""
    lines: list[str] = []
    where: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    count = draw(st.integers(0, 8))
    for number in range(count):
        lines += draw(st.lists(st.sampled_from(["", "# a = 1", "  # [t] '''", "\t"]), max_size=2))
        # A number of its own keeps names from being there twice.
        path = [f"{draw(st.sampled_from(NAMES))}{number}"]
        path += draw(st.lists(st.sampled_from(NAMES), max_size=2))
        dot = draw(st.sampled_from([".", " . ", "."]))
        key = dot.join(quoted(name, draw) for name in path)
        tail = draw(st.sampled_from(["", " ", "  # = [ '''", "\t#"]))
        if draw(st.booleans()):
            table = tuple(path)
            where[table] = len(lines) + 1
            inner = f" {key} " if draw(st.booleans()) else key
            lines.append(f"[[{inner}]]{tail}" if draw(st.booleans()) else f"[{inner}]{tail}")
        else:
            where[(*table, *path)] = len(lines) + 1
            value = draw(st.sampled_from(VALUES))
            indent = draw(st.sampled_from(["", "  ", "\t"]))
            lines += f"{indent}{key} = {value}{tail}".split("\n")
    return "\n".join(lines), where


@given(made=texts())
def test_every_name_is_on_its_line(made: tuple[str, dict[tuple[str, ...], int]]) -> None:
    """Quotes, dots, comments, lists and strings over several lines don't confuse it."""
    text, where = made
    tomllib.loads(text)
    found = list(statements(text))
    assert {each.path: each.first for each in found} == where
    for path, line in where.items():
        assert line_of(found, path) == line


@given(text=st.text(alphabet="ab.=[]{}\"'#\n\\ 1,", max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    """A text with errors is cut into statements too, whose lines are lines of it, in order."""
    found = list(statements(text))
    ends = [line for each in found for line in (each.first, each.last)]
    assert ends == sorted(ends)
    assert all(1 <= line <= text.count("\n") + 1 for line in ends)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("\n[keys]\n\na = 1\n", ("keys", "zz"), 2),
        ("\nkeys.a.b = 1\n", ("keys", "a"), 2),
        ("a = 1\n\n[x.y]\n", ("x",), 3),
        ("t = { \n", ("t",), 1),
        ("k = {a = 1, b = 2}", ("k", "b"), 1),
        ("a = 1", ("b",), 0),
        ("", ("b",), 0),
    ],
)
def test_what_has_no_line_of_its_own(text: str, path: tuple[str, ...], line: int) -> None:
    """It is on the line of what it is in, or of the first thing in it."""
    assert line_of(list(statements(text)), path) == line
