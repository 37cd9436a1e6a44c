"""The rows of the search panel: where something stands, and as much of its sentence as fits."""

from rich.cells import cell_len, get_character_cell_size
from textual.content import Content

from tui_reader.document.safe import safe
from tui_reader.layout.margin import BOOKMARK, NOTE
from tui_reader.search_hits import Hit

_INDENT = "  "
_LEAD = 16
"""Columns that a row has for what stands before the first of the words, where that can't be all and
what stands behind fills the row."""
_SIGNS = {"note": NOTE, "bookmark": BOOKMARK, "heading": "#", "address": "→"}


def row_of(hit: Hit, width: int, *, is_one: bool) -> Content:
    """Return one or two lines: where it stands, and the words, if there are any.

    Args:
        hit: What was found.
        width: How many columns a line has; a longer one is cut.
        is_one: Whether all documents that are searched are one, which needn't be named.
    """
    names_title = not (is_one and hit.section and hit.entry is not None)
    title = hit.title if names_title and hit.title != hit.section else ""
    where = " · ".join(safe(part) for part in (hit.section, title) if part)
    head = (f"{_SIGNS.get(hit.kind, ' ')} {where}", "bold")
    if not hit.sentence:
        return Content.assemble(head)
    begin = _begin(hit, width - len(_INDENT))
    lead = f"{_INDENT}…" if begin else _INDENT
    return Content.assemble(head, f"\n{lead}", sentence_of(hit, begin))


def sentence_of(hit: Hit, position: int = 0) -> Content:
    """Return the sentence from a place on, the words set off."""
    parts: list[tuple[str, str] | str] = []
    for start, end in hit.spans:
        parts += (hit.sentence[position:start], (hit.sentence[start:end], "bold underline"))
        position = end
    return Content.assemble(*parts, hit.sentence[position:])


def _begin(hit: Hit, room: int) -> int:
    """Return from where on a sentence is shown, so that the first of the words are in view."""
    text = hit.sentence
    if cell_len(text) <= room or not hit.spans:
        return 0
    first, end = hit.spans[0]
    # The sign for what is left out takes a column.
    room -= 1
    if cell_len(text[:end]) <= room:
        return 0
    # No further on than where the rest fills the row.
    begin = min(_back(text, len(text), room), _back(text, first, min(_LEAD, room // 2)))
    return begin if text[begin - 1 : begin] == " " else text.find(" ", begin, first) + 1 or begin


def _back(text: str, end: int, room: int) -> int:
    """Return from where on a text up to a place has so many columns at most."""
    while end and (room := room - get_character_cell_size(text[end - 1])) >= 0:
        end -= 1
    return end
