"""The palette: a line to type in, and below it what fits, the best first."""

import asyncio
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from tui_reader.commands import Command
from tui_reader.matching import Fit, fold, places
from tui_reader.places import parse_place
from tui_reader.state.bookmarks import Bookmark
from tui_reader.ui.looks import shortened
from tui_reader.ui.offers import SIGNS, Heading, Kind, Offer, Offers
from tui_reader.ui.screens.panel import Panel
from tui_reader.ui.widgets.rows import Rows
from tui_reader.ui.widgets.typed_line import TypedLine

MOST_ROWS = 100
"""Rows that are laid out; a list lays out all of them at once."""
_SLICE = 0.008
"""Seconds that gathering may keep a key waiting."""
_SIGN = 3
"""Cells of a row before its text."""
_WIDEST_KEYS = 24
_AROUND_LINE = 5
"""Cells of the screen that the line doesn't have: frame, space and cursor."""

Wanted = Command | Heading | Bookmark | str


class PaletteScreen(Panel[Wanted | None]):
    """Lists what fits; the answer is what was chosen, or a place as it was typed."""

    DEFAULT_CSS = """
    PaletteScreen {
        align: center top;
        & > #palette {
            width: 84;
            max-width: 100%;
            height: 100%;
            max-height: 30;
            background: $background;
            border: round $reader-mark;
            border-title-color: $foreground;
            border-subtitle-color: $foreground;
        }
        & TypedLine, & TypedLine:focus { width: 100%; height: 1; border: none; padding: 0 1;
            color: $foreground; background: $background; }
        & Rows { width: 100%; height: 1fr; border: none; padding: 0; background: $background;
            scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & Label { width: 100%; padding: 0 1; color: $reader-muted; background: $reader-chrome; }
    }
    """
    HELP_TITLE = "Palette"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "run or go", tooltip="Run it, or go there"),
        Binding("down,ctrl+n,tab", "list('cursor_down')", "choose", tooltip="Next row"),
        Binding("up,ctrl+p,shift+tab", "list('cursor_up')", tooltip="Previous row", show=False),
        Binding("pagedown", "list('page_down')", tooltip="A page down", show=False),
        Binding("pageup", "list('page_up')", tooltip="A page up", show=False),
        Binding("escape", "dismiss(None)", "close", tooltip="Close, and leave all as it was"),
    ]
    HINT: ClassVar[str] = "line, percent (50%), heading, command, document"
    _SHORT_HINT: ClassVar[str] = "line, 50%, heading, command"

    def __init__(self, offers: Offers, lines: int) -> None:
        """Make the panel.

        Args:
            offers: What it lists.
            lines: How many lines the source of the document has.
        """
        super().__init__()
        self._offers = offers
        self._lines = lines
        self._shown: list[Offer] = []
        self._shown_for: str | None = None
        self._is_pointed = False
        """Whether the cursor was moved since the last letter."""

    def compose(self) -> ComposeResult:
        """Make the line and the list."""
        with Vertical(id="palette"):
            yield TypedLine(self.HINT)
            rows = Rows(markup=False)
            # A click goes to a row all the same; keys go to the line.
            rows.can_focus = False
            yield rows
            yield Label(self.keys_line(), markup=False)

    def take_keys(self) -> None:
        """Let keys go into the line."""
        # At once: `focus` waits for its turn, and keys that were typed ahead would come before.
        self.set_focus(self.query_one(TypedLine))

    def on_mount(self) -> None:
        """Begin to gather."""
        self.run_worker(self._gather())

    def on_resize(self) -> None:
        """Lay the rows out anew, below a hint for which there is room."""
        if not self.has_parts:
            return
        is_narrow = self.size.width < cell_len(self.HINT) + _AROUND_LINE
        self.query_one(TypedLine).placeholder = self._SHORT_HINT if is_narrow else self.HINT
        self._fill()

    async def _gather(self) -> None:
        while self._offers.gather(_SLICE):
            await asyncio.sleep(0)
        self._fill()

    @property
    def _typed(self) -> str:
        """What was typed, without the colon that opens the palette and blanks."""
        return self.query_one(TypedLine).value.strip().removeprefix(":").strip()

    @property
    def _row(self) -> Offer | None:
        """The row under the cursor."""
        at = self.query_one(Rows).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def action_list(self, action: str) -> None:
        """Move in the list."""
        self._is_pointed = True
        getattr(self.query_one(Rows), f"action_{action}")()

    def action_choose(self) -> None:
        """Run what is wanted by now: the list may still show what was typed before."""
        typed = self._typed
        if self._shown_for != typed:
            self._fill()
        if typed and not self._is_pointed and not self._is_sure():
            self._offers.finish()
            self._fill()
        row = self._row
        self.dismiss(row.what if row is not None else typed or None)

    def _is_sure(self) -> bool:
        """Whether nothing that is gathered later can fit better than the first row."""
        if self._shown and self._shown[0].kind is Kind.PLACE:
            return True
        return self._offers.is_whole

    @on(Input.Changed)
    def _take_letter(self) -> None:
        if self._shown_for != self._typed:
            self._fill()

    @on(OptionList.OptionSelected)
    def _choose_clicked(self) -> None:
        self._is_pointed = True
        self.action_choose()

    # What fits

    def _fill(self) -> None:
        """Show what fits what was typed; the cursor stays on its row if it was put there."""
        typed = self._typed
        is_same = typed == self._shown_for
        pointed = self._row if is_same and self._is_pointed else None
        self._is_pointed = pointed is not None
        self._shown_for = typed
        self._shown, count = self._fitting(typed)
        rows = self.query_one(Rows)
        width = rows.scrollable_content_region.width or self.size.width
        rows.clear_options()
        rows.add_options([Option(_prompt(row, fold(typed), width)) for row in self._shown])
        if pointed in self._shown:
            rows.highlighted = self._shown.index(pointed)
        else:
            rows.highlighted = 0 if typed and self._shown else None
        self._say_how_many(count, typed)

    def _fitting(self, typed: str) -> tuple[list[Offer], int]:
        """Return the rows that fit best, as many as are laid out, and how many fit.

        Where nothing was typed all of them do.
        """
        offered = self._offers.rows
        if not typed:
            return offered[:MOST_ROWS], len(offered)
        folded = fold(typed.lstrip("#").strip())
        rated: list[tuple[Fit, int, int]] = []
        for index, row in enumerate(offered):
            if rating := row.fit(folded):
                rated.append((rating, row.kind, index))
        rated.sort()
        rows = [offered[index] for _, _, index in rated[:MOST_ROWS]]
        if place := self._place(typed):
            return [place, *rows[: MOST_ROWS - 1]], len(rated) + 1
        return rows, len(rated)

    def _place(self, typed: str) -> Offer | None:
        """Return the row of a line or a percentage."""
        place = parse_place(typed)
        if place.kind == "heading":
            return None
        text = f"line {place.number:,}" if place.kind == "line" else f"{place.number:g}%"
        where = f"of {self._lines:,}" if place.kind == "line" else "of the document"
        return Offer(Kind.PLACE, text, where, typed, fold(text))

    def _say_how_many(self, count: int, typed: str) -> None:
        frame = self.query_one("#palette")
        if not count and not self._offers.is_whole:
            said = "looking …"
        elif not count:
            said = "nothing like it here"
        elif count > MOST_ROWS:
            said = f"{MOST_ROWS:,} of {count:,}: type on"
        else:
            said = f"{count:,} found" if typed else ""
        frame.border_subtitle = Content(said)


def _prompt(row: Offer, typed: str, width: int) -> Content:
    """Return a row as it is shown: what it is, its text, and beside it its keys or its place."""
    keys = isinstance(row.what, Command)
    room = max(0, width - _SIGN - 1)
    widest = min(_WIDEST_KEYS, room * 2 // 3) if keys else room // 2
    wanted = cell_len(row.text) + 2
    where = shortened(row.where, max(min(widest, room), min(room - wanted, widest)))
    text = shortened(row.text, max(0, room - cell_len(where) - 2))
    shown = Content(text)
    if typed and row.kind is not Kind.PLACE:
        for at in places(typed.lstrip("#").strip(), fold(text)):
            shown = shown.stylize("bold underline", at, at + 1)
    gap = " " * max(1, room - cell_len(text) - cell_len(where))
    return Content.assemble(
        (f" {SIGNS[row.kind]} ", "bold"), shown, gap, (where, "bold" if keys else "")
    )
