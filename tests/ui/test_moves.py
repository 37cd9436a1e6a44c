"""Moving through a text by keyboard and wheel."""

from pathlib import Path

import pytest

from tests.ui.reading import Reading, reading
from tui_reader.places import Place

PROSE = "\n\n".join(
    f"{'#' * (1 + index % 2)} Part {index}\n\n" + "\n\n".join(
        f"Paragraph {index}.{number} says {'something ' * 12}at some length." for number in range(4)
    )
    for index in range(12)
)  # fmt: skip


def all_lines(reader: Reading) -> list[str]:
    """Return the whole layout, line by line."""
    viewport = reader.viewport
    return [
        line.text
        for chunk in range(len(viewport.document.chunks))
        for line in viewport.lines(chunk)
    ]


async def test_the_text_stands_in_a_column_from_its_beginning() -> None:
    """The first screen shows the first lines, centred, at most 72 cells wide."""
    async with reading(PROSE, (120, 30)) as reader:
        assert reader.rows == [line.strip() for line in all_lines(reader)[: len(reader.rows)]]
        assert reader.viewport.options.width == 72
        assert reader.view.margin == (reader.view.size.width - 72 + 1) // 2


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (["j"], 1),
        (["down"], 1),
        (["j", "j", "k"], 1),
        (["down", "up"], 0),
        (["space"], 27),
        (["f"], 27),
        (["pagedown"], 27),
        (["space", "b"], 0),
        (["space", "pageup"], 0),
        (["d"], 14),
        (["d", "d", "u"], 14),
        (["space", "g"], 0),
        (["G", "home"], 0),
        (["k"], 0),
    ],
)
async def test_keys_move_by_so_many_lines(keys: list[str], rows: int) -> None:
    """A page keeps two lines of the one before; every move up undoes the move down."""
    async with reading(PROSE) as reader:
        assert reader.viewport.height == 29
        await reader.press(*keys)
        assert reader.viewport.y == rows
        expected = all_lines(reader)[rows : rows + 29]
        assert reader.rows == [line.strip() for line in expected]


@pytest.mark.parametrize("key", ["G", "end"])
async def test_the_end_is_the_last_page(key: str) -> None:
    """The last line stands in the last row, and no move goes beyond it."""
    async with reading(PROSE) as reader:
        await reader.press(key)
        assert reader.rows[-1] == all_lines(reader)[-1].strip()
        before = reader.rows
        await reader.press("j", "space", "d", "}")
        assert reader.rows == before
        assert "100%" in reader.status
        assert "end" in reader.status


async def test_paging_shows_every_line_once_in_order() -> None:
    """Nothing is skipped by paging through, whatever the heights were thought to be."""
    async with reading(PROSE) as reader:
        seen = reader.rows
        while not reader.viewport.is_at_end:
            top = reader.viewport.y
            await reader.press("space")
            seen += reader.rows[29 - (reader.viewport.y - top) :]
        assert seen == [line.strip() for line in all_lines(reader)]


async def test_sections_forward_and_back() -> None:
    """`]` puts the next heading on top, `[` first the section's own, then the one before."""
    async with reading(PROSE) as reader:
        await reader.press("]")
        assert reader.rows[0] == "Part 1"
        await reader.press("]", "]")
        assert reader.rows[0] == "Part 3"
        assert reader.current == "Part 3"
        await reader.press("j", "j", "j", "j", "j", "[")
        assert reader.rows[0] == "Part 3"
        await reader.press("[")
        assert reader.rows[0] == "Part 2"


@pytest.mark.slow
async def test_every_section_is_reached_at_the_end_too() -> None:
    """Sections of the last page are marked one by one, though none can come to the top."""
    short = PROSE + "\n\n" + "\n\n".join(f"## Tail {number}\n\nShort." for number in range(4))
    async with reading(short) as reader:
        await reader.press("]", *["]"] * 10)
        assert reader.current == "Part 11"
        names: list[str] = []
        for _ in range(4):
            await reader.press("]")
            names.append(reader.current)
        assert names == ["Tail 0", "Tail 1", "Tail 2", "Tail 3"]
        await reader.press("[")
        assert reader.current == "Tail 2"


