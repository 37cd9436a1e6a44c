"""What the parts of the reader's screen have of one another: its panes, its document, its voice.

Each part is a class of actions on one subject (`moving`, `links`, `remembering`, `panes`); the
screen is all of them together. What they need after the first screen only is in objects of its
own (`following`, `keeping`, `marking`, `progress`), imported when they are first wanted.
"""

from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from tui_reader.document.document import Document
    from tui_reader.document.shifts import Shift
    from tui_reader.layout.spots import LinkSpot
    from tui_reader.library import Library
    from tui_reader.opening import OpenDocument
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.following import Following
    from tui_reader.ui.keeping import Keeping
    from tui_reader.ui.marking import Marking
    from tui_reader.ui.memory import Memory
    from tui_reader.ui.progress import Progress
    from tui_reader.ui.seeking import Seeking
    from tui_reader.ui.terms import Terms
    from tui_reader.ui.widgets.outline import Outline
    from tui_reader.ui.widgets.reader_view import ReaderView
    from tui_reader.ui.widgets.status import Status


class ReadingScreen(Screen[None]):
    """The base of the parts.

    Attributes:
        library: What there is to read.
        documents: The documents of it that were opened.
        current: The one that is being read.
    """

    view: "ReaderView"
    outline: "Outline"
    status: "Status"
    library: "Library"
    documents: "dict[int, Document]"
    current: int

    @property
    def document(self) -> "Document":
        """The document that is being read."""
        return self.documents[self.current]

    @property
    def reader_app(self) -> "ReaderApp":
        """The app, as what it is."""
        return cast("ReaderApp", self.app)

    def say(self, *notices: str) -> None:
        """Show the first notice that says something, in zen too."""
        notice = next((notice for notice in notices if notice), "")
        if notice:
            self.status.notice = notice
            self.status.display = True

    if TYPE_CHECKING:
        # What one part asks of another.
        @cached_property
        def following(self) -> Following: ...
        @cached_property
        def memory(self) -> Memory: ...
        @cached_property
        def keeping(self) -> Keeping: ...
        @cached_property
        def marking(self) -> Marking: ...
        @cached_property
        def terms(self) -> Terms: ...
        @cached_property
        def seeking(self) -> Seeking: ...
        @cached_property
        def progress(self) -> Progress: ...
        def recall(self) -> None: ...
        def set_sidebar(self, setting: str) -> None: ...
        def watch_file(self) -> None: ...
        def stir_watch(self) -> None: ...
        def show_place(self) -> None: ...
        def show_hits_here(self, shift: Shift | None = None) -> None: ...
        def show_link_marks(self) -> None: ...
        def select_place(self, chunk: int, index: int) -> LinkSpot | None: ...
        def heading_in_view(self) -> int: ...
        def leave_place(self) -> None: ...
        def action_leave_sidebar(self) -> None: ...
        def forget_goal(self) -> None: ...
        def go_to_source(self, line: int) -> None: ...
        def open_target(self, target: OpenDocument) -> None: ...
        def open_document(self, index: int, heading: int | None = None) -> bool: ...
        def load_document(self, index: int) -> bool: ...
        def all_documents(self) -> dict[int, Document]: ...
