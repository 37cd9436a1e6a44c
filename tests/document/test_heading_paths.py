"""Heading paths: worked out from the top, as far as they are asked for."""

import pytest

from tui_reader.document.anchoring import position_at
from tui_reader.document.document import Document
from tui_reader.document.heading_paths import heading_path, heading_paths, name_headings
from tui_reader.document.source import Source


def test_a_place_asks_for_the_headings_above_it_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """To keep a place at the top of 5,000 headings, none below it is parsed."""
    text = "".join(f"## *Heading* {part}\n\nSome words.\n\n" for part in range(5000))
    document = Document(Source(text, ""))
    asked: list[int] = []
    own = Document.heading_text

    def heading_text(self: Document, index: int) -> str:
        asked.append(index)
        return own(self, index)

    monkeypatch.setattr(Document, "heading_text", heading_text)
    position = position_at(document, 0, 3, 0, is_patient=False)
    assert position.headings == ("Heading 1",)
    assert max(asked) <= 1


def test_headings_named_bit_by_bit_are_named_the_same() -> None:
    """Whoever names them, and in whatever steps."""
    text = "".join(f"{'#' * (part % 4 + 1)} part {part % 3}\n\n" for part in range(100))
    one, other = Document(Source(text, "")), Document(Source(text, ""))
    assert heading_path(one, 40) == heading_paths(other)[40]
    steps = 0
    while name_headings(one, 7):
        steps += 1
    assert steps == 8
    assert list(heading_paths(one)) == list(heading_paths(other))
    assert len(heading_paths(one)) == 100


def test_a_late_definition_names_headings_anew() -> None:
    """What was text while a text was scanned may be a link when it is through."""
    text = "# See [x]\n\n" + "word word\n\n" * 200_000 + "[x]: /u\n"
    document = Document(Source(text, ""))
    assert not document.is_complete
    assert heading_path(document, 0).texts == ("See [x]",)
    document.complete()
    assert heading_path(document, 0).texts == ("See x",)
