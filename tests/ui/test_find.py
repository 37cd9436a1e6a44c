"""Finding in the document: as one types, from hit to hit, and back to where one was."""

from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import Input

from tests.ui.reading import Reading, reading, strips
from tests.ui.remembering import until
from tui_reader.commands import COMMANDS
from tui_reader.layout.lines import Role
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.themes import THEMES
from tui_reader.ui.widgets.find_bar import FindBar

FILL = "".join(f"Filling number {n} of the text.\n\n" for n in range(30))
BOOK = f"""# Book

The first needle, and a *nee*dle that markup
splits.

## One

{FILL}
A Needle here.

### One a

No such thing.

## Two

{FILL}
See [the source](https://example.org/needles) for a fine
needle.
"""
WIDE = (
    "| a | "
    + " | ".join("column" * 3 for _ in range(9))
    + " |\n"
    + "|---" * 10
    + "|\n"
    + ("| x | " + " | ".join("word" * 4 for _ in range(8)) + " | needle |\n")
)


def bar(reader: Reading) -> str:
    """Return the bar at the foot of the screen, empty where there is none."""
    rows = [
        "".join(
            strip.text
            for widget in found.children
            for strip in widget.render_lines(widget.outer_size.region)
        ).strip()
        for found in reader.app.screen.query(FindBar)
    ]
    return rows[0] if rows else ""


async def find(reader: Reading, words: str) -> None:
    """Type what to find, and wait until all hits are counted."""
    await reader.press("slash", *words)
    await counted(reader)


async def counted(reader: Reading) -> None:
    """Wait until all hits are counted."""
    await until(reader, lambda: "…" not in reader.screen.finding.text())


def lit(reader: Reading, role: Role = Role.CURRENT) -> list[str]:
    """Return the stretches of the text that are painted in a role."""
    style = reader.view._strips._painter.style(role)
    return [
        segment.text
        for strip in strips(reader.view)
        for segment in strip
        if segment.style
        and (segment.style.color, segment.style.bgcolor, segment.style.reverse)
        == (style.color, style.bgcolor, style.reverse)
        and segment.text.strip()
    ]


async def test_the_first_hit_is_shown_with_each_key() -> None:
    """A hit comes into view as one types, with lines around it; no hit leaves the place."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "number 2")
        assert any("number 2 of" in row for row in reader.rows)
        await reader.press("9")
        await counted(reader)
        row = next(i for i, row in enumerate(reader.rows) if "number 29" in row)
        assert 4 <= row <= 8
        assert bar(reader).endswith("1/2")
        await reader.press("x")
        await counted(reader)
        assert reader.viewport.y == 0
        assert bar(reader).endswith("no hit")
        await reader.press("backspace")
        await counted(reader)
        assert any("number 29" in row for row in reader.rows)


async def test_it_finds_from_where_one_is() -> None:
    """The first hit is at or after the top line; a hit in view moves nothing."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "needle")
        assert reader.viewport.y == 0
        assert bar(reader).endswith("1/5")
        await reader.press("escape", *["space"] * 2)
        top = reader.viewport.y
        await find(reader, "needle")
        assert bar(reader).endswith("3/5")
        assert reader.viewport.y >= top


@pytest.mark.slow
async def test_words_are_found_through_markup_case_and_accents() -> None:
    """Emphasis, line breaks, capitals and accents make no difference; a capital typed does."""
    text = "The *Caf*é at the\n**corner** is open. A CAFE.\n"
    async with reading(text) as reader:
        await find(reader, "cafe at the corner is")
        assert lit(reader) == ["Caf", "é at the corner is"]
        await reader.press("escape")
        await find(reader, "cafe")
        assert bar(reader).endswith("1/2")
        await reader.press("escape")
        await find(reader, "Cafe")
        assert bar(reader).endswith("1/1")


