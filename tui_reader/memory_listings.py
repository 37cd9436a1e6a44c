"""What the command line does with what is remembered: list it, write it out, take some in.

Each returns an exit status, as in `listings`. No document is opened for it.
"""

import os
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError
from tui_reader.listings import close, print_json, say

if TYPE_CHECKING:
    from tui_reader.document.source import Source
    from tui_reader.state.bookmarks import Bookmark
    from tui_reader.state.merging import Merged
    from tui_reader.state.notes import Note
    from tui_reader.state.progress import DocumentProgress

_LONGEST_QUOTE = 300
_NOTHING = {
    "bookmarks": "no bookmarks yet; m sets one",
    "notes": "no notes yet; c writes one",
    "progress": "nothing was read yet",
}


def print_remembered(what: str, *, as_json: bool) -> int:
    """Print the bookmarks, the notes or the progress of all documents.

    Args:
        what: `bookmarks`, `notes` or `progress`.
        as_json: Whether to print objects instead of lines.
    """
    from tui_reader.state.bookmarks import all_bookmarks
    from tui_reader.state.notes import all_notes
    from tui_reader.state.progress import all_progress
    from tui_reader.state.settings_file import load
    from tui_reader.state.store import Store

    store = Store()
    if what == "progress":
        documents = all_progress(store, load().pace)
        rows, lines = map(_progress_row, documents), _progress_lines(documents)
    else:
        marks = all_bookmarks(store) if what == "bookmarks" else all_notes(store)
        rows, lines = map(_mark_row, marks), _mark_lines(marks)
    close(store)
    if as_json:
        return print_json(list(rows))
    printed = list(lines)
    if not printed:
        say(_NOTHING[what])
        return 1
    print("\n".join(printed), flush=True)
    return 0


def export(form: str, output: str | None) -> int:
    """Write everything that is remembered, to standard output or into a new file.

    Args:
        form: `json`, `markdown` or `html`.
        output: The path of the file, which must not be there; None and `-` are standard output.

    Raises:
        ReaderError: The file is there, or can't be written.
    """
    from tui_reader.state import marks_formats
    from tui_reader.state.annotations import as_json
    from tui_reader.state.everything import collect
    from tui_reader.state.store import Store

    output = None if output == "-" else output
    store = Store()
    everything = collect(store)
    close(store)
    if not everything:
        say("there is nothing to export")
        if output is not None:
            return 1
    forms = {
        "json": as_json,
        "markdown": marks_formats.as_markdown,
        "html": marks_formats.as_html,
    }
    text = forms[form](everything)
    if output is None:
        print(text, end="", flush=True)
    else:
        _write_new(output, text)
    return 0 if everything else 1


def import_source(source: "Source") -> int:
    """Add what a file holds to what is remembered, and print what came in.

    Raises:
        ReaderError: It is no such file, or what is in it can't be saved; nothing changed then.
    """
    from tui_reader.addresses import judge
    from tui_reader.document.source import shown
    from tui_reader.state.importing import parse
    from tui_reader.state.merging import merge
    from tui_reader.state.store import Store

    def address_of(href: str) -> str:
        address = judge(href)
        return "" if address.refusal else address.url

    store = Store()
    try:
        everything, left_out = parse(source.text, address_of)
        merged = merge(store, everything)
    except ReaderError as error:
        store.close()
        name = shown(source.path or source.name)
        raise ReaderError(f"{name}: {error.message}", error.hint) from error
    store.close()
    if not store.is_saved:
        raise ReaderError(f"nothing was imported: {'; '.join(store.notices)}")
    close(store)
    print(_summary(merged, left_out), flush=True)
    return 0 if everything else 1


def _write_new(output: str, text: str) -> None:
    from pathlib import Path

    from tui_reader.document.files import create_file, reason
    from tui_reader.document.source import shown

    try:
        create_file(Path(output), text.encode("utf-8", "replace"))
    except FileExistsError as error:
        raise ReaderError(f"{shown(output)}: there is such a file, it is left as it is") from error
    except OSError as error:
        raise ReaderError(f"{shown(output)}: {reason(error)}") from error


