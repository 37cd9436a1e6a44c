"""Documents as lists of sections that are edited at random, for the tests of anchoring."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tui_reader.document.anchoring import Found
from tui_reader.document.document import Document
from tui_reader.document.model import leaf_texts

_VOCABULARY = (
    "alignment", "goal", "model", "reward", "the", "a", "of", "and", "is", "not", "human", "values",
    "training", "inner", "outer", "takeoff", "slow", "fast", "möglich", "λόγος", "漢字", "🙂",
    "e\u0301t", "x=1", "it's", "(so", "far)", "end.",
)  # fmt: skip

Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the paragraphs under it, each a list of words."""

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]


words = st.lists(st.sampled_from(_VOCABULARY), min_size=3, max_size=40)


@st.composite
def texts(draw: st.DrawFn) -> list[Part]:
    """A document of some sections, each of whose paragraphs has a number that none else has."""
    numbers = iter(range(1000, 2000))
    shape = draw(st.lists(st.lists(words, min_size=1, max_size=5), min_size=1, max_size=6))
    return [
        Part(
            draw(st.sampled_from(("First thoughts", "Second thoughts", "Further reading"))),
            tuple((*paragraph, f"mark{next(numbers)}", "so") for paragraph in paragraphs),
        )
        for paragraphs in shape
    ]


@st.composite
def edits(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    """Some changes of a document, one after the other."""
    for _ in range(draw(st.integers(0, 6))):
        parts = draw(st.sampled_from(_EDITS))(draw, parts)
    return parts


def _insert(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    added = Part(draw(st.sampled_from(("First thoughts", "New"))), (tuple(draw(words)),))
    place = draw(st.integers(0, len(parts)))
    return [*parts[:place], added, *parts[place:]]


def _delete(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    place = draw(st.integers(0, len(parts)))
    return [*parts[:place], *parts[place + 1 :]]


def _move(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    return list(draw(st.permutations(parts)))


def _rename(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    place = draw(st.integers(0, len(parts)))
    return [
        Part("Renamed", part.paragraphs) if index == place else part
        for index, part in enumerate(parts)
    ]


def _shuffle(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    """Put the paragraphs of the whole document in another order."""
    everything = [paragraph for part in parts for paragraph in part.paragraphs]
    mixed = iter(draw(st.permutations(everything)))
    return [Part(part.heading, tuple(next(mixed) for _ in part.paragraphs)) for part in parts]


def _reword(draw: st.DrawFn, parts: list[Part]) -> list[Part]:
    """Drop, double or replace a word of a paragraph."""
    if not parts:
        return parts
    at = draw(st.integers(0, len(parts) - 1))
    paragraphs = list(parts[at].paragraphs)
    which = draw(st.integers(0, len(paragraphs) - 1))
    old = paragraphs[which]
    place = draw(st.integers(0, len(old) - 1))
    new = draw(st.sampled_from(((), ("changed",), (old[place], old[place]))))
    paragraphs[which] = (*old[:place], *new, *old[place + 1 :]) or ("left",)
    return [*parts[:at], Part(parts[at].heading, tuple(paragraphs)), *parts[at + 1 :]]


_EDITS = (_insert, _delete, _move, _rename, _shuffle, _reword)


@st.composite
def sources(draw: st.DrawFn, parts: list[Part]) -> str:
    """Markdown of a document: lines broken, words marked up and paragraphs nested at random."""
    blocks: list[str] = []
    for part in parts:
        blocks.append(f"{'#' * draw(st.integers(1, 3))} {part.heading}")
        for paragraph in part.paragraphs:
            blocks.append(_marked_up(draw, paragraph))
    return "\n\n".join(blocks) + "\n"


def _marked_up(draw: st.DrawFn, paragraph: tuple[str, ...]) -> str:
    wrap = draw(st.sampled_from((3, 8, 1000)))
    form = draw(st.sampled_from(("{}", "**{}**", "[{}](/there)", "<b>{}</b>", "~~{}~~")))
    which = draw(st.integers(0, len(paragraph) - 1))
    dressed = [
        form.format(word) if index == which and word.isalnum() else word
        for index, word in enumerate(paragraph)
    ]
    lines = [" ".join(dressed[start : start + wrap]) for start in range(0, len(dressed), wrap)]
    first, rest = draw(st.sampled_from((("", ""), ("- ", "  "), ("> ", "> "), ("7. ", "   "))))
    return "\n".join((rest if index else first) + line for index, line in enumerate(lines))


def words_from(document: Document, place: Place) -> str:
    """Return the words of a document from a place on, to its end."""
    chunk, block, offset = place
    parts: list[str] = []
    for index in range(chunk, len(document.chunks)):
        for number, text in enumerate(document.blocks(index)):
            if (index, number) >= (chunk, block):
                plain = "\n".join(leaf_texts(text))
                parts.append(plain[offset:] if (index, number) == (chunk, block) else plain)
    return " ".join("\n".join(parts).split())


def place_of(found: Found) -> Place:
    """Return the place that was found."""
    return found.chunk, found.block, found.offset


def all_leaves(document: Document) -> list[Place]:
    """Return the place of every leaf of a document."""
    places: list[Place] = []
    for chunk in range(len(document.chunks)):
        for block, content in enumerate(document.blocks(chunk)):
            offset = 0
            for text in leaf_texts(content):
                places.append((chunk, block, offset))
                offset += len(text) + 1
    return places
