"""What ships for shells is what the parsers give today.

`pytest --update-golden tests/shell` writes it anew; read the difference before you commit it.
"""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell.completions import completions
from tests.shell.manual import ENVIRONMENT, READ_BY_OTHERS, manual
from tui_reader import arguments, shells
from tui_reader.commands import COMMANDS

SOURCES = sorted(Path(shells.__file__).parent.rglob("*.py"))
_READ = re.compile(
    r"""environ(?:ment)?(?:\.get\(|\[)\s*"(\w+)"|"(\w+)" (?:not )?in (?:os\.)?environ"""
)
_VARIABLE = re.compile(r"[A-Z]{2}[A-Z0-9]*(?:_[A-Z0-9]+)+")


def variables(path: Path) -> set[str]:
    """Return the variables of the environment that a module reads, or names as it would them."""
    text = path.read_text("utf-8")
    strings = {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    found = {one or other for one, other in _READ.findall(text)}
    return found | set(filter(_VARIABLE.fullmatch, strings))


def check(tool: str, *words: str | Path) -> str:
    """Run a tool that finds faults; return what it says. Skips where the tool is missing."""
    if shutil.which(tool) is None:
        pytest.skip(f"there is no {tool} here")
    done = subprocess.run([tool, *words], capture_output=True, text=True, timeout=60)
    return done.stderr + (done.stdout if tool == "mandoc" else "")


@pytest.mark.parametrize("shell", arguments.SHELLS)
def test_completions_are_up_to_date(shell: str, update_golden: bool) -> None:
    """The completions that ship are those of the parsers."""
    path = shells.completions_of(shell)
    if update_golden:
        path.write_text(completions(shell), "utf-8")
    assert path.read_text("utf-8") == completions(shell)


def test_the_manual_is_up_to_date(update_golden: bool) -> None:
    """The manual page that ships is that of the parsers and of the table of commands."""
    if update_golden:
        shells.MANUAL.write_text(manual(), "ascii")
    assert shells.MANUAL.read_text("ascii") == manual()


@pytest.mark.parametrize("shell", arguments.SHELLS)
def test_shells_find_no_fault_in_the_syntax(shell: str) -> None:
    """Each shell can read its completions."""
    assert check(shell, "-n", shells.completions_of(shell)) == ""


def test_groff_warns_of_nothing_in_the_manual() -> None:
    """No unknown request, escape or character."""
    assert check("groff", "-man", "-ww", "-Tutf8", shells.MANUAL) == ""


def test_mandoc_warns_of_nothing_in_the_manual() -> None:
    """Nothing but that there is no date, which would be another one with every build."""
    lines = check("mandoc", "-Tlint", shells.MANUAL).splitlines()
    assert [line for line in lines if "missing date" not in line] == []


def test_the_manual_has_every_command_option_and_key() -> None:
    """Rendered, the page shows all that the parsers and the table know, as it is typed."""
    if shutil.which("man") is None:
        pytest.skip("there is no man here")
    done = subprocess.run(
        ["man", "-P", "cat", str(shells.MANUAL)],
        capture_output=True, text=True, timeout=60,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "100"},
    )  # fmt: skip
    shown = {" ".join(line.split()) for line in done.stdout.splitlines()}
    text = "\n".join(shown)
    for make in (arguments.reading, *arguments.PARSERS.values()):
        for action in make()._actions:
            for name in action.option_strings:
                assert re.search(rf"(?m)(^|\W){name}(\W|$)", text), name
    for command in arguments.PARSERS:
        assert any(line == command or line.startswith(f"{command} ") for line in shown), command
    for command in COMMANDS:
        assert command.title in text, command.id


def test_the_manual_names_every_variable_of_the_environment() -> None:
    """What the package reads from the environment is in the page."""
    read = set().union(*map(variables, SOURCES))
    assert {"BROWSER", "ALIGNREAD_DATA_DIR"} <= read
    told = {name for names, _ in ENVIRONMENT for name in names.split(", ")}
    assert read - READ_BY_OTHERS <= told
