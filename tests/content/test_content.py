"""The shipped library: its links, titles, times and originality, checked from the files alone.

`resources.tsv` beside this file is derived from the project's fact sheet; whoever adds an address
to `content/` adds its row there. Nothing here imports the project's package.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
ESSAY = ROOT.parent / "shared" / "documents" / "ai-alignment-starter-pack.md"
ESSAY_URL = "https://ruudvanasseldonk.com/2024/ai-alignment-starter-pack"
WORDS_A_MINUTE = 230
FEWEST_WORDS = 400
SHARED_RUN = 5

SECTION_FILES = {
    "what": "01-what-is-ai-alignment.md",
    "danger": "02-why-misalignment-is-dangerous.md",
    "takeoff": "03-hard-and-soft-takeoff.md",
    "ortho": "04-orthogonality-convergence-corrigibility.md",
    "inner": "05-inner-and-outer-goals.md",
    "mesa": "06-deceptively-misaligned-mesa-optimizers.md",
    "safety": "07-safety-and-alignment.md",
    "further": "08-further-resources.md",
    "view": "09-where-views-differ.md",
}
CHAPTERS = sorted(SECTION_FILES.values())
PAGES = ["index.md", *CHAPTERS]
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
PARSER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Resource:
    """One row of `resources.tsv`."""

    id: str
    in_seed: bool
    section: str
    title: str
    authors: str
    url: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page: where it leads, what it says, and whether it stands in a bullet of the
    section Resources."""

    href: str
    text: str
    listed: bool


def normalized(text: str) -> str:
    """The text with plain quotes and dashes and single spaces, for comparing titles."""
    marks = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")
    return " ".join(text.translate(marks).split())


@cache
def resources() -> dict[str, Resource]:
    """The table, by address as the parser writes it."""
    with (Path(__file__).parent / "resources.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        PARSER.normalizeLink(row["url"]): Resource(
            id=row["id"],
            in_seed=row["in_seed"] == "yes",
            section=row["section"],
            title=row["title"],
            authors=row["authors"],
            url=row["url"],
            confirmed=row["confirmed"] == "yes",
        )
        for row in rows
    }


@cache
def front_matter(page: str) -> dict[str, str]:
    """The fields at the head of a page, quotes round a value removed."""
    match = FRONT_MATTER.match((CONTENT / page).read_text(encoding="utf-8"))
    assert match, f"{page} has no front matter"
    fields = (line.partition(":") for line in match[1].splitlines())
    return {name.strip(): value.strip().strip('"') for name, _, value in fields}


@cache
def tokens(page: str) -> list[Token]:
    """The parsed body of a page."""
    return PARSER.parse(FRONT_MATTER.sub("", (CONTENT / page).read_text(encoding="utf-8")))


