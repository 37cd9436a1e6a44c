"""`importing`: what files of different kinds hold, and that bad ones are refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.state.memories import EARLY, MEMORY
from tui_reader.errors import ReaderError
from tui_reader.state.annotations import as_json
from tui_reader.state.everything import Everything
from tui_reader.state.importing import parse
from tui_reader.state.marks_formats import as_html

# As Firefox and Chrome write it, made up anew.
BOOKMARKS = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file. -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><H3 ADD_DATE="1700000000" LAST_MODIFIED="1700000001">Folder &amp; more</H3>
    <DL><p>
        <DT><A HREF="https://a.example/?x=1&amp;y=%202" ADD_DATE="1767323045" ICON="data:image/png;base64,AA==" TAGS="t">A &lt;b&gt;
   title</A>
        <DD>described
        <DT><a href="https://b.example/" add_date="1767323045000">B</a>
        <DT><A HREF="https://a.example/?x=1&amp;y=%202">A again</A>
    </DL><p>
    <HR>
    <DT><A HREF="javascript:alert(1)">no</A>
    <DT><A HREF="place:sort=8">no</A>
    <DT><A>no</A>
    <DT><A HREF="mailto:c@example" ADD_DATE="0"></A>
</DL><p>
"""  # noqa: E501


def address_of(href: str) -> str:
    """Return an address where it is of the web or of mail."""
    return href if href.startswith(("https:", "mailto:")) else ""


def test_a_bookmark_file() -> None:
    """Its addresses are for the queue, each once, in their order; others are counted."""
    found, left_out = parse(BOOKMARKS, address_of)
    first, second, third = found.links
    assert first.address == "https://a.example/?x=1&y=%202"
    assert first.title == "A <b> title"
    assert (first.queued_at, second.queued_at) == ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
    assert (third.address, third.title) == ("mailto:c@example", "")
    assert third.queued_at
    assert third.queued_at > EARLY
    assert left_out == 2
    assert found == Everything(links=found.links)


def test_the_bookmark_file_of_ours() -> None:
    """Its addresses come back; marks in files are no addresses of the web."""
    found, left_out = parse(as_html(MEMORY), address_of)
    assert [link.address for link in found.links] == [link.address for link in MEMORY.links]
    assert left_out == 2


def test_annotations() -> None:
    """An export of ours, with or without a line feed at its end."""
    assert parse(as_json(MEMORY), address_of) == (MEMORY, 0)
    assert parse(as_json(MEMORY).strip(), address_of) == (MEMORY, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "# A document\n",
        "<html><a href='https://a.example/'>a</a></html>",
        "{",
        as_json(MEMORY)[:-20],
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        "null",
        "[{}]",
    ],
)
def test_what_is_neither_is_refused(text: str) -> None:
    """With an error for the reader, and no other."""
    with pytest.raises(ReaderError):
        parse(text, address_of)


@given(st.text("<A HREF=\"> \n/'&;h", max_size=200))
def test_any_bookmark_file_is_read(text: str) -> None:
    """Whatever its markup is."""
    parse("<!DOCTYPE NETSCAPE-Bookmark-file-1>" + text, address_of)


@pytest.mark.parametrize("part", ['<A HREF="', "<A ", '<A HREF="x"', '<A "', "<A x<A y>", "<"])
def test_a_bookmark_file_that_never_ends_its_markup(part: str) -> None:
    """Ends in a moment; a quadratic search would take hours."""
    parse("<!DOCTYPE NETSCAPE-Bookmark-file-1>" + part * 200_000, address_of)


def test_what_is_too_long_is_cut_or_left_out() -> None:
    """A name is cut; a note, a key and an address are whole or not there."""

    def annotation(body: str, motivation: str, source: str) -> object:
        return {
            "motivation": motivation,
            "body": {"value": body},
            "target": {"source": source, "selector": {"type": "TextQuoteSelector", "exact": "q"}},
        }

    root = [
        annotation("n" * 2_000, "bookmarking", "file:///a"),
        annotation("n" * 1_000_000, "commenting", "file:///a"),
        annotation("n" * 1_000_001, "commenting", "file:///a"),
        annotation("n", "commenting", f"file:///{'a' * 10_000}"),
        {
            "alignread:kind": "link",
            "target": {"id": f"https://x.example/{'a' * 10_000}"},
            "alignread:queuedAt": EARLY,
        },
        {
            "alignread:kind": "link",
            "target": {"id": "https://x.example/\u202e"},
            "alignread:queuedAt": EARLY,
        },
    ]
    found, left_out = parse(json.dumps(root), address_of)
    assert [len(mark.name) for mark in found.bookmarks] == [1_000]
    assert [len(note.body) for note in found.notes] == [1_000_000]
    assert [document.key for document in found.documents] == [b"/a"]
    assert found.links == ()
    assert left_out == 4
