"""`standing`: what is shown of each section, and what of it outlives an edit of the text."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import open_text
from tui_reader.document.sections import Section, sections
from tui_reader.standing import (
    Comparison,
    SectionStanding,
    Standing,
    compare,
    next_unread,
    row_of,
    total_left,
    with_mark,
    with_shares,
)
from tui_reader.standing import (
    rows_of as rows_now,
)
from tui_reader.state.progress import (
    MAX_SECTIONS,
    SectionState,
    mark_read,
    save_shares,
    section_states,
    take_snapshot,
)
from tui_reader.state.store import Store

WHEN = "2026-01-02T03:04:05Z"
READ, STARTED, UNREAD = Standing.READ, Standing.STARTED, Standing.UNREAD

TEXT = """\
# Guide

Opening words.

## Install

Download it first.

## Use

### Daily

Open a file.

### Rarely

Export all marks.

## Help

Ask around.
"""
PATHS = ["Guide", "Install", "Use", "Daily", "Rarely", "Help"]


def compared(text: str, states: tuple[SectionState, ...] = ()) -> Comparison:
    """Return a text joined with rows, at a minute a word."""
    return compare(sections(open_text(text)), states, minutes_a_word=1.0)


def rows_of(
    text: str, *read: str, shares: dict[str, float] | None = None
) -> tuple[SectionState, ...]:
    """Return the rows of a text of which some sections, by their last heading, were read."""
    rows = compared(text).rows
    return tuple(
        replace(
            row,
            read_at=WHEN if name in read else None,
            share=1.0 if name in read else (shares or {}).get(name, 0.0),
        )
        for row in rows
        for name in [row.headings[-1] if row.headings else ""]
    )


def signs(standings: tuple[SectionStanding, ...]) -> str:
    """Return the signs of sections in order."""
    return "".join(standing.standing.value for standing in standings)


def news(comparison: Comparison) -> dict[str, str]:
    """Return which sections, by their last heading, are new or changed."""
    return {
        standing.section.headings[-1]: "new" if standing.is_new else "changed"
        for standing in comparison.standings
        if standing.is_new or standing.is_changed
    }


def test_a_text_that_is_met_for_the_first_time() -> None:
    """Nothing is read, nothing is new, and a row is to be written for every section."""
    first = compared(TEXT)
    assert signs(first.standings) == "○○○○○○"
    assert not news(first)
    assert [(row.headings[-1], row.place, row.words) for row in first.rows] == [
        ("Guide", 0, 2),
        ("Install", 1, 3),
        ("Use", 2, 0),
        ("Daily", 3, 3),
        ("Rarely", 4, 3),
        ("Help", 5, 2),
    ]
    assert [standing.minutes for standing in first.standings] == [2, 3, 0, 3, 3, 2]
    assert first.gone == ()


def test_the_same_text_again() -> None:
    """Read and begun sections are what they were; so are the rows."""
    rows = rows_of(TEXT, "Guide", "Help", shares={"Install": 0.5, "Daily": 0.05})
    again = compared(TEXT, rows)
    assert signs(again.standings) == "✓◐○○○✓"
    assert again.rows == rows
    assert not again.gone
    assert not news(again)


def test_a_changed_section_is_unread_until_it_is_read_again() -> None:
    """It keeps what was read of it, so that it is shown as changed the next time too."""
    rows = rows_of(TEXT, *PATHS)
    changed = TEXT.replace("Ask around.", "Ask the author.")
    for _ in range(3):
        comparison = compared(changed, rows)
        assert signs(comparison.standings) == "✓✓✓✓✓○"
        assert comparison.standings[-1].share == 0.0
        assert news(comparison) == {"Help": "changed"}
        rows = comparison.rows
    back = compared(TEXT, rows)
    assert signs(back.standings) == "✓✓✓✓✓✓"
    assert not news(back)


def test_rewrapping_is_no_change() -> None:
    """Only words count."""
    rows = rows_of(TEXT, *PATHS)
    assert not news(compared(TEXT.replace(" ", "\n").replace("#\n", "# "), rows))


def test_a_new_section_is_new_until_it_is_read() -> None:
    """Where other sections were read before."""
    rows = rows_of(TEXT, "Guide")
    longer = TEXT + "\n## More\n\nLater words.\n"
    for _ in range(3):
        comparison = compared(longer, rows)
        assert news(comparison) == {"More": "new"}
        rows = comparison.rows
    begun = with_shares(compared(longer, rows).standings, lambda _: 0.5)
    assert begun[-1].is_new
    read = with_shares(begun, lambda _: 0.95)
    assert not any(standing.is_new for standing in read)


@pytest.mark.parametrize("share", [0.0, 0.09])
def test_nothing_is_new_where_nothing_was_read(share: float) -> None:
    """Nobody knows the old text: the new one is remembered in its place."""
    rows = rows_of(TEXT, shares={"Guide": share})
    edited = TEXT.replace("around", "twice") + "\n## More\n\nLater words.\n"
    comparison = compared(edited, rows)
    assert not news(comparison)
    assert [row.digest for row in comparison.rows] == [row.digest for row in compared(edited).rows]


def test_what_was_only_begun_keeps_its_share_in_another_edition() -> None:
    """A corrected slip doesn't take half a section from its reader; it is not called changed."""
    rows = rows_of(TEXT, shares={"Install": 0.5})
    comparison = compared(TEXT.replace("first", "now"), rows)
    assert comparison.standings[1].share == 0.5
    assert not news(comparison)


