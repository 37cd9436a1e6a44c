"""The values a document is made of: blocks, and the inlines in them.

They are frozen, know no width and no colour, and hold only text that passed `safe`. Lines are
counted from 0, in the whole source, front matter included.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass


class InlineStyle(enum.Flag):
    """What an inline means; several may hold at once."""

    NONE = 0
    STRONG = enum.auto()
    EMPHASIS = enum.auto()
    CODE = enum.auto()
    STRIKE = enum.auto()
    INSERTED = enum.auto()
    MARKED = enum.auto()
    KEY = enum.auto()
    IMAGE = enum.auto()
    FOOTNOTE = enum.auto()


@dataclass(frozen=True, slots=True)
class Link:
    """Where an inline leads."""

    href: str
    """The address as the parser normalised it, percent-encoded, not yet judged."""
    title: str = ""
    """The title that the source gives it, made safe."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text in one style. A line feed in it is a hard line break."""

    text: str
    style: InlineStyle = InlineStyle.NONE
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text."""

    level: int
    """1 to 6."""
    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced or indented code block, or text to show line by line as it is."""

    lines: tuple[str, ...]
    language: str
    """The first word of the info string, lower case; empty when none is named."""
    line: int
    """The source line of its first line of code."""


@dataclass(frozen=True, slots=True)
class SourceText(CodeBlock):
    """Lines of the Markdown source itself, as `source_lines` shows them."""

    digits: int = 1
    """How many digits the greatest line number of the document has."""
    is_cut: bool = False
    """Whether it goes on with a line that was broken off for its length."""
    follows_blank: bool = True
    """Whether the line before it is blank, or there is none."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    blocks: tuple["Block", ...]
    line: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    blocks: tuple["Block", ...]
    line: int
    number: int | None = None
    """Its number in an ordered list."""
    is_checked: bool | None = None
    """Whether a task is done; None where the item is no task."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bullet list or an ordered list."""

    items: tuple[ListItem, ...]
    is_tight: bool
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table (GFM 4.10)."""

    header: tuple[tuple[Inline, ...], ...]
    """The cells of its first row."""
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[str, ...]
    """For each column `left`, `center`, `right` or empty."""
    line: int
    first: "Table | None" = None
    """For the later part of a long table its first part, whose header and column widths it has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    line: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """The definition of a footnote, where the source has it."""

    label: str
    number: int
    blocks: tuple["Block", ...]
    line: int


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The title and date that front matter gives, where the text doesn't open with them."""

    title: str
    date: str
    line: int


Block = Heading | Paragraph | CodeBlock | Quote | ItemList | Table | Rule | Footnote | TitleBlock


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the text of inlines, hard breaks as line feeds."""
    return "".join(inline.text for inline in inlines)


def leaf_texts(block: Block) -> Iterator[str]:
    """Yield the text of each leaf of a block in reading order.

    Joined with a line feed they are the block's plain text, in which offsets are counted: a
    paragraph, a heading, a line of code and a table cell are leaves; a rule is an empty one.
    """
    for _, inlines in leaves(block):
        yield plain_text(inlines)


def leaves(block: Block) -> Iterator[tuple[Block, tuple[Inline, ...]]]:
    """Yield the inlines of each leaf of a block, with the innermost block that it belongs to."""
    match block:
        case Heading() | Paragraph():
            yield block, block.inlines
        case CodeBlock():
            for line in block.lines:
                yield block, (Inline(line, InlineStyle.CODE),)
        case Quote() | Footnote():
            for child in block.blocks:
                yield from leaves(child)
        case ItemList():
            for item in block.items:
                for child in item.blocks:
                    yield from leaves(child)
        case Table():
            header = () if block.first else (block.header,)
            for row in (*header, *block.rows):
                for cell in row:
                    yield block, cell
        case Rule():
            yield block, ()
        case TitleBlock():
            yield block, (Inline(block.title),)
            yield block, (Inline(block.date),)
