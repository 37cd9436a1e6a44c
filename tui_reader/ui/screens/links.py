"""The links panel: every link of a document or of the library, to filter, open, queue, tick off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tui_reader.document.safe import safe
from tui_reader.ui.screens.list_panel import ListPanel


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One address in the panel."""

    document: int
    """The document of its first place."""
    chunk: int
    index: int
    """Which link of the chunk the first place is."""
    number: int
    href: str
    address: str
    """The address as it is remembered; empty for a place in the library."""
    text: str
    host: str
    section: str
    sentence: str
    places: int
    """In how many places it stands."""
    mark: str

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all words occur somewhere in it."""
        everything = f"{self.text} {self.href} {self.section} {self.sentence}".casefold()
        return all(word in everything for word in words)

    def prompt(self) -> Content:
        """Return two lines: what the link says, and where it leads and stands."""
        places = f"  ({self.places} places)" if self.places > 1 else ""
        where = " · ".join(part for part in (self.host or self.href, self.section) if part)
        return Content.assemble(
            (f"{self.number:>3} {self.mark or ' '} ", "bold"),
            (safe(self.text) or "(no text)", "bold"),
            f"{places}\n      {safe(where)}",
        )

    def details(self) -> str:
        """Return the sentence around the link, where one is known that says more than the link."""
        return f"“{self.sentence}”" if self.sentence not in ("", self.text) else ""


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """What was asked for in the panel."""

    action: str
    """`go`, `open`, `copy`, `queue`, `read` or `scope`."""
    row: PanelRow | None


class LinksScreen(ListPanel[PanelRow, PanelAnswer]):
    """Lists links."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "list('select')", "go", tooltip="Go to where it stands"),
        Binding("o", "answer('open')", "open", tooltip="Open it"),
        Binding("y", "answer('copy')", "copy", tooltip="Copy its address"),
        Binding("a", "answer('queue')", "queue", tooltip="Queue it for later, or take it out"),
        Binding("x", "answer('read')", "read", tooltip="Mark it as read, or as unread"),
        Binding("s", "answer('scope')", "library", tooltip="Links of the library, or of this text"),
        Binding("L", "back", show=False),
    ]
    HELP_TITLE = "Links panel"
    FILTER_HINT = "filter by text, address or section"

    def choose(self, row: PanelRow) -> None:
        """Go to where a link stands."""
        self.dismiss(PanelAnswer("go", row))

    def action_answer(self, action: str) -> None:
        """Ask for something to be done with the row under the cursor."""
        if self.row is not None or action == "scope":
            self.dismiss(PanelAnswer(action, self.row))
