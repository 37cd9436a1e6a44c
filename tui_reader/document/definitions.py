"""Where definitions may stand: of link references (CommonMark 4.7) and of footnotes (GFM).

The scan notes them line by line; whether one really is a definition shows when it is asked for.
"""

import re

from tui_reader.document.line_starts import DEFINITION

_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))*[ \t]*$")
_ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]")


class Definitions:
    """The definitions of one source, as far as it has been scanned.

    Attributes:
        references: Label and offset of each line that may be a link reference definition.
        footnotes: Label of each footnote, and the source line of the first that has it.
    """

    def __init__(self) -> None:
        self.references: list[tuple[str, int]] = []
        self.footnotes: dict[str, int] = {}
        self._run_line = -1

    def note(self, line: str, number: int, position: int, previous: str, *, is_text: bool) -> bool:
        """Note what a line defines; return whether it may be a link reference definition.

        Args:
            line: The line.
            number: Its number in the source.
            position: Its offset in the source.
            previous: The line before it.
            is_text: Whether it goes on with a paragraph, in which no reference is defined.
        """
        definition = _match(line)
        if definition is None:
            return False
        if _is_note(definition):
            self.footnotes.setdefault(definition[2], number)
            return False
        if not is_text:
            self.references.append(((definition[1] or "") + definition[2], position))
            if self._run_line == number - 1 or _begins(line, previous):
                self._run_line = number
        return True

    def would_be_text(self, line: str, number: int, previous: str) -> bool:
        """Whether a line that looks like a definition rather goes on with a paragraph.

        That is told from the line before it alone, so that it may be wrong below a heading.
        """
        definition = _match(line)
        return (
            definition is not None
            and not _is_note(definition)
            and self._run_line != number - 1
            and not _begins(line, previous)
        )


def is_footnote(line: str) -> bool:
    """Whether a line defines a footnote, at whatever depth."""
    definition = _match(line) if "[^" in line else None
    return definition is not None and _is_note(definition)


def _begins(line: str, previous: str) -> bool:
    """Whether a line begins a block inside what it stands in."""
    return not previous or bool(_CONTAINERS.match(previous) or _ITEM.match(line))


def _match(line: str) -> re.Match[str] | None:
    return DEFINITION.match(line) if "]:" in line else None


def _is_note(definition: re.Match[str]) -> bool:
    return definition[1] is not None and " " not in definition[2]
