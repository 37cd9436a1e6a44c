"""`scan`: a text cut up is the text, and no cut changes what is read."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.samples import all_blocks, leaves, open_text, plain, sample_texts, whole_parse
from tests.strategies import documents, soup
from tui_reader.document import chunks, depth, model, scan
from tui_reader.document.chunks import Chunk, ChunkKind
from tui_reader.document.document import Document
from tui_reader.document.model import CodeBlock, ItemList, Table, leaf_texts, plain_text
from tui_reader.document.parse import Parser

SAMPLES = dict(sample_texts())


@pytest.fixture(scope="module", autouse=True)
def _many_cuts_and_no_limits() -> object:
    """Cut wherever a cut may be; let the oracle, which cuts nowhere, parse what is nested long."""
    patch = pytest.MonkeyPatch()
    patch.setattr(chunks, "MIN_LINES", 0)
    patch.setattr(depth, "_MAX_NESTED_LINES", 10**9)
    yield
    patch.undo()


def scanned_headings(text: str) -> list[tuple[int, int]]:
    """Return level and line of the headings that the scan finds."""
    return [(mark.level, mark.line) for mark in scan.scan(text).headings]


def parsed_headings(text: str) -> list[tuple[int, int]]:
    """Return level and line of the headings of the top level that a whole parse finds."""
    return [
        (int(token.tag[1]), token.map[0])
        for token in whole_parse(text)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]


def whole_leaves(text: str) -> list[str]:
    """Return the leaf texts of a text that is parsed in one piece."""
    found = scan.scan(text)
    chunk = Chunk(0, len(text), 0, text.count("\n") + 1, 0)
    blocks = Parser(text, replace(found, chunks=(chunk,))).parse(chunk)
    return [leaf for block in blocks for leaf in leaf_texts(block)]


def chunked_leaves(text: str) -> list[str]:
    """Return the leaf texts of a text that is parsed chunk by chunk."""
    found = scan.scan(text)
    parser = Parser(text, found)
    return [leaf for c in found.chunks for block in parser.parse(c) for leaf in leaf_texts(block)]


def code_lines(document: Document) -> list[str]:
    """Return the lines of all code of a document."""
    return [
        plain_text(inlines)
        for block in all_blocks(document)
        for leaf, inlines in model.leaves(block)
        if isinstance(leaf, CodeBlock)
    ]


def assert_covered(text: str, found: Sequence[Chunk]) -> None:
    """Assert that chunks are a text without gap or overlap, closing fences of cut code apart."""
    end = line = 0
    for chunk in found:
        between = text[end : chunk.start]
        assert not between or re.fullmatch(r" {0,3}(?:`{3,}|~{3,})[ \t]*\n?", between)
        assert (chunk.start, chunk.line) >= (end, line)
        assert chunk.line == text.count("\n", 0, chunk.start)
        end, line = chunk.end, chunk.line
    assert not text[end:] or re.fullmatch(r" {0,3}(?:`{3,}|~{3,})[ \t]*\n?", text[end:])


@pytest.mark.parametrize("name", ["headings", "leaves"])
def test_samples_scan_as_they_parse(name: str) -> None:
    """In every sample scan and parse agree on headings, and chunks read as the whole does."""
    pairs = {
        "headings": (scanned_headings, parsed_headings),
        "leaves": (chunked_leaves, whole_leaves),
    }
    ours, oracle = pairs[name]
    assert [sample for sample, text in SAMPLES.items() if ours(text) != oracle(text)] == []


def test_samples_are_covered_by_their_chunks() -> None:
    """No character of a sample is left out or taken twice."""
    for text in SAMPLES.values():
        assert_covered(text, scan.scan(text).chunks)


@given(soup)
def test_headings_of_any_lines_are_those_of_a_whole_parse(text: str) -> None:
    """Whatever lines follow each other, the outline has the headings that the text will show."""
    assert scanned_headings(text) == parsed_headings(text)


@given(soup)
def test_cuts_in_any_lines_change_nothing(text: str) -> None:
    """Whatever lines follow each other, chunk by chunk they read as they do in one piece."""
    assert chunked_leaves(text) == whole_leaves(text)
    assert_covered(text, scan.scan(text).chunks)


@settings(max_examples=60)
@given(documents)
def test_nested_blocks_scan_as_they_parse(text: str) -> None:
    """Blocks nested in any way have the headings, and read, as in one piece."""
    assert scanned_headings(text) == parsed_headings(text)
    assert chunked_leaves(text) == whole_leaves(text)
    assert_covered(text, scan.scan(text).chunks)


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# a\n## b ##\n###### c", [(1, 0), (2, 1), (6, 2)]),
        ("#\n##  ##\n#no\n####### no\n    # no", [(1, 0), (2, 1)]),
        ("a\n===\n\nb\nc\n---", [(1, 0), (2, 3)]),
        ("- a\n---\n> b\n---", []),
        ("```\n# no\n```\n# a", [(1, 3)]),
        ("<!--\n# no\n-->\n# a\n<pre>\n\n# no\n</pre>", [(1, 3)]),
        ("<div>\n# no\n\n# a", [(1, 3)]),
        ("> # no\n- # no\n\n  # no\n\n# a", [(1, 5)]),
        ("- x\n\n # a\n\n- y\n\n  ## no\n\n1. z\n\n   # no\n\n  # b", [(1, 2), (1, 12)]),
        ("- x\n\n ```\n# no\n ```\n", []),
        ("-\n\n   ### a", [(3, 2)]),
        ("| - |\n---\n\n| a | b |\n---", [(2, 3)]),
        ("word\n* * *\n   # a", [(1, 2)]),
        ("[r]: /u\n---\n# a\n\n[r]: /u\na\n===", [(1, 2), (1, 5)]),
        ("[r]:\n/u\n===\n\n[r]: /u\n'title'\n===", []),
        ("[r]:\n---\n\n[r]: /u\n'title' a\n===", [(2, 0), (1, 4)]),
    ],
)
def test_what_is_a_heading(text: str, headings: list[tuple[int, int]]) -> None:
    """Headings of the top level, and only those, are in the outline."""
    assert scanned_headings(text) == parsed_headings(text) == headings


@settings(max_examples=40)
@given(documents)
def test_scanning_in_segments_finds_the_same(text: str) -> None:
    """However little is scanned at a time, the outcome is that of one go."""
    whole = scan.scan(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "SEGMENT_CHARACTERS", 1)
        found = scan.scan(text)
    assert list(found.headings) == list(whole.headings)
    assert replace(found, headings=()) == replace(whole, headings=())


def _words(count: int, a_line: int) -> str:
    lines = (range(i, min(i + a_line, count)) for i in range(0, count, a_line))
    return "\n".join(" ".join(f"word{number}" for number in line) for line in lines)


LONG = {
    "list": "\n".join(f"{n}. item{n}" for n in range(7, 6007)),
    "indented list": "\n".join(f" {n}. item{n}" for n in range(7, 6007)),
    "loose list": "\n\n".join(f"- item{n}" for n in range(6000)),
    "nested list": "- top\n" + "\n".join(f"  - item{n}" for n in range(6000)),
    "table": "| a | b |\n|---|--:|\n" + "\n".join(f"|left{n:04}|{n:04}|" for n in range(6000)),
    "wide table": "|a" * 90 + "|\n" + "|-" * 90 + "|\n" + "|b|c|\n" * 300,
    "fence": "```py\n" + "\n".join(f"code{n}" for n in range(6000)) + "\n```\n\nword\n",
    "open fence": "~~~\n" + "\n".join(f"code{n}" for n in range(6000)),
    "paragraph": _words(30_000, 9),
    "quote": "\n".join(f"> {line}" for line in _words(30_000, 9).split("\n")),
    "html": "<div>\n" + "\n".join(f"text{n}" for n in range(6000)) + "\n</div>\n\nword\n",
    "pre": "<pre>\n" + "\n\n".join(f"text{n}" for n in range(3000)) + "\n</pre>\n\nword\n",
    "definitions": "\n".join(f"[label{n}]: /url" for n in range(6000)) + "\n\nword\n",
    "one line": _words(500_000, 500_000),
    "one word": "q" * 1_000_000,
    "ten thousand quotes": ">" * 10_000 + " word",
    "indented code": "\n".join(f"    code{n}" for n in range(6000)),
    "blank lines": "word\n" + "\n" * 50_000 + "word",
}


@pytest.mark.parametrize("name", LONG)
def test_no_chunk_is_long(name: str) -> None:
    """A text without a place to cut is cut by force; size and count of its chunks have bounds."""
    text = LONG[name]
    found = scan.scan(text).chunks
    assert_covered(text, found)
    written = [chunk for chunk in found if chunk.blank_lines < chunk.lines - 1]
    assert all(chunk.end - chunk.start <= 2 * chunks.MAX_CHARACTERS for chunk in written)
    assert all(chunk.lines <= 2 * chunks.MAX_LINES for chunk in written)
    assert len(found) <= 2 + text.count("\n") // 20 + len(text) // (chunks.PIECE_CHARACTERS // 2)


@pytest.mark.parametrize("name", [name for name in LONG if name not in ("one line", "definitions")])
def test_every_word_of_a_long_block_is_shown(name: str) -> None:
    """Forced cuts lose no word."""
    source = re.sub(r"</?\w+>|```py|^[>~]+|^\|.*\n\|-.*", " ", LONG[name], flags=re.M)
    wanted = re.findall(r"[a-z]+\d*", source)
    shown = re.findall(r"[a-z]+\d*", "\n".join(leaves(open_text(LONG[name]))))
    assert len(shown) >= len(wanted)
    assert set(wanted) <= set(shown) or "".join(wanted) in "".join(shown)


def test_five_megabytes_in_one_line() -> None:
    """A line of 5 MB is some hundred pieces, and every word of it is there."""
    text = "lorem ipsum " * 430_000
    document = open_text(text)
    assert 600 < len(document.chunks) < 1300
    assert sum(leaf.count("ipsum") for leaf in leaves(document)) == 430_000


@pytest.mark.parametrize("name", ["list", "indented list"])
def test_a_long_list_keeps_its_numbers(name: str) -> None:
    """The items of an ordered list are numbered on across forced cuts."""
    document = open_text(LONG[name])
    numbers = [
        item.number
        for chunk in range(len(document.chunks))
        for block in document.blocks(chunk)
        if isinstance(block, ItemList)
        for item in block.items
    ]
    assert len(document.chunks) > 10
    assert numbers == list(range(7, 6007))


def test_numbers_go_on_from_the_first_whatever_the_source_says() -> None:
    """A list written 1. 1. 1. is counted, across forced cuts too."""
    document = open_text("1. x\n" * 2000)
    last = document.blocks(len(document.chunks) - 1)[-1]
    assert isinstance(last, ItemList)
    assert last.items[-1].number == 2000


def test_a_long_table_keeps_its_columns() -> None:
    """Later rows of a table know its header, line up with it and are all there."""
    shown = plain(LONG["table"]).split("\n")
    assert shown[0].split() == ["a", "│", "b"]
    assert len(shown) == 6002
    assert {line.index("│") for line in shown[2:]} == {shown[0].index("│")}
    later = open_text(LONG["table"]).blocks(3)[0]
    assert isinstance(later, Table)
    assert (later.first and later.first.line, later.alignments) == (0, ("", "right"))


@pytest.mark.parametrize("text", ["a\n\n" * 30_000, "# h\n" * 30_000, "\n" * 100_000])
def test_small_blocks_are_gathered(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of many small blocks are not as many as the blocks."""
    monkeypatch.setattr(chunks, "MIN_LINES", 24)
    assert len(scan.scan(text).chunks) <= text.count("\n") // 24 + 1


