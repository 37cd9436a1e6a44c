"""The help: whose keys come first, what is found in it, and that every panel has it."""

import importlib
from dataclasses import replace

import pytest
from textual.screen import Screen

from tests.ui.reading import WITHOUT_HINTS, Reading, drawn, reading
from tests.ui.remembering import session
from tests.ui.test_moves import PROSE
from tui_reader.commands import COMMANDS, LINKS, MEMORY, SIDEBAR, TEXT
from tui_reader.ui.screens.help import HelpScreen, fitting
from tui_reader.ui.screens.links import LinksScreen
from tui_reader.ui.screens.panel import Panel

GROUPS = [
    (TEXT, [("j ↓", "Line down"), ("G End", "End of the document")]),
    (SIDEBAR, [("j ↓", "Next row"), ("x", "Read, or unread")]),
    (MEMORY, [("x", "Section or link read, or unread"), ("", "Nothing typed")]),
]


def page(reader: Reading) -> list[str]:
    """Return the rows of the page that are seen."""
    assert isinstance(reader.app.screen, HelpScreen)
    rows = drawn(reader.app.screen.query_one("#help Static"))
    return [" ".join(row.split()) for row in rows if row.strip()]


async def test_the_panes_own_keys_come_first() -> None:
    """Those of the text, and in the sidebar those of the sidebar."""
    async with reading(PROSE) as reader:
        await reader.press("question_mark")
        assert page(reader)[0] == TEXT
        await reader.press("escape", "h", "question_mark")
        assert page(reader)[0] == SIDEBAR
        await reader.press("escape")
        assert reader.outline.has_focus


@pytest.mark.parametrize(
    ("keys", "first", "row"),
    [
        (["L"], "Links panel", "Enter Go to where it stands"),
        (["m", "apostrophe"], "Bookmarks and notes", "e Rename the bookmark, edit the note"),
        (["i"], "This panel", "j Line down"),
        (["tab", "K"], "Address", "y Copy the address"),
        (["T"], "Themes", "Esc q T Leave the theme as it was"),
    ],
)
async def test_a_panels_own_keys_come_first(keys: list[str], first: str, row: str) -> None:
    """`?` in a panel shows its keys before those of the reader, and goes back to it."""
    async with session("# Title\n\n[link](https://x.org)\n") as reader:
        await reader.press(*keys)
        panel = reader.app.screen
        assert isinstance(panel, Panel)
        await reader.press("question_mark")
        assert page(reader)[0] == first
        assert row in page(reader)
        assert TEXT in page(reader)
        await reader.press("question_mark")
        assert reader.app.screen is panel


@pytest.mark.parametrize(
    ("keys", "first"), [(["c"], "Note"), (["colon"], "Palette"), (["S"], "Search")]
)
async def test_where_one_types_f1_is_the_help(keys: list[str], first: str) -> None:
    """`?` is a letter there."""
    async with session("# Title\n\nText.\n") as reader:
        await reader.press(*keys, "question_mark")
        assert not isinstance(reader.app.screen, HelpScreen)
        await reader.press("f1")
        assert page(reader)[0] == first


async def test_a_list_shows_at_its_foot_the_keys_that_it_has() -> None:
    """One declaration: the line at the foot, the help and the bindings are the same."""
    line = LinksScreen.keys_line()
    assert line.startswith("Enter go  o open")
    assert line.endswith("Esc close")


def test_every_key_of_a_panel_says_what_it_does() -> None:
    """Of the panels there are none has a binding that the help leaves out."""
    # A class is known to its base when its module has been imported.
    for name in ("search", "themes"):
        importlib.import_module(f"tui_reader.ui.screens.{name}")
    panels: list[type[Screen[object]]] = [Panel]
    for panel in panels:
        panels += [each for each in panel.__subclasses__() if each not in panels]
    said = {
        (panel.__name__, binding.key)
        for panel in panels
        for binding in panel.__dict__.get("BINDINGS", ())
        if not (binding.tooltip or binding.description)
    }
    # A second way to do what another key of the panel does.
    assert said == {("LinksScreen", "L")}


async def test_keys_as_they_are_now() -> None:
    """Remapped keys are shown, and commands that lost theirs are listed still."""
    keys = {"line.down": ("n", "ctrl+n"), "line.up": (), "program.help": ("f2",)}
    settings = replace(WITHOUT_HINTS, keys=keys)
    async with reading("# T\n\n[a](#t)", (100, 60), settings=settings) as reader:
        await reader.press("question_mark")
        assert reader.app.screen is reader.screen
        await reader.press("f2")
        assert page(reader)[1:3] == ["n Ctrl+N Line down", "Line up"]
        await reader.press("f2")
        assert reader.app.screen is reader.screen
        await reader.press("L", "question_mark")
        assert isinstance(reader.app.screen, LinksScreen)
        await reader.press("f2")
        assert page(reader)[0] == "Links panel"


async def test_a_panel_keeps_a_key_that_it_has_itself() -> None:
    """Where the help's key is one of its own, that is what the key does there."""
    settings = replace(WITHOUT_HINTS, keys={"program.help": ("y",)})
    async with reading("# T\n\n[a](https://x.org)", settings=settings) as reader:
        await reader.press("L", "y")
        assert "copied" in reader.status


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("", [row[1] for _, rows in GROUPS for row in rows]),
        ("x", ["Read, or unread", "Section or link read, or unread"]),
        ("G", ["End of the document"]),
        ("end", ["End of the document"]),
        ("down", ["Line down"]),
        ("read link", ["Section or link read, or unread"]),
        ("sidebar", ["Next row", "Read, or unread"]),
        ("zebra", []),
    ],
)
def test_rows_are_found_by_key_or_words(typed: str, titles: list[str]) -> None:
    """A key that was typed finds its rows; else words of title and group do."""
    assert [row[1] for _, rows in fitting(GROUPS, typed) for row in rows] == titles


async def test_searching() -> None:
    """`/` and words leave only what fits; Esc brings all back, once more closes."""
    async with reading("Text.", (80, 24)) as reader:
        await reader.press("question_mark", "slash", *"address")
        assert page(reader) == [LINKS, "y Copy the link's address"]
        await reader.press("enter", "j", "k")
        assert page(reader) == [LINKS, "y Copy the link's address"]
        await reader.press("slash", "x", "escape")
        assert page(reader)[0] == TEXT
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_nothing_found_is_said() -> None:
    """And the help goes on to work."""
    async with reading("Text.", (40, 15)) as reader:
        await reader.press("question_mark", "slash", *"zebra")
        assert page(reader) == ["no key and no command like this"]
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_it_scrolls_with_the_keys_of_the_reader(size: tuple[int, int]) -> None:
    """Lines, pages, beginning and end."""
    async with reading("Text.", size) as reader:
        await reader.press("question_mark")
        box = reader.app.screen.query_one("#help")
        await reader.press("j", "j", "k")
        assert box.scroll_y == 1
        await reader.press("space")
        page_down = box.scroll_y
        assert 1 < page_down <= box.scrollable_content_region.height
        await reader.press("b")
        assert box.scroll_y < page_down
        await reader.press("G")
        assert box.scroll_y == box.max_scroll_y
        await reader.press("g")
        assert box.scroll_y == 0


async def test_every_command_is_on_the_page_at_any_size() -> None:
    """However narrow it is; titles are wrapped and not cut."""
    async with reading("Text.", (40, 15)) as reader:
        await reader.press("question_mark")
        text = " ".join(page(reader))
        for command in COMMANDS:
            assert all(word in text for word in command.title.split())
