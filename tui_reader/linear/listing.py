"""What linear mode lists: sections, documents, bookmarks and notes, and where the reader is."""

from collections.abc import Iterator

from tui_reader.document.source import shown
from tui_reader.identity import key_of
from tui_reader.linear.reader import Reader
from tui_reader.linear.stops import line_of
from tui_reader.linear.words import count, minutes_in_words, standing_in_words
from tui_reader.resuming import open_known
from tui_reader.standing import Standing, total_left
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note

_QUOTE = 60
"""Characters of the words that a mark is listed with."""


class Listing:
    """Lists things for a reader, and goes to them by their number."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._console = reader.console
        self._marks: list[Bookmark | Note] = []

    # Sections

    def outline(self, wanted: str) -> None:
        """List the sections of the document, those that hold a word where one is given."""
        lines = list(self._outline_lines(wanted.casefold()))
        self._reader.list(lines or ["No heading holds that."])

    def _outline_lines(self, wanted: str) -> Iterator[str]:
        text = self._reader.text
        for place in range(text.count):
            name, standing = text.name(place), text.standing(place)
            if wanted not in name.casefold():
                continue
            facts: list[str] = []
            if standing is not None and standing.section.words:
                facts.append(minutes_in_words(standing.minutes))
            facts.append(standing_in_words(standing))
            facts.append("here" if place == self._reader.place else "")
            said = ", ".join(filter(None, facts))
            depth = len(standing.section.headings) if standing else 1
            indent = "  " * max(0, min(depth - 1, 6))
            yield f"{indent}{place + 1}. {name}" + (f" ({said})" if said else "")

    def where(self) -> None:
        """Say where the reader is, and what is read and left."""
        text, kept = self._reader.text, self._reader.text.kept
        document = text.document
        lines = [document.title]
        if document.path is not None:
            lines.append(shown(document.path))
        standing = text.standing(self._reader.place)
        path = " / ".join(standing.section.headings) if standing else ""
        lines.append(f"Section {self._reader.place + 1} of {text.count}: {path or 'Beginning'}")
        line = line_of(document, self._reader.stop) + 1
        share = round(100 * line / max(1, document.line_count))
        lines.append(f"Line {line:,} of {document.line_count:,}, {share} percent")
        parts = [each for each in kept.standings if each.section.words]
        read = sum(each.standing is Standing.READ for each in parts)
        if parts:
            left = total_left(parts)
            said = f"{minutes_in_words(left)} left" if left else "nothing left"
            lines.append(f"{read} of {count(len(parts), 'section')} read, {said}")
        marks = count(len(kept.bookmarks), "bookmark"), count(len(kept.notes), "note")
        lines.append(", ".join(marks))
        self._console.say(*lines)

    # Documents

    def documents(self, wanted: str) -> None:
        """List the documents, those that hold a word where one is given; or open one by number."""
        entries = self._reader.library.entries
        if not wanted.isdecimal():
            self._reader.list(self._document_lines(wanted.casefold()))
        elif not 1 <= int(wanted[:9]) <= len(entries):
            self._console.say(f"There are documents 1 to {len(entries)}.")
        else:
            visit = self._reader.present()
            if self._reader.open(int(wanted) - 1):
                self._reader.history.leave(visit)
                self._reader.show_left()

    def _document_lines(self, wanted: str) -> Iterator[str]:
        self._reader.rest()
        known = self._reader.memory.progress()
        library = self._reader.library
        is_found = False
        for index, entry in enumerate(library.entries):
            glance = entry.glance()
            title = glance.title
            if wanted not in title.casefold():
                continue
            is_found = True
            facts: list[str] = []
            each = known.get(key_of(library, entry, entry.source))
            if each is not None and each.sections:
                is_read = each.read >= each.sections
                left = f"{minutes_in_words(each.minutes_left)} left"
                is_begun = each.minutes_left < each.minutes
                facts.append("read" if is_read else left if is_begun else "")
            is_here = index == self._reader.current
            facts.append("here" if is_here else "can't be read" if glance.trouble else "")
            said = ", ".join(filter(None, facts))
            yield f"{index + 1}. {title}" + (f" ({said})" if said else "")
        if not is_found:
            yield "No title holds that."

    # Bookmarks and notes

    def marks(self, wanted: str) -> None:
        """List the bookmarks and notes of all documents; with a number, go to one."""
        if not wanted:
            self._marks = self._reader.memory.all_marks()
            none = ["There are no bookmarks and notes. b bookmarks this place, c TEXT notes it."]
            self._reader.list(list(self._mark_lines()) or none)
            return
        self._marks = self._marks or self._reader.memory.all_marks()
        if not wanted.isdecimal() or not 1 <= int(wanted[:9]) <= len(self._marks):
            self._console.say(f"There is no mark {wanted}. ' lists bookmarks and notes.")
        else:
            self._go_to_mark(self._marks[int(wanted) - 1])

    def notes_here(self) -> list[str]:
        """Return the notes in the section, each with the words that it is on."""
        reader, kept = self._reader, self._reader.text.kept
        lines: list[str] = []
        for note in kept.notes:
            stop = reader.memory.stop_of(kept, note)
            if reader.text.place_of(stop) == reader.place:
                lines += [f"On “{_quote(note)}”:", *note.body.split("\n")]
        return lines

    def _mark_lines(self) -> Iterator[str]:
        for number, mark in enumerate(self._marks, 1):
            where = ": ".join(filter(None, (mark.title, *mark.position.headings[-1:])))
            if isinstance(mark, Note):
                yield f"{number}. Note, {where}: “{_quote(mark)}”"
                yield from (f"   {line}" for line in mark.body.split("\n"))
            else:
                name = f"{mark.name}, " if mark.name else ""
                yield f"{number}. Bookmark, {name}{where}: “{_quote(mark)}”"

    def _go_to_mark(self, mark: Bookmark | Note) -> None:
        reader = self._reader
        visit = reader.present()
        if mark.key != reader.text.kept.key:
            index = self._index_of(mark.key)
            if index is None:
                self._console.say(f"{mark.title} isn't to be had here.")
                return
            if not reader.open(index):
                return
        reader.history.leave(visit)
        stop, is_sure = reader.text.find(mark.position)
        if not is_sure:
            self._console.say("The text has changed: this is about where it was.")
        reader.show_stop(stop)

    def _index_of(self, key: bytes) -> int | None:
        """Return which document of the library has a key; one from elsewhere joins it."""
        library = self._reader.library
        for index, entry in enumerate(library.entries):
            if key_of(library, entry, entry.source) == key:
                return index
        path = open_known(key)
        return None if path is None else self._reader.join(path)


def _quote(mark: Bookmark | Note) -> str:
    exact = mark.position.exact
    return exact if len(exact) <= _QUOTE else f"{exact[: _QUOTE - 1].rstrip()}…"
