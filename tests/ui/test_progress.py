"""Progress: signs and minutes in the sidebar, `x`, `.`, `i`, and time that passes over the text."""

from pathlib import Path

import pytest

from tests.ui.links import tab_to
from tests.ui.reading import Reading
from tests.ui.remembering import (
    Clock,
    choose,
    let_time_go_on,
    point_at,
    read_for,
    said,
    session,
    set_clock,
    settle,
    until,
)
from tui_reader.state.links import all_states
from tui_reader.state.progress import all_progress
from tui_reader.state.store import Store


def words(name: str, count: int = 300) -> str:
    """Return a paragraph of some words that is like no other."""
    return " ".join(f"{name}{number}" for number in range(count)) + "."


def text(title: str = "Book") -> str:
    """Return a document of four sections with text, and one that only has sections."""
    return "\n\n".join(
        [
            f"# {title}",
            words("opening", 20),
            "## One",
            words("one"),
            "## Two",
            "### Two a",
            words("twoa"),
            "### Two b",
            words("twob"),
            "## Three",
            words("three"),
        ]
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "book.md"
    path.write_text(text())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three documents."""
    root = tmp_path / "folder"
    root.mkdir()
    for name in ("a", "b", "c"):
        (root / f"{name}.md").write_text(text(name.upper()))
    return root


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time for reading, which stands."""
    return set_clock(monkeypatch)


def signs(reader: Reading) -> dict[str, str]:
    """Return the sign of each row of the sidebar, by its text."""
    found: dict[str, str] = {}
    for row in reader.outline_rows:
        parts = row.strip("▌ ▾▸").split()
        sign = parts[0] if parts[0] in "✓◐○+~" else ""
        body = parts[1:] if sign else parts
        body = [part for part in body if "/" not in part]
        is_timed = len(body) > 1 and body[-1][-1] in "mh" and body[-1][:-1].isdecimal()
        found.setdefault(" ".join(body[:-1] if is_timed else body), sign)
    return found


async def leave(reader: Reading) -> None:
    """Move the eyes away, so that what is done next isn't reading."""
    await reader.press("g")
    await settle(reader)


async def test_signs_and_minutes(path: Path, clock: Clock) -> None:
    """Nothing is read at first; each section says how long it takes."""
    async with session(path, (100, 30)) as reader:
        assert signs(reader) == dict.fromkeys(
            ("Book", "One", "Two", "Two a", "Two b", "Three"), "○"
        )
        rows = [row for row in reader.outline_rows if "One" in row]
        assert rows[0].endswith(" 2m")
        # A heading without text of its own takes no time.
        assert not next(row for row in reader.outline_rows if " Two" in row).endswith("m")


async def test_x_marks_the_section_and_unmarks_it(path: Path, clock: Clock) -> None:
    """Here, and in the next session."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "x")
        assert "read: One" in reader.status
        await settle(reader)
        assert signs(reader)["One"] == "✓"
        assert signs(reader)["Three"] == "○"
        await reader.press("]", "]", "x")
        await settle(reader)
        assert signs(reader)["Two"] == "◐"
        await reader.press("]", "x")
        await settle(reader)
        assert signs(reader)["Two"] == "✓"
        before = signs(reader)
    async with session(path, (100, 30)) as reader:
        assert signs(reader) == before
        await reader.press("g", "]", "x")
        assert "unread: One" in reader.status
        await settle(reader)
        assert signs(reader)["One"] == "○"
    async with session(path, (100, 30)) as reader:
        assert signs(reader) == {**before, "One": "○"}


@pytest.mark.slow
@pytest.mark.parametrize("what", ["x", "place", "edition"])
async def test_the_state_file_is_deleted_meanwhile(path: Path, clock: Clock, what: str) -> None:
    """What this session knows goes into the new file with the next change: nothing is new there.

    Before, only the section that was written next was, and all others came back as `+`.
    """
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "x", "g")
        await settle(reader)
        state = reader.screen.memory.store.path
        assert state is not None
        state.unlink()
        if what == "x":
            await reader.press("G", "x")
        elif what == "place":
            await reader.press("]", "]")
            reader.screen.keeping.keep_place()
        else:
            path.write_text(text().replace("opening1 ", "opening "))
            await until(reader, lambda: "opening " in reader.screen.document.source.text)
        await settle(reader)
        # What changed under the reader's eyes is news of this session only.
        before = signs(reader) | {"Book": "○"}
    assert before["One"] == "✓"
    async with session(path, (100, 30)) as reader:
        assert signs(reader) == before
        assert "+" not in before.values()


async def test_x_on_a_heading_without_text(path: Path, clock: Clock) -> None:
    """It marks what is under it."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "]", "x")
        await settle(reader)
        assert [signs(reader)[name] for name in ("One", "Two", "Two a", "Two b", "Three")] == [
            "○", "✓", "✓", "✓", "○",
        ]  # fmt: skip
        await reader.press("x")
        await settle(reader)
        assert signs(reader)["Two a"] == signs(reader)["Two b"] == "○"