def test_a_heading_that_gets_its_text_later_is_new() -> None:
    """`Use` had none when the rest was read."""
    rows = rows_of(TEXT, *PATHS)
    comparison = compared(TEXT.replace("## Use\n", "## Use\n\nIt is easy.\n"), rows)
    assert news(comparison) == {"Use": "new"}
    assert signs(comparison.standings) == "✓✓○✓✓✓"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Guide", "# The guide, second edition"),
        ("## Install", "## Installing"),
        ("### Rarely", "## Rarely"),
        ("## Use", "## Daily"),
    ],
)
def test_renamed_and_moved_sections_stay_read(before: str, after: str) -> None:
    """Known by their words; the rows under their old names go."""
    rows = rows_of(TEXT, *PATHS)
    comparison = compared(TEXT.replace(before, after), rows)
    assert signs(comparison.standings) == "✓✓✓✓✓✓"
    assert {row.read_at for row in comparison.rows if row.words} == {WHEN}
    assert "changed" not in news(comparison).values()
    again = compared(TEXT.replace(before, after), comparison.rows)
    assert signs(again.standings) == "✓✓✓✓✓✓"
    assert not again.gone


def test_a_section_of_the_same_name_in_front() -> None:
    """The new one is not taken for the one that was read, though it has its name and number."""
    text = "# A\n\n## X\n\nfirst\n\n## X\n\nsecond\n"
    rows = rows_of(text, "X")
    comparison = compared(text.replace("# A\n", "# A\n\n## X\n\nzeroth\n"), rows)
    assert signs(comparison.standings) == "◐○✓✓"
    assert [standing.is_new for standing in comparison.standings] == [False, True, False, False]
    assert [row.read_at for row in comparison.rows] == [None, None, WHEN, WHEN]


def test_only_the_section_in_front_is_new() -> None:
    """Unread sections of its name keep their rows too."""
    text = "# A\n\nopening\n\n## X\n\nfirst\n\n## X\n\nsecond\n"
    comparison = compared(text.replace("## X\n", "## X\n\nzeroth\n\n## X\n", 1), rows_of(text, "A"))
    assert [standing.is_new for standing in comparison.standings] == [False, True, False, False]


def test_read_words_are_remembered_though_others_have_their_name() -> None:
    """The text of `B` took the place of that of `A`; when it comes back it is read still."""
    text = "# A\n\nfirst\n\n# B\n\nsecond\n"
    without = compared("# A\n\nsecond\n", rows_of(text, "A", "B"))
    assert signs(without.standings) == "✓"
    assert [(row.headings, row.ordinal, row.place) for row in without.rows] == [
        (("A",), 0, 0),
        (("A",), 1, -1),
    ]
    assert signs(compared(text, without.rows).standings) == "✓✓"


def test_texts_that_change_places() -> None:
    """Two sections whose texts are swapped are both read still."""
    rows = rows_of(TEXT, *PATHS)
    swapped = TEXT.replace("Download it first.", "x").replace("Ask around.", "Download it first.")
    comparison = compared(swapped.replace("x\n", "Ask around.\n", 1), rows)
    assert not news(comparison)
    assert signs(comparison.standings) == "✓✓✓✓✓✓"


def test_a_section_that_goes_and_comes_back() -> None:
    """Its row is kept beside the text if it was read; one that was never begun goes for good."""
    rows = rows_of(TEXT, "Guide", "Help")
    shorter = TEXT[: TEXT.index("### Rarely")]
    without = compared(shorter, rows)
    assert [(row.headings[-1], row.place) for row in without.rows] == [
        ("Guide", 0),
        ("Install", 1),
        ("Use", 2),
        ("Daily", 3),
        ("Help", -1),
    ]
    assert [row.headings[-1] for row in without.gone] == ["Rarely"]
    back = compared(TEXT, without.rows)
    assert back.standings[-1].standing is READ
    assert news(back) == {"Rarely": "new"}


