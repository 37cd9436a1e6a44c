"""`Document`: title, outline, places, and reading time, known before a block is parsed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import SEED, open_text
from tui_reader.document.document import Document
from tui_reader.document.model import TitleBlock
from tui_reader.document.source import Source, read
from tui_reader.errors import NoSuchPlace

SECTIONS = [
    "What is AI alignment?",
    "Why misalignment is dangerous",
    "Hard and soft takeoff",
    "Orthogonality, instrumental convergence, and corrigibility",
    "Inner and outer goals",
    "Deceptively misaligned mesa-optimizers",
    "Safety and alignment",
    "Further resources",
    "My view",
]


def outline_of(document: Document) -> list[tuple[int, str]]:
    """Return level and text of a document's headings."""
    return [
        (heading.level, document.heading_text(index))
        for index, heading in enumerate(document.outline)
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Front\n---\n# Heading\n", "Front"),
        ("---\ntitle: A<!---->I\n---\n", "AI"),
        ("---\ntitle: x\x1b[2J\n---\n", "x\u241b[2J"),
        ("---\nlang: en\n---\n\n# Heading *one*\n", "Heading one"),
        ("# Heading\n\n# Another\n", "Heading"),
        ("\n\nHeading\n===\n", "Heading"),
        ("Text first.\n\n# Heading\n", "sample.md"),
        ("## Second level\n", "sample.md"),
        ("#\n", "sample.md"),
        ("", "sample.md"),
    ],
)
def test_titles(text: str, title: str) -> None:
    """Front matter gives the title, else a top heading at the very start, else the file's name."""
    assert open_text(text).title == title


@pytest.mark.parametrize(
    ("text", "has_title_block"),
    [
        ("---\ntitle: T\n---\n\nText.\n", True),
        ("---\ntitle: T\n---\n", False),
        ("---\ntitle: T\n---\n# Other\n", True),
        ("---\ntitle: The  title\n---\n# the title\n", False),
        ("---\nlang: en\n---\nText.\n", False),
        ("Text.\n", False),
    ],
)
def test_the_title_of_front_matter_is_shown_once(text: str, has_title_block: bool) -> None:
    """A title that the text doesn't open with stands above it; one that it does, doesn't."""
    document = open_text(text)
    blocks = document.blocks(0) if document.chunks else ()
    assert any(isinstance(block, TitleBlock) for block in blocks) == has_title_block


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("---\nminutes: 7\n---\nword\n", 7),
        ("---\nminutes: ?\n---\n" + "word " * 2300, 10),
        ("word " * 230, 1),
        ("", 0),
    ],
)
def test_minutes(text: str, minutes: float) -> None:
    """The time is the stated one, else that of 230 words a minute."""
    assert open_text(text).minutes == pytest.approx(minutes, abs=0.2)


def test_words_are_counted_by_white_space() -> None:
    """The count of words is near that of what white space separates."""
    text = "One two three\nfour five.\n\nSix seven\n"
    assert open_text(text).words == pytest.approx(len(text.split()), abs=2)


def test_the_seed_is_read_as_its_author_means_it(shared: Path) -> None:
    """Title without its comment, date, an estimated time, nine sections with their anchors."""
    document = Document(read(shared / SEED.name))
    assert document.title == "AI alignment starter pack"
    assert document.front_matter.date == "2024-06-09"
    assert 10 < document.minutes < 15
    assert outline_of(document) == [(2, section) for section in SECTIONS]
    assert document.slugs[0] == "what-is-ai-alignment"
    assert document.source.notices == ()
    first = document.blocks(0)[0]
    assert first == TitleBlock("AI alignment starter pack", "2024-06-09", 0)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# a", "a"),
        ("# *a* `b` [c](/d) &amp; e", "a b c & e"),
        ("# A<!---->I", "AI"),
        ("# a\\#", "a#"),
        ("# see https://x.y", "see https://x.y"),
        ("# x\x1b[2J", "x\u241b[2J"),
        ("a\nb\n---", "a b"),
        ("a  \nb\n---", "a b"),
        ("# [/x] [b]", "[/x] [b]"),
    ],
)
def test_heading_texts_have_no_markup(source: str, text: str) -> None:
    """The outline shows text, in one line, safe."""
    assert outline_of(open_text(source))[0][1] == text