async def test_the_first_x_of_all_stays(path: Path, clock: Clock) -> None:
    """Nothing that is loaded afterwards takes it off the screen."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "x")
        for _ in range(3):
            await settle(reader)
            assert signs(reader)["One"] == "✓"


async def test_x_on_a_link(clock: Clock) -> None:
    """A selected link is marked, not the section."""
    async with session("# T\n\nSee [this](https://x.y/z).\n\n## S\n\nText.\n", (100, 30)) as reader:
        await tab_to(reader, "this")
        await reader.press("x")
        await settle(reader)
        assert all_states(Store())["https://x.y/z"].state == "read"
        assert signs(reader)["T"] == "○"
        await reader.press("escape", "x")
        await settle(reader)
        assert signs(reader)["T"] == "✓"


@pytest.mark.slow
async def test_x_in_the_sidebar(folder: Path, clock: Clock) -> None:
    """On a section, on the document that is open, on one that isn't; twice is as it was."""
    async with session(folder, (100, 40)) as reader:
        await point_at(reader, "Two a")
        await reader.press("x")
        await settle(reader)
        assert signs(reader)["Two a"] == "✓"
        assert signs(reader)["A"] == "◐"
        await point_at(reader, "A")
        await reader.press("x")
        await settle(reader)
        assert {signs(reader)[name] for name in ("A", "One", "Two", "Three")} == {"✓"}
        await point_at(reader, "C")
        await reader.press("x")
        await settle(reader)
        assert signs(reader)["C"] == "✓"
        assert signs(reader)["B"] != "✓"
        assert reader.screen.document.title == "A"
    async with session(folder, (100, 40)) as reader:
        assert signs(reader)["A"] == signs(reader)["C"] == "✓"
        await point_at(reader, "C")
        await reader.press("x")
        await settle(reader)
        assert "unread: C" in reader.status
        assert signs(reader)["C"] == "○"
    async with session(folder, (100, 40)) as reader:
        assert signs(reader)["A"] == "✓"
        assert signs(reader)["C"] == "○"


async def test_one_section_of_a_document_that_isnt_open(folder: Path, clock: Clock) -> None:
    """Marked in its unfolded outline, it is one of several, in the next session too."""
    async with session(folder, (100, 40)) as reader:
        await point_at(reader, "C")
        await reader.press("space")
        await reader.press("j", "j", "x")
        await settle(reader)
        assert signs(reader)["C"] == "◐"
    async with session(folder, (100, 40)) as reader:
        assert reader.screen.document.title == "A"
        assert signs(reader)["C"] == "◐"


async def test_x_on_a_long_document_that_isnt_open(folder: Path, clock: Clock) -> None:
    """It is read to its end for that."""
    long = "\n\n".join(f"## Part {n}\n\n{words(f'p{n}x', 400)}" for n in range(400))
    (folder / "b.md").write_text(f"# B\n\n{long}")
    async with session(folder, (100, 40)) as reader:
        await point_at(reader, "B")
        await reader.press("x")
        await settle(reader)
        assert "read: B" in reader.status
        assert signs(reader)["B"] == "✓"


