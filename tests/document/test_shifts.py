"""Where a place is in the next edition of a text, and in its source."""

from hypothesis import given
from hypothesis import strategies as st

from tests.document.edits import all_leaves
from tests.samples import open_text, sample_texts
from tui_reader.document.model import SourceText
from tui_reader.document.safe import safe_code
from tui_reader.document.shifts import Shift
from tui_reader.document.source_lines import SourceLines
from tui_reader.document.source_places import place_of, source_of

_LINES = st.lists(st.sampled_from(("", "a", "b", "cc", "the same", "é", "x" * 50)), max_size=12)


@given(_LINES, _LINES, _LINES, st.booleans())
def test_what_is_kept_is_the_same_text(
    one: list[str], two: list[str], three: list[str], is_ended: bool
) -> None:
    """Of a line that is kept every character is where it is said to be; order stays."""
    old = "\n".join([*one, *two, *three])
    new = "\n".join([*one, *reversed(two), "new", *three]) + "\n" * is_ended
    shift = Shift(old, new)
    places = [shift.of(offset) for offset in range(len(old) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(new) for place in places)
    for offset in range(len(old)):
        if shift.keeps(offset):
            assert new[places[offset]] == old[offset]
    shared = len("".join(f"{line}\n" for line in one))
    # The last line of all has another end.
    assert all(shift.keeps(offset) for offset in range(shared if two or three else 0))


def test_only_what_changed_is_not_kept() -> None:
    """A line that was rewritten between others is one change; what follows moves by it."""
    old = "".join(f"line {n}\n" for n in range(1000))
    new = old.replace("line 500\n", "line five hundred\n\n")
    shift = Shift(old, new)
    assert [n for n in range(1000) if not shift.keeps(old.index(f"line {n}\n"))] == [500]
    assert shift.of(old.index("line 900\n")) == new.index("line 900\n")


def test_moved_and_repeated_lines() -> None:
    """Lines that are there many times go with the ones that are there once."""
    blocks = [f"same\n\nonly {n}\n\nsame\n" for n in range(50)]
    old, new = "".join(blocks), "".join([*blocks[:10], "same\n", *blocks[20:]])
    shift = Shift(old, new)
    for n in (*range(10), *range(20, 50)):
        assert new[shift.of(old.index(f"only {n}\n")) :].startswith(f"only {n}\n")


def test_there_and_back() -> None:
    """The words of every leaf are found in the source, and from there again."""
    for name, text in sample_texts():
        if "example" in name:
            continue
        document = open_text(text[:20_000])
        document.complete()
        lines = SourceLines(document)
        for place in all_leaves(document)[:400]:
            source = source_of(document, place)
            if not document.source.text[source : source + 1].isalnum():
                continue
            again = source_of(document, place_of(document, source))
            # A word that markup changes, as H<sub>2</sub>O, is taken for the next one.
            assert source <= again < source + 40
            assert lines.source_of(lines.place_of(source)) == source or "\t" in text


def test_the_source_shows_every_line_once() -> None:
    """Front matter, fences and what shows nothing included, in order, with their numbers."""
    for _, text in sample_texts():
        text = text[:50_000]
        document = open_text(text)
        document.complete()
        lines = SourceLines(document)
        shown: list[str] = []
        for chunk in range(len(lines.chunks)):
            (block,) = lines.blocks(chunk)
            assert isinstance(block, SourceText)
            if block.is_cut:
                shown[-1] += block.lines[0]
            else:
                assert block.line == len(shown)
                shown.append(block.lines[0])
            shown += block.lines[1:]
        if lines.chunks:
            assert shown == [safe_code(line) for line in text.removesuffix("\n").split("\n")]
