"""Documents of a folder that can't be read, or look like something else than text."""

import os
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.closed_folders import close_folders
from tests.ui.cells import runs
from tests.ui.reading import Reading
from tests.ui.remembering import choose, session
from tui_reader.errors import UnreadableFile
from tui_reader.library import open_path
from tui_reader.resuming import resume
from tui_reader.ui.screens.confirm import ConfirmScreen
from tui_reader.ui.whereabouts import whereabouts

_BINARY = b"\x89PNG\r\n\x1a\n" + bytes(200) + b" some words \x1b]52;c;UFdO\x07"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four documents, of which the first and the third are pictures."""
    (tmp_path / "README.md").write_bytes(_BINARY)
    (tmp_path / "b.md").write_text("# B\n\nWords. A [picture](README.md).\n")
    (tmp_path / "c.md").write_bytes(_BINARY)
    (tmp_path / "d.md").write_text("# D\n\nMore words.\n")
    return tmp_path


def question(reader: Reading) -> str:
    """Return what the panel asks."""
    asked = reader.app.screen.query_one(Static)
    rows = asked.render_lines(asked.outer_size.region)
    return " ".join(row.text.strip("─ ") for row in rows).strip()


async def test_a_folder_opens_on_the_first_document_that_can_be_read(folder: Path) -> None:
    """Row 62: what can't be stands in the sidebar; why it was passed over is said."""
    async with session(folder) as reader:
        assert reader.rows[0] == "B"
        assert reader.current == "B"
        assert "README.md" in reader.sidebar[0]
        assert "README.md: looks like a binary file" in reader.status


def test_a_folder_of_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    """One line says so, and why of the first."""
    (tmp_path / "a.md").write_bytes(_BINARY)
    (tmp_path / "b.md").write_bytes(_BINARY)
    said = r"none of its 2 documents can be read \(a\.md: looks like a binary file"
    with pytest.raises(UnreadableFile, match=said):
        resume(open_path(tmp_path), is_named=True)


@pytest.mark.parametrize(("answer", "is_read"), [("y", True), ("n", False), ("escape", False)])
async def test_a_binary_document_is_asked_about(folder: Path, answer: str, is_read: bool) -> None:
    """Row 62: chosen in the sidebar, it is opened if that is wanted, and stays so."""
    async with session(folder) as reader:
        await choose(reader, "README.md")
        assert question(reader) == (
            "README.md: looks like a binary file, not text. Read it anyway? (y/n)"
        )
        await reader.press(answer)
        assert reader.screen.current == (0 if is_read else 1)
        if is_read:
            assert "some words" in " ".join(reader.rows)
            assert "\x1b" not in "".join(reader.rows)
            await reader.press("]")
            await reader.press("R")
            assert not isinstance(reader.app.screen, ConfirmScreen)


async def test_a_link_to_a_binary_document_asks(folder: Path) -> None:
    """As a choice in the sidebar does; back leads back."""
    async with session(folder) as reader:
        await reader.press("tab", "enter")
        assert "Read it anyway?" in question(reader)
        await reader.press("y")
        assert reader.screen.current == 0


async def test_going_on_passes_over_what_can_not_be_read(folder: Path) -> None:
    """The next section is that of the next document that can be read, without a question."""
    async with session(folder) as reader:
        await reader.press("]", "]")
        assert reader.screen.current == 3
        assert not isinstance(reader.app.screen, ConfirmScreen)


async def test_a_file_that_turns_binary_is_not_reloaded(folder: Path) -> None:
    """Row 59: what is on the screen stays; one that was binary from the first is reloaded."""
    async with session(folder) as reader:
        (folder / "b.md").write_bytes(_BINARY)
        await reader.press("R")
        for _ in range(200):
            await reader.pilot.pause(0.01)
            if "not reloaded" in reader.status:
                break
        said = "not reloaded: looks like a binary file, not text; what you see stays"
        assert said in reader.status
        assert reader.rows[0] == "B"


