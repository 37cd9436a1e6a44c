"""List items that begin with a link."""

import pytest

from tests.samples import blocks_of
from tui_reader.document.items import linked_items


def items_of(text: str) -> list[tuple[str, str, str, int]]:
    """Return address, title, rest and line of the linked items of a text."""
    return [
        (item.link.href, item.title, item.rest, item.line)
        for block in blocks_of(text)
        for item in linked_items(block)
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- [A](a.md)", [("a.md", "A", "", 0)]),
        ("1. [A](a.md), 5 min. Why.", [("a.md", "A", ", 5 min. Why.", 0)]),
        ("* **[A *b*\n  c](a.md)** x", [("a.md", "A b c", " x", 0)]),
        ("- [A](a.md)[B](b.md)", [("a.md", "A", "B", 0)]),
        ("- [A][r]\n\n[r]: a.md", [("a.md", "A", "", 0)]),
        ("- [x] [A](a.md)", [("a.md", "A", "", 0)]),
        (
            "- [A](a.md)\n  - [B](b.md)\n- x\n\n  1. [C](c.md)",
            [("a.md", "A", "", 0), ("b.md", "B", "", 1), ("c.md", "C", "", 4)],
        ),
        ("> - [A](a.md)", [("a.md", "A", "", 0)]),
        ("- > - [A](a.md)", [("a.md", "A", "", 0)]),
    ],
)
def test_items_that_begin_with_a_link(text: str, items: list[tuple[str, str, str, int]]) -> None:
    """At any depth, with what follows the link."""
    assert items_of(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "[A](a.md)",
        "- see [A](a.md)",
        "- x\n\n  [A](a.md)",
        "- # [A](a.md)",
        "- `[A](a.md)`",
        "- ![A](a.md)",
        "- ",
        "",
    ],
)
def test_other_text_is_none(text: str) -> None:
    """No paragraph outside a list, no link further on in an item, no heading."""
    assert items_of(text) == []
