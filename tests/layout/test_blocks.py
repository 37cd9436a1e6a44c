"""Blocks to lines: what stands before a text, where it starts, what its lines know."""

import pytest

from tests.samples import all_blocks, open_text, plain
from tui_reader.document.model import leaf_texts
from tui_reader.layout.blocks import lay_out, lay_out_chunk
from tui_reader.layout.lines import LayoutOptions, Line, Role

NARROW = 24


def lines_of(text: str, width: int = NARROW) -> list[Line]:
    """Return the lines of the first block of a text."""
    return lay_out(all_blocks(open_text(text))[0], LayoutOptions(width))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a\nb", ["a b"]),
        ("a  \nb", ["a", "b"]),
        ("# A", ["A", "━" * NARROW]),
        ("## A b", ["A b", "───"]),
        ("### A", ["A"]),
        ("#", ["", "━" * NARROW]),
        ("---", ["─" * NARROW]),
        ("> a\n>\n> b", ["│ a", "│", "│ b"]),
        ("> > a", ["│ │ a"]),
        ("> - a\n>   b", ["│ • a b"]),
        ("- a\n- b", ["• a", "• b"]),
        ("- a\n\n- b", ["• a", "", "• b"]),
        ("- a\n  - b\n    - c\n      - d", ["• a", "  ◦ b", "    ▪ c", "      ▪ d"]),
        ("9. a\n10. b", [" 9. a", "10. b"]),
        ("1. a\n   - b", ["1. a", "   ◦ b"]),
        ("- [ ] a\n- [x] b", ["[ ] a", "[x] b"]),
        ("1. [x] a", ["1. [x] a"]),
        ("-\n- a", ["•", "• a"]),
        ("- > a", ["• │ a"]),
        ("- # a", ["• a", "  " + "━" * (NARROW - 2)]),
        ("- a\n\n  b", ["• a", "", "  b"]),
        ("- a\n  ```\n  b\n  ```", ["• a", "", "    b"]),
        ("```\na\n\n b\n```", ["  a", "", "   b"]),
        ("```\n```", [""]),
        ("```\n" + "x" * 40 + "\n```", ["  " + "x" * 40]),
        ("- one two three four five six", ["• one two three four", "  five six"]),
        ("> one two three four five six", ["│ one two three four", "│ five six"]),
        ("[^n]: a\n\n    b", ["[1] a", "", "    b"]),
    ],
)
def test_blocks_are_set(source: str, shown: list[str]) -> None:
    """Each kind of block has its marks and its indent."""
    assert [line.text.rstrip() for line in lines_of(source)] == shown


def test_the_title_of_front_matter_is_set_with_its_date() -> None:
    """Title, stroke, date."""
    shown = [line.text for line in lines_of("---\ntitle: T\ndate: 2024-06-09\n---\na\n")]
    assert shown == ["T", "━" * NARROW, "2024-06-09"]


def test_blank_rows_stand_between_blocks() -> None:
    """One between blocks, two before a great heading, none at the top and where a block goes on."""
    document = open_text("a\n\n### b\n\n# c\n\nd\n")
    blocks = document.blocks(0)
    options = LayoutOptions(NARROW)
    shown = ["a", "", "b", "", "", "c", "━" * NARROW, "", "d"]
    assert [line.text for line in lay_out_chunk(blocks, options, is_first=True)] == shown
    assert [line.text for line in lay_out_chunk(blocks, options, continues=True)] == shown
    assert [line.text for line in lay_out_chunk(blocks, options)] == ["", *shown]


def test_plain_headings_have_marks_from_the_third_level() -> None:
    """Where there is no weight, number signs tell small headings from text, on their first line."""
    source = "### one two three four five six\n\n## two\n\n###### six\n"
    shown = plain(source, NARROW).split("\n")
    assert shown == [
        "### one two three four",
        "    five six",
        *["", "", "two", "───", ""],
        "###### six",
    ]


@pytest.mark.parametrize(
    ("source", "text", "role"),
    [
        ("# h", "h", Role.H1),
        ("###### h", "h", Role.H6),
        ("# *h*", "h", Role.H1 | Role.EMPHASIS),
        ("> q", "q", Role.QUOTE),
        ("> q", "│ ", Role.BAR),
        ("> # h", "h", Role.QUOTE | Role.H1),
        ("- i", "• ", Role.BULLET),
        ("`c`", "c", Role.CODE),
        ("[l](/u)", "l", Role.LINK),
        ("[*l*](/u)", "l", Role.LINK | Role.EMPHASIS),
        ("![i](/u)", "▣ i", Role.LINK | Role.IMAGE),
        ("~~s~~", "s", Role.STRIKE),
        ("<kbd>k</kbd>", "k", Role.KEY),
        ("---", "─" * NARROW, Role.RULE),
        ("    c", "c", Role.CODE_BLOCK),
    ],
)
def test_runs_have_roles(source: str, text: str, role: Role) -> None:
    """What a run means is told by its role."""
    roles = {run.text: run.role for line in lines_of(source) for run in line.runs}
    assert roles[text] == role


def test_lines_of_a_link_keep_it() -> None:
    """A link that is broken into lines leads there from each of them."""
    lines = lines_of("[" + "word " * 12 + "](/u)")
    assert len(lines) == 3
    assert {run.link and run.link.href for line in lines for run in line.runs} == {"/u"}


LONG = """\
word word word word word word word

> - word word word word word word word
>
>   second second second second

```
first line of code that is wider than a line
second
```
"""


def test_offsets_lead_to_the_text_of_each_line() -> None:
    """A block's text, from a line's offset on, starts with what the line shows."""
    for block in all_blocks(open_text(LONG)):
        text = "\n".join(leaf_texts(block))
        lines = lay_out(block, LayoutOptions(NARROW))
        assert len(lines) > 1
        for line in lines:
            own = line.text[line.indent :]
            assert not own.strip() or text[line.offset :].startswith(own)


def test_lines_know_source_start_and_width() -> None:
    """First lines start a leaf, those that were broken are soft, code may be wide."""
    document = open_text(LONG)
    lines = lay_out_chunk(document.blocks(0), LayoutOptions(NARROW), is_first=True)
    found = [(line.source, line.starts, line.is_soft, line.is_wide) for line in lines if line.text]
    assert found == [
        (0, True, False, False),
        (0, False, True, False),
        (2, True, False, False),
        (2, False, True, False),
        (4, False, False, False),
        (4, True, False, False),
        (4, False, True, False),
        (7, True, False, True),
        (8, False, False, True),
    ]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
@pytest.mark.parametrize("depth", [5, 20, 40])
def test_deep_nesting_leaves_room_for_text(mark: str, depth: int) -> None:
    """However deep a text stands, its lines keep a width that words fit in, and the column's."""
    lines = lines_of(mark * depth + "word word word word word word", 40)
    assert len(lines) <= 6
    assert max(len(line.text) for line in lines) <= 40


@pytest.mark.parametrize("width", [1, 2, 3, 7])
def test_the_narrowest_columns(width: int) -> None:
    """A column of one cell is no error."""
    document = open_text(
        "# head\n\n- item\n  - inner\n\n> quote\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    for block in all_blocks(document):
        assert lay_out(block, LayoutOptions(width))
