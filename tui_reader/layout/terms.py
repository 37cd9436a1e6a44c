"""The words of a glossary in laid-out lines: which parts of a line are terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from tui_reader.layout.lines import Line, Role, Run


@dataclass(frozen=True, slots=True)
class TermSpan:
    """Where a term stands."""

    block: int
    """Which block of its chunk."""
    offset: int
    """Where it begins in the block's plain text."""
    length: int


def mark_terms(line: Line, spans: Sequence[TermSpan]) -> Line:
    """Return a line in which the terms have their role.

    Rows of tables stay as they are: their cells stand beside one another, not in reading order.

    Args:
        line: A line.
        spans: The terms of its block.
    """
    if any(run.role & Role.TABLE_LINE for run in line.runs):
        return line
    runs: list[Run] = []
    offset, cells = line.offset, 0
    for run in line.runs:
        if cells < line.indent:
            cells += cell_len(run.text)
            runs.append(run)
            continue
        runs.extend(_cut(run, offset, spans))
        offset += len(run.text)
    return replace(line, runs=tuple(runs))


def _cut(run: Run, start: int, spans: Sequence[TermSpan]) -> list[Run]:
    """Return the parts of a run that begins at an offset, with what is a term by itself."""
    parts: list[Run] = []
    position = 0
    for span in spans:
        first = max(position, span.offset - start)
        last = min(len(run.text), span.offset + span.length - start)
        if first >= last:
            continue
        if first > position:
            parts.append(replace(run, text=run.text[position:first]))
        parts.append(replace(run, text=run.text[first:last], role=run.role | Role.TERM))
        position = last
    if position < len(run.text) or not parts:
        parts.append(replace(run, text=run.text[position:]))
    return parts
