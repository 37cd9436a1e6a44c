"""Terms in laid-out lines: the right words have the role, whatever the width."""

from hypothesis import given
from hypothesis import strategies as st

from tests.samples import open_text
from tui_reader.document.glossary import read_glossary
from tui_reader.document.terms import first_uses
from tui_reader.layout.blocks import lay_out_chunk
from tui_reader.layout.lines import LayoutOptions, Role
from tui_reader.layout.terms import TermSpan, mark_terms

GLOSSARY = read_glossary(
    open_text("# G\n\n## Mesa-optimizer\n\nA thing.\n\n## Outer alignment\n\nAnother.\n", "g.md")
)
TEXT = """# Text

Before it, **outer
alignment** was not a thing; a *mesa-optimizer* is.

- an item about outer alignment here
  - and a mesa-optimizer in it

> A quote that mentions outer alignment too.

| Column | Outer alignment |
| --- | --- |
| mesa-optimizer | cell |
"""


def marked(width: int) -> list[str]:
    """Return what is marked of each line that has something."""
    document = open_text(TEXT)
    lines = lay_out_chunk(document.blocks(0), LayoutOptions(width, width), is_first=True)
    found: list[str] = []
    for line in lines:
        spans = [
            TermSpan(use.block, use.offset, use.length)
            for use in first_uses(document, GLOSSARY)
            if use.block == line.block
        ]
        shown = mark_terms(line, spans)
        assert shown.text == line.text
        parts = [run.text for run in shown.runs if run.role & Role.TERM]
        if parts:
            found.append("".join(parts))
    return found


@given(st.integers(12, 120))
def test_the_words_are_marked_at_any_width(width: int) -> None:
    """The first use of each term in the section, over line breaks and styles."""
    words = "".join(marked(width)).replace(" ", "")
    assert words == "outeralignmentmesa-optimizer"


def test_rows_of_tables_stay_as_they_are() -> None:
    """Their cells stand beside one another."""
    document = open_text("| a | b |\n|---|---|\n| outer alignment | x |\n")
    lines = lay_out_chunk(document.blocks(0), LayoutOptions(40, 40), is_first=True)
    spans = [TermSpan(0, 0, 100)]
    assert [mark_terms(line, spans) for line in lines] == lines
