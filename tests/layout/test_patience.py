"""What a move waits for has an end, whatever the document: chunks, rows, segments of the scan."""

from typing import Any

import pytest

from tests.pathological import ALL
from tui_reader.document.chunks import ChunkKind
from tui_reader.document.document import Document
from tui_reader.document.source import decode
from tui_reader.layout import viewport as viewports
from tui_reader.layout.lines import LayoutOptions, Line
from tui_reader.layout.link_cursor import LinkCursor
from tui_reader.layout.moves import move, next_start
from tui_reader.layout.viewport import Viewport

TAGS = "<i></i>\n\n"
"""HTML that shows nothing, and isn't known to before it is parsed."""


def viewport_of(text: str, height: int = 10, *, is_scanned: bool = True) -> Viewport:
    """Return a view of a text."""
    document = Document(decode(text.encode(), "sample.md"))
    if is_scanned:
        document.complete()
    return Viewport(document, LayoutOptions(60, 60), height)


def shown(viewport: Viewport) -> str:
    """Return what is in view."""
    lines = [viewport.line_at(row) for row in range(viewport.height)]
    return "\n".join(line.text for line in lines if line is not None)


def count_layouts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by one for each chunk that is laid out."""
    counted: list[int] = []
    lay_out = viewports.lay_out_chunk

    def counting(*arguments: Any, **options: Any) -> list[Line]:
        counted.append(1)
        return lay_out(*arguments, **options)

    monkeypatch.setattr(viewports, "lay_out_chunk", counting)
    return counted


def test_chunks_without_a_row_are_looked_at_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte that shows nothing holds up no move; what is behind it comes in steps."""
    counted = count_layouts(monkeypatch)
    viewport = viewport_of(TAGS * 6000 + "last words\n")
    assert len(counted) < 60
    assert not viewport.is_settled
    for amount in (1, 8, -3):
        before = len(counted)
        move(viewport, "line", amount)
        assert len(counted) - before < 60
    move(viewport, "top")
    steps = 0
    while not viewport.is_settled:
        before = len(counted)
        assert viewport.prepare()
        assert len(counted) - before < 60
        steps += 1
    assert steps > 3
    assert "last words" in shown(viewport)


def test_comments_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text behind hundreds of kilobytes of comments is there after a few steps, unparsed."""
    text = "<!-- a - b -- c -->\n\n" * 2000 + "<!-- open\n--> behind\n\nlast\n"
    viewport = viewport_of(text)
    while viewport.prepare():
        pass
    assert "last" in shown(viewport)
    parsed = viewport.document.blocks(0)
    assert parsed == ()


@pytest.mark.parametrize(
    "text", ["<!--> shown -->\n", "    <!-- shown -->\n", "<!-- a --> shown\n", "x\n<!-- a -->\n"]
)
def test_only_comments_are_passed_over(text: str) -> None:
    """What looks like a comment but shows something is shown."""
    assert any(word in shown(viewport_of(text)) for word in ("shown", "x"))


def test_the_next_paragraph_is_looked_for_no_longer_than_patience() -> None:
    """In a megabyte of list markers without a word `}` goes on by what it looked through."""
    viewport = viewport_of("start\n\n" + "-\n" * 20_000 + "\nlast\n")
    known = len(viewport.document.chunks)
    places: list[int] = []
    for _ in range(4):
        next_start(viewport, 1, patience=0)
        places.append(viewport.chunk)
    assert places == sorted(set(places))
    assert places[-1] < known // 2
    next_start(viewport, -1, patience=0)
    assert viewport.chunk < places[-1]


def test_a_paragraph_key_moves_behind_a_first_chunk_without_rows() -> None:
    """`}` moves what is in view, also where the chunk on top shows nothing."""
    viewport = viewport_of("<!-- hidden -->\n" + "\n" * 30 + "<!--\n" + "x\n" * 300 + "--> one\n\n"
                           + "\n\n".join(f"paragraph {n}" for n in range(40)))  # fmt: skip
    for _ in range(5):
        before = shown(viewport)
        next_start(viewport, 1)
        assert shown(viewport) != before


def test_every_part_of_a_long_table_is_a_place_to_go_to() -> None:
    """`}` in a table of thousands of rows goes to its next part, not through all of it."""
    viewport = viewport_of("|a|b|\n|-|-|\n" + "|c|d|\n" * 3000)
    parts = sum(chunk.kind is ChunkKind.TABLE for chunk in viewport.document.chunks)
    assert parts > 5
    next_start(viewport, 1)
    assert viewport.chunk == 1


def test_the_next_link_is_found_far_below_text_without_any() -> None:
    """What has no sign of a link isn't laid out to look for one."""
    viewport = viewport_of("some words\n\n" * 20_000 + "[far](away)\n")
    links = LinkCursor(viewport)
    assert links.move(1)
    assert "far" in shown(viewport)


def test_opening_scans_no_more_than_is_shown() -> None:
    """A text in which no chunk ends is not scanned whole before its first rows are there."""
    viewport = viewport_of("\n" * 2_000_000 + "last\n", is_scanned=False)
    assert not viewport.document.is_complete
    viewport = viewport_of("words of a line\n" * 200_000, is_scanned=False)
    assert not viewport.document.is_complete
    assert "words" in shown(viewport)


@pytest.mark.parametrize("name", ["filled up", "list of tables"])
def test_a_table_that_is_filled_up_is_shown(name: str) -> None:
    """Row 54: a header of thousands of columns costs no cell for each of its rows (65,536)."""
    text = ALL[name](30_000)
    viewport = viewport_of(text)
    assert "a" in shown(viewport)
    assert len(viewport.document.chunks) < 300


def test_the_widest_tables_are_shown_as_their_source() -> None:
    """Row 57: beyond 200 columns a table is its source, of which no row is lost."""
    names = [f"h{n}" for n in range(300)]
    rows = [[f"c{row}x{column}" for column in range(300)] for row in range(60)]
    text = "\n".join("|".join(row) for row in [names, ["-"] * 300, *rows])
    viewport = viewport_of(f"{text}\n\nbehind\n", height=80)
    words = set(shown(viewport).replace("|", " ").split())
    assert words >= {cell for row in (names, *rows) for cell in row}
    assert "behind" in words
