"""What the core's tests share: documents made from text, CommonMark's examples, sample files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui_reader.document.document import Document
from tui_reader.document.model import Block, leaf_texts
from tui_reader.document.source import Source
from tui_reader.plain import plain_lines

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
SHARED = ROOT.parent / "shared" / "documents"
SEED = SHARED / "ai-alignment-starter-pack.md"
SPECIFICATION = SHARED / "commonmark-spec.txt"

_INSTRUCTION = re.compile(r"<\?.*?\?>", re.S)
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Example:
    """One example of the CommonMark specification."""

    number: int
    markdown: str
    html: str


@cache
def commonmark_examples() -> tuple[Example, ...]:
    """Return the examples of the specification, none where it doesn't lie beside the repository."""
    if not SPECIFICATION.is_file():
        return ()
    text = SPECIFICATION.read_text("utf-8").replace("→", "\t")
    return tuple(
        Example(number, match[1], match[2])
        for number, match in enumerate(_EXAMPLE.finditer(text), 1)
    )


def sample_texts() -> Iterator[tuple[str, str]]:
    """Yield name and text of every sample: fixtures, shared documents, CommonMark's examples."""
    for path in sorted((*FIXTURES.glob("*.md"), *SHARED.glob("*"))):
        yield path.name, path.read_text("utf-8")
    for example in commonmark_examples():
        yield f"example {example.number}", example.markdown


def open_text(text: str, name: str = "sample.md") -> Document:
    """Return the document that a text is, scanned whole."""
    document = Document(Source(text, name))
    document.complete()
    return document


def all_blocks(document: Document) -> list[Block]:
    """Return the top-level blocks of all chunks."""
    return [block for chunk in range(len(document.chunks)) for block in document.blocks(chunk)]


def blocks_of(text: str) -> list[Block]:
    """Return the top-level blocks of a text."""
    return all_blocks(open_text(text))


def leaves(document: Document) -> list[str]:
    """Return the text of every leaf of a document, in order."""
    return [text for block in all_blocks(document) for text in leaf_texts(block)]


def plain(text: str, width: int = 72) -> str:
    """Return the plain output of a text."""
    return "\n".join(plain_lines(open_text(text), width))


def whole_parse(text: str) -> Sequence[Token]:
    """Return the tokens that markdown-it makes of a whole text with the rules used here."""
    parser = MarkdownIt("commonmark", {"maxNesting": 300}).enable(["table", "strikethrough"])
    return parser.parse(text)


class _VisibleText(HTMLParser):
    """Collects what a browser would show: text, and the descriptions of images."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")


def visible_words(html: str) -> list[str]:
    """Return the words that HTML shows, tags and comments left out."""
    reader = _VisibleText()
    reader.feed(_INSTRUCTION.sub("", html))
    reader.close()
    return "".join(reader.parts).split()


def missing_words(wanted: Sequence[str], shown: str) -> list[str]:
    """Return the words that `shown` doesn't hold, each looked for behind the one before it."""
    position = 0
    missing: list[str] = []
    for word in wanted:
        place = shown.find(word, position)
        if place < 0:
            missing.append(word)
        else:
            position = place + len(word)
    return missing
