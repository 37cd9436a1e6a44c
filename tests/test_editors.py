"""Which editor is started, and how it is told the line."""

from pathlib import Path

import pytest

from tui_reader.editors import Editor, find_editor

FILE = Path("/a b/-x\n.md")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("vi", ["+42", str(FILE)]),
        ("/usr/bin/nvim -u NONE", ["-u", "NONE", "+42", str(FILE)]),
        ("nano", ["+42", str(FILE)]),
        ("emacs -nw", ["-nw", "+42", str(FILE)]),
        ("kak", ["+42", str(FILE)]),
        ("micro", ["+42", str(FILE)]),
        ("code --wait", ["--wait", "--goto", f"{FILE}:42"]),
        ("codium -w", ["-w", "--goto", f"{FILE}:42"]),
        ("hx", [f"{FILE}:42"]),
        ("subl -w", ["-w", f"{FILE}:42"]),
        ("'/my editors/ed it' -q", ["-q", str(FILE)]),
    ],
)
def test_the_line_is_told_as_the_editor_takes_it(command: str, words: list[str]) -> None:
    """With the words of the variable first; one that isn't known gets the file alone."""
    editor = find_editor({"EDITOR": command}, "linux")
    assert editor is not None
    assert editor.arguments(FILE, 42)[1:] == words


def test_a_name_is_no_option() -> None:
    """The path is a whole one, whatever the file is called."""
    assert Editor(("vi",)).arguments(Path("-c"), 1)[-1] == str(Path("-c").absolute())


def test_visual_comes_first(tmp_path: Path) -> None:
    """Then `$EDITOR`, then what is there."""
    environment = {"VISUAL": "kak", "EDITOR": "ed", "PATH": str(tmp_path)}
    assert find_editor(environment) == Editor(("kak",))
    assert find_editor({**environment, "VISUAL": " "}) == Editor(("ed",))
    assert find_editor({"PATH": str(tmp_path)}) is None
    (tmp_path / "vi").write_text("#!/bin/sh\n")
    (tmp_path / "vi").chmod(0o755)
    assert find_editor({"PATH": str(tmp_path)}) == Editor(("vi",))


def test_a_command_that_cant_be_parted_is_parted_at_blanks() -> None:
    """A lone quote is no reason to start nothing."""
    assert find_editor({"EDITOR": "it's -x"}, "linux") == Editor(("it's", "-x"))
