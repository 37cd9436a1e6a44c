"""Blocks: each kind with its structure, its lines, and none of its words lost."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given

from tests.samples import (
    all_blocks,
    blocks_of,
    commonmark_examples,
    leaves,
    missing_words,
    open_text,
    plain,
    visible_words,
)
from tests.strategies import soup
from tui_reader.document.model import (
    Block,
    CodeBlock,
    Footnote,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Rule,
    Table,
    leaf_texts,
    plain_text,
)
from tui_reader.document.safe import safe

Shape = tuple[object, ...]


def shape(block: Block) -> Shape:
    """Return a block as a tuple that is easy to write: kind, texts, children."""
    match block:
        case Heading():
            return (f"h{block.level}", plain_text(block.inlines))
        case Paragraph():
            return ("p", plain_text(block.inlines))
        case CodeBlock():
            return ("code", block.language, *block.lines)
        case Quote():
            return ("quote", *map(shape, block.blocks))
        case ItemList():
            name = "tight" if block.is_tight else "loose"
            items = [
                (item.number, item.is_checked, *map(shape, item.blocks)) for item in block.items
            ]
            return (name, *items)
        case Table():
            rows = [tuple(map(plain_text, row)) for row in (block.header, *block.rows)]
            return ("table", block.alignments, *rows)
        case Footnote():
            return (f"note {block.label} {block.number}", *map(shape, block.blocks))
        case _:
            return ("rule",) if isinstance(block, Rule) else ("title", block.title, block.date)


BLOCKS: list[tuple[str, list[Shape]]] = [
    ("", []),
    ("\n\n \t\n", []),
    ("a\nb\n\nc", [("p", "a b"), ("p", "c")]),
    ("# a *b*\n###### c ##", [("h1", "a b"), ("h6", "c")]),
    ("a\nb\n===\nc\n---", [("h1", "a b"), ("h2", "c")]),
    ("#\n\n##", [("h1", ""), ("h2", "")]),
    ("```\na\n\n b\n```", [("code", "", "a", "", " b")]),
    ("~~~Py thon\na\n~~~", [("code", "py", "a")]),
    ("``` {.rust}\na", [("code", "{.rust}", "a")]),
    ("    a\n\n      b\n\nc", [("code", "", "a", "", "  b"), ("p", "c")]),
    ("```\n\ta\tb\n```", [("code", "", "    a   b")]),
    ("> a\nb\n>\n> > c", [("quote", ("p", "a b"), ("quote", ("p", "c")))]),
    ("***\n- - -\n___", [("rule",)] * 3),
    ("- a\n- b", [("tight", (None, None, ("p", "a")), (None, None, ("p", "b")))]),
    ("- a\n\n- b", [("loose", (None, None, ("p", "a")), (None, None, ("p", "b")))]),
    ("* a\n+ b", [("tight", (None, None, ("p", "a"))), ("tight", (None, None, ("p", "b")))]),
    ("7. a\n7. b", [("tight", (7, None, ("p", "a")), (8, None, ("p", "b")))]),
    ("0) a\n1. b", [("tight", (0, None, ("p", "a"))), ("tight", (1, None, ("p", "b")))]),
    ("-\n- a", [("tight", (None, None), (None, None, ("p", "a")))]),
    ("- a\n  - b\n\n    c", [
        ("tight", (None, None, ("p", "a"),
            ("loose", (None, None, ("p", "b"), ("p", "c")))))]),
    ("- [ ] a\n- [x] b\n- [X] c\n- [y] d\n- []  e", [("tight",
        (None, False, ("p", "a")), (None, True, ("p", "b")), (None, True, ("p", "c")),
        (None, None, ("p", "[y] d")), (None, None, ("p", "[] e")))]),
    ("3. [x] *a*", [("tight", (3, True, ("p", "a")))]),
    ("- # a\n  > b", [("tight", (None, None, ("h1", "a"), ("quote", ("p", "b"))))]),
    ("|a|b|\n|:-|-:|\n|c|\n|d|e|", [
        ("table", ("left", "right"), ("a", "b"), ("c", ""), ("d", "e"))]),
    ("a | b\n:-: | -\n`x\\|y` | *z*\nend", [
        ("table", ("center", ""), ("a", "b"), ("x|y", "z"), ("end", ""))]),
    ("| a |\n|---|", [("table", ("",), ("a",))]),
    ("a[^n]\n\n[^n]: b\n\n    c", [("p", "a[1]"), ("note n 1", ("p", "b"), ("p", "c"))]),
    ("<div>\na <b>b</b>\n</div>", [("p", "a b")]),
    ("<h2>a</h2>\n<p>b<p>c", [("h2", "a"), ("p", "b"), ("p", "c")]),
    ("<ul><li>a<li>b</ul>", [("p", "a"), ("p", "b")]),
    ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", [
        ("p", "a b"), ("p", "c")]),
    ("<pre>\n a &lt;\n\n  <b>b</b>\n</pre>", [("code", "", " a <", "", "  b")]),
    ("<script>\nx < y;\n</script>", [("code", "", "x < y;")]),
    ("<div>a<hr>b</div>", [("p", "a"), ("rule",), ("p", "b")]),
    ("<!-- a\n\nb -->\nc", [("p", "c")]),
    ("<?php\n\necho 1;\n?>\nc", [("p", "c")]),
    ("<!DOCTYPE html>", []),
    ("<div><![CDATA[a < b]]></div>", [("p", "a < b")]),
    ("<details><summary>a</summary>\n\nb\n\n</details>", [("p", "a"), ("p", "b")]),
    ("<div title='a > b'>c</div>", [("p", "c")]),
    ("<div", [("p", "<div")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "shapes"), BLOCKS)
def test_blocks(source: str, shapes: list[Shape]) -> None:
    """Each kind of block becomes what it means."""
    assert [shape(block) for block in blocks_of(source)] == shapes


LINES = """\
---
title: T
---

