"""The glossary of a library on the reader's screen: terms underlined at first use, and explained.

It is read after the first screen. What of it stands in a chunk is looked for when the chunk comes
into view.
"""

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.document.glossary import Glossary, Term, read_glossary
from tui_reader.document.source_lines import SourceLines
from tui_reader.document.terms import first_uses, uses_between
from tui_reader.errors import ReaderError
from tui_reader.layout.terms import TermSpan

if TYPE_CHECKING:
    from tui_reader.document.document import Document
    from tui_reader.ui.screens.reader import ReaderScreen


class Terms:
    """The terms of one screen's library."""

    def __init__(self, screen: "ReaderScreen") -> None:
        self._screen = screen
        self._spans: dict[int, list[TermSpan]] = {}
        self._document: Document | None = None

    @cached_property
    def glossary(self) -> Glossary | None:
        """The glossary of the library, None where it has none that can be read."""
        index = self._screen.library.glossary
        if index is None:
            return None
        try:
            opened = self._screen.documents.get(index)
            return read_glossary(opened or self._screen.library.entries[index].open())
        except ReaderError:
            return None

    def forget(self) -> None:
        """Read the glossary again when it is wanted next."""
        self.__dict__.pop("glossary", None)
        self._document = None

    def spans(self, document: "Document", chunk: int) -> list[TermSpan]:
        """Return what is underlined in a chunk: first uses in their section that are no links."""
        if self.glossary is None or not document.is_complete or isinstance(document, SourceLines):
            return []
        if document is not self._document:
            # Of one that is read no more the identity may come again.
            self._document = document
            self._spans.clear()
        key = chunk
        found = self._spans.get(key)
        if found is None:
            uses = first_uses(document, self.glossary, chunk, chunk)
            found = self._spans[key] = [
                TermSpan(use.block, use.offset, use.length) for use in uses if not use.is_link
            ]
        return found

    def in_view(self) -> list[Term]:
        """Return the terms of the selected text, else those in view, in reading order."""
        viewport = self._screen.view.viewport
        if self.glossary is None or viewport is None:
            return []
        selected = self._screen.get_selected_text()
        if selected and (term := self.glossary.find(" ".join(selected.split()))):
            return [term]
        stretches: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for row in range(viewport.height):
            line = viewport.line_at(row)
            if line is not None and line.block >= 0:
                end = line.offset + max(0, len(line.text) - line.indent - 1)
                stretches[viewport.locate(row)[0], line.block] += [line.offset, end]
        found: dict[str, Term] = {}
        for (chunk, block), offsets in stretches.items():
            first, last = min(offsets), max(offsets)
            uses = uses_between(viewport.document, self.glossary, chunk, block, first, last)
            found |= {use.term.name: use.term for use in uses if use.term.name not in found}
        return list(found.values())

    def lines(self, terms: list[Term]) -> list[str]:
        """Return terms as the lines of a panel: each with its definition and where it is from."""
        lines: list[str] = []
        for term in terms:
            lines += [f"{term.name}: {term.definition}", *filter(None, [term.credit]), ""]
        return lines[:-1]

    def explanation(self, words: str) -> str:
        """Return what the glossary says of some words, empty where it doesn't have them."""
        term = self.glossary.find(words) if self.glossary else None
        return f"{term.name}: {term.definition}" if term else ""

    def show(self) -> bool:
        """Explain the terms in view; return whether there is one."""
        from tui_reader.ui.screens.facts import FactsScreen

        terms = self.in_view()
        index = self._screen.library.glossary
        if not terms or index is None:
            return False

        def answered(key: str | None) -> None:
            if key == "o":
                self._screen.leave_place()
                if self._screen.open_document(index, -1):
                    self._screen.go_to_source(terms[0].line)

        keys = {"o": "Open the glossary"}
        panel = FactsScreen("Glossary: o opens it, Esc closes", self.lines(terms), keys)
        self._screen.app.push_screen(panel, answered)
        return True
