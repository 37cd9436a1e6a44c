"""The manual page that ships, in roff: made from the parsers and the table of commands.

What a parser can't know (environment, files, examples) is written here. The page holds no date and
nothing of the machine, so the same sources make the same page.
"""

import argparse
import re
import textwrap
from collections.abc import Iterable, Iterator

from tui_reader import __version__, arguments
from tui_reader.commands import help_rows

ENVIRONMENT = (
    ("ALIGNREAD_CONFIG_DIR", "The folder of the settings file, instead of the user's config "
     "folder."),
    ("ALIGNREAD_DATA_DIR", "The folder for what is remembered, instead of the user's data folder."),
    ("BROWSER", "What opens addresses; %s stands for the address. Several are separated by colons. "
     "Where neither this nor --browser is given, a graphical browser that can show itself."),
    ("NO_COLOR", "When it is set and not empty, there is no colour."),
    ("TERM", "Where it is dumb, empty or unset, a terminal gets linear mode, as with "
     "--linear."),
    ("COLORFGBG", "Tells whether the background is dark or light, where the terminal answers no "
     "question."),
    ("VISUAL, EDITOR", "What e opens the file with; it may have arguments. VISUAL comes first."),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME", "The folders in which these two lie, ~/.local/share and "
     "~/.config by default."),
    ("DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME", "Tell whether a graphical browser can show "
     "itself."),
    ("SSH_CONNECTION, SSH_TTY", "Tell that it would do so on another machine: addresses are then "
     "copied by way of the terminal and queued."),
    ("TMUX, STY", "Tell that what is copied has to pass through tmux or screen."),
)  # fmt: skip
"""Variables with what they mean."""

READ_BY_OTHERS = frozenset(("HOME", "PATH", "ANDROID_DATA"))
"""Variables that mean here what they mean to every program."""

FILES = (
    ("~/.config/alignread/settings.toml", "The settings; alignread settings prints them all with "
     "their defaults."),
    ("~/.local/share/alignread/state.db", "What is remembered: places, bookmarks, notes, what was "
     "read, addresses. Two daily backups lie beside it."),
    ("~/.local/share/alignread/adjustments.json", "What was changed in the reader: width, theme, "
     "sidebar, folds."),
    ("~/.local/share/alignread/search.db", "The index of alignread search; it may be deleted and "
     "is made again."),
)  # fmt: skip

EXIT_STATUS = (
    ("0", "Done."),
    ("1", "Nothing was found."),
    ("2", "It can't be done; one line on standard error says why."),
    ("130", "It was interrupted."),
)

EXAMPLES = (
    ("alignread", "Go on with the last document, at first with the library that ships."),
    ("alignread notes.md", "Read a document from where it was left."),
    ("alignread book/", "Read the Markdown documents of a folder."),
    ('alignread --at "My view" essay.md', "Start at a heading."),
    ("git show HEAD:README.md | alignread", "Read what comes through a pipe."),
    ("alignread outline --json book/ | less", "See the headings of a folder as JSON."),
    ('alignread search "inner alignment"', "Find words in the library, notes and bookmarks."),
    ("alignread export --output mine.json", "Save everything that is remembered."),
)

_WIDTH = 78
_KEY_COLUMNS = 20
_SPECIAL = {"\\": r"\e", "-": r"\-", "'": r"\(aq", '"': r"\(dq", "^": r"\(ha", "`": r"\(ga",
            "~": r"\(ti"}  # fmt: skip
_OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*")


def manual() -> str:
    """Return the manual page, as it ships."""
    parser = arguments.reading()
    first, _, rest = (parser.description or "").partition(". ")
    parts = [
        '.\\" Generated from the parsers of alignread: not for editing.',
        f'.TH ALIGNREAD 1 "" "alignread {_escaped(__version__)}" "User Commands"',
        # Neither hyphens nor gaps in what may be copied from the page.
        ".nh",
        ".ad l",
        ".SH NAME",
        f"alignread \\- {_escaped(first[:1].lower() + first[1:])}",
        *_synopsis(parser),
        ".SH DESCRIPTION",
        *_prose(f"{first}. {rest}"),
        ".SH OPTIONS",
        *_options(parser),
        ".SH COMMANDS",
        *_prose(f"The first word may be one of these; each knows --help. {arguments.OF_COMMANDS}"),
        *_commands(),
        ".SH KEYS",
        *_keys(),
        ".SH ENVIRONMENT",
        *_definitions(ENVIRONMENT),
        ".SH FILES",
        *_definitions(FILES),
        ".SH EXIT STATUS",
        *_definitions(EXIT_STATUS),
        ".SH EXAMPLES",
        *_definitions(EXAMPLES),
        ".SH SEE ALSO",
        ".BR less (1),",
        ".BR man (1)",
    ]
    return "\n".join(parts) + "\n"


