"""The panel of bookmarks and notes: what it lists, and what can be done in it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from textual.widgets import Input, OptionList

from tests.ui.reading import Reading, drawn
from tests.ui.remembering import (
    choose,
    details,
    heading_of_panel,
    let_time_go_on,
    listed,
    note_area,
    rows_with,
    said,
    session,
    settle,
    write_note,
)
from tui_reader.document.positions import Position
from tui_reader.identity import key_of
from tui_reader.layout.margin import BOOKMARK, NOTE
from tui_reader.library import open_path
from tui_reader.state import bookmarks, notes
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note
from tui_reader.state.store import Store
from tui_reader.ui.screens.list_panel import MOST_ROWS
from tui_reader.ui.screens.marks import MarksScreen

pytestmark = pytest.mark.slow


def text(title: str) -> str:
    """Return a document of a few sections."""
    parts = [f"# {title}", f"The opening of {title}."]
    for number in range(8):
        words = " ".join(f"{title}{number}x{each}" for each in range(60))
        parts += [f"## {title} {number}", f"Words of {title} {number}: {words}."]
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents."""
    root = tmp_path / "folder"
    root.mkdir()
    for name in ("alpha", "beta"):
        (root / f"{name}.md").write_text(text(name.title()))
    return root


def ago(**parts: float) -> str:
    """Return a moment some time ago."""
    return f"{datetime.now(UTC) - timedelta(**parts):%Y-%m-%dT%H:%M:%SZ}"


def remember(path: Path, exact: str, name: str = "", moment: str = "", heading: str = "") -> str:
    """Have a bookmark of an earlier session; return its id."""
    key = key_of(open_path(path), open_path(path).entries[0])
    moment = moment or ago(minutes=3)
    source = path.read_text()
    start = max(0, source.find(exact))
    headings = (heading,) if heading else ()
    position = Position(headings, exact=exact, start=start, end=start + len(exact))
    mark = Bookmark(uuid4().hex, key, path.stem.title(), position, name, moment, moment)
    bookmarks.add(Store(), mark)
    return mark.id


def remember_note(path: Path, exact: str, body: str) -> None:
    """Have a note of an earlier session."""
    key = key_of(open_path(path), open_path(path).entries[0])
    moment = ago(minutes=3)
    title = path.stem.title()
    notes.save(Store(), Note(uuid4().hex, key, title, Position(exact=exact), body, moment, moment))


def names() -> list[str]:
    """Return the names of the bookmarks in the store."""
    return [mark.name for mark in bookmarks.all_bookmarks(Store())]


def is_panel(reader: Reading) -> bool:
    """Whether the panel lies over the text."""
    return isinstance(reader.app.screen, MarksScreen)


async def test_without_marks_there_is_no_panel(folder: Path) -> None:
    """It is said how to set one."""
    async with session(folder, (80, 24)) as reader:
        await reader.press("apostrophe")
        assert not is_panel(reader)
        assert "m sets a bookmark" in reader.status


async def test_it_lists_all_documents(folder: Path) -> None:
    """Document, section, quote, age; the present document's first, in the order of its text."""
    alpha, beta = folder / "alpha.md", folder / "beta.md"
    remember(beta, "The opening of Beta.", moment=ago(days=3, minutes=1), heading="Beta")
    remember(alpha, "Alpha 3", "my own name", ago(hours=2, minutes=1), "Alpha 3")
    remember_note(alpha, "The opening of Alpha.", "What I think.\nMore.")
    async with session(alpha, (80, 24)) as reader:
        await reader.press("apostrophe")
        assert is_panel(reader)
        assert heading_of_panel(reader) == "Bookmarks and notes: 3"
        shown = listed(reader)
        assert shown[-2:] == [
            f"{BOOKMARK} The opening of Beta.",
            "Beta · Beta · 3 d ago",
        ]
        assert f"{BOOKMARK} my own name" in shown
        assert "Alpha · Alpha 3 · 2 h ago" in shown
        assert f"{NOTE} What I think. More." in shown
        rows = len(shown) // 2
        said = {details(reader)}
        for _ in range(rows - 1):
            await reader.press("j")
            said.add(details(reader))
        assert said == {"“Alpha 3”", "“The opening of Alpha.”", ""}


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 15)])
async def test_it_fits_on_every_screen(folder: Path, size: tuple[int, int]) -> None:
    """Each row stays one row; keys, list and quote are there."""
    remember(folder / "alpha.md", "The opening of Alpha. " * 30, "name " * 50)
    remember(folder / "alpha.md", "Alpha 3")
    async with session(folder / "alpha.md", size) as reader:
        await reader.press("apostrophe")
        rows = listed(reader)
        assert any("Alpha 3" in row for row in rows)
        assert sum(row.startswith(BOOKMARK) for row in rows) == 2
        assert all(len(row) <= size[0] for row in rows)
        # The second line of each row says where it is.
        assert sum("Alpha ·" in row for row in rows) >= 1
        assert any(
            "go" in row for child in reader.app.screen.query("Label") for row in drawn(child)
        )


