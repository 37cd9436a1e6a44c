"""What the reader's screen does with the file of its document, as actions: the work is imported."""

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from tui_reader.ui.messages import FileChanged
from tui_reader.ui.reading import ReadingScreen

if TYPE_CHECKING:
    from tui_reader.ui.copying import Copying
    from tui_reader.ui.editing import Editing
    from tui_reader.ui.reloading import Reloading
    from tui_reader.ui.screens.reader import ReaderScreen
    from tui_reader.ui.source_view import SourceView


class FileActions(ReadingScreen):
    """Watching, reloading, editing, source and copying; the reader's screen has the rest."""

    if TYPE_CHECKING:

        @property
        def whole(self) -> ReaderScreen: ...

    @cached_property
    def reloading(self) -> "Reloading":
        """What watches and reloads the file; made after the first screen."""
        from tui_reader.ui.reloading import Reloading

        return Reloading(self.whole)

    @cached_property
    def editing(self) -> "Editing":
        """What starts the editor."""
        from tui_reader.ui.editing import Editing

        return Editing(self.whole)

    @cached_property
    def source_view(self) -> "SourceView":
        """What shows the Markdown source."""
        from tui_reader.ui.source_view import SourceView

        return SourceView(self.whole)

    @cached_property
    def copying(self) -> "Copying":
        """What copies paragraphs."""
        from tui_reader.ui.copying import Copying

        return Copying(self.whole)

    def watch_file(self) -> None:
        """Watch the file of the document on the screen."""
        self.reloading.watch()

    def stir_watch(self) -> None:
        """Note that the reader is there."""
        if "reloading" in self.__dict__:
            self.reloading.stir()

    def end_watch(self) -> None:
        """Watch no more."""
        if "reloading" in self.__dict__:
            self.reloading.end()

    @on(FileChanged)
    def _take_change(self) -> None:
        self.reloading.take_change()

    def action_reload(self) -> None:
        """Reload the file now."""
        self.reloading.reload()

    def action_edit(self) -> None:
        """Edit the file at the line on top."""
        self.editing.edit()

    def action_source(self) -> None:
        """Show the Markdown source, or the text again."""
        self.source_view.toggle()

    def action_copy_part(self) -> None:
        """Copy the selected text or the paragraph, as Markdown or as text."""
        self.copying.copy()