def test_more_sections_than_are_remembered() -> None:
    """Of those beyond the last row nobody can say that they are new."""
    text = "".join(f"# h{index}\n\nw{index}\n\n" for index in range(MAX_SECTIONS + 5))
    rows = rows_of(text, "h1")[:MAX_SECTIONS]
    comparison = compared(text, rows)
    assert not news(comparison)
    assert comparison.standings[1].standing is READ


@pytest.mark.parametrize("lost", [{0, 1, 2, 3, 4}, {0}, {3}, {2, 4}])
def test_rows_that_were_lost(lost: set[int]) -> None:
    """Of a section whose row may be lost nobody can say that it is new; once all are there again
    one that comes in is."""
    rows = rows_of(TEXT, "Help", shares={"Guide": 0.5})
    left = tuple(row for row in rows if row.place not in lost)
    comparison = compared(TEXT, left)
    assert not news(comparison)
    assert comparison.standings[-1].standing is READ
    longer = TEXT + "\n## More\n\nLater words.\n"
    assert news(compared(longer, comparison.rows)) == {"More": "new"}


def test_rows_of_what_stands_now() -> None:
    """They give the same standings again: what was read, begun, marked by hand, new, changed."""
    rows = rows_of(TEXT, "Guide", "Install", "Rarely", "Help", shares={"Daily": 0.3})
    edited = TEXT.replace("Ask around.", "Ask me.").replace("Export all", "Import some")
    edited += "\n## More\n\nLater words.\n"
    standings = compared(edited, rows).standings
    assert tuple(rows_now(standings)) == compared(edited, rows).rows
    standings = with_mark(with_mark(standings, 1, is_read=False), 4, is_read=True)
    standings = with_shares(standings, lambda section: 0.6 * (section.headings[-1] == "Daily"))
    again = compared(edited, tuple(rows_now(standings)))
    assert signs(again.standings) == signs(standings) == "✓○◐◐✓○○"
    assert news(again) == {"Help": "changed", "More": "new"}
    assert [each.share for each in again.standings] == [each.share for each in standings]


def test_headings_without_text_of_their_own() -> None:
    """They stand as what is under them: unread, begun, read."""
    assert signs(compared(TEXT, rows_of(TEXT, "Help")).standings) == "○○○○○✓"
    daily = compared(TEXT, rows_of(TEXT, "Daily")).standings
    assert signs(daily) == "○○◐✓○○"
    assert daily[2].share == 0.5
    assert daily[2].minutes == 0
    assert signs(compared(TEXT, rows_of(TEXT, "Daily", "Rarely")).standings) == "○○✓✓✓○"
    begun = compared(TEXT, rows_of(TEXT, shares={"Rarely": 0.2})).standings
    assert signs(begun) == "○○◐○◐○"


def test_a_heading_with_nothing_under_it() -> None:
    """A title whose chapters are of its own level stands as the whole document does."""
    text = "# Title\n\n# One\n\na b\n\n# Two\n\nc d\n"
    assert signs(compared(text).standings) == "○○○"
    assert signs(compared(text, rows_of(text, "One")).standings) == "◐✓○"
    assert signs(compared(text, rows_of(text, "One", "Two")).standings) == "✓✓✓"
    assert signs(compared("# Alone\n\n# In vain\n").standings) == "○○"


def test_reading_goes_on() -> None:
    """Shares only rise; at nine tenths a section is read, and a chapter follows its sections."""
    standings = compared(TEXT, rows_of(TEXT, shares={"Daily": 0.5})).standings
    live = {"Install": 0.1, "Daily": 0.3, "Rarely": 0.9, "Help": 0.09}
    share_of = lambda section: live.get(section.headings[-1], 0.0)  # noqa: E731
    after = with_shares(standings, share_of)
    assert signs(after) == "○◐◐◐✓○"
    assert after[3].share == 0.5
    live |= {"Daily": 1.0}
    assert signs(with_shares(after, share_of)) == "○◐✓✓✓○"


def test_marks_by_hand() -> None:
    """A mark sets and clears whatever was there; others keep theirs."""
    rows = rows_of(TEXT, *PATHS)
    changed = compared(TEXT.replace("Ask around.", "Ask me."), rows).standings
    marked = with_mark(changed, 5, is_read=True)
    assert signs(marked) == "✓✓✓✓✓✓"
    assert not marked[5].is_changed
    cleared = with_mark(marked, 3, is_read=False)
    assert signs(cleared) == "✓✓◐○✓✓"
    assert cleared[3].share == 0.0


