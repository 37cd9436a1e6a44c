"""What a search finds, as it is shown: where it stands, and the sentence around the words."""

from dataclasses import dataclass

from tui_reader.document.safe import safe
from tui_reader.document.source import shown
from tui_reader.search_excerpts import excerpt, line_of
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.document_names import name_of
from tui_reader.state.notes import Note
from tui_reader.state.search_index import Match
from tui_reader.state.search_marks import BEGIN


@dataclass(frozen=True, slots=True)
class Hit:
    """A section of a document, a note or a bookmark that has the words."""

    kind: str
    """`heading`, `text`, `address` (that a link leads to), `note` or `bookmark`."""
    key: bytes
    """What its document is known by."""
    title: str
    """What its document is called."""
    section: str
    """The heading it stands under; empty before the first."""
    line: int
    """The source line, from 0."""
    sentence: str
    spans: tuple[tuple[int, int], ...]
    """Where the words stand in the sentence."""
    score: float
    """The lower the better."""
    entry: int | None = None
    """Which document of the library."""
    mark: Bookmark | Note | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found."""

    hits: tuple[Hit, ...] = ()
    """The best ones."""
    total: int = 0


def hit_of(match: Match, entry: int | None) -> Hit:
    """Return what is shown of a section; `entry` is which document of the library it is in."""
    heading = line_of(match.heading)
    marked, kind = match.text, "text"
    if BEGIN not in marked and BEGIN in match.addresses:
        # Only an address has the words.
        lines = (each for each in match.addresses.split("\n") if BEGIN in each)
        sentence, line, kind = line_of(next(lines, "")), match.line, "address"
    else:
        sentence = excerpt(marked)
        line = match.line + sentence.line
    if heading.spans:
        line, kind = match.heading_line, "heading"
    return Hit(
        kind,
        match.key,
        match.title or shown(name_of(match.key)),
        heading.text,
        line,
        sentence.text,
        sentence.spans,
        match.score,
        entry,
    )


def hit_of_mark(match: Match, mark: Bookmark | Note) -> Hit:
    """Return what is shown of a note or bookmark."""
    sentence = excerpt(match.text)
    headings = mark.position.headings
    return Hit(
        "note" if isinstance(mark, Note) else "bookmark",
        mark.key,
        safe(mark.title) or shown(name_of(mark.key)),
        safe(headings[-1]) if headings else "",
        0,
        sentence.text,
        sentence.spans,
        match.score,
        mark=mark,
    )
