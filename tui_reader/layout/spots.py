"""Where links are among laid-out lines, so that they can be walked, numbered and lit up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from tui_reader.document.model import Link
from tui_reader.layout.lines import Line, Role, Run


@dataclass(frozen=True, slots=True)
class LinkSpot:
    """One link where it stands."""

    chunk: int
    index: int
    """Which link of the chunk it is."""
    line: int
    """Its first line in the chunk."""
    last_line: int
    link: Link
    text: str

    def is_same(self, other: "LinkSpot | None") -> bool:
        """Whether another spot is this one, possibly laid out anew."""
        return other is not None and (self.chunk, self.index) == (other.chunk, other.index)


def find_spots(lines: Sequence[Line], chunk: int) -> list[LinkSpot]:
    """Return the links of a chunk's lines in reading order.

    A link that is broken over lines, or changes its style within, is one spot.
    """
    order: dict[int, LinkSpot] = {}
    for number, line in enumerate(lines):
        for run in line.runs:
            if run.link is None:
                continue
            known = order.get(id(run.link))
            if known is None:
                spot = LinkSpot(chunk, len(order), number, number, run.link, run.text)
                order[id(run.link)] = spot
            else:
                space = " " if known.last_line < number else ""
                text = known.text + space + run.text
                order[id(run.link)] = replace(known, last_line=number, text=text)
    return list(order.values())


def numbered(line: Line, labels: dict[int, str]) -> Line:
    """Return a line with the labels of links over the blanks before them.

    What the blanks have no room for covers the first cells of the link. A line that scrolls
    sideways keeps its blanks: they line its columns up.

    Args:
        line: A line.
        labels: What to show, by the identity of a link; a link gets it once and it is taken out.
    """
    runs: list[Run] = []
    for run in line.runs:
        label = labels.pop(id(run.link), "") if run.link is not None else ""
        if not label:
            runs.append(run)
            continue
        rest = run.text
        cells = 0 if line.is_wide else _take_blanks(runs, len(label))
        while rest and cells < len(label):
            cells += cell_len(rest[0])
            rest = rest[1:]
        runs.append(Run(label.ljust(cells), Role.LABEL))
        if rest:
            runs.append(replace(run, text=rest))
    return replace(line, runs=tuple(runs))


def _take_blanks(runs: list[Run], most: int) -> int:
    """Take blanks off the end of the last run, and return how many."""
    if not runs:
        return 0
    text = runs[-1].text
    taken = min(most, len(text) - len(text.rstrip(" ")))
    runs[-1] = replace(runs[-1], text=text[: len(text) - taken])
    return taken
