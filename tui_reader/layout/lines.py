"""The values that layout gives: lines made of runs, each run with a role.

A role says what a run means; what it looks like is decided where it is painted or printed.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.cells import cell_len

from tui_reader.document.model import Link


class Role(enum.Flag):
    """What a run of text is; several may hold at once."""

    TEXT = 0
    STRONG = enum.auto()
    EMPHASIS = enum.auto()
    CODE = enum.auto()
    STRIKE = enum.auto()
    INSERTED = enum.auto()
    MARKED = enum.auto()
    KEY = enum.auto()
    IMAGE = enum.auto()
    FOOTNOTE = enum.auto()
    LINK = enum.auto()
    TITLE = enum.auto()
    H1 = enum.auto()
    H2 = enum.auto()
    H3 = enum.auto()
    H4 = enum.auto()
    H5 = enum.auto()
    H6 = enum.auto()
    MUTED = enum.auto()
    BULLET = enum.auto()
    QUOTE = enum.auto()
    BAR = enum.auto()
    RULE = enum.auto()
    CODE_BLOCK = enum.auto()
    TABLE_HEAD = enum.auto()
    TABLE_LINE = enum.auto()
    LABEL = enum.auto()
    TERM = enum.auto()
    LINE_NUMBER = enum.auto()
    SYNTAX_KEYWORD = enum.auto()
    SYNTAX_STRING = enum.auto()
    SYNTAX_COMMENT = enum.auto()
    SYNTAX_NUMBER = enum.auto()
    SYNTAX_NAME = enum.auto()
    FOUND = enum.auto()
    CURRENT = enum.auto()


HEADING_ROLES = (Role.H1, Role.H2, Role.H3, Role.H4, Role.H5, Role.H6)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one role."""

    text: str
    role: Role = Role.TEXT
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of laid-out text."""

    runs: tuple[Run, ...]
    block: int
    """Index of its block in the chunk; -1 for a blank row between blocks."""
    offset: int
    """How many characters of the block's plain text come before this line."""
    indent: int
    """How many cells bullets, bars and indentation take before the text."""
    source: int
    """The source line of the leaf that it belongs to."""
    starts: bool = False
    """Whether it is the first line of a paragraph, heading, code block or table."""
    is_soft: bool = False
    """Whether it goes on with the line before it, which broke only because it was full."""
    is_wide: bool = False
    """Whether it may be wider than the column and then scrolls sideways."""
    places: tuple[int, ...] = ()
    """For a row of a table where in the block's plain text each run begins, -1 for what isn't text.

    Its cells stand beside one another, not in reading order."""

    @property
    def text(self) -> str:
        """What it reads, bullets and bars included."""
        return "".join(run.text for run in self.runs)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, or nothing but the bars of quotes."""
        return cell_len(self.text.rstrip()) <= self.indent


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """What layout depends on beside the text."""

    width: int
    """The column, in cells."""
    reach: int = 0
    """How many cells tables may take; at least `width`."""
    is_plain: bool = False
    """Whether there is no weight and no colour, so that headings need a mark."""
    highlights: bool = True
    """Whether code in a named language is told apart by its syntax."""
    marks: Mapping[str, str] = field(default_factory=dict[str, str])
    """What stands beside the links to an address; it counts for no offset."""
