"""Searching every document: fills the panel of what was found, and goes where it stands."""

from typing import TYPE_CHECKING

from tui_reader.search_hits import Answer, Hit
from tui_reader.search_query import Query, parse_query
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note
from tui_reader.state.paths import data_folder
from tui_reader.ui.mark_panel import all_marks, go_to_mark
from tui_reader.ui.messages import Searched
from tui_reader.ui.screens.search import SearchScreen
from tui_reader.ui.searches import Searches

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen


class Seeking:
    """The search of one screen; what was typed last is kept for the session."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._searches = Searches(data_folder().path)
        self._words = ""
        self._at = 0

    def show(self) -> None:
        """Show the panel, with what was searched for last."""
        screen = self._screen
        library = screen.library
        is_one = len(library.entries) == 1
        panel = SearchScreen(library.title, self._words, self._at, self._ask, is_one=is_one)
        if screen.memory.exists:
            screen.memory.write_later(all_marks, lambda marks: self._begin(panel, marks))
        else:
            self._begin(panel, [])

        def answered(hit: Hit | None) -> None:
            self._words, self._at = panel.words, panel.at
            if hit is not None:
                self._go(hit)

        screen.app.push_screen(panel, answered)

    def close(self) -> None:
        """Let go of the index."""
        self._searches.close()

    def _begin(self, panel: SearchScreen, marks: list[Bookmark | Note]) -> None:
        self._ask(panel, panel.words, marks)

    def _ask(
        self, panel: SearchScreen, words: str, marks: list[Bookmark | Note] | None = None
    ) -> None:
        def tell(answer: Answer, query: str, unread: int) -> None:
            panel.post_message(Searched(answer, query, unread))

        self._searches.ask(words, self._screen.library, tell, marks)

    def _go(self, hit: Hit) -> None:
        screen = self._screen
        if hit.mark is not None:
            go_to_mark(screen, hit.mark)
            return
        if hit.entry is None:
            return
        visit = screen.present_visit()
        if not screen.open_document(hit.entry, -1):
            return
        screen.history.leave(visit)
        screen.go_to_source(hit.line)
        if term := _term(parse_query(self._words), hit):
            screen.finding.show_hits(term)


def _term(query: Query, hit: Hit) -> str:
    """Return what is to be shown in the text: what was typed, or of several words the first."""
    if len(query.terms) == 1:
        return query.terms[0].casefold()
    return next((hit.sentence[start:end].casefold() for start, end in hit.spans), "")
