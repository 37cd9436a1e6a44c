"""One linear pass over a source: where it can be cut, its headings, its definitions.

Cuts lie before a heading or before a line in the first column that follows a blank one, unless a
list goes on, a fence is open or an HTML block is (CommonMark 0.31.2, sections 4.2 to 4.6, 5.2).
Where a source gives no such place for long, a cut is forced between two lines, and the chunk
carries what its parser must know of what came before.
"""

import enum
import re
from collections.abc import Callable, Iterable

from tui_reader.document.chunks import MAX_CHARACTERS, ChunkKind, Cutter, table_rows
from tui_reader.document.findings import HeadingMark, Scan
from tui_reader.document.line_starts import (
    ATX,
    DEFINITION,
    FENCE,
    HTML_BLANK,
    MARKER,
    RULE,
    SETEXT,
    heading_source,
    html_end,
    table_columns,
)
from tui_reader.document.open_list import OpenList, indent_of, match_marker
from tui_reader.document.references import find_heading

_DEFINITIONS_REACH = 1024  # Characters; each look for a heading behind them parses them anew.
SEGMENT_CHARACTERS = 64 * 1024
"""How much of a text is scanned at a time, to the end of the line."""


def scan(text: str, start: int = 0) -> Scan:
    """Scan a text from offset `start` on, which must lie at the start of a line."""
    scanner = Scanner(text, start)
    while scanner.advance():
        pass
    return scanner.result()


class _Context(enum.IntEnum):
    NONE = 0
    PARAGRAPH = 1
    LIST = 2
    QUOTE = 3
    TABLE = 4
    HTML = 5
    DEFINITIONS = 6


_BETWEEN = (_Context.NONE, _Context.DEFINITIONS)
_TEXT = (_Context.PARAGRAPH, _Context.DEFINITIONS)


