"""Rules of our own for markdown-it, where its own take the square of what they read."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import reference as _reference
from markdown_it.rules_inline import StateInline

from tui_reader.document.definitions import is_footnote
from tui_reader.document.line_starts import CELL_END, table_columns

_NOTE = re.compile(r"\[\^([^ \n\[\]]{1,999})\]")
_MOST_FILLED = 0x10000
"""Cells of a table that the source doesn't have, as markdown-it limits them."""
NOTES = "notes"
"""The key of an environment under which the labels of footnotes are."""


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """Take a reference to a footnote that is defined: a token `footnote_ref` with its label."""
    reference = _NOTE.match(state.src, state.pos, state.posMax)
    if reference is None or reference[1] not in state.env[NOTES]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": reference[1]}
    state.pos = reference.end()
    return True


def reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a link reference definition; what looks like a footnote's defines no link (GFM).

    It may be text after all that a forced cut parted from its paragraph, and is shown then.
    """
    return not is_footnote(_line(state, start)) and _reference(state, start, end, silent)


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table (GFM 4.10): one token `table` with its `rows` and `alignments`.

    markdown-it makes three tokens of each cell, those too that only fill a short row up.
    """
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    if state.is_code_block(start) or state.is_code_block(start + 1):
        return False
    delimiter = _line(state, start + 1)
    columns = table_columns(_line(state, start), delimiter)
    if not columns or silent:
        return columns > 0
    rows = [_cells(_line(state, start))]
    line, filled = start + 2, 0
    parent, state.parentType = state.parentType, "table"
    while line < end and filled <= _MOST_FILLED and _is_row(state, line, end):
        row = _cells(_line(state, line))[:columns]
        filled += columns - len(row)
        rows.append(row)
        line += 1
    state.parentType = parent
    meta: dict[str, Any] = {"rows": rows, "alignments": _alignments(delimiter)}
    token = state.push("table", "table", 0)
    token.map, token.meta = [start, line], meta
    state.line = line
    return True


def enable(blocks: MarkdownIt, inlines: MarkdownIt) -> None:
    """Let two parsers take footnotes."""
    from mdit_py_plugins.footnote import footnote_plugin

    footnote_plugin(blocks, inline=False, move_to_end=False)
    inlines.inline.ruler.after("image", "footnote_ref", footnote_reference)


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.is_code_block(line) or state.isEmpty(line):
        return False
    # What ends a quote's paragraph ends a table.
    return not any(rule(state, line, end, True) for rule in _terminators(state))


def _terminators(state: StateBlock) -> Any:
    return state.md.block.ruler.getRules("blockquote")


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _cells(line: str) -> list[str]:
    cells = CELL_END.split(line.strip(" \t"))
    if not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return [cell.replace("\\|", "|").strip(" \t") for cell in cells]


def _alignments(delimiter: str) -> list[str]:
    marks = (mark.strip(" \t") for mark in delimiter.strip(" \t|").split("|"))
    names = {(False, False): "", (True, False): "left", (False, True): "right"}
    return [names.get((mark[:1] == ":", mark[-1:] == ":"), "center") for mark in marks]
