"""Where the reader is, in words: document and section, how far, what is read, what is marked."""

from typing import TYPE_CHECKING

from tui_reader.document.source import shown
from tui_reader.standing import Standing, total_left
from tui_reader.ui.widgets.outline_row import UNREADABLE
from tui_reader.ui.widgets.status import time_left

if TYPE_CHECKING:
    from tui_reader.ui.screens.reader import ReaderScreen


def whereabouts(screen: "ReaderScreen") -> list[str]:
    """Return what there is to say of the place on top, one fact a line."""
    document, kept, viewport = screen.document, screen.keeping.now, screen.view.viewport
    lines = [document.title]
    if document.path is not None:
        lines.append(shown(document.path))
    if viewport is None:
        return lines
    heading = screen.heading_in_view()
    place = kept.place_of(heading)
    if place is not None and kept.standings[place].section.headings:
        lines.append(" › ".join(kept.standings[place].section.headings))
    share = 1.0 if viewport.is_at_end else viewport.share_at(0)
    line = viewport.source_line(0) + 1
    lines.append(f"line {line:,} of {document.line_count:,}, {int(share * 100)}%")
    lines.append("")
    parts = [each for each in kept.standings if each.section.words]
    read = sum(each.standing is Standing.READ for each in parts)
    if parts:
        lines.append(f"{read} of {len(parts)} sections read, {time_left(total_left(parts))}")
    news = sum(each.is_new for each in parts), sum(each.is_changed for each in parts)
    if any(news):
        lines.append(f"{news[0]} new and {news[1]} changed since you read it")
    lines.append(f"{_count(len(kept.bookmarks), 'bookmark')}, {_count(len(kept.notes), 'note')}")
    lines += ["", "✓ read   ◐ begun   ○ unread   + new   ~ changed   ◆ bookmark   ✎ note"]
    if len(screen.library.entries) > 1:
        lines.append(f"{UNREADABLE} can't be read")
    return lines


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
