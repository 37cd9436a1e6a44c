"""Folders that say what they are: an index with title and order, a glossary, reading paths."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.samples import ROOT
from tui_reader.conventions import INDEX_BYTES, arrange
from tui_reader.document.parse import Parser
from tui_reader.library import Library, open_path

LIST = "1. [Two](2.md)\n2. [One](1.md)\n"


def library(root: Path, files: Mapping[str, str]) -> Library:
    """Return the library that a folder with the given files is."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return open_path(root)


def names(found: Library) -> list[str]:
    """Return the files of a library in reading order, without `.md`."""
    assert found.root is not None
    paths = [entry.path for entry in found.entries if entry.path]
    return [path.relative_to(found.root).as_posix().removesuffix(".md") for path in paths]


def empty(*names: str) -> dict[str, str]:
    """Return files without text."""
    return {f"{name}.md": "" for name in names}


@pytest.mark.parametrize("index", ["index.md", "README.md", "SUMMARY.md", "ReadMe.markdown"])
def test_an_index_gives_the_order(tmp_path: Path, index: str) -> None:
    """What it lists comes in its order, what it doesn't list after that as it came."""
    found = library(tmp_path, {index: f"# Title\n\n{LIST}", **empty("1", "2", "3", "a", "10")})
    assert names(found) == [index.removesuffix(".md"), "2", "1", "3", "10", "a"]


@pytest.mark.parametrize(
    ("items", "order"),
    [
        ("- [A](a.md)\n- [B](b.md)", "a b"),
        ("- [B](b.md) and [A](a.md)", "b a"),
        ("- B\n  - [B](b.md)\n- [A](a.md)", "b a"),
        ("- [B](./b.md#part)\n- [B](b.md)\n- [A](/a.md?x)", "b a"),
        ("- [B][b]\n- [A][]\n\n[b]: b.md\n[A]: <a.md>", "b a"),
        ("- [B](sub/../b)\n", "b a"),
        ("text\n\n- [B](b.md)\n\ntext\n\n## More\n\n* [A](a.md)", "b a"),
        ("- [C](sub/c%20c.md)\n- [B](b.md)", "sub/c c b a"),
        ("- [Sub](sub/)\n- [B](b.md)", "sub/README b a"),
        ("- [me](index.md)\n- [B](b.md)", "b a"),
        ("- [x] **[B [the] *second*\n  one]( <b.md> 'B')**", "b a"),
        ("> 1. - [B](b.md)", "b a"),
        ("- [B](/b.md)", "b a"),
    ],
)
def test_items_that_begin_with_a_link_are_the_list(tmp_path: Path, items: str, order: str) -> None:
    """However the address is written; nested lists and documents in folders too."""
    files = {"index.md": f"# T\n\n{items}\n", **empty("a", "b", "sub/c c", "sub/README")}
    read = " ".join(names(library(tmp_path, files)))
    assert read.startswith(f"index {order}")


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\ntext\n",
        "# Title\n\n- See [B](b.md).\n\n[B](b.md)\n",
        "# Title\n\n- [gone](gone.md)\n- [web](https://x.org/b.md)\n- [out](../b.md)\n- [x](#b)\n",
        "# Title\n\n```\n- [B](b.md)\n```\n",
        "# Title\n\n- [C](c.txt)\n- [me](README.md)\n",
        "# Title\n\n- ![B](b.md)\n- `[B](b.md)`\n- [.](.)\n- [..](..)\n- [0](%00)\n",
        "\0\1\2" * 99,
    ],
)
def test_a_plain_readme_changes_nothing(tmp_path: Path, text: str) -> None:
    """Neither order nor title, with a glossary and paths neither."""
    found = library(tmp_path, {"README.md": text, **empty("a", "b", "glossary", "paths", "z")})
    assert names(found) == ["README", "a", "b", "glossary", "paths", "z"]
    assert found.title == tmp_path.name
    assert (found.glossary, found.paths) == (3, 4)


def test_glossary_and_paths_have_their_places(tmp_path: Path) -> None:
    """The paths after the index, the glossary at the end, unless they are listed."""
    files = {"index.md": LIST, **empty("1", "2", "guide", "Glossary", "paths", "sub/x")}
    found = library(tmp_path, files)
    assert names(found) == ["index", "paths", "2", "1", "guide", "sub/x", "Glossary"]
    assert (found.glossary, found.paths) == (6, 1)
    listed = "- [G](Glossary.md)\n- [1](1.md)\n- [P](paths.md)\n"
    found = library(tmp_path, {"index.md": listed})
    assert names(found) == ["index", "Glossary", "1", "paths", "2", "guide", "sub/x"]
    assert (found.glossary, found.paths) == (1, 3)


