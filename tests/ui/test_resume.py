"""Going on: each document opens where it was left, whatever has happened to it meanwhile."""

import shutil
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.strip import Strip

from tests.samples import FIXTURES
from tests.ui.reading import Reading, library_of, reading
from tests.ui.remembering import choose, let_time_go_on, point_at, session, settle, until
from tui_reader.library import Library, bundled, open_folder
from tui_reader.places import Place
from tui_reader.resuming import resume
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.widgets.reader_view import ReaderView

pytestmark = pytest.mark.slow


def prose(number: int) -> str:
    """Return a paragraph of some lines that is like no other."""
    words = " ".join(f"word{number}x{each} of many," for each in range(30))
    return f"Paragraph {number} begins. {words} and it ends."


def book(title: str = "Book") -> str:
    """Return a text of ten sections, each of three long paragraphs."""
    parts = [f"# {title}\n\nAn opening."]
    for section in range(10):
        parts.append(f"## Section {section}")
        parts += [prose(10 * section + each) for each in range(3)]
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book of ten sections."""
    path = tmp_path / "book.md"
    path.write_text(book())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three documents."""
    root = tmp_path / "folder"
    root.mkdir()
    for name in ("one", "three", "two"):
        (root / f"{name}.md").write_text(book(name.title()))
    return root


@pytest.fixture(autouse=True)
def _time_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    let_time_go_on(monkeypatch)


def words_on_top(reader: Reading) -> str:
    """Return the first row that holds text."""
    return next(row for row in reader.rows if row)


async def leave_at(
    what: str | Path | Library, *keys: str, size: tuple[int, int] = (100, 30)
) -> list[str]:
    """Read up to somewhere, and quit; return what was on the screen."""
    async with session(what, size) as reader:
        await reader.press(*keys)
        return reader.rows


FAR = ["]"] * 4 + ["}"] * 2 + ["j"] * 2
"""Into the third line of paragraph 31."""


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["j"], id="one line"),
        pytest.param([*FAR], id="in a paragraph"),
        pytest.param(["]"] * 4, id="a heading"),
        pytest.param(["]", "]", "k"], id="blank row on top"),
        pytest.param(["]", "]", "k", "k"], id="two blank rows on top"),
        pytest.param(["G"], id="the end"),
        pytest.param(["G", "g"], id="the beginning"),
    ],
)
async def test_a_document_opens_where_it_was_left(path: Path, keys: list[str]) -> None:
    """To the row, each time; reading on begins there."""
    left = await leave_at(path, *keys)
    for _ in range(2):
        async with session(path) as reader:
            assert reader.rows == left
            assert reader.status.strip()
            assert "changed" not in reader.status


@pytest.mark.slow
async def test_every_kind_of_text_opens_where_it_was_left() -> None:
    """Lists, tables, code, quotes: every third row of the kitchen sink is left and found again."""
    path = FIXTURES / "kitchen-sink.md"
    async with session(path, (60, 8)) as reader:
        last = reader.viewport.max_y
    for y in range(0, last + 1, 3):
        async with session(path, (60, 8)) as reader:
            await reader.press("g", *["j"] * y)
            left = reader.rows
            assert reader.viewport.y == y
        async with session(path, (60, 8)) as reader:
            assert reader.rows == left, y


async def test_there_is_no_frame_that_shows_the_beginning(path: Path) -> None:
    """The first frame has the place that was left; nothing jumps afterwards."""
    left = await leave_at(path, *FAR)
    library, current, document, known = resume(library_of(path), is_named=True)
    app = ReaderApp(library, document, current=current, known=known)
    tops: list[str] = []
    original = ReaderView.render_lines

    def render_lines(self: ReaderView, crop: Region) -> list[Strip]:
        strips = original(self, crop)
        tops.append(strips[0].text.strip())
        return strips

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReaderView, "render_lines", render_lines)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await settle(Reading(app, pilot))
    assert tops
    assert set(tops) == {left[0]}


@pytest.mark.parametrize("size", [(60, 20), (140, 40), (40, 15)])
async def test_another_width(path: Path, size: tuple[int, int]) -> None:
    """The words that were on top are on the top row at any other width."""
    left = await leave_at(path, *FAR)
    word = left[0].split()[0]
    async with session(path, size) as reader:
        assert word in reader.rows[0].split()


async def test_another_column_and_theme(path: Path) -> None:
    """As at another width; a theme changes nothing."""
    left = await leave_at(path, *FAR)
    word = left[0].split()[0]
    async with session(path, column=50) as reader:
        assert reader.viewport.options.width == 50
        assert word in reader.rows[0].split()
    await leave_at(path, "g", *FAR)
    async with session(path, theme="alignread-light") as reader:
        assert reader.app.theme == "alignread-light"
        assert reader.rows == left


async def test_resizes_in_between(path: Path) -> None:
    """A screen that was made narrow and wide again shows what it did, and so does the next one."""
    async with session(path) as reader:
        await reader.press(*FAR)
        left = reader.rows
        for width in (60, 100, 45, 100):
            await reader.pilot.resize_terminal(width, 30)
            await reader.pilot.pause()
        assert reader.rows == left
    async with session(path) as reader:
        assert reader.rows == left


