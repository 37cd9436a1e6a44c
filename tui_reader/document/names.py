"""Names as a text may spell them: any case, hyphens for spaces, in the plural, as a possessive.

A finder knows any number of names: it looks at the first word of each, so that its time depends on
the text alone (400 kB in 20 ms), and a name costs something only when its first word turns up.
"""

import re
from collections.abc import Iterable, Iterator

_SEPARATORS = "[\\s\\-\u2010-\u2013]+"
_SEPARATOR = re.compile(_SEPARATORS)
_WORD = re.compile(r"\w+")
_BEFORE = re.compile(r"^\W+")
_AFTER = re.compile(r"\W+$")
_PLURALS = ("s", "es")
_CAPITALS = re.compile(r"[A-Z]{2,3}")


def key_of(name: str) -> str:
    """Return a name in the form in which its spellings are the same, but for plurals."""
    return _SEPARATOR.sub(" ", _BEFORE.sub("", _fold(name))).rstrip()


def keys_of(words: str) -> Iterator[str]:
    """Yield the keys of the names that some words of a text may stand for, the likeliest first."""
    key = key_of(words)
    for base in dict.fromkeys((key, _AFTER.sub("", key))):
        for singular in dict.fromkeys((base, base.removesuffix("'s"))):
            yield singular
            for plural in _PLURALS:
                if singular.endswith(plural):
                    yield singular.removesuffix(plural)


class NameFinder:
    """Finds names in texts, whole words only; the longest of those that start at a word wins.

    A name of two or three capitals is found in capitals only: `IT` is not it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._keys: dict[str, bool] = {}
        self._starts: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        for name in names:
            self._add(name)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of each name in a text; none overlaps another."""
        folded = _fold(text)
        firsts = self._starts.keys() & _WORD.findall(folded)
        end = 0
        for start, word in sorted(place for first in firsts for place in _places(first, folded)):
            match = self._pattern(word).match(folded, start) if start >= end else None
            if match is None:
                continue
            key = next(key for key in keys_of(match[0]) if key in self._keys)
            if self._keys[key] and not text[start : start + len(key)].isupper():
                continue
            end = match.end()
            yield start, end, key

    def _add(self, name: str) -> None:
        key = key_of(name)
        word = _WORD.search(key)
        if word is None:
            return
        capitals = _CAPITALS.fullmatch(name) is not None
        if key in self._keys:
            self._keys[key] = self._keys[key] and capitals
            return
        self._keys[key] = capitals
        endings = ("", *_PLURALS) if word[0] == key else ("",)
        for ending in endings:
            self._starts.setdefault(word[0] + ending, []).append(key)

    def _pattern(self, word: str) -> re.Pattern[str]:
        """Return the pattern of the names that start with a word."""
        pattern = self._patterns.get(word)
        if pattern is None:
            keys = sorted(self._starts[word], key=len, reverse=True)
            names = (_SEPARATORS.join(map(re.escape, key.split(" "))) for key in keys)
            pattern = re.compile(rf"(?:{'|'.join(names)})(?:{'|'.join(_PLURALS)})?(?!\w)")
            self._patterns[word] = pattern
        return pattern


def _places(word: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield where a text has a word, with the word."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not _is_in_word(text[start - 1 : start]) and not _is_in_word(text[end : end + 1]):
            yield start, word
        start = text.find(word, end)


def _is_in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _fold(text: str) -> str:
    """Return a text in lower case, with plain apostrophes; offsets stay what they were."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return folded.replace("\u2019", "'")
