"""Which rows the sidebar has: documents and headings, folded, unfolded, or filtered by words."""

from collections.abc import Callable, Iterator, Mapping

from tui_reader.document.document import Document
from tui_reader.library import Glance, Library, without_root
from tui_reader.ui.widgets.folds import Folds
from tui_reader.ui.widgets.outline_row import OutlineRow


class OutlineTree:
    """The outline of a library.

    Attributes:
        unfolded: The documents whose headings are shown.
        wanted: Words that rows are filtered by: those that hold them and those above them are
            shown, whatever is folded. Empty for all rows.
        folds: Which headings are folded.
    """

    def __init__(self) -> None:
        self.unfolded: set[int] = set()
        self.wanted = ""
        self._library = Library("", ())
        self._documents: Mapping[int, Document] = {}
        self._titles: dict[int, str] = {}
        self._troubles: dict[int, str] = {}
        self.folds = Folds()

    def show(self, library: Library, documents: Mapping[int, Document], current: int) -> None:
        """Show a library, with the outlines of the documents that are open in it."""
        self._library = library
        self._documents = documents
        self.unfolded.add(current)

    def renumber(self, document: int, new_of: Mapping[int, int]) -> None:
        """Keep the folds of a document whose headings have other numbers now."""
        self._titles.pop(document, None)
        self.folds.renumber(document, new_of)

    def text(self, row: OutlineRow) -> str:
        """Return the text of a row, without folds and indent."""
        if row.heading >= 0:
            return self._documents[row.document].heading_text(row.heading) or "(untitled)"
        opened = self._documents.get(row.document)
        if opened is not None and self._troubles.pop(row.document, None):
            del self._titles[row.document]
        title = self._titles.get(row.document)
        if title is None:
            entry = self._library.entries[row.document]
            glance = Glance(opened.title) if opened else entry.glance()
            title = glance.title
            if folder := self._library.folder_of(entry):
                title = f"{title} · {folder}"
            self._titles[row.document] = title
            if glance.trouble:
                self._troubles[row.document] = without_root(glance.trouble, self._library)
        return title

    def trouble(self, row: OutlineRow) -> str:
        """Return why the document of a row can't be read, empty where it can."""
        if row.heading >= 0:
            return ""
        self.text(row)
        return self._troubles.get(row.document, "")

    def look_again(self, document: int) -> None:
        """Look at a document again that wasn't opened: it may be gone by now, or be back."""
        self._titles.pop(document, None)
        self._troubles.pop(document, None)

    def fold(self, row: OutlineRow) -> bool:
        """Fold or unfold a row; return False where its document must be opened for that."""
        if self.wanted:
            return True
        if row.heading >= 0:
            self.folds.turn(row.document, row.heading)
        elif row.is_open:
            self.unfolded.discard(row.document)
        elif row.document in self._documents:
            self.unfolded.add(row.document)
        else:
            return False
        return True

    def rows(self) -> list[OutlineRow]:
        """Return the rows that are shown."""
        if self.wanted:
            return list(self._filtered_rows())
        has_documents = len(self._library.entries) > 1
        rows: list[OutlineRow] = []
        for index in range(len(self._library.entries)):
            opened = self._documents.get(index)
            is_open = index in self.unfolded
            if has_documents:
                has_children = opened is None or bool(self._headings(index, opened))
                rows.append(OutlineRow(index, -1, 0, has_children, is_open))
            if opened is not None and (is_open or not has_documents):
                rows.extend(self._heading_rows(index, opened, int(has_documents)))
        return rows

    def row_around(self, rows: list[OutlineRow], document: int, heading: int) -> int:
        """Return the row of a section, or of what it is folded into; -1 for none.

        Args:
            rows: What is shown.
            document: Which document of the library.
            heading: Which heading of it, -1 before the first.
        """
        around = self._around(document, heading) if self.wanted else None
        found = -1
        for index, row in enumerate(rows):
            if row.document == document and row.heading <= heading:
                found = index if around is None or row.heading in around else found
            if row.document > document:
                break
        return found

    def first_match(self, rows: list[OutlineRow]) -> int:
        """Return the first row that holds the wanted words itself."""
        fits = _matcher(self.wanted)
        return next((index for index, row in enumerate(rows) if fits(self.text(row))), 0)

    def hits(self, row: OutlineRow, counts: Mapping[int, int]) -> int:
        """Return the hits of a search that a row stands for, with those folded into it.

        Args:
            row: A row of the document that was searched.
            counts: The hits under each heading, -1 before the first.
        """
        if row.heading < 0:
            return sum(counts.values())
        total = counts.get(row.heading, 0)
        if row.has_children and not row.is_open:
            outline = self._documents[row.document].outline
            below = row.heading + 1
            while below < len(outline) and outline[below].level > outline[row.heading].level:
                total += counts.get(below, 0)
                below += 1
        return total

    def _around(self, document: int, heading: int) -> set[int]:
        """Return a heading and those that it stands under, -1 for the document itself."""
        around = {-1, heading}
        opened = self._documents.get(document)
        if opened is not None and heading >= 0:
            level = opened.outline[heading].level
            for above in range(heading - 1, -1, -1):
                if opened.outline[above].level < level:
                    level = opened.outline[above].level
                    around.add(above)
        return around

    def _filtered_rows(self) -> Iterator[OutlineRow]:
        fits = _matcher(self.wanted)
        has_documents = len(self._library.entries) > 1
        for index in range(len(self._library.entries)):
            opened = self._documents.get(index)
            below = [] if opened is None else self._filtered(index, opened, int(has_documents))
            row = OutlineRow(index, -1, 0, bool(below), True)
            if has_documents and (below or fits(self.text(row))):
                yield row
            yield from below

    def _filtered(self, index: int, document: Document, depth: int) -> list[OutlineRow]:
        """Return the headings of a document that hold the wanted words, and those above them."""
        fits = _matcher(self.wanted)
        headings = self._headings(index, document)
        top = min((document.outline[heading].level for heading in headings), default=1)
        rows: list[OutlineRow] = []
        # From the last to the first, so that what is below a heading is known before it.
        below = 0
        for heading in reversed(headings):
            level = document.outline[heading].level
            is_above = below > level
            if is_above or fits(document.heading_text(heading)):
                rows.append(OutlineRow(index, heading, depth + level - top, is_above, True))
                below = level
        return rows[::-1]

    def _headings(self, index: int, document: Document) -> list[int]:
        """Return the headings that get a row: not the one that is the document's title."""
        headings = list(range(len(document.outline)))
        if len(self._library.entries) < 2 or not headings or document.outline[0].level != 1:
            return headings
        is_title = document.heading_text(0).casefold() == document.title.casefold()
        return headings[1:] if is_title else headings

    def _heading_rows(self, index: int, document: Document, depth: int) -> list[OutlineRow]:
        headings = self._headings(index, document)
        levels = [document.outline[heading].level for heading in headings]
        top = min(levels, default=1)
        folded = self.folds.of(index, document, headings, levels)
        rows: list[OutlineRow] = []
        hidden_below = 7
        for place, (heading, level) in enumerate(zip(headings, levels, strict=True)):
            if level > hidden_below:
                continue
            hidden_below = 7
            has_children = place + 1 < len(levels) and levels[place + 1] > level
            is_open = heading not in folded
            if has_children and not is_open:
                hidden_below = level
            rows.append(OutlineRow(index, heading, depth + level - top, has_children, is_open))
        return rows


def _matcher(wanted: str) -> Callable[[str], bool]:
    """Return what tells whether a text holds some words, folded as a search folds them."""
    from tui_reader.document.folding import fold
    from tui_reader.document.search import parse_query

    query = parse_query(wanted)

    def fits(text: str) -> bool:
        folded = fold(text).text
        return query is None or query.text in (folded if query.has_case else folded.casefold())

    return fits
