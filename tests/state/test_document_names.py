"""`document_names`: every key has a name outside that leads back to it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_reader.state.document_names import iri_of, key_of, name_of, place_of

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[!-~]+")


@example(b"a+:")
@example(b"A+:b")
@given(st.one_of(st.binary(min_size=1), st.binary().map(lambda name: b"/" + name)))
def test_any_key_comes_back(key: bytes) -> None:
    """Through an IRI in ASCII without spaces, whatever its bytes are."""
    # The drives of one system may be written with either slash.
    expected = key.replace(b"/", b"\\") if re.match(rb"[A-Za-z]:[\\/]", key) else key
    assert _IRI.fullmatch(iri_of(key))
    assert key_of(iri_of(key)) == expected


@pytest.mark.parametrize(
    ("key", "iri", "place", "name"),
    [
        (b"/a/b c.md", "file:///a/b%20c.md", "/a/b c.md", "b c.md"),
        (b"/a/\xff#?%.md", "file:///a/%FF%23%3F%25.md", "/a/\udcff#?%.md", "\udcff#?%.md"),
        (b"C:\\a\\b.md", "file:///C:/a/b.md", "C:\\a\\b.md", "b.md"),
        (b"library:x/y.md", "urn:alignread:library:x/y.md", None, "y.md"),
        (b"library:y.md", "urn:alignread:library:y.md", None, "y.md"),
        (b"text:0af", "urn:alignread:text:0af", None, "standard input"),
        (b"https://x.y/z?a=%20", "https://x.y/z?a=%20", "https://x.y/z?a=%20", "z?a=%20"),
    ],
)
def test_names(key: bytes, iri: str, place: str | None, name: str) -> None:
    """What a document is called in a file, on a line, and for want of a title."""
    assert (iri_of(key), place_of(key), name_of(key)) == (iri, place, name)
    assert key_of(iri) == key


@pytest.mark.parametrize(
    ("iri", "key"),
    [
        ("file://localhost/a.md", b"/a.md"),
        ("FILE:///a.md#part", b"/a.md"),
        ("https://x.y/ö z", b"https://x.y/%C3%B6%20z"),
        ("file://server/a.md", b""),
        ("file:a.md", b""),
        ("urn:alignread:nothing", b""),
        ("a.md", b""),
        ("", b""),
    ],
)
def test_names_from_elsewhere(iri: str, key: bytes) -> None:
    """Other spellings of a path; what names no document is empty."""
    assert key_of(iri) == key
