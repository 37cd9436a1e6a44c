"""No stall on what is known to slow parsers (rows 52, 53, 54, 66 and 68): time of every step.

What blocks a reader's keys is one step: scanning a segment, or parsing a chunk. Each took at most
80 ms when these limits were set, which are of the processor's time.
"""

import time
from collections.abc import Callable

import pytest

from tests.pathological import PATTERNS
from tests.samples import open_text, plain
from tui_reader.document.document import Document
from tui_reader.document.source import Source

STEP = 0.4
"""Seconds that one step may take."""
BURST = 0.2
"""Seconds for a chunk of 5 kB; a chunk of 12 kB took up to 1.1."""
ROW_54 = "a|" * 165 + "\n" + "-|" * 165 + "\n" + "b\n" * 400
FAST = (
    "filled table",
    "definitions in use",
    "images",
    "www",
    "open footnotes",
    "headings",
    "blank lines",
)


def seconds(step: Callable[[], object]) -> float:
    """Return the processor's time that a step takes."""
    begin = time.thread_time()
    step()
    return time.thread_time() - begin


def slowest_step(text: str, chunks: int) -> float:
    """Return the longest time of one step of reading a text.

    Args:
        text: The text.
        chunks: How many of its chunks to parse, from the first to the last.
    """
    opened: list[Document] = []
    slowest = seconds(lambda: opened.append(Document(Source(text, "sample.md"))))
    document = opened[0]
    while not document.is_complete:
        slowest = max(slowest, seconds(document.advance))
    last = len(document.chunks) - 1
    for index in sorted({last * place // chunks for place in range(chunks + 1) if last >= 0}):
        slowest = max(slowest, seconds(lambda at=index: document.blocks_aside(at)))
    return slowest


@pytest.mark.parametrize("name", FAST)
def test_no_step_is_long(name: str) -> None:
    """At 50 kB no step takes long: keys are answered between two of them."""
    assert slowest_step(PATTERNS[name](50_000), 3) < STEP


@pytest.mark.slow
@pytest.mark.parametrize("size", [100_000, 1_000_000])
@pytest.mark.parametrize("name", PATTERNS)
def test_no_step_is_long_in_any_pattern(name: str, size: int) -> None:
    """Nor in any of the patterns, at 100 kB and at 1 MB."""
    assert slowest_step(PATTERNS[name](size), 3) < STEP


@pytest.mark.parametrize("name", ["stars for rules", "emphasis", "tabs"])
def test_a_burst_in_prose_is_cut_too(name: str) -> None:
    """What is hard to parse takes no longer where it is a small part of a text."""
    text = "some words of a line\n\n" * 3000 + PATTERNS[name](12_500) + "\n\nlast words\n" * 3000
    document = open_text(text)
    chunks = [
        at for at, each in enumerate(document.chunks) if each.end > 60_000 > each.start - 30_000
    ]
    # The processor's time, too, grows on a machine that has much to do.
    least = [min(seconds(lambda at=at: document.blocks_aside(at)) for _ in "123") for at in chunks]
    assert max(least) < BURST


def test_a_small_table_that_fills_up_is_shown_at_once() -> None:
    """2.4 kB that fill 65,536 cells (row 54) are all there, in a third of a second."""
    begin = time.thread_time()
    shown = plain(ROW_54, 72)
    assert time.thread_time() - begin < 1.6
    assert sum(line.strip(" │").startswith("b") for line in shown.split("\n")) == 400


def test_blank_lines_are_no_chunk_of_their_own_size() -> None:
    """Blank lines are cut as well, and parsing them takes nothing."""
    document = open_text("word\n" + "\n" * 100_000 + "- last\n")
    assert max(chunk.lines for chunk in document.chunks) <= 20_000
    assert max(seconds(lambda at=at: document.blocks_aside(at)) for at in (0, 1, 2)) < STEP


def test_long_lines_of_a_quote_are_cut() -> None:
    """Few lines may hold much: a chunk has a bound in characters wherever it is."""
    text = "> a\n" + ("b " * 5000 + "\n") * 100
    assert max(each.end - each.start for each in open_text(text).chunks) < 100_000


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("*\n===\n===", ["==="]),
        ("- # a\nb\n===", ["b"]),
        ("> ***\nb\n---\n", ["b"]),
        ("- ```\nb\n===", ["b"]),
        ("- a\nb\n===", []),
        ("[^n]: note\n===", []),
    ],
)
def test_text_below_a_container_that_has_ended_may_be_a_heading(
    text: str, headings: list[str]
) -> None:
    """The outline has what follows a heading, fence or empty item inside a list or quote."""
    document = open_text(text)
    found = [document.heading_text(index) for index in range(len(document.outline))]
    assert found == headings


def test_a_cut_shows_what_only_looks_like_a_definition() -> None:
    """A line of a quote's paragraph is no definition where a cut is forced before it."""
    text = "> word\n" + "".join(f"> [label{n}]: /address{n}\n" for n in range(1000))
    shown = plain(text, 4000)
    assert [n for n in range(1000) if f"address{n}" not in shown] == []


def test_code_in_a_list_stays_code_across_cuts() -> None:
    """A long fence in an item is code to its end; what follows it is not."""
    code = "".join(f"   x{n} <b>*x*\n" for n in range(1200))
    shown = plain(f"1. step\n\n   ```py\n{code}   ```\n\n   *after*\n")
    assert shown.count(" <b>*x*") == 1200
    assert "after" in shown
    assert "*after*" not in shown


def test_a_heading_of_enormous_length_has_a_short_text() -> None:
    """100 kB of heading (row 66) don't make 100 kB of outline."""
    document = open_text("# " + "*a* [b" * 17_000 + "\n\nlast\n")
    assert len(document.heading_text(0)) <= 4096
    assert seconds(lambda: document.slugs) < STEP
