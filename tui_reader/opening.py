"""What following a link means here: a place in the text, another document, a browser, or nothing.

It decides and does nothing: no file is read but to see whether it is there, no browser started.
"""

from dataclasses import dataclass
from pathlib import Path

from tui_reader.addresses import judge, scheme_of, unescaped
from tui_reader.document.safe import safe
from tui_reader.library import SUFFIXES


@dataclass(frozen=True, slots=True)
class Jump:
    """A place in the document that is being read."""

    fragment: str
    """An anchor, without `#`; empty for the beginning."""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """Another document."""

    path: Path
    fragment: str
    is_outside: bool
    """Whether it lies outside the folder that was opened, so that the reader is asked first."""


@dataclass(frozen=True, slots=True)
class OpenAddress:
    """An address for the system's browser."""

    url: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing, with the reason."""

    reason: str
    address: str


Decision = Jump | OpenDocument | OpenAddress | Refuse


def decide(href: str, document: Path | None, root: Path | None) -> Decision:
    """Return what following an address from a document means.

    Args:
        href: The address as the document has it.
        document: The document's file, None when it came through a pipe.
        root: The folder that was opened, None when there is none.
    """
    href = href.strip()
    if href.startswith("#") or not href:
        return Jump(unescaped(href[1:]))
    if scheme_of(href) or href.startswith("//"):
        address = judge(href if scheme_of(href) else f"https:{href}")
        if address.refusal:
            return Refuse(address.refusal, address.url)
        return OpenAddress(address.url)
    return _decide_path(href, document, root)


def _decide_path(href: str, document: Path | None, root: Path | None) -> Decision:
    path_part, _, fragment = href.partition("#")
    name = unescaped(path_part.partition("?")[0])
    if document is None:
        return Refuse("a text from a pipe lies in no folder", href)
    if "\0" in name:
        return Refuse("not a valid file name", safe(href))
    base = root if name.startswith("/") and root is not None else document.parent
    target = Path(base, name.lstrip("/") if base is root and name.startswith("/") else name)
    try:
        resolved = target.resolve()
        if resolved.is_dir():
            resolved = _index_of(resolved)
        elif not resolved.suffix and not resolved.exists():
            resolved = resolved.with_suffix(".md")
        resolved.stat()
        inside = root is not None and resolved.is_relative_to(root.resolve())
    except (FileNotFoundError, NotADirectoryError):
        return Refuse("there is no such file", href)
    except (OSError, RuntimeError, ValueError):
        return Refuse("the file can't be reached", href)
    if resolved.suffix.lower() not in SUFFIXES:
        return Refuse("not a Markdown file", href)
    return OpenDocument(resolved, unescaped(fragment), not inside)


def _index_of(folder: Path) -> Path:
    for name in ("index.md", "README.md", "readme.md"):
        if (folder / name).is_file():
            return folder / name
    return folder / "index.md"
