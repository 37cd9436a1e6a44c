"""`sections`: what stands under each heading, counted and known again."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import open_text, sample_texts
from tests.strategies import documents, soup
from tui_reader.document import sections as module
from tui_reader.document.document import Document
from tui_reader.document.sections import Section, sections
from tui_reader.document.source import Source
from tui_reader.document.words import count_words

plain_words = st.text("abcdefgh", min_size=1, max_size=6)
paragraphs = st.lists(plain_words, min_size=1, max_size=30)


def sections_of(text: str) -> list[Section]:
    """Return the sections of a text."""
    return sections(open_text(text))


def shape(text: str) -> list[tuple[tuple[str, ...], int, int]]:
    """Return headings, ordinal and words of each section of a text."""
    return [(section.headings, section.ordinal, section.words) for section in sections_of(text)]


def test_own_text_only() -> None:
    """A section ends where the next heading of any level begins; headings are no words of it."""
    text = "# One\n\na b c\n\n## Two\n\nd e\n\n# Three *four*\nf\n\nLast\n====\ng h\n"
    assert shape(text) == [
        (("One",), 0, 3),
        (("One", "Two"), 0, 2),
        (("Three four",), 0, 1),
        (("Last",), 0, 2),
    ]


def test_text_before_the_first_heading_is_a_section_if_there_is_any() -> None:
    """It has no heading; front matter isn't text."""
    front = "---\ntitle: Not read\n---\n"
    assert shape(f"{front}\n# One\na\n") == [(("One",), 0, 1)]
    assert shape(f"{front}\nfirst words\n\n# One\na\n") == [((), 0, 2), (("One",), 0, 1)]
    assert sections_of(f"{front}\nfirst words\n\n# One\na\n")[0].heading == -1
    assert shape("") == shape(front) == shape("\n \n") == []
    assert shape("only words") == [((), 0, 2)]


def test_sections_of_one_name_have_ordinals() -> None:
    """The path tells them apart where it can, the ordinal where it can't."""
    text = "# A\n## X\n1\n## X\n2\n# B\n## X\n3\n# A\n## X\n4\n"
    found = [(section.headings, section.ordinal) for section in sections_of(text)]
    assert found == [
        (("A",), 0),
        (("A", "X"), 0),
        (("A", "X"), 1),
        (("B",), 0),
        (("B", "X"), 0),
        (("A",), 1),
        (("A", "X"), 2),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "# H",
        "## H ##",
        "  # H",
        "H\n=",
        "H\n---",
        "H and\n  more\nof it  \n======",
        "#",
        "H\\\nI\n-",
    ],
)
def test_the_lines_of_a_heading_are_no_body(heading: str) -> None:
    """Whatever its form, its words aren't the section's; the words after it all are."""
    text = f"before\n\n{heading}\nafter two\n\n# End\n"
    section = sections_of(text)[1]
    assert section.words == 2
    assert text[section.start : section.end] == f"{heading}\nafter two"
    assert section.digest == sections_of("# Other\n\nafter\ntwo\n")[0].digest


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "\n\n \n\n",
        "\n\n[ref]: https://example.org\n[b]: <x> 'title'\n",
        "\n\n<!-- prettier-ignore -->\n\n",
        "\n\n[a]: /x\n\n<!-- c -->\n[b]: /y\n\n",
    ],
)
def test_what_shows_nothing_after_the_text_is_left_out(tail: str) -> None:
    """No reader sees it, so nobody could ever read the section to its end."""
    text = f"# H\n\nSome words.{tail}"
    (section,) = sections_of(text)
    assert text[section.start : section.end] == "# H\n\nSome words."
    assert section.words == 2


@pytest.mark.parametrize(
    "line", ["[note]: see below for more", "[^1]: A footnote.", "- [ ]: task", "<!-- a --> b -->"]
)
def test_what_is_shown_after_the_text_counts(line: str) -> None:
    """Lines that only look like definitions or comments are text."""
    text = f"# H\n\nSome words.\n{line}\n"
    (section,) = sections_of(text)
    assert text[section.start : section.end].endswith(line)


def test_headings_alone_have_no_words_and_no_digest() -> None:
    """Two empty sections are not the same text."""
    for section in sections_of("# A\n\n## B\n\n[ref]: /x\n\n# C"):
        assert (section.words, section.digest) == (0, "")
        assert section.end > section.start


@given(st.lists(st.tuples(plain_words, paragraphs), min_size=1, max_size=5), st.randoms())
def test_rewrapping_changes_no_digest(parts: list[tuple[str, list[str]]], random: Random) -> None:
    """Words keep their digest however the lines are broken; another word gives another."""

    def write(separators: list[str]) -> str:
        texts = []
        for heading, words in parts:
            line = words[0] + "".join(random.choice(separators) + word for word in words[1:])
            texts.append(f"# {heading}\n\n{line}\n")
        return "\n".join(texts)

    one, other = sections_of(write([" "])), sections_of(write([" ", "\n", "  ", " \n"]))
    assert [(s.digest, s.words) for s in one] == [(s.digest, s.words) for s in other]
    changed = sections_of(write([" "]).rstrip("\n") + "x\n")
    assert changed[-1].digest != one[-1].digest
    assert [s.digest for s in changed[:-1]] == [s.digest for s in one[:-1]]


def check(text: str) -> None:
    """Check what holds of the sections of any text."""
    document = open_text(text)
    found = sections(document)
    front = document.front_matter.length
    with_heading = [section for section in found if section.heading >= 0]
    assert [section.heading for section in with_heading] == list(range(len(document.outline)))
    assert len({(section.headings, section.ordinal) for section in found}) == len(found)
    place = front
    for section in found:
        assert place <= section.start <= section.end <= len(text)
        assert section.words <= count_words(text[section.start : section.end])
        assert bool(section.words) == bool(section.digest)
        place = section.end
    assert sum(section.words for section in found) <= count_words(text[front:])


@given(st.one_of(documents, soup))
def test_sections_of_any_text(text: str) -> None:
    """Every heading has one; they are apart, in order, and hold no more words than there are."""
    check(text)


def test_sections_of_the_samples() -> None:
    """The same of every sample there is."""
    for _, text in sample_texts():
        check(text)


@given(st.lists(paragraphs, max_size=6))
def test_words_add_up(bodies: list[list[str]]) -> None:
    """The words of all sections are those of the text, its headings left out."""
    text = "\n\n".join(f"# h{index}\n\n{' '.join(body)}" for index, body in enumerate(bodies))
    assert sum(section.words for section in sections_of(text)) == sum(map(len, bodies))


def test_a_text_that_isnt_scanned_yet_is_scanned_whole() -> None:
    """What lies behind the first segment has sections too."""
    text = "".join(f"# h{index}\n\n{'word ' * 40}\n\n" for index in range(2000))
    document = Document(Source(text, "long"))
    assert not document.is_complete
    found = sections(document)
    assert len(found) == 2000
    assert {section.words for section in found} == {40}


def test_a_text_of_many_headings_has_the_sections_of_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A million headings make no million sections; those there are end where they did."""
    text = "before\n\n" + "".join(f"# {n}\n\nword {n}\n\n" for n in range(9))
    whole = sections_of(text)
    monkeypatch.setattr(module, "MOST_SECTIONS", 4)
    assert sections_of(text) == whole[:5]
