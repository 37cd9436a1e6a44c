"""What is remembered, on the command line: listed, written out, taken in."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pty.escapes import forbidden
from tests.pty.program import alignread, run
from tests.state.memories import EARLY, LATE, MEMORY
from tests.state.test_unavailable import WITHOUT_OVERRIDE
from tests.test_imports import modules_after
from tui_reader.document.positions import Position
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.everything import Everything, collect
from tui_reader.state.merging import merge
from tui_reader.state.notes import Note
from tui_reader.state.store import Store

HOSTILE = "\x1b]52;c;UFdO\x07 \x9b2J \u202e [/] {x} 漢"


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> Everything:
    """Remember a few things in the home of this test."""
    monkeypatch.setenv("TZ", "UTC")
    store = Store()
    merge(store, MEMORY)
    everything = collect(store)
    store.close()
    return everything


def refusal(*words: str | Path, stdin: bytes = b"") -> str:
    """Return the one line with which something is refused."""
    done = run(*words, stdin=stdin)
    text = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), text
    assert text.startswith("alignread: ")
    assert text.count("\n") == 1
    assert text[:-1].isprintable()
    return text


def test_says_why_nothing_is_known() -> None:
    """What is remembered may lie in a folder that only somebody else may look into."""
    path = Store().path
    assert path is not None
    path.parent.mkdir(parents=True, mode=0)
    if os.getuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("modes don't hold root, and there is no setpriv")
    wrapper = WITHOUT_OVERRIDE if os.getuid() == 0 else ()
    done = subprocess.run([*wrapper, *alignread("bookmarks")], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"not saved: permission denied" in done.stderr


@pytest.mark.parametrize("command", ["bookmarks", "notes", "progress"])
def test_nothing_is_said(command: str) -> None:
    """Status 1 with an empty array, or with a line that isn't content; no file is made."""
    listed = run(command)
    assert (listed.returncode, listed.stdout) == (1, b"")
    assert listed.stderr.startswith(b"alignread: no")
    assert listed.stderr.count(b"\n") == 1
    as_json = run(command, "--json")
    assert (as_json.returncode, json.loads(as_json.stdout), as_json.stderr) == (1, [], b"")
    path = Store().path
    assert path is not None
    assert not path.parent.exists()


def test_nothing_is_exported(tmp_path: Path) -> None:
    """Status 1; the formats are empty and valid, and no file is made."""
    done = run("export")
    assert (done.returncode, json.loads(done.stdout)["total"]) == (1, 0)
    assert run("export", "--format", "html").stdout.startswith(b"<!DOCTYPE NETSCAPE")
    assert run("export", "--output", tmp_path / "out").returncode == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("remembered")
def test_lists_bookmarks_and_notes() -> None:
    """A block for each document; the sections, names and quotes of its marks."""
    done = run("bookmarks")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        "An essay",
        "/texts/caf\ufffd #1?.md",
        "",
        "  Essay › Part · 2026-01-02",
        "    a name",
        "    “hello world”",
    ]
    assert run("notes").stdout.decode().splitlines() == [
        "One",
        "",
        "  One · 2026-01-02",
        "    “q”",
        "     a",
        "    b",
    ]


@pytest.mark.usefixtures("remembered")
def test_lists_progress() -> None:
    """Sections read of all, and what is left."""
    done = run("progress")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        "An essay",
        "/texts/caf\ufffd #1?.md",
        "  1 of 2 sections read, 0 min left of 1 min",
    ]


@pytest.mark.usefixtures("remembered")
def test_lists_as_json() -> None:
    """One array of flat objects with all of their keys."""

    def rows(command: str) -> list[dict[str, Any]]:
        done = run(command, "--json")
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.isascii()
        return json.loads(done.stdout)

    assert rows("bookmarks") == [
        {
            "id": "0" * 31 + "1",
            "document": "/texts/caf\ufffd #1?.md",
            "title": "An essay",
            "section": ["Essay", "Part"],
            "quote": "hello world",
            "name": "a name",
            "created": EARLY,
            "modified": LATE,
            "start": 100,
            "end": 111,
        }
    ]
    assert rows("notes") == [
        {
            "id": "0" * 31 + "2",
            "document": None,
            "title": "One",
            "section": ["One"],
            "quote": "q",
            "body": " a\nb\n",
            "created": EARLY,
            "modified": EARLY,
            "start": 0,
            "end": 0,
        }
    ]
    assert rows("progress") == [
        {
            "document": "/texts/caf\ufffd #1?.md",
            "title": "An essay",
            "sections": 2,
            "read": 1,
            "minutes": 0.9,
            "minutes_left": 0.3,
            "opened": LATE,
        }
    ]


def test_nothing_hostile_reaches_the_terminal() -> None:
    """A title, a name, a quote, a heading, a path and a note are text, whatever is in them."""
    position = Position((HOSTILE,), exact=HOSTILE)
    key = b"/texts/\x1b]0;x\x07\xc2\x9b.md"
    store = Store()
    merge(
        store,
        Everything(
            bookmarks=(Bookmark("1" * 32, key, HOSTILE, position, HOSTILE, EARLY, EARLY),),
            notes=(Note("2" * 32, key, HOSTILE, position, f"a\n{HOSTILE}", EARLY, EARLY),),
        ),
    )
    store.close()
    for words in (
        ("bookmarks",),
        ("notes",),
        ("bookmarks", "--json"),
        ("notes", "--json"),
        ("export",),
        ("export", "--format", "markdown"),
        ("export", "--format", "html"),
    ):
        done = run(*words)
        assert (done.returncode, done.stderr) == (0, b"")
        assert forbidden(done.stdout) == [], words
        assert done.stdout.decode().replace("\n", "").isprintable(), words
    assert json.loads(run("notes", "--json").stdout)[0]["body"] == f"a\n{HOSTILE}"