# Heading

Paragraph
of two lines.

- item

  - inner
- [x] task

> quote
>
> # quoted

```py
code
```

    indented

| a |
|---|
| b |

<div>

Setext
---

***
a[^n]

[^n]: note

<p>one
<p>two

<pre>

verbatim
</pre>
"""


def _with_descendants(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Quote | Footnote):
            yield from _with_descendants(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _with_descendants(item.blocks)


def test_blocks_know_their_source_lines() -> None:
    """A block's line is the one its text starts in, counted in the whole file."""
    source = LINES.split("\n")
    found = {
        leaf.strip(): source[block.line]
        for block in _with_descendants(all_blocks(open_text(LINES)))
        if not isinstance(block, Quote | ItemList | Footnote)
        for leaf in list(leaf_texts(block))[:1]
    }
    del found["T"]
    assert found == {
        "Heading": "# Heading",
        "Paragraph of two lines.": "Paragraph",
        "item": "- item",
        "inner": "  - inner",
        "task": "- [x] task",
        "quote": "> quote",
        "quoted": "> # quoted",
        "code": "code",
        "indented": "    indented",
        "a": "| a |",
        "Setext": "Setext",
        "": "***",
        "a[1]": "a[^n]",
        "note": "[^n]: note",
        "one": "<p>one",
        "two": "<p>two",
        "verbatim": "verbatim",
    }


def _nested_list(depth: int) -> str:
    return "\n".join("  " * level + f"- word{level}" for level in range(depth))


def _nested_quotes(depth: int) -> str:
    return "\n".join("> " * (level + 1) + f"word{level}" for level in range(depth))


