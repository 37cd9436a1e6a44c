"""What there is to read: the library that ships, one document, or the documents of a folder."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui_reader.conventions import arrange
from tui_reader.document.document import Document
from tui_reader.document.files import reason
from tui_reader.document.frontmatter import read_front_matter
from tui_reader.document.safe import safe
from tui_reader.document.source import Source, decode, read, read_head, shown
from tui_reader.errors import NoDocuments, NoSuchPlace, ReaderError, UnreadableFile
from tui_reader.guide import with_keys

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdwn")
MAX_DOCUMENTS = 2000
MAX_SEARCHED = 300
_MAX_ENTRIES = 100_000
_HEAD_BYTES = 4096
_TITLE_CHARACTERS = 300
_DEEPEST = 40
_FIRST_NAMES = ("index", "readme", "summary", "introduction")
_NUMBERS = re.compile(r"(\d+)")
_TITLE = re.compile(r"^ {0,3}#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)
_MARKUP = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>|[*`]")
_SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__", "venv"))


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a document that wasn't opened."""

    title: str
    trouble: str = ""
    """Why it can't be read, with its path; empty where it can, as far as its beginning tells."""


@dataclass(frozen=True)
class Entry:
    """One document of a library, not necessarily opened."""

    path: Path | None
    source: Source | None = None
    """Its text, when it came through a pipe."""
    is_guide: bool = False
    """Whether it is the guide to the reader, which has the keys as they are."""
    keymap: Mapping[str, str] | None = field(default=None, hash=False)
    """The keys that were set, for the guide: by command id, with commas."""
    is_any: bool = False
    """Whether it is read as text whatever it looks like."""

    def open(self) -> Document:
        """Open the document.

        Raises:
            UnreadableFile: It can't be read, or isn't text.
        """
        return Document(self.read())

    def read(self) -> Source:
        """Return the text of the document.

        Raises:
            UnreadableFile: It can't be read, or isn't text.
        """
        if self.source is not None:
            return self.source
        assert self.path is not None
        source = read(self.path, is_any=self.is_any)
        return with_keys(source, self.keymap) if self.is_guide else source

    def title(self) -> str:
        """Return its title from the first few kilobytes, its file name where they have none."""
        return self.glance().title

    def glance(self) -> Glance:
        """Return what its first few kilobytes tell of it."""
        if self.path is None:
            return Glance(self.source.name if self.source else "")
        name = shown(self.path.name)
        try:
            head = decode(read_head(self.path, _HEAD_BYTES), name, self.path, is_any=self.is_any)
        except UnreadableFile as error:
            return Glance(name, error.message)
        return Glance(title_of(head.text, name))


@dataclass(frozen=True)
class Library:
    """Documents that are read together."""

    title: str
    entries: tuple[Entry, ...]
    root: Path | None = None
    notice: str = ""
    glossary: int | None = None
    """Which entry is the glossary of the folder, None where it has none."""
    paths: int | None = None
    """Which entry holds its reading paths, None where it has none."""
    is_bundled: bool = False
    """Whether it is the library that ships."""
    trouble: str = ""
    """Which folders of it can't be listed, and why; the notice says so too."""

    def folder_of(self, entry: Entry) -> str:
        """Return in which folder below the root a document lies, empty for the root itself."""
        if self.root is None or entry.path is None or entry.path.parent == self.root:
            return ""
        folder = entry.path.parent
        return shown(folder.relative_to(self.root) if folder.is_relative_to(self.root) else folder)


def title_of(head: str, name: str) -> str:
    """Return the title that the beginning of a text gives it, its name where it gives none."""
    front_matter = read_front_matter(head)
    if front_matter.title:
        return safe(front_matter.title)
    first_line = head[front_matter.length :].lstrip("\n").partition("\n")[0]
    heading = _TITLE.match(first_line[:_TITLE_CHARACTERS])
    return safe(_MARKUP.sub("", heading[1])).strip() or name if heading else name


def bundled(keymap: Mapping[str, str] | None = None) -> Library:
    """Return the library that ships: from the installed package, or from a checkout.

    Args:
        keymap: The keys that were set, by command id, with commas; the guide shows them.

    Raises:
        NoDocuments: It was not installed with the package.
    """
    package = Path(__file__).parent
    for root in (package / "content", package.parent / "content"):
        if root.is_dir():
            library = open_folder(root, "AI alignment: a starter pack")
            entries = tuple(
                replace(entry, is_guide=True, keymap=keymap) if _is_guide(entry) else entry
                for entry in library.entries
            )
            return replace(library, entries=entries, is_bundled=True)
    raise NoDocuments("the library that ships with alignread is missing", "reinstall alignread")


def _is_guide(entry: Entry) -> bool:
    return entry.path is not None and entry.path.name == "guide.md"


def from_source(source: Source) -> Library:
    """Return a library of one text that came through a pipe."""
    return Library(source.name, (Entry(None, source),))


def open_path(path: Path, *, is_any: bool = False) -> Library:
    """Return the library that a file or a folder amounts to.

    Args:
        path: The file or folder.
        is_any: Whether documents are read as text whatever they look like.

    Raises:
        NoDocuments: The folder holds no Markdown.
        UnreadableFile: The folder can't be listed. A file is only tried when it is opened.
    """
    if not _is(path, Path.is_dir):
        return Library(shown(path.name or str(path)), (Entry(path, is_any=is_any),), path.parent)
    library = open_folder(path, shown(path.resolve().name or str(path)))
    if is_any:
        entries = tuple(replace(entry, is_any=True) for entry in library.entries)
        library = replace(library, entries=entries)
    return library


