"""Fills the panel of bookmarks and notes, and does what is asked in it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.ages import age
from tui_reader.document.anchoring import Fit
from tui_reader.identity import is_gone, key_of
from tui_reader.layout.margin import BOOKMARK, NOTE
from tui_reader.resuming import open_known
from tui_reader.state import bookmarks, notes
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.document_names import name_of
from tui_reader.state.notes import Note
from tui_reader.state.store import Store
from tui_reader.ui.screens.marks import MarkAnswer, MarkRow, MarksScreen

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen

_PATIENCE = 2.0
"""Seconds that the list is waited for: it may be long, and without it there is nothing to show."""


class MarkPanel:
    """The panel of one screen; it remembers what was deleted last, to bring it back."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._deleted: list[Bookmark | Note] = []

    def show(self, *, at: int = 0, words: str = "", notice: str = "") -> None:
        """Show the bookmarks and notes of all documents, those of the present one first.

        Args:
            at: The row that the cursor starts on.
            words: What the list is filtered by.
            notice: What is said on its frame.
        """
        screen = self._screen
        marks = screen.memory.ask(all_marks, list(screen.keeping.now.marks), _PATIENCE)
        rows = [self._row(mark) for mark in self._in_order(marks)]
        if not rows and not self._deleted:
            screen.say("no bookmarks or notes yet: m sets a bookmark, c writes a note")
            return
        panel = MarksScreen(rows, "Bookmarks and notes", at=at, words=words, notice=notice)

        def answered(answer: MarkAnswer | None) -> None:
            if answer is not None:
                self._do(answer, partial(self.show, at=panel.at, words=panel.words))

        screen.app.push_screen(panel, answered)

    def _in_order(self, marks: list[Bookmark | Note]) -> list[Bookmark | Note]:
        """Return marks document by document, the present one first, then as marked last."""
        latest: dict[bytes, str] = {}
        for mark in marks:
            latest[mark.key] = max(latest.get(mark.key, ""), mark.modified_at)
        documents = sorted(latest, key=lambda key: latest[key], reverse=True)
        here = self._screen.keeping.now.key
        order = {key: place for place, key in enumerate(documents)} | {here: -1}
        return sorted(marks, key=lambda mark: (order[mark.key], mark.position.start))

    def _row(self, mark: Bookmark | Note) -> MarkRow:
        found = None
        trouble = ""
        for kept in self._screen.keeping.kept.values():
            found = found or kept.found.get(mark.id)
        if found is not None and found.fit is not Fit.EXACT:
            trouble = found.fit.value
        elif is_gone(mark.key):
            trouble = "the file is gone"
        sign = NOTE if isinstance(mark, Note) else BOOKMARK
        return MarkRow(mark, mark.title or name_of(mark.key), age(mark.modified_at), sign, trouble)

    def _do(self, answer: MarkAnswer, show_again: Callable[..., None]) -> None:
        screen, mark = self._screen, answer.row.mark if answer.row else None
        if answer.action == "return":
            screen.action_back_place()
        elif answer.action == "undo":
            self._undo(show_again)
        elif mark is None:
            return
        elif answer.action == "go":
            go_to_mark(screen, mark)
        elif isinstance(mark, Note) and answer.action == "edit":
            screen.marking.edit_note(mark, show_again)
        elif isinstance(mark, Bookmark) and answer.action == "rename":
            screen.memory.write(
                partial(bookmarks.rename, id=mark.id, name=answer.name.strip()),
                lambda _: show_again(),
            )
        elif answer.action == "delete":
            self._delete(mark, show_again)

    def _delete(self, mark: Bookmark | Note, show_again: Callable[..., None]) -> None:
        def deleted(_: None) -> None:
            self._deleted.append(mark)
            for kept in self._screen.keeping.kept.values():
                self._screen.marking.forget_mark(kept, mark)
            show_again(notice="deleted; u brings it back")

        table = notes if isinstance(mark, Note) else bookmarks
        self._screen.memory.write(partial(table.remove, id=mark.id), deleted)

    def _undo(self, show_again: Callable[[], None]) -> None:
        if not self._deleted:
            show_again()
            return
        mark = self._deleted.pop()

        def restored(_: None) -> None:
            for kept in self._screen.keeping.kept.values():
                if kept.key == mark.key:
                    self._screen.marking.take_mark(kept, mark)
            show_again()

        write = (
            partial(notes.save, note=mark)
            if isinstance(mark, Note)
            else partial(bookmarks.add, bookmark=mark)
        )
        self._screen.memory.write(write, restored)


def all_marks(store: Store) -> list[Bookmark | Note]:
    """Return the bookmarks and notes of all documents."""
    return [*bookmarks.all_bookmarks(store), *notes.all_notes(store)]


def go_to_mark(screen: "ReaderScreen", mark: Bookmark | Note) -> None:
    """Go to where a bookmark or a note stands, in whatever document that is."""
    index = next(
        (
            index
            for index, entry in enumerate(screen.library.entries)
            if key_of(screen.library, entry) == mark.key
        ),
        None,
    )
    if index is None:
        path = open_known(mark.key)
        if path is None:
            screen.say("the document of this mark isn't there any more")
            return
        index = screen.join(path)
    screen.go_to_position(index, mark.position)
