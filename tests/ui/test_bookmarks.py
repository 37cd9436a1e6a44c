"""Bookmarks: set and taken away with `m`, shown in the margin, kept over sessions."""

from pathlib import Path

import pytest

from tests.samples import FIXTURES
from tests.ui.links import tab_to
from tests.ui.reading import Reading, drawn, reading
from tests.ui.remembering import rows_with, session, settle, until
from tui_reader.layout.margin import BOOKMARK
from tui_reader.state.bookmarks import Bookmark, all_bookmarks
from tui_reader.state.store import Store

SIZES = [(80, 24), (120, 36), (40, 15)]


def paragraph(number: int) -> str:
    """Return a paragraph of some lines."""
    words = " ".join(f"w{number}n{each} and then" for each in range(30))
    return f"Paragraph {number} begins: {words} it ends."


TEXT = "# Title\n\n" + "\n\n".join(
    f"## Section {n}\n\n{paragraph(2 * n)}\n\n{paragraph(2 * n + 1)}" for n in range(6)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with sections."""
    path = tmp_path / "text.md"
    path.write_text(TEXT)
    return path


def stored() -> list[Bookmark]:
    """Return the bookmarks as another session has them."""
    return all_bookmarks(Store())


def quotes() -> list[str]:
    """Return the words that are bookmarked."""
    return [mark.position.exact for mark in stored()]


@pytest.mark.parametrize("size", SIZES)
async def test_m_sets_and_clears(path: Path, size: tuple[int, int]) -> None:
    """The first `m` of all shows its sign at once, beside the paragraph's first row."""
    async with session(path, size) as reader:
        await reader.press("}", "}")
        assert reader.rows[0].startswith("Paragraph 0 begins:")
        await reader.press("m")
        assert "bookmarked" in reader.status
        assert rows_with(reader, BOOKMARK) == [reader.rows[0].lstrip(BOOKMARK + " ")]
        await settle(reader)
        assert rows_with(reader, BOOKMARK) == [reader.rows[0].lstrip(BOOKMARK + " ")]
        assert quotes() == [paragraph(0)]
        await reader.press("m")
        assert "taken away" in reader.status
        await settle(reader)
        assert rows_with(reader, BOOKMARK) == []
        assert quotes() == []


@pytest.mark.parametrize("size", [*SIZES, (26, 10), (22, 8)])
async def test_the_sign_leaves_the_text_where_it_was(path: Path, size: tuple[int, int]) -> None:
    """Only the margin changes; where there is one, it has a blank before the text."""
    async with session(path, size) as reader:
        await reader.press("}", "}")
        before = drawn(reader.view)
        await reader.press("m")
        after = drawn(reader.view)
        margin = reader.view.margin
        assert [row[margin:] for row in after] == [row[margin:] for row in before]
        # A screen of some twenty columns has no cell to spare.
        changed = [row for row in range(len(after)) if after[row] != before[row]]
        assert changed == ([0] if size[0] > 24 else [])
        assert margin < 2 or after[0][margin - 1] == " "


async def test_the_paragraph_that_began_above(path: Path) -> None:
    """`m` in the midst of a paragraph marks all of it; its sign is on the top row meanwhile."""
    async with session(path, (80, 24)) as reader:
        await reader.press("}", "}", "j", "j")
        top = reader.rows[0]
        await reader.press("m")
        assert quotes() == [paragraph(0)]
        assert rows_with(reader, BOOKMARK) == [top]
        await reader.press("j")
        assert rows_with(reader, BOOKMARK) == [reader.rows[0].lstrip(BOOKMARK + " ")]
        await reader.press("k", "k", "k")
        assert rows_with(reader, BOOKMARK) == [reader.rows[0].lstrip(BOOKMARK + " ")]
        assert reader.rows[0].lstrip(BOOKMARK + " ").startswith("Paragraph 0")
        await reader.press("k")
        assert rows_with(reader, BOOKMARK)[0].startswith("Paragraph 0")
        await reader.press("}", "j", "j", "m")
        assert quotes() == []
        assert rows_with(reader, BOOKMARK) == []


@pytest.mark.slow
async def test_every_row_can_be_marked_and_unmarked() -> None:
    """Twice `m` leaves nothing, wherever the screen stands: on blanks, lists, tables, code."""
    path = FIXTURES / "kitchen-sink.md"
    async with session(path, (60, 8)) as reader:
        for y in range(reader.viewport.max_y + 1):
            await reader.press("m")
            assert len(stored()) == 1, y
            # What is marked where the stroke under a heading is on top is above the screen.
            assert rows_with(reader, BOOKMARK) or reader.rows[0][0] in "━─", y
            await reader.press("m")
            assert stored() == [], y
            assert rows_with(reader, BOOKMARK) == [], y
            await reader.press("j")


async def test_at_the_selected_link() -> None:
    """The paragraph of the link is marked, wherever on the screen it is."""
    text = f"# Title\n\nAbove all.\n\nSee [the link](https://x.y/) here.\n\n{paragraph(1)}"
    async with session(text, (80, 24)) as reader:
        await tab_to(reader, "the link")
        await reader.press("m")
        assert quotes() == ["See the link here."]
        assert rows_with(reader, BOOKMARK) == ["See the link here."]
        await reader.press("m")
        assert quotes() == []
        await reader.press("m", "escape", "m")
        assert sorted(quotes()) == ["See the link here.", "Title"]


@pytest.mark.parametrize("columns", [24, 35, 200])
async def test_at_the_selected_link_at_another_width(columns: int) -> None:
    """The link is on another line then, and the paragraph that is marked is still its own."""
    some = "some words " * 8
    paragraphs = [f"Number {n} says {some}before [link {n}](u{n})." for n in range(12)]
    async with session("\n\n".join(paragraphs), (60, 40)) as reader:
        await tab_to(reader, "link 7")
        await reader.pilot.resize_terminal(columns, 60)
        await until(reader, lambda: reader.app.size.width == columns)
        await reader.press("m")
        assert quotes() == [f"Number 7 says {some}before link 7."]


async def test_a_link_in_a_table() -> None:
    """The row's cell with the link is what is marked."""
    text = "| a | b |\n|---|---|\n| left cell | [right cell](https://x.y/) |\n"
    async with session(text, (80, 24)) as reader:
        await tab_to(reader, "right cell")
        await reader.press("m")
        assert len(quotes()) == 1
        assert "right cell" in quotes()[0]


@pytest.mark.parametrize("size", [(60, 20), (140, 40), (40, 15)])
async def test_signs_survive_other_widths(path: Path, size: tuple[int, int]) -> None:
    """In the session, and in the next one."""
    async with session(path, (80, 24)) as reader:
        await reader.press("}", "}", "m")
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        assert len(rows_with(reader, BOOKMARK)) == 1
        assert rows_with(reader, BOOKMARK)[0].startswith("Paragraph 0 begins:")
    async with session(path, size) as reader:
        assert len(rows_with(reader, BOOKMARK)) == 1
        assert rows_with(reader, BOOKMARK)[0].startswith("Paragraph 0 begins:")
        await reader.press("z")
        assert rows_with(reader, BOOKMARK)[0].startswith("Paragraph 0 begins:")


async def test_signs_survive_other_documents(tmp_path: Path) -> None:
    """They belong to their document, and are there when it is opened again."""
    for name in ("a", "b"):
        (tmp_path / "f").mkdir(exist_ok=True)
        (tmp_path / "f" / f"{name}.md").write_text(f"# {name}\n\n{paragraph(1)}\n")
    async with session(tmp_path / "f", (80, 24)) as reader:
        await reader.press("m")
        await settle(reader)
        assert rows_with(reader, BOOKMARK) == ["a"]
        reader.screen.open_document(1)
        await settle(reader)
        assert rows_with(reader, BOOKMARK) == []
        reader.screen.open_document(0)
        await settle(reader)
        assert rows_with(reader, BOOKMARK) == ["a"]


async def test_after_an_edit_the_sign_is_beside_the_same_words(path: Path) -> None:
    """Above, below, and in the paragraph."""
    async with session(path, (80, 24)) as reader:
        await reader.press("}", "}", "}", "m")
        assert quotes() == [paragraph(1)]
    path.write_text(TEXT.replace("# Title\n\n", "# Title\n\nNew.\n\nNewer.\n\n"))
    async with session(path, (80, 30)) as reader:
        await reader.press("g")
        assert rows_with(reader, BOOKMARK)[0].startswith("Paragraph 1 begins:")
    path.write_text(TEXT.replace("Paragraph 1 begins: w1n0", "Otherwise it begins: w1n0"))
    async with session(path, (80, 30)) as reader:
        await reader.press("g")
        assert rows_with(reader, BOOKMARK)[0].startswith("Otherwise it begins:")


async def test_two_sessions(path: Path) -> None:
    """Each keeps what it marked, and neither takes the other's away."""
    async with session(path, (80, 24)) as one, session(path, (80, 24)) as two:
        await one.press("m")
        await two.press("}", "}", "m")
        await one.press("}", "m")
        await settle(one)
        await settle(two)
        assert quotes() == ["Title", "Section 0", paragraph(0)]
        await two.press("m")
        assert quotes() == ["Title", "Section 0"]
    async with session(path, (80, 24)) as reader:
        await reader.press("g")
        assert rows_with(reader, BOOKMARK) == ["Title", "Section 0"]


async def test_the_same_words_twice(tmp_path: Path) -> None:
    """Of paragraphs that are alike only the one that was marked has the sign."""
    path = tmp_path / "same.md"
    path.write_text("# T\n\n" + "\n\n".join(["The same words."] * 6))
    async with session(path, (80, 24)) as reader:
        rows = [y for y, row in enumerate(drawn(reader.view)) if "The same" in row]
        assert len(rows) == 6
        await reader.pilot.resize_terminal(80, 6)
        await reader.pilot.pause()
        await reader.press(*["j"] * rows[3], "m")
        assert rows_with(reader, BOOKMARK) == ["The same words."]
        await reader.pilot.resize_terminal(80, 24)
        await reader.pilot.pause()
        await reader.press("g")
        marked = [y for y, row in enumerate(drawn(reader.view)) if BOOKMARK in row]
        assert marked == [rows[3]]
    async with session(path, (80, 24)) as reader:
        assert [y for y, row in enumerate(drawn(reader.view)) if BOOKMARK in row] == [rows[3]]


async def test_zen_and_no_color(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The sign is there without colour and without panes."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(path, (80, 24)) as reader:
        await reader.press("z", "m")
        await reader.press("j", "k")
        assert rows_with(reader, BOOKMARK) == ["Title"]


async def _marked(reader: Reading) -> list[str]:
    await settle(reader)
    return rows_with(reader, BOOKMARK)


async def test_marks_wait_for_what_was_remembered(path: Path) -> None:
    """`m` as the first key, before anything was loaded, neither loses nor doubles a mark."""
    async with session(path, (80, 24)) as reader:
        await reader.press("}", "}", "}", "m", "g")
        assert len(await _marked(reader)) == 1
    async with reading(path, (80, 24)) as reader:
        await reader.press("g", "m")
        assert len(await _marked(reader)) == 2
        assert len(quotes()) == 2


async def test_what_can_not_be_saved_is_for_this_session(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bookmark says so as long as there is no file that can be written."""
    monkeypatch.setenv("ALIGNREAD_DATA_DIR", "/proc/none")
    async with reading(path) as reader:
        await reader.press("m")
        assert "not saved" in reader.status
        await reader.press("]", "m")
        assert "bookmarked for this session; ' lists all" in reader.status
