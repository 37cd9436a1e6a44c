"""The fence or HTML block that a scan is in: what ends it, and what its lines are read as."""

import re

from tui_reader.document.chunks import ChunkKind
from tui_reader.document.line_starts import FENCE


class Verbatim:
    """A block whose lines are no Markdown, with an end of its own.

    Attributes:
        is_open: Whether there is one.
        kind: How its later parts are parsed.
        language: The language of a fence.
    """

    def __init__(self) -> None:
        self.is_open = False
        self.kind = ChunkKind.CODE
        self.language = ""
        self._fence = ""
        self._html_end: re.Pattern[str] | None = None

    def open_fence(self, line: str) -> bool:
        """Open a fence where a line does; return whether it does."""
        fence = FENCE.match(line)
        if fence is None:
            return False
        self.is_open, self.kind = True, ChunkKind.CODE
        self._fence, self.language = fence[1], fence[2]
        return True

    def open_html(self, line: str, end: re.Pattern[str]) -> None:
        """Open the HTML block that a line begins, unless its end is in that line."""
        if end.search(line):
            return
        is_comment = line.lstrip().startswith("<!--")
        self.is_open, self.kind = True, ChunkKind.COMMENT if is_comment else ChunkKind.HTML
        self._html_end, self.language = end, ""

    def ends_with(self, line: str) -> bool:
        """Close it where a line ends it; return whether it does."""
        if self.kind is ChunkKind.CODE:
            stripped = line.lstrip(" ")
            is_end = (
                len(line) - len(stripped) <= 3
                and stripped.startswith(self._fence)
                and not stripped.strip(self._fence[0] + " \t")
            )
        else:
            is_end = self._html_end is not None and self._html_end.search(line) is not None
        self.is_open = not is_end
        return is_end
