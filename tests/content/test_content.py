"""The chapters of the shipped library: their links, lists, titles and times."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest

from tests.content.pages import (
    CHAPTERS,
    CONTENT,
    ESSAY_URL,
    HERE,
    PAGES,
    PARSER,
    SECTION_FILES,
    SHARED,
    WORDS_A_MINUTE,
    front_matter,
    inline_links,
    is_web,
    links,
    normalized,
    plain,
    prose_words,
    resources,
    sections,
    slugs,
    source,
    table,
    terms,
    tokens,
    words,
)

FACTS = SHARED / "facts"
ESSAYS_RESOURCES = 34


def test_the_library_is_an_index_chapters_glossary_paths_and_guide() -> None:
    """The folder holds these pages and no other, and the index links to each of them."""
    assert sorted(path.name for path in CONTENT.glob("*.md")) == sorted(PAGES)
    assert {link.href for link in links("index.md")} >= {*PAGES} - {"index.md"}


@pytest.mark.skipif(not FACTS.exists(), reason="the fact sheet is not at hand")
def test_the_tables_say_what_the_fact_sheet_says() -> None:
    """Every row is the fact sheet's, but unconfirmed works lose their author and their year."""
    sheet = {row["id"]: row for row in table(FACTS / "resources.tsv")}
    for row in table(HERE / "resources.tsv"):
        same = {"in_seed", "section", "url", "confirmed"}
        if row["confirmed"] == "yes":
            same |= {"title", "authors", "year"}
        assert {key: row[key] for key in same} == {key: sheet[row["id"]][key] for key in same}
    known = {
        (row["year"], row["source_url"], row["section"], row["confirmed"])
        for row in table(FACTS / "glossary.tsv")
    }
    for row in table(HERE / "glossary.tsv"):
        assert (row["year"], row["source_url"], row["section"], row["confirmed"]) in known, row


@pytest.mark.parametrize("section", SECTION_FILES)
def test_every_resource_is_listed_in_its_chapter(section: str) -> None:
    """What the essay recommends under a heading, and what has joined it since, is in the Resources
    list of that chapter; works of a neighbouring subject may stand in either."""
    everywhere = {link.href for page in CHAPTERS for link in links(page) if link.listed}
    listed = {link.href for link in links(SECTION_FILES[section]) if link.listed}
    rows = {href: row for href, row in resources().items() if row.section == section}
    assert rows
    assert {href for href, row in rows.items() if row.in_seed} <= listed
    assert set(rows) <= everywhere


def test_all_resources_of_the_essay_are_known() -> None:
    """The table holds the whole list."""
    assert sum(row.in_seed for row in resources().values()) == ESSAYS_RESOURCES


@pytest.mark.parametrize("page", PAGES)
def test_every_web_address_is_known_and_well_formed(page: str) -> None:
    """A page links only to addresses of the tables, and the index to the essay it follows."""
    known = {*resources(), *(term.url for term in terms().values()), ESSAY_URL}
    for link in links(page):
        if not is_web(link.href):
            continue
        assert link.href in known
        parts = urlsplit(link.href)
        assert "." in (parts.hostname or "")
        assert not re.search(r"[\s<>\"]", link.href)


@pytest.mark.parametrize("page", PAGES)
def test_no_address_stands_outside_a_link(page: str) -> None:
    """No bare address hides in the text, and no link definition goes unused."""
    hrefs = {link.href for link in links(page)}
    defined = re.findall(r"^\[[^\]^]+\]: +(\S+)$", source(page), re.MULTILINE)
    assert [url for url in defined if PARSER.normalizeLink(url) not in hrefs] == []
    assert not any("://" in plain(token) for token in tokens(page) if token.type == "inline")


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_listed_resource_bears_its_title_author_and_year(page: str) -> None:
    """In a Resources list the text of a link is the title of the work, whole; its first author and
    its year follow, and a sentence on why to read it."""
    for link in links(page):
        if not link.listed or not is_web(link.href):
            continue
        row = resources()[link.href]
        assert normalized(link.text) == normalized(row.title)
        rest = link.block.replace(link.text, "", 1)
        first = re.split(r"[,;(]| and ", row.authors)[0].strip()
        if first not in {"", "Bankless", "ARENA"}:
            assert first in rest
        year = re.search(r"\d{4}", row.year)
        assert year is None or year[0] in rest
        assert re.search(r"\. .{15,}\.$", rest), link.block


@pytest.mark.parametrize("page", PAGES)
def test_an_unconfirmed_resource_gets_no_author_and_no_year(page: str) -> None:
    """A resource seen only in the essay is described, and neither dated nor attributed."""
    for token in tokens(page):
        if token.type != "inline":
            continue
        for href, text in inline_links(token):
            row = resources().get(href)
            if row and not row.confirmed:
                assert row.authors == ""
                rest = plain(token).replace(text, "")
                assert not re.search(r"\b(19|20)\d\d\b|Alexander|Reddit", rest)


@pytest.mark.parametrize("page", PAGES)
def test_relative_links_resolve(page: str) -> None:
    """A link within the library leads to a page that exists and to a heading on it."""
    for link in links(page):
        if is_web(link.href):
            continue
        target, _, anchor = unquote(link.href).partition("#")
        assert (target or page) in PAGES, link.href
        assert not anchor or anchor in slugs(target or page), link.href


@pytest.mark.parametrize("page", PAGES)
def test_the_title_is_the_one_top_heading(page: str) -> None:
    """Front matter and heading agree on the title, and there is one heading of the first level."""
    tops = [section.title for section in sections(page) if section.level == 1]
    assert tops == [front_matter(page)["title"]]


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_has_a_few_sections_and_ends_with_resources(page: str) -> None:
    """The sections of a chapter are two to six, and the last one is Resources."""
    titles = [section.title for section in sections(page) if section.level > 1]
    assert 2 <= len(titles) <= 6
    assert titles[-1] == "Resources"


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_is_an_essay_of_moderate_length(page: str) -> None:
    """A chapter has 400 to 900 words of its own, apart from what it lists."""
    assert 400 <= prose_words(page) <= 900


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_cites_what_it_says(page: str) -> None:
    """The text itself links out or across, not only the list at its end."""
    assert sum(not link.listed for link in links(page)) >= 5


@pytest.mark.parametrize("page", PAGES)
def test_the_stated_minutes_are_honest(page: str) -> None:
    """The stated reading time is within a fifth of the words at 230 a minute."""
    expected = words(page) / WORDS_A_MINUTE
    assert abs(int(front_matter(page)["minutes"]) - expected) <= expected / 5


@pytest.mark.parametrize("page", PAGES)
def test_there_is_no_raw_html(page: str) -> None:
    """The pages are Markdown throughout, since a terminal shows no HTML."""
    inner = [child for token in tokens(page) for child in token.children or []]
    assert [t.content for t in [*tokens(page), *inner] if t.type.startswith("html_")] == []
