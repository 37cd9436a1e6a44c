"""Searching everything: the documents of a library, and notes and bookmarks, ranked.

The words of documents are in the index of the data folder (`state.search_file`), or for the session
in memory where that can't be written. What has changed since is read again before an answer, step
by step, so that whoever waits may do something else or ask for something else meanwhile.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path

from tui_reader.document.bare_text import BareSection, bare_sections
from tui_reader.document.frontmatter import read_front_matter
from tui_reader.document.source import Source
from tui_reader.errors import UnreadableFile
from tui_reader.identity import is_gone, key_of
from tui_reader.library import Entry, Library, title_of
from tui_reader.search_hits import Answer, hit_of, hit_of_mark
from tui_reader.search_query import Query
from tui_reader.state import search_file
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.database import is_moved, roll_back
from tui_reader.state.notes import Note
from tui_reader.state.search_index import (
    Match,
    SearchIndex,
    Stamp,
    expression,
)

MOST_HITS = 200
"""How many hits are shown; those beyond are counted."""
_COMMIT_BYTES = 32 * 1024 * 1024
"""How much is read before it is written: what is killed begins there again."""
_OFTEN = 500
"""Steps of SQLite between two looks whether an answer is still wanted."""
_MARK = b"mark:"
_NO_STAMP = Stamp(0, 0, 0)


class Outdated(Exception):
    """Nobody waits for the answer any more."""


@dataclass(slots=True)
class _Places:
    """Where the words of the documents are."""

    in_file: set[bytes] = field(default_factory=set[bytes])
    in_memory: set[bytes] = field(default_factory=set[bytes])


class Searcher:
    """Searches one library. Used by one thread at a time."""

    def __init__(self, library: Library, folder: Path | None) -> None:
        """Take what is searched, and the folder of the index; None where there is none."""
        self._entries: dict[bytes, Entry] = {}
        self._numbers: dict[bytes, int] = {}
        for number, entry in enumerate(library.entries):
            key = key_of(library, entry)
            self._entries.setdefault(key, entry)
            self._numbers.setdefault(key, number)
        self._folder = folder
        self._file: SearchIndex | None = None
        self._memory: SearchIndex | None = None
        self._unreadable: dict[bytes, Stamp | None] = {}
        self._marks: dict[bytes, Bookmark | Note] = {}
        self._of_marks: SearchIndex | None = None
        self._places = _Places()
        self._is_behind = False
        self._is_verified = False
        self._losses = 0

    @property
    def is_behind(self) -> bool:
        """Whether the index was lost: what was answered may lack hits until `prepare` is done."""
        return self._is_behind

    @property
    def unread(self) -> int:
        """How many documents can't be read, so that nothing in them is found."""
        return len(self._unreadable)

    def close(self) -> None:
        """Let go of the index; what isn't written yet is written."""
        for index in (self._file, self._memory, self._of_marks):
            if index is not None:
                with suppress(sqlite3.Error):
                    _commit(index)
                index.close()
        self._file = self._memory = self._of_marks = None

    def forget(self) -> None:
        """Let go of the index, and have another session make it anew: there is no use in it."""
        for index in (self._file, self._memory, self._of_marks):
            if index is not None:
                with suppress(sqlite3.Error):
                    roll_back(index.connection)
                    index.close()
        if self._file is not None and self._folder is not None:
            search_file.discard(self._folder / search_file.FILE_NAME)
        self._file = self._memory = self._of_marks = None

    def take_marks(self, marks: Sequence[Bookmark | Note]) -> None:
        """Have notes and bookmarks searched too, in the place of those taken before."""
        if self._of_marks is not None:
            self._of_marks.close()
        self._of_marks = index = search_file.open_in_memory()
        self._marks = {_MARK + mark.id.encode("utf-8", "replace"): mark for mark in marks}
        for key, mark in self._marks.items():
            own, quote = _said(mark), mark.position.exact
            part = BareSection(own, 0, True, 0, f"{own}\n\n{quote}", "")
            index.put(key, mark.title, _NO_STAMP, "", [part])
        index.settle()

    def prepare(self) -> Generator[tuple[int, int]]:
        """Read what has changed, step by step; yields how many of how many documents are read.

        What is asked between two steps is answered from what was read so far.
        """
        for is_last in (False, False, True):
            self._is_behind = False
            try:
                yield from self._prepare()
                return
            except sqlite3.Error as error:
                if not self._is_behind:
                    self._drop_file(error)
                if is_last:
                    raise

    def search(
        self,
        query: Query,
        most: int = MOST_HITS,
        is_outdated: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """Return what has all the words, the best first; see `is_behind`.

        Raises:
            Outdated: Meanwhile the answer `is_outdated`.
        """
        if not query.terms:
            return Answer()
        asked = expression(query.terms, is_open=query.is_open)
        documents, of_documents = self._ask(
            self._file, self._places.in_file, asked, most, is_outdated
        )
        if self._file is not None and self._places.in_file and not of_documents:
            self._verify(self._file)
        others, of_others = self._ask(
            self._memory, self._places.in_memory, asked, most, is_outdated
        )
        marks, of_marks = self._ask(self._of_marks, self._marks.keys(), asked, most, is_outdated)
        documents = sorted((*documents, *others), key=_score)
        # What words are worth in a few notes says nothing of what they are worth in the documents.
        ranked = sorted((*enumerate(documents), *enumerate(marks)), key=itemgetter(0))
        hits = tuple(
            hit_of_mark(match, self._marks[match.key])
            if match.key in self._marks
            else hit_of(match, self._numbers.get(match.key))
            for _, match in ranked[:most]
        )
        return Answer(hits, of_documents + of_others + of_marks)

    def _ask(
        self,
        index: SearchIndex | None,
        keys: Collection[bytes],
        asked: str,
        most: int,
        is_outdated: Callable[[], bool],
    ) -> tuple[list[Match], int]:
        if index is None or not keys:
            return [], 0
        try:
            index.scope(keys)
            # From here on nothing is written, so that no transaction ends with it.
            index.connection.set_progress_handler(is_outdated, _OFTEN)
            try:
                total = index.count(asked)
                return (list(index.matches(asked, most)) if total else []), total
            finally:
                index.connection.set_progress_handler(None, 0)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                raise Outdated from error
            if index is not self._file:
                raise
            self._drop_file(error)
            return [], 0

    def _verify(self, file: SearchIndex) -> None:
        """Find out, once, whether a file in which nothing was found is damaged."""
        if self._is_verified or file.connection.in_transaction:
            return
        self._is_verified = True
        try:
            file.verify()
        except sqlite3.Error as error:
            if search_file.is_lost(error):
                self._drop_file(error)

    def _prepare(self) -> Generator[tuple[int, int]]:
        if self._file is None and self._folder is not None:
            self._file = search_file.open_file(self._folder)
            self._is_verified = False
        self._places = _Places()
        stale = self._sort_out()
        target, is_file = self._begin_writing(bool(stale))
        size = 0
        try:
            for number, (key, stamp) in enumerate(stale):
                yield number, len(stale)
                size += self._take(target, key, stamp, is_file=is_file)
                if size > _COMMIT_BYTES and is_file:
                    _commit(target)
                    size = 0
                    target, is_file = self._begin_writing(True)
        except GeneratorExit:
            _commit(target)
            raise
        for index in (target, self._memory):
            if index is not None:
                index.settle()
        yield len(stale), len(stale)
        try:
            _commit(target)
        except sqlite3.Error as error:
            self._drop_file(error)

    def _sort_out(self) -> list[tuple[bytes, Stamp]]:
        """Find out where the words of each document are; return those that have to be read."""
        in_file = {} if self._file is None else self._file.fresh()
        in_memory = {} if self._memory is None else self._memory.fresh()
        stale: list[tuple[bytes, Stamp]] = []
        for key, entry in self._entries.items():
            stamp = _stamp(entry)
            if stamp is None:
                self._unreadable[key] = None
                continue
            if self._unreadable.get(key) == stamp:
                continue
            self._unreadable.pop(key, None)
            if in_file.get(key) == stamp:
                self._places.in_file.add(key)
            elif in_memory.get(key) == stamp:
                self._places.in_memory.add(key)
            else:
                stale.append((key, stamp))
        return stale

    def _begin_writing(self, is_needed: bool) -> tuple[SearchIndex, bool]:
        """Return what the words are written into, and whether that is the file."""
        if self._file is not None and is_needed:
            try:
                self._file.begin()
                # Whatever else the index has that is no longer there goes with the same writing.
                self._file.remove(key for key in self._file.documents() if is_gone(key))
            except sqlite3.Error as error:
                self._drop_file(error, is_final=False)
                if self._is_behind:
                    raise
            else:
                return self._file, True
        return self._in_memory(), False

    def _take(self, target: SearchIndex, key: bytes, stamp: Stamp, *, is_file: bool) -> int:
        """Put a document in; return how large it is."""
        entry = self._entries[key]
        if entry.path is None:
            # What came through a pipe is not to be kept.
            target, is_file = self._in_memory(), False
        try:
            source = entry.read()
        except UnreadableFile:
            self._unreadable[key] = stamp
            target.remove([key])
            return 0
        if not target.confirm(key, stamp, source.digest):
            title = title_of(source.text, source.name)
            target.put(key, title, stamp, source.digest, _sections(source, title))
        (self._places.in_file if is_file else self._places.in_memory).add(key)
        return stamp.size

    def _in_memory(self) -> SearchIndex:
        if self._memory is None:
            self._memory = search_file.open_in_memory()
        return self._memory

    def _drop_file(self, error: sqlite3.Error, *, is_final: bool = True) -> None:
        """Do without the file for this session; one that is damaged or gone is made anew."""
        if self._file is None:
            raise error
        roll_back(self._file.connection)
        is_lost = search_file.is_lost(error)
        if not (is_lost or is_moved(error) or is_final):
            return
        self._file.close()
        self._file = None
        self._is_behind = True
        self._losses += is_lost
        if is_lost and self._folder is not None:
            search_file.discard(self._folder / search_file.FILE_NAME)
        if self._losses > 1 or not (is_lost or is_moved(error)):
            self._folder = None


def _said(mark: Bookmark | Note) -> str:
    return mark.body if isinstance(mark, Note) else mark.name


def _sections(source: Source, title: str) -> Iterator[BareSection]:
    """Yield the sections of a document, before them a title that isn't in its text."""
    sections = bare_sections(source.text)
    if read_front_matter(source.text).title:
        first = next(sections, None) or BareSection("", 0, True, 0, "", "")
        if first.heading and first.heading.casefold() != title.casefold():
            yield BareSection(title, 0, True, 0, "", "")
        yield first if first.heading else replace(first, heading=title, heading_line=0)
    yield from sections


def _stamp(entry: Entry) -> Stamp | None:
    """Return the stamp of a document's file, None where there is no file."""
    if entry.path is None:
        return _NO_STAMP
    try:
        status = os.stat(entry.path)
    except (OSError, ValueError):
        return None
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino & 0x7FFF_FFFF_FFFF_FFFF)


def _commit(index: SearchIndex) -> None:
    index.settle()
    if index.connection.in_transaction:
        index.connection.execute("COMMIT")


def _score(match: Match) -> float:
    return match.score
