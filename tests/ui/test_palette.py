"""The palette: what it lists, what Enter does, and that keys that come early are not lost."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList

from tests.ui.reading import WITHOUT_HINTS, Reading, drawn, reading, strips
from tests.ui.remembering import session, settle
from tests.ui.test_moves import PROSE
from tests.ui.test_screens import CONTROL, HOSTILE
from tui_reader.commands import COMMANDS, SIDEBAR, key_names
from tui_reader.ui.offers import Offers
from tui_reader.ui.screens.palette import MOST_ROWS, PaletteScreen
from tui_reader.ui.widgets.typed_line import TypedLine

pytestmark = pytest.mark.slow

LONG = "".join(f"Far text {number}.\n\n" for number in range(40))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder of three documents."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "1.md").write_text("# First\n\n## Shared\n\nText.\n\n## Only here\n\nText.\n")
    (folder / "2.md").write_text(f"# Second\n\n## Shared\n\nText.\n\n## Far away\n\n{LONG}")
    (folder / "3.md").write_text("# Third\n\n## Next steps\n\nText.\n")
    return folder


async def open_palette(reader: Reading, typed: str = "", key: str = "colon") -> list[str]:
    """Open the palette, type, and return its rows."""
    await reader.press(key)
    await reader.app.workers.wait_for_complete()
    await reader.press(*typed)
    return listed(reader)


def listed(reader: Reading) -> list[str]:
    """Return the rows of the palette, without the blanks in them."""
    rows = drawn(reader.app.screen.query_one(OptionList))
    return [" ".join(row.split()) for row in rows if row.strip()]


def type_ahead(reader: Reading, keys: str) -> None:
    """Put keys into the program's queue all at once, as a terminal does after a pause."""
    names = {"\r": "enter", "\x1b": "escape", ":": "colon", "%": "percent_sign", " ": "space"}
    for key in keys:
        reader.app.post_message(events.Key(names.get(key, key), key))


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_it_lists_every_command_with_its_keys(key: str) -> None:
    """All commands of the table, those of the sidebar named as such."""
    async with reading("Text.") as reader:
        rows = "\n".join(await open_palette(reader, key=key))
        screen = reader.app.screen
        assert isinstance(screen, PaletteScreen)
        options = screen.query_one(OptionList)
        assert options.option_count >= len(COMMANDS)
        assert "Line down j ↓" in rows
        shown = [" ".join(str(option.prompt).split()) for option in options.options]
        for command in COMMANDS:
            group = f"{SIDEBAR} " if command.group == SIDEBAR else ""
            assert f"{command.title} {group}{key_names(command.keys)}" in shown


async def test_it_shows_the_keys_as_they_are_now() -> None:
    """A command that was remapped has its new keys, one without keys says what it is."""
    keys = {"line.down": ("n", "ctrl+n"), "line.up": ()}
    async with reading("Text.", settings=replace(WITHOUT_HINTS, keys=keys)) as reader:
        rows = await open_palette(reader, "line")
        assert rows[:2] == ["Line down n Ctrl+N", "Line up command"]


async def test_it_runs_a_command() -> None:
    """Enter runs what the first row says."""
    async with reading(PROSE) as reader:
        await open_palette(reader, "end of the doc", key="ctrl+p")
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert reader.viewport.is_at_end


async def test_it_runs_a_command_that_opens_a_panel() -> None:
    """The panel is there, and the palette is gone from below it."""
    async with reading("Text.") as reader:
        await open_palette(reader, "where am i")
        await reader.press("enter")
        assert [type(each).__name__ for each in reader.app.screen_stack[1:]] == ["FactsScreen"]


async def test_commands_of_the_sidebar_act_on_the_sidebar() -> None:
    """From the text too: the sidebar has the keys then."""
    async with reading(PROSE) as reader:
        await open_palette(reader, "last row")
        await reader.press("enter")
        assert reader.outline.has_focus
        assert reader.outline.cursor == len(reader.outline.rows) - 1


async def test_commands_of_the_sidebar_come_first_in_it() -> None:
    """The pane that has the keys comes first, and gets them back."""
    async with reading(PROSE) as reader:
        await reader.press("h")
        rows = await open_palette(reader)
        assert rows[0].startswith("Next row")
        await reader.press("escape")
        assert reader.outline.has_focus


@pytest.mark.parametrize(
    ("typed", "row"),
    [("42", "→ line 42 of 141"), ("50%", "→ 50% of the document"), (":7", "→ line 7 of 141")],
)
async def test_it_offers_a_place(typed: str, row: str) -> None:
    """A number is a line, and comes before all that has the number in it."""
    async with reading(PROSE) as reader:
        rows = await open_palette(reader, typed)
        assert rows[0] == row.replace("141", str(reader.screen.document.line_count))


async def test_headings_of_this_document_come_first(library: Path) -> None:
    """Then those of the others, each with its document; documents are rows of their own."""
    async with reading(library) as reader:
        assert await open_palette(reader, "shared") == ["§ Shared First", "§ Shared Second"]
        await reader.press("ctrl+u", *"second")
        assert listed(reader)[0] == "≡ Second document"


