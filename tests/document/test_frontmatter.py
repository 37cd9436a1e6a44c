"""`frontmatter`: what the top of a file says about it, and when it says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.document.frontmatter import FrontMatter, read_front_matter

SEED_LIKE = """\
---
title: A<!---->I alignment starter pack
break: alignment starter
date: 2024-06-09
lang: en-US
minutes: ?
synopsis: TODO
run-in: Despite the amount: of attention
---

Text.
"""


def test_front_matter_that_is_no_yaml_is_read_all_the_same() -> None:
    """A comment in the title goes, a senseless time is none, other keys are kept as written."""
    found = read_front_matter(SEED_LIKE)
    assert found.title == "AI alignment starter pack"
    assert (found.date, found.minutes) == ("2024-06-09", 0)
    assert found.values["synopsis"] == "TODO"
    assert found.values["run-in"] == "Despite the amount: of attention"
    assert SEED_LIKE[found.length :] == "\nText.\n"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Plain", "Plain"),
        ('"Quoted: yes"', "Quoted: yes"),
        ("'Single'", "Single"),
        ("Before: after", "Before: after"),
        ("It's", "It's"),
        ("'", "'"),
        ('"open', '"open'),
        ("  spaces   inside  ", "spaces inside"),
        ("a <abbr>b</abbr> c", "a b c"),
        ("1 < 2", "1 < 2"),
        ("A<!-- > -->B", "AB"),
        ("", ""),
    ],
)
def test_titles(value: str, title: str) -> None:
    """Quotes, colons and tags don't get into a title's way."""
    assert read_front_matter(f"---\ntitle: {value}\nx: y\n---\n").title == title


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-06-09", "2024-06-09"),
        ("2024-06-09T10:00:00Z", "2024-06-09"),
        ("2024-06", "2024-06"),
        ("2024", "2024"),
        ('"2024-06-09"', "2024-06-09"),
        ("June 2024", ""),
        ("?", ""),
    ],
)
def test_dates(value: str, date: str) -> None:
    """A date is ISO 8601 to the day at most, or none."""
    assert read_front_matter(f"---\ndate: {value}\n---\n").date == date


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("5", 5), ("0", 0), ("?", 0), ("-3", 0), ("5.5", 0), ("9" * 5000, 0), ("²", 0), ("", 0)],
)
def test_minutes(value: str, minutes: int) -> None:
    """A reading time is a whole number of sensible size, or none."""
    assert read_front_matter(f"---\nminutes: {value}\n---\n").minutes == minutes


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n---\n",
        "---\na: b\n...\n",
        "---  \na: b\n---\t\n",
        "+++\na = b\n+++\n",
        "---\na: b\n---",
        "---\na: b\n# comment\nlist:\n  - one\n- two\nmap: {\n}\n\nend: x\n---\n",
    ],
)
def test_what_front_matter_is(text: str) -> None:
    """YAML's fences with either end and TOML's are taken whole."""
    found = read_front_matter(text)
    assert (found.length, found.values["a"]) == (len(text), "b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "---\n---\n",
        "---\n\n---\n",
        "---\nJust a sentence between rules.\n---\n",
        "---\na: b\nno end\n",
        "---\na: b\n",
        "----\na: b\n----\n",
        "--- x\na: b\n---\n",
        " ---\na: b\n---\n",
        "\n---\na: b\n---\n",
        "# Heading\n---\na: b\n---\n",
        "+++\na: b\n---\n",
        "- - -\na: b\n---\n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    """A rule, an unclosed fence, or anything above it, and the text is all text."""
    assert read_front_matter(text) == FrontMatter()


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "a: b\n" * 100_000 + "---\n",
        "---\ntitle: " + "<" * 200_000 + "\n---\n",
        "---\ntitle: " + "<!--" * 50_000 + "\n---\n",
        "---\n" + "a" * 1_000_000,
        "---\n" + " " * 1_000_000 + "\n---\n",
    ],
    ids=["lines", "tags", "comments", "line", "space"],
)
def test_hostile_sizes_are_answered_at_once(text: str) -> None:
    """No size of nonsense takes time that grows faster than the text."""
    assert read_front_matter(text).length in (0, len(text))


@given(st.text(), st.sampled_from(["---", "+++"]))
def test_any_text_has_some_front_matter_or_none(text: str, fence: str) -> None:
    """Nothing raises, and what is taken never reaches beyond the text."""
    whole = f"{fence}\n{text}\n{fence}\nrest"
    assert 0 <= read_front_matter(whole).length <= len(whole) - len("rest")
