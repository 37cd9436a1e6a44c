"""Linear mode from its first line to its last: a prompt, a line, what it asks for, the next prompt.

For dumb terminals, serial lines, screen readers and scripts: nothing but lines of text goes out.
"""

import errno
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.document.document import Document
from tui_reader.eye import WORDS_A_MINUTE
from tui_reader.library import Library
from tui_reader.linear.commands import FIND, FOLLOW, GO_ON, HINT, help_lines, parse
from tui_reader.linear.console import Console
from tui_reader.linear.memory import Memory
from tui_reader.linear.moving import Moving
from tui_reader.linear.reader import Look, Reader
from tui_reader.linear.signals import Ending, Signals
from tui_reader.places import Place

if TYPE_CHECKING:
    from tui_reader.linear.explaining import Explaining
    from tui_reader.linear.finding import Finding
    from tui_reader.linear.linking import Linking
    from tui_reader.linear.listing import Listing

_INTERRUPTED = 130
_HUNG_UP = 129
_LONGEST = 100_000
"""Lines that can be asked for at once."""


@dataclass(frozen=True, slots=True)
class Options:
    """How linear mode is to be."""

    width: int
    """Columns of the text."""
    colour: bool = False
    """Whether SGR sequences are written; nobody who didn't ask for them gets one."""
    browser: str = ""
    """The command that opens addresses, empty for none."""
    pace: int = WORDS_A_MINUTE
    """Words a minute that are read."""


def read(
    library: Library, current: int, document: Document, place: Place | None, options: Options
) -> int:
    """Read a document of a library line by line until the reader quits; return the exit status.

    Args:
        library: What there is to read.
        current: Which document of it to begin with.
        document: That document.
        place: Where to begin, where it was left by default.
        options: How.

    Raises:
        NoSuchPlace: There is no such place.
        OSError: The output can't be written; the place is kept.
    """
    signals = Signals()
    console = Console(sys.stdin, sys.stdout, options.width, signals.wait)
    memory = Memory(console, signals, options.pace)
    with signals.taken():
        session = Session(library, console, memory, options)
        try:
            try:
                return session.run(current, document, place)
            except OSError as error:
                console.close()
                if error.errno != errno.EIO:
                    raise
                # The terminal is gone, and the signal that says so is on its way.
                return _HUNG_UP
            finally:
                signals.hush()
        except Ending as ending:
            console.close()
            return ending.status
        finally:
            session.end()


