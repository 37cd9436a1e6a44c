"""Selecting links, and what is done with those that lead out, without a browser."""

from collections.abc import Callable

import pytest

from tests.ui.links import lit, panel
from tests.ui.reading import drawn, reading
from tui_reader.browsing import Browser
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.address import AddressScreen

TWENTY = "# Twenty\n\n" + "\n\n".join(f"[link {n}](https://x.y/{n}) here." for n in range(1, 21))


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were given to a browser, of which there is one."""
    addresses: list[str] = []

    def launch(browser: Browser, url: str, tell: Callable[[str], None]) -> str:
        addresses.append(url)
        return ""

    fox = Browser(("fox", "%s"), is_console=False)
    monkeypatch.setattr("tui_reader.ui.following.find_browser", lambda *_, **__: fox)
    monkeypatch.setattr("tui_reader.ui.following.launch", launch)
    return addresses


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were copied."""
    texts: list[str] = []

    def copy(_: ReaderApp, text: str) -> bool:
        texts.append(text)
        return True

    monkeypatch.setattr(ReaderApp, "copy_address", copy)
    return texts


@pytest.mark.slow
@pytest.mark.parametrize("no_color", ["", "1"])
async def test_tab_walks_the_links(monkeypatch: pytest.MonkeyPatch, no_color: str) -> None:
    """Tab and Shift+Tab select link by link; the selected one alone is in reverse."""
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    async with reading(TWENTY, (80, 12)) as reader:
        assert lit(reader) == ""
        for number in range(1, 21):
            await reader.press("tab")
            assert lit(reader) == f"link {number}"
            assert f"→ https://x.y/{number} " in reader.status
        await reader.press("tab")
        assert lit(reader) == "link 20"
        assert "no more links" in reader.status
        for number in range(19, 0, -1):
            await reader.press("shift+tab")
            assert lit(reader) == f"link {number}"
        await reader.press("escape")
        assert lit(reader) == ""
        assert "→" not in reader.status


async def test_the_walk_begins_on_the_screen() -> None:
    """From further down, the first link is the first on the screen; paging keeps the selected."""
    async with reading(TWENTY, (80, 12)) as reader:
        await reader.press("space")
        top = reader.viewport.y
        first = next(row for row in reader.rows if row).partition(" here")[0]
        await reader.press("tab")
        assert lit(reader) == first
        assert reader.viewport.y == top
        await reader.press("G")
        assert reader.view.spot is not None
        assert reader.view.spot.text == first
        assert "→" not in reader.status
        await reader.press("g", "space")
        assert lit(reader) == first


async def test_without_links_tab_moves_on() -> None:
    """Where there is no link, Tab goes to the next pane."""
    async with reading("# A\n\ntext\n\n## B\n\ntext") as reader:
        assert reader.view.has_focus
        await reader.press("tab")
        assert reader.outline.has_focus


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_enter_opens_addresses(key: str, opened: list[str]) -> None:
    """The exact address of the selected link goes to the browser, once."""
    address = "https://x.y/;touch$(id)'-e?a=1&b=2#c"
    async with reading(f"[x]({address.replace('(', '%28').replace(')', '%29')})") as reader:
        await reader.press("tab", key)
        assert opened == [address.replace("(", "%28").replace(")", "%29")]
        assert "opened https://x.y/" in reader.status


@pytest.mark.parametrize("digits", ["1", "9", "10", "12", "20"])
async def test_digits_open_a_link(digits: str, opened: list[str]) -> None:
    """A number and Enter open any link, past 9 and off the screen as well."""
    async with reading(TWENTY, (80, 12)) as reader:
        await reader.press(*digits, "enter")
        assert opened == [f"https://x.y/{digits}"]
        assert lit(reader) == f"link {digits}"


