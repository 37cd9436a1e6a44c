"""The viewport: whatever the estimates were, the text moves by exactly the rows it was told to."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.document.document import Document
from tui_reader.document.source import decode
from tui_reader.layout.blocks import lay_out_chunk
from tui_reader.layout.lines import LayoutOptions
from tui_reader.layout.moves import next_start
from tui_reader.layout.viewport import Viewport


@cache
def sample(parts: int) -> Document:
    """Return a document whose heights are hard to guess: code, lists, long and short lines."""
    text = "\n".join(
        f"## Part {i}\n\n" + "word " * (i * 37 % 400) + "\n\n" + "- item\n" * (i % 9)
        + "\n```\n" + "code\n" * (i * 7 % 50) + "```\n\n<!--\n" + "hidden\n" * (i % 40) + "-->\n"
        for i in range(parts)
    )  # fmt: skip
    document = Document(decode(text.encode(), "sample"))
    document.complete()
    return document


@cache
def whole(parts: int, width: int) -> tuple[list[str], list[int]]:
    """Return the texts of all lines of a sample, and the row at which each chunk begins."""
    document = sample(parts)
    lines: list[str] = []
    starts: list[int] = []
    for index, chunk in enumerate(document.chunks):
        starts.append(len(lines))
        laid_out = lay_out_chunk(
            document.blocks(index),
            LayoutOptions(width, width),
            is_first=not index,
            continues=chunk.continues,
        )
        lines.extend(line.text for line in laid_out)
    return lines, starts


def in_view(viewport: Viewport) -> list[str]:
    """Return the texts in view."""
    lines = [viewport.line_at(row) for row in range(viewport.height)]
    return [line.text for line in lines if line is not None]


moves = st.lists(
    st.one_of(
        st.integers(-60, 60).map(lambda rows: ("rows", rows)),
        st.sampled_from([("end", 0), ("top", 0)]),
        st.floats(0, 1).map(lambda share: ("share", share)),
    ),
    max_size=25,
)


@given(moves, st.integers(1, 45), st.sampled_from([24, 50, 72]), st.booleans())
@settings(max_examples=60)
def test_scrolling_moves_by_exactly_so_many_rows(
    moves: list[tuple[str, float]], height: int, width: int, prepares: bool
) -> None:
    """After any moves, scrolling by n rows shows what stands n rows further on, ends excepted."""
    document = sample(60)
    lines, starts = whole(60, width)
    viewport = Viewport(document, LayoutOptions(width, width), height)
    place = 0
    last = max(0, len(lines) - height)
    for kind, amount in moves:
        if kind == "rows":
            viewport.scroll(int(amount))
            place = max(0, min(last, place + int(amount)))
        elif kind == "share":
            viewport.show_share(amount)
            place = starts[viewport.chunk] + viewport.line
        else:
            viewport.show_end() if kind == "end" else viewport.show(0, 0)
            place = last if kind == "end" else 0
        assert in_view(viewport) == lines[place : place + height]
        if prepares:
            viewport.prepare()
            assert in_view(viewport) == lines[place : place + height]


@given(st.integers(0, 400), st.sampled_from([20, 33, 72]), st.sampled_from([20, 48, 90]))
@settings(max_examples=40)
def test_another_width_keeps_the_words_on_top(rows: int, before: int, after: int) -> None:
    """The line on top after a new layout holds the offset that was on top before it."""
    document = sample(30)
    viewport = Viewport(document, LayoutOptions(before, before), 10)
    viewport.scroll(rows)
    chunk, block, offset = viewport.place()
    viewport.lay_out(LayoutOptions(after, after))
    chunk_now, block_now, offset_now = viewport.place()
    if not viewport.is_at_end and block < 1 << 30:
        assert (chunk_now, block_now) == (chunk, block)
        assert offset_now <= offset
        viewport.scroll(1)
        assert viewport.place() > (chunk, block, offset) or viewport.is_at_end


def test_the_same_place_survives_many_widths() -> None:
    """Going through widths and back ends where it began."""
    document = sample(30)
    viewport = Viewport(document, LayoutOptions(72, 72), 10)
    viewport.show_source_line(document.outline[12].line)
    for width in (30, 90, 20, 41, 72):
        viewport.lay_out(LayoutOptions(width, width))
        assert in_view(viewport)[0] == "Part 12"


def test_source_lines_lead_to_their_text() -> None:
    """A heading's line puts the heading on top, a line of code that line."""
    document = sample(30)
    viewport = Viewport(document, LayoutOptions(72, 72), 10)
    for index, entry in enumerate(document.outline[:20]):
        viewport.show_source_line(entry.line)
        assert in_view(viewport)[0] == document.heading_text(index)
        assert viewport.source_line(0) == entry.line


def test_an_empty_document_has_an_empty_view() -> None:
    """No move fails where there is nothing."""
    viewport = Viewport(Document(decode(b"", "empty")), LayoutOptions(72, 72), 10)
    viewport.scroll(5)
    viewport.show_end()
    viewport.show_share(0.5)
    viewport.show_source_line(3)
    next_start(viewport, 1)
    next_start(viewport, -1)
    viewport.lay_out(LayoutOptions(20, 20))
    assert in_view(viewport) == []
    assert viewport.share_at(0) == 1.0
    assert viewport.source_line(0) == 0


def test_rows_below_the_view_can_be_asked_for() -> None:
    """A pane that has just grown asks before it is laid out; a chunk there may have no line."""
    document = Document(decode(b"# h\n\n" + b"[r]: /u\n" * 40 + b"\n" + b"[r]: /u\n" * 40, "x"))
    viewport = Viewport(document, LayoutOptions(20, 20), 1)
    lines = [viewport.line_at(row) for row in range(30)]
    assert [line.text for line in lines if line is not None] == ["h", "━" * 20]


@given(st.integers(0, 400), st.lists(st.tuples(st.integers(10, 90), st.integers(1, 1200))))
@settings(max_examples=40)
def test_no_size_takes_the_place_away(rows: int, sizes: list[tuple[int, int]]) -> None:
    """Row 76: a window that shows all of the text and then little of it shows the same again."""
    viewport = Viewport(sample(12), LayoutOptions(60, 60), 10)
    viewport.scroll(rows)
    place = viewport.place()
    for width, height in [*sizes, (90, 1200)]:
        viewport.lay_out(LayoutOptions(width, width))
        viewport.resize(height)
    viewport.lay_out(LayoutOptions(60, 60))
    viewport.resize(10)
    assert viewport.place() == place


def test_a_move_in_a_high_window_counts() -> None:
    """Who goes to the top of a window that shows all of the text stays there."""
    viewport = Viewport(sample(12), LayoutOptions(60, 60), 10)
    viewport.scroll(100)
    viewport.resize(1200)
    viewport.show(0, 0)
    viewport.resize(10)
    assert viewport.y == 0


def test_the_end_of_chunks_without_a_row_is_found() -> None:
    """Definitions show nothing: their chunks turn out lower than they were taken to be."""
    viewport = Viewport(
        Document(decode(b"+\n\n" + b"[r]: /u\n\n" * 3000, "x")), LayoutOptions(1, 1), 1
    )
    viewport.show_end()
    for _ in range(100):
        assert viewport.y <= viewport.max_y + 1
        if not viewport.prepare():
            break
    assert viewport.y <= viewport.max_y
