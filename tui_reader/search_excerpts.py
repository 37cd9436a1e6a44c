"""What is shown of a section that was found: the sentence with the words, in one safe line."""

import re
from dataclasses import dataclass

from tui_reader.document.bare_text import BLOCK
from tui_reader.document.safe import safe
from tui_reader.state.search_marks import BEGIN, END, SPACE

_LONGEST = 240
_BEFORE = 80
"""Characters of a long sentence that stay before the first of the words."""
_REACH = 2000
_MOST_MARKS = 40
"""How many of the words are looked at to choose the sentence with most of them."""
_BORDER = re.compile(rf"{BLOCK}|\n[ \t]*\n")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]\x03]*\s+(?=[^\s])|(?<=[。！？])")
_MARKS = str.maketrans("", "", f"{BEGIN}{END}{SPACE}")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some text in which words are marked."""

    text: str
    spans: tuple[tuple[int, int], ...]
    """Where the words stand in it."""
    line: int = 0
    """How many lines of the section's text come before the first of the words."""


def excerpt(marked: str) -> Excerpt:
    """Return the sentence of a marked text that has most of the words, the first one if none."""
    best: tuple[int, int, int] | None = None
    most = 0
    place = marked.find(BEGIN)
    for _ in range(_MOST_MARKS):
        if place < 0:
            break
        start, end = _sentence(marked, place)
        words = {word.casefold() for word in _marked_words(marked[start:end])}
        if len(words) > most:
            best, most = (place, start, end), len(words)
        place = marked.find(BEGIN, max(end, place + 1))
    if best is None:
        first = re.search(r"[^\s\x1e]", marked)
        place = first.start() if first else 0
        best = (place, *_sentence(marked, place))
    place, start, end = best
    shown = line_of(marked[start:end])
    return Excerpt(shown.text, shown.spans, marked.count("\n", 0, place))


def line_of(marked: str) -> Excerpt:
    """Return a marked text as one safe line, cut about the first of the words where it is long."""
    text = " ".join(marked.replace(BLOCK, " ").replace(SPACE, "").split())
    text = text.replace(f"{BEGIN} ", f" {BEGIN}").replace(f" {END}", f"{END} ")
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for place, piece in enumerate(re.split(f"[{BEGIN}{END}]", text)):
        bare = safe(piece)
        parts.append(bare)
        if place % 2 and bare:
            spans.append((length, length + len(bare)))
        length += len(bare)
    return _cut("".join(parts), spans)


def bare(marked: str) -> str:
    """Return a marked text without its marks."""
    return marked.translate(_MARKS)


def _marked_words(marked: str) -> list[str]:
    return re.findall(f"{BEGIN}([^{END}]*){END}", marked)


def _sentence(marked: str, place: int) -> tuple[int, int]:
    """Return where the sentence begins and ends that holds a place."""
    first, last = max(0, place - _REACH), min(len(marked), place + _REACH)
    for border in _BORDER.finditer(marked, first, place):
        first = border.end()
    if border := _BORDER.search(marked, place, last):
        last = border.start()
    for end in _SENTENCE_END.finditer(marked, first, place):
        first = end.end()
    if end := _SENTENCE_END.search(marked, place + 1, last):
        last = end.end()
    return first, last


def _cut(text: str, spans: list[tuple[int, int]]) -> Excerpt:
    if len(text) <= _LONGEST:
        return Excerpt(text, tuple(spans))
    start = max(0, (spans[0][0] if spans else 0) - _BEFORE)
    if start:
        start = text.find(" ", start, spans[0][0]) + 1 or start
    end = start + _LONGEST
    if end < len(text):
        end = max(text.rfind(" ", start + _LONGEST // 2, end), start + _LONGEST // 2)
    lead = "…" if start else ""
    shown = f"{lead}{text[start:end].rstrip()}{'…' if end < len(text) else ''}"
    moved = len(lead) - start
    inside = [(begin + moved, behind + moved) for begin, behind in spans if behind <= end]
    return Excerpt(shown, tuple(span for span in inside if span[0] >= 0))