async def test_an_address_is_found_and_its_link_selected() -> None:
    """A hit in an address selects the link, so that the address is shown and Enter opens it."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "example.org")
        await reader.press("enter")
        assert reader.view.spot is not None
        assert "https://example.org/needles" in reader.status
        await reader.press("escape")
        assert reader.view.spot is None
        assert reader.viewport.y == 0


async def test_enter_stays_and_n_goes_on() -> None:
    """After Enter the hits and the count stay; n and N go round and say so."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "needle")
        await reader.press("enter")
        assert bar(reader) == ""
        assert reader.view.has_focus
        assert "1/5" in reader.status
        for number in ("2/5", "3/5", "4/5", "5/5"):
            await reader.press("n")
            assert number in reader.status
        assert lit(reader) == ["needle"]
        await reader.press("n")
        assert "past the last hit: the first one again" in reader.status
        await reader.press("j", "k")
        assert "1/5" in reader.status
        await reader.press("N")
        assert "past the first hit: the last one again" in reader.status
        await reader.press("N")
        assert "4/5" in reader.status


async def test_n_goes_on_from_what_is_in_view() -> None:
    """Whoever has moved away from the hit finds the next one from there."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "needle")
        await reader.press("enter", "G", "N")
        assert "3/5" in reader.status
        await reader.press("g", "n")
        assert "1/5" in reader.status


@pytest.mark.slow
async def test_the_only_hit_says_so() -> None:
    """n with a single hit goes nowhere, and tells why."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "number 29 of the text. nothing")
        await reader.press("enter")
        assert "not found: number 29" in reader.status
        await find(reader, "splits")
        await reader.press("enter", "n")
        assert "the only hit" in reader.status


@pytest.mark.parametrize("keys", [["escape"], ["enter", "escape"], ["enter", "n", "escape"]])
async def test_escape_returns_to_where_one_was(keys: list[str]) -> None:
    """Esc goes back to the very line, and takes hits, counts and colours away."""
    async with reading(BOOK, (100, 20)) as reader:
        await reader.press("space", "j")
        top, sidebar = reader.rows, reader.outline_rows
        await find(reader, "needle.")
        assert reader.rows != top
        await reader.press(*keys)
        assert reader.rows == top
        assert reader.outline_rows == sidebar
        assert not lit(reader)
        assert "/" not in reader.status
        assert reader.view.has_focus


async def test_escape_lets_one_stay_who_has_read_on() -> None:
    """Once the hit is out of view, Esc only takes the colours away."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "Needle here")
        await reader.press("enter", "space", "space")
        top = reader.viewport.y
        await reader.press("escape")
        assert reader.viewport.y == top
        assert not reader.screen.is_finding


async def test_one_can_go_back_after_staying() -> None:
    """A find that moved the text is a jump: Backspace undoes it."""
    async with reading(BOOK, (100, 20)) as reader:
        await reader.press("space")
        top = reader.viewport.y
        await find(reader, "Needle here")
        await reader.press("enter", "backspace")
        assert reader.viewport.y == top


async def test_hits_are_counted_beside_the_headings() -> None:
    """While a search is shown the sidebar has its hits, those of folded sections too."""
    async with reading(BOOK, (100, 20)) as reader:
        before = reader.outline_rows
        await find(reader, "needle")
        assert [row.split()[-1] for row in reader.outline_rows] == ["2", "1", "a", "2"]
        await reader.press("escape")
        assert reader.outline_rows == before
    folded = "".join(f"## P{n}\n\n### S{n}\n\nneedle\n\n" for n in range(100))
    async with reading(folded, (100, 20)) as reader:
        await find(reader, "needle")
        assert reader.outline_rows[3].split()[-1] == "1"


async def test_hits_in_a_wide_table_scroll_it_sideways() -> None:
    """A hit to the right of what is shown comes into view, and Esc brings the left back."""
    async with reading(WIDE, (80, 20)) as reader:
        assert not any("needle" in row for row in reader.rows)
        await find(reader, "needle")
        assert any("needle" in row for row in reader.rows)
        assert lit(reader) == ["needle"]
        await reader.press("escape")
        assert reader.view.shift == 0


@pytest.mark.slow
async def test_a_cell_that_wraps_is_lit_in_its_lines() -> None:
    """A phrase that a cell breaks into lines is lit in each of them, and nowhere else."""
    text = "| one | two |\n|---|---|\n| " + "long words " * 12 + "here | the needle cell |\n"
    async with reading(text, (80, 20)) as reader:
        await find(reader, "words here")
        assert "".join(lit(reader)).replace(" ", "") == "wordshere"
        await reader.press("escape")
        await find(reader, "needle cell")
        assert lit(reader) == ["needle cell"]


@pytest.mark.slow
async def test_all_hits_in_view_are_lit_and_the_current_one_differs() -> None:
    """In each theme the hit that one is at looks different from the others."""
    for theme in THEMES:
        async with reading("needle needle needle", theme=theme.name) as reader:
            await find(reader, "needle")
            await reader.press("enter", "n")
            assert lit(reader, Role.CURRENT) == ["needle"]
            assert lit(reader, Role.FOUND) == ["needle", "needle"]


async def test_hits_are_lit_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the current hit is reversed, the others are underlined."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading("needle needle") as reader:
        await find(reader, "needle")
        looks = [
            (bool(segment.style.reverse), bool(segment.style.underline))
            for segment in strips(reader.view)[0]
            if segment.text == "needle" and segment.style
        ]
        assert looks == [(True, False), (False, True)]


@pytest.mark.parametrize("name", [theme.name for theme in THEMES if not theme.ansi])
def test_hits_can_be_read(name: str) -> None:
    """The contrast of what is lit is at least 4.5:1; reversed, the text has the background's."""
    theme = next(theme for theme in THEMES if theme.name == name)
    for variable in ("reader-muted", "reader-mark"):
        background = Color.parse(str(theme.background))
        assert contrast(Color.parse(theme.variables[variable]), background) >= 4.5


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.1)."""
    light = sorted((_luminance(one), _luminance(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(color: Color) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
             for part in color.normalized]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.slow
async def test_an_empty_enter_finds_the_same_again() -> None:
    """Enter on an empty line repeats the last find; the arrows bring back earlier ones."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "needle")
        await reader.press("enter", "escape")
        await find(reader, "splits")
        await reader.press("enter", "escape", "slash", "enter")
        await counted(reader)
        assert "1/1" in reader.status
        await reader.press("slash", "up", "up")
        assert reader.app.screen.query_one(Input).value == "needle"
        await reader.press("down")
        assert reader.app.screen.query_one(Input).value == "splits"


