"""Looks: what a line of the table says, and that hits are told apart in every theme."""

from pathlib import Path

import pytest
from rich.style import Style

from tests.ui.reading import reading, strips
from tui_reader.ui.looks import CURRENT_HIT, HIT, parse_look
from tui_reader.ui.themes import THEMES

ALL = [theme.name for theme in THEMES] + ["nord", "textual-light"]


def attributes(style: Style) -> tuple[bool, ...]:
    """Return what a style has where there is no colour."""
    return tuple(bool(each) for each in (style.bold, style.underline, style.reverse, style.italic))


async def test_a_look_has_words_and_colours() -> None:
    """Words are switched on, and off after `not`; a variable is a colour, after `on` behind."""
    async with reading("Text.", theme="alignread-dark") as reader:
        style = parse_look(reader.app, "bold not underline $reader-hit-text on $reader-hit")
        shown = parse_look(reader.app, "underline") + style
    assert style.color is not None
    assert style.bgcolor is not None
    assert style.color != style.bgcolor
    assert (shown.bold, shown.underline) == (True, False)


@pytest.mark.parametrize("theme", ALL)
async def test_hits_are_told_apart(theme: str) -> None:
    """Hits, the current one and links differ in colour, and without it in the rest."""
    async with reading("Text.", theme=theme) as reader:
        looks = [
            parse_look(reader.app, look)
            for look in ("", "bold", "underline", "reverse", HIT, CURRENT_HIT)
        ]
    assert len({attributes(style) for style in looks}) == len(looks)
    assert len({(style.color, style.bgcolor, style.reverse) for style in looks}) >= 4


async def test_terms_show_without_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR a word of the glossary is italic too; underlined alone it would be a link."""
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "a.md").write_text("# One\n\nBeing corrigible is good.\n", "utf-8")
    (tmp_path / "glossary.md").write_text("# Words\n\n## Corrigible\n\nMeek.\n", "utf-8")
    async with reading(tmp_path) as reader:
        await reader.pilot.pause()
        found = [
            segment.style
            for strip in strips(reader.view)
            for segment in strip
            if segment.text == "corrigible"
        ]
    assert [(style.italic, bool(style.underline)) for style in found if style] == [(True, True)]