async def test_filter(folder: Path) -> None:
    """By words of name, quote, document or section, in any order and case."""
    alpha, beta = folder / "alpha.md", folder / "beta.md"
    remember(alpha, "Alpha 3", "Needle", heading="Alpha 3")
    remember(alpha, "The opening of Alpha.")
    remember(beta, "The opening of Beta.", heading="Beta")
    async with session(folder, (80, 24)) as reader:
        await reader.press("apostrophe", "slash", *"opening")
        assert heading_of_panel(reader) == "Bookmarks and notes: 2 of 3"
        await reader.press("space", *"BETA")
        assert heading_of_panel(reader) == "Bookmarks and notes: 1 of 3"
        assert listed(reader)[0] == f"{BOOKMARK} The opening of Beta."
        await reader.press(*"xyz")
        assert listed(reader) == []
        await reader.press("enter", "enter")
        assert is_panel(reader)
        await reader.press("slash", "escape")
        assert heading_of_panel(reader) == "Bookmarks and notes: 3"
        await reader.press("slash", *"needle", "enter", "enter")
        assert not is_panel(reader)
        assert reader.rows[0].lstrip(BOOKMARK + " ") == "Alpha 3"


async def test_go_in_this_document(folder: Path) -> None:
    """Enter puts the marked words on top; a second `'` leads back to where one was."""
    remember(folder / "alpha.md", "Alpha 5", heading="Alpha 5")
    async with session(folder / "alpha.md", (80, 24)) as reader:
        await reader.press("]", "]", "j", "j")
        before = reader.rows
        await reader.press("apostrophe", "enter")
        await settle(reader)
        assert next(row for row in reader.rows if row) == f"{BOOKMARK} Alpha 5"
        await reader.press("apostrophe", "apostrophe")
        assert not is_panel(reader)
        assert reader.rows == before
        await reader.press("right_parenthesis")
        assert next(row for row in reader.rows if row) == f"{BOOKMARK} Alpha 5"


async def test_go_in_another_document(folder: Path, tmp_path: Path) -> None:
    """One of the library, and one from elsewhere, which joins it; back leads through both."""
    other = tmp_path / "other.md"
    other.write_text(text("Other"))
    remember(folder / "beta.md", "The opening of Beta.")
    remember(other, "Other 2", heading="Other 2")
    async with session(folder, (80, 24)) as reader:
        await reader.press("d")
        start = reader.rows
        await reader.press("apostrophe", "slash", *"beta", "enter", "enter")
        await settle(reader)
        assert reader.screen.document.title == "Beta"
        assert reader.rows[0] == f"{BOOKMARK} The opening of Beta."
        there = reader.rows
        await reader.press("apostrophe", "slash", *"other", "enter", "enter")
        await settle(reader)
        assert reader.screen.document.path == other
        assert reader.rows[0] == f"{BOOKMARK} Other 2"
        assert any("Other" in row for row in reader.sidebar)
        await reader.press("apostrophe", "apostrophe")
        await settle(reader)
        assert reader.rows == there
        await reader.press("backspace")
        assert reader.rows == start


