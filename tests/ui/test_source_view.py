"""The Markdown source at the same place, and what `Y` copies."""

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from tests.samples import FIXTURES
from tests.ui.reading import Reading, reading
from tests.ui.remembering import rows_with, session, settle
from tests.ui.test_costs import TEN_MEGABYTES
from tui_reader.document.parse import Parser
from tui_reader.layout.margin import BOOKMARK

TEXT = """---
title: Front
---

# A book

Some **bold** words, *then* a [link](https://x.org) and
more of them on the next line.

- one item
- another `item`

```py
code = 1
```

| a | b |
|---|---|
| 1 | 2 |

""" + "\n\n".join(f"## Part {n}\n\nWords of {n}. " + "and so on " * 20 for n in range(20))


@pytest.mark.parametrize("size", [(100, 30), (40, 15)])
@pytest.mark.parametrize("rows", range(0, 150, 7))
async def test_there_and_back_is_the_same_row(size: tuple[int, int], rows: int) -> None:
    """The words on top are on top of the source; back again, not a row has moved."""
    async with reading(TEXT, size) as reader:
        reader.view.move("line", rows)
        await reader.pilot.pause()
        before, word = reader.rows, next(row for row in reader.rows if row[:1].isalnum()).split()[0]
        await reader.press("v")
        if rows:
            assert any(word in row for row in reader.rows[:4])
        else:
            assert reader.rows[0].endswith("---")
        await reader.press("v")
        assert reader.rows == before


@pytest.mark.slow
async def test_what_is_found_is_found_in_the_source_too() -> None:
    """The hits are those of what is on the screen: in the source the markup is text."""
    async with reading(TEXT) as reader:
        await reader.press("slash", *"**bold**", "enter")
        assert "not found" in reader.status
        await reader.press("v", "slash", *"**bold**", "enter")
        assert "1/1" in reader.status
        assert any("Some **bold** words" in row for row in reader.rows)
        await reader.press("slash", *"one item", "enter", "v")
        await reader.press("n", "j")
        assert "1/1" in reader.status
        assert any("one item" in row for row in reader.rows)


async def test_moves_go_to_the_same_lines() -> None:
    """Line numbers, sections and percentages mean the same; v goes back to where it was moved."""
    async with reading(TEXT) as reader:
        await reader.press("v")
        await reader.press("colon")
        await reader.type("31")
        assert reader.rows[0].split(maxsplit=1)[0] == "31"
        await reader.press("g", "]", "]", "]")
        assert reader.rows[0].endswith("## Part 1")
        assert reader.current == "Part 1"
        await reader.press("v")
        assert reader.rows[0] == "Part 1"


async def test_marks_are_those_of_the_text(tmp_path: Path) -> None:
    """A bookmark that is set in the source is one of the text, and shown in both."""
    path = tmp_path / "x.md"
    path.write_text(TEXT)
    async with session(path) as reader:
        await reader.press("v", "]", "]", "m")
        await settle(reader)
        assert rows_with(reader, BOOKMARK) == ["21  ## Part 0"]
        await reader.press("v")
        assert rows_with(reader, BOOKMARK) == ["Part 0"]
        await reader.press("m")
        await settle(reader)
        assert rows_with(reader, BOOKMARK) == []


async def test_ten_megabytes_of_source_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is parsed but what the place needs."""
    async with reading(TEN_MEGABYTES) as reader:
        parsed: list[object] = []
        parse = Parser.parse

        def counted(parser: Parser, chunk: object) -> object:
            parsed.append(chunk)
            return parse(parser, chunk)  # pyright: ignore

        monkeypatch.setattr(Parser, "parse", counted)
        await reader.press("v")
        assert reader.rows[0].endswith("## Section 0")
        assert len(parsed) <= 4


async def test_links_are_in_the_text() -> None:
    """Tab says so, and stays in the text."""
    async with reading(TEXT) as reader:
        await reader.press("v", "tab")
        assert "v shows it again" in reader.status
        assert reader.view.has_focus


async def test_hostile_source_is_harmless() -> None:
    """Control characters are shown, not sent."""
    async with reading("a\x1b]52;c;AA\x07 b\u202e\n") as reader:
        await reader.press("v")
        assert reader.rows[0] == "1  a␛]52;c;AA␇ b\ufffd"


async def copied(reader: Reading, *keys: str) -> str:
    """Press keys, then Y; return what was copied."""
    await reader.press(*keys, "Y")
    return reader.app.clipboard


async def test_y_copies_paragraphs() -> None:
    """As Markdown in whole lines; again as text."""
    async with reading(TEXT) as reader:
        assert await copied(reader, "]") == "# A book"
        assert "as Markdown; Y again: as text" in reader.status
        assert await copied(reader) == "A book"
        assert (await copied(reader, "}")).startswith("Some **bold** words, *then* a [link](")
        text = "Some bold words, then a link and more of them on the next line."
        assert await copied(reader) == text
        assert (await copied(reader)).startswith("Some **bold**")
        assert await copied(reader, "}") == "- one item"
        assert await copied(reader, "}") == "- another `item`"
        assert await copied(reader, "}") == "```py\ncode = 1\n```"
        assert await copied(reader, "}") == "| a | b |\n|---|---|\n| 1 | 2 |"
        assert await copied(reader) == "a\tb\n1\t2"


@pytest.mark.parametrize(
    ("begin", "end", "markdown"),
    [("bold", "bold", "**bold**"), ("Some", "then", "Some **bold** words, *then*"),
     ("link", "link", "[link](https://x.org)"), ("ord", "th", "ords, *th")],
)  # fmt: skip
async def test_y_copies_the_selection(begin: str, end: str, markdown: str) -> None:
    """With the markup that belongs to it, or as text where that is cut through."""
    async with reading(TEXT) as reader:
        row = next(row for row, text in enumerate(reader.rows) if text.startswith("Some"))
        line, x = reader.rows[row], reader.view.margin
        start, stop = line.index(begin), line.index(end) + len(end)
        y = reader.viewport.y + row
        reader.screen.selections = {
            reader.view: Selection(Offset(x + start, y), Offset(x + stop, y))
        }
        got = await copied(reader)
        assert got == (markdown if markdown.count("*") % 2 == 0 else line[start:stop])


async def test_y_in_the_source_copies_its_lines() -> None:
    """Without the numbers."""
    async with reading(FIXTURES / "kitchen-sink.md") as reader:
        await reader.press("v")
        y = reader.viewport.y
        reader.screen.selections = {reader.view: Selection(Offset(0, y), Offset(80, y + 2))}
        assert await copied(reader) == "---\ntitle: The kitchen sink\ndate: 2024-02-29"


async def test_depth_is_said_once() -> None:
    """What is nested too deep is source, which is said when it comes into view, and not again."""
    nest = "\n".join("  " * level + f"- w{level}" for level in range(99))
    async with reading("Words.\n\n" * 60 + f"# Deep\n\n{nest}\n") as reader:
        assert "deep" not in reader.status
        await reader.press("G")
        assert "nested too deeply: a part is shown as its source" in reader.status
        await reader.press("k")
        assert "nested" not in reader.status
        await reader.press("j")
        assert "nested" not in reader.status
