"""A composing stick: collects lines, keeps indent, roles and offsets while blocks nest."""

from bisect import bisect_left
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.cells import cell_len

from tui_reader.document.model import Inline, InlineStyle
from tui_reader.layout.lines import LayoutOptions, Line, Role, Run
from tui_reader.layout.wrap import wrap

_NARROWEST = 16
"""Cells that a text keeps however deep it is nested; indentation stops growing there."""

_ROLE_OF_STYLE = {
    InlineStyle.STRONG: Role.STRONG,
    InlineStyle.EMPHASIS: Role.EMPHASIS,
    InlineStyle.CODE: Role.CODE,
    InlineStyle.STRIKE: Role.STRIKE,
    InlineStyle.INSERTED: Role.INSERTED,
    InlineStyle.MARKED: Role.MARKED,
    InlineStyle.KEY: Role.KEY,
    InlineStyle.IMAGE: Role.IMAGE,
    InlineStyle.FOOTNOTE: Role.FOOTNOTE,
}
_roles: dict[InlineStyle, Role] = {}


def role_of(style: InlineStyle) -> Role:
    """Return the role of an inline style."""
    role = _roles.get(style)
    if role is None:
        role = Role.TEXT
        for flag in style:
            role |= _ROLE_OF_STYLE[flag]
        _roles[style] = role
    return role


@dataclass(slots=True)
class _Level:
    """What one container puts before its lines: once before the first, then before the rest."""

    first: Run | None
    rest: Run
    cells: int