async def test_n_repeats_a_find_that_was_given_up() -> None:
    """n finds the last words again after Esc, and says what to do where nothing was found yet."""
    async with reading(BOOK, (100, 20)) as reader:
        await reader.press("n")
        assert "/ finds words" in reader.status
        await find(reader, "needle")
        await reader.press("enter", "escape", "n")
        await counted(reader)
        assert "1/5" in reader.status


async def test_an_emptied_line_returns() -> None:
    """What was typed and taken away again leaves nothing behind."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "29")
        assert reader.viewport.y
        await reader.press("backspace", "backspace")
        assert reader.viewport.y == 0
        assert not reader.screen.is_finding


async def test_keys_typed_ahead_of_the_bar_are_in_it() -> None:
    """Whoever types fast loses no key."""
    async with reading(BOOK, (100, 20)) as reader:
        await reader.pilot.press("slash", *"needle", "enter")
        await counted(reader)
        assert "1/5" in reader.status


async def test_hits_go_on_in_the_next_document(tmp_path: Path) -> None:
    """Another document of the library shows its own hits."""
    (tmp_path / "a.md").write_text("# A\n\none needle\n")
    (tmp_path / "b.md").write_text("# B\n\ntwo needles, a needle\n")
    async with reading(tmp_path) as reader:
        await find(reader, "needle")
        await reader.press("enter", "]")
        await counted(reader)
        assert reader.rows[0] == "B"
        assert "2 hits" in reader.status
        await reader.press("n")
        assert "1/2" in reader.status


async def test_hits_follow_the_width_of_the_text() -> None:
    """A narrower column keeps hits and the way back."""
    async with reading(BOOK, (100, 20)) as reader:
        await reader.press("space")
        top = reader.rows[0]
        await find(reader, "Needle here")
        await reader.press("enter", "minus", "minus")
        assert lit(reader) == ["Needle here"]
        await reader.press("escape")
        assert reader.rows[0] == top


async def test_a_panel_can_show_hits() -> None:
    """What opens a document at a place shows the hit nearest to it."""
    async with reading(BOOK, (100, 20)) as reader:
        await reader.press("G")
        reader.screen.finding.show_hits("needle", (0, 4, 0))
        await counted(reader)
        assert "3/5" in reader.status
        assert lit(reader) == ["Needle"]


@pytest.mark.slow
async def test_a_hit_beyond_a_large_text_comes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What isn't found in the time of a key is found later, and the next key ends that."""
    monkeypatch.setattr("tui_reader.ui.finding._AT_ONCE", 0)
    monkeypatch.setattr("tui_reader.ui.finding.BATCH_SECONDS", 0)
    text = f"# Large\n\n{FILL * 40}\n\nA zebra.\n"
    async with reading(text, (100, 20)) as reader:
        await reader.press("slash", *"zebra")
        assert isinstance(reader.app.screen, ReaderScreen)
        await until(reader, lambda: any("A zebra." in row for row in reader.rows))
        await counted(reader)
        assert bar(reader).endswith("1/1")
        await reader.press("escape", "slash", *"zeb", *["backspace"] * 3, *"Large")
        await counted(reader)
        assert bar(reader).endswith("1/1")
        assert reader.viewport.y == 0


