"""A glossary: the terms that a document explains, and the words that lead to them.

A heading below the first level with a paragraph directly under it is a term, one without is a
group. The first paragraph is the definition; one that begins with `Also:` names other spellings;
the last one after that says where the term comes from, and its last link where it is taught.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tui_reader.document.document import Document
from tui_reader.document.model import Block, Heading, Paragraph, plain_text
from tui_reader.document.names import NameFinder, key_of, keys_of

MAX_TERMS = 2000
MAX_CHARACTERS = 1_000_000
"""How far into a document terms are looked for."""

_ALSO = re.compile(r"also:\s*", re.I)
_COMMA = re.compile(r"[,;]\s+")
_WITH_ACRONYM = re.compile(r"(\S.*\S)\s+\(([^\s()]+)\)|([^\s()]+)\s+\((\S.*\S)\)")
_IN_FOLDER = re.compile(r"(?![a-z][a-z0-9+.-]*:|//|#).", re.I)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that a glossary explains. All its texts are plain and safe."""

    name: str
    aliases: tuple[str, ...]
    """Other words for it."""
    definition: str
    credit: str
    """Where it comes from and where it is taught, in a sentence or two; may be empty."""
    anchor: str
    """The anchor of its heading in the glossary."""
    line: int
    """The source line of its heading."""
    taught: str = ""
    """The address of where it is taught, as the glossary has it; empty when it names none."""

    def names(self) -> Iterator[str]:
        """Yield the name and the aliases; of `Long name (LN)` each part as well."""
        for name in (self.name, *self.aliases):
            yield name
            match = _WITH_ACRONYM.fullmatch(name)
            if match is None:
                continue
            long, acronym = (match[1], match[2]) if match[1] else (match[4], match[3])
            if acronym.isupper():
                yield from (long, acronym)


@dataclass(frozen=True)
class Glossary:
    """The terms of a glossary, in its order."""

    terms: tuple[Term, ...]
    path: Path | None = None
    """Its file."""

    def find(self, words: str) -> Term | None:
        """Return the term that a word or a phrase of a text stands for, None where it is none."""
        return next((self._terms[key] for key in keys_of(words) if key in self._terms), None)

    def uses(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield where each use of a term starts and ends in a text, in order."""
        for start, end, key in self._finder.find(text):
            yield start, end, self._terms[key]

    def is_in(self, document: Document) -> bool:
        """Whether a document is this glossary."""
        return self.path is not None and self.path == document.path

    @cached_property
    def _terms(self) -> dict[str, Term]:
        # What one term is called counts for more than what another is called too.
        terms: dict[str, Term] = {}
        for term in self.terms:
            terms.setdefault(key_of(term.name), term)
        for term in self.terms:
            for name in term.names():
                terms.setdefault(key_of(name), term)
        terms.pop("", None)
        return terms

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(name for term in self.terms for name in term.names())


def read_glossary(document: Document) -> Glossary:
    """Return the terms of a document; parses all of it, to the length where no glossary goes."""
    document.complete()
    terms: list[Term] = []
    for heading, blocks in _sections(document):
        if isinstance(blocks[0], Paragraph):
            terms.append(_term(document, heading, blocks))
        if len(terms) == MAX_TERMS:
            break
    return Glossary(tuple(terms), document.path)


def _sections(document: Document) -> Iterator[tuple[Heading, list[Block]]]:
    """Yield each heading below the first level with the blocks directly under it, if any."""
    heading: Heading | None = None
    blocks: list[Block] = []
    for index, chunk in enumerate(document.chunks):
        if chunk.start > MAX_CHARACTERS:
            break
        for block in document.blocks(index):
            if not isinstance(block, Heading):
                blocks.append(block)
                continue
            if heading is not None and blocks:
                yield heading, blocks
            heading, blocks = (block if block.level > 1 else None), []
    if heading is not None and blocks:
        yield heading, blocks


def _term(document: Document, heading: Heading, blocks: Sequence[Block]) -> Term:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    definition, *rest = paragraphs
    aliases: tuple[str, ...] = ()
    if rest and (also := _ALSO.match(_text(rest[0]))):
        aliases = _aliases(_text(rest.pop(0))[also.end() :])
    return Term(
        _text(heading),
        aliases,
        _text(definition),
        _text(rest[-1]) if rest else "",
        document.slugs[document.heading_at(heading.line)],
        heading.line,
        _last_link(rest[-1] if rest else definition),
    )


def _aliases(text: str) -> tuple[str, ...]:
    names = (name.strip() for name in _COMMA.split(text.removesuffix(".")))
    return tuple(dict.fromkeys(name for name in names if name))


def _last_link(paragraph: Paragraph) -> str:
    """Return where the last link of a paragraph leads, if it is another document of the folder."""
    links = [inline.link for inline in paragraph.inlines if inline.link is not None]
    return links[-1].href if links and _IN_FOLDER.match(links[-1].href) else ""


def _text(block: Heading | Paragraph) -> str:
    return plain_text(block.inlines).replace("\n", " ").strip()
