"""The pages of the shipped library as the tests of the content see them: parsed, counted, listed.

`resources.tsv` and `glossary.tsv` beside this file are derived from the project's fact sheet;
whoever adds an address to `content/` adds its row there. Nothing here imports the package.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parents[1] / "content"
SHARED = HERE.parents[2] / "shared"
"""What lies beside the repository, where it does: the fact sheet and the essay."""
ESSAY_URL = "https://ruudvanasseldonk.com/2024/ai-alignment-starter-pack"
WORDS_A_MINUTE = 230

SECTION_FILES = {
    "what": "01-what-is-ai-alignment.md",
    "danger": "02-why-misalignment-is-dangerous.md",
    "takeoff": "03-hard-and-soft-takeoff.md",
    "ortho": "04-orthogonality-convergence-corrigibility.md",
    "inner": "05-inner-and-outer-goals.md",
    "mesa": "06-deceptively-misaligned-mesa-optimizers.md",
    "evidence": "07-evidence-from-real-systems.md",
    "safety": "08-safety-and-alignment.md",
    "methods": "09-how-alignment-is-attempted.md",
    "interp": "10-looking-inside.md",
    "governance": "11-rules-and-reports.md",
    "sceptics": "12-what-the-sceptics-say.md",
    "view": "13-where-views-differ.md",
    "learn": "14-what-a-reader-can-do.md",
    "further": "15-further-resources.md",
}
CHAPTERS = sorted(SECTION_FILES.values())
PAGES = ["index.md", *CHAPTERS, "glossary.md", "guide.md", "paths.md"]
PARSER = MarkdownIt("commonmark").enable("table")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Resource:
    """One row of `resources.tsv`."""

    id: str
    in_seed: bool
    section: str
    title: str
    authors: str
    year: str
    url: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One row of `glossary.tsv`: what the fact sheet says of a word."""

    term: str
    year: str
    url: str
    section: str
    confirmed: bool
    """Whether its first use is sure; otherwise the entry says who used it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page: where it leads, what it says, the text of its block, and whether it
    stands in a bullet of the section Resources."""

    href: str
    text: str
    block: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs, list items and table cells directly under it."""

    level: int
    title: str
    slug: str
    blocks: tuple[Token, ...]

    def texts(self) -> list[str]:
        """What a reader sees of each block."""
        return [plain(block) for block in self.blocks]


def is_web(href: str) -> bool:
    """Does the address lead out of the library?"""
    return href.startswith(("http://", "https://"))


def normalized(text: str) -> str:
    """The text with plain quotes and dashes and single spaces, for comparing titles."""
    marks = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")
    return " ".join(text.translate(marks).split())


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a file of tab-separated values with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def resources() -> dict[str, Resource]:
    """The known resources, by address as the parser writes it."""
    return {
        PARSER.normalizeLink(row["url"]): Resource(
            id=row["id"],
            in_seed=row["in_seed"] == "yes",
            section=row["section"],
            title=row["title"],
            authors=row["authors"],
            year=row["year"],
            url=row["url"],
            confirmed=row["confirmed"] == "yes",
        )
        for row in table(HERE / "resources.tsv")
    }


@cache
def terms() -> dict[str, Term]:
    """The known terms of the field, by name."""
    return {
        row["term"]: Term(
            term=row["term"],
            year=row["year"],
            url=PARSER.normalizeLink(row["source_url"]),
            section=row["section"],
            confirmed=row["confirmed"] == "yes",
        )
        for row in table(HERE / "glossary.tsv")
    }


def source(page: str) -> str:
    """The page as it is stored."""
    return (CONTENT / page).read_text(encoding="utf-8")


@cache
def front_matter(page: str) -> dict[str, str]:
    """The fields at the head of a page, quotes round a value removed."""
    match = _FRONT_MATTER.match(source(page))
    assert match, f"{page} has no front matter"
    fields = (line.partition(":") for line in match[1].splitlines())
    return {name.strip(): value.strip().strip('"') for name, _, value in fields}


def parsed(text: str) -> list[Token]:
    """The tokens of a Markdown text without its front matter."""
    return PARSER.parse(_FRONT_MATTER.sub("", text))


@cache
def tokens(page: str) -> list[Token]:
    """The parsed body of a page."""
    return parsed(source(page))


def plain(inline: Token) -> str:
    """What a reader sees of an inline token."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in inline.children or [])


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


@cache
def sections(page: str) -> list[Section]:
    """The sections of a page in reading order, with the anchors that GitHub gives them."""
    found: list[tuple[int, str, str, list[Token]]] = []
    taken: set[str] = set()
    body = tokens(page)
    for place, token in enumerate(body):
        if token.type != "inline":
            continue
        if body[place - 1].type == "heading_open":
            title = plain(token)
            base = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            copies = (base if count == 0 else f"{base}-{count}" for count in range(100))
            slug = next(copy for copy in copies if copy not in taken)
            taken.add(slug)
            found.append((int(body[place - 1].tag[1]), title, slug, []))
        else:
            found[-1][3].append(token)
    return [Section(level, title, slug, tuple(blocks)) for level, title, slug, blocks in found]


def slugs(page: str) -> set[str]:
    """The anchors of the headings of a page."""
    return {section.slug for section in sections(page)}


@cache
def links(page: str) -> list[Link]:
    """Every link of a page, in reading order."""
    found: list[Link] = []
    heading, depth = "", 0
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
            found += [Link(*link, plain(token), listed) for link in inline_links(token)]
    return found


def words(page: str) -> int:
    """The number of words a reader sees on a page."""
    return sum(len(plain(token).split()) for token in tokens(page) if token.type == "inline")


def prose_words(page: str) -> int:
    """The number of words of a chapter, its headings and its list of resources left out."""
    return sum(
        len(text.split())
        for section in sections(page)
        if section.title != "Resources"
        for text in section.texts()
    )
