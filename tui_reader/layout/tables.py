"""Tables as lines: columns as wide as their content, cells wrapped where the page is narrower.

A table that can't be made narrow enough keeps columns that a word fits in, and scrolls sideways.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from tui_reader.document.model import Inline, Table, plain_text
from tui_reader.layout.lines import Role, Run
from tui_reader.layout.setter import Row, Setter, mark_links, wrap_inlines

_SEPARATOR = " │ "
_CROSSING = "─┼─"
_WORDS = (24, 14, 11)
"""Cells of a word that a narrow column still shows whole; less where the page is too narrow."""
_SCROLLED_WORD = 14
"""Cells of a word that a column shows whole in a table that scrolls."""


def set_table(setter: Setter, table: Table) -> None:
    """Set a table, or the later rows of one."""
    widths = _column_widths(table, setter.reach)
    is_wide = setter.overflows(_full_width(widths))
    rows = [_wrapped(setter, row, widths, setter.role) for row in table.rows]
    is_ruled = any(len(cell) > 1 for row in rows for cell in row)
    if table.first is None:
        header = _wrapped(setter, table.header, widths, setter.role | Role.TABLE_HEAD)
        _set_row(setter, header, table.header, widths, table, table.line, is_wide, starts=True)
        _set_rule(setter, widths, table.line, is_wide, "━" if is_ruled else "─")
    for index, row in enumerate(rows):
        line = table.line + (index + 2 if table.first is None else 0)
        if is_ruled and (index or table.first is not None):
            _set_rule(setter, widths, line, is_wide, "─")
        starts = not index and table.first is not None
        _set_row(setter, row, table.rows[index], widths, table, line, is_wide, starts=starts)


def _column_widths(table: Table, reach: int) -> list[int]:
    """Return the cells of each column; a later part is at least as wide as its first part."""
    natural, words = [1] * len(table.header), [1] * len(table.header)
    for row in (table.header, *table.rows, *(table.first.rows if table.first else ())):
        for column, cell in enumerate(row[: len(natural)]):
            if cell:
                size, word = _measure(cell[0].text if len(cell) == 1 else plain_text(cell))
                natural[column] = max(natural[column], size)
                words[column] = max(words[column], word)
    room = reach - len(_SEPARATOR) * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    for longest in _WORDS:
        narrow = _narrowed(natural, words, longest)
        if sum(narrow) <= room:
            return _share_out(natural, narrow, room)
    return _narrowed(natural, words, _SCROLLED_WORD)


def _measure(text: str) -> tuple[int, int]:
    """Return the cells of the longest line and of the longest word of a cell."""
    if text.isascii() and "\n" not in text:
        return len(text), max(map(len, text.split()), default=1) if " " in text else len(text)
    parts = text.split("\n")
    return max(map(cell_len, parts)), max(map(cell_len, text.split()), default=1)


def _narrowed(natural: Sequence[int], words: Sequence[int], longest: int) -> list[int]:
    """Return columns that hold their longest word, up to a number of cells."""
    pairs = zip(natural, words, strict=True)
    return [min(cells, max(3, min(word, longest))) for cells, word in pairs]


def _share_out(natural: list[int], narrow: list[int], room: int) -> list[int]:
    """Widen the narrow columns evenly until the room is used up."""
    widths = list(narrow)
    left = room - sum(widths)
    while left > 0:
        open_columns = [i for i, width in enumerate(widths) if width < natural[i]]
        step = max(1, left // len(open_columns))
        for column in open_columns:
            extra = min(step, natural[column] - widths[column], left)
            widths[column] += extra
            left -= extra
    return widths


def _wrapped(
    setter: Setter, row: Sequence[tuple[Inline, ...]], widths: Sequence[int], role: Role
) -> list[list[Row]]:
    cells = [mark_links(cell, setter.options.marks)[0] for cell in row]
    return [wrap_inlines(cell, width, role) for cell, width in zip(cells, widths, strict=False)]


def _set_row(
    setter: Setter,
    cells: list[list[Row]],
    row: Sequence[tuple[Inline, ...]],
    widths: Sequence[int],
    table: Table,
    line: int,
    is_wide: bool,
    *,
    starts: bool,
) -> None:
    begins = _cell_places(setter, row)
    for index in range(max(len(cell) for cell in cells)):
        runs: list[Run] = []
        places: list[int] = []
        for column, (cell, width) in enumerate(zip(cells, widths, strict=False)):
            if column:
                runs.append(Run(_SEPARATOR, Role.TABLE_LINE))
                places.append(-1)
            content = cell[index].runs if index < len(cell) else ()
            is_last = column == len(widths) - 1
            aligned = _aligned(content, width, table.alignments[column], is_last)
            runs.extend(aligned)
            start = cell[index].start if content else 0
            places.extend(_run_places(aligned, content, start, *begins[column]))
        setter.emit(runs, line, starts=starts and not index, is_wide=is_wide, places=places)
    setter.skip(sum(len(inline.text) for cell in row for inline in cell) + len(row) - 1)


def _cell_places(
    setter: Setter, row: Sequence[tuple[Inline, ...]]
) -> list[tuple[int, Sequence[int]]]:
    """Return where each cell begins in the block's plain text, and where in it marks stand."""
    places: list[tuple[int, Sequence[int]]] = []
    offset = setter.offset
    for cell in row:
        places.append((offset, mark_links(cell, setter.options.marks)[1]))
        offset += sum([len(inline.text) for inline in cell]) + 1
    return places


def _run_places(
    runs: Sequence[Run], content: Sequence[Run], start: int, base: int, marks: Sequence[int]
) -> Iterator[int]:
    """Yield where in the block's plain text each run of a line of a cell begins, -1 for blanks.

    Args:
        runs: The line.
        content: Those of its runs that are no blanks.
        start: Where it begins in the cell, the marks of links counted.
        base: Where the cell begins.
        marks: Where in the cell marks stand.
    """
    texts = {id(run) for run in content}
    for run in runs:
        if id(run) not in texts:
            yield -1
            continue
        yield -1 if start in marks else base + start - bisect_left(marks, start)
        start += len(run.text)


def _aligned(runs: Sequence[Run], width: int, alignment: str, is_last: bool) -> list[Run]:
    if not runs:
        return [] if is_last else [Run(" " * width)]
    space = width - sum(cell_len(run.text) for run in runs)
    left = {"right": space, "center": space // 2}.get(alignment, 0)
    right = 0 if is_last else space - left
    padded = [Run(" " * left), *runs, Run(" " * right)]
    return [run for run in padded if run.text]


def _set_rule(setter: Setter, widths: Sequence[int], line: int, is_wide: bool, stroke: str) -> None:
    crossing = _CROSSING.replace("─", stroke).replace("┼", "┿" if stroke == "━" else "┼")
    text = crossing.join(stroke * width for width in widths)
    setter.emit((Run(text, Role.TABLE_LINE),), line, is_wide=is_wide)


def _full_width(widths: Sequence[int]) -> int:
    return sum(widths) + len(_SEPARATOR) * (len(widths) - 1)
