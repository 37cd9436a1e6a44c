"""Signs in the margin: which lines in view have a bookmark or a note beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui_reader.layout.lines import Line, Role
from tui_reader.layout.viewport import Viewport

BOOKMARK, NOTE = "◆", "✎"
BOTH = "◈"
"""What stands for the two where there is room for one."""


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A stretch of text that has a sign."""

    block: int
    """Which block of its chunk."""
    offset: int
    """Where it begins in the block's plain text."""
    length: int
    sign: str


def signs_in_view(viewport: Viewport, marks: Mapping[int, Sequence[PlaceMark]]) -> dict[int, str]:
    """Return the signs of the lines in view, by the identity of the line.

    A stretch has its sign at its first line, or at the top of the screen when it began above.

    Args:
        viewport: What is in view.
        marks: The marks of each chunk that has some.
    """
    signs: dict[int, str] = {}
    for chunk in viewport.chunks_in_view():
        lines = viewport.lines(chunk) if chunk in marks else []
        top = max(0, -viewport.row_of(chunk, 0))
        for mark in marks.get(chunk, ()):
            line = _line_of(lines, mark, top)
            if line is not None and mark.sign not in signs.get(id(line), ""):
                signs[id(line)] = "".join(sorted(signs.get(id(line), "") + mark.sign))
    return signs


def _line_of(lines: Sequence[Line], mark: PlaceMark, top: int) -> Line | None:
    """Return the first line of a marked stretch at or below the top line, None if it has none."""
    end = mark.offset + max(1, mark.length)
    for index in range(top, len(lines)):
        line = lines[index]
        if line.block > mark.block or (line.block == mark.block and line.offset >= end):
            return None
        if line.block != mark.block or line.is_blank or _is_rule(line):
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.offset >= mark.offset or following is None or following.block != mark.block:
            return line
        if following.offset > mark.offset:
            return line
    return None


def _is_rule(line: Line) -> bool:
    """Whether it is a line between two rows of a table, which has the place of the row below it."""
    return not line.places and any(run.role is Role.TABLE_LINE for run in line.runs)
