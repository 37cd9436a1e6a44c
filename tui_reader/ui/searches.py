"""The thread that searches every document, so that no key waits for it.

It reads what has changed in slices of some milliseconds, with pauses in which the screen can work,
and answers the latest question now and then from what it has read; at once when all is read.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui_reader.library import Library
from tui_reader.search_hits import Answer
from tui_reader.search_query import parse_query
from tui_reader.searching import MOST_HITS, Outdated, Searcher
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note

_NEWS = 0.4
"""Seconds between two looks, at least, at what was found while documents are being read."""
_RARELY = 10
"""How many times as long as an answer took is read before the next one."""
_FEW = 30
"""How many hits are shown while documents are being read."""
_PAUSE = 0.001
_SLICE = 0.01
"""Seconds of reading between two pauses."""
_PATIENCE = 2.0

Tell = Callable[[Answer, str, int], None]


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    library: Library
    is_first: bool
    """Whether files are to be looked at again before it is answered for good."""
    marks: Sequence[Bookmark | Note]
    tell: Tell


class Searches:
    """Searches one library after the other, in a thread of its own."""

    def __init__(self, folder: Path | None) -> None:
        """Take the folder of the index. There is no thread before the first question."""
        self._folder = folder
        self._wake = threading.Condition()
        self._question: _Question | None = None
        self._marks: Sequence[Bookmark | Note] = ()
        self._is_over = False
        self._thread: threading.Thread | None = None
        self._searcher: Searcher | None = None
        self._library: Library | None = None

    def ask(
        self,
        text: str,
        library: Library,
        tell: Tell,
        marks: Sequence[Bookmark | Note] | None = None,
    ) -> None:
        """Search for something else from now on.

        Args:
            text: What was typed.
            library: What is searched.
            tell: Takes an answer, what it answers, and how many documents aren't read yet; called
                in the thread.
            marks: The notes and bookmarks, when the search begins: whatever changed is read then.
        """
        with self._wake:
            is_first = marks is not None
            if not is_first and self._question is not None:
                # A beginning that wasn't noticed yet still counts.
                is_first = self._question.is_first
            self._marks = self._marks if marks is None else marks
            self._question = _Question(text, library, is_first, self._marks, tell)
            if self._thread is None and not self._is_over:
                self._thread = threading.Thread(target=self._run, name="search", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """Stop; what was read is written, if that doesn't take long."""
        with self._wake:
            self._is_over = True
            self._wake.notify()
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE)

    def _run(self) -> None:
        try:
            while question := self._next():
                self._answer_whatever_comes(question)
        finally:
            if self._searcher is not None:
                self._searcher.close()

    def _answer_whatever_comes(self, question: _Question) -> None:
        """Answer a question, whatever the index holds and whatever is left of memory and disk."""
        for is_last in (False, True):
            try:
                self._answer(question)
            except Exception:  # nothing may end the thread, or no question would be answered again
                if self._searcher is not None:
                    self._searcher.forget()
                    self._searcher = None
                if is_last:
                    question.tell(Answer(), question.text, 0)
                question = self._latest(question)
            else:
                return

    def _next(self) -> _Question | None:
        with self._wake:
            self._wake.wait_for(lambda: self._is_over or self._question is not None)
            question, self._question = self._question, None
            return None if self._is_over else question

    def _latest(self, question: _Question) -> _Question:
        """Return the question that was asked meanwhile, else the same."""
        with self._wake:
            if self._question is None or self._question.is_first:
                return question
            latest, self._question = self._question, None
            return latest

    def _answer(self, question: _Question) -> None:
        """Answer a question, and those that are asked while documents are read for it."""
        is_known = self._searcher is not None and self._library is question.library
        searcher = self._searcher_of(question)
        if question.is_first or not is_known:
            searcher.take_marks(question.marks)
            question = self._read(searcher, question)
        else:
            self._tell(searcher, question, 0)
        while searcher.is_behind and not self._is_given_up():
            question = self._read(searcher, question)

    def _read(self, searcher: Searcher, question: _Question) -> _Question:
        """Read what has changed, and answer meanwhile and then; return what was asked last."""
        paused = time.monotonic()
        due = paused + _NEWS
        is_answered = False
        steps = searcher.prepare()
        for done, of in steps:
            now = time.monotonic()
            question = self._latest(question)
            if done == of or now > due:
                is_answered = self._tell(searcher, question, of - done)
                due = time.monotonic() + max(_NEWS, _RARELY * (time.monotonic() - now))
            if now - paused > _SLICE:
                time.sleep(_PAUSE)
                paused = time.monotonic()
            if self._is_given_up():
                steps.close()
                return question
        while not (is_answered or searcher.is_behind or self._is_given_up()):
            # All is written now, so that a damaged index shows where nothing was found.
            question = self._latest(question)
            is_answered = self._tell(searcher, question, 0, is_final=True)
        return question

    def _is_given_up(self) -> bool:
        """Whether the search is over, or another one has begun."""
        return self._is_over or (self._question is not None and self._question.is_first)

    def _searcher_of(self, question: _Question) -> Searcher:
        if self._searcher is None or self._library is not question.library:
            if self._searcher is not None:
                self._searcher.close()
            self._searcher = Searcher(question.library, self._folder)
            self._library = question.library
        return self._searcher

    def _tell(
        self, searcher: Searcher, question: _Question, unread: int, *, is_final: bool = False
    ) -> bool:
        """Answer a question; return whether that holds: something is found, or it `is_final`."""
        most = _FEW if unread else MOST_HITS
        try:
            answer = searcher.search(parse_query(question.text), most, self._is_outdated)
        except Outdated:
            return False
        if searcher.is_behind:
            return False
        question.tell(answer, question.text, unread)
        return is_final or bool(answer.hits)

    def _is_outdated(self) -> bool:
        return self._is_over or self._question is not None
