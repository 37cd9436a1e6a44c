"""Reading paths: their items, times and parts."""

import pytest
from hypothesis import given

from tests import strategies
from tests.content import test_paths as shipped
from tests.samples import ROOT, open_text
from tui_reader.document import paths as module
from tui_reader.document.document import Document
from tui_reader.document.paths import PathItem, ReadingPath, reading_paths
from tui_reader.document.source import read

TEXT = """\
# Reading paths

Some ways. See [the index](index.md).

## An hour

Text before.

1. [What is
   *it*?](01-what.md), 1 h
   5 min. The question.
2. [A film](https://x.org/film), 2 h. On film. 7 min.

Total: 3 h 5 min.

See also [this](02-more.md).

## None

Only text.

## A weekend

### Saturday

1. [A](a.md). No time.

### Sunday

1. [B](b.md), 18 min. Why.
2. No link, 9 min.
"""


def paths_of(text: str) -> list[ReadingPath]:
    """Return the paths of a text."""
    return reading_paths(open_text(text))


def test_paths_have_items_and_parts() -> None:
    """In the order of the document; headings are indices of its outline."""
    assert paths_of(TEXT) == [
        ReadingPath(
            "An hour",
            1,
            (
                PathItem("What is it?", "01-what.md", 65, 1, 8),
                PathItem("A film", "https://x.org/film", 120, 1, 11),
            ),
            185,
        ),
        ReadingPath(
            "A weekend",
            3,
            (PathItem("A", "a.md", 0, 4, 25), PathItem("B", "b.md", 18, 5, 29)),
            18,
        ),
    ]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (", 18 min. Why.", 18),
        (", 2 h. Why.", 120),
        (", 1 h 30 min. Why.", 90),
        (", 1\n   h 30\n   min. Why.", 90),
        (", 1h30min", 90),
        (" (45 minutes)", 45),
        (" – 2 hours", 120),
        (": 5 m", 5),
        ("", 0),
        (". 18 min", 0),
        (", 18. Why.", 0),
        (", 18 minds. Why.", 0),
        (", about 18 min. Why.", 0),
        (", 99999999999999 min. Why.", 0),
    ],
)
def test_times(said: str, minutes: int) -> None:
    """Hours and minutes directly behind the link; what is no time is none."""
    ((item,),) = [path.items for path in paths_of(f"1. [A](a.md){said}\n")]
    assert item.minutes == minutes


def test_a_total_is_as_stated() -> None:
    """For the path that it stands in, below its items; without one the minutes are added up."""
    item = "- [A](a.md), 5 min. x\n\n"
    text = (
        f"## A\n\nTotal: 9 h.\n\n{item}{item}## B\n\n{item}TOTAL 1 h.\n\n## C\n\n{item}Total: x\n"
    )
    assert [path.total_minutes for path in paths_of(text)] == [10, 60, 5]


def test_paths_without_headings() -> None:
    """A bare list is a path that is called as the document is."""
    (path,) = paths_of("---\ntitle: To read\n---\n* [A](a.md)\n")
    assert (path.title, path.heading, path.items[0].heading) == ("To read", -1, -1)
    assert [path.title for path in paths_of("# A\n\n- [A](a.md)\n\n# B\n\n- [B](b.md)\n")] == [
        "A",
        "B",
    ]


@pytest.mark.parametrize("text", ["", "text", "# A\n\n- item\n", "# A\n\n[A](a.md), 5 min.\n"])
def test_documents_without_paths(text: str) -> None:
    """There is none, and no error."""
    assert paths_of(text) == []


def test_paths_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of enormous length is not read to its end."""
    text = "".join(f"## {number}\n\n- [A](a.md), 5 min. x\n\n" for number in range(400))
    monkeypatch.setattr(module, "MAX_CHARACTERS", 2000)
    assert 20 < len(paths_of(text)) < 300


@given(strategies.documents)
def test_any_text_is_read(text: str) -> None:
    """Whatever there is, a path has items, and its time is theirs."""
    paths = paths_of(f"{text}\n\n## Last\n\n7. [A](a.md), 3 min.\n")
    for path in paths:
        assert path.items
        assert path.total_minutes == sum(item.minutes for item in path.items)
    assert paths[-1].items[-1].title == "A"


def test_the_shipped_paths_are_read_as_their_tests_read_them() -> None:
    """Every item with its time, and the totals."""
    paths = reading_paths(Document(read(ROOT / "content" / "paths.md")))
    assert {
        path.title: (
            [(item.href, item.title, item.minutes) for item in path.items],
            path.total_minutes,
        )
        for path in paths
    } == {
        name: ([(step.href, step.title, step.minutes) for step in steps], total)
        for name, (steps, total) in shipped.paths().items()
    }