async def test_it_goes_to_a_heading_of_another_document(library: Path) -> None:
    """And back again."""
    async with reading(library) as reader:
        await open_palette(reader, "far")
        await reader.press("enter")
        assert reader.screen.current == 1
        assert reader.current == "Far away"
        await reader.press("backspace")
        assert reader.screen.current == 0


async def test_it_opens_a_document(library: Path) -> None:
    """A document of the library by its title."""
    async with reading(library) as reader:
        await open_palette(reader, "third")
        await reader.press("enter")
        assert reader.screen.current == 2


async def test_a_heading_is_found_again_when_its_file_has_changed(library: Path) -> None:
    """What was listed is an outline of before; the text is that of now."""
    async with reading(library) as reader:
        await open_palette(reader, "far")
        (library / "2.md").write_text("# Second\n\nText.\n\n## Far away\n\nFar.\n\n## End\n")
        await reader.press("enter")
        assert reader.current == "Far away"
        await open_palette(reader, "steps")
        (library / "3.md").write_text("# Third\n\nNothing else.\n")
        await reader.press("enter")
        assert "no heading like 'Next steps'" in reader.status
        assert reader.screen.current == 1


async def test_it_lists_bookmarks_of_all_documents(library: Path) -> None:
    """With their section; Enter goes there, in whatever document."""
    async with session(library) as reader:
        await open_palette(reader, "far")
        await reader.press("enter", "}", "m")
        await settle(reader)
        await open_palette(reader, "first")
        await reader.press("enter")
        assert reader.screen.current == 0
        rows = await open_palette(reader, "far text")
        assert rows == ["◆ Far text 0. Far away · Second"]
        await reader.press("enter")
        assert reader.screen.current == 1


async def test_escape_leaves_everything_as_it_was() -> None:
    """Place, pane, selected link, notices."""
    async with reading("[a](#x) text\n\n" + PROSE) as reader:
        await reader.press("tab")
        before = (reader.rows, reader.status, reader.view.spot)
        await open_palette(reader, "end of", key="ctrl+p")
        await reader.press("down", "escape")
        assert (reader.rows, reader.status, reader.view.spot) == before
        assert reader.view.has_focus


async def test_enter_alone_does_nothing() -> None:
    """An empty line is no wish; the cursor has to be put on a row first."""
    async with reading(PROSE) as reader:
        await open_palette(reader)
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert reader.viewport.y == 0
        await open_palette(reader)
        await reader.press("down", "enter")
        assert reader.viewport.y == 1


@pytest.mark.parametrize(
    ("keys", "top"),
    [
        (":11\r", "Part 1"),
        (":Part 7\r", "Part 7"),
        (":part-9\r", "Part 9"),
        (":#part-9\r", "Part 9"),
        ("G:1\r", "Part 0"),
        (":zzz\x1b:11\r", "Part 1"),
        (":99\x1b:Part 3\r:11\r", "Part 1"),
    ],
)
async def test_keys_that_are_typed_ahead_lead_where_they_say(keys: str, top: str) -> None:
    """All keys at once: none is lost, and Enter acts on what was typed."""
    async with reading(PROSE) as reader:
        await reader.press("d")
        assert reader.rows[0] != top
        type_ahead(reader, keys)
        await reader.until(lambda: reader.app.screen is reader.screen and reader.rows[0] == top)
        assert reader.app.screen is reader.screen
        assert reader.rows[0] == top


async def test_keys_after_enter_are_the_readers() -> None:
    """They are not taken for a part of the line, which is done."""
    async with reading(PROSE) as reader:
        await reader.press("j")
        type_ahead(reader, ":11\r")
        await reader.until(lambda: reader.rows[0] == "Part 1")
        there = reader.viewport.y
        await reader.press("g")
        type_ahead(reader, ":11\rjj")
        await reader.until(lambda: reader.viewport.y == there + 2)
        assert reader.viewport.y == there + 2


async def test_enter_acts_on_what_is_typed_and_not_on_the_list() -> None:
    """What was typed after the list was last drawn counts, and the cursor begins anew."""
    async with reading(PROSE) as reader:
        await open_palette(reader, "part")
        await reader.press("down", "down")
        type_ahead(reader, " 5\r")
        await reader.until(lambda: reader.rows[0] == "Part 5")
        assert reader.rows[0] == "Part 5"


async def test_enter_waits_for_the_headings_of_the_library(library: Path) -> None:
    """What is typed before they are all read leads to them all the same."""
    async with reading(library) as reader:
        type_ahead(reader, ":far away\r")
        await reader.until(lambda: reader.current == "Far away")
        assert reader.current == "Far away"


async def test_a_pasted_line_is_typed() -> None:
    """With its line break, which is no Enter."""
    async with reading(PROSE) as reader:
        await open_palette(reader)
        reader.app.post_message(events.Paste(":11\n"))
        await reader.pilot.pause()
        assert reader.app.screen.query_one(TypedLine).value == ":11"
        await reader.press("enter")
        assert reader.rows[0] == "Part 1"


