"""Everything that is remembered, for people: Markdown to read, a bookmark file for a browser. Pure.

The Markdown is what alignread itself shows well: a heading for every document and section, quotes
as block quotes, notes under them, addresses as lists. No sign of a quote, a note or a name is read
as markup, and no line of one as anything but text.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from tui_reader.document.positions import Position
from tui_reader.document.safe import safe
from tui_reader.document.slugs import slugify
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.document_names import iri_of, name_of, place_of
from tui_reader.state.everything import Everything, KnownLink
from tui_reader.state.links import LinkState
from tui_reader.state.notes import Note
from tui_reader.state.queue_formats import (
    as_markdown as list_of_links,
)
from tui_reader.state.queue_formats import (
    html_file,
    html_row,
    markdown_text,
)

Mark = Bookmark | Note

_LINE_START = re.compile(r"[-+:]|\d+[.)]")
"""What begins a list or a definition; every other sign is escaped wherever it stands."""
_LONGEST_NAME = 120


def as_markdown(everything: Everything) -> str:
    """Return a document of all marks and addresses."""
    marks = by_document([*everything.bookmarks, *everything.notes])
    read: defaultdict[bytes, list[bool]] = defaultdict(list)
    for key, section in everything.sections:
        if section.words:
            read[key].append(section.read_at is not None)
    titles = {document.key: document.title for document in everything.documents}
    parts = ["# Bookmarks and notes\n"]
    for key in dict.fromkeys((*marks, *(key for key in read if any(read[key])))):
        found = marks.get(key, ())
        title = titles.get(key) or next((mark.title for mark in found if mark.title), "")
        parts.append(f"## {_line(title) or _line(name_of(key))}\n")
        if place := place_of(key):
            parts.append(f"{_line(place)}\n")
        if any(read[key]):
            parts.append(f"{sum(read[key])} of {len(read[key])} sections read\n")
        parts += _marks_of_document(found)
    for label, links in _folders(everything.links):
        parts.append(f"## {label}\n")
        parts.append(list_of_links(LinkState(link.address, title=link.title) for link in links))
    return "\n".join(parts)


def as_html(everything: Everything) -> str:
    """Return Netscape's bookmark file: a folder each for addresses, bookmarks and notes."""
    rows = "".join(
        _folder(
            label,
            (
                html_row(link.address, safe(link.title) or safe(link.address), _met(link), " " * 8)
                for link in links
            ),
        )
        for label, links in _folders(everything.links)
    )
    if everything.bookmarks:
        rows += _folder("Bookmarks", (_html_mark(mark, mark.name) for mark in everything.bookmarks))
    if everything.notes:
        rows += _folder(
            "Notes", (_html_mark(note, "") + _html_note(note) for note in everything.notes)
        )
    return html_file(rows)


def by_document(marks: Iterable[Mark]) -> dict[bytes, Sequence[Mark]]:
    """Return marks by the key of their document, each document's in the order of its text."""
    found: defaultdict[bytes, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.key].append(mark)
    return {
        key: sorted(of_key, key=lambda mark: (mark.position.start, mark.created_at))
        for key, of_key in found.items()
    }


def section_of(position: Position) -> str:
    """Return the headings that a position stands under, as one line, safe to show."""
    return " › ".join(safe(heading) for heading in position.headings)


def _marks_of_document(marks: Sequence[Mark]) -> Iterable[str]:
    section = None
    for mark in marks:
        if (this := section_of(mark.position)) != section:
            section = this
            yield f"### {_line(section) or 'Beginning'}\n"
        if words := _line(mark.position.exact):
            yield f"> {words}\n"
        if isinstance(mark, Note):
            yield f"{_lines(mark.body)}\n"
        name = _line(mark.name) if isinstance(mark, Bookmark) else ""
        what = "noted" if isinstance(mark, Note) else "bookmarked"
        yield f"{f'**{name}**, ' if name else ''}{what} {safe(mark.created_at[:10])}\n"


def _line(text: str) -> str:
    """Return one line of text as Markdown in which no sign is markup."""
    shown = markdown_text(" ".join(safe(text).split()))
    start = _LINE_START.match(shown)
    if start is None:
        return shown
    return f"{shown[: start.end() - 1]}\\{shown[start.end() - 1 :]}"


def _lines(text: str) -> str:
    """Return paragraphs of text as Markdown; their lines and indents stay."""
    groups = groupby(text.split("\n"), key=lambda line: bool(_line(line)))
    paragraphs = ("\\\n".join(map(_indented, lines)) for has_words, lines in groups if has_words)
    return "\n\n".join(paragraphs)


def _indented(line: str) -> str:
    shown = safe(line.expandtabs(4))
    indent = len(shown) - len(shown.lstrip(" "))
    return "\N{NO-BREAK SPACE}" * indent + _line(shown)


def _folders(links: Iterable[KnownLink]) -> Iterable[tuple[str, list[KnownLink]]]:
    """Yield addresses under what was done with them; one that is in the queue only there."""
    folders: dict[str, list[KnownLink]] = {"Queue": [], "Opened": [], "Read": []}
    for link in links:
        label = "Queue" if link.queued_at else "Read" if link.read_at else "Opened"
        folders[label].append(link)
    return ((label, found) for label, found in folders.items() if found)


def _met(link: KnownLink) -> str | None:
    return link.queued_at or link.read_at or link.opened_at


def _folder(label: str, rows: Iterable[str]) -> str:
    inner = "".join(rows)
    return f"    <DT><H3>{label}</H3>\n    <DL><p>\n{inner}    </DL><p>\n"


def _html_mark(mark: Mark, name: str) -> str:
    position = mark.position
    slug = quote(slugify(position.headings[-1]), safe="") if position.headings else ""
    address = iri_of(mark.key) + (f"#{slug}" if slug else "")
    label = safe(name or position.exact).strip() or section_of(position) or name_of(mark.key)
    if len(label) > _LONGEST_NAME:
        label = f"{label[: _LONGEST_NAME - 1]}…"
    title = safe(mark.title or name_of(mark.key))
    return html_row(address, f"{title}: {label}", mark.created_at, " " * 8)


def _html_note(note: Note) -> str:
    lines = "<BR>".join(html.escape(safe(line)) for line in note.body.split("\n"))
    return f"        <DD>{lines}\n"
