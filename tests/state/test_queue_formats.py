"""`queue_formats`: each format holds every address so that its readers get it back."""

import json
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from tui_reader.state.links import LinkState
from tui_reader.state.queue_formats import as_html, as_json, as_markdown, as_text

LINKS = [
    LinkState(
        "https://a.example/?x=1&copy=2",
        "read",
        "2026-11-23T15:03:43Z",
        "2026-11-23T15:04:00Z",
        "Plain & <b>bold</b>",
        "/doc.md",
    ),
    LinkState("https://b.example/(x)/\"'><y> z\\", "new", "2026-11-23T15:03:44Z"),
    LinkState(
        "https://c.example/漢_字*",
        "opened",
        None,
        None,
        "[x](y) `c` *e* \\ 漢字 &amp;",
        "caf\udce9",
    ),
]

TEXT = """\
https://a.example/?x=1&copy=2
https://b.example/(x)/"'><y> z\\
https://c.example/漢_字*
"""

MARKDOWN = """\
- [Plain \\& \\<b\\>bold\\</b\\>](<https://a.example/?x=1&amp;copy=2>)
- [https://b.example/(x)/"'\\>\\<y\\> z\\\\](<https://b.example/(x)/"'%3E%3Cy%3E%20z%5C>)
- [\\[x\\](y) \\`c\\` \\*e\\* \\\\ 漢字 \\&amp;](<https://c.example/漢_字*>)
"""

HTML = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><A HREF="https://a.example/?x=1&amp;copy=2" ADD_DATE="1795446223">Plain &amp; &lt;b&gt;bold&lt;/b&gt;</A>
    <DT><A HREF="https://b.example/(x)/&quot;&#x27;&gt;&lt;y&gt; z\\" ADD_DATE="1795446224">https://b.example/(x)/&quot;&#x27;&gt;&lt;y&gt; z\\</A>
    <DT><A HREF="https://c.example/漢_字*" ADD_DATE="0">[x](y) `c` *e* \\ 漢字 &amp;amp;</A>
</DL><p>
"""  # noqa: E501


def test_text() -> None:
    """One address a line, as it is."""
    assert as_text(LINKS) == TEXT


def test_markdown() -> None:
    """Nothing of a title or an address is read as markup."""
    assert as_markdown(LINKS) == MARKDOWN


def test_markdown_is_read_back() -> None:
    """A Markdown parser finds each link, with its title as text and its address."""
    inlines = [t for t in MarkdownIt().parse(as_markdown(LINKS)) if t.type == "inline"]
    children = [token.children or [] for token in inlines]
    shown = ["".join(t.content for t in tokens if "text" in t.type) for tokens in children]
    assert shown == [link.title or link.address for link in LINKS]
    assert [tokens[0].attrs["href"] for tokens in children] == [
        "https://a.example/?x=1&copy=2",
        "https://b.example/(x)/%22'%3E%3Cy%3E%20z%5C",
        "https://c.example/%E6%BC%A2_%E5%AD%97*",
    ]


def test_html() -> None:
    """The file that browsers import, byte for byte."""
    assert as_html(LINKS) == HTML


def test_html_is_read_back() -> None:
    """An HTML parser finds each address and when it was queued."""

    class Links(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[tuple[str, str | None]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "a":
                self.found.append((dict(attrs)["href"] or "", dict(attrs)["add_date"]))

    parser = Links()
    parser.feed(as_html(LINKS))
    assert [address for address, _ in parser.found] == [link.address for link in LINKS]
    assert [date for _, date in parser.found] == ["1795446223", "1795446224", "0"]


def test_json() -> None:
    """Every field, and nothing that a terminal would act on."""
    text = as_json([*LINKS, LinkState("https://d.example/", document="/\x9b2J\u202e.md")])
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    objects = json.loads(text)
    assert [entry["address"] for entry in objects[:3]] == [link.address for link in LINKS]
    assert objects[0] == {
        "address": "https://a.example/?x=1&copy=2",
        "title": "Plain & <b>bold</b>",
        "state": "read",
        "queued_at": "2026-11-23T15:03:43Z",
        "opened_at": "2026-11-23T15:04:00Z",
        "document": "/doc.md",
    }
    assert objects[2]["document"] == "caf\ufffd"
    assert objects[3]["document"] == "/\x9b2J\u202e.md"


def test_an_empty_queue() -> None:
    """Nothing in, the empty form of each out."""
    assert (as_text([]), as_markdown([]), json.loads(as_json([]))) == ("", "", [])
    assert as_html([]).endswith("<DL><p>\n</DL><p>\n")
