"""Link reference definitions of a whole document, parsed when a reference first asks for them.

They are global and the first of a label wins (CommonMark 0.31.2, section 4.7), so a chunk that is
parsed alone must know the definitions of all the others. The scan only notes where one may stand;
`References` is the mapping that markdown-it looks in.
"""

import re
from collections.abc import Iterable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference

_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)]))*[ \t]*")
_REACH = 4096
_MOST_PLACES = 20
"""Places of one label that are tried: the first that is a definition wins."""


class References(dict[str, dict[str, Any]]):
    """A mapping of normalised labels to `{"href", "title"}` that fills itself on look-up."""

    def __init__(
        self, text: str, definitions: Iterable[tuple[str, int]], parser: MarkdownIt
    ) -> None:
        super().__init__()
        self._text = text
        self._parser = parser
        self._places: dict[str, list[int]] = {}
        for label, offset in definitions:
            places = self._places.setdefault(normalizeReference(label), [])
            if len(places) < _MOST_PLACES:
                places.append(offset)

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


def find_heading(text: str) -> tuple[int, int] | None:
    """Return how many lines and characters of definitions stand before a heading, if one does."""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open" and token.map:
            lines = token.map[0]
            return lines, sum(len(line) + 1 for line in text.split("\n")[:lines])
    return None


def _prefix_length(line: str) -> int:
    match = _PREFIX.match(line)
    return match.end() if match else 0