class Setter:
    """Sets the lines of one block.

    Attributes:
        options: Width and the like.
        lines: What has been set so far.
        role: What all text inside the open containers is, beside its own roles.
        block: The index of the block that is being set.
        list_depth: How many lists are open.
    """

    def __init__(self, options: LayoutOptions, block: int) -> None:
        self.options = options
        self.lines: list[Line] = []
        self.role = Role.TEXT
        self.block = block
        self.offset = 0
        self.list_depth = 0
        self._levels: list[_Level] = []
        self._indent = 0

    @property
    def width(self) -> int:
        """Cells that are left for text."""
        return max(1, self.options.width - self._indent - self._overhang())

    @property
    def reach(self) -> int:
        """Cells that are left for a table."""
        return max(self.width, self.options.reach - self._indent)

    def overflows(self, cells: int) -> bool:
        """Whether a table or code block of a width sticks out of the pane, and has to scroll."""
        return self._indent + cells > max(self.options.width, self.options.reach)

    @contextmanager
    def indented(
        self, first: Run, rest: Run, role: Role = Role.TEXT
    ) -> Generator[None, None, None]:
        """Put `first` before the next line and `rest` before those after it."""
        cells = cell_len(first.text)
        narrowest = min(_NARROWEST, self.options.width // 2)
        if self.options.width - self._indent - cells < narrowest:
            if first == rest or self._overhang() + cells > narrowest // 2:
                first = Run("")
            rest, cells = Run(""), 0
        self._levels.append(_Level(first, rest, cells))
        self._indent += cells
        outer_role = self.role
        self.role |= role
        try:
            yield
        finally:
            self.role = outer_role
            self._indent -= cells
            if self._levels[-1].first is not None:
                self.emit((), 0)
            self._levels.pop()

    def emit(
        self,
        runs: Sequence[Run],
        source: int,
        *,
        offset: int | None = None,
        starts: bool = False,
        is_soft: bool = False,
        is_wide: bool = False,
        places: Sequence[int] = (),
    ) -> None:
        """Set one line behind what the open containers put before it; arguments as of `Line`."""
        prefix = self._take_prefix()
        if places:
            places = (*[-1] * len(prefix), *places)
        indent = sum(cell_len(run.text) for run in prefix)
        place = self.offset if offset is None else offset
        self.lines.append(
            Line(
                (*prefix, *runs),
                self.block,
                place,
                indent,
                source,
                starts,
                is_soft,
                is_wide,
                tuple(places),
            )
        )

    def blank(self, source: int) -> None:
        """Set an empty line; only the bars of quotes are in it."""
        runs = tuple(level.rest for level in self._levels if level.rest.text)
        while runs and not runs[-1].text.strip():
            runs = runs[:-1]
        indent = sum(cell_len(run.text) for run in runs)
        self.lines.append(Line(runs, self.block, self.offset, indent, source))

    def flow(self, inlines: Sequence[Inline], source: int, role: Role = Role.TEXT) -> None:
        """Wrap inlines into lines, and count their text."""
        base = self.offset
        marked, places = mark_links(inlines, self.options.marks)
        rows = wrap_inlines(marked, self.width, self.role | role)
        for index, row in enumerate(rows):
            offset = base + row.start - bisect_left(places, row.start)
            self.emit(row.runs, source, offset=offset, starts=not index, is_soft=row.is_soft)
        self.skip(sum(len(inline.text) for inline in inlines))

    def skip(self, characters: int) -> None:
        """Count a leaf's text, and the line feed that joins it to the next."""
        self.offset += characters + 1

    def _overhang(self) -> int:
        """Cells before the next line that those after it don't have, nested too deep to be."""
        return sum(
            cell_len(level.first.text)
            for level in self._levels
            if level.first is not None and not level.cells
        )

    def _take_prefix(self) -> tuple[Run, ...]:
        prefix: list[Run] = []
        for level in self._levels:
            run = level.rest if level.first is None else level.first
            level.first = None
            if run.text:
                prefix.append(run)
        return tuple(prefix)


def mark_links(
    inlines: Sequence[Inline], marks: Mapping[str, str]
) -> tuple[Sequence[Inline], list[int]]:
    """Return inlines with a mark of one character behind each link that has one, and where."""
    if not marks:
        return inlines, []
    marked: list[Inline] = []
    places: list[int] = []
    position = 0
    for index, inline in enumerate(inlines):
        marked.append(inline)
        position += len(inline.text)
        link = inline.link
        is_end = index + 1 == len(inlines) or inlines[index + 1].link is not link
        if link is not None and is_end and (mark := marks.get(link.href)):
            marked.append(Inline(mark, InlineStyle.NONE, link))
            places.append(position)
            position += len(mark)
    return marked, places


@dataclass(frozen=True, slots=True)
class Row:
    """One wrapped line of inlines."""

    runs: tuple[Run, ...]
    start: int
    """Offset of its first character in the text of the inlines."""
    is_soft: bool


_NO_ROW = Row((), 0, False)


def wrap_inlines(inlines: Sequence[Inline], width: int, role: Role = Role.TEXT) -> list[Row]:
    """Wrap inlines to a width in cells; a hard break ends a line."""
    if len(inlines) <= 1 and (row := _only_row(inlines, width, role)):
        return [row]
    text = "".join(inline.text for inline in inlines)
    rows: list[Row] = []
    begin = index = position = 0
    for part in text.split("\n"):
        for number, (start, end) in enumerate(wrap(part, width)):
            start, end = start + begin, end + begin
            while index < len(inlines) and position + len(inlines[index].text) <= start:
                position += len(inlines[index].text)
                index += 1
            runs = _cut(inlines, index, position, start, end, role)
            rows.append(Row(runs, start, number > 0))
        begin += len(part) + 1
    return rows


def _only_row(inlines: Sequence[Inline], width: int, role: Role) -> Row | None:
    """Return the row of what is plainly one, as most cells of tables are; None of all else."""
    if not inlines:
        return _NO_ROW
    inline = inlines[0]
    text = inline.text
    if inline.link or len(text) > width or not text.isascii() or not text.isprintable():
        return None
    if text[:1] == " " or text[-1:] == " " or not text:
        return None
    full = role | role_of(inline.style) if inline.style else role
    return Row((Run(text, full),), 0, False)


def _cut(
    inlines: Sequence[Inline], index: int, position: int, start: int, end: int, role: Role
) -> tuple[Run, ...]:
    """Return the runs between two offsets; the inline at `index` begins at `position`."""
    runs: list[Run] = []
    while position < end:
        inline = inlines[index]
        piece = inline.text[max(0, start - position) : end - position]
        if piece:
            full = role | role_of(inline.style)
            runs.append(Run(piece, full | Role.LINK if inline.link else full, inline.link))
        position += len(inline.text)
        index += 1
    return tuple(runs)
