"""List items that begin with a link: the lines of a table of contents, of a list of works."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui_reader.document.model import (
    Block,
    Footnote,
    InlineStyle,
    ItemList,
    Link,
    Paragraph,
    Quote,
    plain_text,
)


@dataclass(frozen=True, slots=True)
class LinkedItem:
    """A list item whose text begins with a link."""

    link: Link
    title: str
    """The text of the link, as it stands at the beginning of the paragraph."""
    rest: str
    """What the first paragraph says after it."""
    line: int
    """The source line of that paragraph."""


def linked_items(block: Block) -> Iterator[LinkedItem]:
    """Yield the items of a block's lists that begin with a link, in reading order."""
    match block:
        case ItemList():
            for item in block.items:
                for index, child in enumerate(item.blocks):
                    if index == 0 and isinstance(child, Paragraph):
                        yield from _opening_link(child)
                    else:
                        yield from linked_items(child)
        case Quote() | Footnote():
            for child in block.blocks:
                yield from linked_items(child)
        case _:
            pass


def _opening_link(paragraph: Paragraph) -> Iterator[LinkedItem]:
    inlines = paragraph.inlines
    if not inlines or inlines[0].link is None or inlines[0].style & InlineStyle.IMAGE:
        return
    link = inlines[0].link
    count = next((n for n, one in enumerate(inlines) if one.link is not link), len(inlines))
    yield LinkedItem(link, plain_text(inlines[:count]), plain_text(inlines[count:]), paragraph.line)
