"""Link reference definitions of a whole document, parsed when a reference first asks for them.

They are global and the first of a label wins (CommonMark 0.31.2, section 4.7), so a chunk that is
parsed alone must know the definitions of all the others. The scan only notes where one may stand;
`References` is the mapping that markdown-it looks in.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)]))*[ \t]*")
_REACH = 4096
_HEADING_REACH = 1024
_MOST_PLACES = 20
"""Places of one label that are tried: the first that is a definition wins."""
_PLAIN_DEFINITIONS = re.compile(
    r"(?:\[[^\s\[\]\\^][^\[\]\\\n]{0,900}\]:[ ]"
    r"(?:https?://|[/#.])[^\s<()\\\x00-\x1f\x7f]*+(?:\n+|$))++"
)


class References(dict[str, dict[str, Any]]):
    """A mapping of normalised labels to `{"href", "title"}` that fills itself on look-up."""

    def __init__(
        self, text: str, definitions: Sequence[tuple[str, int]], parser: MarkdownIt
    ) -> None:
        """Begin with what is known of a text.

        Args:
            text: The source.
            definitions: Label and offset of each; may grow.
            parser: What parses them.
        """
        super().__init__()
        self._text = text
        self._definitions = definitions
        self._parser = parser
        self._places: dict[str, list[int]] = {}
        self._taken = 0

    def take_over(self) -> None:
        """Learn of the definitions that were found since the last time."""
        for label, offset in self._definitions[self._taken :]:
            places = self._places.setdefault(normalizeReference(label), [])
            if len(places) < _MOST_PLACES:
                places.append(offset)
        self._taken = len(self._definitions)

    def add(self, found: dict[str, dict[str, Any]]) -> None:
        """Add the definitions that a chunk turned out to have, if the scan saw no like of them."""
        for label, definition in found.items():
            if label not in self._places:
                self.setdefault(label, definition)

    def __contains__(self, label: object) -> bool:
        return super().__contains__(label) or self._find(label)

    def __missing__(self, label: str) -> dict[str, Any]:
        if self._find(label):
            return super().__getitem__(label)
        raise KeyError(label)

    def get(self, label: str, default: Any = None) -> Any:
        """Return the definition of a normalised label, `default` where there is none."""
        return super().get(label, default) if label in self else default

    def _find(self, label: object) -> bool:
        if not isinstance(label, str):
            return False
        for offset in self._places.pop(label, ()):
            found = self._parse(offset)
            if label in found:
                self[label] = found[label]
                return True
        return False

    def _parse(self, offset: int) -> dict[str, dict[str, Any]]:
        """Parse the definition at an offset, without the containers that it stands in."""
        lines: list[str] = []
        for line in self._text[offset : offset + _REACH].split("\n"):
            bare = line[_prefix_length(line) :]
            if not bare or (bare[0] == "[" and lines and not lines[-1].endswith("]:")):
                break
            lines.append(bare)
        env: dict[str, Any] = {}
        self._parser.block.parse("\n".join(lines), self._parser, env, [])
        return env.get("references", {})


def find_heading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return how many lines and characters of definitions stand before a heading, if one does.

    A long stretch isn't looked through.
    """
    if end - start > _HEADING_REACH:
        return None
    text = text[start:end]
    tokens: list[Token] = []
    parser = block_parser()
    parser.block.parse(text, parser, {}, tokens)
    for token in tokens:
        if token.type == "heading_open" and token.map:
            lines = token.map[0]
            return lines, sum(len(line) + 1 for line in text.split("\n")[:lines])
    return None


@cache
def block_parser() -> MarkdownIt:
    """Return what parses the blocks of a few lines that the scan is not sure about."""
    return MarkdownIt("commonmark").enable("table")


def _prefix_length(line: str) -> int:
    match = _PREFIX.match(line)
    return match.end() if match else 0


def only_defines(text: str) -> bool:
    """Whether a text is surely link reference definitions alone, each plain and in a line."""
    return text[:1] == "[" and _PLAIN_DEFINITIONS.fullmatch(text) is not None
