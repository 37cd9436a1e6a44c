"""Keys and their table, help, quitting, themes, what is drawn of hostile text."""

import inspect
import re

import pytest
from textual.binding import Binding

from tests.ui.reading import drawn, reading, strips
from tui_reader.commands import COMMANDS, SIDEBAR, help_rows
from tui_reader.ui.bindings import bindings
from tui_reader.ui.screens.help import HelpScreen
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.themes import THEMES
from tui_reader.ui.widgets.outline import Outline

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_every_command_has_an_id_and_keys_of_its_own() -> None:
    """Ids are unique, and so are the keys of a pane."""
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for groups in ({SIDEBAR}, {command.group for command in COMMANDS} - {SIDEBAR}):
        keys = [key for command in COMMANDS if command.group in groups for key in command.keys]
        assert len(set(keys)) == len(keys)


def test_nothing_lives_only_on_keys_that_terminals_eat() -> None:
    """Only redraw, suspend and the palette are on Ctrl, as everywhere."""
    for command in COMMANDS:
        if all(key.startswith("ctrl+") for key in command.keys):
            assert command.keys in (("ctrl+l",), ("ctrl+z",), ("ctrl+p",))
        assert not {"ctrl+b", "ctrl+a", "ctrl+s", "f10", "f11"} & set(command.keys)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_its_action(command) -> None:
    """The action that the table names exists and takes the arguments that it gives."""
    name, _, arguments = command.action.partition("(")
    owner = Outline if command.group == SIDEBAR else ReaderScreen
    if name.startswith("app."):
        from tui_reader.ui.app import ReaderApp

        owner, name = ReaderApp, name[4:]
    elif name.startswith("screen."):
        owner, name = ReaderScreen, name[7:]
    method = getattr(owner, f"action_{name}")
    values = eval(f"({arguments.rstrip(')')},)") if arguments else ()
    inspect.signature(method).bind(None, *values)


def test_bindings_carry_the_ids_of_their_commands() -> None:
    """Keys can be remapped by the id that stands in the table."""
    made = bindings({command.group for command in COMMANDS})
    assert all(isinstance(binding, Binding) for binding in made)
    assert {binding.id for binding in made} == {command.id for command in COMMANDS}


def test_the_help_shows_remapped_keys() -> None:
    """A key that was remapped replaces those of the table."""
    rows = [row for _, group in help_rows({"line.down": "x,ctrl+n"}) for row in group]
    assert ("x Ctrl+N", "Line down") in rows
    assert ("k ↑", "Line up") in rows


@pytest.mark.parametrize("opens", ["question_mark", "f1"])
@pytest.mark.parametrize("closes", ["escape", "q", "question_mark"])
async def test_help_lists_every_command_and_closes(opens: str, closes: str) -> None:
    """The page has a row for each command; Esc, q and ? close it and leave the reader running."""
    async with reading("# Title\n\nText.", (100, 60)) as reader:
        await reader.press(opens)
        assert isinstance(reader.app.screen, HelpScreen)
        page = "\n".join(drawn(reader.app.screen.query_one("#help Static")))
        assert all(command.title in page for command in COMMANDS)
        await reader.press(closes)
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.app.is_running


async def test_escape_never_quits() -> None:
    """However often it is pressed."""
    async with reading("# Title\n\nText.") as reader:
        await reader.press(*["escape"] * 5)
        assert reader.app.is_running


@pytest.mark.parametrize("keys", [["q"], ["Q"], ["h", "Q"], ["question_mark", "Q"], ["ctrl+q"]])
async def test_quitting(keys: list[str]) -> None:
    """`q` quits the reader, `Q` from anywhere; the exit status is 0."""
    async with reading("# Title\n\nText.") as reader:
        await reader.press(*keys)
        assert not reader.app.is_running
        assert reader.app.return_code == 0


@pytest.mark.slow
async def test_ctrl_c_says_how_to_quit() -> None:
    """It doesn't quit, so that nothing is lost by habit."""
    async with reading("Text.") as reader:
        await reader.press("ctrl+c")
        assert "q quits" in reader.status


@pytest.mark.slow
async def test_wide_tables_scroll_sideways() -> None:
    """`>` and `<` move what is wider than the pane, and nothing else."""
    row = "| " + " | ".join(f"cell{number:02}" for number in range(40)) + " |"
    table = f"Text stays.\n\n{row}\n|{'---|' * 40}\n{row}\n"
    async with reading(table) as reader:
        assert reader.rows[2].startswith("cell00")
        assert reader.rows[2].endswith("›")
        await reader.press("greater_than_sign", "greater_than_sign")
        assert reader.rows[0] == "Text stays."
        assert not reader.rows[2].startswith("cell00")
        assert reader.rows[2].startswith("‹")
        await reader.press(*["greater_than_sign"] * 100)
        assert reader.rows[2].endswith("cell39")
        await reader.press(*["less_than_sign"] * 100)
        assert reader.rows[2].startswith("cell00")