async def test_editing_the_line() -> None:
    """The cursor moves in it, and what is selected is replaced."""
    async with reading(PROSE) as reader:
        await open_palette(reader, "1x")
        await reader.press("left", "1", "delete")
        assert reader.app.screen.query_one(TypedLine).value == "11"
        await reader.press("shift+home", "5", "1")
        assert reader.app.screen.query_one(TypedLine).value == "51"


async def test_thousands_of_headings_are_capped_and_counted() -> None:
    """The list is as long as a reader may want to walk, and says how many there are."""
    text = "\n\n".join(f"## Heading {number} of many" for number in range(3000))
    async with reading(text) as reader:
        await open_palette(reader, "many")
        options = reader.app.screen.query_one(OptionList)
        assert options.option_count == MOST_ROWS
        assert "100 of 3,000" in str(reader.app.screen.query_one("#palette").border_subtitle)
        await reader.press("ctrl+u", *"heading 2999")
        assert listed(reader)[0].startswith("§ Heading 2999 of many")
        await reader.press("enter")
        assert reader.current == "Heading 2999 of many"


@pytest.mark.parametrize("payload", HOSTILE, ids=ascii)
async def test_hostile_headings_are_listed_as_text(payload: str) -> None:
    """No control character and no markup; going there works."""
    async with reading(f"# Title\n\n## Bad {payload}\n\nText.\n") as reader:
        await open_palette(reader, "bad")
        for row in drawn(reader.app.screen.query_one(OptionList)):
            assert not CONTROL.search(row)
        assert listed(reader)[0].startswith("§ Bad")
        await reader.press("enter")
        assert reader.screen.heading_in_view() == 1


@pytest.mark.parametrize("theme", ["terminal", "alignread-dark", "alignread-light", "nord"])
@pytest.mark.parametrize("key", ["colon", "L"])
async def test_the_cursor_is_seen_in_every_theme(theme: str, key: str) -> None:
    """The row under the cursor is reversed, here and in the other lists; the others aren't."""
    async with reading("# A\n\n[one](#a) [two](#b)\n", theme=theme) as reader:
        await reader.press(key, *("a" if key == "colon" else ""))
        options = reader.app.screen.query_one(OptionList)
        lines = [strip for strip in strips(options) if "─" not in strip.text and strip.text.strip()]
        reversed_ = [any(s.style and s.style.reverse for s in strip) for strip in lines]
        assert reversed_[0]
        assert not reversed_[-1]


async def test_a_click_runs_the_row() -> None:
    """The mouse chooses what it points at."""
    async with reading(PROSE) as reader:
        await open_palette(reader, "part")
        await reader.pilot.click(OptionList, offset=(5, 3))
        await reader.pilot.pause()
        assert reader.rows[0] == "Part 3"


async def test_nothing_of_it_is_imported_before_it_is_opened() -> None:
    """The first screen doesn't wait for it."""
    async with reading("Text.") as reader:
        assert "palette" not in reader.screen.__dict__
        await open_palette(reader)
        assert "palette" in reader.screen.__dict__


async def test_a_letter_costs_little_where_there_are_thousands_of_headings() -> None:
    """Counted in calls of Python's for each row, sorting included: a few."""
    words = ["one", "second", "sparse", "asset", "misses", "the", "house", "south", "pass", "next"]
    some = ((number * step % len(words) for step in (1, 3, 7)) for number in range(3000))
    text = "\n\n".join("## " + " ".join(words[each] for each in three) for three in some)
    async with reading(text) as reader:
        await open_palette(reader)
        calls = 0

        def count(_: object, event: str, __: object) -> None:
            nonlocal calls
            calls += event == "call"

        sys.setprofile(count)
        try:
            fitting, found = reader.app.screen._fitting("s")  # pyright: ignore
        finally:
            sys.setprofile(None)
        assert len(fitting) == MOST_ROWS
        assert found > 2000
        assert calls < 4 * 3000


async def test_gathering_goes_in_small_steps(tmp_path: Path) -> None:
    """However many headings a document has, keys come in between."""
    for name in ("1.md", "2.md"):
        (tmp_path / name).write_text("\n\n".join(f"# H *{number}*" for number in range(2000)))
    async with reading(tmp_path) as reader:
        offers = Offers(reader.screen, {}, {})
        most = 0
        while not offers.is_whole:
            before = len(offers.rows)
            offers._step()
            most = max(most, len(offers.rows) - before)
        assert most <= 101
        assert len(offers.rows) > 4000


@pytest.mark.parametrize(
    ("columns", "is_short"), [(80, False), (52, False), (51, True), (40, True)]
)
async def test_the_hint_fits_its_line(columns: int, is_short: bool) -> None:
    """A narrow screen shows a shorter one, and neither is cut."""
    async with reading("Text.", (columns, 15)) as reader:
        await reader.press("colon")
        line = reader.app.screen.query_one(TypedLine)
        assert drawn(line)[0].strip() == line.placeholder
        assert ("percent" not in line.placeholder) is is_short
