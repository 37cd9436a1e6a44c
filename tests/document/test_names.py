"""Names in texts: how they may be spelled, which one wins, what is no name."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_reader.document.names import NameFinder, key_of, keys_of


def found(names: list[str], text: str) -> list[str]:
    """Return the stretches of a text that are names."""
    return [text[start:end] for start, end, _ in NameFinder(names).find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "reward model",
        "Reward Model",
        "REWARD MODEL",
        "reward-model",
        "reward\u2010model",
        "reward\nmodel",
        "reward \u00a0 model",
        "reward models",
        "reward-models",
    ],
)
def test_a_name_in_other_spellings(text: str) -> None:
    """Any case, hyphens and spaces alike, the plural too."""
    assert found(["Reward model"], f"The {text}, they say") == [text]
    assert key_of("Reward model") in keys_of(text)


@pytest.mark.parametrize(
    ("name", "text", "stretch"),
    [
        ("mesa-optimizer", "a mesa optimizer's aim", "mesa optimizer"),
        ("Mesa-optimizer", "(Mesa-optimizers)", "Mesa-optimizers"),
        ("box", "two boxes", "boxes"),
        ("Goodhart's law", "by Goodhart’s law", "Goodhart’s law"),
        ("C++", "in C++ only", "C++"),
        (".NET", "in .NET only", "NET"),
        ("p(doom)", "his p(doom), hers", "p(doom)"),
        ("Éclair", "two ÉCLAIRS", "ÉCLAIRS"),
        ("alignment", "İstanbul’s ALIGNMENT", "ALIGNMENT"),
        ("red team", "red - teams", "red - teams"),
    ],
)
def test_names_with_signs_in_them(name: str, text: str, stretch: str) -> None:
    """Possessives, apostrophes, brackets and letters that grow in lower case."""
    assert found([name], text) == [stretch]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("circuit", "circuitry, short_circuit, circuit2"),
        ("reward model", "reward modelling, a reward, model"),
        ("reward model", "reward. Model"),
        ("...", "what ... now"),
        ("IT", "it is what It was"),
        ("", "nothing"),
    ],
)
def test_what_is_no_name(name: str, text: str) -> None:
    """Parts of words, words with a stop between them, an abbreviation that is a word as well."""
    assert found([name], text) == []


def test_short_abbreviations_count_in_capitals() -> None:
    """In the plural too; a name that is spelled both ways counts in any case."""
    assert found(["IT", "ELK"], "IT and elk, ELK, ITs") == ["IT", "ELK", "ITs"]
    assert found(["ELK", "elk"], "Elk") == ["Elk"]


def test_the_longest_name_wins() -> None:
    """And no two overlap."""
    names = ["alignment", "deceptive alignment", "reward", "reward model", "model overfitting"]
    text = "Deceptive alignment, alignment, reward models, reward model overfitting"
    wins = ["Deceptive alignment", "alignment", "reward models", "reward model"]
    assert found(names, text) == wins
    assert found(["ax", "axes"], "an ax, two axes") == ["ax", "axes"]
    assert [key for _, _, key in NameFinder(["ax", "axes"]).find("axes")] == ["axes"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("“Reward models,”", "reward model"),
        ("reward model’s", "reward model"),
        ("boxes", "box"),
        ("  Loose   ends ", "loose end"),
    ],
)
def test_what_words_may_stand_for(words: str, key: str) -> None:
    """What stands around them does not count."""
    assert key in keys_of(words)


_PARTS = st.sampled_from(["ai", "AI", "model", "reward", "s", "es", "class", "x", "é", "İ", "'s"])
_NAMES = st.lists(_PARTS, min_size=1, max_size=3).map(" ".join)
_TEXTS = st.lists(st.tuples(_PARTS, st.sampled_from([" ", "-", ", ", "", "s ", "’s ", "es\n"])))


@given(st.lists(_NAMES, max_size=5), _TEXTS)
@example(["ai", "ai model"], [("ai", " "), ("model", "s "), ("AI", "")])
def test_finds_what_a_plain_search_finds(names: list[str], parts: list[tuple[str, str]]) -> None:
    """Word by word, each name tried at each place, the longest first."""
    names = [name.lower() for name in names if len(name.lower()) == len(name)]
    text = "".join(word + gap for word, gap in parts)
    keys = sorted({key_of(name) for name in names} - {""}, key=len, reverse=True)
    folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("’", "'")
    expected: list[tuple[int, int]] = []
    place = 0
    while keys and place < len(text):
        patterns = (
            r"(?<!\w)" + r"[\s-]+".join(map(re.escape, key.split())) + r"(s|es)?(?!\w)"
            for key in keys
        )
        matches = (re.compile(pattern).match(folded, place) for pattern in patterns)
        match = next(filter(None, matches), None)
        if match:
            expected.append(match.span())
        place = match.end() if match else place + 1
    assert [(start, end) for start, end, _ in NameFinder(names).find(text)] == expected
