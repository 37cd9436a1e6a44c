"""What may be written after `alignread`: one parser for reading and one for each command."""

import argparse
import re
import sys
from collections.abc import Sequence
from typing import IO, Any, NoReturn

from tui_reader import __version__
from tui_reader.document.safe import safe
from tui_reader.errors import ReaderError

NARROWEST = 10
WIDEST = 1000
SHELLS = ("bash", "zsh", "fish")
"""The shells for which there are completions."""
OF_COMMANDS = (
    "A file that is named like a command opens as ./outline. In the reader, ? shows all keys; "
    "alignread man shows the manual."
)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are for the caller to print."""

    takes_any_file = False
    """Whether its files may be of any kind; those of others are Markdown. Shells ask for it."""

    def error(self, message: str) -> NoReturn:
        raise ReaderError(message, f"see {self.prog} --help")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the values of an option or an operand.

        Of `--at=--` Python takes the value away, up to 3.12, and leaves an empty list.

        Raises:
            argparse.ArgumentError: There are none of that form.
        """
        if action.option_strings and arg_strings == ["--"]:
            raise argparse.ArgumentError(action, "expected one argument")
        return super()._get_values(action, arg_strings)  # pyright: ignore[reportAttributeAccessIssue]

    def _print_message(self, message: str, file: IO[str] | None = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Print help or the version at once.

        Raises:
            OSError: It can't be written, which argparse would pass over.
        """
        target = file or sys.stderr
        target.write(message)
        target.flush()


class _Reading(_Parser):
    """The parser for reading, whose help lists the commands too."""

    def format_help(self) -> str:
        formatter = self._get_formatter()
        formatter.start_section("commands, each with its --help")
        for name, make in PARSERS.items():
            said = summary(make())
            # To the formatter it is an operand of that name.
            formatter.add_argument(argparse.Action([], name, help=said[:1].lower() + said[1:]))
        formatter.end_section()
        formatter.add_text(OF_COMMANDS)
        return f"{super().format_help()}\n{formatter.format_help()}"


class _IntermixedParser(_Parser):
    """A parser that lets options stand between two things that are named."""

    def parse_args(self, args: Sequence[str], namespace: None = None) -> argparse.Namespace:  # pyright: ignore[reportIncompatibleMethodOverride]
        if "--" not in args:
            return self.parse_intermixed_args(args, namespace)
        # Python forgets what was meant by it. No option has a value here, so they may come first.
        at = args.index("--")
        options = [each for each in args[:at] if each.startswith("-") and each != "-"]
        named = [each for each in args[:at] if each not in options]
        return super().parse_args([*options, "--", *named, *args[at + 1 :]], namespace)


def reading() -> argparse.ArgumentParser:
    """Return the parser for opening something to read."""
    parser = _Reading(
        prog="alignread",
        usage="alignread [OPTION ...] [FILE]\n       alignread COMMAND [...]",
        description="Read Markdown in the terminal. Without a file, go on with the last document, "
        "at first with the library that ships, a starter pack on AI alignment.",
        allow_abbrev=False,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a Markdown file, a folder of "
                        "them, or - for standard input")  # fmt: skip
    parser.add_argument("--at", metavar="PLACE", help="where to start: a heading, a line (42) or "
                        "a percentage (50%%)")  # fmt: skip
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--plain", action="store_true", help="print the laid-out text instead")
    forms.add_argument("--linear", action="store_true", help="no full screen: a section at a "
                       "time and a prompt, for screen readers and serial lines")  # fmt: skip
    parser.add_argument("--width", type=_width, metavar="N", help="columns of the text, 72 if "
                        "there is room")  # fmt: skip
    parser.add_argument("--theme", metavar="NAME", help="colours: terminal (the default), "
                        "alignread-dark, alignread-light or a theme of Textual's")  # fmt: skip
    parser.add_argument("--color", choices=("auto", "always", "never"),
                        help="whether there is colour")  # fmt: skip
    parser.add_argument("--browser", metavar="COMMAND", help="what opens addresses, "
                        "with %%s for the address, before $BROWSER")  # fmt: skip
    parser.add_argument("--no-receipt", action="store_true", help="don't print the addresses of "
                        "the session when the reader quits")  # fmt: skip
    parser.add_argument("--no-terms", action="store_true", help="don't underline the words that "
                        "the glossary explains")  # fmt: skip
    parser.add_argument("--no-wire", action="store_true", help="send whatever may have changed on "
                        "the screen, not only what has")  # fmt: skip
    parser.add_argument("--text", action="store_true", help="take what looks like a binary file "
                        "for text too")  # fmt: skip
    parser.add_argument("--no-settings", action="store_true", help="don't read the settings file")
    parser.add_argument("--version", action="version", version=f"alignread {__version__}",
                        help="print the version")  # fmt: skip
    return parser


def outline() -> argparse.ArgumentParser:
    """Return the parser for `alignread outline`."""
    return _of_documents("outline", "headings")


def links() -> argparse.ArgumentParser:
    """Return the parser for `alignread links`."""
    parser = _of_documents("links", "links")
    parser.add_argument("--unopened", action="store_true", help="leave out what was opened or read")
    return parser


def search() -> argparse.ArgumentParser:
    """Return the parser for `alignread search`."""
    parser = _IntermixedParser(
        prog="alignread search",
        description="Print where words stand in a document, in every one of a folder or in the "
        "library, and in notes and bookmarks, the best places first. All words have to be in one "
        "section; the last one may be the beginning of a word, and words in quotation marks "
        "stand together. Case and accents don't count.",
        allow_abbrev=False,
    )
    parser.add_argument("term", metavar="TERM", help="what to look for")
    parser.add_argument("file", nargs="?", metavar="PATH", help="a Markdown file, a folder of "
                        "them, or - for standard input, with the notes and bookmarks in them; by "
                        "default the library, with all notes and bookmarks")  # fmt: skip
    return _with_json(parser)


def queue() -> argparse.ArgumentParser:
    """Return the parser for `alignread queue`."""
    parser = _command("queue", "Print the addresses that were queued for later.")
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


def bookmarks() -> argparse.ArgumentParser:
    """Return the parser for `alignread bookmarks`."""
    return _remembered("bookmarks", "Print the bookmarks of all documents.")


def notes() -> argparse.ArgumentParser:
    """Return the parser for `alignread notes`."""
    return _remembered("notes", "Print the notes on all documents.")


def progress() -> argparse.ArgumentParser:
    """Return the parser for `alignread progress`."""
    return _remembered("progress", "Print how much of each document was read, and what is left.")


def export() -> argparse.ArgumentParser:
    """Return the parser for `alignread export`."""
    parser = _command(
        "export",
        "Print everything that is remembered: bookmarks, notes, what was read, addresses.",
    )
    parser.takes_any_file = True
    parser.add_argument("--format", choices=("json", "markdown", "html"), default="json",
                        help="json: W3C annotations, which alignread import takes in (the "
                        "default); markdown: to be read; html: a bookmark file for "
                        "browsers")  # fmt: skip
    parser.add_argument("--output", metavar="FILE", help="write into a new file that only its "
                        "owner can read")  # fmt: skip
    return parser


def import_() -> argparse.ArgumentParser:
    """Return the parser for `alignread import`."""
    parser = _command(
        "import",
        "Add what a file holds to what is remembered: an export of alignread's, other W3C "
        "annotations, or a browser's bookmark file, whose addresses go into the queue. "
        "Of two versions the newer one stays; importing twice is importing once.",
    )
    parser.takes_any_file = True
    parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    return parser


def settings() -> argparse.ArgumentParser:
    """Return the parser for `alignread settings`."""
    parser = _command(
        "settings",
        "Print the settings, each with its meaning and its default, as a settings file. "
        "What is wrong with the file that is there is said on standard error, with its line.",
    )
    parser.add_argument("--path", action="store_true", help="print where the file is instead")
    return parser


def keys() -> argparse.ArgumentParser:
    """Return the parser for `alignread keys`."""
    return _remembered(
        "keys", "Print the keys of all commands, and those that are in the way of one another."
    )


def completions() -> argparse.ArgumentParser:
    """Return the parser for `alignread completions`."""
    parser = _command("completions", "Print the completions of alignread for a shell.")
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS,
                        help="which one: bash, zsh or fish")  # fmt: skip
    return parser


def man() -> argparse.ArgumentParser:
    """Return the parser for `alignread man`."""
    return _command(
        "man", "Show the manual page. Its source is printed where the output is no terminal."
    )


PARSERS = {
    "outline": outline,
    "links": links,
    "search": search,
    "queue": queue,
    "bookmarks": bookmarks,
    "notes": notes,
    "progress": progress,
    "export": export,
    "import": import_,
    "settings": settings,
    "keys": keys,
    "completions": completions,
    "man": man,
}
"""The parser of each command by its name."""


def summary(parser: argparse.ArgumentParser) -> str:
    """Return what a command does, in so few words that they fit beside its name."""
    return re.split(r"[.,:;](?:\s|$)", parser.description or "")[0]


def _command(name: str, description: str) -> _Parser:
    return _Parser(prog=f"alignread {name}", description=description, allow_abbrev=False)


def _of_documents(command: str, what: str) -> argparse.ArgumentParser:
    parser = _command(command, f"Print the {what} of a document, or of every one of a folder.")
    parser.add_argument("file", nargs="?", metavar="FILE", help="a Markdown file, a folder of "
                        "them, or - for standard input; the library by default")  # fmt: skip
    return _with_json(parser)


def _remembered(command: str, description: str) -> argparse.ArgumentParser:
    return _with_json(_command(command, description))


def _with_json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="print one JSON array of objects")
    return parser


def _width(text: str) -> int:
    if not text.isdecimal() or not NARROWEST <= int(text) <= WIDEST:
        raise argparse.ArgumentTypeError(
            f"{safe(text)} is no width: a number from {NARROWEST} to {WIDEST}"
        )
    return int(text)
