"""What widgets ask of the screen, as messages. They carry values, never widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui_reader.search_hits import Answer


class ViewMoved(Message):
    """The text in view has changed: another place, another width."""

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters."""
        return isinstance(message, ViewMoved)


@dataclass
class Answered(Message):
    """The store has done a job that took its time."""

    finish: Callable[[], None]
    """Does what is to be done with its result."""


@dataclass
class Searched(Message):
    """The search of every document knows more."""

    answer: "Answer"
    """What was found so far."""
    query: str
    """What was searched for, as it was typed."""
    unread: int
    """How many documents are still to be read."""

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters."""
        return isinstance(message, Searched)


class FileChanged(Message):
    """The file that is watched is another now, or gone."""


class DocumentScanned(Message):
    """A large document is known to its end: its outline is whole."""


class LinkClicked(Message):
    """A link was clicked; it is selected now."""


@dataclass
class EntryChosen(Message):
    """A row of the sidebar was chosen."""

    document: int
    """Which document of the library."""
    heading: int
    """Which heading of it, -1 for its beginning."""


@dataclass
class EntryMarked(Message):
    """A row of the sidebar shall be marked as read, or as unread."""

    document: int
    heading: int


@dataclass
class RowPointed(Message):
    """The cursor of the sidebar moved to another row."""

    title: str
    """The text of the row, when the sidebar is too narrow for it; else empty."""


@dataclass
class EntryUnfolded(Message):
    """The outline of a document that isn't open is wanted in the sidebar."""

    document: int


@dataclass
class EntryFolded(Message):
    """A heading of the sidebar was folded or unfolded."""

    document: int
    """Which document of the library it is in."""


class OutputShown(Message):
    """The terminal has come by a question for its status: all that was sent before is shown."""


@dataclass
class BackgroundTold(Message):
    """The terminal told its background."""

    background: str
    """`dark` or `light`."""

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters."""
        return isinstance(message, BackgroundTold)
