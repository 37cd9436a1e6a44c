"""What documents are known by."""

from pathlib import Path

from tui_reader.document.source import decode
from tui_reader.identity import is_gone, key_of, path_of
from tui_reader.library import Entry, bundled, from_source, open_path


def test_a_file_is_known_by_its_path(tmp_path: Path) -> None:
    """However it was named: relative, through a link, as one of a folder."""
    path = tmp_path / "a.md"
    path.write_text("# A\n", "utf-8")
    (tmp_path / "link.md").symlink_to(path)
    keys = {
        key_of(open_path(each), open_path(each).entries[0])
        for each in (path, tmp_path / "link.md", tmp_path / "." / "a.md", tmp_path)
    }
    assert keys == {bytes(path.resolve())}
    assert path_of(keys.pop()) == path.resolve()


def test_the_library_that_ships_is_known_by_names() -> None:
    """A new edition in another folder is the same document; a file read beside it is itself."""
    library = bundled()
    keys = [key_of(library, entry) for entry in library.entries]
    assert keys[0] == b"library:index.md"
    assert len(set(keys)) == len(keys)
    assert [path_of(key) for key in keys] == [None] * len(keys)
    assert not any(is_gone(key) for key in keys)
    assert key_of(library, Entry(Path("/elsewhere/index.md"))) == b"/elsewhere/index.md"


def test_a_text_from_a_pipe_is_known_by_what_it_says() -> None:
    """The same text is the same document, another is another."""
    one, same, other = (
        from_source(decode(text, "standard input")) for text in (b"a\n", b"a\r\n", b"b\n")
    )
    assert key_of(one, one.entries[0]) == key_of(same, same.entries[0])
    assert key_of(one, one.entries[0]) != key_of(other, other.entries[0])
    assert path_of(key_of(one, one.entries[0])) is None


def test_only_a_file_can_be_gone(tmp_path: Path) -> None:
    """A path that isn't there is; a text, an address or a path that can't be is not or is."""
    here = tmp_path / "a.md"
    assert is_gone(bytes(here))
    here.write_text("a", "utf-8")
    assert not is_gone(bytes(here))
    assert not is_gone(b"text:00")
    assert not is_gone(b"https://example.org/page")
    assert is_gone(b"/a\0b")
