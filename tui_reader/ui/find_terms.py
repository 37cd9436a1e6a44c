"""What is looked for in which document of the library, and what was before."""

_MOST_REMEMBERED = 50


class FindTerms:
    """The terms of one session.

    What was typed is looked for in every document that is opened then; what a panel has shown in
    one document is looked for in that one.

    Attributes:
        history: What was looked for, the latest last.
    """

    def __init__(self) -> None:
        self.history: list[str] = []
        self._typed = ""
        self._shown: dict[int, str] = {}
        self._asked: set[int] = set()

    @property
    def last(self) -> str:
        """What was looked for last, empty where nothing was."""
        return self.history[-1] if self.history else ""

    def type(self, document: int, term: str) -> None:
        """Note what is being typed while a document is shown."""
        self.forget()
        self._typed = term
        self._asked = {document}

    def show(self, document: int, term: str) -> None:
        """Note what a panel shows in a document."""
        self._shown[document] = term
        self._asked.add(document)
        self.remember(term)

    def remember(self, term: str) -> None:
        """Note that a term was really looked for."""
        self.history = [each for each in self.history if each != term][1 - _MOST_REMEMBERED :]
        self.history.append(term)

    def forget(self) -> None:
        """Look for nothing any more."""
        self._typed = ""
        self._shown.clear()
        self._asked.clear()

    def of(self, document: int) -> str:
        """Return what is looked for in a document, empty where that is nothing."""
        return self._shown.get(document) or self._typed

    def ask(self, document: int) -> None:
        """Note that the reader asks for hits in a document."""
        self._asked.add(document)

    def is_asked(self, document: int) -> bool:
        """Whether the reader asked for hits in it: then it is worth saying that there is none."""
        return document in self._asked