async def test_edits_above_and_below(path: Path) -> None:
    """What was written or deleted elsewhere doesn't move the reader."""
    left = await leave_at(path, *FAR)
    text = path.read_text()
    above = text.replace("An opening.", "\n\n".join(["An opening."] + ["New words."] * 40))
    for new in (
        above,
        above.replace("## Section 0", "## Another name"),
        text.replace(prose(90), "Gone."),
        text.replace(prose(0) + "\n\n", ""),
    ):
        assert new != text
        path.write_text(new)
        async with session(path) as reader:
            assert reader.rows[0] == left[0]
            assert "changed" not in reader.status


async def test_the_paragraph_itself_is_edited(path: Path) -> None:
    """Where the words on top were changed, the place is found by those around it; it is said."""
    async with session(path) as reader:
        await reader.press(*["]"] * 4, *["}"] * 2)
        assert reader.rows[0].startswith("Paragraph 31 begins.")
    text = path.read_text()
    path.write_text(text.replace("Paragraph 31 begins. word31x0", "The paragraph starts. word31x0"))
    async with session(path) as reader:
        assert reader.rows[0].startswith("The paragraph starts.")
        assert "the text has changed" in reader.status


async def test_a_paragraph_that_is_gone(path: Path) -> None:
    """Its section opens, and it is said that this isn't the very place."""
    async with session(path) as reader:
        await reader.press(*["]"] * 4, *["}"] * 2)
        assert reader.rows[0].startswith("Paragraph 31 begins.")
    path.write_text(path.read_text().replace(prose(31) + "\n\n", ""))
    async with session(path) as reader:
        shown = " ".join(reader.rows)
        assert "Paragraph 30 begins" in shown or "Paragraph 32 begins" in shown
        assert "the text has changed" in reader.status


async def test_a_renamed_file(path: Path) -> None:
    """A file that was renamed, or moved, takes its place along."""
    left = await leave_at(path, *FAR)
    other = path.with_name("another name.md")
    path.rename(other)
    async with session(other) as reader:
        assert reader.rows == left
    deep = path.parent / "deep"
    deep.mkdir()
    other.rename(deep / "x.md")
    async with session(deep / "x.md") as reader:
        assert reader.rows == left


async def test_a_renamed_and_edited_file(path: Path) -> None:
    """It is known by its sections."""
    left = await leave_at(path, *FAR)
    other = path.with_name("second edition.md")
    other.write_text(path.read_text().replace(prose(90), "Something else.") + "\nAnd more.\n")
    path.unlink()
    async with session(other) as reader:
        assert reader.rows[0] == left[0]


async def test_a_copy_is_another_document(path: Path) -> None:
    """While the first file is there, one with the same text begins at its beginning."""
    await leave_at(path, *FAR)
    other = path.with_name("copy.md")
    shutil.copy(path, other)
    async with session(other) as reader:
        assert reader.viewport.y == 0


async def test_a_new_edition(path: Path) -> None:
    """Sections moved and most of the text rewritten: the words that are still there are found."""
    async with session(path) as reader:
        await reader.press(*["]"] * 4, *["}"] * 2)
        left = reader.rows
    parts = ["# Book, second edition", "## Foreword", "Much is new."]
    for section in (8, 3, 1):
        parts.append(f"## Chapter {section}")
        parts += [prose(10 * section + each) for each in range(3)]
    path.write_text("\n\n".join(parts))
    async with session(path) as reader:
        assert reader.rows[0] == left[0]


async def test_documents_of_a_session(folder: Path) -> None:
    """One that was left for another is where it was when it is opened again, restarted too."""
    async with session(folder) as reader:
        await reader.press(*FAR)
        one = reader.rows
        await choose(reader, "Two")
        assert reader.screen.document.title == "Two"
        assert reader.viewport.y == 0
        await reader.press(*["d"] * 4)
        two = reader.rows
        await choose(reader, "One")
        assert reader.rows == one
        await choose(reader, "Two")
        assert reader.rows == two
    async with session(folder) as reader:
        assert reader.screen.document.title == "Two"
        assert reader.rows == two
        await choose(reader, "One")
        assert reader.screen.document.title == "One"
        assert reader.rows == one


async def test_what_was_asked_for_comes_first(path: Path) -> None:
    """A place that is given overrides the one that is remembered, the beginning too."""
    await leave_at(path, *FAR)
    async with session(path, place=Place("heading", text="Section 7")) as reader:
        assert "Section 7" in reader.status
        assert words_on_top(reader) == "Section 7"
    await leave_at(path, "g", *FAR)
    async with session(path, place=Place("line", 1)) as reader:
        assert reader.viewport.y == 0
    await leave_at(path, "g", *FAR)
    async with session(path, place=Place("share", 0)) as reader:
        assert reader.viewport.y == 0


