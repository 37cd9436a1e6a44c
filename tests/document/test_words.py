"""Words as reading time counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.document.words import count_words, word_starts

texts = st.text(
    st.sampled_from("ab.é \n\t\u00a0汉字。かな ไทยมา 한 ខ\U00020000\ud800"), max_size=60
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\t", 0),
        ("three plain words", 3),
        ("deux mots «entre guillemets»", 4),
        ("[text](https://example.org/a/long/path?with=a&query=too)", 1),
        ("汉字读书", 4),
        ("ひらがな", 4),
        ("English 汉字 mixed", 4),
        ("한국어 낱말", 2),
        ("ภาษาไทย", 2),
        ("\ud800", 1),
    ],
)
def test_counts(text: str, count: int) -> None:
    """White space parts words; what is written without it is counted by characters."""
    assert count_words(text) == count


@given(texts)
def test_words_begin_as_many_times_as_they_are_counted(text: str) -> None:
    """Counting a text and walking through it agree, and no word begins with white space."""
    starts = list(word_starts(text, 0, len(text)))
    assert len(starts) == count_words(text)
    assert not any(text[start].isspace() for start in starts)
    assert starts == sorted(set(starts))
