"""A sieve for chunks: tells from their Markdown, without parsing it, that words can't be in them.

To parse ten megabytes takes seconds, and a search may need only a few chunks of it. The sieve keeps
the letters and digits of a source, folded, with a gap wherever markup might take something away
between two of them: a tag, an address, an entity, the number of an item. What is shown is made of
such segments, whole inside and cut at its ends, in any order; what can't be made of them isn't
there. It lets through too much at times, and never too little.
"""

import html
import re
from urllib.parse import unquote

from tui_reader.document.folding import fold_all

_GAP = "\n"
_GAPS = frozenset("<>&;[]()|\n")
_NUMBER = re.compile(r"(\d[.)])(?=\s)")
_UNSURE = re.compile(r"!\[|<img|xn--|(?://|mailto:)[\x21-\x7f]*[^\x00-\x7f]", re.I)
"""Images without a description show the name of their file, and names of hosts are encoded."""


class _Letters(dict[int, str | None]):
    """A table for `str.translate` that keeps letters, digits and gaps."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept = _GAP if character in _GAPS else character if character.isalnum() else None
        self[code] = kept
        return kept


_letters = _Letters({ord(each): _GAP for each in _GAPS})


def letters_of(text: str) -> str:
    """Return the folded letters and digits of a text that holds no markup."""
    return fold_all(text).translate(_letters).replace(_GAP, "")


class Sieve:
    """What a search can know of a piece of Markdown without parsing it."""

    __slots__ = ("_has_notes", "_is_unsure", "_segments")

    def __init__(self, source: str) -> None:
        self._has_notes = "[^" in source
        parts = [source]
        if "&" in source:
            parts.append(html.unescape(source))
        if "%" in source:
            parts += [unquote(part) for part in parts]
        self._is_unsure = any(map(_UNSURE.search, parts))
        # Line feeds are gaps and would be folded to spaces.
        lines = _NUMBER.sub(r"\1<", "<".join(parts)).replace("\n", "<")
        segments = fold_all(lines).translate(_letters)
        self._segments = f"{_GAP}{segments}{_GAP}"

    def may_hold(self, letters: str) -> bool:
        """Whether the text of the source, or an address in it, may hold letters in a row.

        Args:
            letters: What `letters_of` returns for the words that are looked for.
        """
        if self._is_unsure or not letters or letters in self._segments:
            return True
        if self._has_notes and any(letter.isdigit() for letter in letters):
            # The numbers of footnotes are counted, whatever their labels are.
            return True
        return self._is_spread(letters)

    def _is_spread(self, letters: str) -> bool:
        """Whether letters may come together from several segments."""
        segments = self._segments
        ways = [end for end in range(1, len(letters)) if letters[:end] + _GAP in segments]
        seen = set(ways)
        while ways:
            start = ways.pop()
            if _GAP + letters[start:] in segments:
                return True
            for end in range(start + 1, len(letters)):
                if end not in seen and f"{_GAP}{letters[start:end]}{_GAP}" in segments:
                    seen.add(end)
                    ways.append(end)
        return False