async def test_paragraphs_forward_and_back() -> None:
    """`}` puts the next beginning of a paragraph on top, `{` the one before."""
    async with reading(PROSE) as reader:
        await reader.press("}")
        assert reader.rows[0].startswith("Paragraph 0.0")
        await reader.press("}", "}")
        assert reader.rows[0].startswith("Paragraph 0.2")
        await reader.press("j", "{")
        assert reader.rows[0].startswith("Paragraph 0.2")
        await reader.press("{")
        assert reader.rows[0].startswith("Paragraph 0.1")


@pytest.mark.parametrize("size", [(60, 20), (150, 40), (40, 15), (90, 12)])
async def test_the_text_on_top_stays_through_a_resize(size: tuple[int, int]) -> None:
    """Another size lays out anew, with the same words on top."""
    async with reading(PROSE) as reader:
        await reader.press("]", "]", "]", "}", "}")
        top = reader.rows[0].split()[:2]
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        assert reader.rows[0].split()[:2] == top


async def test_the_column_grows_and_shrinks_with_the_text_in_place() -> None:
    """`-` and `+` change the column by four cells and keep the words on top."""
    async with reading(PROSE, (140, 30)) as reader:
        await reader.press("]", "}")
        top = reader.rows[0].split()[:2]
        await reader.press("-", "-")
        assert reader.viewport.options.width == 64
        assert reader.rows[0].split()[:2] == top
        await reader.press("+", "+", "plus")
        assert reader.viewport.options.width == 76


@pytest.mark.parametrize(
    ("typed", "top"),
    [
        ("Part 7", "Part 7"),
        ("part-9", "Part 9"),
        ("1", "Part 0"),
        ("11", "Part 1"),
        (":Part 3", "Part 3"),
    ],
)
async def test_a_place_is_typed(typed: str, top: str) -> None:
    """`:` takes a heading, an anchor or a source line."""
    async with reading(PROSE) as reader:
        await reader.press("colon")
        await reader.type(typed)
        assert reader.rows[0] == top
        assert reader.view.has_focus


async def test_a_share_is_typed() -> None:
    """`:50%` goes to the middle of the text."""
    async with reading(PROSE) as reader:
        await reader.press("colon")
        await reader.type("50%")
        assert reader.viewport.share_at(0) == pytest.approx(0.5, abs=0.03)
        await reader.press("colon")
        await reader.type("100%")
        assert reader.viewport.is_at_end


@pytest.mark.parametrize("typed", ["no such heading", "99999", "[/x]"])
async def test_a_place_that_is_not_there_is_said(typed: str) -> None:
    """A wrong place leaves the text where it is and says so until the next key."""
    async with reading(PROSE) as reader:
        await reader.press("]", "colon")
        await reader.type(typed)
        assert reader.rows[0] == "Part 1"
        assert "no " in reader.status
        await reader.press("k")
        assert "Part" in reader.status


async def test_escape_gives_the_palette_up() -> None:
    """Esc closes the palette and changes nothing."""
    async with reading(PROSE) as reader:
        await reader.press("colon", "9", "escape")
        assert reader.app.screen is reader.screen
        assert reader.viewport.y == 0
        await reader.press("j")
        assert reader.viewport.y == 1


@pytest.mark.parametrize(
    ("place", "top"),
    [
        (Place("heading", text="Part 5"), "Part 5"),
        (Place("line", 11), "Part 1"),
        (Place("share", 0), "Part 0"),
    ],
)
async def test_reading_starts_at_a_place(place: Place, top: str) -> None:
    """A place that was given at the start is on top of the first screen."""
    async with reading(PROSE, place=place) as reader:
        assert reader.rows[0] == top


async def test_the_wheel_scrolls_three_lines(tmp_path: Path) -> None:
    """A turn of the wheel moves the text, without animation."""
    async with reading(PROSE) as reader:
        await reader.pilot._post_mouse_events([_wheel()], widget=reader.view, offset=(5, 5))
        await reader.pilot.pause()
        assert reader.viewport.y == 3


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (10, 3), (300, 80), (80, 1)])
async def test_no_size_breaks_the_reader(size: tuple[int, int]) -> None:
    """Every key works at any size."""
    async with reading(PROSE, size) as reader:
        await reader.press("space", "G", "[", "}", "h", "j", "l", "t", "z", "+", "-", ">", "g")
        assert reader.app.is_running
