"""Code that a forced cut lies in: fences inside lists and quotes, and indented code.

The scan looks for the blocks of the top level alone. What it cuts off inside a container is parsed
behind the line that opens such a fence, and what is indented behind a line that lets it stay so
(CommonMark 4.4, 4.5): code stays code.
"""

import re

from tui_reader.document.definitions import is_footnote
from tui_reader.document.open_list import CODE_INDENT, indent_of

INDENTED = "\t"
"""A blank line: what is parsed behind it keeps its indent, for that is no blanks."""
_OPENING = re.compile(
    r"((?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$"
)
_CLOSING = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*$")
_MARKER = re.compile(r"[^ \t>]")
_FLUSH = re.compile(r"^ {0,3}[^ \t\n]", re.M)
_PREFIX = re.compile(r"[ \t>]*")


def line_before(source: str, opening: str, following: str, *, is_held: bool) -> str:
    """Return the line that what follows a stretch of a source has to be parsed behind, if any.

    Args:
        source: The stretch.
        opening: The line that the stretch itself is parsed behind, empty if there is none.
        following: The line behind it.
        is_held: Whether that may belong to a list or quote.
    """
    if is_held:
        return open_fence(source, opening.strip("\t"), following)
    return _open_code(source, opening)


def _open_code(source: str, opening: str) -> str:
    """Return `INDENTED` where an indented line behind a stretch would be code, no footnote's."""
    # Mostly it is all of one kind.
    for line in reversed(source.split("\n") if _FLUSH.search(source) else ()):
        if line.strip(" \t") and indent_of(line) < CODE_INDENT:
            return "" if is_footnote(line) else INDENTED
    return opening


def open_fence(source: str, opening: str, following: str) -> str:
    """Return the line that opens the fence that is open behind a stretch of a source, if one is.

    The markers of list items in it are spaces.

    Args:
        source: The stretch.
        opening: The line that opens the fence that is open before it, empty if none is.
        following: The line behind it, which may belong to no fence any more.
    """
    if not opening and "```" not in source and "~~~" not in source:
        return ""
    for line in source.removesuffix("\n").split("\n"):
        if opening and _is_behind(line, opening):
            opening = ""
        if opening:
            closing = _CLOSING.match(line)
            if closing and closing[1].startswith(_strokes(opening)):
                opening = ""
        elif fence := _OPENING.match(line):
            opening = _MARKER.sub(" ", fence[1]) + fence[2] + fence[3]
    return "" if opening and _is_behind(following, opening) else opening


def _is_behind(line: str, opening: str) -> bool:
    """Whether a line is no longer in the container of a fence."""
    if not line.strip(" \t"):
        return ">" in _prefix(opening)
    prefix, wanted = _prefix(line), _prefix(opening)
    if quotes := wanted.count(">"):
        return prefix.count(">") < quotes
    return len(prefix.expandtabs(4)) < len(wanted.expandtabs(4))


def _prefix(line: str) -> str:
    prefix = _PREFIX.match(line)
    return prefix[0] if prefix else ""


def _strokes(opening: str) -> str:
    fence = opening.lstrip(" \t>")
    return fence[: len(fence) - len(fence.lstrip(fence[0]))]
