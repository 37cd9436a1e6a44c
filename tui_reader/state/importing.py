"""What a file from outside holds: annotations in JSON, or a browser's bookmark file. Pure.

It is looked through whole before anything of it is written. What can't be remembered, because it
is too long or of a kind that has no place here, is counted; a file that is neither is refused.
"""

import html
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError
from tui_reader.state.annotation_reader import read_annotations
from tui_reader.state.bookmarks import MAX_NAME
from tui_reader.state.everything import Everything, KnownLink
from tui_reader.state.links import is_address
from tui_reader.state.notes import MAX_BODY
from tui_reader.state.texts import MAX_DIGEST, MAX_KEY
from tui_reader.state.times import now

_HEAD = 2_000
_BOOKMARK_FILE = re.compile("<!doctype netscape-bookmark-file", re.I)
_ROW = re.compile(r'<A\s((?:[^<>"]++|"[^"]*+")*+)>([^<]*+)', re.I)
"""An address of a bookmark file with its attributes and its text; none of it is tried twice."""
_ATTRIBUTE = re.compile(r'([A-Z_]++)\s*+=\s*+"([^"]*+)"', re.I)


def parse(text: str, address_of: Callable[[str], str]) -> tuple[Everything, int]:
    """Return what a file holds, and how much of it had to be left out.

    Args:
        text: What is in the file.
        address_of: Returns how an address of a bookmark file is to be remembered, in ASCII, empty
            for one that isn't to be queued.

    Raises:
        ReaderError: It is neither annotations nor a bookmark file.
    """
    if _BOOKMARK_FILE.match(text[:_HEAD].lstrip()):
        return _addresses(text, address_of)
    try:
        root = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReaderError("neither annotations in JSON nor a browser's bookmark file") from error
    return _fitting(*read_annotations(root))


def _addresses(text: str, address_of: Callable[[str], str]) -> tuple[Everything, int]:
    links: dict[str, KnownLink] = {}
    left_out = 0
    for row in _ROW.finditer(text):
        attributes = {name.lower(): value for name, value in _ATTRIBUTE.findall(row[1])}
        address = address_of(html.unescape(attributes.get("href", "")).strip())
        if not is_address(address):
            left_out += 1
            continue
        title = safe(" ".join(html.unescape(row[2]).split()))
        queued_at = _moment(attributes.get("add_date", "")) or now()
        links.setdefault(address, KnownLink(address, title, queued_at=queued_at))
    return Everything(links=tuple(links.values())), left_out


def _moment(seconds: str) -> str | None:
    """Return a time that browsers write as seconds since 1970, some as milli- or microseconds."""
    if not seconds.isdecimal() or int(seconds[:10]) == 0:
        return None
    return min(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(seconds[:10]))), now())


def _fitting(everything: Everything, left_out: int) -> tuple[Everything, int]:
    """Leave out what is too long to be remembered, and cut what may be cut."""
    kept = Everything(
        tuple(
            replace(document, digest=document.digest if len(document.digest) <= MAX_DIGEST else "")
            for document in everything.documents
            if len(document.key) <= MAX_KEY
        ),
        tuple(
            replace(mark, name=mark.name[:MAX_NAME])
            for mark in everything.bookmarks
            if len(mark.key) <= MAX_KEY
        ),
        tuple(
            note
            for note in everything.notes
            if len(note.key) <= MAX_KEY and len(note.body) <= MAX_BODY
        ),
        tuple(
            (key, section)
            for key, section in everything.sections
            if len(key) <= MAX_KEY and len(section.digest) <= MAX_DIGEST
        ),
        tuple(
            replace(link, document=link.document if len(link.document) <= MAX_KEY else b"")
            for link in everything.links
            # What the reader remembers is in ASCII: nothing else may come in by this door.
            if is_address(link.address) and link.address.isascii()
        ),
    )
    return kept, left_out + _count(everything) - _count(kept)


def _count(everything: Everything) -> int:
    parts: Iterable[tuple[object, ...]] = (
        everything.bookmarks,
        everything.notes,
        everything.sections,
        everything.links,
    )
    return sum(map(len, parts))