async def test_sections_of_other_documents_come_first_too(folder: Path) -> None:
    """Who goes to a section of a document gets that, not where it was left another time."""
    async with session(folder) as reader:
        await choose(reader, "Two")
        await reader.press(*FAR)
        await choose(reader, "One")
    async with session(folder) as reader:
        assert reader.screen.document.title == "One"
        await point_at(reader, "Two")
        await reader.press("space", "j", "enter")
        await settle(reader)
        assert reader.screen.document.title == "Two"
        assert words_on_top(reader) == "Section 0"


async def test_the_next_document_begins_at_its_beginning(folder: Path) -> None:
    """`]` behind the last section leads there, wherever that document was left."""
    async with session(folder) as reader:
        await choose(reader, "Three")
        await reader.press(*FAR)
        await choose(reader, "One")
    (folder / "one.md").write_text("# One\n\nShort now.\n")
    async with session(folder) as reader:
        assert reader.screen.document.title == "One"
        await reader.press("]")
        await settle(reader)
        assert reader.screen.document.title == "Three"
        assert reader.viewport.y == 0


async def test_a_folder_goes_on_with_its_last_document(folder: Path, path: Path) -> None:
    """Whatever else was read meanwhile."""
    async with session(folder) as reader:
        await choose(reader, "Two")
        await reader.press(*FAR)
        left = reader.rows
    await leave_at(path, "d")
    async with session(folder) as reader:
        assert reader.screen.document.title == "Two"
        assert reader.rows == left
        assert len(reader.screen.library.entries) == 3


async def test_a_last_document_that_is_gone(folder: Path) -> None:
    """The one before it is gone on with."""
    async with session(folder) as reader:
        await reader.press(*FAR)
        left = reader.rows
        await choose(reader, "Two")
        assert reader.screen.document.title == "Two"
    (folder / "two.md").unlink()
    async with session(folder) as reader:
        assert reader.screen.document.title == "One"
        assert reader.rows == left


async def test_without_a_name_the_last_document_is_taken_up(path: Path) -> None:
    """It joins the library that ships; what ships is gone on with when that was read last."""
    async with session(bundled(), is_named=False) as reader:
        await reader.press("h", "j", "enter", "d", "d")
        own = reader.rows
        title = reader.screen.document.title
    async with session(bundled(), is_named=False) as reader:
        assert (reader.screen.document.title, reader.rows) == (title, own)
    left = await leave_at(path, *FAR)
    async with session(bundled(), is_named=False) as reader:
        assert reader.screen.document.path == path
        assert reader.rows == left
        assert reader.screen.library.is_bundled
        assert any("Book" in row for row in reader.sidebar)


async def test_the_library_that_ships_may_move(tmp_path: Path) -> None:
    """A new edition of the program lies in another folder, and knows what was read in the old."""
    here = bundled()
    assert here.root is not None
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(here.root, old)
    shutil.copytree(here.root, new)

    def shipped(root: Path) -> Library:
        library = open_folder(root, here.title)
        return Library(library.title, library.entries, library.root, is_bundled=True)

    async with session(shipped(old), is_named=False) as reader:
        await reader.press("h", "j", "j", "enter", "d", "d", "d")
        left = reader.rows
    shutil.rmtree(old)
    async with session(shipped(new), is_named=False) as reader:
        assert reader.rows == left
        assert len(reader.screen.library.entries) == len(here.entries)


async def test_piped_text() -> None:
    """A text without a name is known by its words."""
    left = await leave_at(book(), *FAR)
    async with session(book()) as reader:
        assert reader.rows == left
    async with session(book("Other")) as reader:
        assert reader.viewport.y == 0


async def test_a_link_to_a_file_is_the_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """However a document is named, it is one document."""
    left = await leave_at(path, *FAR)
    link = path.with_name("link.md")
    link.symlink_to(path)
    async with session(link) as reader:
        assert reader.rows == left
    monkeypatch.chdir(path.parent)
    async with session(Path("book.md")) as reader:
        assert reader.rows == left


async def test_it_is_written_when_reading_pauses(path: Path) -> None:
    """What happens to the program afterwards can't lose it."""
    async with reading(path) as reader:
        await reader.press(*FAR)
        left = reader.rows
        await until(reader, lambda: reader.screen.memory.exists)
        await settle(reader)
        async with session(path) as other:
            assert other.rows == left


async def test_a_first_look_leaves_no_file_behind(path: Path) -> None:
    """Where nothing is remembered there is nothing to ask."""
    library = library_of(path)
    async with session(library) as reader:
        assert reader.viewport.y == 0
        assert not reader.screen.memory.exists


async def test_an_empty_document(tmp_path: Path) -> None:
    """There is no place in it, and nothing goes wrong."""
    path = tmp_path / "empty.md"
    path.write_text("")
    for _ in range(2):
        async with session(path) as reader:
            await reader.press("j", "m", "c", "x", ".", "i", "escape", "apostrophe")
            assert reader.app.screen is reader.screen