def test_minutes_left_and_the_next_unread() -> None:
    """What is begun counts with its rest; the next unread one has words and comes after."""
    standings = compared(TEXT, rows_of(TEXT, "Guide", "Daily", shares={"Help": 0.5})).standings
    assert total_left(standings) == 3 + 3 + 1
    assert next_unread(standings, -1) == 1
    assert next_unread(standings, 1) == 4
    assert next_unread(standings, 4) == 5
    assert next_unread(standings, 5) is None
    opening = compared("no heading\n\n# One\n\na\n").standings
    assert next_unread(opening, -2) == -1
    assert next_unread(opening, -1) == 0
    assert next_unread(compared("# a\n").standings, -1) is None
    assert total_left(compared("").standings) == 0


def test_what_is_remembered_is_found_again(tmp_path: Path) -> None:
    """Through the store: an insertion, a rename, a change, a removal; marks and shares."""
    store, key = Store(tmp_path), b"/a/guide.md"

    def visit(text: str) -> tuple[SectionStanding, ...]:
        comparison = compared(text, tuple(section_states(store, key)))
        take_snapshot(store, key, comparison.rows, comparison.gone)
        again = compared(text, tuple(section_states(store, key)))
        assert signs(again.standings) == signs(comparison.standings)
        assert news(again) == news(comparison)
        assert again.gone == ()
        return again.standings

    standings = visit(TEXT)
    for place in (1, 3):
        mark_read(store, key, row_of(standings[place], place), True)
    half = with_shares(standings, lambda section: 0.5 * (section.headings[-1] == "Help"))
    save_shares(store, key, [row_of(half[5], 5)])
    assert signs(visit(TEXT)) == "○✓◐✓○◐"

    edited = TEXT.replace("## Install", "## Install\n\nBefore all else.\n\n## Install", 1)
    edited = edited.replace("### Daily", "### Each day").replace("Export all", "Import some")
    assert signs(visit(edited)) == "○○✓◐✓○◐"
    assert news(compared(edited, tuple(section_states(store, key)))) == {"Install": "new"}

    assert signs(visit(edited.replace("Open a file.", "Close it."))) == "○○✓○○○◐"
    assert signs(visit(edited.replace("### Each day\n\nOpen a file.", ""))) == "○○✓○○◐"
    assert signs(visit(TEXT)) == "○✓◐✓○◐"
    standings = visit(TEXT)
    mark_read(store, key, row_of(standings[1], 1), False)
    assert signs(visit(TEXT)) == "○○◐✓○◐"
    store.close()


names = st.sampled_from("ABC")
bodies = st.lists(st.integers(0, 12), max_size=2).map(lambda numbers: " ".join(map(str, numbers)))
parts = st.lists(st.tuples(st.integers(1, 3), names, bodies), max_size=8)


def write(chosen: list[tuple[int, str, str]]) -> str:
    """Return a text of sections: level, heading, body."""
    return "".join(f"{'#' * level} {name}\n\n{body}\n\n" for level, name, body in chosen)


@given(
    parts, parts, st.sets(st.integers(0, 7)), st.dictionaries(st.integers(0, 7), st.floats(0, 1))
)
def test_any_edition_after_any_other(
    old: list[tuple[int, str, str]],
    new: list[tuple[int, str, str]],
    read: set[int],
    shares: dict[int, float],
) -> None:
    """Read words stay read, others are not; rows are one a name, and writing them ends it."""
    rows = tuple(
        replace(row, share=1.0, read_at=WHEN)
        if row.place in read
        else replace(row, share=shares.get(row.place, 0.0))
        for row in compared(write(old)).rows
    )
    known = {row.digest for row in rows if row.words and (row.read_at or row.share >= 0.9)}
    comparison = compared(write(new), rows)
    found: list[Section] = []
    for standing in comparison.standings:
        found.append(standing.section)
        if standing.section.words and standing.standing is READ:
            assert standing.section.digest in known
        assert not (standing.is_new and standing.is_changed)
    digests = [section.digest for section in found]
    for digest in known.intersection(digests):
        if digests.count(digest) == [row.digest for row in rows].count(digest) == 1:
            assert comparison.standings[digests.index(digest)].standing is READ
    written = {(row.headings, row.ordinal): row for row in comparison.rows}
    assert len(written) == len(comparison.rows)
    assert [row.headings for row in comparison.rows if row.place >= 0] == [
        section.headings for section in found
    ]
    assert known <= {row.digest for row in comparison.rows if row.read_at or row.share >= 0.9}
    # What the store does: rows go, then rows come.
    left = {(row.headings, row.ordinal) for row in rows} - {
        (row.headings, row.ordinal) for row in comparison.gone
    }
    assert left <= set(written)
    again = compared(write(new), comparison.rows)
    if known:
        assert again.rows == comparison.rows
    assert again.gone == ()
    assert signs(again.standings) == signs(comparison.standings)
