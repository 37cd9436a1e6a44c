"""The glossary: its form, which the reader parses, and that each word is taught where it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from tests.content.pages import (
    CHAPTERS,
    SECTION_FILES,
    inline_links,
    is_web,
    links,
    plain,
    sections,
    slugs,
    terms,
)

PAGE = "glossary.md"
UNSOURCED = {"Artificial general intelligence"}
"""Words whose origin is known but for which the fact sheet has no address."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the glossary."""

    term: str
    definition: str
    also: tuple[str, ...]
    credit: str
    sources: tuple[str, ...]
    taught: str

    def names(self) -> tuple[str, ...]:
        """The term and its aliases."""
        return (self.term, *self.also)


@cache
def entries() -> dict[str, Entry]:
    """The glossary by term: a definition, perhaps a line `Also:`, and a last paragraph that says
    who introduced the word and links to where it is taught."""
    found: dict[str, Entry] = {}
    for section in sections(PAGE):
        if section.level != 3:
            continue
        definition, *middle, last = section.blocks
        assert len(middle) <= 1, section.title
        also = plain(middle[0]) if middle else "Also: "
        assert also.startswith("Also: "), section.title
        hrefs = [href for href, _ in inline_links(last)]
        found[section.title] = Entry(
            term=section.title,
            definition=plain(definition),
            also=tuple(name for name in also.removeprefix("Also: ").split(", ") if name),
            credit=plain(last),
            sources=tuple(href for href in hrefs if is_web(href)),
            taught=hrefs[-1],
        )
    return found


def is_used(name: str, text: str) -> bool:
    """Does the text use the name, in any case, its plural included, spaces and hyphens alike?"""
    pattern = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", name))
    return re.search(rf"(?<!\w){pattern}s?(?!\w)", text, re.IGNORECASE) is not None


def test_there_are_eighty_terms_and_more_in_alphabetical_order() -> None:
    """Every known term has its entry, under the letter it begins with."""
    assert len(entries()) >= 80
    assert set(entries()) == set(terms())
    assert list(entries()) == sorted(entries(), key=str.lower)
    letter = ""
    for section in sections(PAGE):
        if section.level == 2:
            letter = section.title
        elif section.level == 3:
            assert section.title[0].upper() == letter


def test_no_two_terms_share_a_name() -> None:
    """A word leads to one entry, whether by its heading or by another spelling."""
    names = [name.lower() for entry in entries().values() for name in entry.names()]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("term", terms())
def test_a_definition_is_short(term: str) -> None:
    """One to three sentences."""
    definition = entries()[term].definition
    assert 1 <= len(re.findall(r"[.!?](?= [A-Z]|$)", definition)) <= 3
    assert len(definition.split()) <= 60


@pytest.mark.parametrize("term", terms())
def test_a_term_says_where_it_comes_from(term: str) -> None:
    """The source is the fact sheet's, with its year; an unsure first use is called a use."""
    entry, known = entries()[term], terms()[term]
    for year in re.findall(r"\d{4}", known.year):
        assert year in entry.credit
    if term in UNSOURCED:
        assert entry.sources == ()
    else:
        assert known.url in entry.sources
    if not known.confirmed:
        assert not re.search(r"\b(Introduced|Coined|Named|Invented)\b", entry.credit)


@pytest.mark.parametrize("term", terms())
def test_a_term_is_used_where_it_is_taught(term: str) -> None:
    """The section that the entry names uses the word, by one of its spellings, and belongs to the
    chapter of its subject."""
    entry = entries()[term]
    page, _, anchor = entry.taught.partition("#")
    assert page == SECTION_FILES[terms()[term].section]
    assert anchor in slugs(page)
    (section,) = [section for section in sections(page) if section.slug == anchor]
    assert section.title != "Resources"
    text = " ".join(section.texts())
    assert any(is_used(name, text) for name in entry.names())


def test_every_chapter_of_ideas_teaches_terms() -> None:
    """The glossary reaches the chapters up to the sceptics; the last three only use its words."""
    taught = {link.href.partition("#")[0] for link in links(PAGE) if not is_web(link.href)}
    assert taught == set(CHAPTERS[:12])
