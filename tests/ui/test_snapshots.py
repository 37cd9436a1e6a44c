"""What whole screens look like, as text, at three sizes.

`pytest --update-golden` writes them; read the difference before you commit it.
"""

from pathlib import Path

import pytest

from tests.samples import FIXTURES
from tests.ui.reading import reading
from tests.ui.remembering import heading_of_panel, settle, until

SNAPSHOTS = Path(__file__).with_name("snapshots")
SIZES = [(80, 24), (120, 36), (40, 15)]
SCENES: dict[str, list[str]] = {
    "start": [],
    "middle": ["space", "]", "j"],
    "sidebar": ["h", "j"],
    "help": ["question_mark"],
    "palette": ["colon", *"table"],
    "found-keys": ["L", "question_mark", "slash", *"read"],
    "zen": ["z", "d"],
    "marks": ["m", "]", "c", *"A thought", "escape", "]", "m", "apostrophe"],
    "note": ["}", "c", *"What I think of it,", "enter", *"in two lines"],
    "peek": ["}", "c", *"What I think of it", "escape", "m", "K"],
    "find": ["slash", *"line"],
    "hits": ["slash", *"line", "enter", "n", "n"],
    "filter": ["h", "ampersand", *"six", "enter"],
    "search": ["S", *"line"],
    "source": ["space", "]", "v"],
    "where": ["]", "x", "m", "]", "i"],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES)
async def test_screens_look_as_they_did(
    scene: str, size: tuple[int, int], update_golden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen is the one that was looked at and kept."""
    # The path is on one of the screens.
    monkeypatch.chdir(FIXTURES)
    async with reading(Path("kitchen-sink.md"), size) as reader:
        await reader.press(*SCENES[scene])
        await settle(reader)
        if scene in ("find", "hits"):
            await until(reader, lambda: "…" not in reader.screen.finding.text())
        if scene == "search":
            await until(reader, lambda: ":" in heading_of_panel(reader))
        # Textual has no public way to the rows of a whole screen with all its layers.
        rows = reader.app.screen._compositor.render_strips()
        shown = "\n".join(strip.text.rstrip() for strip in rows) + "\n"
    golden = SNAPSHOTS / f"{scene}.{size[0]}x{size[1]}.txt"
    if update_golden:
        golden.write_text(shown, "utf-8")
    assert shown.split("\n") == golden.read_text("utf-8").split("\n")
