"""The glossary on the screen: terms underlined, explained, and left alone when asked to be."""

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from tests.ui.links import tab_to
from tests.ui.reading import Reading, drawn, reading, strips
from tui_reader.ui.screens.facts import FactsScreen

GLOSSARY = """# Words

## Corrigible

Of a system that lets itself be corrected.

Also: corrigibility

Used by many. Taught in [One](01-one.md#two).

## Mesa-optimizer

A learned optimizer [/x] \x1b[31m.
"""
ONE = """# One

Being corrigible is good. A corrigible mesa-optimizer is rare.

## Two

Again corrigibility, `mesa-optimizer` in code, and [corrigible](https://example.org/c) in a link.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a glossary."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "01-one.md").write_text(ONE, "utf-8")
    (root / "glossary.md").write_text(GLOSSARY, "utf-8")
    return root


def underlined(reader: Reading) -> list[str]:
    """Return what is underlined in the text pane and is no link, which isn't italic."""
    found: list[str] = []
    for strip in strips(reader.view):
        for text, style, _ in strip:
            if style is not None and style.underline and style.italic:
                found.append(text.strip())
    return [text for text in found if text]


def panel(reader: Reading) -> str:
    """Return what the panel over the text says."""
    screen = reader.app.screen
    assert isinstance(screen, FactsScreen)
    return " ".join(" ".join(drawn(screen.query_one("Static"))).split())


async def test_first_uses_are_underlined(folder: Path) -> None:
    """Each term once in a section; not in code, not in links, not in the glossary itself."""
    async with reading(folder, (100, 30)) as reader:
        assert underlined(reader) == ["corrigible", "mesa-optimizer", "corrigibility"]
        reader.screen.open_document(1)
        await reader.pilot.pause()
        assert underlined(reader) == []


async def test_w_leaves_them_alone(folder: Path) -> None:
    """And brings them back; where there is no glossary, it says so."""
    async with reading(folder, (100, 30)) as reader:
        await reader.press("w")
        assert underlined(reader) == []
        await reader.press("w")
        assert len(underlined(reader)) == 3
    async with reading("# Alone\n\ncorrigible\n") as reader:
        await reader.press("w")
        assert "no glossary" in reader.status


async def test_k_explains_what_is_in_view(folder: Path) -> None:
    """All terms on the screen, in reading order, made safe; `o` opens the glossary there."""
    async with reading(folder, (100, 30)) as reader:
        await reader.press("K")
        said = panel(reader)
        assert said.index("Corrigible: Of a system") < said.index("Mesa-optimizer: A learned")
        assert "[/x] ␛[31m" in said
        await reader.press("o")
        assert reader.screen.document.title == "Words"
        assert reader.current == "Corrigible"
        await reader.press("backspace")
        assert reader.screen.document.title == "One"


async def test_k_explains_the_selected_word(folder: Path) -> None:
    """Only that one."""
    async with reading(folder, (100, 30)) as reader:
        row = next(index for index, row in enumerate(reader.rows) if "mesa" in row)
        start = drawn(reader.view)[row].index("mesa")
        selection = Selection(Offset(start, row), Offset(start + len("mesa-optimizer"), row))
        reader.screen.selections = {reader.view: selection}
        await reader.press("K")
        assert panel(reader).startswith("Mesa-optimizer: ")
        assert "Corrigible" not in panel(reader)


async def test_k_on_a_link_explains_its_words(folder: Path) -> None:
    """Beside where it goes."""
    async with reading(folder, (100, 30)) as reader:
        await tab_to(reader, "corrigible")
        await reader.press("K")
        shown = " ".join(drawn(reader.app.screen.query_one("Static")))
        assert "Corrigible: Of a system that lets itself be corrected." in shown
        assert "https://example.org/c" in shown


async def test_k_says_when_there_is_nothing(tmp_path: Path) -> None:
    """No link, no note, no term."""
    async with reading("# Alone\n\nNothing here.\n") as reader:
        await reader.press("K")
        assert "no notes or terms" in reader.status


async def test_paths_are_counted(tmp_path: Path) -> None:
    """A document that was read counts on a path, and the parts of a path add up."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "01-one.md").write_text("# One\n\nSome words.\n", "utf-8")
    (root / "02-two.md").write_text("# Two\n\nSome words.\n", "utf-8")
    (root / "paths.md").write_text(
        "# Paths\n\n## All\n\n### First\n\n1. [One](01-one.md), 5 min. Why.\n\n"
        "### Then\n\n1. [Two](02-two.md), 5 min. Why.\n"
        "2. [Web](https://example.org/), 5 min. Why.\n",
        "utf-8",
    )
    async with reading(root, (120, 30)) as reader:
        await reader.press("x")
        reader.screen.open_document(2)
        await reader.pilot.pause()
        reader.screen.memory.flush()
        await reader.pilot.pause()
        rows = [row for row in reader.sidebar if "All" in row or "First" in row or "Then" in row]
        assert [row.split()[-1] for row in rows] == ["1/3", "1/1", "0/2"]
        assert any("One✓" in row for row in reader.rows)
