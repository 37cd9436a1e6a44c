"""What `alignread search` prints: hits as lines that grep and editors understand, or as JSON.

Returns an exit status, as in `listings`.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.document.safe import safe
from tui_reader.document.source import shown
from tui_reader.errors import ReaderError
from tui_reader.identity import key_of, path_of
from tui_reader.listings import close, print_json, say
from tui_reader.search_hits import Answer, Hit
from tui_reader.search_query import Query, parse_query
from tui_reader.searching import Searcher

if TYPE_CHECKING:
    from tui_reader.library import Library
    from tui_reader.state.bookmarks import Bookmark
    from tui_reader.state.notes import Note

_MOST = 1000
"""How many hits are printed; those beyond are counted."""


def print_hits(
    library: "Library", term: str, *, is_everything: bool, as_json: bool, is_coloured: bool
) -> int:
    """Search a library, and print where the words are.

    Args:
        library: What to search.
        term: The words, as they were typed.
        is_everything: Whether the notes and bookmarks of all documents are searched, not only
            those of the library.
        as_json: Whether to print objects instead of lines.
        is_coloured: Whether the words are set off, for a terminal.

    Raises:
        ReaderError: There is nothing to search for, or nothing of it can be read.
    """
    import sqlite3

    from tui_reader.state.database import reason
    from tui_reader.state.paths import data_folder

    query = parse_query(term)
    if not query.terms:
        raise ReaderError("nothing to search for", "give a word, or a phrase in quotation marks")
    searcher = Searcher(library, data_folder().path)
    searcher.take_marks(list(_marks(library, is_everything=is_everything)))
    status = 0
    try:
        for answer in _answers(searcher, query):
            _check_unread(library, searcher.unread)
            status = _print(library, answer, as_json=as_json, is_coloured=is_coloured)
    except sqlite3.Error as error:
        raise ReaderError(f"the search failed: {reason(error)}") from error
    finally:
        searcher.close()
    return status


def _answers(searcher: Searcher, query: Query) -> "Iterator[Answer]":
    """Yield the answer, one; what is found is told before all that was read is written."""
    is_told = False
    while not is_told:
        for done, of in searcher.prepare():
            if done == of and not is_told:
                answer = searcher.search(query, _MOST)
                if answer.hits and not searcher.is_behind:
                    is_told = True
                    yield answer
        if not is_told:
            # All is written now, so that a damaged index shows.
            answer = searcher.search(query, _MOST)
            if not searcher.is_behind:
                is_told = True
                yield answer


def _check_unread(library: "Library", unread: int) -> None:
    """Say which folders and how many documents aren't searched because they can't be read.

    Raises:
        UnreadableFile: There is but one.
        ReaderError: It is all of them.
    """
    if library.trouble:
        say(library.trouble)
    if not unread:
        return
    if len(library.entries) == 1:
        library.entries[0].read()
    elif unread == len(library.entries):
        raise ReaderError(f"none of the {unread:,} documents can be read")
    say("1 document can't be read" if unread == 1 else f"{unread:,} documents can't be read")


def _marks(library: "Library", *, is_everything: bool) -> "Iterator[Bookmark | Note]":
    from tui_reader.state.bookmarks import all_bookmarks
    from tui_reader.state.notes import all_notes
    from tui_reader.state.store import Store

    store = Store()
    found = (*all_bookmarks(store), *all_notes(store))
    close(store)
    keys = set[bytes]() if is_everything else {key_of(library, each) for each in library.entries}
    yield from (mark for mark in found if is_everything or mark.key in keys)


def _print(library: "Library", answer: Answer, *, as_json: bool, is_coloured: bool) -> int:
    if as_json:
        status = print_json([_row(library, hit) for hit in answer.hits])
    else:
        for hit in answer.hits:
            print(_line(library, hit, is_coloured=is_coloured))
        status = 0 if answer.hits else 1
        if not answer.hits:
            say("nothing found")
    sys.stdout.flush()
    if answer.total > len(answer.hits):
        say(f"the first {len(answer.hits):,} of {answer.total:,}")
    return status


def _row(library: "Library", hit: Hit) -> dict[str, object]:
    path = _path(library, hit)
    return {
        "kind": hit.kind,
        "document": hit.title,
        "path": None if path is None else os.fsencode(path).decode("utf-8", "replace"),
        "section": hit.section,
        "line": hit.line + 1 if hit.mark is None else None,
        "sentence": hit.sentence,
        "matches": hit.spans,
        "id": hit.mark.id if hit.mark is not None else None,
    }


def _line(library: "Library", hit: Hit, *, is_coloured: bool) -> str:
    path = _path(library, hit)
    place = shown(path) if path is not None else hit.title
    line = f":{hit.line + 1}" if hit.mark is None else f": {hit.kind}"
    said = (safe(hit.section), _sentence(hit, is_coloured=is_coloured))
    return f"{place}{line}: {' — '.join(part for part in said if part)}"


def _sentence(hit: Hit, *, is_coloured: bool) -> str:
    if not is_coloured:
        return hit.sentence
    parts: list[str] = []
    position = 0
    for start, end in hit.spans:
        parts.append(f"{hit.sentence[position:start]}\x1b[1m{hit.sentence[start:end]}\x1b[22m")
        position = end
    return "".join((*parts, hit.sentence[position:]))


def _path(library: "Library", hit: Hit) -> Path | None:
    """Return the path of a hit's document as it was given, None where there is none."""
    return library.entries[hit.entry].path if hit.entry is not None else path_of(hit.key)