class Session:
    """A reader at a prompt."""

    def __init__(
        self, library: Library, console: Console, memory: Memory, options: Options
    ) -> None:
        self._console = console
        self._memory = memory
        self._reader = Reader(library, console, memory, Look(options.width, options.colour))
        self._moving = Moving(self._reader)
        self._browser = options.browser
        self._has_begun = False

    # What the first section can do without is imported when it is first wanted.

    @cached_property
    def _explaining(self) -> "Explaining":
        from tui_reader.linear.explaining import Explaining

        return Explaining(self._reader)

    @cached_property
    def _finding(self) -> "Finding":
        from tui_reader.linear.finding import Finding

        return Finding(self._reader)

    @cached_property
    def _linking(self) -> "Linking":
        from tui_reader.linear.linking import Linking

        return Linking(self._reader, self._browser)

    @cached_property
    def _listing(self) -> "Listing":
        from tui_reader.linear.listing import Listing

        return Listing(self._reader)

    def run(self, current: int, document: Document, place: Place | None) -> int:
        """Read until the end of the input; return the exit status."""
        self._console.say(*filter(None, (self._reader.library.notice,)))
        self._reader.take(current, document)
        self._has_begun = True
        self._console.say(f"Type a command and Enter: {HINT} (? explains them).")
        try:
            if place is None:
                self._reader.show_left()
            else:
                self._reader.show_at(place)
        except KeyboardInterrupt:
            self._console.say("")
        return self._prompt()

    def _prompt(self) -> int:
        """Do what is asked for, line by line."""
        was_interrupted = False
        while True:
            try:
                line = self._console.ask(self._where())
                if line is None:
                    return 0
                was_interrupted = False
                self._tell_later()
                if not self._do(line):
                    return 0
            except KeyboardInterrupt:
                self._console.say("")
                if was_interrupted:
                    return _INTERRUPTED
                was_interrupted = True
                self._console.say("Ctrl+C again, or q, quits.")

    def end(self) -> None:
        """Keep what isn't kept, at the end or whatever ends it."""
        if self._has_begun:
            self._reader.rest()
            self._reader.keep()
        self._memory.close()

    def _where(self) -> str:
        text, place = self._reader.text, self._reader.place
        more = ", more" if self._reader.has_more else ""
        return f"{place + 1} of {text.count}{more}>"

    def _do(self, line: str) -> bool:
        """Do what a line asks for; return whether to go on."""
        command, argument = parse(line)
        if command == "quit":
            return False
        if command != GO_ON:
            self._reader.drop_list()
        action = self._actions().get(command)
        if action is None:
            self._console.say(f"There is no command {line.strip()}. ? lists them: {HINT}")
        else:
            action(argument)
        return True

    def _actions(self) -> dict[str, Callable[[str], None]]:
        """Return what does each command, by its id; each takes the argument."""
        reader, moving = self._reader, self._moving
        return {
            GO_ON: lambda _: moving.go_on(),
            "next_section": lambda _: moving.next_section(),
            "previous_section": lambda _: moving.previous_section(),
            "repeat": lambda _: moving.repeat(),
            "outline": lambda wanted: self._listing.outline(wanted),
            "go": self._go,
            FIND: lambda term: self._finding.find(term),
            FOLLOW: lambda number: self._linking.follow(number),
            "links": lambda _: self._linking.show(),
            "peek": self._peek,
            "queue": lambda number: self._linking.queue(number),
            "back": lambda _: moving.back(),
            "bookmark": lambda _: self._bookmark(),
            "note": self._note,
            "marks": lambda number: self._listing.marks(number),
            "mark_read": lambda _: self._mark_read(),
            "next_unread": lambda _: moving.next_unread(),
            "where": lambda _: self._where_am_i(),
            "documents": lambda number: self._listing.documents(number),
            "page": self._page,
            "help": lambda _: reader.list(help_lines()),
        }

    def _go(self, wanted: str) -> None:
        if wanted:
            self._moving.go(wanted)
        else:
            self._console.say("Where to? g 3 goes to section 3, g 50% to the middle, g WORD to a "
                              "heading; o lists the sections.")  # fmt: skip

    def _peek(self, wanted: str) -> None:
        if wanted.isdecimal():
            self._linking.peek(wanted)
        elif wanted:
            self._explaining.explain(wanted)
        else:
            terms = self._explaining.terms_here()
            said = [f"Terms: {', '.join(terms)}. k TERM explains one."] if terms else []
            notes = self._listing.notes_here()
            self._console.say(*(notes + said or ["There are no notes in this section."]))

    def _bookmark(self) -> None:
        is_set = self._memory.toggle_bookmark(self._reader.text.kept, self._reader.stop)
        said = {None: "There is nothing to mark here.", True: "Bookmarked.",
                False: "The bookmark is taken away."}  # fmt: skip
        self._console.say(said[is_set])

    def _note(self, text: str) -> None:
        kept, stop = self._reader.text.kept, self._reader.stop
        if not text:
            self._console.say("c TEXT writes a note on this place; k reads out the notes here.")
        elif text == "-":
            is_gone = self._memory.take_note(kept, stop)
            self._console.say("The note is taken away." if is_gone else "There is no note here.")
        elif self._memory.write_note(kept, stop, text):
            self._console.say("Note kept.")
        else:
            self._console.say("There is nothing to write a note on here.")

    def _mark_read(self) -> None:
        self._reader.rest()
        standing = self._reader.text.standing(self._reader.place)
        if standing is None or not standing.section.words:
            self._console.say("There is nothing to read in this section.")
            return
        is_read = self._memory.toggle_read(self._reader.text.kept, self._reader.place)
        name = self._reader.text.name(self._reader.place)
        self._console.say(f"{'Read' if is_read else 'Unread'}: {name}")

    def _page(self, lines: str) -> None:
        if not lines.isdecimal() or int(lines[:9]) > _LONGEST:
            self._console.say("page 20 stops after 20 lines; page 0 prints sections whole.")
            return
        self._reader.most = int(lines)
        said = f"Stops after {lines} lines." if self._reader.most else "Sections are printed whole."
        self._console.say(said)

    def _where_am_i(self) -> None:
        self._reader.rest()
        self._listing.where()

    def _tell_later(self) -> None:
        """Tell what browsers that were started have failed with since."""
        while "_linking" in self.__dict__ and self._linking.later:
            self._console.say(self._linking.later.pop(0))