async def test_a_search_keeps_the_parsed_pages() -> None:
    """Going through a large text drives nothing out that is in view."""
    async with reading("# T\n\n" + FILL * 300, (100, 20)) as reader:
        chunks = dict(reader.screen.document._blocks)
        await find(reader, "filling")
        assert all(reader.screen.document._blocks.get(each) is chunks[each] for each in chunks)
        assert len(reader.screen.document._blocks) <= len(chunks) + 2


async def test_the_bar_leaves_when_the_text_is_clicked() -> None:
    """A click beside the bar stays at the hit."""
    async with reading(BOOK, (100, 20)) as reader:
        await find(reader, "number 29")
        await reader.pilot.click("ReaderView", offset=(3, 3))
        await reader.pilot.pause()
        assert bar(reader) == ""
        assert reader.screen.is_finding
        assert reader.viewport.y


async def test_the_next_find_begins_with_what_was_read(tmp_path: Path) -> None:
    """The folded text of a document is kept from find to find, of one document at a time."""
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\none needle\n")
    async with reading(tmp_path) as reader:
        await find(reader, "needle")
        texts = reader.screen.finding._texts
        assert texts is not None
        await reader.press("escape", "slash", *"one")
        await counted(reader)
        assert reader.screen.finding._texts is texts
        await reader.press("enter", "escape", "]")
        assert reader.screen.finding._texts is None


MESA = "# Book\n\n" + "".join(f"{FILL}The mesa number {n}, a *mesa* here.\n\n" for n in range(5))


async def reload(reader: Reading, path: Path, text: str) -> None:
    """Change the file, read it again, and wait until all hits are counted."""
    path.write_text(text)
    before = reader.screen.document
    await reader.press("R")
    await until(reader, lambda: reader.screen.document is not before)
    await counted(reader)


async def test_the_hit_stays_in_the_next_edition(tmp_path: Path) -> None:
    """After a reload one is at the same words; where they are gone, n goes on from there."""
    path = tmp_path / "book.md"
    path.write_text(MESA)
    async with reading(path, (100, 20)) as reader:
        await find(reader, "mesa")
        await reader.press("enter", "n", "n", "n")
        assert "4/10" in reader.status
        text = "# New\n\nA mesa before all.\n\n" + MESA
        await reload(reader, path, text)
        assert "5/11" in reader.screen.finding.text()
        assert lit(reader) == ["mesa"]
        await reader.press("j", "n")
        assert "6/11" in reader.status
        text = text.replace("mesa number 2", "hill number 2")
        await reload(reader, path, text)
        assert "10 hits" in reader.screen.finding.text()
        text = text.replace("# New", "# Newer")
        await reload(reader, path, text)
        await reader.press("n")
        assert "6/10" in reader.status
        await reload(reader, path, "")
        assert reader.screen.finding.hit is None


