"""The file changes while it is read: its text is replaced, and the reader stays where they are."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.selection import Selection

from tests.samples import open_text
from tests.ui.links import UNREAD, lit, select_before_the_end_is_known
from tests.ui.reading import Reading, reading
from tests.ui.remembering import rows_with, session, settle, until
from tui_reader.document.shifts import Shift
from tui_reader.document.source import Source
from tui_reader.editions import Edition, read_edition
from tui_reader.layout.footing import stand
from tui_reader.layout.lines import LayoutOptions
from tui_reader.layout.margin import BOOKMARK
from tui_reader.layout.viewport import Viewport
from tui_reader.ui.messages import FileChanged

PARTS = [f"## Part {n}\n\n" + f"Words of part {n} that go on. " * 12 + "\n" for n in range(12)]


def text_of(parts: list[str]) -> str:
    """Return a document of some parts, with a link in each."""
    return "# Book\n\n" + "\n".join(
        f"{part}\nSee [the place](https://x.org/{index}).\n" for index, part in enumerate(parts)
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "book.md"
    path.write_text(text_of(PARTS))
    return path


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait in a thread of its own."""
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.005)


async def reload(reader: Reading) -> None:
    """Press the key, and wait until something came of it."""
    await reader.press("R")
    await until(reader, lambda: bool(reader.screen.status.notice))
    await settle(reader)


async def test_the_place_stays_when_text_comes_in_above(path: Path) -> None:
    """Not a row moves, and the notice says what is news."""
    async with session(path) as reader:
        await reader.press("]", "]", "]", "j", "j", "j")
        before = reader.rows
        path.write_text(path.read_text().replace("# Book\n", "# Book\n\nNew words.\n\nMore.\n"))
        await reload(reader)
        assert reader.rows == before
        assert "reloaded: 1 new section" in reader.status
        assert reader.viewport.document is reader.screen.document


async def test_a_change_is_seen_by_itself(path: Path) -> None:
    """Whoever watches the file tells, with no key pressed."""
    async with session(path) as reader:
        await reader.press("]")
        other = path.with_name("other")
        other.write_text(path.read_text().replace("part 4", "part four"))
        other.replace(path)
        await until(reader, lambda: "reloaded: 1 section changed" in reader.status)
        await settle(reader)
        assert any("~ Part 4" in row for row in reader.outline_rows)


async def test_a_change_while_the_one_before_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 59: a large file may take seconds; what comes meanwhile is shown after it."""
    async with session(path) as reader:
        reloading, calls = reader.screen.reloading, []
        reader.screen.end_watch()

        def read_slowly(source: Source) -> Edition | Source:
            found = read_edition(source)
            calls.append(source)
            if len(calls) == 1:
                path.write_text(path.read_text().replace("part two", "part 2.0"))
                reader.screen.post_message(FileChanged())
                wait_until(lambda: reloading._is_due)  # pyright: ignore[reportPrivateUsage]
            return found

        monkeypatch.setattr("tui_reader.ui.reloading.read_edition", read_slowly)
        path.write_text(path.read_text().replace("part 2", "part two"))
        reader.screen.post_message(FileChanged())
        await until(reader, lambda: "part 2.0" in reader.screen.document.source.text)


async def test_a_touch_is_nothing(path: Path) -> None:
    """The same text under another time: no notice by itself, one when it was asked for."""
    async with session(path) as reader:
        document = reader.screen.document
        os.utime(path, ns=(1, 1))
        await reload(reader)
        assert "nothing has changed" in reader.status
        assert reader.screen.document is document


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["gone", "folder", "binary"])
async def test_the_old_text_stays_where_the_new_cant_be_read(path: Path, fault: str) -> None:
    """The reason is said; when the file is back it is read again."""
    async with session(path) as reader:
        await reader.press("]", "j")
        before, old = reader.rows, path.read_text()
        path.unlink()
        if fault == "folder":
            path.mkdir()
        elif fault == "binary":
            path.write_bytes(bytes(range(256)) * 20)
        await until(reader, lambda: "what you see stays" in reader.status)
        assert reader.rows == before
        if fault == "folder":
            path.rmdir()
        path.write_text(old.replace("# Book", "# Books"))
        await until(reader, lambda: "1 heading changed" in reader.status)
        assert reader.rows == before
        assert reader.screen.document.title == "Books"


async def test_what_the_reader_is_in_the_middle_of_stays(path: Path) -> None:
    """A selected link, selected text, bookmarks, and the way back."""
    async with session(path) as reader:
        await reader.press("]", "]", "m", "]", "]", "tab")
        await settle(reader)
        link = reader.view.spot
        assert link is not None
        row = next(row for row, text in enumerate(reader.rows) if text.startswith("Words"))
        y = reader.viewport.y + row
        x = reader.view.margin
        reader.screen.selections = {reader.view: Selection(Offset(x, y), Offset(x + 20, y + 1))}
        selected = reader.screen.get_selected_text()
        shown = lit(reader)
        path.write_text("Before.\n\n" + path.read_text().replace("# Book", "New.\n\n# Book"))
        await reload(reader)
        assert reader.view.spot is not None
        assert reader.view.spot.link.href == link.link.href
        assert lit(reader) == shown
        assert reader.screen.get_selected_text() == selected
        await reader.press("escape", "G", "(")
        assert any(row.startswith("Words of part 3") for row in reader.rows)
        await reader.press("[", "[")
        assert rows_with(reader, BOOKMARK) == ["Part 1"]


@pytest.mark.slow
async def test_a_link_that_was_selected_before_the_end_was_known_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Definitions far below made the text above it shorter, so that it is on another line."""
    monkeypatch.setattr("tui_reader.ui.widgets.ahead._PAUSE", 3600)
    path.write_text(UNREAD)
    async with session(path, (60, 70)) as reader:
        await select_before_the_end_is_known(reader)
        path.write_text(f"Before.\n\n{UNREAD}")
        await reload(reader)
        assert reader.view.spot is not None
        assert reader.view.spot.text == "the end"
        assert lit(reader) == "the end"