def open_folder(root: Path, title: str) -> Library:
    """Return the Markdown documents of a folder and the folders in it, in reading order.

    An index or a README comes first, then files before folders, by name with numbers as numbers,
    unless the index lists them in an order of its own; then it also gives the library its title.
    Hidden folders are left out, symbolic links to folders are not followed. What has the name of a
    document and can't be read is listed all the same, so that it isn't missed.

    Raises:
        NoDocuments: There is none.
        UnreadableFile: The folder can't be listed.
    """
    try:
        next(os.scandir(root), None)
    except OSError as error:
        raise UnreadableFile(f"{shown(root)}: {reason(error)}") from error
    paths: list[Path] = []
    troubles: list[OSError] = []
    notice = ""
    for path in _walk(root, troubles.append):
        if len(paths) == MAX_DOCUMENTS:
            notice = f"only the first {MAX_DOCUMENTS:,} documents of this folder are listed"
            break
        paths.append(path)
    trouble = _closed_folders(root, troubles) if troubles else ""
    if not paths:
        hints = (trouble, f"looked for {', '.join(SUFFIXES)}")
        raise NoDocuments(
            f"{shown(root)}: no Markdown in this folder", "; ".join(filter(None, hints))
        )
    folder = arrange(root, paths)
    return Library(
        folder.title or title,
        tuple(Entry(path) for path in folder.paths),
        root,
        "; ".join(filter(None, (trouble, notice))),
        folder.glossary,
        folder.reading_paths,
        trouble=trouble,
    )


def open_first(library: Library) -> tuple[Library, int, Document]:
    """Open the first document of a library that can be read.

    Returns:
        The library, whose notice says of what can't be read before that document why; which
        document it is; and the document.

    Raises:
        UnreadableFile: None of the first few hundred can be read.
    """
    troubles: list[UnreadableFile] = []
    for index, entry in enumerate(library.entries[:MAX_SEARCHED]):
        try:
            document = entry.open()
        except UnreadableFile as error:
            troubles.append(error)
            continue
        if troubles:
            said = without_root(str(troubles[0]), library)
            library = replace(library, notice="; ".join(filter(None, (said, library.notice))))
        return library, index, document
    if len(library.entries) == 1:
        raise troubles[0]
    raise UnreadableFile(
        f"{shown(library.root or library.title)}: none of its {len(library.entries):,} documents "
        f"can be read",
        without_root(str(troubles[0]), library),
    )


def open_each(library: Library, tell: Callable[[UnreadableFile], None]) -> Iterator[Document]:
    """Yield the documents of a library; of those that can't be read, and of its folders, tell.

    Raises:
        UnreadableFile: The only document of it can't be read.
    """
    if library.trouble:
        tell(UnreadableFile(library.trouble))
    for entry in library.entries:
        try:
            document = entry.open()
        except UnreadableFile as error:
            if len(library.entries) == 1:
                raise
            tell(error)
            continue
        yield document


def without_root(message: str, library: Library) -> str:
    """Return what an error says of a document, with its path as it is in the library."""
    return message.removeprefix(f"{shown(library.root)}/" if library.root else "")


def find_heading(
    library: Library, documents: dict[int, Document], current: int, query: str
) -> tuple[int, int]:
    """Return document and heading that a reader means: in the current one first, then in order.

    Args:
        library: Where to look.
        documents: The documents that are open; those that had to be opened are added.
        current: The document that is being read.
        query: A heading, an anchor, or the beginning of one. A document's title leads to its
            beginning, heading -1.

    Raises:
        NoSuchPlace: No document of the first few hundred has it.
    """
    order = [current, *(index for index in range(len(library.entries)) if index != current)]
    for index in order[:MAX_SEARCHED]:
        try:
            document = documents.get(index) or library.entries[index].open()
        except ReaderError:
            continue
        is_title = index != current and document.title.casefold() == query.strip().casefold()
        try:
            heading = -1 if is_title else document.find_heading(query)
        except NoSuchPlace:
            continue
        documents[index] = document
        return index, heading
    raise NoSuchPlace(f"no heading like {safe(query)!r} in {library.title}")


def _closed_folders(root: Path, troubles: Sequence[OSError]) -> str:
    """Return which folders below the root can't be listed, and why the first one can't."""
    folder = Path(os.fsdecode(troubles[0].filename or root))
    name = shown(folder.relative_to(root) if folder.is_relative_to(root) else folder)
    more = len(troubles) - 1
    others = f", and {more:,} more can't be listed" if more else ""
    return f"folder {name}: {reason(troubles[0])}{others}"


def _walk(root: Path, tell: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield what has the name of a document; of folders that can't be listed, tell."""
    seen, depth = 0, str(root).count(os.sep)
    for folder, folders, names in os.walk(root, onerror=tell):
        if folder.count(os.sep) - depth >= _DEEPEST:
            folders.clear()
        folders[:] = sorted(
            (name for name in folders if name[0] != "." and name not in _SKIPPED_FOLDERS),
            key=_reading_order,
        )
        seen += len(names) + len(folders)
        for name in sorted(names, key=_reading_order):
            if name[0] != "." and name.lower().endswith(SUFFIXES):
                yield Path(folder, name)
        if seen > _MAX_ENTRIES:
            return


def _is(path: Path, question: Callable[[Path], bool]) -> bool:
    """Ask the file system about a path; one that it can't be asked about is nothing."""
    try:
        return question(path)
    except (OSError, ValueError):
        return False


def _reading_order(name: str) -> tuple[int, list[tuple[int, int, str]]]:
    stem = name.lower().rpartition(".")[0] or name.lower()
    first = _FIRST_NAMES.index(stem) if stem in _FIRST_NAMES else len(_FIRST_NAMES)
    parts = _NUMBERS.split(stem)
    return first, [
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part
    ]
