"""What is typed at the prompt, and what it means."""

from pathlib import Path

import pytest

from tests.linear.talk import Talk, answers
from tui_reader.linear.commands import COMMANDS, HINT, Command, help_lines, parse


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("", ("go_on", "")),
        ("  n ", ("next_section", "")),
        ("NEXT", ("next_section", "")),
        ("/two words ", ("find", "two words")),
        ("/", ("find", "")),
        ("12", ("follow", "12")),
        ("g 3", ("go", "3")),
        ("g3", ("go", "3")),
        ("g50%", ("go", "50%")),
        ("go my view", ("go", "my view")),
        ("'2", ("marks", "2")),
        ("c N: A note", ("note", "N: A note")),
        ("?", ("help", "")),
        ("exit", ("quit", "")),
        ("nonsense", ("", "")),
        ("12x", ("", "")),
    ],
)
def test_a_line_means_a_command(line: str, meaning: tuple[str, str]) -> None:
    """Letters, words and numbers, in any case, with or without a space."""
    assert parse(line) == meaning


def test_every_name_is_one_commands() -> None:
    """No two commands are typed alike, and what the help shows is understood."""
    names = [name for command in COMMANDS for name in command.names]
    assert len(names) == len(set(names))
    for command in COMMANDS:
        if command.id not in ("go_on", "follow"):
            assert all(parse(name)[0] == command.id for name in command.names)


def test_the_help_names_every_command(talk: Talk, birds: Path) -> None:
    """`?` prints one line for each, and the hint at the start names only what there is."""
    said = answers(talk("?", path=birds, words=("--width", "100")))[1]
    for line in help_lines():
        assert line in said
    for name in HINT.split():
        assert parse(name)[0]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_does_something(talk: Talk, birds: Path, command: Command) -> None:
    """None of the table's commands is unknown to the session."""
    name = "" if command.names[0] == "Enter" else command.names[0]
    said = talk(name, path=birds)
    assert talk.status == 0
    assert "There is no command" not in said


def test_an_unknown_command_gets_one_line(talk: Talk, birds: Path) -> None:
    """It says where the help is."""
    said = answers(talk("fly away", path=birds, words=("--width", "100")))[1]
    assert said.split("\n")[1:] == [f"There is no command fly away. ? lists them: {HINT}"]
