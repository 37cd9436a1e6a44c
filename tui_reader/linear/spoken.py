"""Blocks as they read line by line and aloud: what is drawn in the app is said in words here.

Links carry their number behind them, images and notes say what they are, a table is a list of its
rows with each cell behind the name of its column. The words stay; only what frames them changes.
"""

from collections.abc import Sequence
from dataclasses import replace

from tui_reader.document.model import (
    Block,
    CodeBlock,
    Footnote,
    Heading,
    Inline,
    InlineStyle,
    ItemList,
    Link,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
    TitleBlock,
    plain_text,
)
from tui_reader.linear.stops import row_line
from tui_reader.linear.words import count

_IMAGE_SIGN = "▣ "
_SHORT_ROW = 60
"""Characters of a row that still stands on one line."""

Inlines = tuple[Inline, ...]


class Speaker:
    """Turns blocks into what is read out.

    Attributes:
        links: The links met so far, by their number, each with its text.
        next_number: The number of the next link.
        is_cut: Whether a table that comes next has more rows than are known.
    """

    def __init__(self, next_number: int) -> None:
        self.links: dict[int, tuple[Link, str]] = {}
        self.next_number = next_number
        self.is_cut = False

    def spoken(self, block: Block) -> Sequence[Block]:
        """Return what is read out of a block."""
        match block:
            case Heading():
                sign = Inline("#" * block.level + " ")
                return (Paragraph((sign, *self.inlines(block.inlines)), block.line),)
            case Paragraph():
                return (replace(block, inlines=self.inlines(block.inlines)),)
            case CodeBlock():
                name = f"Code, {block.language}:" if block.language else "Code:"
                return (_said(name, max(0, block.line - 1)), block)
            case Quote():
                return (replace(block, blocks=self._all(block.blocks)),)
            case ItemList():
                items = [replace(item, blocks=self._all(item.blocks)) for item in block.items]
                return (replace(block, items=tuple(items)),)
            case Table():
                return self._table(block)
            case Rule():
                return (_said("---", block.line),)
            case Footnote():
                return self._footnote(block)
            case TitleBlock():
                return tuple(_said(text, block.line) for text in (block.title, block.date) if text)

    def inlines(self, inlines: Sequence[Inline]) -> Inlines:
        """Return inlines with the number of each link behind it."""
        said: list[Inline] = []
        text = ""
        for index, inline in enumerate(inlines):
            said.append(_in_words(inline))
            link = inline.link
            if link is None:
                continue
            text += said[-1].text
            if index + 1 == len(inlines) or inlines[index + 1].link is not link:
                said.append(Inline(f"[{self.next_number}]", InlineStyle.NONE, link))
                self.links[self.next_number] = link, " ".join(text.split())
                self.next_number += 1
                text = ""
        return tuple(said)

    def _all(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(said for block in blocks for said in self.spoken(block))

    def _footnote(self, footnote: Footnote) -> Sequence[Block]:
        label = Inline(f"Note {footnote.number or footnote.label}: ")
        blocks = self._all(footnote.blocks)
        if blocks and isinstance(blocks[0], Paragraph):
            first = replace(blocks[0], inlines=(label, *blocks[0].inlines))
            return (first, *blocks[1:])
        return (Paragraph((label,), footnote.line), *blocks)

    def _table(self, table: Table) -> Sequence[Block]:
        """Return a table as the names of its columns and a list of its rows."""
        said: list[Block] = []
        names = [" ".join(plain_text(cell).split()) for cell in table.header]
        before = 0
        if table.first is None:
            size = count(len(names), "column")
            if not self.is_cut:
                size = f"{count(len(table.rows), 'row')}, {size}"
            head: list[Inline] = [Inline(f"Table, {size}: ")]
            for index, cell in enumerate(table.header):
                head += [Inline(", ")] if index else []
                head += _on_one_line(self.inlines(cell))
            said.append(Paragraph(tuple(head), table.line))
        else:
            before = row_line(table, 0) - row_line(table.first, 1)
        items: list[ListItem] = []
        for index, row in enumerate(table.rows):
            line = row_line(table, index + (table.first is None))
            paragraph = Paragraph(self._row(names, row), line)
            items.append(ListItem((paragraph,), line, number=before + index + 1))
        if items:
            said.append(ItemList(tuple(items), is_tight=True, line=items[0].line))
        return said

    def _row(self, names: Sequence[str], row: Sequence[Inlines]) -> Inlines:
        """Return the cells that hold something, each behind the name of its column."""
        cells: list[list[Inline]] = []
        for name, cell in zip(names, row, strict=False):
            if plain_text(cell).strip():
                label = [Inline(f"{name}: ")] if name else []
                cells.append([*label, *_on_one_line(self.inlines(cell))])
        length = sum(len(inline.text) + 2 for cell in cells for inline in cell)
        joint = Inline("; " if length <= _SHORT_ROW else "\n")
        said: list[Inline] = []
        for index, cell in enumerate(cells):
            said += [joint, *cell] if index else cell
        return tuple(said) or (Inline("empty"),)


def _in_words(inline: Inline) -> Inline:
    if inline.style & InlineStyle.IMAGE and inline.text.startswith(_IMAGE_SIGN):
        return replace(inline, text="image: " + inline.text.removeprefix(_IMAGE_SIGN))
    if inline.style & InlineStyle.FOOTNOTE:
        return replace(inline, text=f" (note {inline.text.strip('[]')})")
    return inline


def _on_one_line(inlines: Sequence[Inline]) -> list[Inline]:
    return [replace(inline, text=inline.text.replace("\n", " ")) for inline in inlines]


def _said(text: str, line: int) -> Paragraph:
    return Paragraph((Inline(text),), line)
