"""`alignread search`: what it prints, its exit status, and what it needs for that."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.pty.escapes import forbidden, sequences
from tests.pty.program import Start, run
from tests.test_imports import modules_after


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents."""
    root = tmp_path / "folder"
    root.mkdir()
    (root / "a.md").write_text("# Alpha\n\n## First\n\nThe *reward* model.\n")
    (root / "b.md").write_text("# Beta\n\nNo prize, but a\nreward. \x1b]0;title\x07\n")
    return root


def test_prints_places_that_editors_understand(folder: Path) -> None:
    """Path, line, section, sentence: one line for each."""
    done = run("search", "reward", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(done.stdout.decode().splitlines()) == [
        f"{folder}/a.md:5: First — The reward model.",
        f"{folder}/b.md:4: Beta — No prize, but a reward.",
    ]
    assert run("search", "reward", folder).stdout == done.stdout


def test_prints_one_array(folder: Path) -> None:
    """Objects with all that is known of a hit; options stand anywhere."""
    done = run("search", "model", "--json", folder)
    assert done.returncode == 0
    (hit,) = json.loads(done.stdout)
    assert hit == {
        "kind": "text",
        "document": "Alpha",
        "path": f"{folder}/a.md",
        "section": "First",
        "line": 5,
        "sentence": "The reward model.",
        "matches": [[11, 16]],
        "id": None,
    }


def test_looks_for_what_begins_like_an_option(folder: Path) -> None:
    """Behind `--` nothing is an option; before it they stand anywhere."""
    (folder / "c.md").write_text("# Gamma\n\nSay --json for objects.\n")
    wanted = f"{folder}/c.md:3: Gamma — Say --json for objects.\n".encode()
    for words in (("--", "--json", folder), ("--", "--objects", folder)):
        done = run("search", *words)
        assert (done.returncode, done.stdout, done.stderr) == (0, wanted, b"")
    for words in (("--json", "--", "--json", folder), ("objects", "--json", "--", folder)):
        done = run("search", *words)
        assert (done.returncode, done.stderr) == (0, b"")
        assert [hit["document"] for hit in json.loads(done.stdout)] == ["Gamma"]


def test_says_by_its_status_what_came_of_it(folder: Path) -> None:
    """1 where there is nothing, 2 where it can't be done."""
    nothing = run("search", "unheard", folder)
    assert (nothing.returncode, nothing.stdout) == (1, b"")
    empty = run("search", "unheard", "--json", folder)
    assert (empty.returncode, json.loads(empty.stdout)) == (1, [])
    for words in (("search",), ("search", "..."), ("search", "x", folder / "none.md", "more")):
        done = run(*words)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"alignread: ")
        assert done.stderr.count(b"\n") == 1


@pytest.mark.slow
def test_says_what_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    """One line as for any command; of a folder how many, besides what is found."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "empty").write_text("")
    for name in ("none", "pipe", "loop", "binary", "/dev/zero"):
        done = run("search", "reward", tmp_path / name)
        expected = run("outline", tmp_path / name)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == expected.stderr
    assert run("search", "reward", tmp_path / "empty").returncode == 1
    (folder / "c.md").write_bytes(bytes(range(256)) * 100)
    (folder / "d.md").write_bytes(bytes(range(256)) * 100)
    for _ in range(2):
        done = run("search", "reward", folder)
        assert (done.returncode, done.stdout.count(b"\n")) == (0, 2)
        assert done.stderr == b"alignread: 2 documents can't be read\n"
    (folder / "a.md").unlink()
    (folder / "b.md").unlink()
    done = run("search", "reward", folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"alignread: none of the 2 documents can be read\n"


def test_a_damaged_index_hides_nothing(folder: Path, tmp_path: Path) -> None:
    """It is made anew, and the answer is whole in the same run."""
    data = tmp_path / "data"
    environment = {"ALIGNREAD_DATA_DIR": str(data)}
    whole = run("search", "model", folder, env=environment).stdout
    assert whole
    for statement in ("DELETE FROM words_data", "UPDATE sections SET line = 'zz'"):
        connection = sqlite3.connect(data / "search.db")
        with connection:
            connection.execute(statement)
        connection.close()
        for _ in range(2):
            assert run("search", "model", folder, env=environment).stdout == whole


def test_without_a_path_the_library_is_searched() -> None:
    """The one that ships."""
    done = run("search", "corrig")
    assert done.returncode == 0
    assert b"corrigib" in done.stdout


def test_on_a_terminal_the_words_are_set_off(start: Start, folder: Path) -> None:
    """With bold type and nothing else, whatever the text has in it."""
    terminal = start("search", "reward", folder, rows=50)
    assert terminal.wait() == 0
    assert b"\x1b[1mreward\x1b[22m" in terminal.log
    assert {bytes(each) for each in sequences(terminal.log)} <= {b"\x1b[1m", b"\x1b[22m"}
    assert not forbidden(terminal.log)


def test_needs_no_screen() -> None:
    """No Textual, no highlighter."""
    modules = modules_after("import tui_reader.search_listing")
    assert not modules & {"textual", "pygments", "asyncio", "webbrowser"}
