"""What the reader's screen does to find words and to filter its sidebar, as actions.

The work is done by `finding`, which is imported with the first search.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from tui_reader.ui.messages import BarDone, BarTyped
from tui_reader.ui.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.ui.finding import Finding
    from tui_reader.ui.screens.reader import ReaderScreen

_FIND, _FILTER = "find", "filter"


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
        await self._open_bar(_FIND, "/", "find in the document", self.finding.history)

    def action_find_next(self, direction: int) -> None:
        """Go to the next or previous hit."""
        self.finding.step(direction)

    async def action_filter_rows(self) -> None:
        """Ask for the words that the rows of the sidebar are to hold."""
        await self._open_bar(_FILTER, "&", "rows with these words", ())

    async def _open_bar(self, kind: str, mark: str, hint: str, history: "Sequence[str]") -> None:
        from tui_reader.ui.widgets.find_bar import FindBar

        bar = FindBar(kind, mark, hint, history)
        await self.mount(bar)
        bar.focus_input()

    def show_hits_here(self) -> None:
        """Go on showing hits when the document has become another one."""
        if "finding" in self.__dict__:
            self.finding.show_in_document()

    def show_count(self, text: str) -> None:
        """Show in the bar, while it is open, what came of what was typed."""
        for bar in self.query("FindBar"):
            bar.show_count(text)  # pyright: ignore

    def end_find(self) -> bool:
        """Take the hits away, or the filter of the sidebar; return whether there was any."""
        if self.outline.has_focus and self.outline.wanted:
            self.outline.filter("")
        elif self.is_finding and not self.outline.has_focus:
            self.finding.leave()
        else:
            return False
        return True

    @on(BarTyped)
    def _answer_typing(self, event: BarTyped) -> None:
        if event.kind == _FIND:
            self.finding.type(event.text)
        else:
            self.outline.filter(event.text.strip())

    @on(BarDone)
    async def _end_bar(self, event: BarDone) -> None:
        await self.query("FindBar").remove()
        if event.kind == _FIND:
            self.set_focus(self.view)
            if event.answer is None:
                self.finding.give_up()
            else:
                self.finding.stay(event.answer)
            return
        self.outline.filter((event.answer or "").strip())
        cursor = self.outline.cursor
        self.set_focus(self.outline)
        self.outline.cursor = cursor
