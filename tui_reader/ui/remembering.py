"""What the reader's screen does to remember, as actions; the work is done by what they import.

Nothing of it is needed for the first screen but the place to begin at.
"""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import on

from tui_reader.ui.messages import Answered, EntryMarked
from tui_reader.ui.reading import ReadingScreen

if TYPE_CHECKING:
    from tui_reader.document.positions import Position
    from tui_reader.layout.viewport import Viewport
    from tui_reader.state.documents import KnownDocument
    from tui_reader.ui.hints import Hints
    from tui_reader.ui.keeping import Keeping
    from tui_reader.ui.marking import Marking
    from tui_reader.ui.memory import Memory
    from tui_reader.ui.progress import Progress
    from tui_reader.ui.screens.reader import ReaderScreen
    from tui_reader.ui.seeking import Seeking
    from tui_reader.ui.terms import Terms
    from tui_reader.ui.widgets.reader_view import Show

_LOOKING = "the text has changed: looking for where you left it"


class RememberingActions(ReadingScreen):
    """Bookmarks, notes and progress; the reader's screen has the rest."""

    if TYPE_CHECKING:

        @property
        def whole(self) -> ReaderScreen: ...

    def __init__(self) -> None:
        super().__init__()
        self._known: KnownDocument | None = None

    @cached_property
    def memory(self) -> "Memory":
        """What is remembered with."""
        from tui_reader.ui.memory import Memory

        return Memory(self.whole)

    @cached_property
    def keeping(self) -> "Keeping":
        """What keeps the places; made after the first screen."""
        from tui_reader.ui.keeping import Keeping

        return Keeping(self.whole, self._known)

    @cached_property
    def marking(self) -> "Marking":
        """What sets and shows bookmarks and notes."""
        from tui_reader.ui.marking import Marking

        return Marking(self.whole)

    @cached_property
    def progress(self) -> "Progress":
        """What shows and changes what was read."""
        from tui_reader.ui.progress import Progress

        return Progress(self.whole)

    @cached_property
    def terms(self) -> "Terms":
        """What knows the glossary."""
        from tui_reader.ui.terms import Terms

        return Terms(self.whole)

    @cached_property
    def hints(self) -> "Hints":
        """What tells those who are new of the keys; made after the first screen."""
        from tui_reader.ui.hints import Hints

        return Hints(self.whole)

    @property
    def is_hinting(self) -> bool:
        """Whether there are hints by now."""
        return "hints" in self.__dict__

    @cached_property
    def seeking(self) -> "Seeking":
        """What searches every document."""
        from tui_reader.ui.seeking import Seeking

        return Seeking(self.whole)

    @property
    def is_keeping(self) -> bool:
        """Whether places are kept by now."""
        return "keeping" in self.__dict__

    def begin_with(self, known: "KnownDocument | None") -> None:
        """Take over what is remembered of the first document."""
        self._known = known

    def first_place(self) -> "Show | None":
        """Return what brings the place into view at which the first document was left."""
        known = self._known
        if known is None or known.position is None:
            return None
        return partial(self.return_to, position=known.position, lead=known.lead)

    def return_to(self, viewport: "Viewport", position: "Position", lead: int) -> None:
        """Bring the place into view where a document was left, and say if it isn't sure."""
        from tui_reader.layout.standpoint import show_position

        is_complete = viewport.document.is_complete
        found = show_position(viewport, position, lead, is_patient=is_complete)
        if found.fit.value == "exact":
            if self.status.notice == _LOOKING:
                self.status.notice = ""
        elif is_complete:
            self.say("the text has changed: this is about where you left it")
        else:
            self.say(_LOOKING)
            # The words may stand anywhere in a long text.
            wanted = partial(self.return_to, position=position, lead=lead)
            self.call_after_refresh(self.view.go, wanted, needs_end=True)

    def recall(self) -> None:
        """Show what is remembered of the document, after its text."""
        self.show_link_marks()
        self.keeping.judge_reading(self.keeping.now)
        self.marking.show()
        self.keeping.note_move()
        if self.memory.exists:
            self.keeping.know_document()
        self.show_terms()
        if self.reader_app.in_use("hints"):
            self.status.hint = self.hints.text
        self.watch_file()

    def show_terms(self) -> None:
        """Underline the terms of the glossary, or don't."""
        has_some = self.reader_app.in_use("terms") and self.library.glossary is not None
        self.view.set_terms(self.terms.spans if has_some and self.terms.glossary else None)

    def action_toggle_terms(self) -> None:
        """Underline the terms of the glossary, or not."""
        if self.library.glossary is None:
            self.say("there is no glossary here")
            return
        marks_terms = not self.reader_app.in_use("terms")
        self.reader_app.adjust("terms", marks_terms)
        self.show_terms()
        self.say("terms are underlined" if marks_terms else "terms are not marked")

    def note_action(self, action: object) -> None:
        """Note that an action was run."""
        if self.is_hinting and isinstance(action, str):
            self.hints.note(action)
            self.status.hint = self.hints.text

    def note_key(self) -> None:
        """Note that a key was pressed."""
        if self.is_hinting:
            self.hints.count_key()
            self.status.hint = self.hints.text

    def keep_everything(self) -> None:
        """Write all that isn't written, and wait for it: before the program stops."""
        if self.is_hinting:
            self.hints.keep()
        self.keeping.keep_everything()

    def on_screen_suspend(self) -> None:
        """Stop the reader's clock while a panel lies over the text."""
        if self.is_keeping:
            self.keeping.look_away()

    def on_screen_resume(self) -> None:
        """Start it again."""
        if self.is_keeping:
            self.keeping.note_move()
        self.stir_watch()

    def action_bookmark(self) -> None:
        """Set a bookmark here, or take it away."""
        self.marking.toggle_bookmark()

    def action_marks(self) -> None:
        """List the bookmarks and notes of all documents."""
        self.marking.panel.show()

    def action_search(self) -> None:
        """Search every document, notes and bookmarks."""
        self.seeking.show()

    def stop_searching(self) -> None:
        """Let go of the index, if there was a search."""
        if "seeking" in self.__dict__:
            self.seeking.close()

    def action_note(self) -> None:
        """Write a note here."""
        self.marking.write_note()

    def action_mark_read(self) -> None:
        """Mark the selected link, else the section, as read, or as unread."""
        self.progress.toggle_here()

    def action_next_unread(self) -> None:
        """Go to the next section that isn't read."""
        self.progress.go_to_next_unread()

    def action_where(self) -> None:
        """Show where the reader is, and what is read and left."""
        from tui_reader.ui.screens.facts import FactsScreen
        from tui_reader.ui.whereabouts import whereabouts

        self.app.push_screen(FactsScreen("Where you are", whereabouts(self.whole)))

    @on(Answered)
    def _finish_answer(self, event: Answered) -> None:
        event.finish()

    @on(EntryMarked)
    def _mark_entry(self, event: EntryMarked) -> None:
        if event.document in self.documents or self.load_document(event.document):
            self.progress.toggle_section(event.document, event.heading)
