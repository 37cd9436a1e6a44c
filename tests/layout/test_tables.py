"""Tables: as wide as their content, wrapped where the page is narrower, wide where it must be."""

import pytest
from rich.cells import cell_len

from tests.samples import all_blocks, open_text
from tui_reader.layout.blocks import lay_out
from tui_reader.layout.lines import LayoutOptions, Line, Role


def table_lines(text: str, width: int = 40, reach: int = 0) -> list[Line]:
    """Return the lines of the table that a text is."""
    (block,) = all_blocks(open_text(text))
    return lay_out(block, LayoutOptions(width, reach))


def shown(text: str, width: int = 40, reach: int = 0) -> list[str]:
    """Return what the lines of a table read."""
    return [line.text.rstrip() for line in table_lines(text, width, reach)]


def test_columns_are_as_wide_as_their_content() -> None:
    """A small table takes the cells it needs, under a thin rule."""
    assert shown("|a|head|\n|-|-|\n|longer|b|\n|c||\n") == [
        "a      │ head",
        "───────┼─────",
        "longer │ b",
        "c      │",
    ]


def test_columns_are_aligned() -> None:
    """Left, centre and right are kept, wide characters counted as two cells."""
    assert shown("|left|center|right|\n|:-|:-:|-:|\n|漢|漢|漢|\n|a|b|c|\n") == [
        "left │ center │ right",
        "─────┼────────┼──────",
        "漢   │   漢   │    漢",
        "a    │   b    │     c",
    ]


def test_cells_wrap_where_the_page_is_narrow() -> None:
    """Rows of several lines are told apart by rules, the header by a thick one."""
    assert shown("|a|b|\n|-|-|\n|one two three four|x|\n|y|z|\n", 14) == [
        "a          │ b",
        "━━━━━━━━━━━┿━━",
        "one two    │ x",
        "three four │",
        "───────────┼──",
        "y          │ z",
    ]


@pytest.mark.parametrize("width", [20, 30, 40, 60])
def test_a_table_that_can_fit_does(width: int) -> None:
    """Where every column can be narrow enough, no line is wider than the page."""
    text = "|a|b|c|\n|-|-|-|\n" + "|some words here|more of them|x|\n" * 3
    assert all(cell_len(line) <= width for line in shown(text, width))


def test_a_table_that_cannot_fit_scrolls() -> None:
    """Columns keep what a word needs; the lines say that they may be wide."""
    text = "|" + "heading|" * 20 + "\n|" + "-|" * 20 + "\n"
    lines = table_lines(text, 40)
    assert all(line.is_wide for line in lines)
    assert {cell_len(line.text) for line in lines} == {7 * 20 + 3 * 19}
    assert [line.text.count("heading") for line in lines] == [20, 0]


def test_a_table_may_reach_beyond_the_column() -> None:
    """Where the window is wider than the column of text, a table uses it."""
    text = "|one two three four five six|seven eight nine ten|\n|-|-|\n"
    assert len(shown(text, 30)) > 2
    assert len(shown(text, 30, 60)) == 2


def test_words_wider_than_a_column_are_folded() -> None:
    """A word of any length ends nowhere but in the table."""
    lines = shown("|a|b|\n|-|-|\n|" + "x" * 200 + "|y|\n", 30)
    assert "".join(lines).count("x") == 200
    assert max(map(len, lines)) <= 30


def test_missing_cells_are_empty() -> None:
    """A short row is filled up."""
    assert shown("|a|b|\n|-|-|\n|c|\n")[-1] == "c │"


def test_a_pipe_in_a_cell_is_text() -> None:
    """An escaped pipe separates nothing."""
    assert shown("|a|\n|-|\n|b \\| `c \\| d`|\n")[-1] == "b | c | d"


def test_a_line_break_in_a_cell_is_one() -> None:
    """A break that is asked for by tag makes a row of two lines."""
    assert shown("|a|b|\n|-|-|\n|c<br>d|e|\n") == ["a │ b", "━━┿━━", "c │ e", "d │"]


def test_later_parts_of_a_long_table_widen_where_they_must() -> None:
    """A cell that is wider than those of the first part isn't broken while there is room."""
    document = open_text("|n|text|\n|-|-|\n" + "".join(f"|{n}|word|\n" for n in range(2000)))
    later = document.blocks(len(document.chunks) - 1)[0]
    assert "1999 │ word" in lay_out(later, LayoutOptions(40))[-1].text


@pytest.mark.parametrize("prefix", ["> ", "- "])
def test_tables_in_quotes_and_lists_stand_behind_their_marks(prefix: str) -> None:
    """Every row has the bar or the indent of what it stands in."""
    text = f"{prefix}|a|b|\n{prefix.replace('-', ' ')}|-|-|\n"
    first, second = shown(text)
    assert (first[2:], second[2:]) == ("a │ b", "──┼──")


def test_roles_of_a_table() -> None:
    """Header, separators and cells have roles."""
    header, rule = table_lines("|*a*|b|\n|-|-|\n")
    assert [run.role for run in header.runs] == [
        Role.TABLE_HEAD | Role.EMPHASIS,
        Role.TABLE_LINE,
        Role.TABLE_HEAD,
    ]
    assert [run.role for run in rule.runs] == [Role.TABLE_LINE]


def test_rows_have_their_source_lines() -> None:
    """The line of a row is where its source has it."""
    lines = table_lines("|a|b|\n|-|-|\n|c|d|\n|e|f|\n")
    assert [line.source for line in lines] == [0, 0, 2, 3]
