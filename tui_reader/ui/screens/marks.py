"""The panel of bookmarks and notes, over all documents: go there, rename or edit, delete, undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Label, OptionList

from tui_reader.document.safe import safe
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note
from tui_reader.ui.screens.list_panel import ListPanel


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One bookmark or note."""

    mark: Bookmark | Note
    document: str
    """What to call its document."""
    age: str
    sign: str
    trouble: str = ""
    """`moved`, `lost` or `gone` where its words, or its document, aren't there any more."""

    @property
    def quote(self) -> str:
        """The words that are marked."""
        return self.mark.position.exact

    @property
    def text(self) -> str:
        """What stands for it: its name, or the note, or else the words that are marked."""
        own = self.mark.name if isinstance(self.mark, Bookmark) else self.mark.body
        return " ".join(own.split()) or self.quote or "(no text)"

    @property
    def section(self) -> str:
        """The heading it stands under."""
        headings = self.mark.position.headings
        return headings[-1] if headings else ""

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all words occur somewhere in it."""
        everything = f"{self.text} {self.quote} {self.document} {self.section}".casefold()
        return all(word in everything for word in words)

    def prompt(self) -> Content:
        """Return two lines: what it says, and where it stands since when."""
        parts = (self.document, self.section, self.age, self.trouble)
        where = " · ".join(part for part in parts if part)
        return Content.assemble((f"{self.sign} {safe(self.text)}", "bold"), f"\n  {safe(where)}")

    def details(self) -> str:
        """Return the words that are marked."""
        return f"“{self.quote}”" if self.quote and self.quote != self.text else ""


@dataclass(frozen=True, slots=True)
class MarkAnswer:
    """What was asked for in the panel."""

    action: str
    """`go`, `edit`, `rename`, `delete`, `undo` or `return` (to before the last jump)."""
    row: MarkRow | None = None
    name: str = ""
    """The new name, for `rename`."""


class MarksScreen(ListPanel[MarkRow, MarkAnswer]):
    """Lists bookmarks and notes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "list('select')", "go", tooltip="Go to where it stands"),
        Binding("e", "edit", "rename/edit", tooltip="Rename the bookmark, edit the note"),
        Binding("d,delete", "answer('delete')", "delete", tooltip="Delete it"),
        Binding("u", "undo", "undo", tooltip="Bring back what was deleted last"),
        Binding("apostrophe", "return", "back", tooltip="Back to before the last jump"),
    ]
    HELP_TITLE = "Bookmarks and notes"
    FILTER_HINT = "filter by text, document or section"
    _NAME_KEYS = "Name of the bookmark: Enter keeps it, Esc leaves it as it was"
    _NAME_HINT = "a name; empty shows the words instead"

    def __init__(
        self,
        rows: Sequence[MarkRow],
        title: str,
        *,
        at: int = 0,
        words: str = "",
        notice: str = "",
    ) -> None:
        super().__init__(rows, title, at=at, words=words, notice=notice)
        self._renamed: MarkRow | None = None

    def choose(self, row: MarkRow) -> None:
        """Go to where a mark stands."""
        self.dismiss(MarkAnswer("go", row))

    def action_answer(self, action: str) -> None:
        """Ask for something to be done with the row under the cursor."""
        if self.row is not None:
            self.dismiss(MarkAnswer(action, self.row))

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        self.dismiss(MarkAnswer("undo"))

    def action_return(self) -> None:
        """Go back to before the last jump."""
        self.dismiss(MarkAnswer("return"))

    def action_edit(self) -> None:
        """Edit a note; type a name for a bookmark."""
        row = self.row
        if row is None:
            return
        if isinstance(row.mark, Note):
            self.dismiss(MarkAnswer("edit", row))
            return
        self._renamed = row
        line = self.query_one(Input)
        with line.prevent(Input.Changed):
            line.value = safe(row.mark.name)
        line.action_end()
        line.placeholder = self._NAME_HINT
        self.query_one("#keys", Label).update(self._NAME_KEYS)
        line.display = True
        self.set_focus(line)

    def action_back(self) -> None:
        """Leave the name as it was, or what the list leaves."""
        if self._renamed is None:
            super().action_back()
        else:
            self._end_naming()

    def take_change(self, text: str) -> None:
        """Filter by what is typed, unless it is a name."""
        if self._renamed is None:
            super().take_change(text)

    def take_line(self, text: str) -> None:
        """Rename, or go on in the list."""
        if self._renamed is None:
            super().take_line(text)
        else:
            self.dismiss(MarkAnswer("rename", self._renamed, text))

    def _end_naming(self) -> None:
        self._renamed = None
        line = self.query_one(Input)
        with line.prevent(Input.Changed):
            line.value = self._words
        line.placeholder = self.FILTER_HINT
        self.query_one("#keys", Label).update(self.keys_line())
        line.display = bool(self._words)
        self.set_focus(self.query_one(OptionList))
