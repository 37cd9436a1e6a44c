"""Annotations of anybody's making as values of ours. Pure; the opposite of `annotations`.

Taken in: a W3C AnnotationCollection with its pages in it, an AnnotationPage, a list of annotations
or a single one, and the lists that Hypothesis hands out (`annotations` or `rows`, with notes in
`text`). Of an annotation with several targets the first one counts, for nothing here stands in two
places. An annotation of a text becomes a note if it says something, else a bookmark.

An id from elsewhere becomes one of ours, always the same; an annotation without one gets it from
what it says. A time that isn't there is empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID, uuid5

from tui_reader.document.positions import Position
from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError
from tui_reader.state.annotations import NAMES
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.document_names import key_of
from tui_reader.state.documents import KnownDocument
from tui_reader.state.everything import Everything, KnownLink
from tui_reader.state.json_values import (
    Mapping,
    items,
    listed,
    mapping,
    moment,
    real,
    text,
    whole,
    words,
)
from tui_reader.state.notes import Note
from tui_reader.state.position_rows import MAX_QUOTE
from tui_reader.state.progress import SectionState

_LISTS = ("items", "annotations", "rows")
_HINT = "alignread export makes one that is"
_MOST_REFINED = 20


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    documents: dict[bytes, KnownDocument] = field(default_factory=dict[bytes, KnownDocument])
    bookmarks: list[Bookmark] = field(default_factory=list[Bookmark])
    notes: list[Note] = field(default_factory=list[Note])
    sections: list[tuple[bytes, SectionState]] = field(
        default_factory=list[tuple[bytes, SectionState]]
    )
    links: list[KnownLink] = field(default_factory=list[KnownLink])
    left_out: int = 0


def read_annotations(root: object) -> tuple[Everything, int]:
    """Return what some parsed JSON holds, and how many annotations there is no place for.

    Raises:
        ReaderError: It holds no annotations.
    """
    found = _Found()
    for annotation in _annotations(root):
        kind = _KINDS.get(text(annotation.get("alignread:kind")), _read_mark)
        if not kind(annotation, found):
            found.left_out += 1
    everything = Everything(
        tuple(found.documents.values()),
        tuple(found.bookmarks),
        tuple(found.notes),
        tuple(found.sections),
        tuple(found.links),
    )
    return everything, found.left_out


def _annotations(root: object) -> Iterator[Mapping]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        this = mapping(node)
        inner = next((this[name] for name in _LISTS if isinstance(this.get(name), list)), None)
        if isinstance(node, list):
            waiting.extend(reversed(listed(cast(object, node))))
        elif "target" in this:
            yield this
        elif isinstance(this.get("first"), str):
            raise ReaderError("its annotations are on pages that are not in the file")
        elif inner is not None or "AnnotationCollection" in items(this.get("type")):
            # A page may name the next one by its address alone.
            waiting.extend(page for page in (this.get("next"), this.get("first")) if mapping(page))
            waiting.append(inner or [])
        else:
            raise ReaderError("not a list of annotations", _HINT)


def _read_mark(annotation: Mapping, found: _Found) -> bool:
    target = mapping(next(iter(items(annotation.get("target"))), None))
    key = _document(annotation, target, found)
    if not key:
        return False
    position = _position(target)
    said, tags = _said(annotation)
    created = moment(annotation.get("created")) or ""
    modified = moment(annotation.get("modified")) or moment(annotation.get("updated")) or created
    motivations = [text(each).rpartition(":")[2] for each in items(annotation.get("motivation"))]
    name = _id(annotation, (key, position, said))
    title = found.documents[key].title
    if "bookmarking" in motivations or not said:
        label = " ".join((said or ", ".join(tags)).split())
        found.bookmarks.append(Bookmark(name, key, title, position, label, created, modified))
    else:
        body = "\n\n".join((said, ", ".join(f"#{tag}" for tag in tags))) if tags else said
        found.notes.append(Note(name, key, title, position, body, created, modified))
    return True


def _read_place(annotation: Mapping, found: _Found) -> bool:
    target = mapping(annotation.get("target"))
    key = _document(annotation, target, found)
    if not key:
        return False
    found.documents[key] = replace(
        found.documents[key],
        opened_at=moment(annotation.get("modified")),
        position=_position(target) if target.get("selector") else None,
        minutes=real(annotation.get("alignread:minutes")),
        lead=whole(annotation.get("alignread:lead")),
    )
    return True


def _read_section(annotation: Mapping, found: _Found) -> bool:
    target = mapping(annotation.get("target"))
    key = _document(annotation, target, found)
    if not key:
        return False
    state = SectionState(
        headings=_headings(target),
        ordinal=whole(target.get("alignread:ordinal")),
        place=-1
        if annotation.get("alignread:place") == -1
        else whole(annotation.get("alignread:place")),
        words=whole(annotation.get("alignread:words")),
        digest=text(annotation.get("alignread:digest")),
        share=min(1.0, real(annotation.get("alignread:share"))),
        read_at=moment(annotation.get("created")),
        is_new=annotation.get("alignread:isNew") is True,
    )
    found.sections.append((key, state))
    return True


def _read_link(annotation: Mapping, found: _Found) -> bool:
    target = mapping(annotation.get("target"))
    link = KnownLink(
        text(annotation.get("alignread:address")) or text(target.get("id")),
        safe(text(target.get("dcterms:title"))),
        key_of(text(annotation.get("alignread:foundIn"))),
        *(moment(annotation.get(f"alignread:{word}At")) for word in ("opened", "read", "queued")),
    )
    if not (link.opened_at or link.read_at or link.queued_at):
        return False
    found.links.append(link)
    return True


_KINDS = {"position": _read_place, "section": _read_section, "link": _read_link}


def _document(annotation: Mapping, target: Mapping, found: _Found) -> bytes:
    """Return the key of the document that a target stands in, and note what is said of it."""
    source = target.get("source") or target.get("id") or annotation.get("uri")
    if not source:
        # The whole target may be an address.
        source = next(iter(items(annotation.get("target"))), None)
    about = mapping(source)
    iri = source if isinstance(source, str) else about.get("id")
    key = key_of(text(iri))
    if not key:
        return b""
    about = about or mapping(annotation.get("document"))
    title = safe(text(about.get("dcterms:title")) or text(about.get("title")))
    digest = text(about.get("alignread:digest"))
    known = found.documents.get(key) or KnownDocument(key, "", "", None, None, 0.0, "")
    found.documents[key] = replace(known, title=known.title or title, digest=known.digest or digest)
    return key


def _position(target: Mapping) -> Position:
    # Quotes of ours are as they shall be; those of others hold line ends and indents.
    read = text if "alignread:headings" in target else words
    quote: Mapping = {}
    start = end = 0
    for selector in _selectors(target):
        kind = text(selector.get("type"))
        if kind == "TextQuoteSelector":
            quote = selector
        elif kind == "TextPositionSelector":
            start = whole(selector.get("start"))
            end = max(start, whole(selector.get("end")))
    return Position(
        _headings(target),
        whole(target.get("alignread:ordinal")),
        read(quote.get("exact"))[:MAX_QUOTE],
        read(quote.get("prefix")),
        read(quote.get("suffix")),
        start,
        end,
    )


def _selectors(target: Mapping) -> Iterator[Mapping]:
    """Yield the selectors of a target and, after each, what refines it."""
    for selector in map(mapping, items(target.get("selector"))):
        for _ in range(_MOST_REFINED):
            if not selector:
                break
            yield selector
            selector = mapping(selector.get("refinedBy"))


def _headings(target: Mapping) -> tuple[str, ...]:
    return tuple(text(each) for each in items(target.get("alignread:headings")))


def _said(annotation: Mapping) -> tuple[str, list[str]]:
    """Return what an annotation says, and its tags."""
    said = [text(annotation.get("bodyValue")), text(annotation.get("text"))]
    tags = [words(tag) for tag in items(annotation.get("tags"))]
    waiting = list(reversed(items(annotation.get("body"))))
    while waiting:
        node = waiting.pop()
        body = mapping(node)
        if isinstance(body.get("items"), list):
            waiting.extend(reversed(items(body["items"])))
            continue
        source = mapping(body.get("source"))
        value = text(
            body.get("value") or source.get("id") or body.get("source") or body.get("id") or node
        )
        if text(body.get("purpose")) == "tagging":
            tags.append(" ".join(value.split()))
        else:
            said.append(value)
    return "\n\n".join(part for part in said if part.strip()), [tag for tag in tags if tag]


def _id(annotation: Mapping, says: tuple[bytes, Position, str]) -> str:
    name = text(annotation.get("id")).strip()
    if name.lower().startswith("urn:uuid:"):
        try:
            return UUID(name).hex
        except ValueError:
            pass
    return uuid5(NAMES, name or repr(says)).hex