async def test_numbers_show_only_while_asked_for(opened: list[str]) -> None:
    """A digit shows the numbers, Esc and any other key hide them."""
    async with reading(TWENTY, (80, 14)) as reader:
        before = reader.rows
        for end in ("escape", "j"):
            await reader.press("g", "2")
            assert "1ink 1 here." in reader.rows
            assert "2ink 2 here." in reader.rows
            assert "link 2" in reader.status
            await reader.press(end)
            assert not any(row.startswith(("1ink", "2ink")) for row in reader.rows)
        await reader.press("g")
        assert reader.rows == before
        await reader.press("enter")
        assert opened == []
        await reader.press("9", "9", "enter")
        assert "no link 99" in reader.status
        assert reader.rows == before
        assert opened == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('[bank.com](https://evil.com/x "A title")', "names bank.com, the link goes to evil.com"),
        ("[apple](https://xn--pple-43d.com/)", "punycode"),
        ("[apple](https://\u0430pple.com/)", "would show as \u0430pple.com"),
    ],
)
async def test_peek_warns(text: str, warning: str, opened: list[str]) -> None:
    """`K` shows the whole address and what to know before it is opened."""
    async with reading(text) as reader:
        await reader.press("tab", "K")
        assert isinstance(reader.app.screen, AddressScreen)
        assert warning in panel(reader)
        assert ("A title" in panel(reader)) is ("title" in text)
        await reader.press("K")
        assert reader.app.screen is reader.screen
        assert opened == []


@pytest.mark.parametrize("size", [(100, 30), (30, 12)])
async def test_peek_shows_the_whole_address(
    size: tuple[int, int], copied: list[str], opened: list[str]
) -> None:
    """However long, the address is there unbroken; `y` copies it, `o` opens it."""
    address = "https://x.y/" + "0123456789" * 20
    async with reading(f"[x]({address})", size) as reader:
        await reader.press("tab", "K")
        assert address in panel(reader)
        await reader.press("y")
        assert copied == [address]
        await reader.press("o")
        assert opened == [address]
        assert reader.app.screen is reader.screen


async def test_copy_and_queue(copied: list[str]) -> None:
    """`y` copies and `a` queues the selected link; without one they say so."""
    async with reading(TWENTY) as reader:
        for key in ("y", "a", "K", "enter"):
            await reader.press(key)
            assert "Tab selects a link" in reader.status
        await reader.press("tab", "tab", "y")
        assert copied == ["https://x.y/2"]
        assert "copied https://x.y/2" in reader.status
        await reader.press("a")
        assert "queued https://x.y/2" in reader.status
        await reader.press("3", "y")
        assert copied[1:] == ["https://x.y/3"]
        await reader.press("4", "a")
        assert "queued https://x.y/4" in reader.status
        receipt = reader.screen.following.receipt
        assert list(receipt.lines(hyperlinks=False)) == [f"https://x.y/{n}" for n in (2, 3, 4)]


async def test_without_a_browser_the_address_is_handed_over(
    monkeypatch: pytest.MonkeyPatch, copied: list[str], opened: list[str]
) -> None:
    """It is copied, queued, and shown whole with a QR code; nothing is started."""
    monkeypatch.setattr("tui_reader.ui.following.find_browser", lambda *_, **__: None)
    async with reading(TWENTY, (80, 40)) as reader:
        await reader.press("tab", "enter")
        assert isinstance(reader.app.screen, AddressScreen)
        shown = panel(reader)
        assert "no browser" in shown
        assert "copied and queued" in shown
        assert "https://x.y/1" in shown
        assert "█▀▀▀▀▀█" in shown or "▄▄▄▄▄" in shown
        assert (copied, opened) == (["https://x.y/1"], [])


async def test_a_click_opens_a_link(opened: list[str]) -> None:
    """The mouse opens what is clicked, and nothing beside it."""
    async with reading(TWENTY, (80, 14)) as reader:
        row = next(index for index, text in enumerate(reader.rows) if text.startswith("link 2"))
        await reader.pilot.click(reader.view, offset=(reader.view.margin + 12, row))
        await reader.pilot.pause()
        assert opened == []
        await reader.pilot.click(reader.view, offset=(reader.view.margin + 1, row))
        await reader.pilot.pause()
        assert opened == ["https://x.y/2"]
        assert lit(reader) == "link 2"


async def test_a_click_finds_its_link_beside_marked_ones(opened: list[str]) -> None:
    """Marks that links have got since move the rest of the line, and clicks with it."""
    text = " ".join(f"[link {n}](https://x.y/{n})" for n in range(4)) + "\n\n" + "word " * 40
    async with reading(text, (80, 14)) as reader:
        for number in range(4):
            row = next(index for index, text in enumerate(reader.rows) if "link 0" in text)
            line = drawn(reader.view)[row]
            column = line.index(f"link {number}")
            for offset in (column, column + 5):
                await reader.pilot.click(reader.view, offset=(offset, row))
                await reader.pilot.pause()
                assert opened.pop() == f"https://x.y/{number}"
                assert opened == []
