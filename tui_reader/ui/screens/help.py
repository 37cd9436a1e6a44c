"""The help page: every command with the keys that it has now."""

from textwrap import wrap as wrap_text
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_reader.commands import help_rows


class HelpScreen(ModalScreen[None]):
    """Keys and what they do, over the text."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > #help {
            width: 60;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 0 2;
            background: $background;
            border: round $reader-line;
            border-title-color: $foreground;
            border-subtitle-color: $reader-muted;
            scrollbar-size-vertical: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,f,d,pagedown", "scroll(12)", show=False),
        Binding("b,u,pageup", "scroll(-12)", show=False),
        Binding("g,home", "scroll(-10000)", show=False),
        Binding("G,end", "scroll(10000)", show=False),
        Binding("Q", "app.quit", show=False),
    ]

    def __init__(self, keymap: dict[str, str]) -> None:
        super().__init__()
        self._groups = help_rows(keymap)

    def compose(self) -> ComposeResult:
        """Make the page."""
        with VerticalScroll(id="help"):
            yield Static()

    def on_mount(self) -> None:
        """Name the page on its frame."""
        box = self.query_one("#help")
        box.border_title = "Keys"
        box.border_subtitle = "Esc closes"

    def on_resize(self) -> None:
        """Wrap the page anew."""
        box = self.query_one("#help")
        self.query_one(Static).update(self._page(box.scrollable_content_region.width))

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one("#help").scroll_relative(y=rows, animate=False)

    def _page(self, cells: int) -> Content:
        """Return the page for a width; what is too long goes on below its own column."""
        keys_width = max(cell_len(keys) for _, rows in self._groups for keys, _ in rows) + 2
        parts: list[Content] = []
        for group, rows in self._groups:
            parts.append(Content.styled(group, "bold"))
            for keys, title in rows:
                first, *rest = wrap_text(title, max(12, cells - keys_width))
                label = (set_cell_size(keys, keys_width), "bold $reader-link")
                parts.append(Content.assemble(label, first))
                parts.extend(Content(" " * keys_width + line) for line in rest)
            parts.append(Content(""))
        return Content("\n").join(parts[:-1])
