"""Completion in the shells themselves: what Tab offers after what was typed."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.pty.program import alignread
from tests.pty.terminal import Terminal
from tui_reader import arguments, shells
from tui_reader.theme_names import theme_names

BASH = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(( $# - 1 ))
_alignread 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""

ZSHRC = """
PS1='ready: '; fpath=($ZDOTDIR $fpath); autoload -Uz compinit; compinit -u -D
zstyle ':completion:*' verbose no; unsetopt always_last_prompt; LISTMAX=999
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
    parts = re.split(r"(?<!\\) ", line)
    words = [word for part in parts for word in part.replace("=", "\n=\n").split("\n")]
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


def by_zsh(line: str) -> set[str]:
    """Return what zsh lists for the last word of a line; it completes in a terminal only."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "_alignread").symlink_to(shells.completions_of("zsh"))
        (Path(name) / ".zshrc").write_text(ZSHRC)
        command = ["zsh", "--no-globalrcs", "-i"]
        with Terminal(command, columns=100, rows=60, env={"ZDOTDIR": name}) as terminal:
            terminal.until("^ready:")
            # Ctrl+D lists what is offered, Ctrl+U takes the line away.
            terminal.send(line.encode() + b"\x04\x15 print $((4 * 10 + 2))\r")
            terminal.until("^42$")
            rows = terminal.lines
    last = next(index for index, row in enumerate(rows) if "print $((" in row)
    # Where nothing was listed, the command stands in the first row.
    offers = re.split(r"\s{2,}|\n", "\n".join(rows[1:last]))
    # zsh quotes what it lists, and lists options where nothing else can stand.
    found = {re.sub(r"\\(.)", r"\1", offer) for offer in offers if offer}
    is_option = line.split(" ")[-1].startswith("-")
    return {offer for offer in found if is_option or not offer.startswith("-")}


OFFERS = {"bash": by_bash, "fish": by_fish, "zsh": by_zsh}
SHELLS = ["bash", "fish", pytest.param("zsh", marks=pytest.mark.slow)]
COMMANDS = set(arguments.PARSERS)
DOCUMENTS = {"notes.md", "My essay.MD", "inner", "data"}

CASES = [
    ("alignread ", COMMANDS | DOCUMENTS),
    ("alignread not", {"notes", "notes.md"}),
    ("alignread inner/", {"deep.markdown"}),
    ("alignread pl", {"plain.txt"}),
    ("alignread ~/he", {"here"}),
    ("alignread ./no", {"notes.md"}),
    ("alignread My\\ e", {"My essay.MD"}),
    ('alignread "My', {"My essay.MD"}),
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
    ("alignread export --output data/", {"x.json"}),
    ("alignread export --output=data/", {"x.json"}),
    ("alignread import ", DOCUMENTS | {"plain.txt"}),
    ("alignread completions ", {"bash", "fish", "zsh"}),
]


@pytest.mark.parametrize(("line", "offered"), CASES)
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.usefixtures("folder")
def test_offers_what_may_follow(shell: str, line: str, offered: set[str]) -> None:
    """Commands and documents first, then what the parser of the command takes."""
    needs(shell)
    # zsh lists no more of a path than its last part.
    assert {offer.rstrip("/").split("/")[-1] for offer in OFFERS[shell](line)} == offered


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("command", ["", *arguments.PARSERS])
def test_offers_every_option_of_every_command(shell: str, command: str) -> None:
    """No option of a parser is missing after its command, and none of another is there."""
    needs(shell)
    parser = arguments.PARSERS[command]() if command else arguments.reading()
    known = {name for action in parser._actions for name in action.option_strings}
    line = f"alignread {command} --" if command else "alignread --"
    assert OFFERS[shell](line) == {name for name in known if name.startswith("--")}


@pytest.mark.parametrize("shell", SHELLS)
def test_offers_programs_for_the_browser(shell: str) -> None:
    """`--browser` is completed by the programs on the path."""
    needs(shell)
    assert "readlink" in OFFERS[shell]("alignread --browser readl")


START = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "fish": ["fish", "--no-config", "--interactive"],
    "zsh": ["zsh", "-f", "-i"],
}
LOAD = {
    "bash": "PS1='ready: '; source <(alignread completions bash)",
    "fish": "function fish_prompt; echo 'ready: '; end; alignread completions fish | source",
    "zsh": "PS1='ready: '; autoload -Uz compinit; compinit -u -D; "
    "source <(alignread completions zsh)",
}


@pytest.mark.slow
@pytest.mark.parametrize("shell", START)
def test_tab_completes_in_a_terminal(shell: str, folder: Path) -> None:
    """With what `alignread completions` prints, Tab writes the rest, quoted as the shell wants."""
    needs(shell)
    programs = str(Path(alignread()[0]).parent)
    env = {"PATH": f"{programs}:{os.environ['PATH']}"}
    with Terminal(START[shell], columns=100, env=env, cwd=folder) as terminal:
        terminal.send(LOAD[shell].encode() + b"; clear\r")
        terminal.until("^ready:")
        terminal.send(b"alignread My\t")
        terminal.until(r"alignread My\\ essay\.MD")
        terminal.send(b"--them\t")
        terminal.until(r"essay\.MD --theme")
        terminal.send(b"\x15alignread export --format=mark\t")
        terminal.until(r"alignread export --format=markdown")
