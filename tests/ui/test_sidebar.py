"""The sidebar: outline, folds, documents, the overlay of narrow screens."""

from pathlib import Path

import pytest

from tests.ui.cells import runs
from tests.ui.reading import reading
from tui_reader.ui.looks import has_colours

BOOK = """# Book

Opening words.

## One

### One a

Text.

### One b

## Two

""" + "Long text. " * 600  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four documents."""
    root = tmp_path / "notes"
    (root / "deep").mkdir(parents=True)
    (root / "index.md").write_text("# The index\n\nWelcome.\n\n## Inside\n\nText.\n")
    (root / "2 second.md").write_text("---\ntitle: Second [/x] title\n---\n\n## S one\n\nText.\n")
    (root / "10 tenth.md").write_text("Only text.\n")
    (root / "deep" / "below.md").write_text("# Below\n\n## B one\n")
    return root


async def test_the_outline_is_a_tree() -> None:
    """Headings are indented below their parents."""
    async with reading(BOOK) as reader:
        assert [row[1:] for row in reader.sidebar] == [
            "▾ Book",
            "  ▾ One",
            "      One a",
            "      One b",
            "    Two",
        ]


async def test_the_section_under_the_eye_is_marked_while_scrolling() -> None:
    """The mark follows the text, and the status line names the section."""
    async with reading(BOOK, (100, 12)) as reader:
        assert reader.current == "Book"
        await reader.press(*["j"] * 9)
        assert reader.current == "One a"
        assert "One a" in reader.status
        await reader.press("G")
        assert reader.current == "Two"


async def test_where_colours_say_nothing_the_title_is_underlined_and_no_blank_beside_it() -> None:
    """The bar and the rest of the row are as in any other row."""
    async with reading(BOOK) as reader:
        assert not has_colours(reader.app)
        await reader.press("]")
        marked = next(row for row, *_, text, _ in runs(reader.app) if text.startswith("▌"))
        width = reader.outline.size.width
        found = {
            text
            for row, column, text, style in runs(reader.app)
            if row == marked and column < width and style.underline
        }
        assert found == {reader.outline.row_text(reader.outline.rows[marked])}


async def test_rows_fold_and_unfold() -> None:
    """Space folds the row under the cursor; its section is then marked by its parent."""
    async with reading(BOOK) as reader:
        await reader.press("h", "j", "space")
        assert [row.strip(" ▌") for row in reader.sidebar] == ["▾ Book", "▸ One", "Two"]
        await reader.press("l", "]", "]")
        assert reader.current == "One"
        await reader.press("h", "space")
        assert len(reader.sidebar) == 5


async def test_enter_reads_from_the_row_and_returns_to_the_text() -> None:
    """The chosen heading comes to the top, and the keys move the text again."""
    async with reading(BOOK, (100, 12)) as reader:
        await reader.press("h", "G", "enter")
        assert reader.rows[0] == "Two"
        assert reader.view.has_focus
        assert reader.current == "Two"


async def test_arrows_cross_between_the_panes() -> None:
    """Left goes into the sidebar, right and Esc come back; neither moves the text."""
    async with reading(BOOK) as reader:
        for back in ("right", "l", "escape"):
            await reader.press("left")
            assert reader.outline.has_focus
            await reader.press(back)
            assert reader.view.has_focus
            assert reader.viewport.y == 0


async def test_a_click_goes_to_a_heading_and_folds() -> None:
    """A click on a title goes there, a click on its fold folds it."""
    async with reading(BOOK, (100, 12)) as reader:
        await reader.pilot.click(reader.outline, offset=(10, 4))
        await reader.pilot.pause()
        assert reader.rows[0] == "Two"
        await reader.pilot.click(reader.outline, offset=(1, 0))
        await reader.pilot.pause()
        assert [row.strip(" ▌") for row in reader.sidebar] == ["▸ Book"]


async def test_the_sidebar_goes_and_comes() -> None:
    """`t` gives the text all the room and takes it back."""
    async with reading(BOOK) as reader:
        width = reader.view.size.width
        await reader.press("t")
        assert not reader.outline.display
        assert reader.view.size.width == 100
        await reader.press("t")
        assert reader.view.size.width == width


async def test_narrow_screens_show_the_sidebar_over_the_text() -> None:
    """Below 70 columns the text has the screen; the sidebar comes over it and goes after use."""
    async with reading(BOOK, (60, 15)) as reader:
        assert not reader.outline.display
        assert reader.view.size.width == 60
        await reader.press("t")
        assert reader.outline.display
        assert reader.outline.has_focus
        assert reader.view.size.width == 60
        await reader.press("G", "enter")
        assert not reader.outline.display
        assert reader.rows[0] == "Two"
        await reader.press("h", "q")
        assert not reader.outline.display
        assert reader.app.is_running


async def test_zen_leaves_nothing_but_the_text() -> None:
    """`z` hides sidebar and status line; `z` or Esc shows them again."""
    async with reading(BOOK) as reader:
        await reader.press("z")
        assert not reader.outline.display
        assert not reader.screen.status.display
        assert reader.viewport.height == 30
        await reader.press("escape")
        assert reader.outline.display
        assert reader.screen.status.display


async def test_a_text_without_headings_has_no_sidebar() -> None:
    """There is nothing to show, and the keys say so."""
    async with reading("Just text.\n") as reader:
        assert not reader.outline.display
        await reader.press("t")
        assert "no headings" in reader.status


async def test_a_folder_shows_its_documents(folder: Path) -> None:
    """Documents stand in reading order, each with its title; the open one has its outline."""
    async with reading(folder) as reader:
        assert [row.strip(" ▌") for row in reader.sidebar] == [
            "▾ The index",
            "Inside",
            "▸ Second [/x] title",
            "▸ 10 tenth.md",
            "▸ Below · deep",
        ]


async def test_other_documents_unfold_and_open(folder: Path) -> None:
    """A document's outline unfolds without opening it; its headings open it there."""
    async with reading(folder) as reader:
        await reader.press("h", "j", "j", "space")
        assert "    S one" in [row[1:] for row in reader.sidebar]
        assert reader.screen.current == 0
        await reader.press("j", "enter")
        assert reader.rows[0:1] == ["Second [/x] title"]
        assert "Second [/x] title" in reader.status


