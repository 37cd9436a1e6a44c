"""The filter of the sidebar: only rows with some words, and those that they stand under."""

from pathlib import Path

from textual.widgets import Input

from tests.ui.reading import reading
from tui_reader.ui.widgets.find_bar import FindBar

BOOK = """# Book

## Älpha

### Deep alpha

Text.

### Deep beta

## Beta

## Gamma

""" + "Long text. " * 600  # fmt: skip


def shown(rows: list[str]) -> list[str]:
    """Return the texts of the rows of the sidebar."""
    return [row.strip(" ▌▾▸") for row in rows]


async def test_rows_are_filtered_as_one_types() -> None:
    """What holds the words stays, with the headings above it; accents and case don't count."""
    async with reading(BOOK) as reader:
        everything = reader.sidebar
        await reader.press("h", "ampersand", *"alph")
        assert shown(reader.sidebar) == ["Book", "Älpha", "Deep alpha", "& alph"]
        await reader.press(*["backspace"] * 4, *"beta")
        assert shown(reader.sidebar) == ["Book", "Älpha", "Deep beta", "Beta", "& beta"]
        await reader.press(*"zz")
        assert shown(reader.sidebar) == ["& betazz: no row"]
        await reader.press("escape")
        assert reader.sidebar == everything
        assert reader.outline.has_focus


async def test_enter_keeps_the_filter_and_reads_on() -> None:
    """After Enter the cursor is on the first row with the words; Esc shows all rows again."""
    async with reading(BOOK) as reader:
        await reader.press("h", "ampersand", *"beta", "enter")
        assert not reader.app.screen.query(FindBar)
        assert reader.outline.has_focus
        assert reader.outline.row_text(reader.outline.rows[reader.outline.cursor]) == "Deep beta"
        await reader.press("j", "enter")
        assert reader.rows[0] == "Beta"
        assert shown(reader.sidebar)[-1] == "& beta"
        await reader.press("h", "space")
        assert shown(reader.sidebar)[-1] == "& beta"
        await reader.press("escape")
        assert len(reader.sidebar) == 6
        assert reader.outline.has_focus
        await reader.press("escape")
        assert reader.view.has_focus


async def test_the_section_that_is_read_is_marked_only_if_its_row_is_there() -> None:
    """No other row is marked in place of one that is filtered out, but those above it are."""
    async with reading(BOOK) as reader:
        await reader.press("h", "ampersand", *"gamma", "enter", "l", "g", "]", "]", "]")
        assert reader.current == "Book"
        await reader.press("]", "]")
        assert reader.current == "Gamma"


async def test_documents_are_filtered_too(tmp_path: Path) -> None:
    """Titles of documents that aren't open count, and a filter may be typed ahead."""
    (tmp_path / "a.md").write_text("# Apples\n\n## Pears\n\nText.\n")
    (tmp_path / "b.md").write_text("# Bananas\n\n## Pears\n\nText.\n")
    async with reading(tmp_path) as reader:
        await reader.pilot.press("h", "ampersand", *"bana", "enter")
        await reader.pilot.pause()
        assert shown(reader.sidebar) == ["Bananas", "& bana"]
        await reader.press("enter")
        assert reader.rows[0] == "Bananas"
        await reader.press("h", "ampersand", *"pears", "enter")
        assert shown(reader.sidebar) == ["Apples", "Pears", "Bananas", "Pears", "& pears"]


async def test_a_filter_without_a_row_keeps_the_sidebar() -> None:
    """Nothing found is no reason to take the sidebar away, on a narrow screen neither."""
    for size in ((100, 30), (40, 15)):
        async with reading(BOOK, size) as reader:
            await reader.press("h", "ampersand", *"nothing")
            assert reader.outline.display
            assert reader.app.screen.query_one(Input).value == "nothing"
            await reader.press("enter", "escape")
            assert len(reader.sidebar) == 6
