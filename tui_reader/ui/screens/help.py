"""The help page: every command with the keys that it has now, to scroll and to search."""

from collections.abc import Sequence
from textwrap import wrap as wrap_text
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.commands import help_rows
from tui_reader.ui.bindings import rebind_one
from tui_reader.ui.screens.panel import Overlay
from tui_reader.ui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from tui_reader.ui.app import ReaderApp

Group = tuple[str, Sequence[tuple[str, str]]]
"""A title, and rows of keys and what they do."""

_FOOT = "/ searches  Esc closes"
_FOOT_SEARCHING = "Enter scrolls  Esc clears"


def show_help(app: "ReaderApp", panel: Group | None = None, *, first: str = "") -> None:
    """Show the keys.

    Args:
        app: What shows them.
        panel: The keys of the panel that asks, which come first.
        first: The group of commands that comes first otherwise.
    """
    groups: list[Group] = [*help_rows(app.keymap_in_use)]
    groups.sort(key=lambda group: group[0] != first)
    app.push_screen(HelpScreen([panel, *groups] if panel else groups))


class HelpScreen(Overlay[None]):
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
            border-subtitle-color: $foreground;
            scrollbar-size-vertical: 1;
            & > TypedLine, & > TypedLine:focus { dock: bottom; width: 100%; height: 1;
                border: none; padding: 0; color: $foreground; background: $reader-chrome; }
        }
        & > #help.-searching { height: 100%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Close", show=False),
        Binding("q", "dismiss", "Close", show=False),
        Binding("question_mark,f1", "dismiss", "Close", show=False, id="program.help"),
        Binding("slash", "search", "Search", show=False),
        Binding("enter", "scroll_again", "Scroll", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,f,pagedown", "pages(1)", show=False),
        Binding("b,pageup", "pages(-1)", show=False),
        Binding("d", "pages(0.5)", show=False),
        Binding("u", "pages(-0.5)", show=False),
        Binding("g,home", "scroll(-10000)", show=False),
        Binding("G,end", "scroll(10000)", show=False),
        Binding("Q", "app.quit", show=False),
    ]

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        """Make the page, and the line to search it with."""
        with VerticalScroll(id="help"):
            yield Static()
            line = TypedLine("a key, or words")
            line.display = False
            yield line

    def on_mount(self) -> None:
        """Name the page on its frame."""
        keymap = cast("ReaderApp", self.app).keymap
        if keymap is not None:
            rebind_one(self, "program.help", keymap)
        box = self.query_one("#help")
        box.border_title = "Keys"
        box.border_subtitle = Content(_FOOT)

    def on_resize(self) -> None:
        """Wrap the page anew."""
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        if not self.query(TypedLine):
            # A size may come before its parts are there, and at the end after they have gone.
            self.call_after_refresh(self._fill)
            return
        box = self.query_one("#help")
        groups = fitting(self._groups, self.query_one(TypedLine).value)
        page = self._page(groups, box.scrollable_content_region.width)
        self.query_one(Static).update(page)

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one("#help").scroll_relative(y=rows, animate=False)

    def action_pages(self, pages: float) -> None:
        """Scroll by what is in view, and leave two rows of it."""
        height = self.query_one("#help").scrollable_content_region.height
        self.action_scroll(round(pages * max(1, height - 2)))

    def action_search(self) -> None:
        """Type what to look for."""
        self._show_line(True)
        self.set_focus(self.query_one(TypedLine))

    def action_scroll_again(self) -> None:
        """Go back to the page, which shows what was found."""
        self._show_line(bool(self.query_one(TypedLine).value))
        self.set_focus(self.query_one("#help"))

    def action_back(self) -> None:
        """Clear what was searched for, then close."""
        line = self.query_one(TypedLine)
        if not line.display:
            self.dismiss()
            return
        line.value = ""
        self._show_line(False)
        self.set_focus(self.query_one("#help"))

    def _show_line(self, is_shown: bool) -> None:
        box = self.query_one("#help")
        self.query_one(TypedLine).display = is_shown
        # The frame keeps its height while the rows become fewer with each letter.
        box.set_class(is_shown, "-searching")
        box.border_subtitle = Content(_FOOT_SEARCHING if is_shown else _FOOT)

    def _page(self, groups: Sequence[Group], cells: int) -> Content:
        """Return the page for a width; what is too long goes on below its own column."""
        if not groups:
            return Content("no key and no command like this")
        keys_width = max(cell_len(keys) for _, rows in self._groups for keys, _ in rows) + 2
        parts: list[Content] = []
        for group, rows in groups:
            parts.append(Content.styled(group, "bold"))
            for keys, title in rows:
                first, *rest = wrap_text(title, max(12, cells - keys_width))
                label = (set_cell_size(keys, keys_width), "bold $reader-link")
                parts.append(Content.assemble(label, first))
                parts.extend(Content(" " * keys_width + line) for line in rest)
            parts.append(Content(""))
        return Content("\n").join(parts[:-1])


def fitting(groups: Sequence[Group], typed: str) -> list[Group]:
    """Return the groups with the rows that fit: a key that was typed, else words.

    Args:
        groups: All groups.
        typed: What was typed; nothing fits all rows.
    """
    typed = typed.strip()
    if not typed:
        return list(groups)
    words = typed.casefold().split()

    def is_key(_: str, keys: str, __: str) -> bool:
        # A capital letter is another key.
        return typed in keys.split()

    def is_key_by_name(_: str, keys: str, __: str) -> bool:
        return typed.casefold() in keys.casefold().split()

    def has_words(group: str, keys: str, title: str) -> bool:
        said = f"{title} {keys}".casefold()
        names = group.casefold().split()
        return all(word in said or any(name.startswith(word) for name in names) for word in words)

    for fits in (is_key, is_key_by_name, has_words):
        kept: list[Group] = [
            (group, [row for row in rows if fits(group, row[0], row[1])]) for group, rows in groups
        ]
        if found := [(group, rows) for group, rows in kept if rows]:
            return found
    return []
