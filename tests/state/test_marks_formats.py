"""`marks_formats`: Markdown that alignread shows well and a file that browsers take in."""

from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.state.memories import EARLY, ESSAY, LIBRARY, MEMORY
from tui_reader.document.document import Document
from tui_reader.document.model import leaf_texts
from tui_reader.document.positions import Position
from tui_reader.document.safe import safe
from tui_reader.document.source import decode
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.everything import Everything, KnownLink
from tui_reader.state.marks_formats import as_html, as_markdown
from tui_reader.state.notes import Note

MARKDOWN = """\
# Bookmarks and notes

## An essay

/texts/caf\ufffd \\#1?.md

2 of 3 sections read

### Essay › Part

> hello world

**a name**, bookmarked 2026-01-02

## One

### One

> q

\N{NO-BREAK SPACE}a\\
b

noted 2026-01-02

## Queue

- [A](<https://a.example/?q=%3Cb%3E>)

## Opened

- [mailto:b@example](<mailto:b@example>)
"""

HTML = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3>Queue</H3>
    <DL><p>
        <DT><A HREF="https://a.example/?q=&lt;b&gt;" ADD_DATE="1772600767">A</A>
    </DL><p>
    <DT><H3>Opened</H3>
    <DL><p>
        <DT><A HREF="mailto:b@example" ADD_DATE="1772600767">mailto:b@example</A>
    </DL><p>
    <DT><H3>Bookmarks</H3>
    <DL><p>
        <DT><A HREF="file:///texts/caf%E9%20%231%3F.md#part" ADD_DATE="1767323045">An essay: a name</A>
    </DL><p>
    <DT><H3>Notes</H3>
    <DL><p>
        <DT><A HREF="urn:alignread:library:essays/one.md#one" ADD_DATE="1767323045">One: q</A>
        <DD> a<BR>b<BR>
    </DL><p>
</DL><p>
"""  # noqa: E501

HOSTILE = (
    "# no heading",
    "- no list\n* nor this\n+ nor\n1. nor\n23) nor",
    "> no quote\n\n    no code\n\tnor this",
    "```\nno fence\n~~~",
    "---\n===\n***\n___",
    "<script>no</script> <!-- no --> &amp; &#27;",
    "[no](https://x.example) ![no](x) <https://x.example> [^1]: no\n[a]: /b",
    "a | b\n--|--\nc | d",
    "`code` *em* **strong** ~~no~~ $m$ \\ back\\\nslash\\",
    "\x1b[2J \x9b \u202e \x00 end",
    "- [ ] no task\n: no definition\n\n---\n\ntitle: no\n---",
)

SIGNS = "#-*+1.)> \t\n`~<&[]()!|:=_\\a\u00a0\u200b\u2028"


def note_of(body: str, quote: str = "q") -> Note:
    """Return a note."""
    position = Position(("Part",), exact=quote)
    return Note("1" * 32, ESSAY, "Title", position, body, EARLY, EARLY)


def words_of(text: str) -> list[str]:
    """Return the words of a text as they may be shown."""
    return [word for line in text.split("\n") for word in safe(line).split()]


def test_markdown() -> None:
    """A heading for each document and section, quotes, notes, lists of addresses."""
    assert as_markdown(MEMORY) == MARKDOWN


def test_html() -> None:
    """A folder for each kind."""
    assert as_html(MEMORY) == HTML


def structure(text: str) -> list[str]:
    """Return what kinds of blocks a Markdown text has, with levels."""
    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")
    return [f"{token.tag}{token.level}" for token in parser.parse(text) if token.nesting >= 0]


@given(st.one_of(st.sampled_from(HOSTILE), st.text(SIGNS, max_size=60)))
@example("\n".join(HOSTILE))
def test_no_note_breaks_the_document(body: str) -> None:
    """Whatever a note says: it is paragraphs, and each of its words is shown."""
    if not words_of(body):
        body = "x"
    plain = as_markdown(Everything(notes=(note_of("x"),)))
    found = as_markdown(Everything(notes=(note_of(body),)))
    blank = [not words_of(line) for line in ("\n" + body).split("\n")]
    paragraphs = sum(before and not this for before, this in pairwise(blank))
    expected = structure(plain)
    assert len(structure(found)) <= len(expected) + 2 * (paragraphs - 1)
    assert set(structure(found)) <= set(expected)
    shown = shown_words(found)
    start = shown.index("q") + 1
    assert shown[start:-2] == words_of(body)


@given(st.one_of(st.sampled_from(HOSTILE), st.text(SIGNS.replace("\n", ""), min_size=1)))
def test_no_quote_name_or_title_breaks_the_document(text: str) -> None:
    """They are one line each, and all of it is text."""
    if not words_of(text):
        text = "x"
    position = Position((text,), exact=text)
    mark = Bookmark("1" * 32, LIBRARY, text, position, text, EARLY, EARLY)
    plain = Bookmark("1" * 32, LIBRARY, "x", Position(("x",), exact="x"), "x", EARLY, EARLY)
    found = as_markdown(Everything(bookmarks=(mark,)))
    assert structure(found) == structure(as_markdown(Everything(bookmarks=(plain,))))
    words = words_of(text)
    shown = "".join(shown_words(found))
    assert shown.count("".join(words)) >= 4


def shown_words(markdown: str) -> list[str]:
    """Return the words that alignread shows of a document."""
    document = Document(decode(markdown.encode(), "export.md"))
    document.complete()
    return [
        word
        for chunk in range(len(document.chunks))
        for block in document.blocks(chunk)
        for line in leaf_texts(block)
        for word in line.split()
    ]


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs).get("href") or ""))


@given(st.sampled_from(HOSTILE))
def test_no_text_breaks_the_bookmark_file(text: str) -> None:
    """It has the same tags, and no more addresses."""

    def tags(text: str) -> list[str]:
        note = Note("1" * 32, ESSAY, text, Position((text,), exact=text), text, EARLY, EARLY)
        link = KnownLink("https://a.example/\"'><b>", safe(text), queued_at=EARLY)
        html = as_html(Everything(notes=(note,), links=(link,)))
        assert html.replace("\n", "").isprintable()
        parser = _Rows()
        parser.feed(html)
        assert next(href for tag, href in parser.found if tag == "a") == link.address
        return [tag for tag, _ in parser.found if tag != "br"]

    assert tags(text) == tags("x")
