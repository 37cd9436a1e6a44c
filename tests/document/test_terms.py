"""Where a document uses the terms of a glossary."""

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.content.pages import CHAPTERS, PAGES
from tests.samples import ROOT, all_blocks, open_text
from tui_reader.document.document import Document
from tui_reader.document.glossary import Glossary, Term, read_glossary
from tui_reader.document.model import leaf_texts
from tui_reader.document.parse import Parser
from tui_reader.document.source import Source, read
from tui_reader.document.terms import SECTION_CHUNKS, TermUse, first_uses, uses_between


def glossary_of(*names: str, path: Path | None = Path("lib/glossary.md")) -> Glossary:
    """Return a glossary of terms with the given names."""
    return Glossary(tuple(Term(name, (), "What it is.", "", name, 0) for name in names), path)


GLOSSARY = glossary_of("alignment", "deceptive alignment", "reward model", "circuit")
CONTENT = ROOT / "content"


def shown(document: Document, uses: list[TermUse]) -> list[str]:
    """Return the stretches of the text at which the uses are."""
    texts = {
        (use.chunk, use.block): "\n".join(leaf_texts(document.blocks(use.chunk)[use.block]))
        for use in uses
    }
    return [texts[use.chunk, use.block][use.offset :][: use.length] for use in uses]


def firsts(text: str, glossary: Glossary = GLOSSARY) -> list[str]:
    """Return the first uses in a text."""
    document = open_text(text)
    return shown(document, first_uses(document, glossary))


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Alignment, *align*ment, alignment.", ["Alignment"]),
        ("Deceptive\nalignment and alignment.", ["Deceptive alignment", "alignment"]),
        ("*reward*-models", ["reward-models"]),
        ("- one\n- circuits\n  > circuit", ["circuits"]),
        ("| a | b |\n|---|---|\n| x | circuit |\n| alignment | |", ["circuit", "alignment"]),
        ("text[^1]\n\n[^1]: Of circuits.", ["circuits"]),
        ("circuit[^1]\n\n[^1]: x", ["circuit"]),
        ("See the [circuits](https://x.org) and circuits", ["circuits"]),
        ("", []),
    ],
)
def test_the_first_use_counts(text: str, uses: list[str]) -> None:
    """In any kind of text, once."""
    assert firsts(text) == uses


@pytest.mark.parametrize(
    "text",
    [
        "# Alignment",
        "Alignment\n===",
        "> ## Alignment",
        "`alignment`",
        "```\nalignment\n```",
        "    alignment",
        "![alignment](x.png)",
        "<kbd>circuit</kbd>",
        "`reward` model",
        "[alignment](glossary.md#alignment)",
        "[**alignment** here](../lib/Glossary.md)",
        "- [On alignment](https://x.org)",
        "1. [On *alignment*](a.md), a book",
        "---\ntitle: Alignment\n---\nno heading",
    ],
)
def test_what_is_passed_over(text: str) -> None:
    """Headings, code, images, links to the glossary, titles at the beginning of items."""
    assert firsts(text) == []
    assert firsts(f"{text}\n\nAlignment\n")[:1] == ["Alignment"]


def test_an_item_counts_behind_its_title() -> None:
    """What is said of a work is text."""
    assert firsts("- [On alignment](https://x.org), on alignment and circuits.") == [
        "alignment",
        "circuits",
    ]


def test_each_section_starts_anew() -> None:
    """The text under one heading up to the next, whatever their levels."""
    text = "circuit\n\n# A\n\ncircuits\n\ncircuit\n\n### B\n\nCIRCUIT\n\n# C\n\n> # D\n\ncircuit\n"
    document = open_text(text)
    uses = first_uses(document, GLOSSARY)
    assert shown(document, uses) == ["circuit", "circuits", "CIRCUIT", "circuit"]


def test_whether_a_use_is_a_link_is_known() -> None:
    """So that it can be shown as one."""
    document = open_text(
        "A [reward *model*](https://x.org), a circuit, [x](a.md)-[circuit](b.md)\n"
    )
    uses = uses_between(document, GLOSSARY, 0, 0)
    assert [(use.offset, use.length, use.is_link) for use in uses] == [
        (2, 12, True),
        (18, 7, False),
        (29, 7, True),
    ]


def test_the_glossary_marks_nothing_in_itself(tmp_path: Path) -> None:
    """A reader can ask there all the same."""
    path = tmp_path / "glossary.md"
    path.write_text("## A\n\nOf B.\n\n## B\n\nOf A.\n")
    glossary = read_glossary(Document(read(path)))
    assert first_uses(Document(read(path)), glossary) == []
    (use,) = uses_between(Document(read(path)), glossary, 0, 1)
    assert use.term.name == "B"
    assert first_uses(open_text("a and b"), glossary) != []


