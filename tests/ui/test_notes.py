"""Notes: written over the text they are about, kept as they are typed, shown and edited."""

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from tests.ui.links import UNREAD, select_before_the_end_is_known, tab_to
from tests.ui.reading import Reading, drawn, library_of, reading
from tests.ui.remembering import (
    heading_of_panel,
    listed,
    note_area,
    rows_with,
    said,
    session,
    settle,
    until,
    write_note,
)
from tui_reader.layout.margin import NOTE
from tui_reader.state.notes import Note, all_notes
from tui_reader.state.store import Store
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.note import NoteScreen

pytestmark = pytest.mark.slow

PARAGRAPH = "One sentence of some words stands here. " + " ".join(f"word{n}" for n in range(40))
TEXT = f"# Title\n\n{PARAGRAPH}\n\nA second paragraph, short.\n\n## Next\n\nA third one.\n" + (
    "\n\nMore." * 30
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of some paragraphs."""
    path = tmp_path / "text.md"
    path.write_text(TEXT)
    return path


def stored() -> list[Note]:
    """Return the notes as another session has them."""
    return all_notes(Store())


def bodies() -> list[str]:
    """Return what was written."""
    return [note.body for note in stored()]


async def select(reader: Reading, first: str, last: str) -> None:
    """Select text as the mouse does, from the first words to the last."""
    rows = drawn(reader.view)
    start = next((row.index(first), y) for y, row in enumerate(rows) if first in row)
    end = next((row.index(last) + len(last), y) for y, row in enumerate(rows) if last in row)
    top = reader.viewport.y
    selection = Selection(Offset(start[0], start[1] + top), Offset(end[0], end[1] + top))
    reader.screen.selections = {reader.view: selection}
    await reader.pilot.pause()


async def test_on_a_paragraph(path: Path) -> None:
    """The note is about the paragraph on top, and is marked beside it."""
    async with session(path, (80, 24)) as reader:
        await reader.press("}", "c")
        assert isinstance(reader.app.screen, NoteScreen)
        quote = " ".join(row.strip() for row in drawn(reader.app.screen.query_one("#quote")))
        assert "“One sentence of some words stands here." in quote
        await reader.press(*"What I think", "escape")
        assert reader.app.screen is reader.screen
        assert "note kept" in reader.status
        await settle(reader)
        assert bodies() == ["What I think"]
        assert stored()[0].position.exact == PARAGRAPH
        assert stored()[0].position.headings == ("Title",)
        assert [row[:12] for row in rows_with(reader, NOTE)] == ["One sentence"]
    async with session(path, (80, 24)) as reader:
        await reader.press("g")
        assert [row[:12] for row in rows_with(reader, NOTE)] == ["One sentence"]


@pytest.mark.parametrize(
    ("first", "last", "quote"),
    [
        ("sentence", "words", "sentence of some words"),
        ("One", "sentence", "One sentence"),
        ("short.", "short.", "short."),
        ("second", "Next", "second paragraph, short. Next"),
        ("Title", "One", "Title One"),
    ],
)
async def test_on_selected_text(path: Path, first: str, last: str, quote: str) -> None:
    """Words of a line, over lines and paragraphs: the quote is what was selected, `K` shows it."""
    async with session(path, (80, 24)) as reader:
        await select(reader, first, last)
        await write_note(reader, "about this")
        assert [note.position.exact for note in stored()] == [quote]
        assert bodies() == ["about this"]
        assert len(rows_with(reader, NOTE)) == 1
        assert first in rows_with(reader, NOTE)[0]
        await reader.press("K")
        assert f"“{quote}”" in said(reader).replace("\n", " ")
        assert "about this" in said(reader)


async def test_selected_with_the_mouse(path: Path) -> None:
    """The whole way: press, drag, let go, `c`."""
    async with session(path, (80, 24)) as reader:
        row = next(y for y, row in enumerate(drawn(reader.view)) if "second" in row)
        column = drawn(reader.view)[row].index("second")
        await reader.pilot.mouse_down(reader.view, offset=(column, row))
        await reader.pilot.hover(reader.view, offset=(column + 3, row))
        await reader.pilot.hover(reader.view, offset=(column + 15, row))
        await reader.pilot.mouse_up(reader.view, offset=(column + 15, row))
        await write_note(reader, "with the mouse")
        assert [note.position.exact for note in stored()] == ["second paragraph"]


@pytest.mark.slow
async def test_a_selection_further_down(path: Path) -> None:
    """After scrolling, the words that were selected are quoted, not those of the first screen."""
    async with session(path, (80, 8)) as reader:
        await reader.press("d", "d")
        await select(reader, "second", "short.")
        await write_note(reader, "x")
        assert [note.position.exact for note in stored()] == ["second paragraph, short."]


async def test_a_selection_in_a_table_a_list_and_code() -> None:
    """What isn't text, as numbers and rules, counts for nothing."""
    text = (
        "| left | right |\n|---|---|\n| some cell | other cell |\n\n"
        "1. first item\n2. second item\n\n```\ncode line\nmore code\n```\n\n> quoted words\n"
    )
    async with session(text, (80, 24)) as reader:
        for first, last, quote in (
            ("first", "item", "first item"),
            ("second", "second", "second"),
            ("more", "code", "more code"),
            ("quoted", "words", "quoted words"),
            ("other", "cell", "other cell"),
        ):
            rows = drawn(reader.view)
            y = next(y for y, row in enumerate(rows) if first in row)
            start = rows[y].index(first)
            end = rows[y].index(last, start) + len(last)
            reader.screen.selections = {
                reader.view: Selection(Offset(start, y), Offset(end, y)),
            }
            await write_note(reader, quote)
            note = next(note for note in stored() if note.body == quote)
            assert note.position.exact == quote


async def test_several_lines(path: Path) -> None:
    """Enter begins a new line; all of them are kept and shown."""
    async with session(path, (80, 24)) as reader:
        await write_note(reader, "First line\n\nThird line")
        assert bodies() == ["First line\n\nThird line"]
        await reader.press("K")
        shown = said(reader).split("\n")
        at = shown.index("First line")
        assert shown[at : at + 3] == ["First line", "", "Third line"]


async def test_discard(path: Path) -> None:
    """Ctrl+X leaves everything as it was, a new note and an old one."""
    async with session(path, (80, 24)) as reader:
        await reader.press("c", *"no", "ctrl+x")
        await settle(reader)
        assert reader.app.screen is reader.screen
        assert stored() == []
        assert rows_with(reader, NOTE) == []
        await write_note(reader, "yes")
        await reader.press("c", *" and more")
        await until(reader, lambda: bodies() == ["yes and more"])
        await reader.press("ctrl+x")
        await settle(reader)
        assert bodies() == ["yes"]
        assert rows_with(reader, NOTE) == ["Title"]


async def test_an_empty_note_is_none(path: Path) -> None:
    """One that was opened by mistake, and one whose words were deleted."""
    async with session(path, (80, 24)) as reader:
        await reader.press("c", "escape")
        await settle(reader)
        assert stored() == []
        await write_note(reader, "abc")
        assert bodies() == ["abc"]
        await reader.press("c", "ctrl+u", "space", "escape")
        await settle(reader)
        assert stored() == []
        assert rows_with(reader, NOTE) == []


async def test_a_note_is_edited_where_it_is(path: Path) -> None:
    """`c` on its paragraph, from any row of it, goes on with it; there is one note."""
    async with session(path, (80, 24)) as reader:
        await reader.press("}")
        await write_note(reader, "begun")
        created = stored()[0].created_at
        await reader.press("j", "c")
        assert note_area(reader).text == "begun"
        await reader.press(*", ended", "escape")
        await settle(reader)
        assert bodies() == ["begun, ended"]
        assert stored()[0].created_at == created


async def test_peek_and_edit(path: Path) -> None:
    """`K` shows the note on what is in view, `e` edits it."""
    async with session(path, (80, 24)) as reader:
        await reader.press("}")
        await write_note(reader, "seen")
        await reader.press("g", "K")
        assert "One sentence" in said(reader)
        assert "seen" in said(reader)
        await reader.press("e")
        assert note_area(reader).text == "seen"
        await reader.press("!", "escape")
        await settle(reader)
        assert bodies() == ["seen!"]
        await reader.press("K")
        assert "seen!" in said(reader)
        await reader.press("K")
        assert reader.app.screen is reader.screen
        await reader.press("G", "K")
        assert reader.app.screen is reader.screen


async def test_a_long_note_scrolls(path: Path) -> None:
    """With the reader's keys."""
    async with session(path, (80, 24)) as reader:
        await reader.press("c")
        note_area(reader).text = "\n".join(f"line {number} of it" for number in range(100))
        await reader.press("escape")
        await settle(reader)
        await reader.press("K")
        facts = reader.app.screen.query_one("#facts")
        for key, row in (("j", 1), ("k", 0), ("G", facts.max_scroll_y), ("g", 0)):
            await reader.press(key)
            await until(reader, lambda row=row: facts.scroll_y == row)
        await reader.press("space")
        await until(reader, lambda: facts.scroll_y > 10)
        assert facts.max_scroll_y > 50


async def test_a_link_comes_before_the_note() -> None:
    """`K` on a selected link shows where it goes, though there is a note."""
    async with session("See [this](https://x.y/z).\n", (80, 24)) as reader:
        await write_note(reader, "my note")
        await tab_to(reader, "this")
        await reader.press("K")
        assert not said(reader)
        await reader.press("escape", "escape", "K")
        assert "my note" in said(reader)


async def test_at_the_selected_link() -> None:
    """The paragraph of the link is written on."""
    async with session("# Top\n\nFirst.\n\nSee [this](https://x.y/z).\n", (80, 24)) as reader:
        await tab_to(reader, "this")
        await write_note(reader, "x")
        assert [note.position.exact for note in stored()] == ["See this."]


async def test_at_a_link_that_was_selected_before_the_end_was_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its paragraph is written on, though definitions far below made the text above it shorter."""
    monkeypatch.setattr("tui_reader.ui.widgets.ahead._PAUSE", 3600)
    async with session(UNREAD, (60, 70)) as reader:
        await select_before_the_end_is_known(reader)
        await write_note(reader, "x")
        assert [note.position.exact for note in stored()] == ["Behind them is the end."]


async def test_typed_text_is_kept_without_leaving(path: Path) -> None:
    """After a pause it is on disk, though the panel is still open."""
    async with session(path, (80, 24)) as reader:
        await reader.press("c", *"half a")
        await until(reader, lambda: bodies() == ["half a"])
        assert isinstance(reader.app.screen, NoteScreen)
        await reader.press(*" thought")
        await until(reader, lambda: bodies() == ["half a thought"])
        assert len(stored()) == 1


@pytest.mark.parametrize("way", ["keys", "signal"])
async def test_the_end_of_the_program_keeps_it(path: Path, way: str) -> None:
    """Ctrl+Q in the midst of a word, or what a signal does, loses nothing of it."""
    library = library_of(path)
    app = ReaderApp(library, library.entries[0].open())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("c", *"unfini")
        if way == "keys":
            await pilot.press("ctrl+q")
        else:
            app.exit(return_code=129)
    assert bodies() == ["unfini"]


async def test_in_the_panel(path: Path) -> None:
    """A note is listed, edited and deleted there; the panel comes back."""
    async with session(path, (80, 24)) as reader:
        await write_note(reader, "first\nsecond line")
        await reader.press("apostrophe")
        assert listed(reader) == [f"{NOTE} first second line", "Title · Title · just now"]
        await reader.press("e")
        assert note_area(reader).text == "first\nsecond line"
        await reader.press("enter", *"third", "escape")
        await settle(reader)
        assert heading_of_panel(reader) == "Bookmarks and notes: 1"
        assert listed(reader)[0] == f"{NOTE} first second line third"
        assert bodies() == ["first\nsecond line\nthird"]
        await reader.press("d")
        await settle(reader)
        assert stored() == []
        await reader.press("u", "escape")
        await settle(reader)
        assert bodies() == ["first\nsecond line\nthird"]
        assert rows_with(reader, NOTE) == ["Title"]


async def test_keys_are_text_in_a_note(path: Path) -> None:
    """Everything that does something in the reader is typed here."""
    keys = "qQmx.'ijkGg?/:[]{}<>()0123 tTzdubfh~l"
    async with session(path, (80, 24)) as reader:
        await write_note(reader, keys)
        assert bodies() == [keys]
        assert reader.viewport.y == 0


async def test_a_bookmark_and_a_note_at_one_place(path: Path) -> None:
    """Both signs are there, and each is taken away by itself."""
    async with session(path, (120, 36)) as reader:
        await reader.press("m")
        await write_note(reader, "n")
        row = drawn(reader.view)[0][: reader.view.margin]
        assert sorted(row.strip()) == sorted("◆✎")
        await reader.press("m")
        assert drawn(reader.view)[0][: reader.view.margin].strip() == NOTE
        assert bodies() == ["n"]


async def test_a_note_on_a_text_without_a_name() -> None:
    """A text from a pipe has its notes when the same text comes again."""
    async with session(TEXT, (80, 24)) as reader:
        await write_note(reader, "piped")
    async with reading(TEXT, (80, 24)) as reader:
        await settle(reader)
        assert rows_with(reader, NOTE) == ["Title"]
        await reader.press("K")
        assert "piped" in said(reader)