def test_code_and_html_that_are_cut_go_on_as_such() -> None:
    """The later parts of a fence and of an HTML block are not read as Markdown."""
    fence = scan.scan(LONG["fence"]).chunks
    assert {(chunk.kind, chunk.info) for chunk in fence[1:] if chunk.line < 6000} == {
        (ChunkKind.CODE, "py")
    }
    assert scan.scan(LONG["pre"]).chunks[1].kind is ChunkKind.HTML
    comment = "<!--\n" + "hidden\n" * 1000 + "-->\n\nshown\n"
    assert "hidden" not in plain(comment)
    assert "shown" in plain(comment)


_CODE = [f"{'    ' * (n % 3)}[part{n}]: # {n}" if n % 7 else "" for n in range(1, 3000)]


@pytest.mark.parametrize(
    "before",
    ["Words.\n\n", "# Heading\n", "[^n]: A note.\n\nWords.\n\n", "-\n\n", "***\n", "> quote\n\n"],
)
def test_indented_code_that_is_cut_stays_code(before: str) -> None:
    """Its later parts are read as no Markdown either, whatever stands above it."""
    code = "\n".join(f"    {line}" if line else "" for line in _CODE)
    document = open_text(f"{before}{code}\n\nWords.\n")
    blocks = [block for block in all_blocks(document) if isinstance(block, CodeBlock)]
    assert len(blocks) > 3
    assert [line for block in blocks for line in block.lines if line] == [*filter(None, _CODE)]
    assert all(_CODE[block.line - before.count("\n")] == block.lines[0] for block in blocks)
    assert leaves(document)[-1] == "Words."
    assert not document.outline[1:]


