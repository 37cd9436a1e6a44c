"""Which line of a chunk holds a place of its text."""

from collections.abc import Sequence

from tui_reader.layout.lines import Line


def line_of_offset(lines: Sequence[Line], block: int, offset: int) -> tuple[int, tuple[int, int]]:
    """Return the line that holds an offset of a block, and the block and offset it begins with.

    Where there is none, the first line, and -1 for both.
    """
    found, best = 0, (-1, -1)
    for index, line in enumerate(lines):
        key = (line.block, line.offset)
        if key > (block, offset):
            break
        if line.block >= 0 and not line.is_blank and key > best:
            found, best = index, key
    return found, best


def line_of_source(lines: Sequence[Line], source: int) -> int:
    """Return the line with the text of a source line, or with the nearest above it."""
    found, best = 0, -1
    for index, line in enumerate(lines):
        if line.source > source:
            break
        if line.block >= 0 and line.source > best:
            found, best = index, line.source
    return found
