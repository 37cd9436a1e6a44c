"""What the reader's screen does to find words and to filter its sidebar, as actions.

The work is done by `finding`, which is imported with the first search.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.ui.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.document.shifts import Shift
    from tui_reader.ui.finding import Finding
    from tui_reader.ui.screens.reader import ReaderScreen


class FindActions(ReadingScreen):
    """Finding; the reader's screen has the rest."""

    if TYPE_CHECKING:

        @property
        def whole(self) -> ReaderScreen: ...

    @cached_property
    def finding(self) -> "Finding":
        """What finds words in the document."""
        from tui_reader.ui.finding import Finding

        return Finding(self.whole)

    @property
    def is_finding(self) -> bool:
        """Whether hits of a search are shown."""
        return "finding" in self.__dict__ and self.finding.is_active

    async def action_find(self) -> None:
        """Ask what to find, and find it as it is typed."""
        if self.view.viewport is None:
            return
        self.finding.begin()
        hint, history = "find in the document", self.finding.terms.history
        await self._open_bar("/", hint, self.finding.type, self._end_typing, history)

    def action_find_next(self, direction: int) -> None:
        """Go to the next or previous hit; digits that were typed say how many hits to go."""
        count = max(1, int(self.whole.digits or 1))
        self.whole.end_digits()
        self.finding.step(direction, count)

    async def action_filter_rows(self) -> None:
        """Ask for the words that the rows of the sidebar are to hold."""
        await self._open_bar("&", "rows with these words", self._filter, self._end_filter)

    async def _open_bar(
        self,
        mark: str,
        hint: str,
        typed: "Callable[[str], None]",
        done: "Callable[[str | None], None]",
        history: "Sequence[str]" = (),
    ) -> None:
        from tui_reader.ui.widgets.find_bar import FindBar

        bar = FindBar(mark, hint, typed, done, history)
        await self.mount(bar)
        bar.focus_input()

    def show_hits_here(self, shift: "Shift | None" = None) -> None:
        """Go on showing hits when the document has become another one.

        Args:
            shift: The way from the last edition to this one.
        """
        if "finding" in self.__dict__:
            self.finding.show_in_document(shift.of if shift is not None else None)

    def show_count(self, text: str) -> None:
        """Show in the bar, while it is open, what came of what was typed."""
        for bar in self.query("FindBar"):
            bar.show_count(text)  # pyright: ignore

    def end_find(self) -> bool:
        """Take the hits away, or the filter of the sidebar; return whether there was any."""
        if self.outline.has_focus and self.outline.wanted:
            self.outline.filter("")
        elif self.is_finding and not self.outline.has_focus:
            # In a document in which nothing was found nothing is seen to go.
            is_shown = bool(self.finding.text())
            self.finding.leave()
            return is_shown
        else:
            return False
        return True

    def _end_typing(self, answer: str | None) -> None:
        self.set_focus(self.view)
        if answer is None:
            self.finding.give_up()
        else:
            self.finding.stay(answer)

    def _filter(self, words: str) -> None:
        self.outline.filter(words.strip())

    def _end_filter(self, answer: str | None) -> None:
        self._filter(answer or "")
        cursor = self.outline.cursor
        self.set_focus(self.outline)
        self.outline.cursor = cursor
