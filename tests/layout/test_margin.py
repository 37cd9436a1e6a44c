"""Signs in the margin: at the first line of what is marked, or at the top of the screen."""

import pytest

from tests.samples import open_text
from tui_reader.document.anchoring import position_of_leaf, resolve
from tui_reader.layout.lines import LayoutOptions
from tui_reader.layout.margin import BOOKMARK, NOTE, PlaceMark, signs_in_view
from tui_reader.layout.viewport import Viewport

TEXT = """# Top

First paragraph, which is long enough to take some lines of a narrow column.

- an item
- another item that goes on for more than one line of it

> quoted words

```
code one

code two
```

Last paragraph.
"""


def viewport() -> Viewport:
    """Return a viewport over the text."""
    return Viewport(open_text(TEXT), LayoutOptions(30, 30), 30)


def marked(view: Viewport, words: str, sign: str = BOOKMARK) -> dict[int, list[PlaceMark]]:
    """Return the mark of the paragraph or item that holds some words."""
    for row in range(view.height):
        line = view.line_at(row)
        if line is not None and words in line.text:
            chunk, _ = view.locate(row)
            document = view.document
            found = resolve(document, position_of_leaf(document, chunk, line.block, line.offset))
            return {found.chunk: [PlaceMark(found.block, found.offset, found.length, sign)]}
    raise AssertionError(words)


def rows_with_signs(view: Viewport, marks: dict[int, list[PlaceMark]]) -> list[tuple[str, str]]:
    """Return sign and text of each row that has a sign."""
    signs = signs_in_view(view, marks)
    lines = [view.line_at(row) for row in range(view.height)]
    return [
        (signs[id(line)], line.text) for line in lines if line is not None and id(line) in signs
    ]


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("First paragraph", "First paragraph, which is long"),
        ("narrow", "First paragraph, which is long"),
        ("an item", "• an item"),
        ("more than", "• another item that goes on"),
        ("quoted", "│ quoted words"),
        ("code two", "  code two"),
        ("Top", "Top"),
        ("Last", "Last paragraph."),
    ],
)
def test_the_sign_is_at_the_first_line(words: str, row: str) -> None:
    """Wherever in the paragraph, item or line of code the place was."""
    view = viewport()
    assert rows_with_signs(view, marked(view, words)) == [(BOOKMARK, row)]


def test_the_sign_stays_while_any_of_it_is_in_view() -> None:
    """Scrolled half out, its sign is at the top; scrolled out whole, there is none."""
    view = viewport()
    marks = marked(view, "First paragraph")
    view.resize(4)
    view.scroll(4)
    assert rows_with_signs(view, marks) == [(BOOKMARK, "enough to take some lines of a")]
    view.scroll(4)
    assert rows_with_signs(view, marks) == []


def test_two_signs_on_one_line() -> None:
    """A bookmark and a note on one paragraph both show; two bookmarks show as one."""
    view = viewport()
    first, note = marked(view, "an item"), marked(view, "an item", NOTE)
    chunk = next(iter(first))
    both = {chunk: [*note[chunk], *first[chunk], *first[chunk]]}
    assert rows_with_signs(view, both) == [(BOOKMARK + NOTE, "• an item")]


@pytest.mark.parametrize("before", ["", "> "])
def test_a_row_of_a_table_has_its_sign_itself(before: str) -> None:
    """Not the line above it, which belongs to no row."""
    rows = ["| Name | Value |", "|---|---|", "| one | 1 |", "| two | |", "| three | 3 |"]
    text = "".join(f"{before}{row}\n" for row in rows)
    view = Viewport(open_text(text), LayoutOptions(30, 30), 30)
    lines = [line for row in range(view.height) if (line := view.line_at(row)) is not None]
    for name in ("Name", "one", "two", "three"):
        place = next(line.offset for line in lines if name in line.text)
        ((sign, row),) = rows_with_signs(view, {0: [PlaceMark(0, place, 1, BOOKMARK)]})
        assert sign == BOOKMARK
        assert name in row
