"""Links among laid-out lines: where they are, which is next, what number they have."""

from functools import cache

import pytest

from tests.samples import open_text
from tui_reader.document.document import Document
from tui_reader.document.source import Source
from tui_reader.layout.lines import LayoutOptions, Role
from tui_reader.layout.link_cursor import NUMBERED_CHUNKS, LinkCursor
from tui_reader.layout.spots import LinkSpot, find_spots, numbered
from tui_reader.layout.viewport import Viewport

FILLER = "\n\n".join(["Nothing to follow in this one."] * 6)


def view(text: str, width: int = 40, height: int = 10) -> Viewport:
    """Return a viewport at the beginning of a text."""
    return Viewport(open_text(text), LayoutOptions(width, width), height)


def spots_of(viewport: Viewport) -> list[LinkSpot]:
    """Return all links of a document."""
    chunks = range(len(viewport.document.chunks))
    return [spot for chunk in chunks for spot in viewport.spots(chunk)]


def walked(viewport: Viewport, direction: int) -> list[str]:
    """Return the addresses that a walk through a document comes by, each of them in view."""
    cursor = LinkCursor(viewport)
    found: list[str] = []
    while cursor.move(direction):
        assert cursor.spot is not None
        assert any(spot.is_same(cursor.spot) for spot in viewport.spots_in_view())
        found.append(cursor.spot.link.href)
        assert len(found) < 10_000
    return found


@cache
def large() -> str:
    """Return a text of hundreds of chunks, with a link in each of its sections."""
    return "\n\n".join(
        f"## Part {part}\n\n{FILLER}\n\nSee [number {part}](https://x.y/{part}) there."
        for part in range(400)
    )


@pytest.mark.parametrize("width", [8, 15, 24, 40, 200])
def test_a_link_over_several_lines_is_one(width: int) -> None:
    """A link is one spot from its first line to its last, with all its text."""
    viewport = view("Before it [one two three *four five* six seven](https://x.y/) after.", width)
    (spot,) = spots_of(viewport)
    assert spot.text == "one two three four five six seven"
    lines = viewport.lines(0)
    with_link = [n for n, line in enumerate(lines) if any(run.link for run in line.runs)]
    assert (spot.line, spot.last_line) == (with_link[0], with_link[-1])
    assert (spot.line < spot.last_line) is (width <= 40)


@pytest.mark.parametrize(
    ("text", "hrefs"),
    [
        ("[a](u) [b](u)", ["u", "u"]),
        ("[a](u)[b](u)", ["u", "u"]),
        ("[a][r] and [b][r]\n\n[r]: u", ["u", "u"]),
        ("<https://x.y/> [a](v)", ["https://x.y/", "v"]),
        ("# [a](u)\n\n- [b](v)\n- [c](w)\n\n> [d](x)", ["u", "v", "w", "x"]),
        ("| [a](u) | b |\n|-|-|\n| c | [d](v) |", ["u", "v"]),
        ("```\n[a](u)\n```\n\n`[b](v)`", []),
        ("none", []),
        ("", []),
    ],
)
def test_every_link_is_found_in_reading_order(text: str, hrefs: list[str]) -> None:
    """Two links to one address are two, in headings, lists, quotes and tables as well."""
    viewport = view(text)
    spots = spots_of(viewport)
    assert [spot.link.href for spot in spots] == hrefs
    assert [spot.index for spot in spots] == list(range(len(spots)))
    assert len({id(spot.link) for spot in spots}) == len(spots)


def test_spots_are_the_same_at_any_width() -> None:
    """Another width lays links out anew, and each is still the one that it was."""
    viewport = view("\n\n".join(f"Some words and [link {n}](u{n}) there." for n in range(20)))
    before = spots_of(viewport)
    viewport.lay_out(LayoutOptions(13, 13))
    after = spots_of(viewport)
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert new.is_same(old)
        assert (new.text, new.link.href) == (old.text, old.link.href)
    assert not after[0].is_same(after[1])
    assert not after[0].is_same(None)


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("height", [1, 2, 5, 30])
@pytest.mark.parametrize("width", [9, 40])
def test_a_walk_comes_by_every_link_once(direction: int, height: int, width: int) -> None:
    """Forward from the top, backward from the end: every link, in order, in view."""
    parts = (f"{FILLER}\n\nSome [link {n} of many](a{n}) and [other {n}](b{n})." for n in range(12))
    viewport = view("\n\n".join(parts), width, height)
    expected = [spot.link.href for spot in spots_of(viewport)]
    if direction < 0:
        viewport.show_end()
    assert walked(viewport, direction) == expected[::direction]


