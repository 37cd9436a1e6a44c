"""A document as plain output: the laid-out text, line by line, with colour where it is wanted.

What pipes, files and `--plain` get. It imports no Textual and writes no escape sequence but SGR
(ECMA-48, section 8.3.117).
"""

from collections.abc import Iterator

from tui_reader.document.document import Document
from tui_reader.document.safe import safe
from tui_reader.layout.blocks import lay_out_chunk
from tui_reader.layout.lines import LayoutOptions, Line, Role

_CODES = (
    (Role.TITLE | Role.H1 | Role.H2 | Role.H3 | Role.H4 | Role.TABLE_HEAD | Role.STRONG, "1"),
    (Role.KEY, "7"),
    (Role.H4 | Role.H5 | Role.H6 | Role.EMPHASIS | Role.SYNTAX_COMMENT, "3"),
    (Role.H5 | Role.INSERTED | Role.LINK, "4"),
    (Role.MARKED, "7"),
    (Role.STRIKE, "9"),
    (Role.TITLE | Role.H1 | Role.H2 | Role.H3 | Role.H4 | Role.H5 | Role.H6, "36"),
    (Role.CODE | Role.SYNTAX_STRING, "32"),
    (Role.BULLET | Role.BAR | Role.SYNTAX_KEYWORD | Role.FOOTNOTE, "35"),
    (Role.SYNTAX_NUMBER | Role.SYNTAX_NAME, "33"),
    (Role.MUTED | Role.RULE | Role.TABLE_LINE | Role.SYNTAX_COMMENT, "2"),
)


def plain_lines(document: Document, width: int, *, colour: bool = False) -> Iterator[str]:
    """Yield the laid-out lines of a document, without line feeds.

    Args:
        document: What to lay out.
        width: Cells in a line; tables and code may be wider.
        colour: Whether roles become SGR sequences.
    """
    options = LayoutOptions(width, width, is_plain=not colour, highlights=colour)
    for index, chunk in enumerate(document.chunks):
        blocks = document.blocks(index)
        for line in lay_out_chunk(blocks, options, is_first=not index, continues=chunk.continues):
            yield _coloured(line) if colour else safe(line.text).rstrip()


def _coloured(line: Line) -> str:
    parts: list[str] = []
    for run in line.runs:
        codes = ";".join(code for roles, code in _CODES if run.role & roles)
        text = safe(run.text)
        parts.append(f"\x1b[{codes}m{text}\x1b[m" if codes else text)
    return "".join(parts)
