"""What is typed to search everything: words, and phrases in quotation marks."""

import re
from dataclasses import dataclass

from tui_reader.document.safe import safe

_MOST_TERMS = 32
_LONGEST = 1000
_TERM = re.compile(r'"([^"]*)("|$)|(\S+)')


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for."""

    terms: tuple[str, ...]
    """Words and phrases, all of which a section has to have."""
    is_open: bool
    """Whether the last one is still being typed: the beginning of a word is enough."""


def parse_query(text: str) -> Query:
    """Return what a reader asks for: words, and phrases in quotation marks; never an error.

    Of a text pasted by mistake only the beginning counts, and what is said twice counts once.
    """
    text = safe(text)[:_LONGEST]
    terms: dict[str, str] = {}
    is_open = False
    for match in _TERM.finditer(text):
        term = match[3] or match[1] or ""
        if any(letter.isalnum() for letter in term) and len(terms) < _MOST_TERMS:
            # The beginning of a word that is asked for as a whole already asks for no more.
            is_open = match.end() == len(text) and match[2] != '"' and term.casefold() not in terms
            terms.setdefault(term.casefold(), term)
    return Query(tuple(terms.values()), is_open)
