"""The words themselves: original, not repeated, and spelled as British English is with -ize."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.content.pages import (
    PAGES,
    SHARED,
    front_matter,
    inline_links,
    normalized,
    parsed,
    plain,
    resources,
    tokens,
)

ESSAY = SHARED / "documents" / "ai-alignment-starter-pack.md"
SHARED_RUN = 5
DICTIONARIES = "clear,rare,en_to_en-OX"
RIGHT = "covert,theses"
"""Words that the dictionary of rare words takes for slips."""


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Every run of five consecutive words of a text, its case and punctuation ignored."""
    found = words_of(text)
    return {tuple(found[start : start + SHARED_RUN]) for start in range(len(found) - 4)}


def words_of(text: str) -> list[str]:
    """The words of a text, its case and punctuation ignored."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", normalized(text).lower())


def own_passages(page: str) -> Iterator[str]:
    """The passages of a page that must be its own: headings, titles of works and chapters, code,
    the names of authors and the other spellings of a term separate them."""
    titles = {normalized(row.title) for row in resources().values()}
    titles |= {front_matter(other)["title"] for other in PAGES}
    authors = ", ".join(row.authors for row in resources().values())
    names = {name.strip() for name in re.split(r"[,;:()]| and ", authors) if " " in name.strip()}
    names_pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    body = tokens(page)
    for place, token in enumerate(body):
        if token.type != "inline" or body[place - 1].type == "heading_open":
            continue
        text = plain(token)
        if page == "glossary.md" and text.startswith("Also: "):
            continue
        for _, link_text in inline_links(token):
            if normalized(link_text) in titles:
                text = text.replace(link_text, "\n")
        for child in token.children or []:
            if child.type == "code_inline":
                text = re.sub(rf"(?<![\w']){re.escape(child.content)}(?!\w)", "\n", text)
        yield from re.split(rf"\n|{names_pattern}", text)


def essay_passages() -> Iterator[str]:
    """The passages of the essay, with the HTML comments inside its words taken out."""
    text = re.sub(r"<!--.*?-->|</?abbr>", "", ESSAY.read_text(encoding="utf-8"), flags=re.DOTALL)
    for token in parsed(text):
        if token.type == "inline":
            yield plain(token)


def sentences(page: str) -> set[tuple[str, ...]]:
    """The sentences of a page, those of up to seven words left out: credits of works repeat."""
    found = (
        tuple(words_of(sentence))
        for passage in own_passages(page)
        for sentence in re.split(r"[.!?:](?=\s|$)", passage)
    )
    return {sentence for sentence in found if len(sentence) > 7}


@pytest.mark.skipif(not ESSAY.exists(), reason="the essay is not at hand")
@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_taken_from_the_essay(page: str) -> None:
    """No five consecutive words are shared with the essay, outside titles and names."""
    theirs = {run for passage in essay_passages() for run in runs_of(passage)}
    ours = {run for passage in own_passages(page) for run in runs_of(passage)}
    assert len(theirs) > 1000
    assert sorted(" ".join(run) for run in ours & theirs) == []


def test_no_two_pages_share_a_sentence() -> None:
    """Each thing is said once."""
    said = {page: sentences(page) for page in PAGES}
    assert sum(map(len, said.values())) > 500
    shared = {
        (one, other): sorted(" ".join(sentence) for sentence in said[one] & said[other])
        for one, other in combinations(PAGES, 2)
    }
    assert {pages: found for pages, found in shared.items() if found} == {}


def test_the_spelling_is_right(tmp_path: Path) -> None:
    """No known misspelling, and no American spelling; titles and names are as their authors have
    them."""
    for page in PAGES:
        (tmp_path / page).write_text("\n".join(own_passages(page)), encoding="utf-8")
    (tmp_path / "control.md").write_text("Teh color", encoding="utf-8")
    command = [sys.executable, "-m", "codespell_lib", "--builtin", DICTIONARIES, "-L", RIGHT, "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    found = done.stdout.splitlines()
    assert [line for line in found if "control.md" not in line] == []
    assert len(found) == 2, done.stderr
