"""Keys that came before their panel was there to take them."""

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tests.ui.reading import reading

TEXT = "# T\n\n[one](https://one.example/a) and [two](https://two.example/).\n\n## S\n\nMore.\n"
OPENING = {
    "find": "/",
    "palette": ":",
    "search": "S",
    "filter of the sidebar": "h&",
    "help": "?/",
    "links": "L/",
    "marks": "'/",
    "name of a bookmark": "'e",
    "queue": "A/",
    "themes": "T/",
    "note": "c",
}
"""Keys that open each line."""


@pytest.mark.parametrize("line", OPENING)
async def test_a_line_has_what_was_typed_before_it_was_there(tmp_path: Path, line: str) -> None:
    """All keys at once, as a terminal hands them on after a pause: none is lost, none acts."""
    path = tmp_path / "text.md"
    path.write_text(TEXT)
    async with reading(path) as reader:
        await reader.press("m")
        for key in f"{OPENING[line]}enow":
            reader.app.post_message(events.Key(_character_to_key(key), key))
        for _ in range(100):
            await reader.pilot.pause()
            if typed(reader.app.focused).endswith("enow"):
                return
        pytest.fail(f"{reader.app.focused} has {typed(reader.app.focused)!r}")


def typed(widget: Widget | None) -> str:
    """Return what was typed into a line or a text."""
    if isinstance(widget, Input):
        return widget.value
    return widget.text if isinstance(widget, TextArea) else ""