def test_moves_to_another_machine(
    remembered: Everything, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`export | import` takes everything along, and twice is once."""
    exported = run("export")
    assert (exported.returncode, exported.stderr) == (0, b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    first = run("import", "-", stdin=exported.stdout)
    assert first.stdout.decode() == (
        "1 bookmark, 1 note, 2 read sections, 1 reading position, 2 links\n"
    )
    again = run("import", "-", stdin=exported.stdout)
    assert again.stdout.decode() == "nothing new; 7 were known\n"
    assert (first.returncode, again.returncode) == (0, 0)
    found = collect(Store())
    assert found.bookmarks == remembered.bookmarks
    assert found.notes == remembered.notes
    assert found.sections == remembered.sections
    assert found.links == remembered.links
    assert run("export").stdout == exported.stdout


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("form", ["json", "markdown", "html"])
def test_writes_a_new_file(tmp_path: Path, form: str) -> None:
    """With what it prints, for its owner alone; a file that is there stays as it is."""
    path = tmp_path / "out"
    done = run("export", "--format", form, "--output", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert path.read_bytes() == run("export", "--format", form).stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("precious")
    assert str(path) in refusal("export", "--output", path)
    assert path.read_text() == "precious"


@pytest.mark.usefixtures("remembered")
def test_refuses_places_for_a_file(tmp_path: Path) -> None:
    """A folder, a folder that isn't there, a link that leads nowhere."""
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for output in (tmp_path, tmp_path / "no" / "out", tmp_path / "link"):
        refusal("export", "--output", output)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.usefixtures("remembered")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_said() -> None:
    """What can't be printed is no success."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(alignread("export"), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"alignread: ")
    assert done.stderr.count(b"\n") == 1


def test_imports_a_browsers_bookmarks(tmp_path: Path) -> None:
    """Their addresses go into the queue, as the reader would put them there."""
    path = tmp_path / "bookmarks.html"
    path.write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
        '<DT><A HREF="https://a.example/ä" ADD_DATE="1767323045">A</A>\n'
        '<DT><A HREF="https://user@b.example/">hidden</A>\n'
        '<DT><A HREF="javascript:alert(1)">script</A>\n'
        '<DT><A HREF="https://c.example/">C</A>\n</DL>\n'
    )
    done = run("import", path)
    assert (done.returncode, done.stdout) == (0, b"2 links; 2 were left out\n")
    assert run("queue").stdout == b"https://a.example/%C3%A4\nhttps://c.example/\n"
    assert run("import", path).stdout == b"nothing new; 2 were known; 2 were left out\n"


BAD: dict[str, Callable[[Path], object]] = {
    "absent": lambda path: None,
    "folder": lambda path: path.mkdir(),
    "empty": lambda path: path.touch(),
    "text": lambda path: path.write_text("# A document\n"),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 9),
    "cut": lambda path: path.write_text('[{"target": "file:///a", "id": '),
    "deep": lambda path: path.write_text("[" * 200_000),
    "foreign": lambda path: path.write_text('{"bookmarks": []}'),
    "mixed": lambda path: path.write_text('[{"target": "file:///a"}, {"name": "x"}]'),
    "pipe": lambda path: os.mkfifo(path),
}


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("kind", BAD)
def test_refuses_a_bad_file(tmp_path: Path, kind: str) -> None:
    """One line that names it, status 2, and nothing has changed."""
    before = run("export").stdout
    path = tmp_path / "bad\x1b.json"
    BAD[kind](path)
    assert "bad␛.json" in refusal("import", path)
    assert run("export").stdout == before


def test_says_when_nothing_can_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be forgotten at once was not imported."""
    exported = tmp_path / "in.json"
    exported.write_text('[{"target": {"source": "file:///a"}, "created": "2026-01-02"}]')
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    assert "nothing was imported" in refusal("import", exported)


def test_an_empty_list_is_nothing_found(tmp_path: Path) -> None:
    """It is valid, and there is nothing in it."""
    path = tmp_path / "in.json"
    path.write_text("[]")
    done = run("import", path)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"nothing new\n", b"")


@pytest.mark.parametrize("command", ["bookmarks", "notes", "progress", "export", "import"])
def test_tells_how_it_is_used(command: str) -> None:
    """`--help` prints and ends with 0; what isn't understood ends with 2 and names it."""
    usage = run(command, "--help")
    assert (usage.returncode, usage.stderr) == (0, b"")
    assert f"alignread {command}".encode() in usage.stdout
    assert f"alignread {command} --help" in refusal(command, "--no\x1bsense")


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("words", [["bookmarks"], ["notes", "--json"], ["progress"], ["export"]])
def test_listings_load_no_screen_and_no_parser(words: list[str]) -> None:
    """They print rows; neither Textual nor Markdown is for them."""
    modules = modules_after(f"from tui_reader.cli import main\nassert main({words!r}) == 0")
    assert not modules & {"textual", "rich", "markdown_it", "asyncio", "pygments"}
