"""An address, all of it: what to know before opening it, and a way to take it elsewhere."""

from typing import ClassVar

from rich.cells import chop_cells
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui_reader.document.safe import safe
from tui_reader.opening import OpenAddress, decide
from tui_reader.ui.screens.panel import Panel


class AddressScreen(Panel[None]):
    """Shows one address over the text."""

    DEFAULT_CSS = """
    AddressScreen {
        align: center bottom;
        & > #address {
            width: 100%;
            height: auto;
            max-height: 100%;
            background: $background;
            border-top: solid $reader-mark;
            border-title-color: $reader-mark;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", tooltip="Copy the address"),
        Binding("o", "open", tooltip="Open it in the browser"),
        Binding("Q", "app.quit", tooltip="Quit at once"),
        Binding("escape,q,K,enter", "dismiss", tooltip="Close"),
    ]
    HELP_TITLE = "Address"

    def __init__(self, url: str, *, note: str = "", has_code: bool = False) -> None:
        super().__init__()
        self._url = url
        self._note = note
        self._has_code = has_code

    def compose(self) -> ComposeResult:
        """Make the panel."""
        with VerticalScroll(id="address"):
            yield Static()

    def on_mount(self) -> None:
        """Name the panel on its frame."""
        self.query_one("#address").border_title = "Address: y copies, o opens, Esc closes"

    def on_resize(self) -> None:
        """Lay the panel out: the address fills whole rows, so that it can be selected whole."""
        if not self.has_parts:
            return
        width = max(1, self.size.width)
        parts = [Content(safe(line)) for line in self._note.split("\n") if line]
        look = Style(link=self._url) if self._is_for_browser() else Style()
        rows = chop_cells(safe(self._url), width)
        parts += [Content(""), *(Content.styled(row, look) for row in rows)]
        if self._has_code:
            parts += [Content(""), Content(qr_code(self._url, width, self.size.height - 8))]
        self.query_one(Static).update(Content("\n").join(parts))

    def action_copy(self) -> None:
        """Copy the address by way of the terminal."""
        is_copied = self.reader_app.copy_address(self._url)
        said = "copied" if is_copied else "too long to copy by way of the terminal"
        self.query_one("#address").border_title = Content(f"Address: {said}")

    def action_open(self) -> None:
        """Open the address, when it is one for a browser."""
        self.dismiss()
        if self._is_for_browser() and not self._has_code:
            self.reader_app.reader.following.open_address(self._url, "")

    def _is_for_browser(self) -> bool:
        """Whether the address is one that a browser, or the terminal itself, may open."""
        return isinstance(decide(self._url, None, None), OpenAddress)


def qr_code(text: str, width: int, height: int) -> str:
    """Return a QR code of half blocks, empty where it doesn't fit or the text is too long."""
    import segno

    try:
        code = segno.make(text, error="l", micro=False)
    except segno.DataOverflowError:
        return ""
    rows = [list(row) for row in code.matrix_iter(border=2)]
    if len(rows[0]) > width or (len(rows) + 1) // 2 > height:
        return ""
    rows.append([0] * len(rows[0]))
    # Dark modules are drawn dark only where the screen is light; scanners read both ways.
    blocks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    pairs = zip(rows[::2], rows[1::2], strict=False)
    return "\n".join(
        "".join(blocks[int(upper), int(lower)] for upper, lower in zip(*pair, strict=True))
        for pair in pairs
    )