def test_a_walk_through_a_large_document() -> None:
    """Hundreds of sections with pages without a link between them are walked to the end."""
    assert walked(view(large()), 1) == [f"https://x.y/{part}" for part in range(400)]


def test_the_first_is_the_first_on_the_screen() -> None:
    """Without a selected link the walk starts at what is in view, forward and back."""
    viewport = view("\n\n".join(f"[{n}](u{n})" for n in range(40)), height=9)
    viewport.scroll(20)
    first = viewport.spots_in_view()[0]
    last = viewport.spots_in_view()[-1]
    forward, back = LinkCursor(viewport), LinkCursor(viewport)
    assert forward.move(1)
    assert first.is_same(forward.spot)
    assert back.move(-1)
    assert last.is_same(back.spot)


def test_a_screen_without_links_leads_to_the_nearest() -> None:
    """Where no link is in view, the next one is below it and the previous one above."""
    for direction, href in ((1, "b"), (-1, "a")):
        viewport = view(f"[a](a)\n\n{FILLER}\n\n{FILLER}\n\n[b](b)", height=5)
        viewport.scroll(8)
        assert viewport.spots_in_view() == []
        cursor = LinkCursor(viewport)
        assert cursor.move(direction)
        assert cursor.spot is not None
        assert cursor.spot.link.href == href


def test_a_selected_link_stays_put_across_paging() -> None:
    """Scrolling keeps the selected link; the next one is looked for on the screen there is."""
    viewport = view("\n\n".join(f"[{n}](u{n})" for n in range(60)), height=9)
    cursor = LinkCursor(viewport)
    cursor.move(1)
    cursor.move(1)
    assert cursor.spot is not None
    viewport.scroll(30)
    assert cursor.spot.link.href == "u1"
    lit = cursor.lit()
    assert lit is not None
    assert lit.href == "u1"
    first = viewport.spots_in_view()[0]
    y = viewport.y
    cursor.move(1)
    assert cursor.spot.is_same(first)
    assert viewport.y == y


@pytest.mark.parametrize("width", [13, 24, 200])
def test_the_selected_link_is_where_it_is_laid_out_now(width: int) -> None:
    """At another width it has another line, and marks beside links make its text another."""
    viewport = view("\n\n".join(f"Some words and [the link {n}](u{n}) there." for n in range(20)))
    cursor = LinkCursor(viewport)
    cursor.select(viewport.spots(0)[9])
    viewport.lay_out(LayoutOptions(width, width, marks={"u9": "+"}))
    assert cursor.spot is not None
    assert cursor.spot is viewport.spots(0)[9]
    assert cursor.spot.link is cursor.lit()


def unread(first: str, references: str) -> Viewport:
    """Return a viewport over a large text whose references aren't known yet."""
    filler = "\n\n".join(["Some words that fill a line of the text up to its end."] * 6000)
    document = Document(Source(f"{first}\n\n{filler}\n\n{references}\n", "large.md"))
    assert not document.is_complete
    return Viewport(document, LayoutOptions(40, 40), 10)


@pytest.mark.slow
def test_the_selected_link_is_told_from_new_ones() -> None:
    """What references far below make links of doesn't take its place, nor does one like it."""
    viewport = unread("[*a*][r] [u](u) [two](u) [two](v) [a long one here](u)", "[r]: u")
    spots = viewport.spots(0)
    assert [spot.link.href for spot in spots] == ["u", "u", "v", "u"]
    cursors = [LinkCursor(viewport) for _ in spots]
    for cursor, spot in zip(cursors, spots, strict=True):
        cursor.select(spot)
    viewport.complete()
    assert len(viewport.spots(0)) == len(spots) + 1
    for cursor, new in zip(cursors, viewport.spots(0)[1:], strict=True):
        assert cursor.spot is new
        assert cursor.lit() is new.link
        assert cursor.target == new.link.href