def test_heading_at() -> None:
    """A line stands under the last heading before it, or under none."""
    document = open_text("text\n\n# a\n\ntext\n\n## b\ntext")
    assert [document.heading_at(line) for line in range(9)] == [-1, -1, 0, 0, 0, 0, 1, 1, 1]


@given(st.sampled_from(["", "a", "# a\n\nb", "word\n\n" * 2000, "long " * 30_000]), st.floats(0, 1))
def test_shares_and_places_are_inverse(text: str, share: float) -> None:
    """The place at a share of the text lies at that share."""
    document = open_text(text)
    chunk, part = document.at_share(share)
    assert 0 <= part <= 1
    if document.chunks:
        assert document.share_of(chunk, part) == pytest.approx(share, abs=1e-6)


def test_shares_run_from_nothing_to_all() -> None:
    """The start is 0, the end 1, and beyond either there is nothing."""
    document = open_text("word\n\n" * 2000)
    last = len(document.chunks) - 1
    assert document.share_of(0) == 0
    assert document.share_of(last, 1.0) == pytest.approx(1)
    assert document.at_share(-1) == (0, 0)
    assert document.at_share(2) == (last, pytest.approx(1))
    assert [document.share_of(c) for c in range(last)] == sorted(
        document.share_of(c) for c in range(last)
    )


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("Beta", 1),
        ("beta", 1),
        ("  #Beta ", 1),
        ("## beta", 1),
        ("alphabet-soup", 0),
        ("alphabet", 0),
        ("soup", 0),
        ("eta!", 3),
        ("beta-1", 2),
        ("gam", 3),
    ],
)
def test_find_heading(query: str, index: int) -> None:
    """A text or anchor that is the query comes before one that starts with it or holds it."""
    document = open_text("# Alphabet soup\n## Beta\n## Beta\n## Gamma beta!\n")
    assert document.find_heading(query) == index


@pytest.mark.parametrize("query", ["missing", "", "#", "x\x1b[2J"])
def test_a_heading_that_is_not_there_is_told(query: str) -> None:
    """No heading fits: the message names the query, safely, and the document."""
    with pytest.raises(NoSuchPlace, match=r"sample\.md") as caught:
        open_text("## a\n\n## b\n").find_heading(query or " ")
    assert caught.value.message.isprintable()


def test_lines_lie_in_chunks() -> None:
    """Every line is found in the chunk that holds it, those of one long line in its first piece."""
    text = "word\n\n" * 3000 + "long " * 20_000 + "\n\nend\n"
    document = open_text(text)
    for line in (0, 1, 2999, 5999, 6000, 6002, 10**9):
        chunk = document.chunks[document.chunk_of_line(line)]
        start = text.count("\n", 0, chunk.start)
        assert start <= line
        assert line <= max(start, start + chunk.lines) or line > 6002
    assert document.chunks[document.chunk_of_line(6000)].kind.name == "MARKDOWN"


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("a", 1), ("a\n", 1), ("a\n\nb", 3)])
def test_line_count(text: str, lines: int) -> None:
    """Lines are counted as editors do."""
    assert open_text(text).line_count == lines


def test_blocks_are_remembered_but_not_for_ever() -> None:
    """Asking for a chunk again gives equal blocks, however many were asked for in between."""
    document = open_text("word\n\n" * 12_000)
    first = document.blocks(0)
    assert document.blocks(0) is first
    for chunk in range(len(document.chunks)):
        document.blocks(chunk)
    assert document.blocks(0) == first


def test_a_large_document_is_scanned_when_asked_for() -> None:
    """Opening scans the beginning only; what needs the whole completes it."""
    document = Document(Source("# a\n\ntext\n\n" * 20_000, "large.md"))
    assert not document.is_complete
    assert document.blocks(0)
    known = len(document.outline)
    assert document.advance()
    assert len(document.outline) > known
    document.complete()
    assert len(document.outline) == 20_000
    assert document.find_heading("a-19999") == 19_999
