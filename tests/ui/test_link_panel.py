"""The links panel and the queue; what is remembered of links, beside them and in the sidebar."""

import json
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.ui.reading import Reading, drawn, reading
from tests.ui.test_typed_ahead import type_ahead
from tui_reader.cli import main
from tui_reader.document.document import Document
from tui_reader.document.links import document_links
from tui_reader.document.source import decode
from tui_reader.state.links import mark_opened, mark_read, queued
from tui_reader.state.store import Store
from tui_reader.ui.screens.links import LinksScreen

TEXT = """# Title

Opening with [one](https://one.example/a). A second sentence names [two](https://two.example/).

## Section

- [one again](https://one.example/a) in a list
- [place](#title) and [three *words*](https://three.example/x?y=1)

| cell |
|---|
| [four](mailto:a@four.example) |
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of two documents with links."""
    root = tmp_path / "notes"
    root.mkdir()
    (root / "1.md").write_text(TEXT)
    (root / "2.md").write_text("# Other\n\n[five](https://five.example/)\n")
    return root


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_reader.ui.following.find_browser", lambda *_: None)


def rows(reader: Reading) -> list[str]:
    """Return the lines of the panel's list, without its frame."""
    inside = (row.strip("│ ") for row in drawn(reader.app.screen.query_one(OptionList)))
    return [row for row in inside if row and row[0] not in "╭╰"]


def remembered() -> Store:
    """Return the store as another session has it."""
    return Store()


@pytest.mark.slow
async def test_a_long_list_is_filtered_when_letters_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with each letter of those that come together; Enter goes by what was typed then."""
    text = "".join(f"## Part {n}\n\n[link {n}](https://e.example/{n})\n\n" for n in range(1500))
    fills = 0
    original = LinksScreen._fill

    def counted(panel: LinksScreen) -> None:
        nonlocal fills
        fills += 1
        original(panel)

    monkeypatch.setattr(LinksScreen, "_fill", counted)
    async with reading(text) as reader:
        await reader.press("L")
        await reader.until(lambda: isinstance(reader.app.screen, LinksScreen))
        type_ahead(reader, "/link 1234")
        await reader.until(lambda: rows(reader)[:1] == ["1235   link 1234"])
        assert rows(reader)[0] == "1235   link 1234"
        # What comes late on a busy machine is a pause as well.
        assert 2 <= fills <= 8
        await reader.press("escape", "slash")
        type_ahead(reader, "link 777\r")
        await reader.until(lambda: isinstance(reader.app.focused, OptionList))
        await reader.press("enter")
        assert reader.view.spot is not None
        assert reader.view.spot.link.href == "https://e.example/777"


def test_links_of_a_document_in_order() -> None:
    """Number, text, section and the sentence around it, tables and lists included."""
    links = list(document_links(Document(decode(TEXT.encode(), "t"))))
    assert [link.number for link in links] == [1, 2, 3, 4, 5, 6]
    assert [link.text for link in links] == [
        "one", "two", "one again", "place", "three words", "four",
    ]  # fmt: skip
    assert [link.heading for link in links] == [0, 0, 1, 1, 1, 1]
    assert links[0].sentence == "Opening with one."
    assert links[1].sentence == "A second sentence names two."


async def test_the_panel_lists_each_address_once() -> None:
    """An address in several places is one row that says so."""
    async with reading(TEXT) as reader:
        await reader.press("L")
        shown = rows(reader)
        assert shown[0].startswith("1")
        assert "one  (2 places)" in shown[0]
        assert shown[1] == "one.example · Title"
        assert not any("one again" in row for row in shown)
        assert "A second sentence names two." not in shown
        await reader.press("j")
        assert "A second sentence names two." in drawn(reader.app.screen.query_one("#details"))[0]


async def test_the_panel_goes_to_a_link() -> None:
    """Enter closes the panel with the link selected in the text, and `(` goes back."""
    async with reading("Filler.\n\n" * 40 + TEXT, (100, 20)) as reader:
        await reader.press("L", "j", "enter")
        assert reader.screen.view.spot is not None
        assert reader.screen.view.spot.text == "two"
        assert any("two" in row for row in reader.rows)
        await reader.press("(")
        assert reader.viewport.y == 0


async def test_the_panel_filters_by_typing() -> None:
    """Words are looked for in text, address and section; Esc shows all again."""
    async with reading(TEXT) as reader:
        await reader.press("L", "slash", *"three.ex", "enter")
        assert len(rows(reader)) == 2
        await reader.press("slash", "escape")
        assert len(rows(reader)) == 10
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_panel_queues_and_marks_as_read() -> None:
    """`a` queues and takes out again, `x` marks as read; both are kept and shown at once."""
    async with reading(TEXT) as reader:
        await reader.press("L", "a")
        assert rows(reader)[0].startswith("1 +")
        assert [link.address for link in queued(remembered())] == ["https://one.example/a"]
        await reader.press("a")
        assert queued(remembered()) == []
        await reader.press("j", "x")
        assert rows(reader)[2].startswith("2 ✓")
        await reader.press("escape")
        assert any("two✓" in row for row in reader.rows)
        assert any("1/2" in row for row in reader.sidebar)


async def test_the_panel_of_the_whole_library(notes: Path) -> None:
    """`s` lists the links of every document; going to one opens its document."""
    async with reading(notes) as reader:
        await reader.press("L", "s")
        assert any("five" in row for row in rows(reader))
        await reader.press("G", "enter")
        assert reader.screen.document.title == "Other"
        assert reader.screen.view.spot is not None


async def test_the_queue_is_a_panel_too() -> None:
    """`A` lists what was queued, in order; what is taken out goes away."""
    async with reading(TEXT) as reader:
        await reader.press("A")
        assert "nothing is queued" in reader.status
        await reader.press("tab", "a", "tab", "a", "A")
        assert [row for row in rows(reader) if row[0].isdigit()] == ["1 + one", "2 + two"]
        assert not drawn(reader.app.screen.query_one("#details"))[0].strip()
        await reader.press("a")
        assert [row for row in rows(reader) if row[0].isdigit()] == ["1 + two"]


async def test_what_another_session_did_is_marked() -> None:
    """Marks stand beside the links by their shape, and the sidebar counts them per section."""
    store = Store()
    mark_opened(store, "https://one.example/a")
    mark_read(store, "https://three.example/x?y=1")
    store.close()
    async with reading(TEXT) as reader:
        await reader.pilot.pause()
        page = " ".join(reader.rows)
        assert "one°." in page
        assert "one again° in a list" in page
        assert "three words✓" in page
        assert "two." in page
        assert [row.split()[-1] for row in reader.sidebar] == ["1/2", "2/3"]


def test_links_are_printed(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a link, or one JSON array; `--unopened` leaves out what was opened."""
    assert main(["links", str(notes)]) == 0
    assert "https://five.example/  five" in capsys.readouterr().out
    store = Store()
    mark_opened(store, "https://five.example/")
    store.close()
    assert main(["links", "--json", "--unopened", str(notes)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [link["text"] for link in found][:2] == ["one", "two"]
    assert all(link["state"] == "new" for link in found)
    assert not any(link["text"] == "five" for link in found)


def test_no_links_is_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty array, and the status that says so."""
    (tmp_path / "x.md").write_text("No links.")
    assert main(["links", "--json", str(tmp_path / "x.md")]) == 1
    assert json.loads(capsys.readouterr().out) == []