async def test_a_place_that_was_left_gives_way_to_the_mark(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """A mark at the beginning of a document leads there, wherever the document was left."""
    let_time_go_on(monkeypatch)
    async with session(folder, (80, 24)) as reader:
        await choose(reader, "Beta")
        await reader.press("m", "G")
        await choose(reader, "Alpha")
    async with session(folder / "alpha.md", (80, 24)) as reader:
        await reader.press("apostrophe", "enter")
        await settle(reader)
        assert reader.screen.document.title == "Beta"
        assert reader.viewport.y == 0


async def test_rename(folder: Path) -> None:
    """`e` names a bookmark; Esc leaves the name, an empty one shows the words again."""
    remember(folder / "alpha.md", "Alpha 3")
    remember(folder / "alpha.md", "Alpha 5")
    async with session(folder / "alpha.md", (80, 24)) as reader:
        await reader.press("apostrophe", "j", "e")
        line = reader.app.screen.query_one(Input)
        assert line.has_focus
        await reader.press(*"new name", "enter")
        await settle(reader)
        assert is_panel(reader)
        assert sorted(names()) == ["", "new name"]
        assert listed(reader)[2] == f"{BOOKMARK} new name"
        assert reader.app.screen.query_one(OptionList).highlighted == 1
        await reader.press("e")
        assert reader.app.screen.query_one(Input).value == "new name"
        await reader.press("x", "escape")
        assert is_panel(reader)
        assert sorted(names()) == ["", "new name"]
        await reader.press("e", "ctrl+u", "enter")
        await settle(reader)
        assert names() == ["", ""]
        assert listed(reader)[2].startswith(f"{BOOKMARK} Alpha")


async def test_rename_under_a_filter(folder: Path) -> None:
    """The filter stays what it was."""
    remember(folder / "alpha.md", "Alpha 3")
    remember(folder / "alpha.md", "Needle")
    async with session(folder / "alpha.md", (80, 24)) as reader:
        await reader.press("apostrophe", "slash", *"needle", "enter", "e", *"abc", "enter")
        await settle(reader)
        assert "abc" in names()
        assert heading_of_panel(reader) == "Bookmarks and notes: 1 of 2"
        await reader.press("slash")
        assert reader.app.screen.query_one(Input).value == "needle"


async def test_delete_and_undo(folder: Path) -> None:
    """`d` deletes, `u` brings back, one after the other, with sign and name."""
    remember(folder / "alpha.md", "Alpha", "first")
    remember(folder / "alpha.md", "The opening of Alpha.", "second")
    remember_note(folder / "beta.md", "The opening of Beta.", "third")
    async with session(folder / "alpha.md", (80, 24)) as reader:
        before = rows_with(reader, BOOKMARK)
        assert len(before) == 2
        await reader.press("apostrophe")
        full = listed(reader)
        for _ in range(3):
            await reader.press("d")
            await settle(reader)
        assert listed(reader) == []
        assert names() == []
        assert notes.all_notes(Store()) == []
        assert rows_with(reader, BOOKMARK) == []
        for key in ("u", "u", "escape", "apostrophe"):
            await reader.press(key)
            await settle(reader)
        assert len(listed(reader)) == 4
        await reader.press("u")
        await settle(reader)
        assert listed(reader) == full
        assert sorted(names()) == ["first", "second"]
        assert [note.body for note in notes.all_notes(Store())] == ["third"]
        await reader.press("u", "escape")
        assert rows_with(reader, BOOKMARK) == before


async def test_moved_lost_and_gone(folder: Path, tmp_path: Path) -> None:
    """A mark whose words, or whose file, aren't there is shown as such, and is never dropped."""
    alpha, gone = folder / "alpha.md", tmp_path / "gone.md"
    gone.write_text(text("Gone"))
    remember(gone, "Gone 2", "of a file that went")
    async with session(alpha, (80, 24)) as reader:
        await reader.press("}", "m")
    gone.unlink()
    source = alpha.read_text()
    alpha.write_text(source.replace("The opening of Alpha.", "The opening of the Alpha here."))
    async with session(alpha, (80, 24)) as reader:
        await reader.press("apostrophe")
        assert listed(reader)[:2] == [
            f"{BOOKMARK} The opening of Alpha.",
            "Alpha · Alpha · just now · moved",
        ]
        assert listed(reader)[3].endswith(" · the file is gone")
        await reader.press("enter")
        assert reader.rows[0] == f"{BOOKMARK} The opening of the Alpha here."
        assert "the words have changed" in reader.status
        await reader.press("apostrophe", "G", "enter")
        assert "isn't there any more" in reader.status
    alpha.write_text("Nothing of it.\n\nNot one word is left here.\n")
    async with session(alpha, (80, 24)) as reader:
        await reader.press("apostrophe")
        assert listed(reader)[0] == f"{BOOKMARK} The opening of Alpha."
        assert listed(reader)[1].endswith(" · lost")
        await reader.press("enter")
        assert "the words aren't there any more" in reader.status
    assert len(names()) == 2


async def test_thousands_of_marks(folder: Path) -> None:
    """All can be found by the filter; no more rows are laid out than a list holds in good time."""
    alpha = folder / "alpha.md"
    key = key_of(open_path(alpha), open_path(alpha).entries[0])
    store = Store()
    with store.change() as change:
        for number in range(3000):
            position = Position(exact=f"quote {number}", start=number)
            moment = ago(minutes=number)
            mark = Bookmark(f"{number:032}", key, "Alpha", position, "", moment, moment)
            bookmarks.add(change, mark)
    async with session(folder / "beta.md", (80, 24)) as reader:
        await reader.press("apostrophe")
        await settle(reader)
        if not is_panel(reader):
            await reader.press("apostrophe")
        assert is_panel(reader)
        assert heading_of_panel(reader) == "Bookmarks and notes: first 1,000 of 3,000"
        assert reader.app.screen.query_one(OptionList).option_count == MOST_ROWS
        await reader.press("slash", *"2987")
        assert heading_of_panel(reader) == "Bookmarks and notes: 1 of 3,000"
        assert listed(reader)[0] == f"{BOOKMARK} quote 2987"


HOSTILE = "[/x] [b]bold[/b] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \x1b[31mred \u202eback"


async def test_hostile_names_and_notes(tmp_path: Path) -> None:
    """Markup is shown as it is, and nothing reaches the terminal that moves or colours it."""
    path = tmp_path / "h.md"
    path.write_text("# [/x] T\n\nFirst [/b] \x1b[31m words.\n\nSecond.\n")
    remember(path, "First [/b] \x1b[31m words.", HOSTILE, heading="[/x] T\x1b[2J")
    body = HOSTILE + "\nline two [/x]"
    remember_note(path, "Second.", body)
    async with session(path, (100, 24)) as reader:
        await reader.press("apostrophe")
        shown = "\n".join(listed(reader))
        assert "[/x] [b]bold[/b] [@click=app.quit]x[/]" in shown
        assert_harmless(reader)
        await reader.press("j", "e")
        assert isinstance(reader.app.screen.focused, Input)
        assert_harmless(reader)
        await reader.press("escape", "k", "e")
        assert reader.app.screen.focused is note_area(reader)
        assert_harmless(reader)
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen
        await reader.press("K")
        assert "line two [/x]" in said(reader)
        assert_harmless(reader)
    assert [note.body for note in notes.all_notes(Store())] == [body]


def assert_harmless(reader: Reading) -> None:
    """Check that nothing on the screen would be acted on by a terminal."""
    for child in reader.app.screen.query("*"):
        for row in drawn(child):
            assert not any(each < " " or each in "\x7f\x9b\u202e" for each in row), (child, row)


async def test_other_sessions_marks_are_listed(folder: Path) -> None:
    """What another session marks meanwhile is in the list when it is opened."""
    async with session(folder, (80, 24)) as one, session(folder, (80, 24)) as two:
        await one.press("m")
        await write_note(one, "from the other")
        await two.press("apostrophe")
        assert [row for row in listed(two) if row[0] in BOOKMARK + NOTE] == [
            f"{BOOKMARK} Alpha",
            f"{NOTE} from the other",
        ]
