"""The sections of a document: what stands under each heading itself, up to the next one.

What is remembered as read is a section. It is known again by its heading path, or by the digest
of its words, which rewrapping its source leaves as it is.
"""

import re
from dataclasses import dataclass

from tui_reader.document.document import Document
from tui_reader.document.heading_paths import heading_paths
from tui_reader.document.line_starts import ATX, SETEXT
from tui_reader.document.words import count_words

MOST_SECTIONS = 100_000
"""A text of 63 MiB may have a million headings: beyond these nothing is remembered as read."""
_DEFINITION = re.compile(r" {0,3}\[[^\[\]^][^\[\]]*\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?$")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and its own text, that of deeper headings left out."""

    heading: int
    """The index of its heading in the outline; -1 for the text before the first one."""
    headings: tuple[str, ...]
    """The texts of the headings it is under and of its own."""
    ordinal: int
    """How many sections with the same `headings` come before it."""
    start: int
    """Where it begins, heading included: characters of the Markdown source."""
    end: int
    """Where its text ends; blank lines and definitions after it show nothing and are left out."""
    words: int
    """How many words stand under its heading."""
    digest: str
    """What those words are, 16 hexadecimal digits; empty where there are none."""


def sections(document: Document) -> list[Section]:
    """Return the sections in order, those of the first `MOST_SECTIONS` headings; scans the whole.

    Text before the first heading is one only if it has words.
    """
    document.complete()
    text = document.source.text
    paths = heading_paths(document, MOST_SECTIONS)
    marks = document.outline[: MOST_SECTIONS + 1]
    starts = [mark.offset for mark in marks]
    ends = [*starts, len(text)][1 : len(paths) + 1]
    top = document.front_matter.length
    found: list[Section] = []
    before = _section(text, -1, (), 0, (top, top, starts[0] if starts else len(text)))
    if before.words:
        found.append(before)
    for index, (mark, path, end) in enumerate(zip(marks[: len(paths)], paths, ends, strict=True)):
        body = _after_heading(text, mark.offset, mark.source, end)
        found.append(_section(text, index, path.texts, path.ordinal, (mark.offset, body, end)))
    return found


def _section(
    text: str, heading: int, headings: tuple[str, ...], ordinal: int, span: tuple[int, int, int]
) -> Section:
    start, body, limit = span
    end = _without_hidden_tail(text, body, limit)
    own = text[body:end]
    words = count_words(own)
    digest = _digest(own) if words else ""
    return Section(heading, headings, ordinal, start, end, words, digest)


def _digest(text: str) -> str:
    import hashlib  # Brings OpenSSL, which the first screen can do without.

    words = " ".join(text.split()).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(words, digest_size=8).hexdigest()


def _after_heading(text: str, start: int, source: str, limit: int) -> int:
    """Return where the line after a heading begins: `#` takes one line, an underlined one more."""
    end = _line_end(text, start, limit)
    if ATX.match(text[start:end]):
        return min(end + 1, limit)
    # An underlined heading may have several lines, of which `source` is the text.
    end = first = _line_end(text, text.find(source, start) + len(source), limit)
    while end < limit:
        begin = end + 1
        end = _line_end(text, begin, limit)
        if SETEXT.match(text[begin:end]):
            return min(end + 1, limit)
    return min(first + 1, limit)


def _line_end(text: str, start: int, limit: int) -> int:
    end = text.find("\n", start, limit)
    return end if end >= 0 else limit


def _without_hidden_tail(text: str, start: int, end: int) -> int:
    """Return where the last line ends that shows something, `start` if there is none."""
    while end > start:
        begin = max(start, text.rfind("\n", start, end) + 1)
        line = text[begin:end].rstrip()
        if line and not _is_hidden(line):
            return begin + len(line)
        end = max(start, begin - 1)
    return start


def _is_hidden(line: str) -> bool:
    """Whether a line is a link reference definition or a comment."""
    if line.startswith("<!--"):
        return line.find("-->") == len(line) - 3
    return _DEFINITION.match(line) is not None
