"""Memories to write out and take in: one that is written by hand, and any that may be."""

from hypothesis import strategies as st

from tui_reader.document.positions import Position
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.documents import KnownDocument
from tui_reader.state.everything import Everything, KnownLink
from tui_reader.state.notes import Note
from tui_reader.state.progress import SectionState

EARLY, LATE = "2026-01-02T03:04:05Z", "2026-03-04T05:06:07Z"
ESSAY, LIBRARY = b"/texts/caf\xe9 #1?.md", b"library:essays/one.md"
POSITION = Position(("Essay", "Part"), 1, "hello world", "before the", "and after", 100, 111)

MEMORY = Everything(
    (
        KnownDocument(ESSAY, "d1", "An essay", LATE, POSITION, 12.5, "", 2),
        KnownDocument(LIBRARY, "", "One", None, None, 3.0, ""),
    ),
    (Bookmark("0" * 31 + "1", ESSAY, "An essay", POSITION, "a name", EARLY, LATE),),
    (Note("0" * 31 + "2", LIBRARY, "One", Position(("One",), exact="q"), " a\nb\n", EARLY, EARLY),),
    (
        (ESSAY, SectionState(("Essay",), 0, 0, 120, "s1", 1.0, LATE)),
        (ESSAY, SectionState(("Essay", "Part"), 1, 1, 80, "s2", 0.25, None, True)),
        (ESSAY, SectionState(("Essay", "Gone"), 0, -1, 80, "s3", 1.0, EARLY)),
    ),
    (
        KnownLink("https://a.example/?q=<b>", "A", ESSAY, None, EARLY, LATE),
        KnownLink("mailto:b@example", "", b"", LATE),
    ),
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
lines = texts.map(lambda text: " ".join(text.split()))
moments = st.sampled_from((EARLY, LATE, "1999-12-31T23:59:59Z"))
keys = st.one_of(
    st.binary(min_size=1, max_size=20).map(lambda name: b"/" + name),
    st.sampled_from((ESSAY, LIBRARY, b"text:abc", b"C:\\texts\\a b.md", b"https://x.example/?a=1")),
)
numbers = st.integers(0, 2**40)
names = st.uuids().map(lambda name: name.hex)
positions = st.builds(
    Position, st.lists(lines, max_size=3).map(tuple), numbers, lines, lines, lines, numbers
).map(lambda p: Position(p.headings, p.ordinal, p.exact, p.prefix, p.suffix, p.start, p.start + 9))
addresses = lines.map(lambda text: "https://x.example/" + "".join(filter(str.isprintable, text)))

everythings = st.builds(
    Everything,
    st.lists(
        st.builds(
            KnownDocument,
            keys,
            lines,
            st.just("Title"),
            moments,
            positions,
            numbers.map(float),
            st.just(""),
            st.integers(0, 9),
        ),
        max_size=4,
        unique_by=lambda document: document.key,
    ).map(tuple),
    st.lists(
        st.builds(Bookmark, names, keys, st.just("Title"), positions, lines, moments, moments),
        max_size=4,
        unique_by=lambda mark: mark.id,
    ).map(tuple),
    st.lists(
        st.builds(
            Note,
            names,
            keys,
            st.just("Title"),
            positions,
            texts.filter(str.strip),
            moments,
            moments,
        ),
        max_size=4,
        unique_by=lambda mark: mark.id,
    ).map(tuple),
    st.lists(
        st.tuples(
            keys,
            st.builds(
                SectionState,
                st.lists(lines, max_size=3).map(tuple),
                st.integers(0, 5),
                st.integers(-1, 9),
                numbers,
                lines,
                st.floats(0, 1),
                st.none() | moments,
                st.booleans(),
            ),
        ),
        max_size=4,
        unique_by=lambda each: (each[0], each[1].headings, each[1].ordinal),
    ).map(tuple),
    st.lists(
        st.builds(KnownLink, addresses, st.just("T"), keys, moments, moments, moments),
        max_size=4,
        unique_by=lambda link: link.address,
    ).map(tuple),
)
