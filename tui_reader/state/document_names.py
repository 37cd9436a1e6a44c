"""Names of documents outside: what stands for a document's key in a file that leaves or enters.

A key is opaque to the rest of `state`. Here alone its three forms are known: an absolute path,
`library:NAME` of the library that ships, `text:DIGEST` of a text without a file. A fourth comes in
with annotations from elsewhere: the address of a page. Each has an IRI (RFC 3987), in ASCII, that
leads back to the same bytes.
"""

import os
import re
from urllib.parse import quote, unquote_to_bytes

_OURS = "urn:alignread:"
LIBRARY = b"library:"
"""Begins the keys of the library that ships."""
TEXT = b"text:"
"""Begins the keys of texts without a file."""
_DRIVE = re.compile(rb"[A-Za-z]:[\\/]")
_DRIVE_IRI = re.compile(r"/[A-Za-z]:/")
_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]+:.")
_KEPT = "!#$%&'()*+,/:;=?@[]~"


def iri_of(key: bytes) -> str:
    """Return the IRI of a document."""
    if key.startswith((LIBRARY, TEXT)):
        return _OURS + quote(key, safe=":/")
    if _DRIVE.match(key):
        return "file:///" + quote(key.replace(b"\\", b"/"), safe="/:")
    if key.startswith(b"/"):
        return "file://" + quote(key, safe="/")
    if is_address(key):
        return key.decode("ascii")
    return f"{_OURS}key:{quote(key, safe='')}"


def key_of(iri: str) -> bytes:
    """Return the key of the document that an IRI names, empty where it names none."""
    iri = iri.strip()
    if iri.startswith(f"{_OURS}key:"):
        return unquote_to_bytes(iri.removeprefix(f"{_OURS}key:"))
    if iri.startswith(_OURS):
        key = unquote_to_bytes(iri.removeprefix(_OURS))
        return key if key.startswith((LIBRARY, TEXT)) else b""
    scheme, _, rest = iri.partition(":")
    if scheme.lower() == "file":
        path = rest.removeprefix("//localhost").removeprefix("//").partition("#")[0]
        return _path_key(path) if path.startswith("/") else b""
    return quote(iri.encode("utf-8", "replace"), safe=_KEPT).encode() if rest else b""


def is_address(key: bytes) -> bool:
    """Return whether a key is the address of a page that was annotated elsewhere."""
    return bool(
        key.isascii()
        and _SCHEME.match(key)
        and not key.startswith((LIBRARY, TEXT))
        and quote(key, safe=_KEPT).encode() == key
    )


def place_of(key: bytes) -> str | None:
    """Return the path or address of a document; None for the library that ships and for a text.

    Bytes that aren't UTF-8 come as surrogates (`os.fsdecode`): make it safe before it is shown.
    """
    return None if key.startswith((LIBRARY, TEXT)) else os.fsdecode(key)


def name_of(key: bytes) -> str:
    """Return what a document without a title may be called: its file's name."""
    if key.startswith(TEXT):
        return "standard input"
    last = re.split(rb"[/\\]" if _DRIVE.match(key) else b"/", key.rstrip(b"/"))[-1]
    return os.fsdecode(last.removeprefix(LIBRARY)) or "untitled"


def _path_key(path: str) -> bytes:
    if _DRIVE_IRI.match(path):
        return unquote_to_bytes(path[1:]).replace(b"/", b"\\")
    return unquote_to_bytes(path)
