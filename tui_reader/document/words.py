"""Words of the source, as reading time counts them.

A word is what stands between white space, so that an address is one word however long it is. Han
characters and kana have no spaces between words and count one each: Chinese is read at some 255
characters a minute, English at some 230 words (Brysbaert, 2019; Trauzettel-Klosinski, 2012). Of
Thai, Lao, Burmese and Khmer four characters count as a word.
"""

import re
from collections.abc import Iterator

_CHARACTERS = "\u3001-\u9fff\uf900-\ufaff\uff01-\uff9d\U00020000-\U0003ffff"
_SYLLABLES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Compiled when they are met: most texts have none of these characters.
_WITHOUT_SPACES = f"[{_CHARACTERS}{_SYLLABLES}]"
_CHARACTER_RUN = f"[{_CHARACTERS}]+"
_SYLLABLE_GROUP = f"[{_SYLLABLES}]{{1,4}}"
_WORD = f"[{_CHARACTERS}]|[{_SYLLABLES}]{{1,4}}|[^\\s{_CHARACTERS}{_SYLLABLES}]+"


def count_words(text: str) -> int:
    """Return how many words a text has; ten megabytes take a tenth of a second."""
    if text.isascii() or not re.search(_WITHOUT_SPACES, text):
        return len(text.split())
    rest, groups = re.subn(_SYLLABLE_GROUP, " ", text)
    spaced, runs = re.subn(_CHARACTER_RUN, " ", rest)
    return groups + (len(rest) - len(spaced) + runs) + len(spaced.split())


def word_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where each word of a stretch of a text begins."""
    for word in re.compile(_WORD).finditer(text, start, end):
        yield word.start()