def plain(inline: Token) -> str:
    """What a reader sees of an inline token."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in inline.children or [])


def words(page: str) -> int:
    """The number of words a reader sees on a page."""
    return sum(len(plain(token).split()) for token in tokens(page) if token.type == "inline")


def headings(page: str) -> list[tuple[int, str]]:
    """The headings of a page: level and text."""
    body = tokens(page)
    return [
        (int(token.tag[1]), plain(body[place + 1]))
        for place, token in enumerate(body)
        if token.type == "heading_open"
    ]


def slugs(page: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    found: set[str] = set()
    for _, text in headings(page):
        base = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        copies = (base if count == 0 else f"{base}-{count}" for count in range(100))
        found.add(next(slug for slug in copies if slug not in found))
    return found


@cache
def links(page: str) -> list[Link]:
    """Every link of a page, in reading order."""
    found: list[Link] = []
    heading = ""
    depth = 0
    body = tokens(page)
    for place, token in enumerate(body):
        if token.type == "heading_open":
            heading = plain(body[place + 1])
        elif token.type == "bullet_list_open":
            depth += 1
        elif token.type == "bullet_list_close":
            depth -= 1
        elif token.type == "inline":
            listed = heading == "Resources" and depth > 0
            found += [Link(href, text, listed) for href, text in inline_links(token)]
    return found


def inline_links(inline: Token) -> Iterator[tuple[str, str]]:
    """The links of an inline token: address and text."""
    href = ""
    text: list[str] = []
    for child in inline.children or []:
        if child.type == "link_open":
            href, text = str(child.attrGet("href") or ""), []
        elif child.type == "link_close":
            yield href, "".join(text)
        else:
            text.append(" " if child.type == "softbreak" else child.content)


def is_web(href: str) -> bool:
    """Does the address lead out of the library?"""
    return href.startswith(("http://", "https://"))


def test_the_library_is_an_index_and_nine_chapters() -> None:
    """The folder holds the ten pages, and the index links to every chapter."""
    assert sorted(path.name for path in CONTENT.glob("*.md")) == sorted(PAGES)
    assert {link.href for link in links("index.md")} >= set(CHAPTERS)


@pytest.mark.parametrize("section", SECTION_FILES)
def test_every_seed_resource_is_listed_in_its_chapter(section: str) -> None:
    """What the essay recommends under a heading is in the Resources list of that chapter."""
    listed = {link.href for link in links(SECTION_FILES[section]) if link.listed}
    expected = {href for href, row in resources().items() if row.in_seed and row.section == section}
    assert expected
    assert expected <= listed


@pytest.mark.parametrize("page", PAGES)
def test_every_web_address_is_known(page: str) -> None:
    """A page links only to addresses of the table, and the index to the essay it follows."""
    known = {*resources(), ESSAY_URL}
    assert [link.href for link in links(page) if is_web(link.href) and link.href not in known] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_address_stands_outside_a_link(page: str) -> None:
    """No bare address hides in the text, and no link definition goes unused."""
    text = (CONTENT / page).read_text(encoding="utf-8")
    hrefs = {link.href for link in links(page)}
    defined = re.findall(r"^\[[^\]^]+\]: +(\S+)$", text, re.MULTILINE)
    assert [url for url in defined if PARSER.normalizeLink(url) not in hrefs] == []
    assert not any("://" in plain(token) for token in tokens(page) if token.type == "inline")


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_listed_resource_bears_its_true_title(page: str) -> None:
    """In a Resources list the text of a link is the title of the work, whole."""
    for link in links(page):
        if link.listed and is_web(link.href):
            assert normalized(link.text) == normalized(resources()[link.href].title)


@pytest.mark.parametrize("page", CHAPTERS)
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
    assert [text for level, text in headings(page) if level == 1] == [front_matter(page)["title"]]


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_has_two_to_five_sections_and_ends_with_resources(page: str) -> None:
    """The sections of a chapter are few, and the last one is Resources."""
    sections = [text for level, text in headings(page) if level > 1]
    assert 2 <= len(sections) <= 5
    assert sections[-1] == "Resources"


@pytest.mark.parametrize("page", PAGES)
def test_the_stated_minutes_are_honest(page: str) -> None:
    """The stated reading time is within a fifth, or one minute, of the words at 230 a minute."""
    expected = words(page) / WORDS_A_MINUTE
    assert abs(int(front_matter(page)["minutes"]) - expected) <= max(1, expected / 5)


@pytest.mark.parametrize("page", PAGES)
def test_there_is_no_raw_html(page: str) -> None:
    """The pages are Markdown throughout, since a terminal shows no HTML."""
    inner = [child for token in tokens(page) for child in token.children or []]
    assert [t.content for t in [*tokens(page), *inner] if t.type.startswith("html_")] == []


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_has_something_to_say(page: str) -> None:
    """A chapter is 400 words or more."""
    assert words(page) >= FEWEST_WORDS


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Every run of five consecutive words of a text, its case and punctuation ignored."""
    found = re.findall(r"[^\W_]+(?:'[^\W_]+)*", normalized(text).lower())
    return {tuple(found[start : start + SHARED_RUN]) for start in range(len(found) - 4)}


def own_passages(page: str) -> Iterator[str]:
    """The passages of a page that must be its own: headings, titles of works, code and the names
    of authors separate them."""
    title_texts = {normalized(row.title) for row in resources().values()}
    authors = ", ".join(row.authors for row in resources().values())
    names = {name.strip() for name in re.split(r"[,;:()]| and ", authors) if " " in name.strip()}
    names_pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    body = tokens(page)
    for place, token in enumerate(body):
        if token.type != "inline" or body[place - 1].type == "heading_open":
            continue
        text = plain(token)
        for _, link_text in inline_links(token):
            if normalized(link_text) in title_texts:
                text = text.replace(link_text, "\n")
        for child in token.children or []:
            if child.type == "code_inline":
                text = text.replace(child.content, "\n")
        yield from re.split(rf"\n|{names_pattern}", text)


def essay_passages() -> Iterator[str]:
    """The passages of the essay, with the HTML comments inside its words taken out."""
    source = FRONT_MATTER.sub("", ESSAY.read_text(encoding="utf-8"))
    for token in PARSER.parse(re.sub(r"<!--.*?-->|</?abbr>", "", source, flags=re.DOTALL)):
        if token.type == "inline":
            yield plain(token)


@pytest.mark.skipif(not ESSAY.exists(), reason="the essay is not at hand")
@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_taken_from_the_essay(page: str) -> None:
    """No five consecutive words are shared with the essay, outside titles and names."""
    theirs = {run for passage in essay_passages() for run in runs_of(passage)}
    ours = {run for passage in own_passages(page) for run in runs_of(passage)}
    assert len(theirs) > 1000
    assert sorted(" ".join(run) for run in ours & theirs) == []