@pytest.mark.parametrize("make", [_nested_list, _nested_quotes])
@pytest.mark.parametrize("depth", [10, 20, 99, 400])
def test_nesting_loses_no_word(make: object, depth: int) -> None:
    """However deep lists and quotes are nested, every word is shown, and what follows them."""
    assert callable(make)
    shown = plain(f"{make(depth)}\n\nafter\n", 200).split()
    assert {f"word{level}" for level in range(depth)} <= set(shown)
    assert shown[-1] == "after"


def test_eighty_levels_are_text() -> None:
    """A list of eighty levels, each on a line of its own, is a list."""
    document = open_text(f"# Deep\n\n{_nested_list(80)}\n")
    kinds = [type(block) for block in document.blocks(0)]
    assert kinds == [Heading, ItemList]
    assert not document.is_deep(0)


@pytest.mark.parametrize("make", [_nested_list, _nested_quotes])
@pytest.mark.parametrize("depth", [99, 400])
def test_only_what_is_too_deep_is_source(make: object, depth: int) -> None:
    """What stands before and after a nest that is too deep is text, and its lines are right."""
    assert callable(make)
    document = open_text(f"# Deep\n\nbefore\n\n{make(depth)}\n\nafter *it*\n")
    blocks = [block for chunk in range(len(document.chunks)) for block in document.blocks(chunk)]
    kinds = [type(block) for block in blocks]
    assert kinds[:3] == [Heading, Paragraph, CodeBlock]
    assert [block.line for block in blocks[:3]] == [0, 2, 4]
    assert isinstance(blocks[-1], Paragraph)
    assert blocks[-1].line == depth + 5
    assert any(document.is_deep(chunk) for chunk in range(len(document.chunks)))


def test_a_fence_is_never_cut_for_depth() -> None:
    """Of what runs on over blank lines, as a fence does, no line becomes text."""
    text = f"```\na\n\n- b\n\nc *d*\n```\n\n{_nested_list(99)}\n"
    document = open_text(text)
    assert all(isinstance(block, CodeBlock) for block in document.blocks(0))


PATHOLOGICAL = {
    "quotes": ">" * 10_000 + " word",
    "spaced quotes": "> " * 10_000 + "word",
    "bullets": "- " * 10_000 + "word",
    "numbers": "1. " * 10_000 + "word",
    "mixed": "> - 1. " * 500 + "word\n\nword",
    "brackets": "[" * 10_000 + "word" + "]" * 10_000,
    "stars": "*" * 10_000 + "word",
    "strong": "**x " * 400 + "word",
    "images": "![" * 500 + "word" + "](x)" * 500,
    "divs": "<div>" * 4000 + "word",
    "tags": "<b>" * 5000 + "word",
    "open divs": "<div " * 4000 + "word",
    "open quotes": "<div>" + '<p "' * 4000 + "word",
    "open cells": "<div>" + "<td " * 4000 + "word",
    "comments": "<!--" * 5000 + "-->\n\nword",
    "columns": "|" * 5000 + "\n" + "|-" * 4999 + "|\n\nword",
    "missing cells": "a|" * 90 + "\n" + "-|" * 90 + "\n" + "b\n" * 300 + "\nword",
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_nesting_shows_its_word(name: str) -> None:
    """What nests deeper than any parser goes is shown all the same."""
    assert "word" in "\n".join(leaves(open_text(PATHOLOGICAL[name])))


@pytest.mark.skipif(not commonmark_examples(), reason="no specification beside the repository")
@pytest.mark.parametrize("width", [60, 100])
def test_commonmark_examples_show_all_their_text(width: int) -> None:
    """Every word that the specification's HTML shows is in the outcome, in that order."""
    missing = {
        example.number: (words, example.markdown)
        for example in commonmark_examples()
        if (words := missing_words(visible_words(example.html), plain(example.markdown, width)))
    }
    assert missing == {}


@given(soup)
def test_any_lines_are_read(text: str) -> None:
    """No sequence of lines raises; all text is safe."""
    for leaf in leaves(open_text(text)):
        assert safe(leaf.replace("\n", "")) == leaf.replace("\n", "")
