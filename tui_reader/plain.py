"""A document as plain output: the laid-out text, line by line, with colour where it is wanted.

What pipes, files and `--plain` get. It imports no Textual and writes no escape sequence but SGR
(ECMA-48, section 8.3.117).
"""

from collections.abc import Iterator

from tui_reader.document.document import Document
from tui_reader.document.safe import rest_of_flood, safe
from tui_reader.layout.blocks import lay_out_chunk
from tui_reader.layout.lines import LayoutOptions, Line, Role
from tui_reader.layout.viewport import Viewport
from tui_reader.places import Place

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


def plain_lines(
    document: Document, width: int, *, colour: bool = False, start: Place | None = None
) -> Iterator[str]:
    """Yield the laid-out lines of a document, without line feeds.

    Args:
        document: What to lay out.
        width: Cells in a line; tables and code may be wider.
        colour: Whether roles become SGR sequences.
        start: Where to begin, its first line by default.

    Raises:
        NoSuchPlace: The document doesn't have the place to begin at.
    """
    document.complete()
    options = LayoutOptions(width, width, is_plain=not colour, highlights=colour)
    first, skipped = _first_line(document, options, start)
    for index in range(first, len(document.chunks)):
        lines = lay_out_chunk(
            document.blocks(index),
            options,
            is_first=not index,
            continues=document.chunks[index].continues,
        )
        for line in lines[skipped if index == first else 0 :]:
            yield printed(line, colour=colour)


def _first_line(document: Document, options: LayoutOptions, start: Place | None) -> tuple[int, int]:
    """Return the chunk at which to begin, and how many of its lines to leave out."""
    if start is None:
        return 0, 0
    viewport = Viewport(document, options, 1)
    viewport.show_at(start)
    return viewport.chunk, viewport.line


def printed(line: Line, *, colour: bool) -> str:
    """Return what is printed of a line: its text made safe, with SGR sequences for its roles."""
    return _coloured(line) if colour else safe(line.text).rstrip()


def _coloured(line: Line) -> str:
    parts: list[str] = []
    before = ""
    for run in line.runs:
        codes = ";".join(code for roles, code in _CODES if run.role & roles)
        text = rest_of_flood(before, safe(run.text))
        before = text or before
        parts.append(f"\x1b[{codes}m{text}\x1b[m" if codes else text)
    return "".join(parts)
