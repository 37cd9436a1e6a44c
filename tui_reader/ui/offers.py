"""What the palette offers: commands, headings, documents, bookmarks; gathered in small steps.

The headings of documents that aren't open are read for it, and kept for the next time it is asked
for, as long as their files are as they were.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from tui_reader.commands import COMMANDS, SIDEBAR, Command, key_names, live_keys
from tui_reader.document.document import Document
from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError
from tui_reader.library import MAX_SEARCHED, Entry
from tui_reader.matching import Fit, fit, fold
from tui_reader.state.bookmarks import Bookmark, all_bookmarks

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen

_BATCH = 100
"""Headings that are read in one step."""


class Kind(IntEnum):
    """What a row of the palette is, in the order in which rows that fit equally well come."""

    PLACE = 0
    HEADING_HERE = 1
    COMMAND = 2
    DOCUMENT = 3
    HEADING = 4
    BOOKMARK = 5


SIGNS = {
    Kind.PLACE: "→",
    Kind.HEADING_HERE: "§",
    Kind.COMMAND: " ",
    Kind.DOCUMENT: "≡",
    Kind.HEADING: "§",
    Kind.BOOKMARK: "◆",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One row: what can be run or gone to."""

    kind: Kind
    text: str
    where: str
    """What is said beside it: the keys of a command, the document of a heading."""
    what: "Command | Heading | Bookmark | str"
    """What it stands for; of a place what was typed."""
    folded: str
    besides: str = ""
    """What else it is found by; folded."""

    def fit(self, typed: str) -> Fit | None:
        """Return how well it fits what was typed (folded), None where it doesn't."""
        by_letters = self.kind is Kind.COMMAND
        return fit(typed, self.folded, self.besides, by_letters=by_letters)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the library, or the beginning of a document."""

    document: int
    heading: int
    """Which heading of the document, -1 for its beginning."""
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The title and the headings of a document that isn't open."""

    stamp: tuple[int, int]
    """Size and time of the file that they were read from."""
    title: str
    headings: tuple[str, ...]


class Offers:
    """All that the palette offers.

    Attributes:
        rows: What is known so far.
        is_whole: Whether that is all.
    """

    def __init__(
        self, screen: "ReaderScreen", keymap: Mapping[str, str], known: dict[int, Outline]
    ) -> None:
        """Begin with the commands.

        Args:
            screen: Where they are run.
            keymap: The keys that were remapped, by command id.
            known: The outlines that were read before, by the number of their documents; those that
                are read now are added.
        """
        self._screen = screen
        self._known = known
        in_sidebar = screen.outline.has_focus
        commands = sorted(COMMANDS, key=lambda each: in_sidebar and each.group != SIDEBAR)
        self.rows = [_command_offer(command, keymap) for command in commands]
        self.is_whole = False
        self._steps = self._gather()

    def gather(self, seconds: float) -> bool:
        """Go on gathering for some time; return whether there is more."""
        end = time.monotonic() + seconds
        while not self.is_whole and time.monotonic() < end:
            self._step()
        return not self.is_whole

    def finish(self) -> None:
        """Gather all that is left."""
        while not self.is_whole:
            self._step()

    def _step(self) -> None:
        self.is_whole = next(self._steps, self) is self

    def _gather(self) -> Iterator[None]:
        screen = self._screen
        here = screen.document
        yield from _scan(here)
        for first in range(0, len(here.outline), _BATCH):
            for index in range(first, min(first + _BATCH, len(here.outline))):
                text = here.heading_text(index)
                self._add_heading(screen.current, index, text, here.title, Kind.HEADING_HERE)
            yield
        yield from self._bookmarks()
        for index, entry in enumerate(screen.library.entries):
            if index < MAX_SEARCHED or index in screen.documents:
                yield from self._document(index, entry)
            else:
                self._add_document(index, entry, entry.title())
                yield

    def _bookmarks(self) -> Iterator[None]:
        memory = self._screen.memory
        if memory.exists:
            for mark in memory.ask(all_bookmarks, []):
                section = mark.position.headings[-1] if mark.position.headings else ""
                text = " ".join((mark.name or mark.position.exact or section).split())
                where = " · ".join(each for each in (section, mark.title) if each and each != text)
                self._add(Kind.BOOKMARK, text or mark.title, where, mark)
            yield

    def _document(self, index: int, entry: Entry) -> Iterator[None]:
        """Add a document and its headings; those of the one on the screen are there already."""
        outline = self._known.get(index)
        opened = self._screen.documents.get(index)
        stamp = _stamp(entry)
        if opened is None and (outline is None or outline.stamp != stamp):
            try:
                opened = entry.open()
            except ReaderError:
                return
        if opened is not None:
            yield from _scan(opened)
            texts: list[str] = []
            for heading in range(len(opened.outline)):
                texts.append(opened.heading_text(heading))
                if heading % _BATCH == _BATCH - 1:
                    yield
            outline = self._known[index] = Outline(stamp, opened.title, tuple(texts))
        assert outline is not None
        self._add_document(index, entry, outline.title)
        if index != self._screen.current:
            for heading, text in enumerate(outline.headings):
                # The title is the document, which is there by itself.
                if heading or text != outline.title:
                    self._add_heading(index, heading, text, outline.title, Kind.HEADING)
                if heading % _BATCH == _BATCH - 1:
                    yield
        yield

    def _add_document(self, index: int, entry: Entry, title: str) -> None:
        folder = self._screen.library.folder_of(entry)
        where = f"document · {folder}" if folder else "document"
        self._add(Kind.DOCUMENT, title, where, Heading(index, -1, title))

    def _add_heading(self, document: int, heading: int, text: str, title: str, kind: Kind) -> None:
        self._add(kind, text or "(untitled)", title, Heading(document, heading, text))

    def _add(self, kind: Kind, text: str, where: str, what: "Heading | Bookmark") -> None:
        text, where = safe(text), safe(where)
        self.rows.append(Offer(kind, text, where, what, fold(text), fold(where)))


def _command_offer(command: Command, keymap: Mapping[str, str]) -> Offer:
    keys = key_names(live_keys(command, keymap))
    group = f"{command.group}  " if command.group == SIDEBAR else ""
    where = f"{group}{keys}" or "command"
    folded, besides = fold(command.title), fold(f"{command.group} command")
    return Offer(Kind.COMMAND, command.title, where, command, folded, besides)


def _scan(document: Document) -> Iterator[None]:
    while document.advance():
        yield


def _stamp(entry: Entry) -> tuple[int, int]:
    """Return what changes when the file does."""
    try:
        found = entry.path.stat() if entry.path is not None else None
    except OSError:
        found = None
    return (found.st_size, found.st_mtime_ns) if found else (0, 0)