class Scanner:
    """The pass, segment by segment: the open block, the open chunk, and what was found so far.

    Attributes:
        is_done: Whether the whole text has been scanned.
    """

    def __init__(self, text: str, start: int) -> None:
        self.is_done = False
        self.text = text
        self.position = start
        self.line_number = text.count("\n", 0, start)
        self.context = _Context.NONE
        self.after_blank = True
        self.fence = ""
        self.fence_language = ""
        self.html_end: re.Pattern[str] | None = None
        self.is_comment = False
        self.paragraph: tuple[int, int] = (0, start)
        self.previous = ""
        self.table: tuple[int, str] = (0, "")
        self.table_columns = 1
        self.list = OpenList()
        self.headings: list[HeadingMark] = []
        self.definitions: list[tuple[str, int]] = []
        self.footnotes: dict[str, int] = {}
        self.cutter = Cutter(start, self.line_number)
        self.starters: dict[str, Callable[[str], bool]] = {
            "#": self._start_heading,
            "`": self._start_fence,
            "~": self._start_fence,
            ">": self._start_quote,
            "_": self._start_rule,
            "<": self._start_html,
            **dict.fromkeys("-+*0123456789", self._start_list),
        }

    def result(self) -> Scan:
        return Scan(
            tuple(self.cutter.chunks), tuple(self.headings), tuple(self.definitions), self.footnotes
        )

    def advance(self) -> bool:
        """Scan one more segment, which takes some milliseconds; return whether more is left."""
        if self.is_done:
            return False
        end = self.text.find("\n", self.position + SEGMENT_CHARACTERS)
        if end < 0:
            end = len(self.text)
            self.is_done = True
        self._run(self.text[self.position : end].split("\n"))
        if self.is_done:
            self.cutter.close(min(self.position, len(self.text)), self.line_number)
        return not self.is_done

    def _run(self, lines: Iterable[str]) -> None:
        # Nine lines in ten go on with the open block: they pay for no call (10 MB in 0.1 s).
        position, number = self.position, self.line_number
        goes_on = in_list = False
        prefix = ""
        limit_position, limit_line = self.cutter.limit_position, self.cutter.limit_line
        for line in lines:
            length = len(line)
            if not (
                goes_on
                and length
                and length <= MAX_CHARACTERS
                and (
                    line[0].isalpha() or (in_list and line.startswith(prefix) and "]:" not in line)
                )
                and position < limit_position
                and number < limit_line
            ):
                self.position, self.line_number = position, number
                self._step(line)
                goes_on = not (self.after_blank or self.fence or self.html_end)
                goes_on = goes_on and self.context != _Context.NONE
                in_list, prefix = self.context == _Context.LIST, self.list.prefix
                limit_position, limit_line = self.cutter.limit_position, self.cutter.limit_line
            self.previous = line
            position += length + 1
            number += 1
        self.position, self.line_number = position, number

    def _step(self, line: str) -> None:
        if self.cutter.is_full(self.position, self.line_number):
            self._force(line)
        if self.fence or self.html_end:
            self._inside(line)
        elif not line or not line.strip(" \t"):
            self.cutter.blank_lines += 1
            self.after_blank = True
            if self.context != _Context.LIST:
                self.context = _Context.NONE
            else:
                self.list.note_blank(self.previous)
        else:
            if len(line) > MAX_CHARACTERS:
                end = self.position + len(line)
                continues = not self.after_blank
                self.cutter.slice(self.text, self.position, end, self.line_number, continues)
            if line[0].isalpha():
                if self.after_blank:
                    self._cut()
                if self.after_blank or not self.context:
                    self._begin_paragraph()
            elif not (line[0] in " \t" and self._is_indented(line)):
                self._classify(line)
            self.after_blank = False

    def _cut(self) -> None:
        self.cutter.cut(self.position, self.line_number)

    def _force(self, line: str) -> None:
        """Cut inside an open block, where that can be done."""
        is_blank = not line.strip(" \t")
        is_overdue = self.cutter.is_overdue(self.line_number)
        kind, info, number = ChunkKind.MARKDOWN, "", None
        if self.fence:
            kind, info = ChunkKind.CODE, self.fence_language
        elif self.html_end or (self.context == _Context.HTML and not is_blank):
            kind = ChunkKind.COMMENT if self.is_comment else ChunkKind.HTML
        elif self.context == _Context.TABLE and not is_blank:
            kind, info = ChunkKind.TABLE, self.table[1]
        elif self.context == _Context.PARAGRAPH and not is_blank:
            kind = ChunkKind.TEXT
        elif (
            self.context == _Context.LIST
            and (marker := MARKER.match(line))
            and not self.list.holds(line)
        ):
            number = self.list.next_number(marker)
        elif is_blank or not (is_overdue or self.context == _Context.QUOTE):
            return
        self.cutter.close(self.position, self.line_number)
        self.cutter.open(
            self.position,
            self.line_number,
            kind,
            continues=not (self.after_blank and kind is ChunkKind.MARKDOWN),
            info=info,
            number=number,
            table=self.table[0] if kind is ChunkKind.TABLE else -1,
        )
        if kind is ChunkKind.TABLE:
            self.cutter.limit_line = self.line_number + table_rows(self.table_columns)

    def _inside(self, line: str) -> None:
        """Look for the end of the open fence or HTML block."""
        self.after_blank = False
        if self.fence:
            stripped = line.lstrip(" ")
            if (
                len(line) - len(stripped) <= 3
                and stripped.startswith(self.fence)
                and not stripped.strip(self.fence[0] + " \t")
            ):
                self.fence = ""
                if self.cutter.kind is ChunkKind.CODE:
                    self.cutter.close(self.position, self.line_number)
                    self.cutter.open(self.position + len(line) + 1, self.line_number + 1)
        elif self.html_end and self.html_end.search(line):
            self.html_end = None
            self.is_comment = False
            if self.cutter.kind in (ChunkKind.HTML, ChunkKind.COMMENT):
                self.cutter.close(self.position + len(line) + 1, self.line_number + 1)
                self.cutter.open(self.position + len(line) + 1, self.line_number + 1)

    def _is_indented(self, line: str) -> bool:
        """Whether a line that starts with white space can hold no block of the top level."""
        if self.context == _Context.LIST and self.list.holds(line):
            self._note_definition(line)
            return True
        return indent_of(line) >= 4

    def _begin_paragraph(self) -> None:
        self.context = _Context.PARAGRAPH
        self.paragraph = (self.line_number, self.position)

    def _begin(self, context: _Context) -> None:
        """Open a block that is no paragraph; the place before it may be cut after a blank line."""
        if self.after_blank:
            self._cut()
        self.context = context

    def _classify(self, line: str) -> None:
        """Find what a line begins that is neither blank nor plainly text."""
        if self.context == _Context.HTML:
            return
        if self.context in _TEXT and not self.after_blank and self._underlines(line):
            return
        first = line.lstrip(" ")[0]
        starter = self.starters.get(first)
        if starter is not None and starter(line):
            return
        if self._note_definition(line) and (self.after_blank or self.context in _BETWEEN):
            if self.context != _Context.DEFINITIONS:
                self._begin(_Context.DEFINITIONS)
                self.paragraph = (self.line_number, self.position)
            return
        if self.after_blank and line[0] != " ":
            self._cut()
        if self.after_blank or not self.context:
            self._begin_paragraph()

    def _underlines(self, line: str) -> bool:
        """Whether a line makes a heading or a table of the paragraph before it."""
        if "|" in self.previous and (columns := table_columns(self.previous, line)):
            self.table = (self.line_number - 1, f"{self.previous}\n{line}\n")
            self.table_columns = columns
            self.context = _Context.TABLE
            last_line = self.line_number + table_rows(columns)
            self.cutter.limit_line = min(self.cutter.limit_line, last_line)
            return True
        if underline := SETEXT.match(line):
            number, position = self.paragraph
            if self.context == _Context.DEFINITIONS:
                if self.position - position > _DEFINITIONS_REACH:
                    return False
                behind = find_heading(self.text[position : self.position + len(line)])
                if behind is None:
                    return False
                number, position = number + behind[0], position + behind[1]
            source = self.text[position : self.position].strip()
            level = 1 if underline[1][0] == "=" else 2
            self.headings.append(HeadingMark(level, source, number, position))
            self.context = _Context.NONE
            return True
        return False

    def _start_heading(self, line: str) -> bool:
        heading = ATX.match(line)
        if heading is None:
            return False
        if line[0] == "#":
            self._cut()
        self.context = _Context.NONE
        level, source = len(heading[1]), heading_source(line[heading.end() :])
        self.headings.append(HeadingMark(level, source, self.line_number, self.position))
        return True

    def _start_fence(self, line: str) -> bool:
        fence = FENCE.match(line)
        if fence is None:
            return False
        self._begin(_Context.NONE)
        self.fence, self.fence_language = fence[1], fence[2]
        return True

    def _start_quote(self, line: str) -> bool:
        self._begin(_Context.QUOTE)
        self._note_definition(line)
        return True

    def _start_list(self, line: str) -> bool:
        if self._start_rule(line):
            return True
        interrupts_text = self.context in (*_TEXT, _Context.QUOTE)
        marker = match_marker(line, interrupts_text=interrupts_text)
        if marker is None:
            return False
        self.list.add(line, marker, self.context != _Context.LIST)
        self.context = _Context.LIST
        self._note_definition(line)
        return True

    def _start_rule(self, line: str) -> bool:
        if not RULE.match(line):
            return False
        self._begin(_Context.NONE)
        return True

    def _start_html(self, line: str) -> bool:
        goes_on = self.context != _Context.DEFINITIONS or not DEFINITION.match(self.previous)
        interrupts_text = self.context != _Context.NONE and not self.after_blank and goes_on
        end = html_end(line, interrupts_text=interrupts_text)
        if end is None:
            return False
        self._begin(_Context.HTML if end is HTML_BLANK else _Context.NONE)
        if end is not HTML_BLANK and not end.search(line):
            self.html_end = end
            self.is_comment = line.lstrip().startswith("<!--")
        return True

    def _note_definition(self, line: str) -> bool:
        """Note a link reference or footnote definition (CommonMark 4.7, GFM footnotes)."""
        definition = DEFINITION.match(line) if "]:" in line else None
        if definition is None:
            return False
        if definition[1]:
            self.footnotes.setdefault(definition[2], self.line_number)
        elif self.context != _Context.PARAGRAPH:
            self.definitions.append((definition[2], self.position))
        return not definition[1]
