"""How well what a reader typed fits a text: the palette's order of things.

Work grows with the length of the text and no faster, whatever the text is: a fuzzy search that
tries all ways to place the letters takes minutes over a heading that was made for it.
"""

import unicodedata
from enum import IntEnum
from typing import NamedTuple

_LETTERS = range(3, 7)
"""How many letters an abbreviation has; fewer are in too many texts, more are words."""
_LOOSEST = 5
"""How many times as long as an abbreviation the part of a text may be that has its letters."""
_MOST_STARTS = 32


class Tier(IntEnum):
    """How well a text fits, the best first."""

    EQUAL = 0
    BEGINS = 1
    """The text begins with what was typed."""
    WORDS = 2
    """Each word that was typed begins a word of the text."""
    INSIDE = 3
    """Each word that was typed is somewhere in the text."""
    LETTERS = 4
    """The letters that were typed are in the text, in order and close together."""


class Fit(NamedTuple):
    """How well a text fits; the smaller the better. A tuple, for thousands are sorted at a key."""

    tier: Tier
    spread: int = 0
    """Over how many characters the letters are spread; 0 for the other tiers."""


def fold(text: str) -> str:
    """Return a text without case, accents and hyphens, character for character as long as it."""
    if text.isascii():
        return text.lower().replace("-", " ").replace("_", " ")
    return "".join(map(_fold_one, text))


def _fold_one(character: str) -> str:
    if character.isspace() or character in "-_\u2010\u2011":
        return " "
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


def fit(typed: str, text: str, besides: str = "", *, by_letters: bool = False) -> Fit | None:
    """Return how well a text fits what was typed, None where it doesn't.

    Args:
        typed: What was typed; folded, without blanks around it.
        text: The text; folded.
        besides: What is said of it; folded. Words may be there too, but not all of them.
        by_letters: Whether it is enough that the letters stand in it in order.
    """
    if not typed:
        return None
    if text.startswith(typed):
        return Fit(Tier.EQUAL if len(text.rstrip()) == len(typed) else Tier.BEGINS)
    if " " not in typed:
        # The most usual by far, and at the first letter nearly all texts have it.
        if typed in text:
            begins = f" {typed}" in text or _word_start(text, typed) >= 0
            return Fit(Tier.WORDS if begins else Tier.INSIDE)
    elif found := _fit_words(typed.split(), text, besides):
        return found
    if by_letters and (letters := _letters(typed, text)):
        return Fit(Tier.LETTERS, letters[-1] - letters[0] + 1)
    return None


def _fit_words(words: list[str], text: str, besides: str) -> Fit | None:
    held = [word in text for word in words]
    if all(held):
        begins = all(_word_start(text, word) >= 0 for word in words)
        return Fit(Tier.WORDS if begins else Tier.INSIDE)
    if any(held) and all(word in text or word in besides for word in words):
        return Fit(Tier.INSIDE)
    return None


def places(typed: str, text: str) -> list[int]:
    """Return which characters of a text are those that were typed; both folded."""
    if text.startswith(typed):
        return list(range(len(typed)))
    words = typed.split()
    found: set[int] = set()
    for word in words:
        start = _word_start(text, word)
        if start < 0:
            start = text.find(word)
        found.update(range(start, start + len(word)) if start >= 0 else ())
    if not any(word in text for word in words):
        return _letters(typed, text)
    return sorted(found)


def _word_start(text: str, word: str, after: int = 0) -> int:
    """Return where a word of the text begins with a word, -1 for nowhere."""
    start = text.find(word, after)
    while start > 0 and text[start - 1].isalnum():
        start = text.find(word, start + 1)
    return start


def _letters(typed: str, text: str) -> list[int]:
    """Return where the letters stand in order, from the word start where they are closest."""
    letters = typed.replace(" ", "")
    best: list[int] = []
    if len(letters) not in _LETTERS:
        return best
    start = _word_start(text, letters[0])
    for _ in range(_MOST_STARTS):
        if start < 0:
            break
        found = [start]
        for letter in letters[1:]:
            place = text.find(letter, found[-1] + 1)
            if place < 0:
                return best
            found.append(place)
        spread = found[-1] - start + 1
        if spread <= _LOOSEST * len(letters) and (not best or spread <= best[-1] - best[0]):
            best = found
        start = _word_start(text, letters[0], start + 1)
    return best
