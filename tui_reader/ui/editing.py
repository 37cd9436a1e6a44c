"""The file of the document in an editor, at the line that is read, and back again."""

import os
from typing import TYPE_CHECKING

from tui_reader.document.source import shown
from tui_reader.document.source_places import source_of
from tui_reader.editors import find_editor
from tui_reader.ui.launching import run_in_terminal

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen


class Editing:
    """Starts the editor for one screen."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen

    def edit(self) -> None:
        """Edit the file; what became of it is shown when the editor has ended."""
        screen = self._screen
        if refusal := screen.reloading.refusal:
            screen.say(f"no editing: {refusal}")
            return
        path = screen.library.entries[screen.current].path
        if path is not None and not os.path.exists(path):
            screen.say("no editing: there is no file to edit; it is gone")
            return
        editor = find_editor(os.environ)
        if editor is None or path is None:
            screen.say("there is no editor: set $EDITOR to one")
            return
        screen.keep_everything()
        problem = run_in_terminal(screen.app, editor.arguments(path, self._line()))
        # It may have written the file and failed all the same.
        name = shown(editor.name)
        screen.reloading.reload(problem or f"back from {name}; nothing has changed", problem)

    def _line(self) -> int:
        """Return the source line, from 1, of the selected link, else of the first text in view."""
        place = self._screen.marking.place()
        if place is None:
            return 1
        document = self._screen.document
        return document.source.text.count("\n", 0, source_of(document, place)) + 1
