"""Blocks to lines: one small function for each kind of block, in a table.

`lay_out` sets one block; `lay_out_chunk` sets the blocks of a chunk with the blank rows between
them. Both are pure: the same block, width and options give the same lines.
"""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from tui_reader.document.model import (
    Block,
    CodeBlock,
    Footnote,
    Heading,
    Inline,
    ItemList,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    SourceText,
    Table,
    TitleBlock,
)
from tui_reader.layout.highlight import highlight
from tui_reader.layout.lines import HEADING_ROLES, LayoutOptions, Line, Role, Run
from tui_reader.layout.setter import Setter, wrap_inlines
from tui_reader.layout.tables import set_table

_BULLETS = ("• ", "◦ ", "▪ ")
_ROOM_FOR_NUMBERS = 32
"""Cells that the source keeps for its text beside the numbers of its lines."""
_CODE_INDENT = Run("  ", Role.CODE_BLOCK)


def lay_out(block: Block, options: LayoutOptions, index: int = 0) -> list[Line]:
    """Return the lines of a block.

    Args:
        block: The block.
        options: The column's width and the like.
        index: Which block of its chunk it is.
    """
    setter = Setter(options, index)
    _set(setter, block)
    return setter.lines


def lay_out_chunk(
    blocks: Sequence[Block],
    options: LayoutOptions,
    *,
    is_first: bool = False,
    continues: bool = False,
) -> list[Line]:
    """Return the lines of a chunk: a blank row before each block, two before a great heading.

    Args:
        blocks: What the chunk holds.
        options: The column's width and the like.
        is_first: Whether it is the document's first; then no blank row comes before it.
        continues: Whether it goes on with the last block of the chunk before it.
    """
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        if index or not (is_first or continues):
            lines.extend([_blank(block)] * (2 if _is_great(block) else 1))
        lines.extend(lay_out(block, options, index))
    return lines


def _blank(block: Block) -> Line:
    # It belongs to what comes before it: the section above ends with it.
    return Line((), -1, 0, 0, max(0, block.line - 1))


def _is_great(block: Block) -> bool:
    return isinstance(block, Heading) and block.level <= 2


def _set(setter: Setter, block: Block) -> None:
    _SETTERS[type(block)](setter, block)


def _set_all(setter: Setter, blocks: Sequence[Block], is_tight: bool = False) -> None:
    for index, block in enumerate(blocks):
        if index and not (is_tight and isinstance(block, Paragraph | ItemList)):
            setter.blank(block.line)
        _set(setter, block)


def _set_heading(setter: Setter, heading: Heading) -> None:
    role = HEADING_ROLES[heading.level - 1]
    if setter.options.is_plain and heading.level > 2:
        mark = Run("#" * heading.level + " ", role)
        with setter.indented(mark, Run(" " * len(mark.text))):
            setter.flow(heading.inlines, heading.line, role)
        return
    first = len(setter.lines)
    setter.flow(heading.inlines, heading.line, role)
    _underline(setter, heading.level, first, heading.line)


def _underline(setter: Setter, level: int, first: int, source: int) -> None:
    """Set the stroke under a heading of the first two levels; it stands at the heading's end."""
    end = setter.offset - 1
    if level == 1:
        setter.emit((Run("━" * setter.width, Role.H1 | Role.RULE),), source, offset=end)
    elif level == 2:
        lines = setter.lines[first:]
        longest = max(cell_len(line.text) - line.indent for line in lines)
        stroke = Run("─" * min(longest, setter.width), Role.H2 | Role.RULE)
        setter.emit((stroke,), source, offset=end)


def _set_title(setter: Setter, title: TitleBlock) -> None:
    setter.flow((Inline(title.title),), title.line, Role.TITLE)
    stroke = Run("━" * setter.width, Role.H1 | Role.RULE)
    setter.emit((stroke,), title.line, offset=setter.offset - 1)
    if title.date:
        setter.emit((Run(title.date, Role.MUTED),), title.line)
    setter.skip(len(title.date))


def _set_paragraph(setter: Setter, paragraph: Paragraph) -> None:
    setter.flow(paragraph.inlines, paragraph.line)


