"""Finding words from where the reader is on, through the end of the document and round again."""

from collections.abc import Iterator

from tui_reader.document.chunk_texts import ChunkTexts
from tui_reader.document.document import Document
from tui_reader.document.search import Hit, Search, parse_query
from tui_reader.linear.reader import Reader
from tui_reader.linear.stops import Stop, line_of, stop_in

_AT_ONCE = 0.3
"""Seconds for which hits are counted; of a very long document that isn't all of them."""


class Finding:
    """Finds words for a reader, one paragraph that holds them after the other."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._term = ""
        self._search: Search | None = None
        self._document: Document | None = None

    def find(self, term: str) -> None:
        """Print the next paragraph that holds a term, the last one where none is given."""
        console = self._reader.console
        search = self._searching(term)
        if search is None:
            console.say("What is to be found? /WORD finds WORD, / alone the next one.")
            return
        here = self._reader.stop
        found = self._next(search, here)
        if found is None:
            console.say(f"{self._term}: not found in this document.")
            return
        hit, stop = found
        search.count_on(_AT_ONCE)
        number = search.number(hit)
        total = f"{search.total}" if search.is_counted else f"{search.total} or more"
        said = f"Found, {number} of {total}" if number else "Found"
        console.say(f"{said}{'' if stop > here else ', from the beginning again'}:")
        self._reader.leave()
        self._reader.show_stop(stop, only_paragraph=True)

    def _searching(self, term: str) -> Search | None:
        """Return what looks for a term in the document, the last one where none is given."""
        document = self._reader.text.document
        if (term and term != self._term) or document is not self._document:
            self._term = term or self._term
            query = parse_query(self._term)
            self._document = document
            self._search = Search(ChunkTexts(document), query) if query else None
            while self._search is not None and self._search.learn():
                pass
        return self._search

    def _next(self, search: Search, here: Stop) -> tuple[Hit, Stop] | None:
        """Return the first hit of the next paragraph that has one, and that paragraph's place.

        Over the end of the document the search goes on at its beginning.
        """
        chunks = len(self._reader.text.document.chunks)
        for chunk in range(here.chunk, chunks):
            for hit, stop in self._hits(search, chunk):
                if stop > here:
                    return hit, stop
        for chunk in range(min(here.chunk + 1, chunks)):
            for found in self._hits(search, chunk):
                return found
        return None

    def _hits(self, search: Search, chunk: int) -> Iterator[tuple[Hit, Stop]]:
        """Yield the hits in a chunk, each with the beginning of its paragraph or the like."""
        document = self._reader.text.document
        for hit in search.hits(chunk):
            line = line_of(document, Stop(chunk, hit.block, hit.start))
            yield hit, stop_in(document.blocks(chunk)[hit.block], chunk, hit.block, line)