@pytest.mark.parametrize("columns", [24, 40])
async def test_the_selected_link_stays_at_another_width(path: Path, columns: int) -> None:
    """Of links that are alike it is the same one, though it was laid out anew."""
    path.write_text("\n\n".join([f"{'Some words ' * 9} and [a link](/u)."] * 20))
    async with session(path, (60, 50)) as reader:
        await reader.press(*["tab"] * 11)
        await reader.pilot.resize_terminal(columns, 80)
        await until(reader, lambda: reader.app.size.width == columns)
        path.write_text(f"Before.\n\n{path.read_text()}")
        await reload(reader)
        assert reader.view.spot is not None
        assert reader.view.spot.index == 10


async def test_digits_and_panels_hold_a_reload_up(path: Path) -> None:
    """What was typed or is listed means the text as it is; afterwards it is replaced."""
    async with session(path) as reader:
        await reader.press("1")
        path.write_text(path.read_text() + "\n## Last\n\nwords\n")
        reader.screen.reloading.take_change()
        await reader.pilot.pause()
        document = reader.screen.document
        assert reader.screen.digits == "1"
        await reader.press("escape")
        await until(reader, lambda: reader.screen.document is not document)
        document = reader.screen.document
        await reader.press("L")
        path.write_text(path.read_text() + "\n## Very last\n\nwords\n")
        reader.screen.reloading.take_change()
        await reader.pilot.pause()
        assert reader.screen.document is document
        await reader.press("escape")
        await until(reader, lambda: reader.screen.document is not document)


async def test_folds_and_the_cursor_stay(path: Path) -> None:
    """The sidebar is as it was, with the new headings in it."""
    path.write_text(path.read_text().replace("## Part 3", "### Part 3"))
    async with session(path) as reader:
        await reader.press("h", "g", "j", "j", "j", "space")
        assert not any("Part 3" in row for row in reader.outline_rows)
        path.write_text("# Preface\n\nwords\n\n" + path.read_text())
        await reload(reader)
        rows = reader.sidebar
        assert "Preface" in rows[0]
        assert not any("Part 3" in row for row in rows)
        assert reader.outline.row_text(reader.outline.rows[reader.outline.cursor]) == "Part 2"


async def test_what_was_read_stays_and_changes_are_marked(path: Path) -> None:
    """A section that was read and is another now is changed; the others stay read."""
    async with session(path) as reader:
        await reader.press("]", "x", "]", "x")
        await settle(reader)
        path.write_text(path.read_text().replace("part 1 that", "part 1 which"))
        await reload(reader)
        found = [re.search(r"([✓~○+]) Part (\d+)", row) for row in reader.outline_rows]
        rows = {match[2]: match[1] for match in found if match}
        assert rows["0"] == "✓"
        assert rows["1"] == "~"
        assert rows["2"] == "○"


async def test_another_heading_is_marked(path: Path) -> None:
    """The words below it are the same."""
    async with reading(path) as reader:
        path.write_text(path.read_text("utf-8").replace("## ", "## My ", 1), "utf-8")
        await reload(reader)
        assert "reloaded: 1 heading changed" in reader.status


async def test_a_file_that_is_gone_is_not_edited(path: Path) -> None:
    """No editor is started for it."""
    async with reading(path) as reader:
        path.unlink()
        await reader.press("e")
        assert "no editing: there is no file to edit; it is gone" in reader.status


async def test_text_from_a_pipe_has_no_file() -> None:
    """It says so."""
    async with reading("# A text\n\nwords") as reader:
        await reader.press("R")
        assert "there is no file" in reader.status
        await reader.press("e")
        assert "there is no file" in reader.status


def view(text: str, height: int) -> Viewport:
    """Return a viewport over a text."""
    return Viewport(open_text(text), LayoutOptions(40, 40), height)


