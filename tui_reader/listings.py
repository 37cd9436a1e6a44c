"""What the command line lists: headings, links, the queue. Each returns an exit status.

0 where there is something, 1 where there is nothing. JSON is one array of objects, in ASCII: no
mark in a name reverses the terminal's line, no encoding lacks it.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_reader import streams
from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from tui_reader.library import Library
    from tui_reader.state.store import Store

Row = dict[str, str | int | None]


def print_outline(library: "Library", *, as_json: bool) -> int:
    """Print the headings of every document of a library."""
    from tui_reader.library import open_each

    rows: list[Row] = []
    troubles: list[ReaderError] = []
    for document in open_each(library, troubles.append):
        document.complete()
        path = str(document.path) if document.path else None
        for index, heading in enumerate(document.outline):
            rows.append(
                {
                    "document": document.title,
                    "path": path,
                    "level": heading.level,
                    "title": document.heading_text(index),
                    "line": heading.line + 1,
                    "anchor": document.slugs[index],
                }
            )
    lines = [f"{'  ' * (int(row['level'] or 1) - 1)}{row['title']}" for row in rows]
    return _print_found(rows, lines, troubles, as_json=as_json)


def print_links(library: "Library", *, as_json: bool, unopened: bool) -> int:
    """Print the links of every document of a library.

    Args:
        library: What to go through.
        as_json: Whether to print objects instead of address and text.
        unopened: Whether to leave out what was opened or read.
    """
    from tui_reader.document.links import document_links
    from tui_reader.library import open_each
    from tui_reader.link_marks import address_of
    from tui_reader.state.links import all_states
    from tui_reader.state.store import Store

    store = Store()
    states = all_states(store)
    close(store)
    rows: list[Row] = []
    troubles: list[ReaderError] = []
    for document in open_each(library, troubles.append):
        for link in document_links(document):
            state = states.get(address_of(link.href))
            known = state.state if state is not None else "new"
            if unopened and known != "new":
                continue
            rows.append(
                {
                    "number": link.number,
                    "text": link.text,
                    "address": link.href,
                    "state": known,
                    "queued": state.queued_at if state is not None else None,
                    "section": document.heading_text(link.heading) if link.heading >= 0 else "",
                    "sentence": link.sentence,
                    "document": document.title,
                    "path": str(document.path) if document.path else None,
                }
            )
    lines = [f"{safe(str(row['address']))}  {row['text']}" for row in rows]
    return _print_found(rows, lines, troubles, as_json=as_json)


def print_queue(form: str) -> int:
    """Print the queue as `txt`, `md`, `html` or `json`."""
    from tui_reader.state import queue_formats
    from tui_reader.state.links import queued
    from tui_reader.state.store import Store

    store = Store()
    links = queued(store)
    close(store)
    forms = {
        "txt": queue_formats.as_text,
        "md": queue_formats.as_markdown,
        "html": queue_formats.as_html,
        "json": queue_formats.as_json,
    }
    print(forms[form](links), end="", flush=True)
    return 0 if links else 1


def close(store: "Store") -> None:
    """Close the state file and say what is wrong with it."""
    store.close()
    for notice in store.notices:
        say(notice)


def say(message: str) -> None:
    """Print a line of talk, which is no content."""
    streams.tell(message)


def print_json(rows: Sequence[Mapping[str, object]]) -> int:
    """Print objects as an array; return the exit status."""
    print(json.dumps(rows, indent=1), flush=True)
    return 0 if rows else 1


def _print_found(
    rows: Sequence[Row], lines: list[str], troubles: Sequence[ReaderError], *, as_json: bool
) -> int:
    """Print what was found, and say what couldn't be read; return the exit status."""
    status = print_json(rows) if as_json else _print_lines(lines)
    for trouble in troubles:
        say(str(trouble))
    return 2 if troubles else status


def _print_lines(lines: list[str]) -> int:
    for line in lines:
        print(line)
    sys.stdout.flush()
    return 0 if lines else 1
