"""What following a link means."""

import os
from pathlib import Path

import pytest

from tui_reader.opening import Jump, OpenAddress, OpenDocument, Refuse, decide


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with documents in it and beside it."""
    root = tmp_path / "root"
    for name in (
        "root/a.md",
        "root/b.md",
        "root/with space.md",
        "root/50%.md",
        "root/ü.md",
        "root/plain",
        "root/x.txt",
        "root/sub/c.markdown",
        "root/sub/index.md",
        "root/read/README.md",
        "root/empty/picture.png",
        "outside.md",
        "root-twin/d.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# x\n")
    (root / "out.md").symlink_to(tmp_path / "outside.md")
    (root / "in.md").symlink_to(root / "b.md")
    (root / "loop.md").symlink_to(root / "loop.md")
    (root / "dangling.md").symlink_to(root / "nowhere.md")
    (root / "way").symlink_to(tmp_path)
    return root


@pytest.mark.parametrize(
    ("href", "fragment"),
    [
        ("#place", "place"),
        ("#", ""),
        ("", ""),
        ("  #place ", "place"),
        ("#caf%C3%A9", "café"),
        ("#a%20b", "a b"),
        ("#javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_anchors_jump(folder: Path, href: str, fragment: str) -> None:
    """An anchor is a place in the text, from a pipe as well."""
    assert decide(href, folder / "a.md", folder) == Jump(fragment)
    assert decide(href, None, None) == Jump(fragment)


@pytest.mark.parametrize(
    ("href", "path", "fragment"),
    [
        ("b.md", "b.md", ""),
        ("./b.md#part-2", "b.md", "part-2"),
        ("b.md?plain=1#x", "b.md", "x"),
        ("b.md#", "b.md", ""),
        ("b", "b.md", ""),
        ("b#x", "b.md", "x"),
        ("sub/c.markdown#x", "sub/c.markdown", "x"),
        ("sub", "sub/index.md", ""),
        ("sub/", "sub/index.md", ""),
        ("read/#x", "read/README.md", "x"),
        ("sub/../b.md", "b.md", ""),
        ("with%20space.md", "with space.md", ""),
        ("with space.md", "with space.md", ""),
        ("50%25.md", "50%.md", ""),
        ("%C3%BC.md#%C3%BC", "ü.md", "ü"),
        ("ü.md", "ü.md", ""),
        ("/b.md", "b.md", ""),
        ("/sub/c.markdown", "sub/c.markdown", ""),
        ("in.md", "b.md", ""),
        ("a.md#x", "a.md", "x"),
        ("../root/b.md", "b.md", ""),
    ],
)
def test_documents_of_the_folder_open(folder: Path, href: str, path: str, fragment: str) -> None:
    """Relative Markdown files open with their anchors, folders with their index."""
    expected = OpenDocument((folder / path).resolve(), fragment, is_outside=False)
    assert decide(href, folder / "a.md", folder) == expected


def test_documents_are_relative_to_the_one_that_links(folder: Path) -> None:
    """A link starts from its document's folder; `/` from the folder that was opened."""
    document = folder / "sub" / "c.markdown"
    assert decide("../b.md", document, folder) == OpenDocument(folder / "b.md", "", False)
    assert decide("/b.md", document, folder) == OpenDocument(folder / "b.md", "", False)
    assert isinstance(decide("b.md", document, folder), Refuse)


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("../outside.md", "outside.md"),
        ("../outside.md#x", "outside.md"),
        ("%2e%2e/outside.md", "outside.md"),
        ("..%2Foutside.md", "outside.md"),
        ("sub/../../outside.md", "outside.md"),
        ("out.md", "outside.md"),
        ("way/outside.md", "outside.md"),
        ("../root-twin/d.md", "root-twin/d.md"),
        ("/../outside.md", "outside.md"),
    ],
)
def test_documents_outside_are_marked(folder: Path, href: str, path: str) -> None:
    """What lies outside the folder is known as such, by whatever way a link leads there."""
    decision = decide(href, folder / "a.md", folder)
    assert isinstance(decision, OpenDocument)
    assert decision.path == (folder.parent / path).resolve()
    assert decision.is_outside


def test_without_a_folder_every_document_is_outside(folder: Path) -> None:
    """Where no folder was opened, nothing lies in it."""
    decision = decide("b.md", folder / "a.md", None)
    assert decision == OpenDocument(folder / "b.md", "", is_outside=True)


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("missing.md", "no such file"),
        ("missing", "no such file"),
        ("sub/missing.md#x", "no such file"),
        ("dangling.md", "no such file"),
        ("empty", "no such file"),
        ("\\\\host\\share", "no such file"),
        ("--help", "no such file"),
        ("x.txt", "not a Markdown file"),
        ("plain", "not a Markdown file"),
        ("/etc/passwd", "no such file"),
        ("../../../../../../../../etc/passwd", "not a Markdown file"),
        ("loop.md", "can't be reached"),
        ("n" * 300 + ".md", "can't be reached"),
        ("a%00.md", "not a valid file name"),
        ("a\0.md", "not a valid file name"),
        ("java%09script:x", "no such file"),
    ],
)
def test_files_that_are_not_documents_are_refused(folder: Path, href: str, reason: str) -> None:
    """What isn't there or isn't Markdown is refused with the reason."""
    decision = decide(href, folder / "a.md", folder)
    assert isinstance(decision, Refuse)
    assert reason in decision.reason
    assert decision.address


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_file_names_that_are_no_utf8(folder: Path) -> None:
    """A name of any bytes can be linked to by its escapes."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/\xe9.md"))
    path.write_text("x")
    assert decide("%E9.md", folder / "a.md", folder) == OpenDocument(path.resolve(), "", False)


@pytest.mark.parametrize("href", ["b.md", "/etc/passwd", "../x.md", "sub/"])
def test_a_pipe_lies_in_no_folder(href: str) -> None:
    """A text from a pipe links to no file."""
    decision = decide(href, None, None)
    assert isinstance(decision, Refuse)
    assert "pipe" in decision.reason


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://x.y/", "https://x.y/"),
        ("  https://x.y/ ", "https://x.y/"),
        ("//x.y/a", "https://x.y/a"),
        ("mailto:a@b.de", "mailto:a@b.de"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_addresses_are_for_the_browser(folder: Path, href: str, url: str) -> None:
    """Addresses of the web and of mail open, from a pipe as well."""
    assert decide(href, folder / "a.md", folder) == OpenAddress(url)
    assert decide(href, None, None) == OpenAddress(url)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ssh://-oProxyCommand=x/",
        "https://google.com@evil.com/",
        "https://x.y/%0d%0aX",
        "//user@evil.com/",
        "//-oX/",
        "C:\\x.md",
    ],
)
def test_other_addresses_are_refused(folder: Path, href: str) -> None:
    """Everything else is refused with the address and the reason."""
    decision = decide(href, folder / "a.md", folder)
    assert isinstance(decision, Refuse)
    assert decision.reason
    assert decision.address.endswith(href)
