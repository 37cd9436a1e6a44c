"""The list of the top level that a scan is in: what belongs to its item, what number comes next."""

import re

from tui_reader.document.line_starts import MARKER

CODE_INDENT = 4
"""Columns that make code of a line which no item holds."""
_EMPTY_ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]*$")
_NOTHING = " " * 1000


class OpenList:
    """The list that was opened last.

    Attributes:
        prefix: What each line of its last item starts with, lazy ones and tabs apart.
    """

    def __init__(self) -> None:
        self.prefix = ""
        self._number: int | None = None
        self._delimiter = ""

    def add(self, line: str, marker: re.Match[str], is_first: bool) -> None:
        """Begin an item with a line that a marker opens."""
        if is_first:
            self._number = None
        self._number = self.next_number(marker)
        self._delimiter = marker[2] or ""
        self.prefix = " " * _content_column(line, marker)

    def next_number(self, marker: re.Match[str]) -> int | None:
        """Return the number that an item has, None in a bullet list."""
        if marker[1] is None:
            return None
        if self._number is None or self._delimiter != marker[2]:
            return int(marker[1])
        return self._number + 1

    def note_blank(self, previous: str) -> None:
        """Note a blank line: an item that begins with one holds nothing (CommonMark 5.2)."""
        if _EMPTY_ITEM.match(previous):
            self.prefix = _NOTHING

    def holds(self, line: str) -> bool:
        """Whether a line is indented enough to belong to the last item."""
        return indent_of(line) >= len(self.prefix)


def indent_of(line: str) -> int:
    """Return in which column a line's text begins; tabs reach to stops of four."""
    line = line.expandtabs(4) if "\t" in line else line
    return len(line) - len(line.lstrip(" "))


def match_marker(line: str, *, interrupts_text: bool) -> re.Match[str] | None:
    """Return the marker of a list item; few may interrupt a paragraph (CommonMark 5.3)."""
    marker = MARKER.match(line)
    if marker is None or not interrupts_text:
        return marker
    is_empty = not line[marker.end() :].strip(" \t")
    return None if is_empty or marker[1] not in (None, "1") else marker


def _content_column(line: str, marker: re.Match[str]) -> int:
    end = len(marker[0].rstrip(" \t"))
    content = indent_of(" " * end + line[end:])
    is_text = line[end:].strip(" \t")
    return content if is_text and end < content <= end + 4 else end + 1
