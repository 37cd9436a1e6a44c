"""The command line: what was asked for, and the exit status.

0: done; 1: nothing found; 2: it can't be done, with one line on standard error. Textual is
imported only where the full-screen reader starts, Markdown only where a document is opened.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_reader import arguments, standard_input, streams
from tui_reader.errors import NoTerminal, ReaderError
from tui_reader.startup import forget_absurd_sizes

if TYPE_CHECKING:
    from tui_reader.document.document import Document
    from tui_reader.document.source import Source
    from tui_reader.library import Library
    from tui_reader.places import Place
    from tui_reader.state.settings import Settings

_SIGNALLED = 128
"""Above it an exit status names the signal that ended the program."""


def main(given: Sequence[str] | None = None) -> int:
    """Run `alignread` with the given arguments, those of the process by default."""
    words = list(sys.argv[1:] if given is None else given)
    try:
        streams.prepare()
        forget_absurd_sizes(os.environ)
        if sys.stdout is None:
            raise NoTerminal("standard output is closed")
        if words and words[0] in arguments.PARSERS:
            return _do(words[0], arguments.PARSERS[words[0]]().parse_args(words[1:]))
        return _read(arguments.reading().parse_args(words))
    except ReaderError as error:
        return _fail(str(error))
    except BrokenPipeError:
        # What the output was piped into has had enough; nothing more may be flushed to it.
        streams.drop(1)
        return 0
    except OSError as error:
        # Output can't be written, as on a full disk.
        streams.drop(1)
        return _fail((error.strerror or str(error)).lower())
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from tui_reader import crash

        return crash.report(error, words[0] if words and words[0] in arguments.PARSERS else "")


def _do(command: str, options: argparse.Namespace) -> int:
    """Do what one of the commands is for."""
    if command in ("settings", "keys"):
        from tui_reader import settings_listing

        if command == "settings":
            return settings_listing.print_settings(only_path=options.path)
        return settings_listing.print_keys(as_json=options.json)
    from tui_reader import listings, memory_listings, shells

    match command:
        case "outline":
            return listings.print_outline(_library(options.file), as_json=options.json)
        case "links":
            library = _library(options.file)
            return listings.print_links(library, as_json=options.json, unopened=options.unopened)
        case "search":
            return _search(options)
        case "queue":
            return listings.print_queue(options.form)
        case "export":
            return memory_listings.export(options.format, options.output)
        case "import":
            return memory_listings.import_source(_source(options.file))
        case "completions":
            return shells.print_completions(options.shell)
        case "man":
            return shells.show_manual()
        case _:
            return memory_listings.print_remembered(command, as_json=options.json)


def _search(options: argparse.Namespace) -> int:
    from tui_reader import library
    from tui_reader.search_listing import print_hits
    from tui_reader.startup import hold_off_collector

    hold_off_collector()
    # A loop of the shell's may be reading its own lines from standard input.
    searched = library.bundled() if options.file is None else _library(options.file)
    is_coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return print_hits(
        searched,
        options.term,
        is_everything=options.file is None,
        as_json=options.json,
        is_coloured=is_coloured and os.environ.get("TERM") not in (None, "", "dumb"),
    )


def _fail(message: str) -> int:
    streams.tell(message)
    return 2


def _read(options: argparse.Namespace) -> int:
    from tui_reader.places import parse_place
    from tui_reader.startup import hold_off_collector, without_ssl

    hold_off_collector()
    settings = _settings(options)
    library = _library(options.file, settings, is_any=options.text)
    place = parse_place(options.at) if options.at is not None else None
    is_dumb = os.environ.get("TERM") in (None, "", "dumb") and os.name == "posix"
    if options.linear or (is_dumb and not options.plain and _is_terminal()):
        return _read_linearly(library, options, settings, place)
    if options.plain or is_dumb or not (sys.stdout and sys.stdout.isatty()):
        return _print_plain(library, options, settings, place)
    opened = _first_document(library, place) if place is not None else None
    if settings.colors == "never":
        os.environ["NO_COLOR"] = "1"
    standard_input.take_terminal()

    with without_ssl():
        from tui_reader.ui.app import ReaderApp, run

    from tui_reader.theme_names import theme_names

    if options.theme is not None and options.theme not in theme_names():
        return _fail(f"no theme {options.theme!r}; there are {', '.join(theme_names())}")
    known = None
    if opened is None:
        from tui_reader.resuming import resume

        library, current, document, known = resume(library, is_named=not library.is_bundled)
    else:
        library, current, document = opened
    return run(
        ReaderApp(
            library,
            document,
            current=current,
            place=place,
            known=known,
            settings=settings,
        ),
        prints_receipt=settings.receipt,
    )


def _settings(options: argparse.Namespace) -> "Settings":
    """Return what the settings file says, and before it the command line."""
    from tui_reader.state.settings import DEFAULTS
    from tui_reader.state.settings_file import load

    colors = {"auto": "auto", "always": "auto", "never": "never"}
    return (DEFAULTS if options.no_settings else load()).with_chosen(
        width=options.width,
        theme=options.theme,
        browser=options.browser,
        colors=colors.get(options.color),
        receipt=False if options.no_receipt else None,
        terms=False if options.no_terms else None,
        wire=False if options.no_wire else None,
    )


def _is_terminal() -> bool:
    """Whether a reader sits at both ends: what is typed comes in, what is printed goes out."""
    streams = (sys.stdin, sys.stdout)
    return all(stream and not stream.closed and stream.isatty() for stream in streams)


def _read_linearly(
    library: "Library",
    options: argparse.Namespace,
    settings: "Settings",
    place: "Place | None",
) -> int:
    """Read line by line. Where the text itself came through standard input, commands come from
    the terminal; else from wherever standard input is."""
    from tui_reader.linear.session import Options, read

    if library.entries[0].source is not None:
        standard_input.take_terminal()
    if sys.stdin is None or sys.stdin.closed:
        raise NoTerminal("standard input is closed", "try --plain")
    if place is not None:
        library, current, document = _first_document(library, place)
    else:
        from tui_reader.resuming import resume

        library, current, document, _ = resume(library, is_named=not library.is_bundled)
    for warning in settings.warnings:
        streams.tell(warning)
    width = _width(options.width, settings.width)
    look = Options(width, options.color == "always", settings.browser, settings.pace)
    status = read(library, current, document, place, look)
    if status > _SIGNALLED:
        # What the terminal didn't take can't be waited for.
        streams.drop(1)
    return status


def _width(wanted: int | None, usual: int) -> int:
    """Return the columns of printed text: those asked for, else the usual ones if they fit."""
    import shutil

    if wanted:
        return wanted
    is_terminal = bool(sys.stdout and sys.stdout.isatty())
    columns = shutil.get_terminal_size().columns if is_terminal else usual
    return max(arguments.NARROWEST, min(usual, columns))


def _first_document(library: "Library", place: "Place | None") -> "tuple[Library, int, Document]":
    """Return the library, which document of it to begin with, and the document.

    Raises:
        NoSuchPlace: There is no such place.
        UnreadableFile: No document can be read.
    """
    from tui_reader.library import find_heading, open_first

    library, current, document = open_first(library)
    documents = {current: document}
    if place is not None and place.kind == "heading":
        current, _ = find_heading(library, documents, current, place.text)
    elif place is not None and place.kind == "line":
        document.check_line(int(place.number))
    return library, current, documents[current]


def _library(
    name: str | None, settings: "Settings | None" = None, *, is_any: bool = False
) -> "Library":
    """Return what is to be read: the file or folder named, standard input, or what ships.

    Args:
        name: The file or folder.
        settings: The settings that the guide of what ships is to show the keys of.
        is_any: Whether it is read as text whatever it looks like.
    """
    from tui_reader import library

    if name == "-" or (name is None and standard_input.is_piped()):
        return library.from_source(standard_input.read_text(is_any=is_any))
    if name is None:
        return library.bundled(_keymap(settings))
    if (handle := standard_input.descriptor_of(name)) is not None:
        return library.from_source(standard_input.read_text(handle, is_any=is_any))
    from pathlib import Path

    return library.open_path(Path(name), is_any=is_any)


def _keymap(settings: "Settings | None") -> "Mapping[str, str] | None":
    if settings is None or not settings.keys:
        return None
    from tui_reader.keymap import resolve

    return resolve(settings.keys).changed()


def _source(name: str) -> "Source":
    from pathlib import Path

    from tui_reader.document.source import read

    return standard_input.read_text() if name == "-" else read(Path(name))


def _print_plain(
    library: "Library",
    options: argparse.Namespace,
    settings: "Settings",
    place: "Place | None",
) -> int:
    from dataclasses import replace

    from tui_reader.library import open_each
    from tui_reader.plain import plain_lines

    is_terminal = bool(sys.stdout and sys.stdout.isatty())
    width = _width(options.width, settings.width)
    colour = options.color == "always" or (
        settings.colors != "never" and is_terminal
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") not in (None, "", "dumb")
    )  # fmt: skip
    for warning in settings.warnings:
        streams.tell(warning)
    if place is not None:
        library, current, _ = _first_document(library, place)
        library = replace(library, entries=library.entries[current:])
    failed: list[int] = []
    for index, document in enumerate(open_each(library, lambda e: failed.append(_fail(str(e))))):
        if index:
            print("\n")
        for notice in document.source.notices:
            streams.tell(f"{document.source.name}: {notice}")
        start = None if index else place
        for line in plain_lines(document, width, colour=colour, start=start):
            print(line)
    sys.stdout.flush()
    return max(failed, default=0)
