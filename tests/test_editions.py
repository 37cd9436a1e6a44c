"""What two editions of a document differ in."""

import pytest

from tests.samples import open_text
from tui_reader.document.sections import sections
from tui_reader.document.shifts import Shift
from tui_reader.editions import compare_sections, renumbered

OLD = (
    "# Book\n\nBegin.\n\n## One\n\nWords of one.\n\n"
    "## Two\n\nWords of two.\n\n## Three\n\nThe end.\n"
)


@pytest.mark.parametrize(
    ("old", "new", "signs", "said"),
    [
        ("of two", "of 2", {2: "~"}, "1 section changed"),
        ("## Three", "## New\n\nIt is.\n\n## Three", {3: "+"}, "1 new section"),
        ("## Two\n\nWords of two.\n\n", "", {}, "1 section gone"),
        ("## Two\n\nWords of two.\n\n## Three\n\nThe end.", "", {}, "2 sections gone"),
        ("## Two", "## Second", {2: "~"}, "1 heading changed"),
        ("# Book", "# My book", {0: "~"}, "1 heading changed"),
        ("## Two", "### Two", {}, "the words of all sections are the same"),
        ("## Two\n\nWords of two.\n\n## Three\n\nThe end.", "## 2\n\nWords of two.\n\n## 3\n\nNo.",
         {2: "~", 3: "+"}, "sections: 1 new, 1 gone; 1 heading changed"),
        ("Words of one.", "Words\nof   one.", {}, "the words of all sections are the same"),
        ("Begin.", "First.\n\n## Zero\n\nNo.", {0: "~", 1: "+"}, "sections: 1 changed, 1 new"),
    ],
)  # fmt: skip
def test_news(old: str, new: str, signs: dict[int, str], said: str) -> None:
    """Words that changed, came in or went; not where a section stands or how its lines break."""
    before, now = open_text(OLD), open_text(OLD.replace(old, new))
    news = compare_sections(sections(before), sections(now), {})
    assert news.signs == signs
    assert str(news) == f"reloaded: {said}"


@pytest.mark.parametrize(
    ("old", "new", "signs", "said"),
    [
        ("# A\n\n## B\n\nx\n", "# Z\n\n## B\n\nx\n", {0: "~"}, "1 heading changed"),
        ("# A\n\n## B\n", "# Z\n\n## Y\n", {0: "~", 1: "~"}, "2 headings changed"),
        ("# A\n\nx\n\n# B\n\nx\n", "# Z\n\nx\n\n# B\n\nx\n", {0: "~"}, "1 heading changed"),
        ("# A\n\nx\n\n# B\n", "# A\n\n# B\n\nx\n", {}, "the words of all sections are the same"),
        ("# A\n", "# A\n\n# B\n", {}, "the words of all sections are the same"),
    ],
)
def test_headings_are_news(old: str, new: str, signs: dict[int, str], said: str) -> None:
    """Those without words too, and those whose words stand twice; not those below them."""
    news = compare_sections(sections(open_text(old)), sections(open_text(new)), {})
    assert news.signs == signs
    assert str(news) == f"reloaded: {said}"


def test_news_stays_news() -> None:
    """What was marked is marked in the edition after, under the number it has then."""
    before, now = open_text(OLD), open_text(f"# Preface\n\nFirst.\n\n{OLD}")
    news = compare_sections(sections(before), sections(now), {2: "~"})
    assert news.signs == {0: "+", 3: "~"}


def test_headings_keep_their_folds() -> None:
    """Those that are as they were are known by another number."""
    before, now = open_text(OLD), open_text(f"# New\n\n{OLD.replace('## Two', '## Second')}")
    shift = Shift(before.source.text, now.source.text)
    assert renumbered(before, now, shift) == {0: 1, 1: 2, 3: 4}
