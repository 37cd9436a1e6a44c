"""Moving by commands: to the next section or the one before, to a place that is named, and back."""

from tui_reader.errors import NoSuchPlace
from tui_reader.library import find_heading
from tui_reader.linear.reader import Reader
from tui_reader.linear.stops import Stop
from tui_reader.places import parse_place
from tui_reader.standing import next_unread


class Moving:
    """Moves a reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def go_on(self) -> None:
        """Print the rest of a list or of the section; where there is none, the next section."""
        if not self._reader.print_more():
            self.next_section()

    def next_section(self) -> None:
        """Print the next section; after the last one, the next document's first."""
        if self._reader.place + 1 < self._reader.text.count:
            self._reader.show(self._reader.place + 1)
        elif self._open_neighbour(1):
            self._reader.show(0)
        else:
            self._reader.console.say("This is the last section.")

    def previous_section(self) -> None:
        """Print the section from its beginning, if that was passed; else the one before."""
        if self._reader.stop > self._reader.text.top(self._reader.first):
            self._reader.show(self._reader.first)
            return
        place = self._reader.first - 1
        while place > 0 and self._reader.text.run_end(place) != place:
            place -= 1
        if place >= 0:
            self._reader.show(place)
        elif self._open_neighbour(-1):
            self._reader.show(self._reader.text.count - 1)
        else:
            self._reader.console.say("This is the first section.")

    def _open_neighbour(self, direction: int) -> bool:
        index = self._reader.current + direction
        while 0 <= index < len(self._reader.library.entries):
            if self._reader.open(index):
                return True
            index += direction
        return False

    def repeat(self) -> None:
        """Print the section again."""
        self._reader.show(self._reader.first)

    def next_unread(self) -> None:
        """Print the next section of the document that isn't read."""
        self._reader.rest()
        standing = self._reader.text.standing(self._reader.place)
        after = standing.section.heading if standing else -1
        heading = next_unread(self._reader.text.kept.standings, after)
        if heading is None:
            self._reader.console.say("No unread section follows in this document.")
        else:
            self._reader.leave()
            self._reader.show(self._reader.text.place_of_heading(heading))

    def go(self, wanted: str) -> None:
        """Go to a section by its number, to a percentage, or to a heading in the library."""
        place = parse_place(wanted)
        if place.kind == "line":
            number = int(place.number)
            if not 1 <= number <= self._reader.text.count:
                self._reader.console.say(f"There are sections 1 to {self._reader.text.count}.")
                return
            self._reader.leave()
            self._reader.show(number - 1)
        elif place.kind == "share":
            self._reader.leave()
            self._reader.show_at(place)
        else:
            self._go_to_heading(place.text)

    def _go_to_heading(self, wanted: str) -> None:
        documents = self._reader.documents
        try:
            index, heading = find_heading(
                self._reader.library, documents, self._reader.current, wanted
            )
        except NoSuchPlace as error:
            self._reader.console.say(str(error))
            return
        self._reader.leave()
        if index == self._reader.current or self._reader.open(index):
            self._reader.show(self._reader.text.place_of_heading(heading))

    def back(self) -> None:
        """Go back to where the last jump was made."""
        visit = self._reader.history.go_back(self._reader.present())
        if visit is None:
            self._reader.console.say("There is no place to go back to.")
        elif visit.document == self._reader.current or self._reader.open(visit.document):
            self._reader.show_stop(Stop(visit.chunk, visit.block, visit.offset))
