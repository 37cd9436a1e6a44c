"""What there is to read: the library that ships, files, folders; and places in them."""

import os
from pathlib import Path

import pytest

from tests.closed_folders import close_folders
from tui_reader.document.source import decode
from tui_reader.errors import NoDocuments, ReaderError, UnreadableFile
from tui_reader.library import (
    MAX_DOCUMENTS,
    bundled,
    from_source,
    open_each,
    open_first,
    open_path,
)
from tui_reader.places import Place, parse_place

TITLES = [
    "AI alignment: a starter pack",
    "Reading paths",
    "What is AI alignment?",
    "Why misalignment is dangerous",
    "Hard and soft takeoff",
    "Orthogonality, instrumental convergence, corrigibility",
    "Inner and outer goals",
    "Deceptively misaligned mesa-optimizers",
    "Evidence from real systems",
    "Safety and alignment",
    "How alignment is attempted",
    "Looking inside",
    "Rules and reports",
    "What the sceptics say",
    "Where views differ",
    "What a reader can do",
    "Further resources",
    "A guide to alignread",
    "Glossary",
]


def names(root: Path) -> list[str]:
    """Return the names of a folder's documents in reading order."""
    return [entry.path.name for entry in open_path(root).entries if entry.path]


def test_the_library_that_ships_has_its_chapters_in_order() -> None:
    """The introduction and the paths first, then the chapters, the glossary last."""
    library = bundled()
    assert library.title == TITLES[0]
    assert [entry.title() for entry in library.entries] == TITLES
    assert [entry.open().title for entry in library.entries] == TITLES


def test_reading_order(tmp_path: Path) -> None:
    """Index and README first, numbers as numbers, files before folders, nothing hidden."""
    for name in ("10.md", "2.md", "README.md", "b.markdown", "A.md", ".hidden.md", "x.txt"):
        (tmp_path / name).write_text("text")
    for folder in ("sub", ".git", "node_modules"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "in.md").write_text("text")
    assert names(tmp_path) == ["README.md", "2.md", "10.md", "A.md", "b.markdown", "in.md"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Plain *title*\n", "Plain title"),
        ("---\ntitle: From front\n---\n# Other\n", "From front"),
        ("\n\n# After blanks #\n", "After blanks"),
        ("no heading", "file.md"),
        ("text first\n\n# Later\n", "file.md"),
        ("# \x1b[31mred\x1b[0m\n", "␛[31mred␛[0m"),
        ("", "file.md"),
    ],
)
def test_titles_without_opening(tmp_path: Path, text: str, title: str) -> None:
    """The sidebar's title of a document comes from its head and is safe."""
    (tmp_path / "file.md").write_text(text)
    (entry,) = open_path(tmp_path).entries
    assert entry.title() == title


def test_a_file_that_can_not_be_read_is_called_by_its_name(tmp_path: Path) -> None:
    """Listing a folder never fails for one file in it."""
    (tmp_path / "a.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4000))
    (tmp_path / "b.md").write_text("# B")
    os.mkfifo(tmp_path / "c.md")
    (tmp_path / "d.md").symlink_to("nowhere.md")
    (tmp_path / "e.md").mkdir()
    entries = open_path(tmp_path).entries
    assert [entry.title() for entry in entries] == ["a.md", "B", "c.md", "d.md"]
    assert [entry.glance().trouble.removeprefix(f"{tmp_path}/") for entry in entries] == [
        "a.md: looks like a binary file, not text",
        "",
        "c.md: is a named pipe, not a file to read",
        "d.md: no such file or folder",
    ]


def test_folders_that_can_not_be_listed_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notice names the first; who goes through the documents is told of it as of them."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.md").write_text("# X")
    close_folders(monkeypatch, tmp_path / "a")
    library = open_path(tmp_path)
    assert library.notice == library.trouble == "folder a: permission denied"
    close_folders(monkeypatch, tmp_path / "a", tmp_path / "c")
    library = open_path(tmp_path)
    assert library.trouble == "folder a: permission denied, and 1 more can't be listed"
    told: list[ReaderError] = []
    assert [document.title for document in open_each(library, told.append)] == ["X"]
    assert [str(each) for each in told] == [library.trouble]


def test_nothing_but_a_folder_that_can_not_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That there is no Markdown may be due to it."""
    (tmp_path / "a").mkdir()
    close_folders(monkeypatch, tmp_path / "a")
    with pytest.raises(NoDocuments, match=r"no Markdown .*\(folder a: permission denied; looked"):
        open_path(tmp_path)


def test_all_that_is_wrong_with_a_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why its first document can't be read doesn't hide which folder can't be listed."""
    (tmp_path / "1.md").symlink_to("nowhere.md")
    (tmp_path / "2.md").write_text("# Two")
    (tmp_path / "a").mkdir()
    close_folders(monkeypatch, tmp_path / "a")
    library, index, _ = open_first(open_path(tmp_path))
    assert index == 1
    assert library.notice == "1.md: no such file or folder; folder a: permission denied"


@pytest.mark.parametrize("make", [lambda path: None, lambda path: (path / "x.txt").write_text("")])
def test_a_folder_without_documents_is_refused(tmp_path: Path, make) -> None:
    """One line says what was looked for."""
    make(tmp_path)
    with pytest.raises(NoDocuments, match=r"no Markdown in this folder .*\.md"):
        open_path(tmp_path)


def test_loops_of_links_end(tmp_path: Path) -> None:
    """Links to folders are not followed."""
    (tmp_path / "a.md").write_text("# A")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.md"]


def test_a_huge_folder_is_cut_and_says_so(tmp_path: Path) -> None:
    """The list has an end."""
    for number in range(MAX_DOCUMENTS + 3):
        (tmp_path / f"{number}.md").touch()
    library = open_path(tmp_path)
    assert len(library.entries) == MAX_DOCUMENTS
    assert "2,000" in library.notice


def test_a_missing_file_is_told_when_it_is_opened(tmp_path: Path) -> None:
    """The message names it."""
    with pytest.raises(UnreadableFile, match=r"gone\.md: no such file"):
        open_path(tmp_path / "gone.md").entries[0].open()


def test_text_from_a_pipe_is_a_library_of_one() -> None:
    """It is called what it is."""
    library = from_source(decode(b"text", "standard input"))
    assert [entry.title() for entry in library.entries] == ["standard input"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("42", Place("line", 42)),
        (" 7 ", Place("line", 7)),
        (":9", Place("line", 9)),
        ("50%", Place("share", 50)),
        ("12.5 %", Place("share", 12.5)),
        ("900%", Place("share", 100)),
        ("My view", Place("heading", text="My view")),
        ("1. Intro", Place("heading", text="1. Intro")),
        ("²", Place("heading", text="²")),
        ("999999999999999", Place("heading", text="999999999999999")),
        ("", Place("heading", text="")),
    ],
)
def test_places(text: str, place: Place) -> None:
    """A number is a line, a number with % a share, all else a heading."""
    assert parse_place(text) == place
