"""The glossary in linear mode: which terms a section uses, and what they mean."""

from functools import cached_property

from tui_reader.document.glossary import Glossary, read_glossary
from tui_reader.document.terms import first_uses
from tui_reader.errors import ReaderError
from tui_reader.linear.reader import Reader
from tui_reader.linear.stops import Stop


class Explaining:
    """Explains words to a reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @cached_property
    def _glossary(self) -> Glossary | None:
        index = self._reader.library.glossary
        if index is None:
            return None
        try:
            opened = self._reader.documents.get(index)
            return read_glossary(opened or self._reader.library.entries[index].open())
        except ReaderError:
            return None

    def explain(self, words: str) -> None:
        """Say what the glossary says of some words."""
        if self._glossary is None:
            self._reader.console.say("There is no glossary here.")
        elif (term := self._glossary.find(words)) is None:
            self._reader.console.say(f"The glossary doesn't have {words}.")
        else:
            lines = [f"{term.name}: {term.definition}", term.credit]
            self._reader.console.say(*filter(None, lines))

    def terms_here(self) -> list[str]:
        """Return the terms that the section uses, in the order of their first use."""
        if self._glossary is None:
            return []
        text, place = self._reader.text, self._reader.place
        first = text.top(place).chunk
        last = len(text.document.chunks) - 1
        if place + 1 < text.count:
            last = text.top(place + 1).chunk
        found: dict[str, None] = {}
        for use in first_uses(text.document, self._glossary, first, last):
            if text.place_of(Stop(use.chunk, use.block, use.offset)) == place:
                found.setdefault(use.term.name)
        return list(found)
