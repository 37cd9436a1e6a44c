"""One linear pass over a source: where it can be cut, its headings, its definitions.

Cuts lie before a heading or before a line in the first column that follows a blank one, unless a
list goes on, a fence is open or an HTML block is (CommonMark 0.31.2, sections 4.2 to 4.6, 5.2).
Where a source gives no such place for long, a cut is forced between two lines, and the chunk
carries what its parser must know of what came before.
"""

from collections.abc import Callable, Iterable

from tui_reader.document.chunks import ChunkKind, ChunkStart, Cutter, table_rows
from tui_reader.document.contexts import (
    BETWEEN,
    CONTAINERS,
    DEFINITIONS,
    HOLDERS,
    HTML,
    LIST,
    NONE,
    PARAGRAPH,
    QUOTE,
    TABLE,
    TEXT,
    Context,
)
from tui_reader.document.definitions import Definitions, is_footnote
from tui_reader.document.findings import HeadingMarks, Scan
from tui_reader.document.lazy_lines import LazyLines
from tui_reader.document.line_starts import (
    ATX,
    DEFINITION,
    HTML_BLANK,
    MARKER,
    RULE,
    SETEXT,
    html_end,
    table_columns,
)
from tui_reader.document.nested_fences import line_before
from tui_reader.document.open_list import CODE_INDENT, OpenList, indent_of, match_marker
from tui_reader.document.references import find_heading
from tui_reader.document.verbatim import Verbatim

SEGMENT_CHARACTERS = 64 * 1024
"""How much of a text is scanned at a time, to the end of the line."""
_SEGMENT_LINES = 8192
_KINDS = {HTML: ChunkKind.HTML, TABLE: ChunkKind.TABLE, PARAGRAPH: ChunkKind.TEXT}