async def test_next_unread(path: Path, clock: Clock) -> None:
    """`.` goes from section to section that isn't read, and back to those before."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "x")
        for name in ("Two a", "Two b", "Three"):
            await reader.press("full_stop")
            assert reader.current == name
            assert next(row for row in reader.rows if row) == name
        await reader.press("full_stop")
        assert reader.current == "Book"
        await reader.press("backspace")
        assert reader.current == "Three"


@pytest.mark.slow
async def test_next_unread_over_documents(folder: Path, clock: Clock) -> None:
    """In the order of the library, round its end; it is said when all is read."""
    async with session(folder, (100, 60)) as reader:
        for name in ("A", "C"):
            await point_at(reader, name)
            await reader.press("x")
            await settle(reader)
        await reader.press("l", "full_stop")
        await settle(reader)
        assert reader.screen.document.title == "B"
        assert reader.viewport.y == 0
        await choose(reader, "C")
        await reader.press("full_stop")
        await settle(reader)
        assert reader.screen.document.title == "B"
        await point_at(reader, "B")
        await reader.press("x", "l", "full_stop")
        assert "everything here is read" in reader.status
        assert reader.screen.document.title == "B"


async def test_documents_read_in_another_session_are_passed(folder: Path, clock: Clock) -> None:
    """What is remembered of a document that isn't open counts."""
    async with session(folder, (100, 60)) as reader:
        for name in ("A", "B"):
            await point_at(reader, name)
            await reader.press("x")
            await settle(reader)
    async with session(folder, (100, 60)) as reader:
        assert reader.screen.document.title == "A"
        await reader.press("full_stop")
        await settle(reader)
        assert reader.screen.document.title == "C"


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["G"], id="G"),
        pytest.param(["space"] * 12, id="Space held down"),
        pytest.param(["]"] * 5, id="]"),
        pytest.param(["j"] * 60, id="j held down"),
    ],
)
async def test_passing_by_marks_nothing(path: Path, clock: Clock, keys: list[str]) -> None:
    """What was in view for a moment only isn't read."""
    async with session(path, (100, 30)) as reader:
        for key in keys:
            await reader.press(key)
            clock.now += 0.03
        await settle(reader)
        assert set(signs(reader).values()) == {"○"}
    async with session(path, (100, 30)) as reader:
        assert set(signs(reader).values()) == {"○"}


async def test_time_passing_marks(path: Path, clock: Clock) -> None:
    """Page after page at a reading pace: sections are begun, then read, and stay so."""
    async with session(path, (100, 30)) as reader:
        await read_for(reader, clock, 3.0)
        assert signs(reader)["Book"] == "✓"
        assert signs(reader)["One"] in "○◐"
        await read_for(reader, clock, 12.0)
        assert signs(reader)["One"] == "◐"
        assert signs(reader)["Two a"] == "○"
        for _ in range(10):
            clock.now += 45
            await reader.press("space")
        await settle(reader)
        await read_for(reader, clock, 45)
        assert set(signs(reader).values()) == {"✓"}
        assert "end" in reader.status
    async with session(path, (100, 30)) as reader:
        assert set(signs(reader).values()) == {"✓"}
    assert [(each.read, each.sections) for each in all_progress(Store())] == [(5, 5)]


async def test_what_was_begun_goes_on(path: Path, clock: Clock) -> None:
    """The share that was read of a section is remembered."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]")
        await read_for(reader, clock, 15)
        await settle(reader)
        assert signs(reader)["One"] == "◐"
    async with session(path, (100, 30)) as reader:
        assert signs(reader)["One"] == "◐"
        assert signs(reader)["Two a"] == "○"


async def test_an_absence_reads_one_screen(path: Path, clock: Clock) -> None:
    """Who leaves for hours has read what was in view at most."""
    async with session(path, (100, 12)) as reader:
        await reader.press("]")
        await read_for(reader, clock, 7200)
        found = signs(reader)
        assert found["One"] == "◐"
        assert found["Two a"] == found["Three"] == "○"


async def test_a_panel_over_the_text_stops_the_clock(path: Path, clock: Clock) -> None:
    """While the help is read, the text isn't."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "question_mark")
        clock.now += 600
        await reader.press("escape")
        await settle(reader)
        assert signs(reader)["One"] == "○"
        await read_for(reader, clock, 600)
        assert signs(reader)["One"] == "◐"


async def test_the_last_view_is_read_without_a_move(
    monkeypatch: pytest.MonkeyPatch, path: Path, clock: Clock
) -> None:
    """A document that fits the screen is read when its time has passed; no key is needed."""
    path.write_text("# T\n\nA few words only.\n")
    monkeypatch.setattr("tui_reader.ui.keeping._PAUSE", 0.01)
    async with session(path, (100, 30)) as reader:
        clock.now += 30
        await until(reader, lambda: signs(reader)["T"] == "✓")


