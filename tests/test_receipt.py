"""The receipt on the normal screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pty.escapes import sequences
from tui_reader.receipt import Receipt


def receipt_of(*addresses: str) -> Receipt:
    """Return a receipt of some addresses."""
    receipt = Receipt()
    for address in addresses:
        receipt.add(address)
    return receipt


def test_each_address_once_in_order() -> None:
    """An address that was opened, then copied, stands there once, where it came first."""
    receipt = receipt_of("https://b.c/", "https://a.b/", "https://b.c/", "mailto:a@b.de")
    expected = ["https://b.c/", "https://a.b/", "mailto:a@b.de"]
    assert list(receipt.lines(hyperlinks=False)) == expected


def test_a_session_without_links_has_none() -> None:
    """Without addresses nothing is printed."""
    assert list(receipt_of().lines(hyperlinks=True)) == []


@pytest.mark.parametrize("address", ["#place", "other.md", "../x.md", "", "//host/x"])
def test_places_in_the_reader_are_left_out(address: str) -> None:
    """Only addresses with a scheme lead out of the reader."""
    assert list(receipt_of(address).lines(hyperlinks=False)) == []


def test_hyperlinks_hold_the_address_as_text() -> None:
    """A terminal that knows OSC 8 can click, any other shows the address."""
    (line,) = receipt_of("https://x.y/;a").lines(hyperlinks=True)
    assert line == "\x1b]8;;https://x.y/;a\x1b\\https://x.y/;a\x1b]8;;\x1b\\"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a@evil.com/",
        "https://x.y/a\nb",
        "https://x.y/\x1b]0;x\x07",
        "https://x.y/".ljust(10_000, "a"),
    ],
)
def test_what_is_refused_is_no_hyperlink(address: str) -> None:
    """An address that isn't opened stands there as text, on one line, without its controls."""
    (line,) = receipt_of(address).lines(hyperlinks=True)
    assert "\x1b" not in line
    assert "\n" not in line


def test_text_in_other_alphabets_stays_readable() -> None:
    """What is shown is the address as copied, what is linked to its ASCII form."""
    (line,) = receipt_of("https://bücher.example/").lines(hyperlinks=True)
    assert ";;https://xn--bcher-kva.example/\x1b" in line
    assert "\\https://bücher.example/\x1b" in line


@given(st.text(max_size=50))
def test_nothing_escapes(tail: str) -> None:
    """For any address the only sequences are the hyperlink's own two."""
    for line in receipt_of("https://x.y/" + tail).lines(hyperlinks=True):
        found = list(sequences(line.encode("utf-8", "replace")))
        assert all(sequence.startswith(b"\x1b]8;;") for sequence in found)
        assert len(found) in (0, 2)
