"""Moving through documents in linear mode: what is printed next, and what is kept of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui_reader.document.document import Document
from tui_reader.errors import ReaderError
from tui_reader.eye import minutes_at
from tui_reader.history import History, Visit
from tui_reader.identity import key_of
from tui_reader.kept import Left
from tui_reader.library import Entry, Library
from tui_reader.linear.console import Console
from tui_reader.linear.memory import Memory
from tui_reader.linear.pieces import Row, Rows
from tui_reader.linear.stops import Stop, line_of, stop_at_line, stop_in
from tui_reader.linear.text import Text
from tui_reader.linear.words import count, minutes_in_words, standing_in_words
from tui_reader.places import Place
from tui_reader.standing import total_left


@dataclass(frozen=True, slots=True)
class Look:
    """How text is printed."""

    width: int
    """Columns of the text."""
    colour: bool
    """Whether there are SGR sequences in it."""


class Reader:
    """Where a reader is, in which document of a library.

    Attributes:
        library: What there is to read; what is opened from elsewhere joins it.
        current: Which document of it is being read.
        first: The section with which the last one that was printed began; others have no text.
        place: The section that was printed last.
        stop: The place at which the text that was printed last begins.
        most: Lines that are printed at once, 0 for whole sections.
        history: The places that jumps were made from.
    """

    def __init__(self, library: Library, console: Console, memory: Memory, look: Look) -> None:
        self.library = library
        self.console = console
        self.memory = memory
        self.current = 0
        self.first = self.place = 0
        self.stop = Stop(0, 0)
        self.most = 0
        self.history = History()
        self._look = look
        self._texts: dict[int, Text] = {}
        self._rows: Rows | None = None
        self._list: Rows | None = None
        self._left: Left | None = None

    @property
    def text(self) -> Text:
        """The document that is being read."""
        return self._texts[self.current]

    @property
    def has_more(self) -> bool:
        """Whether a part of the section, or of a list, is still to be printed."""
        rows = self._list or self._rows
        return rows is not None and rows.next is not None

    @property
    def documents(self) -> dict[int, Document]:
        """The documents that were opened, by their place in the library."""
        return {index: text.document for index, text in self._texts.items()}

    # Documents

    def take(self, index: int, document: Document) -> None:
        """Take a document of the library as the one that is being read, and say what it is."""
        if index not in self._texts:
            key = key_of(self.library, self.library.entries[index], document.source)
            kept = self.memory.know(key, document)
            self._texts[index] = Text(kept, self._look.width, colour=self._look.colour)
        self.current = index
        self._announce()

    def open(self, index: int) -> bool:
        """Open a document of the library; return whether it can be read."""
        document = self._texts[index].document if index in self._texts else None
        try:
            document = document or self.library.entries[index].open()
        except ReaderError as error:
            self.console.say(str(error))
            return False
        self.rest()
        self.take(index, document)
        return True

    def join(self, path: Path) -> int:
        """Return which document of the library a file is; one that isn't in it is added."""
        key = key_of(self.library, Entry(path))
        for index, entry in enumerate(self.library.entries):
            is_alike = entry.path is not None and entry.path.name == path.name
            if is_alike and key_of(self.library, entry) == key:
                return index
        self.library = replace(self.library, entries=(*self.library.entries, Entry(path)))
        return len(self.library.entries) - 1

    def _announce(self) -> None:
        document, standings = self.text.document, self.text.kept.standings
        left, whole = total_left(standings), minutes_at(document.minutes, self.memory.pace)
        facts = [count(self.text.count, "section"), minutes_in_words(whole)]
        if standings and left < whole * 0.99:
            facts.append(f"{minutes_in_words(left)} left" if left else "all read")
        self.console.say("", document.title, f"{', '.join(facts)}.")
        self.console.say(*document.source.notices)

    # Showing

    def show_left(self) -> None:
        """Print the section in which the document was left, from there; else the first one."""
        left = self.text.kept.left
        if left is None:
            self.show(0)
            return
        stop, is_sure = self.text.find(left.position)
        if not is_sure:
            self.console.say("The text has changed: this is about where you left it.")
        # Perhaps a line in the middle of what is printed first; it stays until the next move.
        self.show_stop(stop, left)

    def show_at(self, place: Place) -> None:
        """Print the section in which a place is that was asked for.

        Raises:
            NoSuchPlace: There is none.
        """
        document = self.text.document
        if place.kind == "heading":
            is_title = document.title.casefold() == place.text.casefold()
            heading = -1 if is_title else document.find_heading(place.text)
            self.show(self.text.place_of_heading(heading))
        elif place.kind == "line":
            document.check_line(int(place.number))
            self.show_stop(stop_at_line(document, int(place.number) - 1))
        else:
            chunk, part = document.at_share(place.number / 100)
            line = 0
            if document.chunks:
                line = document.chunks[chunk].line + int(part * document.chunks[chunk].lines)
            self.show_stop(stop_at_line(document, line))

    def show_stop(
        self, stop: Stop, left: Left | None = None, *, only_paragraph: bool = False
    ) -> None:
        """Print a section from a paragraph of it on, or the paragraph alone.

        Args:
            stop: A place in the paragraph.
            left: What is kept as the place, that of the paragraph by default.
            only_paragraph: Whether to print no more than the paragraph yet.
        """
        document = self.text.document
        blocks = document.blocks(stop.chunk) if document.chunks else ()
        if stop.block < len(blocks):
            line = line_of(document, stop)
            stop = stop_in(blocks[stop.block], stop.chunk, stop.block, line)
        place = self.text.place_of(stop)
        stop = max(stop, self.text.top(place))
        rows = self._begin(place, stop)
        self._print(rows.paragraph(stop) if only_paragraph else rows.part(self.most), stop, left)

    def show(self, place: int) -> None:
        """Print a section from its beginning, or the first part of a long one."""
        stop = self.text.top(place)
        self._print(self._begin(place, stop).part(self.most), stop)

    def _begin(self, place: int, start: Stop) -> Rows:
        """Return the rows of a section from a place on, which are to be printed now."""
        self.first, self._list = place, None
        facts = {each: self._facts(each) for each in range(place, self.text.run_end(place) + 1)}
        self._rows = Rows(self.text.rows(place, start, facts))
        return self._rows

    def _print(self, rows: Sequence[Row], start: Stop, left: Left | None = None) -> None:
        """Print some rows of the section, and remember that they were.

        Args:
            rows: What comes next of it.
            start: The place of the first one.
            left: What is kept as the place, `start` by default.
        """
        self.stop = start
        self._left = left or Left(self.text.position(start))
        self.console.put(row.text for row in rows)
        following = self._rows.next if self._rows is not None else None
        if following is None:
            self.place = self.text.run_end(self.first)
        else:
            self.place = self.text.place_of(rows[-1].stop if rows else start)
        end = following.stop if following else None
        self.memory.look(self.text.kept, *self.text.span(self.first, self.stop, end))
        self.keep()
        self.console.say("")
        if following is not None:
            self.console.say("(The section goes on: Enter prints more.)")
        elif self.place + 1 >= self.text.count:
            self._say_end()

    def _say_end(self) -> None:
        """Say that this was the last section, and what comes after it."""
        self.console.say(f"End of {self.text.document.title}.")
        glances = (entry.glance() for entry in self.library.entries[self.current + 1 :])
        following = next((glance for glance in glances if not glance.trouble), None)
        if following is not None:
            self.console.say(f"n goes on with {following.title}.")

    def _facts(self, place: int) -> str:
        """Return what is said of a section: read or not, bookmarks, notes."""
        kept = self.text.kept
        facts = [standing_in_words(self.text.standing(place))]
        for marks, what in ((kept.bookmarks, "bookmark"), (kept.notes, "note")):
            stops = [self.memory.stop_of(kept, mark) for mark in marks]
            here = sum(self.text.place_of(stop) == place for stop in stops)
            facts.append(count(here, what) if here else "")
        return ", ".join(filter(None, facts))

    def list(self, lines: Iterable[str]) -> None:
        """Print a list, or the first part of a long one."""
        wrapped = (piece for line in lines for piece in self.console.wrapped(line))
        self._list = Rows(Row(line, Stop(0, 0)) for line in wrapped)
        self._print_list()

    def print_more(self) -> bool:
        """Print what comes next of a list or of the section; return whether there was any."""
        if self._list is not None:
            self._print_list()
        elif self._rows is not None and self._rows.next is not None:
            rows = self._rows.part(self.most)
            self._print(rows, rows[0].stop)
        else:
            return False
        return True

    def drop_list(self) -> None:
        """Forget what is left of a list."""
        self._list = None

    def _print_list(self) -> None:
        if self._list is not None:
            self.console.put(row.text for row in self._list.part(self.most))
            if self._list.next is not None:
                self.console.say("(The list goes on: Enter prints more.)")
            else:
                self._list = None

    # Keeping

    def leave(self) -> None:
        """Note the place that a jump leaves."""
        self.history.leave(self.present())

    def present(self) -> Visit:
        """Return the place that was printed last."""
        return Visit(self.current, *self.stop)

    def rest(self) -> None:
        """Note what was read of the text that was printed last."""
        self.memory.rest(self.text.kept)

    def keep(self) -> None:
        """Remember the place."""
        if self._left is not None and self.text.document.chunks:
            self.memory.keep_place(self.text.kept, self._left)
