"""Finding what is asked for in a text without FTS5, and marking it.

For an SQLite without FTS5; and for texts that are crowded with what is asked for: FTS5's
`highlight()` copies all of a text for every word that it marks, 32 kB of `a a a` thousands of
times. Of such a text some words are marked, for a sentence of it is shown.
"""

import re
from collections.abc import Sequence
from itertools import islice

from tui_reader.document.folding import PARTING, Folded, fold

BEGIN, END = "\x02", "\x03"
"""Stand around what was found, in headings and texts."""
SPACE = "\u200b"
"""Stands between the letters of scripts that write no spaces: each is a word for FTS5."""
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff])"
)
_LEADS = tuple(bytes([lead]) for lead in (0xE0, 0xE1, *range(0xE3, 0xEE), 0xEF, 0xF0))
_TERM = re.compile(r'"([^"]*)"')
_PART = r"[^\W_]"
_CROWDED = 200
"""Words asked for from which on a text isn't left to FTS5."""
_MARKED = 40
"""How many of each term are marked in it."""


def segmented(text: str) -> str:
    """Return a text with a sign before each letter of a script that writes no spaces."""
    if text.isascii():
        return text
    data = text.encode("utf-8", "replace")
    # A look for single bytes is a hundred times as fast as the pattern.
    return _UNSPACED.sub(rf"{SPACE}\1", text) if any(lead in data for lead in _LEADS) else text


def patterns_of(asked: str) -> list[re.Pattern[str]]:
    """Return what finds each term of an FTS5 expression in a text folded by `lower`."""
    terms = _TERM.findall(asked)
    patterns: list[re.Pattern[str]] = []
    for place, term in enumerate(terms):
        parts = re.findall(rf"{_PART}+", lower(folded(segmented(term))))
        if not parts:
            continue
        is_open = asked.endswith("*") and place == len(terms) - 1
        words = r"[\W_]+".join(map(re.escape, parts))
        behind = f"{_PART}*" if is_open else rf"(?!{_PART})"
        patterns.append(re.compile(rf"(?<!{_PART}){words}{behind}"))
    return patterns


def folded(text: str) -> Folded:
    """Return a text folded, in which what parts letters stays: a sign for a sign."""
    return fold(text.replace(SPACE, PARTING))


def lower(text: Folded) -> str:
    """Return a folded text without case, as long as it was."""
    if text.text.isascii():
        return text.text.lower()
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text.text)


def marked(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """Return a text with all that patterns find in it marked."""
    own = folded(text)
    low = lower(own)
    spans = [match.span() for pattern in patterns for match in pattern.finditer(low)]
    return _with_marks(text, own, spans)


def marked_if_crowded(text: str, patterns: Sequence[re.Pattern[str]]) -> str | None:
    """Return a text with some of what patterns find in it marked, None where that isn't much."""
    own = folded(text)
    low = lower(own)
    spans: list[tuple[int, int]] = []
    is_crowded = False
    for pattern in patterns:
        found = [match.span() for match in islice(pattern.finditer(low), _CROWDED)]
        is_crowded = is_crowded or len(found) == _CROWDED
        spans += found[:_MARKED]
    return _with_marks(text, own, spans) if is_crowded else None


def _with_marks(text: str, own: Folded, spans: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in sorted(spans):
        begin, behind = own.start(start), own.end(end)
        if begin >= position:
            parts += (text[position:begin], BEGIN, text[begin:behind], END)
            position = behind
    return "".join((*parts, text[position:]))
