"""What holds for the layout of any document at any width."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.samples import open_text, plain
from tests.strategies import documents, soup
from tui_reader.document.model import Block, Footnote, ItemList, Quote, Table, leaf_texts
from tui_reader.layout.blocks import lay_out, lay_out_chunk
from tui_reader.layout.lines import LayoutOptions, Line, Role

_DECORATION = Role.RULE | Role.TABLE_LINE
_WORD = re.compile(r"q[^\W\d_]+")

widths = st.integers(30, 90)


def all_lines(text: str, width: int) -> list[Line]:
    """Return the lines of all chunks of a text."""
    document = open_text(text)
    options = LayoutOptions(width)
    return [
        line
        for chunk in range(len(document.chunks))
        for line in lay_out_chunk(document.blocks(chunk), options)
    ]


@settings(max_examples=40)
@given(documents, st.integers(60, 90))
def test_every_word_is_shown(text: str, width: int) -> None:
    """No word is missing from plain output; outside tables they keep their order."""
    words = _WORD.findall(text)
    shown = plain(text, width)
    if "|" in text:  # The lines of a row hold parts of several cells.
        assert set(words) <= set(_WORD.findall(shown))
    else:
        assert words == _WORD.findall(shown)


@settings(max_examples=40)
@given(documents, widths)
def test_no_line_of_text_is_wider_than_the_column(text: str, width: int) -> None:
    """Only tables and code may be wider, and their lines say so."""
    for line in all_lines(text, width):
        assert line.is_wide or cell_len(line.text) <= width


def _holds_table(block: Block) -> bool:
    """Whether a table is anywhere in a block: its rows show the text of cells side by side."""
    match block:
        case Table():
            return True
        case Quote() | Footnote():
            return any(_holds_table(child) for child in block.blocks)
        case ItemList():
            return any(_holds_table(child) for item in block.items for child in item.blocks)
        case _:
            return False


@settings(max_examples=40)
@given(documents, widths)
def test_offsets_are_those_of_the_text(text: str, width: int) -> None:
    """Within a block offsets never fall, and at each the block's text is what the line shows."""
    document = open_text(text)
    for chunk in range(len(document.chunks)):
        for block in document.blocks(chunk):
            whole = "\n".join(leaf_texts(block))
            lines = lay_out(block, LayoutOptions(width))
            offsets = [line.offset for line in lines]
            assert offsets == sorted(offsets)
            for line in lines:
                is_text = not any(run.role & (_DECORATION | Role.TABLE_HEAD) for run in line.runs)
                own = _without_indent(line)
                if is_text and own and not _holds_table(block):
                    assert whole[line.offset :].startswith(own)


@settings(max_examples=40)
@given(st.one_of(documents, soup), st.integers(1, 90))
def test_layout_is_repeatable(text: str, width: int) -> None:
    """The same text gives the same lines, each with a block that there is, and as many starts."""
    lines = all_lines(text, width)
    assert lines == all_lines(text, width)
    assert all(line.source >= 0 and line.offset >= 0 and line.indent >= 0 for line in lines)
    assert all("\n" not in line.text for line in lines)


def _without_indent(line: Line) -> str:
    cells = 0
    for index, run in enumerate(line.runs):
        if cells >= line.indent:
            return "".join(run.text for run in line.runs[index:])
        cells += cell_len(run.text)
    return ""
