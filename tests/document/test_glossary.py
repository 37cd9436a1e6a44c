"""Glossaries: what of a document is a term, and which words lead to it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.content import test_glossary as shipped
from tests.samples import ROOT, open_text
from tui_reader.document import glossary as module
from tui_reader.document.document import Document
from tui_reader.document.glossary import Glossary, Term, read_glossary
from tui_reader.document.safe import safe
from tui_reader.document.source import read

TEXT = """\
---
title: Glossary
---

# Glossary

What the words mean.

## M

### *Mesa*-optimizer

An optimizer, found by
**another** one.

Also: mesa-optimiser, inner optimizer.

Introduced by E. H., [2019](https://x.org/a). Taught in [Inner goals](05-inner.md#goals).

### Model

Plain.

## R

- no term

### RLHF (reinforcement learning from human feedback)

Learning from [judges](06-judges.md).

## Recall

> not a paragraph

Text.

# End

Not under a term.
"""


def terms_of(text: str) -> dict[str, Term]:
    """Return the terms of a glossary by name."""
    return {term.name: term for term in read_glossary(open_text(text)).terms}


def test_a_term_has_all_its_parts() -> None:
    """Definition, other names, credit, where it stands and where it is taught; no markup."""
    assert terms_of(TEXT)["Mesa-optimizer"] == Term(
        "Mesa-optimizer",
        ("mesa-optimiser", "inner optimizer"),
        "An optimizer, found by another one.",
        "Introduced by E. H., 2019. Taught in Inner goals.",
        "mesa-optimizer",
        10,
        "05-inner.md#goals",
    )
    assert terms_of(TEXT)["Model"] == Term("Model", (), "Plain.", "", "model", 19)


def test_headings_with_a_paragraph_are_terms() -> None:
    """Of the second level and below; others are groups."""
    assert list(terms_of(TEXT)) == ["Mesa-optimizer", "Model", LONG_NAME]
    assert terms_of(TEXT)[LONG_NAME].taught == "06-judges.md"


def test_terms_directly_below_the_title() -> None:
    """Letters as groups are not needed, nor is a title; a deep heading is a term as well."""
    assert list(terms_of("## A\n\nOne.\n\n## B\n\n###### C\n\nTwo.\n")) == ["A", "C"]


@pytest.mark.parametrize(
    ("href", "taught"),
    [
        ("a.md", "a.md"),
        ("sub/a.md#x", "sub/a.md#x"),
        ("https://x.org", ""),
        ("mailto:a@x.org", ""),
        ("//x.org", ""),
        ("#other", ""),
    ],
)
def test_taught_is_another_document(href: str, taught: str) -> None:
    """A web address at the end is a source, an anchor alone a cross-reference."""
    (term,) = terms_of(f"## A\n\nOne.\n\nFrom [b](b.md) and [this]({href}).\n").values()
    assert term.taught == taught


LONG_NAME = "RLHF (reinforcement learning from human feedback)"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("mesa optimizers", "Mesa-optimizer"),
        ("“Mesa-Optimiser’s”", "Mesa-optimizer"),
        ("inner optimizer", "Mesa-optimizer"),
        ("rlhf", LONG_NAME),
        ("reinforcement learning from human feedback", LONG_NAME),
        ("model", "Model"),
        ("the model", None),
        ("mode", None),
        ("", None),
        ("s", None),
    ],
)
def test_finds_a_term(words: str, name: str | None) -> None:
    """By its name, an alias, an abbreviation in brackets, in any spelling; else nothing."""
    term = read_glossary(open_text(TEXT)).find(words)
    assert (term.name if term else None) == name


def test_a_name_counts_for_more_than_an_alias() -> None:
    """Whatever comes first; of two terms with one name the first is found."""
    glossary = read_glossary(
        open_text("## A\n\nOne.\n\nAlso: B\n\n## B\n\nTwo.\n\n## b\n\nThree.\n")
    )
    assert [term.anchor for term in glossary.terms] == ["a", "b", "b-1"]
    for word in ("B", "b"):
        found = glossary.find(word)
        assert found is not None
        assert found.definition == "Two."


def test_a_document_of_other_kind_has_no_terms() -> None:
    """An empty one, a text without headings, a table of contents."""
    for text in ("", "text", "# A\n\ntext\n", "# A\n\n## B\n\n- x\n"):
        glossary = read_glossary(open_text(text))
        assert glossary.terms == ()
        assert glossary.find("text") is None


def test_what_comes_out_is_safe() -> None:
    """Control characters, hard breaks and HTML do not get through."""
    (term,) = terms_of("## A\x1b[31m\n\nOne  \ntwo\x07 <b>three</b>\n\nFrom&#27;\n").values()
    assert term.name == "A␛[31m"
    assert term.definition == "One two␇ three"
    for text in (term.name, term.definition, term.credit):
        assert text == safe(text)


def test_a_glossary_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of enormous length is not read to its end."""
    text = "".join(f"## Word{number}\n\nMeaning.\n\n" for number in range(400))
    monkeypatch.setattr(module, "MAX_TERMS", 300)
    assert len(read_glossary(open_text(text)).terms) == 300
    monkeypatch.setattr(module, "MAX_CHARACTERS", 2000)
    document = open_text(text)
    assert 50 < len(read_glossary(document).terms) < 300


def test_knows_itself(tmp_path: Path) -> None:
    """By its file."""
    (tmp_path / "glossary.md").write_text(TEXT)
    document = Document(read(tmp_path / "glossary.md"))
    glossary = read_glossary(document)
    assert glossary.is_in(Document(read(tmp_path / "glossary.md")))
    assert not glossary.is_in(open_text(TEXT))
    assert not Glossary(()).is_in(open_text(TEXT))


@given(strategies.documents)
def test_any_text_is_read(text: str) -> None:
    """Each term is found by its name, and has a definition."""
    glossary = read_glossary(open_text(text))
    for term in glossary.terms:
        assert "\n" not in term.definition + term.name
        found = glossary.find(term.name)
        assert found is not None
        assert found.name.lower() == term.name.lower()


@given(st.text("abAB -s'(). ", max_size=30))
def test_any_word_may_be_asked_for(words: str) -> None:
    """And whatever is found in it is found alone."""
    glossary = read_glossary(open_text("## Ab ba\n\nx\n\nAlso: b\n\n## A (AB)\n\ny\n"))
    for start, end, term in glossary.uses(words):
        assert glossary.find(words[start:end]) is term
    assert glossary.find(words) in (None, *glossary.terms)


def test_the_shipped_glossary_is_read_as_its_tests_read_it() -> None:
    """Every term with its definition, aliases, credit and teacher."""
    read_terms = read_glossary(Document(read(ROOT / "content" / "glossary.md"))).terms
    assert [
        (term.name, term.definition, term.aliases, term.credit, term.taught) for term in read_terms
    ] == [
        (entry.term, entry.definition, entry.also, entry.credit, entry.taught)
        for entry in shipped.entries().values()
    ]
