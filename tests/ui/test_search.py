"""The panel that searches every document: what it lists as it is typed, and where it leads."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.reading import Reading, drawn, library_of, reading
from tests.ui.remembering import (
    details,
    heading_of_panel,
    listed,
    session,
    settle,
    until,
    write_note,
)
from tui_reader.layout.margin import NOTE
from tui_reader.state.paths import data_folder
from tui_reader.state.search_index import Match, SearchIndex
from tui_reader.ui.screens.search import SearchScreen


def text(title: str, word: str) -> str:
    """Return a document of a few screens, with one word far down."""
    parts = [f"# {title}"]
    for number in range(20):
        parts += [f"## {title} {number}", "\n\n".join(f"Filler {each}." for each in range(12))]
    parts += ["## Far *down*", f"Here a [{word}](https://x.org) appears,\nand nowhere else."]
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents."""
    root = tmp_path / "folder"
    root.mkdir()
    (root / "alpha.md").write_text(text("Alpha", "zebra crossing"))
    (root / "beta.md").write_text(text("Beta", "quokka"))
    return root


def panel(reader: Reading) -> SearchScreen:
    """Return the panel, which is open."""
    screen = reader.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def search(reader: Reading, words: str, count: str) -> None:
    """Open the panel, type, and wait until so much is found."""
    await reader.press("S", *("space" if each == " " else each for each in words))
    await answered(reader, count)


async def answered(reader: Reading, count: str) -> None:
    """Wait until so much is found, in all documents."""
    await until(reader, lambda: heading_of_panel(reader).endswith(f": {count}"))


async def test_what_is_found_is_listed(folder: Path) -> None:
    """Document, section, and the sentence without its markup."""
    async with reading(folder) as reader:
        await search(reader, "quok", "1")
        assert listed(reader) == ["Far down · Beta", "Here a quokka appears, and nowhere else."]
        assert details(reader) == "Here a quokka appears, and nowhere else."


async def test_enter_opens_the_document_there(folder: Path) -> None:
    """The words are in view, and `(` leads back to where the reader was."""
    async with reading(folder) as reader:
        await reader.press("]", "]", "]")
        before = reader.rows
        await search(reader, "quokka", "1")
        await reader.press("enter")
        assert not isinstance(reader.app.screen, SearchScreen)
        assert any("Here a quokka appears" in row for row in reader.rows)
        assert reader.screen.document.title == "Beta"
        assert reader.screen.finding.term == "quokka"
        await reader.press("escape", "(")
        assert reader.screen.document.title == "Alpha"
        assert reader.rows == before


async def test_what_lies_in_the_open_document_is_gone_to(folder: Path) -> None:
    """No other document is opened; the sidebar follows."""
    async with reading(folder) as reader:
        await search(reader, '"zebra cross', "1")
        await reader.press("enter")
        assert reader.screen.current == 0
        assert any("Here a zebra crossing appears" in row for row in reader.rows)
        assert reader.current.startswith("Far down")


async def test_escape_leaves_the_reader_where_it_was(folder: Path) -> None:
    """Whatever was typed and chosen."""
    async with reading(folder) as reader:
        await reader.press("]", "]")
        before = reader.rows
        await search(reader, "filler", "40")
        await reader.press("down", "down", "escape")
        assert reader.rows == before


@pytest.mark.slow
async def test_arrows_choose_while_the_line_keeps_the_keys(folder: Path) -> None:
    """Letters that are commands elsewhere are typed."""
    async with reading(folder) as reader:
        await search(reader, "qjk", "nothing found")
        await reader.press(*["backspace"] * 3, *"filler")
        await answered(reader, "40")
        await reader.press("down", "down", "up", "pagedown", "pageup", "down")
        assert panel(reader).at == 1
        assert panel(reader).query_one(Input).value == "filler"


@pytest.mark.slow
async def test_the_last_search_is_kept(folder: Path) -> None:
    """For the session, with the row that was chosen; typing begins anew."""
    async with reading(folder) as reader:
        await search(reader, "filler", "40")
        await reader.press("down", "down", "down", "enter")
        await reader.press("S")
        await answered(reader, "40")
        assert panel(reader).words == "filler"
        assert panel(reader).at == 3
        await reader.press(*"quokka")
        await answered(reader, "1")
        assert panel(reader).at == 0


async def test_many_hits_are_counted(tmp_path: Path) -> None:
    """The best are listed, all are counted."""
    path = tmp_path / "many.md"
    path.write_text("".join(f"# Heading {number}\n\nsame word\n\n" for number in range(1234)))
    async with reading(path) as reader:
        await search(reader, "same", "first 200 of 1,234")


