"""Completion in the shells themselves: what Tab offers after what was typed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal
from tui_reader import arguments, shells
from tui_reader.ui.app import theme_names

BASH = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(( $# - 1 ))
_alignread 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to complete in: documents, another folder, a file of another kind."""
    folder = tmp_path / "here"
    for name in ("notes.md", "My essay.MD", "plain.txt", "inner/deep.markdown", "data/x.json"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(folder)
    return folder


def needs(shell: str) -> None:
    """Skip where a shell is missing."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")


def by_bash(line: str) -> set[str]:
    """Return what bash offers for the last word of a line."""
    # As readline splits it: an equals sign is a word of its own.
    words = [word for part in line.split(" ") for word in part.replace("=", "\n=\n").split("\n")]
    if line.endswith("="):
        words.pop()
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", str(shells.completions_of("bash")), *words],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return {offer for offer in done.stdout.split("\n") if offer}


def by_fish(line: str) -> set[str]:
    """Return what fish offers for the last word of a line."""
    script = 'source $argv[1]; complete -C "$argv[2]"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", script, str(shells.completions_of("fish")), line],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    offers = (offer.split("\t")[0] for offer in done.stdout.split("\n") if offer)
    # After --option=, fish repeats the option.
    return {offer.split("=")[-1] for offer in offers}


OFFERS = {"bash": by_bash, "fish": by_fish}
COMMANDS = set(arguments.PARSERS)
DOCUMENTS = {"notes.md", "My essay.MD", "inner", "data"}

CASES = [
    ("alignread ", COMMANDS | DOCUMENTS),
    ("alignread not", {"notes", "notes.md"}),
    ("alignread inner/", {"inner/deep.markdown"}),
    ("alignread pl", {"plain.txt"}),
    ("alignread --theme ", set(theme_names())),
    ("alignread --theme=alignread", {"alignread-dark", "alignread-light"}),
    ("alignread --color=", {"auto", "always", "never"}),
    ("alignread --color a", {"auto", "always"}),
    ("alignread --wi", {"--width"}),
    ("alignread notes.md --wi", {"--width"}),
    ("alignread --plain no", {"notes.md"}),
    ("alignread notes.md ", set()),
    ("alignread --at ", set()),
    ("alignread outline ", DOCUMENTS),
    ("alignread outline --j", {"--json"}),
    ("alignread outline --wi", set()),
    ("alignread queue ", set()),
    ("alignread export --format ", {"json", "markdown", "html"}),
    ("alignread export --output data/", {"data/x.json"}),
    ("alignread import ", DOCUMENTS | {"plain.txt"}),
    ("alignread completions ", {"bash", "fish", "zsh"}),
]


@pytest.mark.parametrize(("line", "offered"), CASES)
@pytest.mark.parametrize("shell", OFFERS)
@pytest.mark.usefixtures("folder")
def test_offers_what_may_follow(shell: str, line: str, offered: set[str]) -> None:
    """Commands and documents first, then what the parser of the command takes."""
    needs(shell)
    assert {offer.rstrip("/") for offer in OFFERS[shell](line)} == offered


@pytest.mark.parametrize("shell", OFFERS)
@pytest.mark.parametrize("command", ["", *arguments.PARSERS])
def test_offers_every_option_of_every_command(shell: str, command: str) -> None:
    """No option of a parser is missing after its command, and none of another is there."""
    needs(shell)
    parser = arguments.PARSERS[command]() if command else arguments.reading()
    known = {name for action in parser._actions for name in action.option_strings}
    line = f"alignread {command} --" if command else "alignread --"
    assert OFFERS[shell](line) == {name for name in known if name.startswith("--")}


@pytest.mark.usefixtures("folder")
def test_offers_programs_for_the_browser() -> None:
    """`--browser` is completed by the programs on the path."""
    for shell, offers in OFFERS.items():
        needs(shell)
        assert "env" in offers("alignread --browser en")
