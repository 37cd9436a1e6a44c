"""Places in a document as linear mode knows them: a chunk, a block, an offset in its plain text.

As fine as a paragraph, a list item, a row of a table or a line of code.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tui_reader.document.document import Document
from tui_reader.document.model import Block, CodeBlock, Table, leaves, plain_text


class Stop(NamedTuple):
    """A place in a document."""

    chunk: int
    block: int
    offset: int = 0
    """Characters of the block's plain text before it."""


def line_of(document: Document, stop: Stop) -> int:
    """Return the source line of what stands at a place."""
    if not document.chunks:
        return 0
    blocks = document.blocks(stop.chunk)
    if stop.block >= len(blocks):
        return document.chunks[stop.chunk].line
    found = blocks[stop.block].line
    for offset, line in _leaf_lines(blocks[stop.block]):
        if offset > stop.offset:
            break
        found = line
    return found


def stop_in(block: Block, chunk: int, index: int, line: int) -> Stop:
    """Return the place of the first text of a block that stands at a source line or below.

    Args:
        block: A block.
        chunk: Its chunk.
        index: Which block of the chunk it is.
        line: A source line.
    """
    for offset, leaf_line in _leaf_lines(block):
        if leaf_line >= line:
            return Stop(chunk, index, offset)
    return Stop(chunk, index)


def stop_at_line(document: Document, line: int) -> Stop:
    """Return the place of what stands at a source line, or next below it."""
    if not document.chunks:
        return Stop(0, 0)
    first = document.chunk_of_line(line)
    found = Stop(first, 0)
    for index, block in enumerate(document.blocks(first)):
        if block.line > line:
            return found if line_of(document, found) == line else Stop(first, index)
        stop = stop_in(block, first, index, line)
        found = stop if line_of(document, stop) >= line else Stop(first, index)
    return found


def _leaf_lines(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the offset and the source line of each leaf."""
    offset = count = 0
    owner: Block | None = None
    for leaf, inlines in leaves(block):
        count = count + 1 if leaf is owner else 0
        owner = leaf
        line = leaf.line
        if isinstance(leaf, CodeBlock):
            line += count
        elif isinstance(leaf, Table):
            line = row_line(leaf, count // max(1, len(leaf.header)))
        yield offset, line
        offset += len(plain_text(inlines)) + 1


def row_line(table: Table, row: int) -> int:
    """Return the source line of a row; of a table with its header that one is row 0.

    A later part of a table has the line two above its first row, where its header would be.
    """
    if table.first is not None:
        return table.line + 2 + row
    return table.line + row + (row > 0)