def test_nothing_is_parsed_without_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose glossary is no glossary pays nothing."""
    monkeypatch.delattr(Parser, "parse")
    assert first_uses(open_text("alignment"), glossary_of()) == []


def test_every_use_in_a_stretch() -> None:
    """All that touch it, in headings and links to the glossary too, not in code."""
    document = open_text(
        "# Circuits\n\nA circuit, `circuit`, a [circuit](glossary.md#circuit), circuits.\n"
    )
    assert shown(document, uses_between(document, GLOSSARY, 0, 0)) == ["Circuits"]
    uses = uses_between(document, GLOSSARY, 0, 1)
    assert [use.offset for use in uses] == [2, 22, 31]
    assert uses_between(document, GLOSSARY, 0, 1, 8, 22) == uses[:2]
    assert uses_between(document, GLOSSARY, 0, 1, 9, 21) == []
    assert uses_between(document, GLOSSARY, 0, 1, 30, 30) == []
    assert uses_between(document, GLOSSARY, 0, 1, 31) == uses[2:]


def test_uses_in_lists_and_tables_are_where_the_block_has_them() -> None:
    """Offsets go through all leaves of a block, code and cells included."""
    code = "  ```\n  code circuit\n\n  x\n  ```\n\n"
    document = open_text(f"- a\n\n{code}  ---\n\n  circuit\n\n  | a | circuit |\n  |---|---|\n")
    (block,) = all_blocks(document)
    uses = uses_between(document, GLOSSARY, 0, 0)
    assert shown(document, uses) == ["circuit", "circuit"]
    assert "\n".join(leaf_texts(block))[: uses[0].offset].endswith("code circuit\n\nx\n\n")


LONG = "# A\n\n" + "Words about a circuit.\n\n" * 3000


@pytest.mark.parametrize("text", [LONG, "circuit\n\n" + "# A\n\ncircuit\n\ncircuit\n\n" * 600])
def test_a_part_of_a_document_is_as_the_whole(text: str) -> None:
    """Whichever chunks are asked for."""
    document = open_text(text)
    whole = first_uses(document, GLOSSARY)
    last = len(document.chunks) - 1
    assert last > 2 * SECTION_CHUNKS
    for first in (0, 1, 5, SECTION_CHUNKS - 1, SECTION_CHUNKS, SECTION_CHUNKS + 1, last):
        for end in (first, first + 1, first + SECTION_CHUNKS):
            expected = [use for use in whole if first <= use.chunk <= end]
            assert first_uses(document, GLOSSARY, first, min(end, last)) == expected
    assert first_uses(document, GLOSSARY, last + 1, last) == []


def test_a_part_costs_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A section without end is not parsed from its beginning, nor scanned to its end."""
    document = Document(Source(LONG * 30, "long.md"))
    parsed: list[object] = []
    original = Parser.parse
    monkeypatch.setattr(Parser, "parse", lambda *args: parsed.append(args) or original(*args))
    assert len(first_uses(document, GLOSSARY, 0, 1)) == 1
    assert len(parsed) == 2
    assert not document.is_complete
    document.complete()
    parsed.clear()
    first_uses(document, GLOSSARY, 100, 101)
    assert len(parsed) <= SECTION_CHUNKS + 1


_SENTENCES = st.lists(
    st.sampled_from(["alignment", "deceptive alignment", "circuits", "words", "*circuit*", "`x`"])
).map(" ".join)


@given(strategies.documents, _SENTENCES, strategies.documents)
def test_uses_are_where_they_say(before: str, sentence: str, after: str) -> None:
    """In any document the text at a use is its term, and no two uses overlap."""
    names = ("alignment", "deceptive alignment", "circuit", "qa")
    glossary = glossary_of(*names)
    document = open_text(f"{before}\n\n{sentence}\n\n{after}\n")
    every: list[TermUse] = []
    for chunk in range(len(document.chunks)):
        for block in range(len(document.blocks(chunk))):
            every += uses_between(document, glossary, chunk, block)
    for use, text in zip(every, shown(document, every), strict=True):
        assert glossary.find(text) is use.term
    places = [(use.chunk, use.block, use.offset, use.offset + use.length) for use in every]
    assert all(a[:2] != b[:2] or a[3] <= b[2] for a, b in pairwise(places))
    marked = first_uses(document, glossary)
    assert set(marked) <= set(every)
    assert marked == sorted(marked, key=every.index)
    if "alignment" in sentence.replace("deceptive alignment", ""):
        assert any(use.term.name == "alignment" for use in marked)


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    """The glossary that ships."""
    return read_glossary(Document(read(CONTENT / "glossary.md")))


def test_every_shipped_term_is_marked_where_it_is_taught(shipped: Glossary) -> None:
    """The section that an entry names has a use of it."""
    marked: set[tuple[str, str]] = set()
    for page in CHAPTERS:
        document = Document(read(CONTENT / page))
        for use in first_uses(document, shipped):
            line = document.chunks[use.chunk].line
            block = document.blocks(use.chunk)[use.block]
            heading = document.heading_at(max(line, block.line))
            marked.add((f"{page}#{document.slugs[heading]}", use.term.name))
    assert {(term.taught, term.name) for term in shipped.terms} <= marked


def timed(action: Callable[[], object]) -> float:
    """Return the seconds of processor time that something takes, the best of five."""
    times: list[float] = []
    for _ in range(5):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("page", PAGES)
def test_a_chapter_takes_no_time(shipped: Glossary, page: str) -> None:
    """Finding the terms costs less than half of parsing the text."""
    source = read(CONTENT / page)
    document = Document(source)
    assert (
        timed(lambda: first_uses(document, shipped))
        < timed(lambda: all_blocks(Document(source))) / 2
    )
