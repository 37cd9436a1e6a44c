"""What is changed in the reader and lasts: held here, and written by the thread that writes.

A change holds at once. It is written as soon as the disk is free, with all that was changed
meanwhile, so that a key that is held down writes a few times and not a hundred.
"""

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.state.adjustments import Adjustments, Change, NotKept, Value, load, save
from tui_reader.state.paths import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.ui.app import ReaderApp


class Adjusting:
    """The adjustments of one app."""

    def __init__(self, app: "ReaderApp") -> None:
        self._app = app
        self._unwritten: deque[Adjustments] = deque()
        self._is_told = False

    @cached_property
    def now(self) -> Adjustments:
        """What holds now: what was kept, and what was changed since."""
        return load(self._folder)

    @cached_property
    def _folder(self) -> "Path | None":
        return data_folder().path

    def adjust(self, name: str, value: Value | None) -> None:
        """Let something be as it was changed to, now and in later sessions.

        Args:
            name: A setting, or what else is to last.
            value: None takes the change back. Lists grow, by what isn't in them yet; of numbers
                by name the greater ones stay.
        """
        change = Change(value, self._app.settings.written.get(name))
        self._change(Adjustments({name: change}))

    def fold(self, key: bytes, folds: frozenset[str]) -> None:
        """Keep the folds of a document, by its key."""
        self._change(Adjustments(folds={key: folds}))

    def _change(self, changes: Adjustments) -> None:
        self.now.take(changes)
        self._unwritten.append(changes)
        self._app.reader.memory.write_later(lambda _: self._write())

    def _write(self) -> None:
        """Write what isn't written; in the writer's thread.

        Raises:
            NotKept: It couldn't be written.
        """
        changes = Adjustments()
        # What comes from the other thread meanwhile is part of it, or of the next time.
        while self._unwritten:
            changes.take(self._unwritten.popleft())
        if not changes.changes and not changes.folds:
            return
        try:
            save(self._folder, changes)
        except NotKept:
            # With the next change it is tried again; that it failed is said but once.
            self._unwritten.appendleft(changes)
            if not self._is_told:
                self._is_told = True
                raise