def scan(text: str, start: int = 0) -> Scan:
    """Scan a text from offset `start` on, which must lie at the start of a line."""
    scanner = Scanner(text, start)
    while scanner.advance():
        pass
    return scanner.result()


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
        self.context = NONE
        self.after_blank = True
        self.verbatim = Verbatim()
        self.paragraph: tuple[int, int] = (0, start)
        self.previous = ""
        self.table: tuple[int, str, int] = (0, "", 1)
        self.list = OpenList()
        self.container = start
        self.lazy = LazyLines(text)
        self.headings = HeadingMarks(text)
        self.definitions = Definitions()
        self.cutter = Cutter(text, start, self.line_number)
        self.starters: dict[str, Callable[[str], bool]] = {
            "#": self._start_heading,
            "`": self._start_fence,
            "~": self._start_fence,
            ">": self._start_quote,
            "_": self._start_rule,
            "<": self._start_html,
            "[": self._start_definition,
            **dict.fromkeys("-+*0123456789", self._start_list),
        }

    def result(self) -> Scan:
        """Return what was found so far; what is found later comes into it too."""
        found = self.definitions
        return Scan(self.cutter.chunks, self.headings, found.references, found.footnotes)

    def advance(self) -> bool:
        """Scan one more segment, which takes some milliseconds; return whether more is left."""
        if self.is_done:
            return False
        end = self.text.find("\n", self.position + SEGMENT_CHARACTERS)
        lines = self.text[self.position : end if end >= 0 else len(self.text)].split("\n")
        self.is_done = end < 0 and len(lines) <= _SEGMENT_LINES
        self._run(lines[:_SEGMENT_LINES])
        if self.is_done:
            self.cutter.close(min(self.position, len(self.text)), self.line_number)
        return not self.is_done

    def _run(self, lines: Iterable[str]) -> None:
        # Nine lines in ten go on with the open block: they pay for no call (10 MB in 0.1 s).
        position, number = self.position, self.line_number
        goes_on = in_list = is_plain = False
        prefix = ""
        limit_position, limit_line = self.cutter.limit_position, self.cutter.limit_line
        most = self.cutter.most
        for line in lines:
            length = len(line)
            if not (
                goes_on
                and length
                and length <= most
                and (
                    (is_plain and line[0].isalpha())
                    or (in_list and line.startswith(prefix) and "]:" not in line)
                )
                and position < limit_position
                and number < limit_line
            ):
                self.position, self.line_number = position, number
                self._step(line)
                goes_on = not (self.after_blank or self.verbatim.is_open or not self.context)
                if goes_on:
                    is_plain = self.context not in CONTAINERS
                    in_list, prefix = self.context == LIST, self.list.prefix
                limit_position, limit_line = self.cutter.limit_position, self.cutter.limit_line
            self.previous = line
            position += length + 1
            number += 1
        self.position, self.line_number = position, number

    def _step(self, line: str) -> None:
        cutter = self.cutter
        if (
            self.position >= cutter.limit_position or self.line_number >= cutter.limit_line
        ) and cutter.is_full(self.position, self.line_number):
            self._force(line)
        if self.verbatim.is_open:
            self._inside(line)
        elif not line or not line.strip(" \t"):
            cutter.blank_lines += 1
            self.after_blank = True
            if self.context != LIST:
                self.context = NONE
            else:
                self.list.note_blank(self.previous)
        else:
            if len(line) > cutter.most:
                cutter.slice(self.position, len(line), self.line_number, not self.after_blank)
            if line[0].isalpha():
                if self.after_blank:
                    cutter.cut(self.position, self.line_number)
                self._go_on_with_text()
            elif not (line[0] in " \t" and self._is_indented(line)):
                self._classify(line)
            self.after_blank = False

    def _force(self, line: str) -> None:
        """Cut inside an open block, where that can be done."""
        is_blank = not line.strip(" \t")
        kind, info, number, is_text = ChunkKind.MARKDOWN, "", None, False
        if self.verbatim.is_open:
            kind, info = self.verbatim.kind, self.verbatim.language
        elif self.context in _KINDS and not is_blank:
            kind = _KINDS[self.context]
            info = self.table[1] if kind is ChunkKind.TABLE else ""
        elif self.context == LIST and (marker := MARKER.match(line)) and not self.list.holds(line):
            number = self.list.next_number(marker)
        elif not (
            self.cutter.is_overdue(self.position, self.line_number)
            or (self.context == QUOTE and line.lstrip(" ").startswith(">"))
        ):
            return
        if kind is ChunkKind.MARKDOWN:
            above = self.text[self.cutter.start : self.position]
            is_held = self.context == LIST or (self.context in HOLDERS and not is_blank)
            info = line_before(above, self.cutter.info, line, is_held=is_held)
            place = self.line_number, self.previous
            is_text = is_held and not info and self.definitions.would_be_text(line, *place)
        self.cutter.close(self.position, self.line_number)
        continues = not (self.after_blank and kind is ChunkKind.MARKDOWN and not info.strip())
        table = self.table[0] if kind is ChunkKind.TABLE else -1
        known = ChunkStart(kind, continues, info, number, table, is_text)
        self.cutter.open(self.position, self.line_number, known)
        if kind is ChunkKind.TABLE:
            self.cutter.limit_line = self.line_number + self.table[2]

    def _inside(self, line: str) -> None:
        """Look for the end of the open fence or HTML block."""
        self.after_blank = False
        if not self.verbatim.ends_with(line) or self.cutter.kind is not self.verbatim.kind:
            return
        end = self.position + len(line) + 1
        # What closes a fence is shown nowhere; what closes HTML may stand behind text.
        is_code = self.cutter.kind is ChunkKind.CODE
        self.cutter.close(self.position if is_code else end, self.line_number + (not is_code))
        self.cutter.open(end, self.line_number + 1)

    def _is_indented(self, line: str) -> bool:
        """Whether a line that starts with white space can hold no block of the top level."""
        if self.context == LIST and self.list.holds(line):
            self._note_definition(line)
            return True
        is_code = indent_of(line) >= CODE_INDENT
        if is_code and self.context == LIST and self.after_blank:
            self.context = NONE
        return is_code

    def _go_on_with_text(self) -> None:
        """Take a line in that is text: it begins a paragraph, or goes on with what is open."""
        if self.after_blank or not self.context or self._is_outside():
            self.context = PARAGRAPH
            self.paragraph = (self.line_number, self.position)

    def _is_in_text(self) -> bool:
        """Whether a line could go on with a paragraph of the top level."""
        return self.context == PARAGRAPH or (
            self.context == DEFINITIONS and not DEFINITION.match(self.previous)
        )

    def _is_outside(self) -> bool:
        """Whether the open list or quote has no paragraph that a line could go on with."""
        return self.context in CONTAINERS and not self.lazy.goes_on(
            self.container, self.position, self.line_number, self.previous
        )

    def _begin(self, context: Context) -> None:
        """Open a block that is no paragraph; a cut lies before it where it ends nothing else."""
        if self.after_blank or self.cutter.kind is ChunkKind.TEXT:
            self.cutter.cut(self.position, self.line_number)
        self.context = context

    def _classify(self, line: str) -> None:
        """Find what a line begins that is neither blank nor plainly text."""
        if self.context == HTML:
            return
        if self.context in TEXT and not self.after_blank and self._underlines(line):
            return
        if (starter := self.starters.get(line.lstrip(" ")[0])) and starter(line):
            return
        if self.after_blank and line[0] != " ":
            self.cutter.cut(self.position, self.line_number)
        self._go_on_with_text()

    def _underlines(self, line: str) -> bool:
        """Whether a line makes a heading or a table of the paragraph before it."""
        if "|" in self.previous and (columns := table_columns(self.previous, line)):
            rows = table_rows(columns)
            self.table = (self.line_number - 1, f"{self.previous}\n{line}\n", rows)
            self.context = TABLE
            self.cutter.limit_line = min(self.cutter.limit_line, self.line_number + rows)
            return True
        if underline := SETEXT.match(line):
            number, position = self.paragraph
            if self.context == DEFINITIONS:
                behind = find_heading(self.text, position, self.position + len(line))
                if behind is None:
                    return False
                number, position = number + behind[0], position + behind[1]
            elif self.cutter.kind is ChunkKind.TEXT:
                return False  # What lies above was broken off: no heading shows there.
            level = 1 if underline[1][0] == "=" else 2
            self.headings.add(level, number, position, self.position)
            self.context = NONE
            return True
        return False

    def _start_heading(self, line: str) -> bool:
        heading = ATX.match(line)
        if heading is None:
            return False
        if line[0] == "#":
            self.cutter.cut(self.position, self.line_number)
        self.context = NONE
        end = self.position + len(line)
        self.headings.add(len(heading[1]), self.line_number, self.position, end)
        return True

    def _start_fence(self, line: str) -> bool:
        if not self.verbatim.open_fence(line):
            return False
        self._begin(NONE)
        return True

    def _start_quote(self, line: str) -> bool:
        if self.context != QUOTE or self.after_blank:
            self.container = self.position
        self._begin(QUOTE)
        self._note_definition(line)
        return True

    def _start_list(self, line: str) -> bool:
        if self._start_rule(line):
            return True
        if not (marker := match_marker(line, interrupts_text=self._is_in_text())):
            return False
        if self.context != LIST:
            self._begin(NONE)
        self.list.add(line, marker, self.context != LIST)
        self.container = self.position
        self.context = LIST
        self._note_definition(line)
        return True

    def _start_rule(self, line: str) -> bool:
        if not RULE.match(line):
            return False
        self._begin(NONE)
        return True

    def _start_definition(self, line: str) -> bool:
        if is_note := is_footnote(line):
            # It holds what is indented below it, and lazy lines, as a quote does.
            self._begin(QUOTE)
            self.container = self.position
        is_outside = self.after_blank or self.context in BETWEEN or self._is_outside()
        if self._note_definition(line) and is_outside:
            if self.context != DEFINITIONS:
                self._begin(DEFINITIONS)
                self.paragraph = (self.line_number, self.position)
            return True
        return is_note

    def _start_html(self, line: str) -> bool:
        is_in_list = self.context not in (NONE, *TEXT) and not self._is_outside()
        interrupts_text = not self.after_blank and (is_in_list or self._is_in_text())
        end = html_end(line, interrupts_text=interrupts_text)
        if end is None:
            return False
        if end is HTML_BLANK:
            self._begin(HTML)
        else:
            self._begin(NONE)
            self.verbatim.open_html(line, end)
        return True

    def _note_definition(self, line: str) -> bool:
        """Note what a line may define; return whether that may be a link reference."""
        is_text, place = self.context == PARAGRAPH, (self.line_number, self.position)
        return self.definitions.note(line, *place, self.previous, is_text=is_text)
