"""Finding words from where the reader is on, through the end of the document and round again."""

from tui_reader.document.chunk_texts import ChunkTexts
from tui_reader.document.search import Search, parse_query
from tui_reader.linear.reader import Reader
from tui_reader.linear.stops import Stop, line_of, stop_in


class Finding:
    """Finds words for a reader, one paragraph that holds them after the other."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._term = ""

    def find(self, term: str) -> None:
        """Print from the next paragraph on that holds a term, the last one where none is given."""
        console = self._reader.console
        self._term = term or self._term
        query = parse_query(self._term)
        if query is None:
            console.say("What is to be found? /WORD finds WORD, / alone the next one.")
            return
        document = self._reader.text.document
        search = Search(ChunkTexts(document), query)
        here = self._reader.stop
        found, is_round = self._next(search, here)
        if found is None:
            console.say(f"{self._term}: not found in this document.")
            return
        if is_round:
            console.say("Found from the beginning again:")
        self._reader.leave()
        self._reader.show_stop(found)

    def _next(self, search: Search, here: Stop) -> tuple[Stop | None, bool]:
        """Return the next place after a place, and whether it is before it in the text."""
        chunks = len(self._reader.text.document.chunks)
        for chunk in (*range(here.chunk, chunks), *range(min(here.chunk + 1, chunks))):
            ...
        return None, False
