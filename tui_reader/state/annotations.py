"""Everything that is remembered, as W3C Web Annotations (Data Model, 2017). Pure.

An AnnotationCollection with one page. Bookmarks (`bookmarking`) and notes (`commenting`) are what
any program that knows annotations understands: a SpecificResource with a TextQuoteSelector and a
TextPositionSelector. What only alignread knows goes along as annotations with a tag for a body, so
that all of it moves: the reading position of a document (`bookmarking`), how far a section was
read (`assessing`, the section's heading quoted), and an address (`bookmarking` when it is queued,
else `assessing`). `alignread:kind` tells those three apart; every name that begins so is one of
ours, declared in the context.

The same memory gives the same text: no time and no random name of the export's own is in it.
`annotation_reader` reads it.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from tui_reader.document.positions import Position
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.document_names import iri_of
from tui_reader.state.documents import KnownDocument
from tui_reader.state.everything import Everything, KnownLink
from tui_reader.state.notes import Note
from tui_reader.state.progress import SectionState

CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "alignread": "urn:alignread:",
        "alignread:headings": {"@id": "urn:alignread:headings", "@container": "@list"},
    },
)

NAMES = UUID("0d9f6d6e-6a3b-5c1e-9a55-416c5264616e")
"""The name space of the ids that are made from what they name (RFC 4122, version 5)."""

_ID = re.compile("[0-9a-f]{32}")
_NOT_IN_IRIS = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\udfff]")

Object = dict[str, Any]


def as_json(everything: Everything) -> str:
    """Return the collection as a text in ASCII that ends with a line feed."""
    known = {document.key: document for document in everything.documents}
    found = [
        *(_bookmark(each, known) for each in everything.bookmarks),
        *(_note(each, known) for each in everything.notes),
        *(_place(each, known) for each in everything.documents),
        *(_section(key, each) for key, each in everything.sections),
        *(_link(each) for each in everything.links),
    ]
    collection: Object = {
        "@context": CONTEXT,
        "id": "urn:alignread:memory",
        "type": "AnnotationCollection",
        "label": "What alignread remembers",
        "total": len(found),
    }
    if found:
        collection["first"] = {
            "id": "urn:alignread:memory:page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [],
        }
    # One annotation a line: half the size of an indented text, and a change is one line of it.
    lines = ",\n".join(map(json.dumps, found))
    return f"{json.dumps(collection, indent=1)}\n".replace("[]", f"[\n{lines}\n]")


def _bookmark(bookmark: Bookmark, known: Mapping[bytes, KnownDocument]) -> Object:
    body = _body("describing", bookmark.name) if bookmark.name else None
    target = _target(bookmark.key, bookmark.title, bookmark.position, known)
    times = bookmark.created_at, bookmark.modified_at
    return _annotation(_iri(bookmark.id), "bookmarking", target, times, body)


def _note(note: Note, known: Mapping[bytes, KnownDocument]) -> Object:
    body = _body("commenting", note.body)
    target = _target(note.key, note.title, note.position, known)
    times = note.created_at, note.modified_at
    return _annotation(_iri(note.id), "commenting", target, times, body)


def _place(document: KnownDocument, known: Mapping[bytes, KnownDocument]) -> Object:
    tag = "last read here" if document.position else "document"
    target = _target(document.key, document.title, document.position, known)
    name = _made(document.key, "position")
    times = document.opened_at, document.opened_at
    found = _annotation(name, "bookmarking", target, times, _body("tagging", tag))
    return found | {
        "alignread:kind": "position",
        "alignread:minutes": round(document.minutes, 2),
        "alignread:lead": document.lead,
    }


def _section(key: bytes, section: SectionState) -> Object:
    tag = "read" if section.read_at else "started" if section.share > 0 else "unread"
    target: Object = {
        "type": "SpecificResource",
        "source": iri_of(key),
        "alignread:headings": list(section.headings),
        "alignread:ordinal": section.ordinal,
    }
    if section.headings:
        target["selector"] = [{"type": "TextQuoteSelector", "exact": section.headings[-1]}]
    name = _made(key, json.dumps([section.headings, section.ordinal]))
    times = section.read_at, section.read_at
    return _annotation(name, "assessing", target, times, _body("tagging", tag)) | {
        "alignread:kind": "section",
        "alignread:place": section.place,
        "alignread:words": section.words,
        "alignread:digest": section.digest,
        "alignread:share": section.share,
        "alignread:isNew": section.is_new,
    }


def _link(link: KnownLink) -> Object:
    times = {"queued": link.queued_at, "opened": link.opened_at, "read": link.read_at}
    met = {word: moment for word, moment in times.items() if moment}
    iri = _NOT_IN_IRIS.sub(lambda sign: quote(sign[0], errors="replace"), link.address)
    target: Object = {"id": iri}
    if link.title:
        target["dcterms:title"] = link.title
    found = _annotation(
        _made(b"link", link.address),
        "bookmarking" if link.queued_at else "assessing",
        target,
        (min(met.values(), default=None), max(met.values(), default=None)),
        [_body("tagging", word) for word in met],
    )
    found["alignread:kind"] = "link"
    if iri != link.address:
        found["alignread:address"] = link.address
    if link.document:
        found["alignread:foundIn"] = iri_of(link.document)
    return found | {f"alignread:{word}At": moment for word, moment in met.items()}


def _annotation(
    iri: str,
    motivation: str,
    target: Object,
    times: tuple[str | None, str | None],
    body: Object | list[Object] | None,
) -> Object:
    found: Object = {"id": iri, "type": "Annotation", "motivation": motivation}
    for name, moment in zip(("created", "modified"), times, strict=True):
        if moment:
            found[name] = moment
    if body:
        found["body"] = body
    return found | {"target": target}


def _body(purpose: str, value: str) -> Object:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(
    key: bytes, title: str, position: Position | None, known: Mapping[bytes, KnownDocument]
) -> Object:
    document = known.get(key)
    source: Object = {"id": iri_of(key), "type": "Text", "format": "text/markdown"}
    if shown := (document.title if document else "") or title:
        source["dcterms:title"] = shown
    if document and document.digest:
        source["alignread:digest"] = document.digest
    found: Object = {"type": "SpecificResource", "source": source}
    if position is None:
        return found
    start = max(0, position.start)
    found["selector"] = [
        {
            "type": "TextQuoteSelector",
            "exact": position.exact,
            "prefix": position.prefix,
            "suffix": position.suffix,
        },
        {"type": "TextPositionSelector", "start": start, "end": max(start, position.end)},
    ]
    found["alignread:headings"] = list(position.headings)
    found["alignread:ordinal"] = position.ordinal
    return found


def _iri(name: str) -> str:
    return UUID(name).urn if _ID.fullmatch(name) else _made(b"mark", name)


def _made(space: bytes, name: str) -> str:
    return uuid5(uuid5(NAMES, space.hex()), name.encode("utf-8", "replace").hex()).urn
