"""`annotations`: the shape that W3C's model asks for, and everything in it comes back."""

import json
import re
from datetime import datetime
from typing import Any

from hypothesis import given

from tests.state.memories import ESSAY, LIBRARY, MEMORY, everythings
from tui_reader.state.annotation_reader import read_annotations
from tui_reader.state.annotations import as_json
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.document_names import iri_of
from tui_reader.state.everything import Everything

MOTIVATIONS = frozenset(
    [
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    ]
)
"""Of section 3.3.5."""
_TERMS = frozenset(
    [
        "id",
        "type",
        "motivation",
        "created",
        "modified",
        "body",
        "target",
        "purpose",
        "format",
        "value",
        "source",
        "selector",
        "exact",
        "prefix",
        "suffix",
        "start",
        "end",
    ]
)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def is_iri(value: object) -> bool:
    """Return whether a value is an absolute IRI (RFC 3987), as far as its signs say."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def check_terms(value: dict[str, Any]) -> None:
    """Require that a name is the model's, or one with a prefix that the contexts declare."""
    for name in value:
        assert name in _TERMS or name.startswith(("alignread:", "dcterms:")), name


def check_collection(collection: dict[str, Any]) -> list[dict[str, Any]]:
    """Require the form of an AnnotationCollection (section 5) and return its annotations."""
    context = collection["@context"]
    assert context[0] == "http://www.w3.org/ns/anno.jsonld"
    assert is_iri(context[1]["alignread"])
    assert is_iri(collection["id"])
    assert collection["type"] == "AnnotationCollection"
    if collection["total"] == 0:
        assert "first" not in collection
        return []
    page = collection["first"]
    assert is_iri(page["id"])
    assert page["type"] == "AnnotationPage"
    assert page["startIndex"] == 0
    assert "next" not in page
    assert collection["total"] == len(page["items"]) > 0
    return page["items"]


def check_annotation(annotation: dict[str, Any]) -> None:
    """Require the form of an Annotation (section 3)."""
    check_terms(annotation)
    assert is_iri(annotation["id"])
    assert annotation["type"] == "Annotation"
    assert annotation["motivation"] in MOTIVATIONS
    for name in ("created", "modified"):
        if name in annotation:
            assert _DATE.fullmatch(annotation[name])
            datetime.fromisoformat(annotation[name])
    body = annotation.get("body", [])
    for each in body if isinstance(body, list) else [body]:
        check_terms(each)
        assert each["type"] == "TextualBody"
        assert isinstance(each["value"], str)
        assert each["purpose"] in MOTIVATIONS
    check_target(annotation["target"])


def check_target(target: dict[str, Any]) -> None:
    """Require the form of a SpecificResource (section 4), or of an external web resource."""
    check_terms(target)
    if "type" not in target:
        assert is_iri(target["id"])
        return
    assert target["type"] == "SpecificResource"
    source = target["source"]
    assert is_iri(source if isinstance(source, str) else source["id"])
    if isinstance(source, dict):
        check_terms(source)
        assert source["format"] == "text/markdown"
    for selector in target.get("selector", []):
        check_terms(selector)
        if selector["type"] == "TextQuoteSelector":
            assert isinstance(selector["exact"], str)
        else:
            assert selector["type"] == "TextPositionSelector"
            assert 0 <= selector["start"] <= selector["end"]


@given(everythings)
def test_every_export_has_the_models_shape(everything: Everything) -> None:
    """Whatever is remembered; and no two annotations share their id."""
    annotations = check_collection(json.loads(as_json(everything)))
    for annotation in annotations:
        check_annotation(annotation)
    assert len({annotation["id"] for annotation in annotations}) == len(annotations)


@given(everythings)
def test_everything_that_leaves_comes_back(everything: Everything) -> None:
    """An export, read, is what was exported."""
    found, left_out = read_annotations(json.loads(as_json(everything)))
    assert left_out == 0
    assert found.bookmarks == everything.bookmarks
    assert found.notes == everything.notes
    assert found.sections == everything.sections
    assert found.links == everything.links
    # Documents of which only a mark is known come along.
    known = {document.key: document for document in found.documents}
    assert [known[document.key] for document in everything.documents] == list(everything.documents)


def test_a_memory_comes_back_to_the_letter() -> None:
    """Spaces and empty lines around a note too."""
    found, left_out = read_annotations(json.loads(as_json(MEMORY)))
    assert (found, left_out) == (MEMORY, 0)


def test_a_bookmark_and_a_note_are_for_any_program() -> None:
    """The selectors of a place, what was written, and nothing that only alignread knows."""
    annotations = check_collection(json.loads(as_json(MEMORY)))
    bookmark, note = annotations[:2]
    assert bookmark["id"] == "urn:uuid:00000000-0000-0000-0000-000000000001"
    assert bookmark["motivation"] == "bookmarking"
    assert (bookmark["body"]["purpose"], bookmark["body"]["value"]) == ("describing", "a name")
    assert bookmark["target"]["source"]["id"] == "file:///texts/caf%E9%20%231%3F.md"
    assert bookmark["target"]["source"]["dcterms:title"] == "An essay"
    assert bookmark["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "hello world",
            "prefix": "before the",
            "suffix": "and after",
        },
        {"type": "TextPositionSelector", "start": 100, "end": 111},
    ]
    assert bookmark["target"]["alignread:headings"] == ["Essay", "Part"]
    assert note["motivation"] == "commenting"
    assert note["body"]["value"] == " a\nb\n"
    assert note["target"]["source"]["id"] == "urn:alignread:library:essays/one.md"
    assert (note["created"], note["modified"]) == ("2026-01-02T03:04:05Z",) * 2


def test_what_only_alignread_knows_says_what_it_is() -> None:
    """Places, sections and addresses have a kind, a tag, and a motivation of the model's."""
    annotations = check_collection(json.loads(as_json(MEMORY)))[2:]

    def said(annotation: dict[str, Any]) -> tuple[str, str, list[str]]:
        body = annotation["body"]
        tags = [each["value"] for each in (body if isinstance(body, list) else [body])]
        return annotation["alignread:kind"], annotation["motivation"], tags

    assert list(map(said, annotations)) == [
        ("position", "bookmarking", ["last read here"]),
        ("position", "bookmarking", ["document"]),
        ("section", "assessing", ["read"]),
        ("section", "assessing", ["started"]),
        ("section", "assessing", ["read"]),
        ("link", "bookmarking", ["queued", "read"]),
        ("link", "assessing", ["opened"]),
    ]
    queued = annotations[-2]
    assert queued["target"]["id"] == "https://a.example/?q=%3Cb%3E"
    assert queued["alignread:address"] == "https://a.example/?q=<b>"
    assert queued["alignread:foundIn"] == iri_of(ESSAY)


def test_a_name_that_is_empty_has_no_body() -> None:
    """And a bookmark without one comes back without one."""
    mark = Bookmark(
        "f" * 32, LIBRARY, "", MEMORY.bookmarks[0].position, "", *["2026-01-02T00:00:00Z"] * 2
    )
    text = as_json(Everything(bookmarks=(mark,)))
    assert "body" not in check_collection(json.loads(text))[0]
    assert read_annotations(json.loads(text))[0].bookmarks == (mark,)


def test_the_text_is_ascii_and_always_the_same() -> None:
    """So no terminal acts on it, and a copy kept under version control changes where it changed."""
    text = as_json(MEMORY)
    assert text == as_json(MEMORY)
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert as_json(Everything()).endswith("}\n")
    assert check_collection(json.loads(as_json(Everything()))) == []