_BLOCKS = st.lists(
    st.sampled_from(
        ("## Heading {n}", "para {n} " * 14, "- item {n}\n- other {n} " + "w " * 40 
         + "\n\nBehind {n}.", "---",
         "| a | b |\n|---|---|\n| {n} | " + "cell " * 20 + "|", "```\ncode {n}\n\n  more\n```",
         "> quote {n}\n> goes on", "word{n}" * 20, "same words")
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(max_examples=150)
@given(_BLOCKS, st.data())
def test_after_edits_elsewhere_not_a_row_moves(blocks: list[str], data: st.DataObject) -> None:
    """Whatever comes in or goes above and below, the rows in view stay."""
    texts = [block.replace("{n}", str(n)) for n, block in enumerate(blocks)]
    old = view("\n\n".join(["Start.", *texts]) + "\n", 4)
    old.scroll(data.draw(st.integers(0, 200)))
    rows = [line.text if (line := old.line_at(row)) else None for row in range(4)]
    first, last = old.source_line(0), old.source_line(4 if None not in rows else 3)
    lines = old.document.source.text.split("\n")
    above = data.draw(st.integers(0, 3))
    below = data.draw(st.integers(0, 3))
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last < len(lines) - 1 and lines[last].strip():
        last += 1
    new_lines = [
        *[part for n in range(above) for part in (f"Added {n} above. " * 5, "")],
        *lines[:first],
        *lines[first:last],
        *[part for n in range(below) for part in ("", f"Added {n} below. " * 5)],
        "",
        *lines[last:],
        *[part for n in range(9) for part in ("", f"Tail {n}.")],
    ]
    new = view("\n".join(new_lines), 4)
    shift = Shift(old.document.source.text, new.document.source.text)
    stand(new, old, shift)
    now = [line.text if (line := new.line_at(row)) else None for row in range(4)]
    assert now[0] == rows[0]
    if None not in rows:
        assert now == rows


async def test_the_source_is_reloaded_where_it_is_shown(path: Path) -> None:
    """Its rows stay, the numbers of the lines move on."""
    async with session(path) as reader:
        await reader.press("]", "]", "]", "v")
        number, words = reader.rows[0].split(maxsplit=1)
        path.write_text(path.read_text().replace("# Book\n", "# Book\n\nNew words.\n"))
        await reload(reader)
        assert reader.rows[0].split(maxsplit=1) == [str(int(number) + 2), words]
        await reader.press("v")
        assert reader.rows[0] == "Part 2"


async def test_a_find_bar_keeps_what_is_typed(path: Path) -> None:
    """The text is replaced beneath it, and what is typed then is found in the new one."""
    async with session(path) as reader:
        document = reader.screen.document
        await reader.press("slash", "l", "a", "s")
        path.write_text(f"{path.read_text()}\n## The last\n\nwords\n")
        await until(reader, lambda: reader.screen.document is not document)
        await reader.press("t", "enter")
        assert "1/1" in reader.status
        assert any("The last" in row for row in reader.rows)


async def test_hits_are_those_of_the_new_text(path: Path) -> None:
    """What was found is found again, counted anew, and n goes on from where the reader is."""
    async with session(path) as reader:
        await reader.press("slash", *"of part 3 ", "enter", "n", "n")
        assert "3/12" in reader.status
        before, document = reader.rows, reader.screen.document
        path.write_text(path.read_text().replace("# Book\n", "# Book\n\nWords of part 3 too.\n"))
        await until(reader, lambda: reader.screen.document is not document)
        await settle(reader)
        assert reader.rows == before
        await reader.press("n")
        await until(reader, lambda: "/13" in reader.status)


async def test_a_palette_lets_the_new_text_wait(path: Path) -> None:
    """It lists places of the text as it is; when it is closed the new one comes."""
    async with session(path) as reader:
        document = reader.screen.document
        await reader.press("colon", "P", "a", "r")
        path.write_text(f"{path.read_text()}\n## The last\n\nwords\n")
        reader.screen.post_message(FileChanged())
        await settle(reader)
        assert reader.screen.document is document
        await reader.press(*"t 7", "enter")
        await until(reader, lambda: reader.screen.document is not document)
        assert reader.rows[0] == "Part 7"


async def test_a_document_that_changed_while_another_was_read(tmp_path: Path) -> None:
    """It is reloaded when it is read again; the other one never was."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\n" + "\n\n".join(PARTS))
    async with session(tmp_path) as reader:
        await reader.press("G", "]")
        await until(reader, lambda: reader.screen.current == 1)
        before = reader.screen.documents[0]
        (tmp_path / "a.md").write_text("# a\n\nNew.\n\n" + "\n\n".join(PARTS))
        await reader.press("(")
        await until(reader, lambda: reader.screen.documents[0] is not before)
        await until(reader, lambda: "reloaded" in reader.status)