async def test_nothing_wide_is_said() -> None:
    """Where nothing is wider than the pane the key says so."""
    async with reading("Text.") as reader:
        await reader.press("greater_than_sign")
        assert "wider" in reader.status


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES] + ["nord", "textual-light"])
async def test_themes_paint_text_on_their_background(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell of text has the colours of the theme, the terminal's own in `terminal`."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    async with reading("# Title\n\nText with a [link](https://x.org).", theme=theme) as reader:
        for widget in (reader.view, reader.outline):
            background = widget.visual_style.rich_style.bgcolor
            for strip in strips(widget):
                for segment in strip:
                    own = segment.style.bgcolor if segment.style else None
                    assert own == (None if theme == "terminal" else background), segment


async def test_a_theme_is_chosen_by_key() -> None:
    """`T` opens the choice of themes."""
    async with reading("Text.") as reader:
        await reader.press("T")
        assert type(reader.app.screen).__name__ == "ThemesScreen"


async def test_the_palette_runs_commands() -> None:
    """Commands are found by their title."""
    async with reading("Text.\n\n" * 60) as reader:
        await reader.press("ctrl+p")
        await reader.press(*"end of the doc")
        await reader.pilot.app.workers.wait_for_complete()
        await reader.press("enter")
        await reader.pilot.pause()
        assert reader.viewport.is_at_end


async def test_without_colour_weight_and_marks_carry_the_meaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With NO_COLOR no strip has a colour; headings, code and links are told apart still."""
    monkeypatch.setenv("NO_COLOR", "1")
    text = "# Title\n\n### Third\n\nText `code` [link](https://x.org) **strong** *soft*.\n"
    async with reading(text) as reader:
        segments = [segment for strip in strips(reader.view) for segment in strip]
        looks = {
            segment.text.strip(): (style.bold, style.underline, style.italic)
            for segment in segments
            if (style := segment.style) is not None
        }
        for segment in segments:
            assert (
                segment.style is None
                or segment.style.color is None
                or (segment.style.color.is_default)
            )
        assert looks["link"][1]
        assert looks["code"][0]
        assert looks["strong"][0]
        assert looks["soft"][2]
        assert any(text.startswith("###") for text in looks)


HOSTILE = [
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\x9b2J",
    "\x90q\x9c",
    "\u202egnp.exe",
    "[/x]",
    "[@click=app.quit]x[/]",
    "<https://x.y/%1b%5d52;c;UFdO%1b%5c>",
]


@pytest.mark.slow
@pytest.mark.parametrize("payload", HOSTILE, ids=ascii)
async def test_hostile_text_is_drawn_as_text(payload: str) -> None:
    """No control character reaches a strip, and nothing is markup, wherever the text stands."""
    text = (
        f"---\ntitle: T {payload}\n---\n\n# H {payload}\n\nP {payload}\n\n- L {payload}\n\n"
        f"> Q {payload}\n\n```{payload}\nC {payload}\n```\n\n| A {payload} |\n|---|\n| B |\n"
    )
    async with reading(text) as reader:
        await reader.press("]", "h", "colon")
        await reader.type(f"nothing like {payload}")
        rows = [*drawn(reader.view), *drawn(reader.outline), reader.status]
        assert not any(CONTROL.search(row) for row in rows)
        assert reader.app.is_running


async def test_a_selection_is_copied_without_margins() -> None:
    """Dragging selects to the character; soft line breaks become spaces."""
    words = " ".join(f"word{number:02}" for number in range(30))
    async with reading(f"{words}\n\nSecond.") as reader:
        margin = reader.view.margin
        await reader.pilot.mouse_down(reader.view, offset=(margin + 7, 0))
        await reader.pilot.hover(reader.view, offset=(margin + 6, 1))
        await reader.pilot.mouse_up(reader.view, offset=(margin + 6, 1))
        await reader.pilot.pause()
        first = reader.rows[0]
        selected = reader.app.screen.get_selected_text()
        assert selected is not None
        assert selected.startswith(first[7:])
        assert "\n" not in selected
        assert selected == words[7 : len(selected) + 7]


@pytest.mark.parametrize(
    ("notice", "shown"),
    [
        ("short", " short"),
        ("x" * 50, f" {'x' * 37}…"),
        (f"{'y' * 40}; v does it", f" {'y' * 26}…; v does it"),
        (f"said; {'z' * 40}", f" said; {'z' * 31}…"),
    ],
)
async def test_a_notice_is_cut_where_it_hurts_least(notice: str, shown: str) -> None:
    """On a narrow screen what is to be done is said, whatever else is cut."""
    async with reading("Words.", (40, 15)) as reader:
        reader.screen.say(notice)
        await reader.pilot.pause()
        assert reader.status.rstrip() == shown


@pytest.mark.parametrize("key", ["pageup", "pagedown"])
async def test_a_page_in_a_list_that_has_no_room(key: str) -> None:
    """A terminal of two rows shows no row of a list; a page of it is nothing."""
    async with reading("# A\n\nwords", (100, 2)) as reader:
        await reader.press("T", key, "escape")
        assert reader.app.screen is reader.screen
