"""What a folder says of itself by its files: its title, its order, its glossary, its paths.

An index (`index`, `README` or `SUMMARY`, in this order) whose list items begin with links to
documents of the folder gives their order, and its heading the title. `glossary` and `paths` beside
it are the folder's glossary and reading paths. Of all these only the head of the index is read.
"""

import os.path
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from tui_reader.document.document import Document
from tui_reader.document.items import linked_items
from tui_reader.document.source import decode, read_head
from tui_reader.errors import UnreadableFile

INDEX_BYTES = 64 * 1024
"""How much of an index is read."""

_INDEXES = ("index", "readme", "summary")
_GLOSSARY, _PATHS = "glossary", "paths"
_NO_TITLES = frozenset(("", "contents", "index", "readme", "summary", "table of contents"))
_ELSEWHERE = r"[a-z][a-z0-9+.-]*:|//|#"
_ADDRESS = re.compile(_ELSEWHERE, re.I)
# A README may hold a thousand items that lead into the web: they are not parsed (64 kB, 0.1 s).
_MARKER = r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+(?:\[[ xX]\][ \t]+)?[*_~]{0,4}\["
_ITEM = re.compile(_MARKER, re.M)
_LINKED_ITEM = re.compile(
    rf"{_MARKER}(?:[^\[\]]|\[[^\[\]]{{0,99}}\]){{0,500}}\]\((?![ \t\n]*<?(?:{_ELSEWHERE}))",
    re.I | re.M,
)
_DEFINITION = re.compile(rf"^[ \t>]*\[[^\]\n]+\]:(?![ \t\n]*<?(?:{_ELSEWHERE}))", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The documents of a folder, as the folder wants them read."""

    title: str
    """The folder's title, plain and safe; empty where no index gives one."""
    paths: tuple[Path, ...]
    """Its documents in reading order."""
    glossary: int | None
    """Which of them is the glossary."""
    reading_paths: int | None
    """Which of them holds the reading paths."""


def arrange(root: Path, paths: Sequence[Path]) -> Arrangement:
    """Return the documents of a folder in the order of its index.

    First comes the index, then the reading paths, what the index lists, what it doesn't list in
    the order it came in, and the glossary; the paths and the glossary stand elsewhere where the
    index lists them. Without an index that lists documents the order stays.

    Args:
        root: The folder.
        paths: Its documents.
    """
    top = [path for path in paths if path.parent == root]
    glossary = next((path for path in top if _stem(path) == _GLOSSARY), None)
    reading_paths = next((path for path in top if _stem(path) == _PATHS), None)
    title, order = "", list(paths)
    indexes = [path for path in top if _stem(path) in _INDEXES]
    for index in sorted(indexes, key=lambda path: _INDEXES.index(_stem(path))):
        document = _head(index)
        listed = _listed(document, root, set(paths) - {index}) if document else []
        if document and listed:
            title = _title(document)
            first = [path for path in indexes if path not in listed]
            first += [path for path in (reading_paths,) if path and path not in listed]
            last = [path for path in (glossary,) if path and path not in listed]
            named = {*first, *listed, *last}
            rest = [path for path in paths if path not in named]
            order = [*first, *listed, *rest, *last]
            break
    return Arrangement(
        title,
        tuple(order),
        order.index(glossary) if glossary else None,
        order.index(reading_paths) if reading_paths else None,
    )


def _stem(path: Path) -> str:
    return path.stem.lower()


def _head(path: Path) -> Document | None:
    """Return the head of an index, None where it can't be read or has no list of links."""
    try:
        source = decode(read_head(path, INDEX_BYTES), path.name, path)
    except UnreadableFile:
        return None
    text = source.text
    has_items = _DEFINITION.search(text) and _ITEM.search(text)
    if not has_items and not _LINKED_ITEM.search(text):
        return None
    document = Document(source)
    document.complete()
    return document


def _listed(document: Document, root: Path, paths: set[Path]) -> list[Path]:
    """Return the documents that the list items of an index begin with, each once."""
    text = document.source.text
    pattern = _ITEM if _DEFINITION.search(text) else _LINKED_ITEM
    found: dict[Path, None] = {}
    for index, chunk in enumerate(document.chunks):
        if not pattern.search(text, chunk.start, chunk.end):
            continue
        for block in document.blocks(index):
            for item in linked_items(block):
                target = next(
                    (path for path in _targets(item.link.href, root) if path in paths), None
                )
                if target is not None:
                    found[target] = None
    return list(found)


def _targets(href: str, root: Path) -> Iterator[Path]:
    """Yield the files that an address of an index may mean, the likeliest first."""
    name = unquote(href.partition("#")[0].partition("?")[0])
    if not name or _ADDRESS.match(href) or "\0" in name:
        return
    target = os.path.normpath(name.lstrip("/"))
    for ending in ("", ".md", "/index.md", "/README.md"):
        yield root / f"{target}{ending}"


def _title(document: Document) -> str:
    """Return the title of an index: its front matter's, else its first top heading."""
    if document.front_matter.title:
        return document.title
    for index, heading in enumerate(document.outline):
        if heading.level == 1:
            title = document.heading_text(index)
            return "" if title.strip().lower() in _NO_TITLES else title
    return ""