async def test_a_document_named_text_is_read_whatever_it_looks_like(folder: Path) -> None:
    """`--text` asks nothing."""
    async with session(open_path(folder, is_any=True)) as reader:
        assert reader.screen.current == 0
        assert "some words" in " ".join(reader.rows)
        (folder / "README.md").write_bytes(_BINARY + b" other words")
        os.utime(folder / "README.md", ns=(1, 1))
        await reader.press("R")
        for _ in range(200):
            await reader.pilot.pause(0.01)
            if "other words" in reader.screen.document.source.text:
                break
        assert "other words" in reader.screen.document.source.text


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with a link to nowhere, a pipe, and a picture among its documents."""
    (tmp_path / "1.md").write_text("# One\n\nWords.\n")
    (tmp_path / "2.md").symlink_to("nowhere.md")
    os.mkfifo(tmp_path / "3.md")
    (tmp_path / "4.md").write_bytes(_BINARY)
    (tmp_path / "5.md").write_text("# Five\n\n## Part\n\nWords.\n")
    return tmp_path


async def test_what_can_not_be_read_is_marked_in_the_sidebar(broken: Path) -> None:
    """It has a sign, nothing to unfold, and when the cursor comes to it the reason is said."""
    async with session(broken) as reader:
        assert reader.outline_rows[1:4] == ["   ! 2.md", "   ! 3.md", "   ! 4.md"]
        assert reader.outline_rows[4] == " ▸   Five"
        await reader.press("h", "j")
        assert reader.status.strip() == "2.md: no such file or folder"
        await reader.press("j")
        assert reader.status.strip() == "3.md: is a named pipe, not a file to read"
        await reader.press("j")
        assert reader.status.strip() == "4.md: looks like a binary file, not text"
        await reader.press("j")
        assert "text" not in reader.status


@pytest.mark.parametrize("theme", ["terminal", "alignread-dark"])
async def test_what_can_not_be_read_is_fainter(broken: Path, theme: str) -> None:
    """Where the colours are the terminal's own it is dim."""
    async with session(broken, theme=theme) as reader:
        shown = {text.strip(" !"): style for _, _, text, style in runs(reader.app)}
        assert shown["Five"].bold
        assert not shown["2.md"].bold
        assert bool(shown["2.md"].dim) is (theme == "terminal")
        assert theme == "terminal" or shown["2.md"].color != shown["Five"].color


async def test_the_sign_is_explained(broken: Path) -> None:
    """Where the other signs are, in a folder; a document by itself has none."""
    async with session(broken) as reader:
        assert whereabouts(reader.screen)[-1] == "! can't be read"
    async with session(broken / "1.md") as reader:
        assert "!" not in whereabouts(reader.screen)[-1]


async def test_a_document_that_can_be_read_again_loses_its_mark(broken: Path) -> None:
    """When the cursor comes to it, or when it is opened."""
    async with session(broken) as reader:
        await reader.press("h")
        (broken / "nowhere.md").write_text("# Somewhere\n\nHere.\n")
        await reader.press("j")
        assert reader.outline_rows[1] == " ▸   Somewhere"
        assert "no such file" not in reader.status


async def test_a_binary_document_that_is_read_loses_its_mark(broken: Path) -> None:
    """It can be read, as the reader has seen."""
    async with session(broken) as reader:
        await choose(reader, "4.md")
        await reader.press("y")
        assert reader.screen.current == 3
        assert "!" not in reader.outline_rows[3]


async def test_a_document_that_is_gone_is_marked_when_it_is_opened(broken: Path) -> None:
    """Until then it stands there as it was."""
    async with session(broken) as reader:
        assert reader.outline_rows[4] == " ▸   Five"
        (broken / "5.md").unlink()
        await choose(reader, "Five")
        assert "5.md: no such file" in reader.status
        assert reader.outline_rows[4] == "   ! 5.md"


async def test_a_folder_that_can_not_be_listed_is_said(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start, in the status line."""
    (broken / "below").mkdir()
    close_folders(monkeypatch, broken / "below")
    async with session(broken) as reader:
        assert reader.status.strip() == "folder below: permission denied"