def test_only_the_root_has_a_glossary(tmp_path: Path) -> None:
    """One in a folder below it is a document like others; a single file has none."""
    found = library(tmp_path, empty("a", "sub/glossary", "sub/paths"))
    assert (found.glossary, found.paths) == (None, None)
    found = library(tmp_path, empty("glossary"))
    assert (found.glossary, found.paths) == (1, None)
    assert open_path(tmp_path / "glossary.md").glossary is None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# The *title*\n\n# Other\n", "The title"),
        ("---\ntitle: From front\n---\n\n# Other\n", "From front"),
        ("![logo](x.png)\n\ntext\n\n## Two\n\n# Far\n", "Far"),
        ("# \x1b[31mred\n", "␛[31mred"),
        ("# Summary\n", ""),
        ("## Two\n", ""),
        ("", ""),
    ],
)
def test_an_index_gives_the_title(tmp_path: Path, head: str, title: str) -> None:
    """Front matter or the first top heading; a heading that says nothing is none."""
    found = library(tmp_path, {"README.md": f"{head}\n{LIST}", **empty("1", "2")})
    assert found.title == (title or tmp_path.name)


def test_the_first_index_with_a_list_counts(tmp_path: Path) -> None:
    """A README that the summary of a book lists comes where it is listed."""
    files = {
        "README.md": "# Book\n\ntext\n",
        "SUMMARY.md": "# Summary\n\n- [Two](2.md)\n- [Intro](README.md)\n",
        **empty("1", "2"),
    }
    assert names(library(tmp_path, files)) == ["SUMMARY", "2", "README", "1"]
    found = library(tmp_path, {"index.md": f"# I\n\n{LIST}"})
    assert names(found) == ["index", "README", "SUMMARY", "2", "1"]
    assert found.title == "I"


def test_only_the_head_of_an_index_is_read(tmp_path: Path) -> None:
    """What comes after it has no say."""
    filler = "words of a paragraph\n\n" * (INDEX_BYTES // 22 + 1)
    files = {"README.md": f"- [2](2.md)\n\n{filler}- [1](1.md)\n", **empty("0", "1", "2")}
    assert names(library(tmp_path, files)) == ["README", "2", "0", "1"]


def test_lists_that_lead_elsewhere_are_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is text without lists, nor any document but the index, nor one for a single file."""
    web = "- [site](https://x.org) - [badge](#b) ![x](//y.org/z.png) [a](a.md)\n" * 500
    files = {"README.md": f"# T\n\n{web}", "index.md": "[a](a.md)", "a.md": LIST, "1.md": ""}
    monkeypatch.delattr(Parser, "parse")
    assert names(library(tmp_path, files)) == ["index", "README", "1", "a"]
    (tmp_path / "index.md").write_text(LIST)
    assert names(open_path(tmp_path / "index.md")) == ["index"]
    with pytest.raises(AttributeError):
        open_path(tmp_path)


def test_a_folder_named_in_any_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative, with detours, as the present one."""
    library(tmp_path / "lib", {"index.md": LIST, **empty("1", "2", "glossary")})
    (tmp_path / "other").mkdir()
    for folder, name in (
        (tmp_path, "lib"),
        (tmp_path / "lib", "."),
        (tmp_path / "other", "../lib"),
        (tmp_path, "other/../lib/"),
    ):
        monkeypatch.chdir(folder)
        assert names(open_path(Path(name))) == ["index", "2", "1", "glossary"]


_FILES = ("index", "README", "paths", "glossary", "1", "2", "sub/3")
_LINES = st.sampled_from([f"- [{name}]({name}.md)" for name in _FILES] + ["", "text", "# H", "- x"])


@given(
    st.lists(st.one_of(_LINES, strategies.soup), max_size=9).map("\n".join),
    st.sets(st.sampled_from(_FILES)),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_document_is_lost(tmp_path: Path, index: str, files: set[str]) -> None:
    """Whatever an index says, each document comes once, the glossary where it is said to be."""
    (tmp_path / "index.md").write_text(index, "utf-8")
    paths = [tmp_path / f"{name}.md" for name in _FILES if name in {*files, "index"}]
    folder = arrange(tmp_path, paths)
    assert sorted(folder.paths) == sorted(paths)
    for number, name in ((folder.glossary, "glossary"), (folder.reading_paths, "paths")):
        assert (None if number is None else folder.paths[number].stem) == (
            name if name in files else None
        )


def test_the_library_that_ships_is_arranged() -> None:
    """Index, paths, the chapters by their numbers, the glossary."""
    found = open_path(ROOT / "content")
    order = names(found)
    chapters = [name for name in order if name[:2].isdecimal()]
    assert chapters == sorted(chapters)
    assert order[:3] == ["index", "paths", chapters[0]]
    assert order[-1] == "glossary"
    assert found.title == "AI alignment: a starter pack"
    assert (found.glossary, found.paths) == (len(order) - 1, 1)
