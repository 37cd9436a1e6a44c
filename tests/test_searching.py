"""Searching everything: what is found and how it is ranked, and an index that nothing can break."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.document.positions import Position
from tui_reader.document.source import decode
from tui_reader.library import Library, from_source, open_path
from tui_reader.search_hits import Answer, Hit
from tui_reader.search_query import parse_query
from tui_reader.searching import Outdated, Searcher
from tui_reader.state import search_file, search_index, search_scan
from tui_reader.state.bookmarks import Bookmark
from tui_reader.state.notes import Note
from tui_reader.state.search_index import EDITION

LONG_AGO = 1_600_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two documents."""
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder / "a.md", "# Alpha\n\nThe *reward* model is\n[hacked](https://x.org/zebra).\n")
    write(
        folder / "b.md", "# Beta\n\nText on reward.\n\n## Corrigibility\n\nNaïve Straße, 漢字。\n"
    )
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder, which isn't there yet."""
    return tmp_path / "data"


@pytest.fixture(params=["fts5", "no fts5"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With FTS5, and with an SQLite that was built without it."""
    if request.param == "no fts5":
        monkeypatch.setattr(search_file, "has_fts5", lambda: False)
    return request.param


def write(path: Path, text: str, seconds: int = LONG_AGO) -> None:
    """Write a file as it was some time ago."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (seconds, seconds))


def ask(searcher: Searcher, words: str) -> Answer:
    """Return what is found when everything is read, as it is asked for."""
    query = parse_query(words)
    while True:
        for _ in searcher.prepare():
            searcher.search(query)
        answer = searcher.search(query)
        if not searcher.is_behind:
            return answer


def found(where: Path | Library, data: Path | None, words: str) -> list[Hit]:
    """Return what a session of its own finds."""
    library = open_path(where) if isinstance(where, Path) else where
    searcher = Searcher(library, data)
    try:
        return list(ask(searcher, words).hits)
    finally:
        searcher.close()


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that tells from now on which files are read."""
    names: list[str] = []
    whole = search_index.SearchIndex.put

    def put(self: search_index.SearchIndex, key: bytes, *rest: Any) -> None:
        names.append(os.fsdecode(key).rpartition("/")[2])
        whole(self, key, *rest)

    monkeypatch.setattr(search_index.SearchIndex, "put", put)
    return names


# What is found


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("reward", [("a.md", 2), ("b.md", 2)]),
        ("REWARD model", [("a.md", 2)]),
        ("corrig", [("b.md", 4)]),
        ('"corrig"', []),
        ("corrig ", []),
        ('"model is hacked"', [("a.md", 2)]),
        ('"is model"', []),
        ("is model", [("a.md", 2)]),
        ("naive", [("b.md", 6)]),
        ("NAÏVE", [("b.md", 6)]),
        ("字", [("b.md", 6)]),
        ("漢字", [("b.md", 6)]),
        ("字漢", []),
        ("zebra", [("a.md", 1)]),
        ("nowhere", []),
        ("rewar model", []),
    ],
)
def test_words_are_found(
    engine: str, root: Path, data: Path, words: str, lines: list[tuple[str, int]]
) -> None:
    """Words, beginnings, phrases over markup and line breaks, accents, unspaced scripts."""
    hits = found(root, data, words)
    places = sorted((os.fsdecode(hit.key).rpartition("/")[2], hit.line) for hit in hits)
    assert places == lines


def test_a_hit_says_where_it_stands(engine: str, root: Path, data: Path) -> None:
    """Title, section, line, and the sentence without markup, the words marked."""
    (hit,) = found(root, data, "hacked")
    assert (hit.kind, hit.title, hit.section, hit.line) == ("text", "Alpha", "Alpha", 3)
    assert hit.sentence == "The reward model is hacked."
    assert [hit.sentence[start:end] for start, end in hit.spans] == ["hacked"]


def test_headings_come_first(engine: str, root: Path, data: Path) -> None:
    """A word in a heading says more than one in the text."""
    write(root / "c.md", "# Gamma\n\nMuch text on beta.\n")
    hits = found(root, data, "beta")
    assert [(hit.kind, hit.title) for hit in hits] == [("heading", "Beta"), ("text", "Gamma")]


@pytest.mark.parametrize(
    "words",
    ['"', '""', "*", "^x", "a AND", "NEAR(", "a OR b NOT", "-x", "x:y", "{a b}: c", "(((", "a\0b",
     "'; DROP TABLE words", "\ud800", "heading : reward", '"open phrase', "…", "\u200b", "a*b*"],
)  # fmt: skip
def test_whatever_is_typed_is_no_syntax(engine: str, root: Path, data: Path, words: str) -> None:
    """No query is an error."""
    found(root, data, words)
    assert len(found(root, data, "reward")) == 2


def test_notes_and_bookmarks_are_found(engine: str, root: Path, data: Path) -> None:
    """By what they say and by the words that they mark."""
    key = os.fsencode(root / "a.md")
    place = Position(("Alpha",), 0, "The reward model is hacked")
    marks = [
        Note("1", key, "Alpha", place, "I doubt this quite zealously", "", ""),
        Bookmark("2", key, "Alpha", place, "Named zealot", "", ""),
    ]
    searcher = Searcher(open_path(root), data)
    searcher.take_marks(marks)
    hits = ask(searcher, "zeal").hits
    assert {(hit.kind, hit.mark) for hit in hits} == {("note", marks[0]), ("bookmark", marks[1])}
    assert len(ask(searcher, "hacked").hits) == 3
    searcher.take_marks([])
    assert not ask(searcher, "zeal").hits
    searcher.close()


def test_only_the_library_is_searched(root: Path, data: Path, tmp_path: Path) -> None:
    """The index may hold more than what is asked for."""
    other = tmp_path / "other"
    other.mkdir()
    write(other / "z.md", "# Other\n\nreward\n")
    assert len(found(other, data, "reward")) == 1
    assert len(found(root, data, "reward")) == 2
    assert len(found(root / "a.md", data, "reward")) == 1


def test_many_hits_are_counted(root: Path, data: Path) -> None:
    """All of them, though only the best ones are shown."""
    write(
        root / "many.md", "".join(f"# Heading {number}\n\nsame word\n\n" for number in range(300))
    )
    searcher = Searcher(open_path(root), data)
    answer = ask(searcher, "same")
    assert (len(answer.hits), answer.total) == (200, 300)
    searcher.close()


WORDS = st.text("abcdeéñöżщ", min_size=1, max_size=6)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=5), st.data())
def test_every_word_is_found_where_it_stands(
    monkeypatch: pytest.MonkeyPatch, paragraphs: list[list[str]], draw: st.DataObject
) -> None:
    """With FTS5 and without, each word and each two words in a row."""
    text = "\n\n".join(f"# {number}\n\n{' '.join(p)}" for number, p in enumerate(paragraphs))
    number = draw.draw(st.integers(0, len(paragraphs) - 1))
    start = draw.draw(st.integers(0, len(paragraphs[number]) - 1))
    wanted = '"' + " ".join(paragraphs[number][start : start + 2]) + '"'
    library = from_source(decode(text.encode(), "text"))
    with monkeypatch.context() as patch:
        with_index = {hit.section for hit in found(library, None, wanted)}
        patch.setattr(search_file, "has_fts5", lambda: False)
        without = {hit.section for hit in found(library, None, wanted)}
    assert str(number) in with_index
    assert with_index == without


@pytest.mark.parametrize(
    ("words", "terms", "is_open"),
    [
        ("the model", ("the", "model"), True),
        ("the The THE model", ("the", "model"), True),
        ("the model the", ("the", "model"), False),
        ('the "the model" "The Model"', ("the", "the model"), False),
        ("x" * 5000, ("x" * 1000,), True),
        (" ".join(f"w{n}" for n in range(50)), tuple(f"w{n}" for n in range(32)), False),
    ],
)
def test_a_query_is_no_longer_than_need_be(words: str, terms: tuple[str], is_open: bool) -> None:
    """What is said twice counts once; there is an end to it."""
    query = parse_query(words)
    assert (query.terms, query.is_open) == (terms, is_open)


def test_an_answer_that_nobody_waits_for_is_given_up(engine: str, root: Path, data: Path) -> None:
    """Another question has come meanwhile; the next answer is whole, and nothing is lost."""
    write(root / "c.md", "".join(f"# {n}\n\nreward {n}\n\n" for n in range(5000)))
    searcher = Searcher(open_path(root), data)
    for done, of in searcher.prepare():
        if done == of:
            with pytest.raises(Outdated):
                searcher.search(parse_query("reward"), is_outdated=lambda: True)
    assert not searcher.is_behind
    assert searcher.search(parse_query("reward")).total == 5002
    searcher.close()


# The index


def test_the_index_is_for_its_owner_alone(root: Path, data: Path) -> None:
    """Nobody else reads what was searched."""
    found(root, data, "reward")
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "search.db").stat().st_mode) == 0o600
    assert {path.name for path in data.iterdir()} <= {"search.db", "search.db-journal"}
    assert all(not stat.S_IMODE(path.stat().st_mode) & 0o077 for path in data.iterdir())


def test_what_is_known_is_not_read_again(
    root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second session answers from the index."""
    found(root, data, "reward")
    names = reads(monkeypatch)
    assert len(found(root, data, "reward")) == 2
    assert not names


def test_what_has_changed_is_read_again(
    root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed, new and deleted files."""
    found(root, data, "reward")
    names = reads(monkeypatch)
    write(root / "a.md", "# Alpha\n\nNothing of it.\n", LONG_AGO + 1)
    write(root / "c.md", "# New\n\nreward\n")
    (root / "b.md").unlink()
    assert [hit.title for hit in found(root, data, "reward")] == ["New"]
    assert sorted(names) == ["a.md", "c.md"]
    assert not found(root, data, "corrigibility")
    connection = sqlite3.connect(data / "search.db")
    assert connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    assert not connection.execute("SELECT * FROM words WHERE words MATCH 'naive'").fetchall()
    connection.close()


def test_a_change_within_the_grain_of_time_is_seen(root: Path, data: Path) -> None:
    """A file that was written just now may be written again with the same time and size."""
    path = root / "a.md"
    path.write_text("# Alpha\n\nfirst\n")
    status = path.stat()
    assert found(root, data, "first")
    path.write_text("# Alpha\n\nother\n")
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    assert found(root, data, "other")


def test_the_index_can_be_deleted(root: Path, data: Path) -> None:
    """At any time, while a session uses it too."""
    searcher = Searcher(open_path(root), data)
    assert len(ask(searcher, "reward").hits) == 2
    (data / "search.db").unlink()
    assert len(ask(searcher, "reward").hits) == 2
    write(root / "c.md", "# New\n\nreward\n")
    searcher.close()
    assert len(found(root, data, "reward")) == 3
    assert (data / "search.db").exists()


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all, but some text" * 200)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10_000])


def scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(8192, len(data), 1000):
        data[place : place + 40] = b"\xff" * 40
    path.write_bytes(data)


def age(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {EDITION + 1}")
    connection.close()


def plant(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM documents; END"
    )
    connection.close()


def drop(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE sections")
    connection.close()


def run(*statements: str) -> Callable[[Path], None]:
    """Return what does harm with SQL."""

    def harm(path: Path) -> None:
        connection = sqlite3.connect(path)
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return harm


SECTIONS = ["line = 'zz'", "line = -1", "line = 1 << 60", "heading = x'ff'", "document = 0",
            "id = 9223372036854775807 WHERE id = 1"]  # fmt: skip
DOCUMENTS = ["key = cast(id AS TEXT)", "title = cast(x'ff1b' AS TEXT)", "title = 1.5",
             "size = 'a'", "first = 'zz'", "count = 'zz'", "first = 9223372036854775807",
             "count = 0"]  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [*(f"UPDATE sections SET {each}" for each in SECTIONS),
     *(f"UPDATE documents SET {each}" for each in DOCUMENTS),
     "DELETE FROM sections", "UPDATE words_data SET block = zeroblob(10)",
     "UPDATE words_data SET block = zeroblob(10) WHERE id > 10", "DELETE FROM words_data",
     "DELETE FROM words_docsize", "DELETE FROM words_content", "DELETE FROM words_idx",
     "UPDATE words_content SET c1 = x'ff1b'", "UPDATE words_content SET c1 = NULL"],
)  # fmt: skip
@pytest.mark.parametrize("is_changed", [False, True])
def test_no_wrong_row_hides_anything(
    root: Path, data: Path, statement: str, is_changed: bool
) -> None:
    """Values of other types, rows that are gone: all is found in the same session, and in the next.

    Also where a document has changed, so that the index is written before the answer.
    """
    found(root, data, "reward")
    run(statement)(data / "search.db")
    if is_changed:
        write(root / "a.md", "# Alpha\n\nreward again, and the model\n", LONG_AGO + 1)
    for words in ("corrigibility", "model"):
        assert len(found(root, data, words)) == 1


def test_what_is_harmed_while_it_is_searched_is_made_anew(root: Path, data: Path) -> None:
    """A session that found something already notices too."""
    searcher = Searcher(open_path(root), data)
    assert len(ask(searcher, "reward").hits) == 2
    run("UPDATE sections SET line = 'zz'")(data / "search.db")
    assert len(ask(searcher, "reward").hits) == 2
    run("UPDATE documents SET title = 1.5")(data / "search.db")
    assert len(ask(searcher, "reward").hits) == 2
    searcher.close()


@pytest.mark.parametrize("harm", [garbage, empty, cut, scribble, age, plant, drop])
def test_a_bad_index_is_made_anew(root: Path, data: Path, harm: Callable[[Path], object]) -> None:
    """Damaged, of another edition, or tampered with."""
    found(root, data, "reward")
    harm(data / "search.db")
    write(root / "c.md", "# New\n\nreward\n")
    assert len(found(root, data, "reward")) == 3
    assert len(found(root, data, "reward")) == 3
    connection = sqlite3.connect(data / "search.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (EDITION,)
    assert not connection.execute("SELECT * FROM sqlite_master WHERE type = 'trigger'").fetchall()
    connection.close()


def test_without_a_folder_it_is_searched_in_memory(root: Path) -> None:
    """There is no place for an index."""
    assert len(found(root, None, "reward")) == 2


def test_where_nothing_can_be_written_it_is_searched_in_memory(root: Path, tmp_path: Path) -> None:
    """A file stands where the folder should be; a folder stands where the file should be."""
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    assert len(found(root, blocked / "data", "reward")) == 2
    (tmp_path / "odd" / "search.db").mkdir(parents=True)
    assert len(found(root, tmp_path / "odd", "reward")) == 2


def test_a_full_disk_is_no_failure(root: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be written is answered all the same."""
    made = search_file.open_file

    def tiny(folder: Path) -> search_index.SearchIndex | None:
        index = made(folder)
        if index is not None:
            pages = index.connection.execute("PRAGMA page_count").fetchone()[0]
            index.connection.execute(f"PRAGMA max_page_count = {pages}")
        return index

    monkeypatch.setattr("tui_reader.searching.search_file.open_file", tiny)
    write(root / "large.md", "# Large\n\n" + "\n\n".join(f"reward w{n}" for n in range(40_000)))
    assert len(found(root, data, "reward")) > 2


def test_a_locked_index_is_not_waited_for(root: Path, data: Path) -> None:
    """Another session writes: what is there is read, the rest is searched in memory."""
    found(root, data, "reward")
    other = sqlite3.connect(data / "search.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    write(root / "c.md", "# New\n\nreward\n")
    assert len(found(root, data, "reward")) == 3
    other.execute("ROLLBACK")
    other.execute("BEGIN EXCLUSIVE")
    assert len(found(root, data, "reward")) == 3
    other.close()
    assert len(found(root, data, "reward")) == 3


def test_a_read_only_index_is_read(root: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has needn't be read again."""
    found(root, data, "reward")
    monkeypatch.setattr("tui_reader.state.search_file.os.access", lambda *_: False)
    names = reads(monkeypatch)
    write(root / "c.md", "# New\n\nreward\n")
    assert len(found(root, data, "reward")) == 3
    assert names == ["c.md"]


def test_a_document_that_cannot_be_read_is_left_out(root: Path, data: Path) -> None:
    """Binary, gone meanwhile, or no file at all."""
    (root / "d.md").write_bytes(bytes(range(256)) * 100)
    library = open_path(root)
    (root / "a.md").unlink()
    assert [hit.title for hit in found(library, data, "reward")] == ["Beta"]


def test_a_text_from_a_pipe_is_not_kept(data: Path) -> None:
    """It is found, and leaves nothing behind."""
    library = from_source(decode(b"# Secret\n\npipedream\n", "standard input"))
    assert found(library, data, "pipedream")
    assert b"pipedream" not in (data / "search.db").read_bytes()


def test_a_search_that_is_given_up_keeps_what_was_read(
    root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one goes on from there."""
    searcher = Searcher(open_path(root), data)
    steps = searcher.prepare()
    assert [next(steps), next(steps)] == [(0, 2), (1, 2)]
    steps.close()
    searcher.close()
    names = reads(monkeypatch)
    assert len(found(root, data, "reward")) == 2
    assert names == ["b.md"]


def test_an_index_of_another_engine_is_made_anew(
    root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that two machines share, one of them without FTS5."""
    found(root, data, "reward")
    monkeypatch.setattr(search_file, "has_fts5", lambda: False)
    assert len(found(root, data, "reward")) == 2
    connection = sqlite3.connect(data / "search.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (search_scan.SCAN_EDITION,)
    connection.close()