@pytest.mark.slow
async def test_new_and_changed_sections(path: Path, clock: Clock) -> None:
    """After an edit, what came in and what was rewritten is marked, until it is read."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "x", "]", "x")
        await settle(reader)
    source = path.read_text().replace("three5", "otherwise", 1).replace("one5", "rewritten", 1)
    path.write_text(source + "\n\n## Four\n\n" + words("four"))
    for _ in range(2):
        async with session(path, (100, 30)) as reader:
            found = signs(reader)
            assert found["One"] == "~"
            assert found["Four"] == "+"
            assert found["Two a"] == found["Two b"] == "✓"
            assert found["Three"] == "○"
            await reader.press("i")
            assert "1 new and 1 changed since you read it" in said(reader)
    async with session(path, (100, 30)) as reader:
        await choose(reader, "Four")
        await reader.press("x")
        await choose(reader, "One")
        for _ in range(2):
            await read_for(reader, clock, 600)
            await reader.press("space")
        await settle(reader)
        assert signs(reader)["Four"] == signs(reader)["One"] == "✓"
    async with session(path, (100, 30)) as reader:
        assert signs(reader)["Four"] == signs(reader)["One"] == "✓"


async def test_rewrapping_changes_nothing(path: Path, clock: Clock) -> None:
    """Lines broken elsewhere in the file, and sections in another order, are the same text."""
    async with session(path, (100, 30)) as reader:
        await reader.press("]", "x")
        await settle(reader)
    parts = path.read_text().replace("one5 ", "one5\n").split("\n\n")
    path.write_text("\n\n".join([*parts[:2], *parts[-2:], *parts[2:-2]]))
    async with session(path, (100, 30)) as reader:
        assert signs(reader)["One"] == "✓"
        assert signs(reader)["Three"] == "○"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 15), (24, 8)])
async def test_where_am_i(path: Path, clock: Clock, size: tuple[int, int]) -> None:
    """Document, section, how far, what is read, what is left, what is marked."""
    async with session(path, size) as reader:
        await reader.press("]", "x", "m", "]", "]", "i")
        shown = said(reader)
        assert shown.startswith("Book\n")
        flat = " ".join(shown.split())
        assert "Book › Two › Two a" in flat
        assert "1 of 5 sections read" in flat
        assert "4 min left" in flat
        assert "1 bookmark, 0 notes" in flat
        assert "% " in flat or "%" in flat
        await reader.press("i")
        assert reader.app.screen is reader.screen


async def test_minutes_of_the_status_line(path: Path, clock: Clock) -> None:
    """What is read doesn't count as left; at the end there is nothing left."""
    async with session(path, (100, 30)) as reader:
        assert "5 min left" in reader.status
        await reader.press("]", "]", "x", "g")
        await settle(reader)
        assert "3 min left" in reader.status
        await reader.press("]", "]", "]")
        assert "1 min left" in reader.status
        await reader.press("G")
        assert " end " in reader.status


@pytest.mark.slow
async def test_minutes_of_other_documents(
    monkeypatch: pytest.MonkeyPatch, folder: Path, clock: Clock
) -> None:
    """The sidebar says of each document that was begun how much is left of it."""
    let_time_go_on(monkeypatch)
    (folder / "b.md").write_text(text("B") + "\n\n" + words("more", 50))

    def row_of_b(reader: Reading) -> str:
        rows = [row.strip("▌ ▾▸").split() for row in reader.outline_rows]
        return " ".join(next(row for row in rows if "B" in row))

    async with session(folder, (100, 40)) as reader:
        await choose(reader, "B")
        await settle(reader)
        assert row_of_b(reader) == "○ B 6m"
        await reader.press("]", "x")
        await settle(reader)
        assert row_of_b(reader) == "◐ B 5m"
        await choose(reader, "A")
    async with session(folder, (100, 40)) as reader:
        assert reader.screen.document.title == "A"
        assert list(reader.screen.documents) == [0]
        assert row_of_b(reader) == "◐ B 5m"


async def test_two_sessions(path: Path, clock: Clock) -> None:
    """What each has read is read."""
    async with session(path, (100, 30)) as one, session(path, (100, 30)) as two:
        await one.press("]", "x")
        await two.press("]", "]", "]", "x")
        await settle(one)
        await settle(two)
    async with session(path, (100, 30)) as reader:
        assert signs(reader)["One"] == signs(reader)["Two a"] == "✓"
