"""The queue as text that other programs take in. Pure: values in, one text out.

Every text ends with a line feed, or is empty where the queue is; JSON is `[]` then, HTML an empty
list. An address comes out as it was put in wherever the format can hold it; one that a store from
elsewhere holds and that does something to a terminal is made safe.
"""

import calendar
import html
import json
import os
import re
import time
from collections.abc import Iterable
from urllib.parse import quote

from tui_reader.document.safe import safe
from tui_reader.state.links import LinkState

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$^=])")
_NOT_IN_DESTINATION = re.compile(r"[\s<>\\]")


def as_text(links: Iterable[LinkState]) -> str:
    """Return the addresses, one a line."""
    return "".join(f"{safe(link.address)}\n" for link in links)


def as_markdown(links: Iterable[LinkState]) -> str:
    """Return a list of links."""
    return "".join(
        f"- [{markdown_text(title_of(link))}](<{destination(link.address)}>)\n" for link in links
    )


def as_html(links: Iterable[LinkState]) -> str:
    """Return Netscape's bookmark file, which browsers import."""
    return html_file(
        "".join(html_row(link.address, title_of(link), link.queued_at) for link in links)
    )


def html_row(address: str, title: str, moment: str | None, indent: str = "    ") -> str:
    """Return one address of a bookmark file."""
    return (
        f'{indent}<DT><A HREF="{html.escape(safe(address))}"'
        f' ADD_DATE="{epoch(moment)}">{html.escape(title)}</A>\n'
    )


def html_file(rows: str) -> str:
    """Return a bookmark file around its rows and folders."""
    return (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n'
        "<TITLE>Bookmarks</TITLE>\n"
        "<H1>Bookmarks</H1>\n"
        f"<DL><p>\n{rows}</DL><p>\n"
    )


def as_json(links: Iterable[LinkState]) -> str:
    """Return an array of objects in ASCII, with every field that is remembered."""
    objects = [
        {
            "address": link.address,
            "title": link.title,
            "state": link.state,
            "queued_at": link.queued_at,
            "opened_at": link.opened_at,
            # A path that isn't UTF-8 has no place in JSON.
            "document": os.fsencode(link.document).decode("utf-8", "replace"),
        }
        for link in links
    ]
    return json.dumps(objects, indent=2) + "\n"


def title_of(link: LinkState) -> str:
    """Return what a link is called: what it said, else its address."""
    return safe(link.title).strip() or safe(link.address)


def markdown_text(text: str) -> str:
    """Return one line of text in which no sign is Markdown, but those that begin a line."""
    return _MARKDOWN_SPECIAL.sub(r"\\\1", text)


def destination(address: str) -> str:
    """Return an address for a place between `<` and `>`, where these few would end it."""
    encoded = _NOT_IN_DESTINATION.sub(lambda found: quote(found[0]), safe(address))
    return encoded.replace("&", "&amp;")


def epoch(moment: str | None) -> int:
    """Return a stored time in seconds since 1970, 0 where there is none."""
    if not moment:
        return 0
    try:
        return calendar.timegm(time.strptime(moment, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        return 0
