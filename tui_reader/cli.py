"""The command line: what was asked for, and the exit status.

0: done; 1: nothing found; 2: it can't be done, with one line on standard error. Textual is
imported only where the full-screen reader starts, Markdown only where a document is opened.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from tui_reader import __version__
from tui_reader.document.safe import safe
from tui_reader.errors import NoTerminal, ReaderError

if TYPE_CHECKING:
    from tui_reader.library import Library
    from tui_reader.places import Place

NARROWEST = 10
WIDEST = 1000
PLAIN_COLUMN = 72
_LISTINGS = ("outline", "links", "queue")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `alignread` with the given arguments, those of the process by default."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if sys.stdout is None:
            raise NoTerminal("standard output is closed")
        _make_output_robust()
        if words and words[0] in _LISTINGS:
            return _list(words[0], words[1:])
        return _read(_parser().parse_args(words))
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


def _list(command: str, words: list[str]) -> int:
    from tui_reader import listings

    if command == "queue":
        return listings.print_queue(_queue_parser().parse_args(words).form)
    parser = _outline_parser() if command == "outline" else _links_parser()
    options = parser.parse_args(words)
    library = _library(options.file)
    if command == "outline":
        return listings.print_outline(library, as_json=options.json)
    return listings.print_links(library, as_json=options.json, unopened=options.unopened)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one safe line."""

    def error(self, message: str) -> NoReturn:
        raise SystemExit(_fail(f"{message} (see {self.prog} --help)"))


def _fail(message: str) -> int:
    if sys.stderr is not None:
        print(f"alignread: {safe(message)}", file=sys.stderr)
    return 2


def _drop_output() -> None:
    """Let what is still to be flushed to standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="alignread",
        description="Read Markdown in the terminal. Without a file: the library that ships, "
        "a starter pack on AI alignment.",
        epilog="alignread outline [--json] [FILE] prints the headings. "
        "A file of that name opens as ./outline. In the reader, ? shows all keys.",
        allow_abbrev=False,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a Markdown file, a folder of "
                        "them, or - for standard input")  # fmt: skip
    parser.add_argument("--at", metavar="PLACE", help="where to start: a heading, a line (42) or "
                        "a percentage (50%%)")  # fmt: skip
    parser.add_argument("--plain", action="store_true", help="print the laid-out text instead")
    parser.add_argument("--width", type=_width, metavar="N", help="columns of the text, 72 if "
                        "there is room")  # fmt: skip
    parser.add_argument("--theme", metavar="NAME", help="colours: terminal (the default), "
                        "alignread-dark, alignread-light or a theme of Textual's")  # fmt: skip
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto",
                        help="whether there is colour")  # fmt: skip
    parser.add_argument("--browser", metavar="COMMAND", default="", help="what opens addresses, "
                        "with %%s for the address, before $BROWSER")  # fmt: skip
    parser.add_argument("--no-receipt", action="store_true", help="don't print the addresses of "
                        "the session when the reader quits")  # fmt: skip
    parser.add_argument("--version", action="version", version=f"alignread {__version__}")
    return parser


def _list_parser(command: str, what: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"alignread {command}",
        description=f"Print the {what} of a document, or of every document of a folder.",
        allow_abbrev=False,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a Markdown file, a folder of "
                        "them, or - for standard input; the library by default")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print one JSON array of objects")
    return parser


def _outline_parser() -> argparse.ArgumentParser:
    return _list_parser("outline", "headings")


def _links_parser() -> argparse.ArgumentParser:
    parser = _list_parser("links", "links")
    parser.add_argument("--unopened", action="store_true", help="leave out what was opened or read")
    return parser


def _queue_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="alignread queue",
        description="Print the addresses that were queued for later.",
        allow_abbrev=False,
    )
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--txt", dest="form", action="store_const", const="txt", default="txt",
                       help="one address a line (the default)")  # fmt: skip
    forms.add_argument("--md", dest="form", action="store_const", const="md",
                       help="a list of links in Markdown")  # fmt: skip
    forms.add_argument("--html", dest="form", action="store_const", const="html",
                       help="a bookmark file that browsers import")  # fmt: skip
    forms.add_argument("--json", dest="form", action="store_const", const="json",
                       help="one JSON array of objects")  # fmt: skip
    return parser


def _width(text: str) -> int:
    if not text.isdecimal() or not NARROWEST <= int(text) <= WIDEST:
        raise argparse.ArgumentTypeError(
            f"{safe(text)} is no width: a number from {NARROWEST} to {WIDEST}"
        )
    return int(text)


def _read(options: argparse.Namespace) -> int:
    from tui_reader.library import find_heading
    from tui_reader.places import parse_place
    from tui_reader.startup import hold_off_collector, without_ssl

    hold_off_collector()
    library = _library(options.file)
    current, documents = 0, {0: library.entries[0].open()}
    place = parse_place(options.at) if options.at is not None else None
    if place is not None and place.kind == "heading":
        current, _ = find_heading(library, documents, 0, place.text)
    elif place is not None and place.kind == "line":
        documents[0].check_line(int(place.number))
    is_dumb = os.environ.get("TERM") in (None, "", "dumb") and os.name == "posix"
    if options.plain or is_dumb or not (sys.stdout and sys.stdout.isatty()):
        return _print_plain(library, options, current, place)
    if options.color == "never":
        os.environ["NO_COLOR"] = "1"
    _take_terminal()

    with without_ssl():
        from tui_reader.ui.app import ReaderApp, run, theme_names

    if options.theme is not None and options.theme not in theme_names():
        return _fail(f"no theme {options.theme!r}; there are {', '.join(theme_names())}")
    return run(
        ReaderApp(
            library,
            documents[current],
            current=current,
            place=place,
            column=options.width,
            theme=options.theme,
            browser=options.browser,
        ),
        prints_receipt=not options.no_receipt,
    )


def _library(name: str | None) -> "Library":
    """Return what is to be read: the file or folder named, standard input, or what ships."""
    from tui_reader import library

    if name == "-" or (name is None and _is_piped()):
        return library.from_source(_read_standard_input())
    if name is None:
        return library.bundled()
    from pathlib import Path

    return library.open_path(Path(name))


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


def _read_standard_input():
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
    library: "Library", options: argparse.Namespace, current: int, place: "Place | None"
) -> int:
    import shutil

    from tui_reader.plain import plain_lines

    is_terminal = bool(sys.stdout and sys.stdout.isatty())
    columns = shutil.get_terminal_size().columns if is_terminal else PLAIN_COLUMN
    width = options.width or max(NARROWEST, min(PLAIN_COLUMN, columns))
    colour = options.color == "always" or (
        options.color == "auto" and is_terminal
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") not in (None, "", "dumb")
    )  # fmt: skip
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
