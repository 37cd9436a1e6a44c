"""Finding words in a document: nothing is missed, each hit is where it says."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.samples import open_text
from tests.strategies import documents, soup
from tui_reader.document.chunk_texts import ChunkTexts
from tui_reader.document.document import Document
from tui_reader.document.folding import fold, fold_all
from tui_reader.document.model import Block, leaf_texts
from tui_reader.document.search import Hit, Search, batches, parse_query
from tui_reader.document.sieve import Sieve, letters_of
from tui_reader.document.source import Source

_SPLIT_FORMS = (
    "{}*{}*", "un<b>{}</b>{}", "[{}](http://a.b/c1)[{}](d)", "{}&eacute;{}", "{}&amp;{}",
    "{}\n{}", "{}  \n{}", "`{}`{}", "{}\\\n{}", "{}[^n]{}", "[{}][ref]{}", "![{}](p){}",
    "![](/{}.x){}", "<http://{}.org/{}>", "{}<sup>{}</sup>", "{} <!-- no --> {}", "\\*{}\\_{}",
    "{}&#x41;{}",
    "[{}](<a b%20{}>)", "| {} | b | gone |\n|---|---|\n| {} | c | lost |", "12. {}\n13. {}",
    "~~{}~~{}", "[{}](/x \"{}\")", "- {}\n\n  [k]: /u\n\n  {}", "- {}\n  ```py\n  {}\n  ```",
    "http://{}.example/{}", "[{}](http://münchen.de/{})",
)  # fmt: skip
_pieces = st.text("abé12", min_size=1, max_size=4)
_forms = st.builds(
    lambda form, a, b: form.format(a, b), st.sampled_from(_SPLIT_FORMS), _pieces, _pieces
)
troublesome = st.lists(_forms, min_size=1, max_size=4).map(
    lambda parts: "\n\n".join(parts) + "\n\n[^n]: note\n\n[ref]: http://ref.ab/1a\n"
)


def found(document: Document, term: str) -> list[Hit]:
    """Return all hits of a term."""
    return [hit for batch in batches(document, term) for hit in batch]


def text_of(document: Document, hit: Hit) -> str:
    """Return the text at which a hit stands."""
    return plain(document.blocks(hit.chunk)[hit.block])[hit.start : hit.end]


def texts(document: Document, term: str) -> list[str]:
    """Return the texts of all hits of a term."""
    return [text_of(document, hit) for hit in found(document, term)]


def plain(block: Block) -> str:
    """Return the plain text of a block."""
    return "\n".join(leaf_texts(block))


def naive(document: Document, term: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield where the words of a term stand, by looking everywhere, without case."""
    document.complete()
    words = fold_all(term).strip()
    for chunk in range(len(document.chunks)):
        for index, block in enumerate(document.blocks(chunk)):
            folded = fold(plain(block))
            text = folded.text.casefold()
            place, last = text.find(words), -1
            while words and place >= 0:
                start, end = folded.start(place), folded.end(place + len(words))
                if start >= last:
                    yield chunk, index, start, end
                    last = end
                    place += len(words) - 1
                place = text.find(words, place + 1)