@pytest.mark.slow
async def test_notes_are_found(folder: Path) -> None:
    """By what they say; Enter goes to what they are on."""
    async with session(folder) as reader:
        await reader.press("]", "]", "}")
        await write_note(reader, "a wombat thought")
        top = reader.rows[0]
        await reader.press("g")
        await search(reader, "wombat", "1")
        assert listed(reader)[0].startswith(f"{NOTE} Alpha 1 · Alpha")
        await reader.press("enter")
        await settle(reader)
        assert reader.rows[0] == top


async def test_hostile_words_have_no_power(tmp_path: Path) -> None:
    """Neither in the line nor in what is found."""
    path = tmp_path / "hostile.md"
    path.write_text("# [/b] \x1b[31m\n\nzap [/x] [@click=app.quit]\x1b]52;c;\x07 \u202eend\n")
    async with reading(path) as reader:
        await search(reader, "zap", "1")
        shown = "".join(drawn(reader.app.screen.query_one("OptionList")))
        assert "[@click=app.quit]" in shown
        assert not any(sign in shown for sign in "\x1b\x07\u202e")
        await reader.press(*["backspace"] * 3, *'"(*')
        await answered(reader, "nothing found")
        await reader.press("escape")


async def test_a_library_of_a_pipe_is_searched() -> None:
    """A text without a file."""
    async with reading("# Piped\n\nsome narwhal\n") as reader:
        await search(reader, "narwhal", "1")
        await reader.press("enter")
        assert any("some narwhal" in row for row in reader.rows)


def _index() -> Path:
    """Return the file of the index."""
    folder = data_folder().path
    assert folder is not None
    return folder / "search.db"


def harm(statement: str) -> None:
    """Do harm to the index with SQL."""
    connection = sqlite3.connect(_index())
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement",
    ["UPDATE sections SET line = 'zz'", "DELETE FROM words_data", "DELETE FROM sections",
     "UPDATE words_data SET block = zeroblob(10)", "UPDATE words_content SET c1 = x'ff1b'"],
)  # fmt: skip
async def test_a_damaged_index_hides_nothing(folder: Path, statement: str) -> None:
    """In a session that finds it so, and in one that has it open."""
    async with reading(folder) as reader:
        await search(reader, "quokka", "1")
        harm(statement)
        await reader.press("space", *"appears")
        await answered(reader, "1")
        await reader.press("escape")
    harm(statement)
    async with reading(folder) as reader:
        await search(reader, "quokka", "1")


async def test_no_failure_ends_the_search(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one that nobody thought of; the next question is answered."""
    whole = SearchIndex.matches
    failures: list[Exception] = [TypeError("odd")]

    def matches(self: SearchIndex, asked: str, most: int) -> Iterator[Match]:
        if failures:
            raise failures.pop()
        return whole(self, asked, most)

    monkeypatch.setattr(SearchIndex, "matches", matches)
    async with reading(folder) as reader:
        await search(reader, "quokka", "1")
        assert not failures
        failures += [MemoryError(), ValueError("odd")]
        await reader.press("space")
        await answered(reader, "nothing found")
        await reader.press("a")
        await answered(reader, "1")


def test_the_library_is_not_opened_for_it(folder: Path) -> None:
    """Nothing of the search is made before the first one."""
    from tui_reader.ui.app import ReaderApp

    library = library_of(folder)
    app = ReaderApp(library, library.entries[0].open())
    assert "seeking" not in app.reader.__dict__


async def test_what_is_searched_is_said(folder: Path) -> None:
    """All documents, or the one there is; which isn't named in every row."""
    async with reading(folder) as reader:
        await reader.press("S")
        assert "search all documents and all notes" in panel(reader).query_one(Input).placeholder
    async with reading(folder / "beta.md") as reader:
        await search(reader, "quok", "1")
        assert "search this document and all notes" in panel(reader).query_one(Input).placeholder
        assert listed(reader)[0] == "Far down"


async def test_rows_go_by_the_width(folder: Path) -> None:
    """As much of a sentence is shown as there is room for, also when that changes."""
    (folder / "gamma.md").write_text(f"# Gamma\n\n{'filling ' * 12}numbat at last.\n")
    async with reading(folder) as reader:
        await search(reader, "numbat", "1")
        narrow = listed(reader)[1]
        assert narrow.endswith("numbat at last.")
        await reader.pilot.resize_terminal(160, 24)
        await settle(reader)
        assert len(listed(reader)[1]) > len(narrow)
        assert listed(reader)[1].startswith("filling")
