"""The command line: what was asked for, and the exit status.

0: done; 1: nothing found; 2: it can't be done, with one line on standard error. Textual is
imported only where the full-screen reader starts, Markdown only where a document is opened.
"""

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_reader import arguments
from tui_reader.document.safe import safe
from tui_reader.errors import NoTerminal, ReaderError

if TYPE_CHECKING:
    from tui_reader.document.document import Document
    from tui_reader.document.source import Source
    from tui_reader.library import Library
    from tui_reader.places import Place
    from tui_reader.state.settings import Settings


def main(given: Sequence[str] | None = None) -> int:
    """Run `alignread` with the given arguments, those of the process by default."""
    words = list(sys.argv[1:] if given is None else given)
    try:
        if sys.stdout is None:
            raise NoTerminal("standard output is closed")
        _make_output_robust()
        if words and words[0] in arguments.PARSERS:
            return _do(words[0], arguments.PARSERS[words[0]]().parse_args(words[1:]))
        return _read(arguments.reading().parse_args(words))
    except ReaderError as error:
        return _fail(str(error))
    except BrokenPipeError:
        # What the output was piped into has had enough; nothing more may be flushed to it.
        _drop_output()
        return 0
    except OSError as error:
        # Output can't be written, as on a full disk.
        _drop_output()
        return _fail((error.strerror or str(error)).lower())
    except KeyboardInterrupt:
        return 130


def _do(command: str, options: argparse.Namespace) -> int:
    """Do what one of the commands is for."""
    if command in ("settings", "keys"):
        from tui_reader import settings_listing

        if command == "settings":
            return settings_listing.print_settings(only_path=options.path)
        return settings_listing.print_keys(as_json=options.json)
    from tui_reader import listings, memory_listings

    match command:
        case "outline":
            return listings.print_outline(_library(options.file), as_json=options.json)
        case "links":
            library = _library(options.file)
            return listings.print_links(library, as_json=options.json, unopened=options.unopened)
        case "queue":
            return listings.print_queue(options.form)
        case "export":
            return memory_listings.export(options.format, options.output)
        case "import":
            return memory_listings.import_source(_source(options.file))
        case _:
            return memory_listings.print_remembered(command, as_json=options.json)


def _fail(message: str) -> int:
    if sys.stderr is not None:
        print(f"alignread: {safe(message)}", file=sys.stderr)
    return 2


def _drop_output() -> None:
    """Let what is still to be flushed to standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _read(options: argparse.Namespace) -> int:
    from tui_reader.places import parse_place
    from tui_reader.startup import hold_off_collector, without_ssl

    hold_off_collector()
    settings = _settings(options)
    library = _library(options.file, settings)
    place = parse_place(options.at) if options.at is not None else None
    is_dumb = os.environ.get("TERM") in (None, "", "dumb") and os.name == "posix"
    if options.plain or is_dumb or not (sys.stdout and sys.stdout.isatty()):
        current, _ = _first_document(library, place)
        return _print_plain(library, options, settings, current, place)
    opened = _first_document(library, place) if place is not None else None
    if settings.colors == "never":
        os.environ["NO_COLOR"] = "1"
    _take_terminal()

    with without_ssl():
        from tui_reader.ui.app import ReaderApp, run, theme_names

    if options.theme is not None and options.theme not in theme_names():
        return _fail(f"no theme {options.theme!r}; there are {', '.join(theme_names())}")
    known = None
    if opened is None:
        from tui_reader.resuming import resume

        library, current, document, known = resume(library, is_named=not library.is_bundled)
    else:
        current, document = opened
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
    )


def _first_document(library: "Library", place: "Place | None") -> "tuple[int, Document]":
    """Return the document to begin with, and which of the library it is.

    Raises:
        NoSuchPlace: There is no such place.
        UnreadableFile: The document can't be read.
    """
    from tui_reader.library import find_heading

    documents = {0: library.entries[0].open()}
    current = 0
    if place is not None and place.kind == "heading":
        current, _ = find_heading(library, documents, 0, place.text)
    elif place is not None and place.kind == "line":
        documents[0].check_line(int(place.number))
    return current, documents[current]


def _library(name: str | None, settings: "Settings | None" = None) -> "Library":
    """Return what is to be read: the file or folder named, standard input, or what ships.

    Args:
        name: The file or folder.
        settings: The settings that the guide of what ships is to show the keys of.
    """
    from tui_reader import library

    if name == "-" or (name is None and _is_piped()):
        return library.from_source(_read_standard_input())
    if name is None:
        return library.bundled(_keymap(settings))
    from pathlib import Path

    return library.open_path(Path(name))


def _keymap(settings: "Settings | None") -> "Mapping[str, str] | None":
    if settings is None or not settings.keys:
        return None
    from tui_reader.keymap import resolve

    return resolve(settings.keys).changed()


def _is_piped() -> bool:
    """Whether standard input is a pipe or a file; a terminal or the null device is not."""
    import stat

    if sys.stdin is None or sys.stdin.closed:
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def _source(name: str) -> "Source":
    from pathlib import Path

    from tui_reader.document.source import read

    return _read_standard_input() if name == "-" else read(Path(name))


def _read_standard_input() -> "Source":
    from tui_reader.document.source import MAX_BYTES, decode

    if sys.stdin is None or sys.stdin.closed:
        raise NoTerminal("standard input is closed")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReaderError(f"standard input: larger than {MAX_BYTES >> 20} MiB")
    return decode(data, "standard input")


def _take_terminal() -> None:
    """Let keys come from the terminal when the text came through standard input.

    Raises:
        NoTerminal: There is no terminal to take them from.
    """
    if sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty" if os.name == "posix" else "CONIN$", os.O_RDWR)
    except OSError as error:
        raise NoTerminal("there is no terminal to read keys from", "try --plain") from error
    os.dup2(terminal, 0)
    os.close(terminal)
    if sys.stdin is None or sys.stdin.closed:
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", errors="replace")  # noqa: SIM115


def _print_plain(
    library: "Library",
    options: argparse.Namespace,
    settings: "Settings",
    current: int,
    place: "Place | None",
) -> int:
    import shutil

    from tui_reader.plain import plain_lines

    is_terminal = bool(sys.stdout and sys.stdout.isatty())
    columns = shutil.get_terminal_size().columns if is_terminal else settings.width
    width = options.width or max(arguments.NARROWEST, min(settings.width, columns))
    colour = options.color == "always" or (
        settings.colors != "never" and is_terminal
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") not in (None, "", "dumb")
    )  # fmt: skip
    for warning in settings.warnings:
        print(f"alignread: {safe(warning)}", file=sys.stderr)
    for index, entry in enumerate(library.entries[current:]):
        if index:
            print("\n")
        document = entry.open()
        for notice in document.source.notices:
            print(f"alignread: {document.source.name}: {safe(notice)}", file=sys.stderr)
        start = None if index else place
        for line in plain_lines(document, width, colour=colour, start=start):
            print(line)
    sys.stdout.flush()
    return 0


def _make_output_robust() -> None:
    """Let no character that the output's encoding lacks end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
