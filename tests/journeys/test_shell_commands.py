"""`alignread completions` and `alignread man`, and what `--help` looks like."""

import shutil
from pathlib import Path

import pytest

from tests.pty.escapes import sequences
from tests.pty.program import Start, alignread, run
from tui_reader import arguments, shells

COMMANDS = [(), *((name,) for name in arguments.PARSERS)]


@pytest.mark.parametrize("shell", arguments.SHELLS)
def test_prints_the_completions(shell: str) -> None:
    """The file that ships, byte for byte."""
    done = run("completions", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == shells.completions_of(shell).read_bytes()


@pytest.mark.parametrize("words", [("tcsh",), (), ("bash", "zsh")])
def test_knows_three_shells(words: tuple[str, ...]) -> None:
    """One shell of the three; anything else is one line on standard error and status 2."""
    done = run("completions", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"alignread: ")
    assert done.stderr.count(b"\n") == 1


def test_prints_the_source_of_the_manual_into_a_pipe() -> None:
    """`alignread man > alignread.1` is the page that ships."""
    done = run("man")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == shells.MANUAL.read_bytes()


def test_shows_the_manual_on_a_terminal(start: Start) -> None:
    """There, `alignread man` is `man` with that page, with the terminal for itself."""
    if shutil.which("man") is None:
        pytest.skip("there is no man here")
    terminal = start("man", rows=40, env={"MANPAGER": "less", "LESS": ""})
    terminal.until(r"^ALIGNREAD\(1\)")
    terminal.until(r"alignread - read Markdown in the terminal")
    terminal.press("q")
    assert terminal.wait() == 0


def test_says_when_nothing_can_show_the_manual(start: Start, tmp_path: Path) -> None:
    """Without `man`, a terminal gets one line instead of roff."""
    terminal = start(command=[*alignread("man")], env={"PATH": str(tmp_path)})
    assert terminal.wait() == 2
    assert "no man here" in terminal.text
    assert ".TH" not in terminal.text


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", ["80", "40"])
def test_help_fits_the_terminal(words: tuple[str, ...], columns: str) -> None:
    """No line is wider than the terminal, and nothing is an escape sequence."""
    done = run(*words, "--help", env={"COLUMNS": columns})
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(sequences(done.stdout)) == []
    shown = done.stdout.decode()
    if words:
        # argparse breaks no usage between options that exclude one another.
        shown = shown.partition("\n\n")[2]
    assert [line for line in shown.splitlines() if len(line) > int(columns)] == []


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"NO_COLOR": "1"}], ids=str)
def test_help_has_no_colours_where_none_are_wanted(start: Start, env: dict[str, str]) -> None:
    """A dumb terminal and `NO_COLOR` get plain help, whatever argparse does elsewhere."""
    terminal = start("--help", env=env)
    assert terminal.wait() == 0
    assert list(sequences(bytes(terminal.log))) == []


def test_help_lists_every_command() -> None:
    """`alignread --help` has one line for each command, made from the command's own help."""
    lines = run("--help", env={"COLUMNS": "80"}).stdout.decode().splitlines()
    first = lines.index("commands, each with its --help:") + 1
    assert [line.split()[0] for line in lines[first : first + len(arguments.PARSERS)]] == list(
        arguments.PARSERS
    )
