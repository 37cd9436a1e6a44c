"""What moves may cost, in counts: chunks parsed, rows drawn, layouts made."""

import pytest

from tests.ui.reading import reading
from tui_reader.document.parse import Parser
from tui_reader.layout import viewport as viewport_module
from tui_reader.ui.widgets.reader_view import ReaderView

SECTION = "## Section {}\n\n" + "Words that fill a line of the source text.\n" * 20 + "\n"
TEN_MEGABYTES = "".join(SECTION.format(number) for number in range(11_000))


class Counter:
    """Counts the calls of a function."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self.calls = 0
        original = getattr(owner, name)

        def counted(*args: object, **options: object) -> object:
            self.calls += 1
            return original(*args, **options)

        monkeypatch.setattr(owner, name, counted)


async def test_opening_ten_megabytes_parses_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first screen and the pages beside it are parsed, of thousands of chunks."""
    parsed = Counter(monkeypatch, Parser, "parse")
    async with reading(TEN_MEGABYTES) as reader:
        assert parsed.calls <= 6
        assert reader.rows[0] == "Section 0"
        await reader.press("G")
        assert reader.rows[-1].endswith("source text.")
        assert len(reader.screen.document.chunks) > 2000
        assert parsed.calls <= 14


async def test_the_outline_of_a_large_document_becomes_whole() -> None:
    """What lies beyond the first scan comes into the sidebar by itself."""
    async with reading(TEN_MEGABYTES[:2_000_000]) as reader:
        for _ in range(200):
            if reader.screen.document.is_complete:
                break
            await reader.pilot.pause(0.01)
        await reader.pilot.pause()
        assert len(reader.outline.rows) == TEN_MEGABYTES[:2_000_000].count("## ")


async def test_links_defined_far_below_are_links() -> None:
    """A reference on the first page finds its definition at the end of a large document."""
    text = f"See [this one][far].\n\n{TEN_MEGABYTES}\n\n[far]: https://x.org\n"
    async with reading(text) as reader:
        reader.viewport.complete()
        reader.view.move("top")
        assert reader.rows[0] == "See this one."


async def test_a_scroll_draws_one_viewport(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line down draws each row once at most, and lays nothing out twice."""
    async with reading(TEN_MEGABYTES[:400_000]) as reader:
        await reader.press("space")
        drawn = Counter(monkeypatch, ReaderView, "render_line")
        laid_out = Counter(monkeypatch, viewport_module, "lay_out_chunk")
        await reader.press("j")
        assert drawn.calls <= reader.viewport.height
        assert laid_out.calls <= 1


async def test_a_theme_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another theme paints the same lines anew."""
    async with reading(TEN_MEGABYTES[:400_000]) as reader:
        laid_out = Counter(monkeypatch, viewport_module, "lay_out_chunk")
        reader.app.theme = "nord"
        await reader.pilot.pause()
        assert laid_out.calls == 0
