"""Following links to places: anchors, documents, back and forward, and what is refused."""

from pathlib import Path

import pytest

from tests.ui.links import FILLER, panel, tab_to
from tests.ui.reading import reading
from tui_reader.ui.screens.confirm import ConfirmScreen

ANCHORS = f"""# Start

[to two](#part) [to the second](#part-1) [to id](#here) [to none](#nowhere) [top](#) note[^n]

{FILLER}

## Part

First part.

{FILLER}

## Part

Second part.

{FILLER}

<a id="here"></a>

Here it is.

{FILLER}

[^n]: The footnote [back](#start).
"""


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ("to two", "First part."),
        ("to the second", "Second part."),
        ("to id", "Here it is."),
        ("[1]", "The footnote"),
    ],
)
async def test_anchors_jump_and_backspace_returns(text: str, top: str) -> None:
    """Slugs, duplicate headings, ids and footnotes are reached; Backspace leads back exactly."""
    async with reading(ANCHORS, (80, 14)) as reader:
        await reader.press("j")
        links = reader.viewport.spots_in_view()
        if text == "[1]":
            await reader.press(*["tab"] * len(links))
        else:
            await tab_to(reader, text)
        before, y = reader.rows, reader.viewport.y
        await reader.press("enter")
        assert any(top in row for row in reader.rows)
        assert reader.viewport.y != y
        there = reader.rows
        await reader.press("backspace")
        assert (reader.rows, reader.viewport.y) == (before, y)
        await reader.press("right_parenthesis")
        assert reader.rows == there
        await reader.press("left_parenthesis")
        assert reader.rows == before


async def test_an_anchor_that_is_not_there_is_said() -> None:
    """A dead anchor leaves the text where it is and no place to go back to."""
    async with reading(ANCHORS, (80, 14)) as reader:
        await tab_to(reader, "to none")
        before = reader.rows
        await reader.press("enter")
        assert "no anchor #nowhere" in reader.status
        assert reader.rows == before
        await reader.press("backspace")
        assert "no place to go back" in reader.status


@pytest.mark.parametrize("size", [(50, 20), (120, 14), (80, 30)])
async def test_back_after_a_resize(size: tuple[int, int]) -> None:
    """Going back after another size shows the words that were on top."""
    words = "\n\n".join(f"Paragraph {n} {'has words ' * 20}in it." for n in range(20))
    async with reading(f"{words}\n\n[go](#end)\n\n{words}\n\n## End\n\n{words}") as reader:
        await tab_to(reader, "go")
        await reader.press("}", "{")
        top = next(row for row in reader.rows if row).split()[:2]
        await reader.press("enter")
        assert reader.rows[0] == "End"
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        await reader.press("backspace")
        assert next(row for row in reader.rows if row).split()[:2] == top
        await reader.press("right_parenthesis")
        assert reader.rows[0] == "End"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents, with one beside it."""
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside.md").write_text("# Outside\n\nBeyond the folder.")
    (root / "a.md").write_text(
        f"# A\n\n{FILLER}\n\n[to b](b.md#second) [out](../outside.md) [gone](gone.md)\n\n{FILLER}"
    )
    (root / "b.md").write_text(f"# B\n\n{FILLER}\n\n## Second\n\n[back to a](a.md)\n\n{FILLER}")
    return root


async def test_documents_open_at_their_anchors(folder: Path) -> None:
    """A relative link opens the document at its anchor, without one where it was left.

    Back is exactly where it was.
    """
    async with reading(folder, (80, 14)) as reader:
        await tab_to(reader, "to b")
        before = reader.rows
        await reader.press("enter")
        assert reader.rows[0] == "Second"
        assert reader.screen.document.title == "B"
        await tab_to(reader, "back to a")
        there = reader.rows
        await reader.press("enter")
        assert reader.screen.document.title == "A"
        assert reader.rows == before
        await reader.press("backspace")
        assert reader.rows == there
        await reader.press("backspace")
        assert reader.screen.document.title == "A"
        assert reader.rows == before
        await reader.press("right_parenthesis")
        assert reader.rows == there
        await reader.press("right_parenthesis")
        assert reader.screen.document.title == "A"


@pytest.mark.parametrize(
    ("answer", "title"), [("y", "Outside"), ("n", "A"), ("escape", "A"), ("enter", "A")]
)
async def test_documents_outside_ask_first(folder: Path, answer: str, title: str) -> None:
    """A link out of the folder opens only after a yes."""
    async with reading(folder, (80, 14)) as reader:
        await tab_to(reader, "out")
        before = reader.rows
        await reader.press("enter")
        assert isinstance(reader.app.screen, ConfirmScreen)
        assert "outside" in panel(reader)
        await reader.press(answer)
        assert reader.app.screen is reader.screen
        assert reader.screen.document.title == title
        if answer == "y":
            await reader.press("backspace")
        assert reader.rows == before


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("ssh://-oProxyCommand=x/", "ssh:"),
        ("ftp://x.y/", "ftp:"),
        ("tel:+49", "tel:"),
        ("https://google.com@evil.com/", "evil.com"),
        ("https://x.y/%0d%0aX", "control"),
        ("mailto:a@b.de?attach=/etc/passwd", "attach"),
        ("gone.md", "pipe"),
    ],
)
async def test_refusals_are_told(href: str, reason: str) -> None:
    """What isn't opened is said with the reason and the address."""
    async with reading(f"[x]({href})", (160, 20)) as reader:
        await reader.press("tab", "enter")
        assert reader.app.screen is reader.screen
        assert "not opened" in reader.status
        assert reason in reader.status
        assert href in reader.status