@pytest.mark.slow
def test_a_link_that_is_none_any_more_is_not_selected() -> None:
    """A definition far below makes an address in parentheses text."""
    viewport = unread("[a][r](u) [b](v)", "[r]: w")
    cursor = LinkCursor(viewport)
    assert cursor.move(1)
    assert cursor.spot is not None
    assert cursor.spot.link.href == "u"
    viewport.complete()
    assert [spot.link.href for spot in viewport.spots(0)] == ["w", "v"]
    assert cursor.spot is None
    assert cursor.lit() is None
    assert cursor.target == ""


def test_the_ends_keep_the_link() -> None:
    """Beyond the last link there is none, and the last one stays selected."""
    cursor = LinkCursor(view("[a](a) [b](b)"))
    assert cursor.move(1)
    assert cursor.move(1)
    assert not cursor.move(1)
    assert cursor.spot is not None
    assert cursor.spot.link.href == "b"
    assert cursor.move(-1)
    assert not cursor.move(-1)
    assert cursor.spot.link.href == "a"


def test_no_links_no_spots() -> None:
    """A text without links, or without anything, has none to move to."""
    for text in (FILLER, ""):
        cursor = LinkCursor(view(text))
        assert not cursor.move(1)
        assert not cursor.move(-1)
        assert cursor.spot is None
        assert cursor.lit() is None
        assert cursor.of_number(1) is None


def test_numbers_count_through_the_document() -> None:
    """The number beside a link is the one that leads to it, on any screen."""
    viewport = view("\n\n".join(f"[number {n}](u{n})" for n in range(1, 61)), height=9)
    cursor = LinkCursor(viewport)
    assert cursor.labels() == {}
    cursor.shows_numbers = True
    for rows in (0, 20, 55, -40):
        viewport.scroll(rows)
        labels = cursor.labels()
        assert labels
        for spot in viewport.spots_in_view():
            assert spot.link.href == f"u{labels[id(spot.link)]}"
            found = cursor.of_number(int(labels[id(spot.link)]))
            assert found is not None
            assert found.is_same(spot)
    assert cursor.of_number(0) is None
    assert cursor.of_number(61) is None


def test_numbers_of_a_large_document_are_those_in_view() -> None:
    """Where counting through would take long, the links in view are numbered from one."""
    viewport = view(large(), height=40)
    assert len(viewport.document.chunks) > NUMBERED_CHUNKS
    viewport.show_share(0.5)
    cursor = LinkCursor(viewport)
    cursor.shows_numbers = True
    in_view = viewport.spots_in_view()
    assert list(cursor.labels().values()) == [str(n + 1) for n in range(len(in_view))]
    found = cursor.of_number(1)
    assert found is not None
    assert found.is_same(in_view[0])
    assert cursor.of_number(len(in_view) + 1) is None


@pytest.mark.parametrize(
    ("text", "label", "shown"),
    [
        ("[word](u) x", "1", "1ord x"),
        ("[word](u) x", "12", "12rd x"),
        ("[a](u) x", "12", "12 x"),
        ("[漢字](u) x", "1", "1 字 x"),
        ("[漢字](u) x", "12", "12字 x"),
        ("see [word](u) x", "1", "see1word x"),
        ("see [word](u) x", "12", "see12ord x"),
        ("- [word](u) x", "1", "•1word x"),
        ("(*see* [word](u)) x", "1", "(see1word) x"),
        ("([word](u)) x", "1", "(1ord) x"),
    ],
)
def test_numbers_stand_over_the_text(text: str, label: str, shown: str) -> None:
    """A number stands in the blank before a link or on its first cells, in a role of its own."""
    viewport = view(text)
    line = viewport.lines(0)[0]
    (spot,) = find_spots([line], 0)
    labels = {id(spot.link): label}
    made = numbered(line, labels)
    assert made.text == shown
    assert [run.text.strip() for run in made.runs if run.role & Role.LABEL] == [label]
    assert labels == {}