def _synopsis(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield ".SH SYNOPSIS"
    operands = " ".join(_operand(action) for action in _operands(parser))
    yield rf"\fBalignread\fR [\fIOPTION\fR ...\&] {operands}"
    yield ".br"
    yield r"\fBalignread\fR \fICOMMAND\fR [\fIOPTION\fR ...\&] [\fIARGUMENT\fR]"


def _commands() -> Iterator[str]:
    for name, make in arguments.PARSERS.items():
        parser = make()
        usage = [*_usage_of_options(parser), *map(_operand, _operands(parser))]
        yield ".TP"
        yield " ".join([f"\\fB{_escaped(name)}\\fR", *usage])
        yield from _prose(parser.description or "")
        if parser.epilog:
            yield ".IP"
            yield from _prose(parser.epilog)
        rows = list(_options(parser))
        if rows:
            yield from (".RS", *rows, ".RE")


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the definitions of a parser's operands and options, but of `--help` in a command."""
    is_command = " " in parser.prog
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or (is_command and action.dest == "help"):
            continue
        yield ".TP"
        if action.option_strings:
            yield ", ".join(_option(name, action) for name in action.option_strings)
        else:
            yield _operand(action, bare=True)
        yield from _prose(_help(parser, action))


def _keys() -> Iterator[str]:
    yield from _prose("These are the keys to begin with; in the reader, ? shows those in use.")
    for group, rows in help_rows({}):
        yield from (f'.SS "{_escaped(group)}"', ".PD 0")
        for keys, title in rows:
            yield f".TP {_KEY_COLUMNS}n"
            yield " ".join(key if key == "\\[u2026]" else rf"\fB{key}\fR"
                           for key in _escaped(keys).split(" "))  # fmt: skip
            yield from _prose(title)
        yield ".PD"


def _definitions(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in rows:
        yield ".TP"
        yield rf"\fB{_escaped(term)}\fR"
        yield from _prose(meaning)


def _usage_of_options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a parser's options in brackets, those that exclude one another in the same."""
    groups = {
        action: group
        for group in parser._mutually_exclusive_groups
        for action in group._group_actions
    }
    seen: set[argparse.Action] = set()
    for action in parser._actions:
        if not action.option_strings or action in seen or action.dest == "help":
            continue
        together = groups[action]._group_actions if action in groups else [action]
        seen.update(together)
        shown = " | ".join(_option(each.option_strings[-1], each) for each in together)
        yield shown if action.required else f"[{shown}]"


def _operands(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in parser._actions if not action.option_strings]


def _operand(action: argparse.Action, *, bare: bool = False) -> str:
    name = rf"\fI{_escaped(str(action.metavar or action.dest))}\fR"
    if action.nargs in ("*", "+", argparse.REMAINDER):
        name += r" ...\&"
    return f"[{name}]" if not bare and action.nargs in ("?", "*") else name


def _option(name: str, action: argparse.Action) -> str:
    shown = rf"\fB{_escaped(name)}\fR"
    if action.nargs == 0:
        return shown
    if action.choices and not action.metavar:
        values = "|".join(rf"\fB{_escaped(str(choice))}\fR" for choice in action.choices)
    else:
        values = rf"\fI{_escaped(str(action.metavar or action.dest.upper()))}\fR"
    return f"{shown} {values}"


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    """Return what the help says of an option, as a sentence."""
    text = parser._get_formatter()._expand_help(action) if action.help else ""
    begins_with_value = text.split(":")[0] in (action.choices or ())
    return (text if begins_with_value else text[:1].upper() + text[1:]).rstrip(".") + "."


def _prose(text: str) -> list[str]:
    """Return a paragraph in lines, with the options in it in bold."""
    words = _OPTION.sub("\0\\g<0>\1", text)
    escaped = _escaped(words).replace("\0", r"\fB").replace("\1", r"\fR")
    lines = textwrap.wrap(escaped, _WIDTH, break_long_words=False, break_on_hyphens=False)
    # A dot at the beginning of a line would be a request to roff, and at the end of one, where a
    # sentence goes on or another follows, make a wider space than within a line.
    begun = [rf"\&{line}" if line.startswith(".") else line for line in lines]
    ended = [rf"{line}\&" if line.endswith((".", "?", "!")) else line for line in begun[:-1]]
    return [*ended, *begun[-1:]]


def _escaped(text: str) -> str:
    """Return text as roff that shows it, in ASCII."""
    parts = (
        _SPECIAL.get(letter)
        or (letter if letter < "\x7f" else f"\\[u{ord(letter):04X}]")
        for letter in text
    )  # fmt: skip
    return "".join(parts)