async def test_sections_run_on_into_the_next_document(folder: Path) -> None:
    """`]` at the end of a document opens the next, `[` at its beginning the one before."""
    async with reading(folder) as reader:
        await reader.press("]", "]")
        assert reader.screen.current == 1
        await reader.press("]", "]")
        assert reader.screen.current == 2
        await reader.press("[")
        assert reader.screen.current == 1


async def test_a_document_that_has_gone_is_said(folder: Path) -> None:
    """The one that is open stays open."""
    async with reading(folder) as reader:
        (folder / "10 tenth.md").unlink()
        await reader.press("h", "G", "k", "enter")
        assert "no such file" in reader.status
        assert reader.screen.current == 0


async def test_thousands_of_headings_start_folded() -> None:
    """A long outline shows its upper level first, and unfolds."""
    text = "\n\n".join(f"# Top {i}\n\n" + "\n\n".join(f"## Sub {i}.{j}" for j in range(9))
                       for i in range(40))  # fmt: skip
    async with reading(text) as reader:
        assert len(reader.outline.rows) == 400
        deep = "\n\n".join(f"# T{i}\n\n## S\n\n### D" for i in range(100))
    async with reading(deep) as reader:
        assert len(reader.outline.rows) == 200


async def test_no_row_lies_below_the_status_line() -> None:
    """The last row of the sidebar can be seen, at any size."""
    async with reading("".join(f"## Part {n}\n\n" for n in range(60)), (100, 30)) as reader:
        await reader.press("h", "G")
        assert reader.outline.region.bottom == reader.screen.status.region.y
        for size in ((80, 12), (40, 15), (100, 30)):
            await reader.pilot.resize_terminal(*size)
            await reader.pilot.pause()
            if not reader.outline.display:
                await reader.press("h")
            assert reader.outline.region.bottom == reader.screen.status.region.y


@pytest.mark.parametrize("columns", [24, 40, 50, 60])
async def test_on_a_narrow_screen_the_sidebar_covers_all(columns: int) -> None:
    """No pieces of the text's lines are left beside it; where it has room it leaves some."""
    text = "# Title\n\n## Part\n\n" + "Words of it. " * 99
    async with reading(text, (columns, 15)) as reader:
        await reader.press("t")
        assert reader.outline.region.width == columns
        await reader.pilot.resize_terminal(68, 15)
        await reader.pilot.pause()
        assert reader.outline.region.width == 40
        await reader.press("t")
        assert not reader.outline.display
        assert "Words of it." in " ".join(reader.rows)
