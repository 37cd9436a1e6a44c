"""Fills the links panel and does what is asked in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.addresses import host_of
from tui_reader.document.document import Document
from tui_reader.document.links import document_links
from tui_reader.document.source import shown
from tui_reader.link_marks import address_of, mark_of
from tui_reader.state.links import LinkState
from tui_reader.ui.screens.links import LinksScreen, PanelAnswer, PanelRow

if TYPE_CHECKING:
    from tui_reader.ui.reading import ReadingScreen


NO_DOCUMENT = -1
"""The document of a row that comes from the queue."""


def show_panel(
    screen: "ReadingScreen", *, whole_library: bool = False, at: int = 0, words: str = ""
) -> None:
    """Show the links of the document, or of the library.

    Args:
        screen: The reader's screen.
        whole_library: Whether the links of all documents are listed.
        at: The row that the cursor starts on.
        words: What the list is filtered by.
    """
    documents = screen.all_documents() if whole_library else {screen.current: screen.document}
    rows = panel_rows(documents, screen.following.states())
    if not rows:
        screen.say("no links here")
        return
    title = screen.library.title if whole_library else screen.document.title
    panel = LinksScreen(rows, f"Links in {title}", at=at, words=words)

    def answered(answer: PanelAnswer | None) -> None:
        if answer is None:
            return
        if answer.action == "scope":
            show_panel(screen, whole_library=not whole_library)
        elif answer.row is not None:
            _do(screen, answer.action, answer.row)
            if answer.action in ("queue", "read", "copy"):
                show_panel(screen, whole_library=whole_library, at=panel.at, words=panel.words)

    screen.app.push_screen(panel, answered)


def show_queue(screen: "ReadingScreen", *, at: int = 0, words: str = "") -> None:
    """Show what is queued, over all documents and sessions."""
    rows = queue_rows(screen.following.queued())
    if not rows:
        screen.say("nothing is queued; a adds a link")
        return
    panel = LinksScreen(rows, "Queue", at=at, words=words)

    def answered(answer: PanelAnswer | None) -> None:
        if answer is None or answer.row is None:
            return
        if answer.action in ("go", "open"):
            screen.following.open_address(answer.row.address, answer.row.text)
            return
        _do(screen, answer.action, answer.row)
        show_queue(screen, at=panel.at, words=panel.words)

    screen.app.push_screen(panel, answered)


def queue_rows(queued: Sequence[LinkState]) -> list[PanelRow]:
    """Return a row for each address of the queue, in its order."""
    return [
        PanelRow(
            document=NO_DOCUMENT,
            chunk=0,
            index=0,
            number=number,
            href=link.address,
            address=link.address,
            text=link.title or link.address,
            host=host_of(link.address),
            section=shown(Path(link.document).name) if link.document else "",
            sentence="",
            places=1,
            mark=mark_of(link),
        )
        for number, link in enumerate(queued, 1)
    ]


def panel_rows(
    documents: Mapping[int, Document], states: Mapping[str, LinkState]
) -> list[PanelRow]:
    """Return one row for each address, in the order in which they are first met."""
    rows: dict[str, PanelRow] = {}
    for index, document in documents.items():
        for entry in document_links(document):
            key = entry.href if not entry.href.startswith("#") else f"{index}{entry.href}"
            if key in rows:
                rows[key] = replace(rows[key], places=rows[key].places + 1)
                continue
            address = address_of(entry.href)
            section = document.heading_text(entry.heading) if entry.heading >= 0 else ""
            rows[key] = PanelRow(
                index,
                entry.chunk,
                entry.index,
                entry.number,
                entry.href,
                address,
                entry.text,
                host_of(address),
                section if len(documents) == 1 else document.title,
                entry.sentence,
                1,
                mark_of(states.get(address)),
            )
    return list(rows.values())


def _do(screen: "ReadingScreen", action: str, row: PanelRow) -> None:
    if action in ("go", "open"):
        screen.leave_place()
        if not screen.open_document(row.document):
            return
    if action == "go":
        screen.select_place(row.chunk, row.index)
    elif action == "open":
        spot = screen.select_place(row.chunk, row.index)
        if spot is not None:
            screen.following.follow(spot)
    elif action == "copy":
        screen.following.copy_address(row.address or row.href)
    elif action == "queue":
        screen.following.toggle_queued(row.address, row.text)
    else:
        screen.following.toggle_read(row.address)
