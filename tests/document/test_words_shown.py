"""Nothing is lost: plain output holds every word of the source that is to be shown (row 52)."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.document.nests import nested_documents
from tests.samples import plain
from tui_reader.document import chunks

WIDTH = 3000
"""Cells: so many that no word is broken."""


def missing(text: str, words: list[str]) -> list[str]:
    """Return the words that the plain output of a text doesn't hold."""
    shown = plain(text, WIDTH)
    return [word for word in words if word not in shown]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(nested_documents())
def test_every_word_of_a_nest_is_shown(document: tuple[str, list[str]]) -> None:
    """However containers are nested and whatever they hold, no word is lost."""
    assert missing(*document) == []


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(nested_documents(most=30))
def test_forced_cuts_lose_no_word(document: tuple[str, list[str]]) -> None:
    """Nor is one where the text is cut by force every few lines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "MAX_LINES", 4)
        patch.setattr(chunks, "MAX_CHARACTERS", 400)
        assert missing(*document) == []
