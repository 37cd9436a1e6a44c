"""`annotation_reader`: annotations that other programs made."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import ReaderError
from tui_reader.state.annotation_reader import read_annotations
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note

# A section of each kind of the model's examples, made up anew.
ANNOTATION: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "http://notes.example/7",
    "type": "Annotation",
    "motivation": "commenting",
    "created": "2015-10-13T15:00:00+02:00",
    "modified": "2015-10-14T15:00:00.25Z",
    "body": {"type": "TextualBody", "value": "Well said.", "format": "text/plain"},
    "target": {
        "source": "http://texts.example/page",
        "selector": {
            "type": "TextQuoteSelector",
            "exact": "annotation\n  model",
            "prefix": "this is an ",
            "suffix": " that works",
        },
    },
}
HYPOTHESIS: dict[str, Any] = {
    "id": "bcVwAPb8Ee6abcdeFGHijk",
    "created": "2024-04-10T10:20:30.123456+00:00",
    "updated": "2024-04-11T10:20:30.123456+00:00",
    "user": "acct:reader@hypothes.is",
    "uri": "https://texts.example/essay",
    "text": "My *comment*",
    "tags": ["one", "two words"],
    "document": {"title": ["An essay"]},
    "target": [
        {
            "source": "https://texts.example/essay",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
                {"type": "TextPositionSelector", "start": 5, "end": 12},
                {"type": "TextQuoteSelector", "exact": "a quote", "prefix": "p", "suffix": "s"},
            ],
        }
    ],
}


def note_of(annotation: object) -> Note:
    """Return the one note that an annotation becomes."""
    found, left_out = read_annotations(annotation)
    assert left_out == 0
    (note,) = found.notes
    return note


def bookmark_of(annotation: object) -> Bookmark:
    """Return the one bookmark that an annotation becomes."""
    found, left_out = read_annotations(annotation)
    assert left_out == 0
    (bookmark,) = found.bookmarks
    return bookmark


def test_a_comment_is_a_note() -> None:
    """With its quote in single spaces and its times in ours."""
    note = note_of(ANNOTATION)
    assert note.key == b"http://texts.example/page"
    assert note.body == "Well said."
    assert note.position.exact == "annotation model"
    assert (note.position.prefix, note.position.suffix) == ("this is an", "that works")
    assert note.created_at == "2015-10-13T13:00:00Z"
    assert note.modified_at == "2015-10-14T15:00:00Z"


def test_an_annotation_of_hypothesis_is_a_note() -> None:
    """Its text, tags and title are in places of its own."""
    for root in ({"annotations": [HYPOTHESIS]}, {"total": 1, "rows": [HYPOTHESIS]}, [HYPOTHESIS]):
        note = note_of(root)
        assert note.key == b"https://texts.example/essay"
        assert note.title == "An essay"
        assert note.body == "My *comment*\n\n#one, #two words"
        assert (note.position.exact, note.position.start, note.position.end) == ("a quote", 5, 12)
        assert note.modified_at == "2024-04-11T10:20:30Z"


@pytest.mark.parametrize(
    "change",
    [
        {"body": []},
        {"body": {"type": "TextualBody", "value": " \n"}},
        {"motivation": "highlighting", "body": None},
    ],
)
def test_a_highlight_is_a_bookmark(change: dict[str, Any]) -> None:
    """What says nothing only marks its place."""
    bookmark = bookmark_of(ANNOTATION | change)
    assert (bookmark.name, bookmark.position.exact) == ("", "annotation model")


def test_a_bookmark_has_a_name() -> None:
    """What is said of a bookmark is its name; else its tags are."""
    motivation = {"motivation": ["oa:bookmarking"]}
    assert bookmark_of(ANNOTATION | motivation).name == "Well said."
    tag = {"body": {"type": "TextualBody", "purpose": "tagging", "value": "later"}}
    assert bookmark_of(ANNOTATION | motivation | tag).name == "later"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("http://notes.example/long", "http://notes.example/long"),
        ({"id": "http://notes.example/a.mp3", "type": "Sound"}, "http://notes.example/a.mp3"),
        ([{"value": "a"}, {"type": "TextualBody", "value": "b"}], "a\n\nb"),
        ({"type": "Choice", "items": [{"value": "a"}, {"value": "b"}]}, "a\n\nb"),
        ({"type": "SpecificResource", "source": "http://x.example/"}, "http://x.example/"),
        ({"type": "TextualBody", "value": ["a", "b"]}, "a"),
    ],
)
def test_bodies(body: object, said: str) -> None:
    """Every form that a body may have ends in a text."""
    assert note_of(ANNOTATION | {"body": body}).body == said


def test_a_body_may_be_its_value_alone() -> None:
    """`bodyValue` (3.2.6)."""
    annotation = {name: value for name, value in ANNOTATION.items() if name != "body"}
    assert note_of(annotation | {"bodyValue": "short"}).body == "short"


@pytest.mark.parametrize(
    "target",
    [
        "file:///a/b.md",
        {"id": "file:///a/b.md", "type": "Text"},
        {"type": "SpecificResource", "source": "file:///a/b.md"},
        {"source": {"id": "file:///a/b.md", "format": "text/markdown"}},
        [{"source": "file:///a/b.md"}, {"source": "file:///c.md"}],
    ],
)
def test_targets(target: object) -> None:
    """Every form in which a document may be named; of several, the first."""
    assert note_of(ANNOTATION | {"target": target}).key == b"/a/b.md"


def test_a_selector_may_refine_another() -> None:
    """The quote within a fragment (4.2.9)."""
    quote = {"type": "TextQuoteSelector", "exact": "within"}
    selector = {"type": "FragmentSelector", "value": "part", "refinedBy": quote}
    target = {"source": "http://x.example/", "selector": selector}
    assert note_of(ANNOTATION | {"target": target}).position.exact == "within"


@pytest.mark.parametrize(
    "root",
    [
        [ANNOTATION, HYPOTHESIS],
        {"type": "AnnotationPage", "items": [ANNOTATION, HYPOTHESIS]},
        {"type": "AnnotationPage", "items": [ANNOTATION, HYPOTHESIS], "next": "http://x.example/2"},
        {"type": ["AnnotationCollection"], "first": {"items": [ANNOTATION, HYPOTHESIS]}},
        {
            "type": "AnnotationCollection",
            "first": {"items": [ANNOTATION], "next": {"items": [HYPOTHESIS]}},
        },
    ],
)
def test_lists(root: object) -> None:
    """Every form of a list, in its order."""
    notes = read_annotations(root)[0].notes
    assert [note.body[:4] for note in notes] == ["Well", "My *"]


@pytest.mark.parametrize("root", [[], {"type": "AnnotationCollection", "total": 0}, {"items": []}])
def test_an_empty_list(root: object) -> None:
    """Nothing is no error."""
    found, left_out = read_annotations(root)
    assert not found
    assert left_out == 0


@pytest.mark.parametrize(
    "root",
    [
        None,
        7,
        "text",
        {},
        {"a": 1},
        [1],
        ["x", None],
        [ANNOTATION, {"a": 1}],
        {"type": "AnnotationCollection", "first": "http://x.example/page1"},
    ],
)
def test_what_is_no_list_is_refused(root: object) -> None:
    """Nor are some of its items taken in."""
    with pytest.raises(ReaderError):
        read_annotations(root)


@pytest.mark.parametrize("target", [None, [], {}, {"source": ""}, {"source": 7}, "relative", [[]]])
def test_an_annotation_of_nothing_is_left_out(target: object) -> None:
    """It is counted; the others are taken."""
    found, left_out = read_annotations([ANNOTATION | {"target": target}, HYPOTHESIS])
    assert (len(found.notes), left_out) == (1, 1)


def test_ids_are_always_the_same() -> None:
    """An id from elsewhere, or what an annotation says where there is none, makes one of ours."""
    nameless = {name: value for name, value in ANNOTATION.items() if name != "id"}
    other = nameless | {"body": {"value": "Else."}}
    ours = nameless | {"id": "urn:uuid:0123456789abcdef0123456789ABCDEF"}
    names = [note_of(each).id for each in (ANNOTATION, HYPOTHESIS, nameless, other, ours)]
    assert names == [note_of(each).id for each in (ANNOTATION, HYPOTHESIS, nameless, other, ours)]
    assert len(set(names)) == 5
    assert all(len(name) == 32 for name in names)
    assert names[-1] == "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2015-10-13T15:00:00-01:00", "2015-10-13T16:00:00Z"),
        ("2015-10-13T15:00:00", "2015-10-13T15:00:00Z"),
        ("2015-10-13", "2015-10-13T00:00:00Z"),
        ("0001-01-01T00:00:00+10:00", ""),
        ("yesterday", ""),
        (7, ""),
        (None, ""),
    ],
)
def test_moments(written: object, read: str) -> None:
    """All forms of a date become one; what is none is empty."""
    annotation = ANNOTATION | {"created": written, "modified": None}
    assert note_of(annotation).created_at == read
    assert note_of(annotation).modified_at == read


def test_no_moment_lies_ahead() -> None:
    """A clock that was wrong elsewhere makes no note that nothing here can be newer than."""
    note = note_of(ANNOTATION | {"created": "9998-01-01T00:00:00Z", "modified": None})
    assert "2020" < note.created_at < "9998"


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(
        ["position", "section", "link", "file:///a", "TextQuoteSelector", "bookmarking", "\ud800"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "target",
                    "source",
                    "selector",
                    "id",
                    "type",
                    "exact",
                    "start",
                    "end",
                    "body",
                    "value",
                    "items",
                    "first",
                    "next",
                    "motivation",
                    "alignread:kind",
                    "alignread:headings",
                    "alignread:ordinal",
                    "alignread:words",
                    "alignread:place",
                    "alignread:share",
                    "alignread:digest",
                    "alignread:queuedAt",
                    "created",
                    "modified",
                    "refinedBy",
                    "purpose",
                    "tags",
                    "text",
                    "uri",
                    "document",
                    "title",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(_VALUES)
def test_any_json_is_read_or_refused(value: object) -> None:
    """Nothing else happens, and what is read can be written as UTF-8."""
    for root in (value, [{"target": "file:///a", "body": value, "selector": value}]):
        try:
            found, _ = read_annotations(root)
        except ReaderError:
            continue
        for mark in (*found.bookmarks, *found.notes):
            mark.title.encode()
            mark.position.exact.encode()
            assert 0 <= mark.position.start <= mark.position.end


def test_huge_numbers_are_cut() -> None:
    """No database takes them all."""
    selector = {"type": "TextPositionSelector", "start": 10**400, "end": float("inf")}
    target = json.loads(json.dumps({"source": "file:///a", "selector": selector}))
    position = note_of(ANNOTATION | {"target": target}).position
    assert position.start == position.end == 2**53