@pytest.mark.parametrize(
    ("source", "term", "hits"),
    [
        ("The *quick* brown\nfox", "quick brown fox", ["quick brown fox"]),
        ("foo*bar*baz", "FOOBARBAZ".lower(), ["foobarbaz"]),
        ("see [the\nspec](http://x) now", "the spec now", ["the spec now"]),
        ("one  \ntwo", "one two", ["one\ntwo"]),
        ("Café au lait", "cafe", ["Café"]),
        ("Cafe\u0301 x", "café", ["Cafe\u0301"]),
        ("Straße und Strasse", "strasse", ["Straße", "Strasse"]),
        ("ab Ab AB", "ab", ["ab", "Ab", "AB"]),
        ("ab Ab AB", "Ab", ["Ab"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("caf&eacute;&amp;co", "café&co", ["café&co"]),
        ("un<b>like</b>ly", "unlikely", ["unlikely"]),
        ("- one\n- two", "one two", ["one\ntwo"]),
        ("| a | b |\n|---|---|\n| deep | cell |", "cell", ["cell"]),
        ("```py\nx = 1\n```", "x = 1", ["x = 1"]),
        ("x[^n]\n\n[^n]: the note", "note", ["note"]),
        ("---\ntitle: Front Title\n---\n\ntext", "front", ["Front"]),
        ("<table><tr><td>raw cell</td></tr></table>", "raw cell", ["raw cell"]),
        ("one\n\ntwo", "one two", []),
        ("word", "   ", []),
        ("a … b", "...", ["…"]),
        ("  word  ", " word ", ["word"]),
    ],
)  # fmt: skip
def test_what_is_found(source: str, term: str, hits: list[str]) -> None:
    """Words are found whatever stands between them but the border of a block."""
    assert texts(open_text(source), term) == hits


@pytest.mark.parametrize(
    ("source", "term", "hits"),
    [
        ("a [text](https://example.org/page) b", "example.org", ["text"]),
        ("a [text][ref] b\n\n[ref]: https://example.org", "example.org", ["text"]),
        ("[example](https://example.org)", "example", ["example"]),
        ("<https://example.org/a>", "example.org/a", ["example.org/a"]),
        ("[a *b* c](http://x.org)", "x.org", ["a b c"]),
        ("[a](http://x.org/%C3%A4%20b)", "ä b", ["a"]),
        ("[a](http://x.org/ä)", "%C3%A4", ["a"]),
        ("[a](http://münchen.de)", "münchen", ["a"]),
        ("[a](http://xn--mnchen-3ya.de)", "munchen", ["a"]),
        ("[a](http://x.org)", "http://x", ["a"]),
        ("[a](http://x.org) the", "h", ["h"]),
        ("[a](https://x.org)", "https", []),
        ("x[^1]\n\n[^1]: n", "footnote", []),
        ("![alt](/pictures/cat.png)", "pictures", ["▣ alt"]),
    ],
)
def test_addresses_are_searched_too(source: str, term: str, hits: list[str]) -> None:
    """A hit in an address is at the text of its link, once, and not where the text has it."""
    assert texts(open_text(source), term) == hits


@given(documents | soup | troublesome, st.data())
@example("un<b>like</b>ly &eacute;t&eacute;", None)
def test_nothing_is_missed(source: str, data: st.DataObject | None) -> None:
    """Every part of the text of a block is found where a look everywhere finds it."""
    document = open_text(source)
    document.complete()
    plains = [plain(b) for c in range(len(document.chunks)) for b in document.blocks(c)]
    plains = [text for text in plains if text.strip()]
    terms = ["unlikely", "été"]
    if data is not None and plains:
        text = data.draw(st.sampled_from(plains))
        start = data.draw(st.integers(0, len(text) - 1))
        terms = [text[start : start + data.draw(st.integers(1, 12))].lower()]
    for term in terms:
        query = parse_query(term)
        hits = [hit for hit in found(document, term) if not hit.is_address]
        if query is not None and not query.has_case:
            places = [(hit.chunk, hit.block, hit.start, hit.end) for hit in hits]
            assert places == list(naive(document, term))


@given(troublesome, st.data())
def test_no_address_is_missed(source: str, data: st.DataObject) -> None:
    """The sieve lets through each chunk that has a link to what is looked for."""
    document = open_text(source)
    document.complete()
    addresses = [
        form
        for chunk in range(len(document.chunks))
        for address in ChunkTexts(document)[chunk].addresses
        for form in address.text.split("\0")
    ]
    if not addresses:
        return
    address = data.draw(st.sampled_from(addresses))
    start = data.draw(st.integers(0, max(0, len(address) - 3)))
    term = address[start : start + data.draw(st.integers(3, 12))]
    query = parse_query(term)
    unsifted = Search(ChunkTexts(document), query) if query else None
    if query is None or unsifted is None:
        return
    for chunk in range(len(document.chunks)):
        unsifted._texts[chunk]  # What is parsed isn't sifted.
    assert found(document, term) == [
        hit for chunk in range(len(document.chunks)) for hit in unsifted.hits(chunk)
    ]


@given(st.lists(documents, min_size=1, max_size=3).map("\n\n".join), st.sampled_from("qae "))
def test_batches_are_the_whole(source: str, letter: str) -> None:
    """A search that stops after each chunk finds what one in a single go finds."""
    document = open_text(source)
    whole = [hit for batch in batches(document, letter, seconds=1e9) for hit in batch]
    assert [hit for batch in batches(document, letter, seconds=0) for hit in batch] == whole


LONG = "".join(f"## Part {n}\n\n" + f"Word{n} and text.\n\n" * 40 for n in range(60))


def search(document: Document, term: str) -> Search:
    """Return a search."""
    query = parse_query(term)
    assert query is not None
    return Search(ChunkTexts(document), query)


def test_counts_go_on_until_all_is_counted() -> None:
    """Total, sections and the numbers of hits come slice by slice."""
    document = open_text(LONG)
    counted = search(document, "word5")
    steps = 0
    while counted.count_on(seconds=0.0001):
        steps += 1
    assert steps > 1
    assert counted.total == 11 * 40
    assert counted.sections == {5: 40, **dict.fromkeys(range(50, 60), 40)}
    hits = found(document, "word5")
    assert [counted.number(hit) for hit in hits] == list(range(1, 441))


def test_a_number_is_unknown_until_it_is_counted() -> None:
    """No number is given that could be wrong."""
    document = open_text(LONG)
    hit = found(document, "word59")[0]
    assert search(document, "word59").number(hit) is None


def walk(document: Document, term: str, place: tuple[int, int, int], direction: int) -> list[Hit]:
    """Return the hits that one meets going on until the first comes again."""
    met: list[Hit] = []
    looked = search(document, term)
    while True:
        *_, hit = looked.seek(place, direction)
        if hit is None or (met and hit == met[0]):
            return met
        met.append(hit)
        place = (hit.chunk, hit.block, hit.start)


@pytest.mark.parametrize("direction", [1, -1])
def test_next_and_previous_go_round(direction: int) -> None:
    """Each hit is met once, in order, over the end of the document."""
    document = open_text(LONG)
    hits = found(document, "word7")
    middle = hits[15]
    met = walk(document, "word7", (middle.chunk, middle.block, middle.start), direction)
    expected = [*hits[16:], *hits[:16]] if direction > 0 else [*hits[14::-1], *hits[:14:-1]]
    assert met == expected


def test_a_place_counts_where_it_is_asked_for() -> None:
    """The first hit may be at the very place, the next one may not."""
    document = open_text("word word")
    looked = search(document, "word")
    assert [hit.start for hit in looked.seek((0, 0, 0), is_inclusive=True) if hit] == [0]
    assert [hit.start for hit in looked.seek((0, 0, 0)) if hit] == [5]
    assert [hit.start for hit in looked.seek((0, 0, 5)) if hit] == [0]
    assert [hit.start for hit in looked.seek((0, 0, 0), -1) if hit] == [5]


def test_what_is_nowhere_ends() -> None:
    """A search for what isn't there comes to an end, in an empty document too."""
    assert not any(search(open_text(LONG), "nowhere").seek((3, 0, 0)))
    assert not any(search(open_text(LONG), "nowhere").seek((3, 0, 0), -1))
    assert not any(search(open_text(""), "nowhere").seek((0, 0, 0)))


def test_a_search_parses_what_may_hold_it_and_keeps_what_is_read() -> None:
    """A rare word costs a few chunks, and those in view stay parsed."""
    document = open_text(LONG)
    in_view = document.blocks(0)
    chunk_texts = ChunkTexts(document)
    query = parse_query("word31")
    assert query is not None
    rare = Search(chunk_texts, query)
    while rare.count_on():
        pass
    assert rare.total == 40
    assert len(chunk_texts._texts) <= 4
    assert len(document._blocks) == 1
    assert document.blocks(0) is in_view


def test_links_defined_far_below_are_found_when_they_are_known() -> None:
    """What is found before the scan ends is looked for again where it may read differently."""
    text = f"[text][far]\n\n{LONG * 50}\n\n[far]: https://example.org/far\n"
    document = Document(Source(text, "far.md"))
    assert not document.is_complete
    looked = search(document, "example.org")
    assert looked.hits(0) == []
    while looked.count_on():
        pass
    assert looked.total == 1
    assert [hit.start for hit in looked.hits(0)] == [0]


MANY = (
    "".join(f"Part {n} of the text with [a link][ref{n}] in it.\n\n" for n in range(1500))
    + "".join(f"[ref{n}]: https://example.org/to/{n}\n" for n in range(3000))
    + "[a link]: https://rare.net/\n[ref0 ]: x\n\n[last]: https://y.org/needle\n\nSee [last].\n"
)


def test_no_step_goes_through_all_definitions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two moments at which a key can stop a search it reads only few definitions."""
    read: list[str] = []

    def count(source: str) -> Sieve:
        read.append(source)
        return Sieve(source)

    monkeypatch.setattr("tui_reader.document.search._LEARNING_SECONDS", 0)
    monkeypatch.setattr("tui_reader.document.chunk_texts.Sieve", count)
    monkeypatch.setattr("tui_reader.document.definition_sieves.Sieve", count)
    document = open_text(MANY)
    document.complete()
    for step in search(document, "xyzzy").seek((0, 0, 0), is_inclusive=True):
        assert step is None
        assert sum(map(len, read)) < 40_000
        read.clear()


@pytest.mark.parametrize("term", ["example.org/to/1", "rare.net", "to/2999", "needle", "link"])
def test_hits_dont_wait_for_definitions(term: str) -> None:
    """What is found before definitions are known, while they are, and after, is the same."""
    document = open_text(MANY)
    document.complete()
    first, parted, whole = (search(document, term) for _ in range(3))
    parted.learn(seconds=0)
    while whole.learn():
        pass
    chunks = range(len(document.chunks))
    hits = [hit for chunk in chunks for hit in whole.hits(chunk)]
    assert bool(hits) is (term not in ("rare.net", "to/2999"))
    assert [hit for chunk in chunks for hit in first.hits(chunk)] == hits
    assert [hit for chunk in chunks for hit in parted.hits(chunk)] == hits


def test_an_enormous_text_isnt_kept_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts that are kept have a limit, and what is found doesn't depend on it."""
    document = open_text(LONG)
    hits = found(document, "word5")
    monkeypatch.setattr("tui_reader.document.chunk_texts._MOST_KEPT", 4000)
    looked = search(document, "word5")
    assert [hit for chunk in range(len(document.chunks)) for hit in looked.hits(chunk)] == hits
    assert len(looked._texts._texts) + len(looked._texts._sieves) < len(document.chunks) / 2


@pytest.mark.parametrize(
    ("source", "words", "holds"),
    [
        ("plain words", "words", True),
        ("plain words", "sword", False),
        ("foo[bar](http://x)baz", "foobarbaz", True),
        ("foo[bar](http://x)baz", "foobax", False),
        ("a&eacute;b", "aéb", True),
        ("anything", "?!", True),
    ],
)
def test_the_sieve(source: str, words: str, holds: bool) -> None:
    """What can't be there is kept back."""
    assert Sieve(source).may_hold(letters_of(words)) is holds
