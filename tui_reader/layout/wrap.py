"""Where a paragraph breaks into lines, to the cell.

A line may break after white space, after a hyphen or dash inside a word, and between wide
characters (UAX #14, in the small); a word that is longer than a line is folded. Cells are counted
as `rich.cells` counts them: wide characters two, combining marks and joined emoji with their base.
"""

import re

from rich.cells import split_graphemes

_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]*")
_DASHES = "-\u2010\u2013\u2014"
_NEVER_FIRST = frozenset("、。，．：；！？）」』】〉》〕｝ーっッゃャゅュょョ々…")  # noqa: RUF001
_NEVER_LAST = frozenset("（「『【〈《〔｛")  # noqa: RUF001


def is_narrow(text: str) -> bool:
    """Whether every character is sure to take one cell, so that cells are characters."""
    return _NARROW.fullmatch(text) is not None


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return start and end of each line of a paragraph, white space at their ends left out.

    Args:
        text: The paragraph, without line feeds.
        width: Cells in a line; less than 1 counts as 1. A wide character in a line of one cell
            stands alone and sticks out.
    """
    width = max(1, width)
    if not text:
        return [(0, 0)]
    if is_narrow(text):
        return _wrap_narrow(text, width)
    return _wrap_cells(text, width)


def _wrap_narrow(text: str, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start, end = _lstrip(text, 0), len(text)
    while end - start > width:
        limit = start + width
        space = text.rfind(" ", start, limit + 1)
        dash = _last_dash(text, max(start, space), limit)
        if dash > space:
            lines.append((start, dash))
            start = dash
        elif space > start:
            lines.append((start, _rstrip(text, start, space)))
            start = _lstrip(text, space)
        else:
            lines.append((start, limit))
            start = limit
    if start < end or not lines:
        lines.append((start, _rstrip(text, start, end)))
    return lines


def _last_dash(text: str, start: int, limit: int) -> int:
    """Return the place after the last dash at which a line may break, -1 where there is none."""
    place = limit
    while (place := max(text.rfind(dash, start + 1, place) for dash in _DASHES)) >= 0:
        if _breaks_after_dash(text, place + 1):
            return place + 1
    return -1


def _breaks_after_dash(text: str, place: int) -> bool:
    return place < len(text) and text[place].isalpha() and text[place - 2].isalpha()


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _lstrip(text: str, start: int) -> int:
    while start < len(text) and text[start] == " ":
        start += 1
    return start


def _wrap_cells(text: str, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = place = _lstrip(text, 0)
    cells = cells_at_place = 0
    was_wide = False
    for first, last, size in _characters(text, width):
        if first < start:
            continue
        character = text[first]
        is_wide = size == 2 and character.isalpha()
        if first > start and _breaks_before(text, start, first, is_wide, was_wide):
            place, cells_at_place = first, cells
        if cells + size > width and character != " " and first > start:
            if place <= start:
                place, cells_at_place = first, cells
            lines.append((start, _rstrip(text, start, place)))
            start, cells = place, cells - cells_at_place
        was_wide = is_wide
        if not (cells == 0 and character == " " and lines):
            cells += size
        elif first == start:
            start = last
    if start < len(text) or not lines:
        lines.append((start, _rstrip(text, start, len(text))))
    return lines


def _characters(text: str, width: int) -> list[tuple[int, int, int]]:
    """Return start, end and cells of each character as it shows; a flag is one of two letters."""
    spans = split_graphemes(text)[0]
    if width == 1 or not _FLAG_LETTER.search(text):
        return spans
    found: list[tuple[int, int, int]] = []
    is_half = False
    for first, last, size in spans:
        is_letter = _FLAG_LETTER.match(text, first) is not None
        if is_half and is_letter:
            start, _, cells = found[-1]
            found[-1] = start, last, cells + size
        else:
            found.append((first, last, size))
        is_half = is_letter and not is_half
    return found


def _breaks_before(text: str, start: int, place: int, is_wide: bool, was_wide: bool) -> bool:
    character, before = text[place], text[place - 1]
    if before == " ":
        return character != " "
    if before in _DASHES:
        return place > start + 1 and _breaks_after_dash(text, place)
    if not (is_wide or was_wide) or character == " ":
        return False
    return character not in _NEVER_FIRST and before not in _NEVER_LAST