def _summary(merged: "Merged", left_out: int) -> str:
    counts = (
        (merged.bookmarks, "bookmark"),
        (merged.notes, "note"),
        (merged.sections, "read section"),
        (merged.positions, "reading position"),
        (merged.links, "link"),
    )
    parts = [_count(number, what) for number, what in counts if number]
    text = ", ".join(parts) or "nothing new"
    if merged.known:
        text += f"; {merged.known:,} {'was' if merged.known == 1 else 'were'} known"
    if left_out:
        text += f"; {left_out:,} {'was' if left_out == 1 else 'were'} left out"
    return text


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _mark_row(mark: "Bookmark | Note") -> dict[str, Any]:
    from tui_reader.state.bookmarks import Bookmark

    said = {"name": mark.name} if isinstance(mark, Bookmark) else {"body": mark.body}
    return {
        "id": mark.id,
        "document": _place(mark.key),
        "title": mark.title,
        "section": list(mark.position.headings),
        "quote": mark.position.exact,
        **said,
        "created": mark.created_at,
        "modified": mark.modified_at,
        "start": mark.position.start,
        "end": mark.position.end,
    }


def _progress_row(progress: "DocumentProgress") -> dict[str, Any]:
    return {
        "document": _place(progress.key),
        "title": progress.title,
        "sections": progress.sections,
        "read": progress.read,
        "minutes": round(progress.minutes, 1),
        "minutes_left": round(progress.minutes_left, 1),
        "opened": progress.opened_at,
    }


def _mark_lines(marks: "Sequence[Bookmark | Note]") -> Iterable[str]:
    from tui_reader.state.bookmarks import Bookmark
    from tui_reader.state.marks_formats import by_document, section_of

    for index, (key, of_key) in enumerate(by_document(marks).items()):
        yield from _head(key, next((mark.title for mark in of_key if mark.title), ""), index)
        for mark in of_key:
            yield ""
            yield f"  {section_of(mark.position) or 'Beginning'} · {_day(mark.created_at)}"
            if isinstance(mark, Bookmark) and mark.name:
                yield f"    {safe(mark.name)}"
            if mark.position.exact:
                yield f"    “{_shortened(mark.position.exact)}”"
            if not isinstance(mark, Bookmark):
                yield from (
                    f"    {safe(line)}".rstrip() for line in mark.body.strip("\n").split("\n")
                )


def _progress_lines(documents: "Sequence[DocumentProgress]") -> Iterable[str]:
    for index, document in enumerate(documents):
        yield from _head(document.key, document.title, index)
        left = f"{_duration(document.minutes_left)} left of {_duration(document.minutes)}"
        if document.sections:
            yield f"  {document.read:,} of {_count(document.sections, 'section')} read, {left}"
        else:
            yield f"  {left}"


def _head(key: bytes, title: str, index: int) -> Iterable[str]:
    """Yield the lines that name a document, after an empty one where it isn't the first."""
    from tui_reader.state.document_names import name_of

    if index:
        yield ""
    yield safe(title or name_of(key))
    if place := _place(key):
        yield safe(place)


def _place(key: bytes) -> str | None:
    from tui_reader.state.document_names import place_of

    place = place_of(key)
    # Bytes that aren't UTF-8 have no place in JSON, nor on a terminal.
    return None if place is None else os.fsencode(place).decode("utf-8", "replace")


def _shortened(text: str) -> str:
    shown = safe(text)
    return shown if len(shown) <= _LONGEST_QUOTE else f"{shown[: _LONGEST_QUOTE - 1].rstrip()}…"


def _day(moment: str) -> str:
    """Return the day of a stored time as the clock on the wall has it."""
    from tui_reader.state.queue_formats import epoch

    return time.strftime("%Y-%m-%d", time.localtime(epoch(moment)))


def _duration(minutes: float) -> str:
    whole = round(minutes)
    if whole < 60:
        return f"{whole} min"
    return f"{whole // 60:,} h {whole % 60} min" if whole % 60 else f"{whole // 60:,} h"