@pytest.mark.parametrize("term", ["mesa", "example"])
async def test_the_hit_stays_in_the_source_and_back(term: str) -> None:
    """The source and the text show the same hit as the current one."""
    text = MESA.replace("*mesa*", "*mesa* [link](http://example.org)")
    number = "4" if term == "mesa" else "2"
    async with reading(text, (100, 20)) as reader:
        await find(reader, term)
        await reader.press("enter", *"nnn"[: int(number) - 1])
        said = reader.screen.finding.text()
        assert said.startswith(f"{number}/")
        for _ in range(2):
            await reader.press("v")
            await counted(reader)
            assert reader.screen.finding.text() == said
            assert lit(reader) == ([term] if not reader.view.spot else ["link"])


async def test_other_documents_have_hits_of_their_own(tmp_path: Path) -> None:
    """Where a term has no hit nothing is said unless one asks; back, the counts are there again."""
    (tmp_path / "a.md").write_text("# A\n\none needle, two needles\n")
    (tmp_path / "b.md").write_text("# B\n\nstraw\n")
    async with reading(tmp_path) as reader:
        await find(reader, "needle")
        await reader.press("enter", "]")
        await counted(reader)
        assert reader.rows[0] == "B"
        assert reader.screen.finding.text() == ""
        await reader.press("n")
        assert "no hit" in reader.status
        await reader.press("[")
        await counted(reader)
        assert "2 hits" in reader.status
        assert len(lit(reader, Role.FOUND)) == 2
        assert [row.split()[-1] for row in reader.outline_rows if "A" in row] == ["2"]


async def test_a_panel_leaves_other_documents_their_hits(tmp_path: Path) -> None:
    """What a panel shows in one document leaves what was typed in another one as it was."""
    (tmp_path / "a.md").write_text("# A\n\none needle, two needles\n")
    (tmp_path / "b.md").write_text("# B\n\nstraw and needle\n")
    async with reading(tmp_path) as reader:
        await find(reader, "needle")
        await reader.press("enter", "]")
        reader.screen.finding.show_hits("straw")
        await counted(reader)
        assert "1/1" in reader.screen.finding.text()
        await reader.press("[")
        await counted(reader)
        assert "2 hits" in reader.status
        await reader.press("]")
        await counted(reader)
        assert lit(reader, Role.FOUND) == ["straw"]
        await reader.press("escape", "n")
        await counted(reader)
        assert lit(reader) == ["straw"]


@pytest.mark.slow
async def test_a_number_says_how_many_hits_to_go() -> None:
    """3n and 3N go three hits, round if need be; the number is done with then."""
    async with reading(MESA + "[a](http://a.net)\n", (100, 20)) as reader:
        await find(reader, "mesa")
        await reader.press("enter", "3", "n")
        assert "4/10" in reader.status
        assert not reader.screen.digits
        await reader.press("n")
        assert "5/10" in reader.status
        await reader.press("2", "N")
        assert "3/10" in reader.status
        await reader.press("8", "n")
        assert "past the last hit: the first one again" in reader.status
        await reader.press("j", "k")
        assert "1/10" in reader.status
        await reader.press("1", "0", "N")
        await reader.press("j", "k")
        assert "1/10" in reader.status
        await reader.press(*"999999", "n")
        await until(reader, lambda: "10/10" in reader.screen.finding.text())
        await reader.press("0", "n", "j", "k")
        assert "1/10" in reader.status


async def test_a_number_goes_on_from_nothing_in_view() -> None:
    """Away from the hit, and after a find that was given up, a number counts from the top."""
    async with reading(MESA, (100, 20)) as reader:
        await find(reader, "mesa")
        await reader.press("enter", "escape", "g", "2", "n")
        await counted(reader)
        assert "2/10" in reader.status
        await reader.press("G", "2", "N")
        assert "7/10" in reader.status


async def test_backspace_in_an_empty_bar_closes_it() -> None:
    """As Esc does: one is back where one was."""
    async with reading(BOOK, (100, 20)) as reader:
        await reader.press("space")
        top = reader.rows
        await find(reader, "29")
        await reader.press("backspace", "backspace")
        assert bar(reader).startswith("/")
        await reader.press("backspace")
        assert bar(reader) == ""
        assert reader.rows == top
        assert reader.view.has_focus


async def test_the_help_finds_the_keys_of_find() -> None:
    """Whoever looks for finding sees n and N too."""
    titles = [command.title.casefold() for command in COMMANDS if command.id.startswith("find.")]
    assert all("find" in title for title in titles)