def test_a_long_note_that_is_cut_stays_text() -> None:
    """What is indented below a footnote is no code."""
    lines = (f"    Line {n} goes on." for n in range(2000))
    document = open_text("[^n]: A note.\n\n" + "\n".join(lines) + "\n\nRead[^n] it.\n")
    assert len(document.chunks) > 3
    assert not any(isinstance(block, CodeBlock) for block in all_blocks(document))


def test_behind_a_note_that_was_cut_lists_are_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is indented less than the line before which a cut was forced keeps its shape."""
    monkeypatch.setattr(chunks, "MIN_LINES", 24)
    note = "[^n]:\n" + "    Words of it.\n" * 2 * chunks.MAX_LINES
    document = open_text(f"{note}\n- ```html\n  <b>\n\n  <i>\n  ```\n")
    assert code_lines(document) == ["<b>", "", "<i>"]


@pytest.mark.parametrize("note", ["[^n]:", "[^n]: words"])
@pytest.mark.parametrize("above", ["", "words\n\n    "])
def test_lazy_lines_go_on_with_a_note_in_a_list(note: str, above: str) -> None:
    """The list goes on below them, and a fence in it is one where a cut is forced there."""
    item = f"-   {above}{note}\n        words\n\n    > words\nwords\n    >\n"
    fence = "    > ```html\n" + "    > <b>\n" * 1000 + "    > ```\n"
    assert code_lines(open_text(item + fence)) == ["<b>"] * 1000


@pytest.mark.parametrize("above", ["> Words.\n", "Words.\n\n> - words\n"])
def test_what_only_looks_like_notes_is_shown(above: str) -> None:
    """Lines that go on with a paragraph define no note, and no link where a cut is forced."""
    document = open_text(above + "".join(f"    [^n{n}]: word{n}\n" for n in range(2000)))
    shown = set(" ".join(leaves(document)).split())
    assert len(document.chunks) > 3
    assert {f"word{n}" for n in range(2000)} <= shown