def _set_code(setter: Setter, code: CodeBlock) -> None:
    language = code.language if setter.options.highlights else ""
    with setter.indented(_CODE_INDENT, _CODE_INDENT):
        is_wide = setter.overflows(max((cell_len(line) for line in code.lines), default=0))
        for index, runs in enumerate(highlight(code.lines, language)):
            setter.emit(runs, code.line + index, starts=not index, is_wide=is_wide)
            setter.skip(len(code.lines[index]))


def _set_source(setter: Setter, source: SourceText) -> None:
    """Set lines of the Markdown source, wrapped, with their numbers where there is room."""
    has_numbers = setter.width >= source.digits + _ROOM_FOR_NUMBERS
    is_after_blank = source.follows_blank
    for index, text in enumerate(source.lines):
        number = "" if source.is_cut and not index else str(source.line + index + 1)
        gutter = f"{number:>{source.digits}}  " if has_numbers else ""
        blank = Run(" " * len(gutter), Role.LINE_NUMBER)
        with setter.indented(Run(gutter, Role.MUTED | Role.LINE_NUMBER), blank):
            _set_source_line(setter, text, source.line + index, is_after_blank)
        is_after_blank = not text.strip()
        setter.skip(len(text))


def _set_source_line(setter: Setter, text: str, number: int, is_after_blank: bool) -> None:
    """Set a line; what its first row is indented by, the rows after it are too."""
    words = text.lstrip(" ")
    lead = min(len(text) - len(words), setter.width // 2)
    indent = Run(" " * lead)
    with setter.indented(indent, indent):
        for index, row in enumerate(wrap_inlines((Inline(words),), setter.width, setter.role)):
            setter.emit(
                row.runs,
                number,
                offset=setter.offset + (len(text) - len(words) + row.start if index else 0),
                starts=is_after_blank and not index and bool(words),
                is_soft=row.is_soft,
            )


def _set_quote(setter: Setter, quote: Quote) -> None:
    bar = Run("│ ", Role.BAR)
    with setter.indented(bar, bar, Role.QUOTE):
        _set_all(setter, quote.blocks)


def _set_list(setter: Setter, items: ItemList) -> None:
    markers = _markers(items.items, setter.list_depth)
    setter.list_depth += 1
    for index, item in enumerate(items.items):
        if index and not items.is_tight:
            setter.blank(item.line)
        marker = markers[index]
        with setter.indented(Run(marker, Role.BULLET), Run(" " * cell_len(marker))):
            _set_all(setter, item.blocks, items.is_tight)
    setter.list_depth -= 1


def _markers(items: Sequence[ListItem], depth: int) -> list[str]:
    """Return what stands before each item, all of the same width."""
    width = max((len(str(item.number)) for item in items if item.number is not None), default=0)
    markers: list[str] = []
    for item in items:
        marker = _BULLETS[min(depth, len(_BULLETS) - 1)]
        if item.number is not None:
            marker = f"{item.number:>{width}}. "
        if item.is_checked is not None:
            box = "[x] " if item.is_checked else "[ ] "
            marker = box if item.number is None else marker + box
        markers.append(marker)
    return markers


def _set_rule(setter: Setter, rule: Rule) -> None:
    setter.emit((Run("─" * setter.width, Role.RULE),), rule.line, starts=True)
    setter.skip(0)


def _set_footnote(setter: Setter, footnote: Footnote) -> None:
    label = f"[{footnote.number or footnote.label}] "
    with setter.indented(Run(label, Role.FOOTNOTE), Run(" " * cell_len(label))):
        _set_all(setter, footnote.blocks)


_SETTERS: dict[type[Block], Callable[[Setter, Block], None]] = {
    Heading: _set_heading,
    TitleBlock: _set_title,
    Paragraph: _set_paragraph,
    CodeBlock: _set_code,
    Quote: _set_quote,
    ItemList: _set_list,
    Table: set_table,
    Rule: _set_rule,
    SourceText: _set_source,
    Footnote: _set_footnote,
}  # pyright: ignore[reportAssignmentType]  # each function takes the kind that it is filed under
