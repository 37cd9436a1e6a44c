"""Plain output: text, line feeds and, where colour is wanted, our own SGR sequences."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import FIXTURES, open_text
from tests.strategies import documents
from tui_reader.document.document import Document
from tui_reader.document.source import decode
from tui_reader.plain import plain_lines

ATTACKS = {
    "clear": "\x1b[2J\x1b[5;5H",
    "reset": "\x1bc",
    "title": "\x1b]2;owned\x07\x1b]0;owned\x1b\\",
    "clipboard": "\x1b]52;c;UFdO\x07",
    "query": '\x1b[c\x1b[6n\x05\x1bP$q"p\x1b\\\x1b]11;?\x07',
    "c1": "\x9b2J\x9d52;c;eA\x9c\x90x\x84\x85",
    "c0": "".join(map(chr, (*range(1, 9), *range(0x0B, 0x20), 0x7F))),
    "bidi": "gpj.\u202eexe\u2066\u2069\u200f",
    "separators": "a\u2028b\u2029c\x0bd\x0ce\x1cf\x1dg\x1eh\x1fi",
    "invisible": "pay\u200bpal\u00ad\ufeff\U000e0041",
    "marks": "z" + "\u0301" * 5000,
    "surrogate": "\ud800x",
}

PLACES = {
    "title": "---\ntitle: {}\ndate: {}\n---\n\ntext\n",
    "heading": "# {}\n\n{}\n===\n\n### {}\n",
    "paragraph": "{} *{}* **{}** ~~{}~~ `{}`\n",
    "link": '[{}](https://x.y/{} "{}") ![{}](x) <https://x.y/{}>\n',
    "table": "| {} | b |\n|---|---|\n| `{}` | **{}** |\n",
    "fence": "```{}\n{}\n```\n",
    "python": "```python\n{}\nx = '{}'  # {}\n```\n",
    "indented": "    {}\n",
    "list": "- {}\n- [ ] {}\n  1. {}\n",
    "quote": "> {}\n> > {}\n",
    "footnote": "a[^n] b[^{}]\n\n[^n]: {}\n",
    "html": "<div title='{}'>{}\n<pre>{}</pre></div>\n\na <b>{}</b> <img alt='{}'>\n",
    "definition": "[{}]: /x '{}'\n\n[{}]\n",
}

ENTITIES = (
    "&#27;[2J &#155;2J &#0; &#x202e; &amp;#27; <https://x.y/%1b%5d52;c;eA%1b%5c> <x:%c2%9b>\n"
)

_OURS = re.compile(r"\x1b\[(?:[1-9][0-9]?(?:;[0-9]{1,2})*)?m")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


def hostile_text() -> str:
    """Return a document with every attack in every place."""
    places = [place for name, place in PLACES.items() if name != "title"]
    parts = [place.replace("{}", attack) for place in places for attack in ATTACKS.values()]
    return "\n\n".join([*parts, ENTITIES])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_reaches_the_terminal_as_a_command(attack: str, place: str) -> None:
    """Wherever it stands, hostile text comes out as text, with colour and without."""
    document = open_text(PLACES[place].replace("{}", ATTACKS[attack]))
    for line in plain_lines(document, 60):
        assert not _UNSAFE.search(line), line
    for line in plain_lines(document, 60, colour=True):
        assert not _UNSAFE.search(_OURS.sub("", line)), line


def test_a_whole_hostile_document_is_bytes_above_space() -> None:
    """All of it at once, as bytes: nothing below 0x20 but line feeds, and valid UTF-8."""
    document = open_text(hostile_text())
    written = "\n".join(plain_lines(document, 72)).encode()
    assert {byte for byte in written if byte < 0x20 or byte == 0x7F} == {0x0A}
    assert written.count(b"\n") > 500


def test_hostile_bytes_are_harmless_too() -> None:
    """Bytes that are no UTF-8 don't get past the decoding as control characters."""
    document = Document(decode(b"\x9b2J \xc2\x9b2J \xff\x1b[2J\n", "x"))
    (line,) = plain_lines(document, 72)
    assert line == "\ufffd2J \ufffd2J \ufffd\u241b[2J"


@pytest.mark.parametrize("name", ["\x1b]2;x\x07", "\u202egpj", "\ud800"])
def test_a_hostile_file_name_is_a_harmless_title(name: str) -> None:
    """A document that is called by its file's name is called by the safe one."""
    assert not _UNSAFE.search(decode(b"text\n", name).name)


def test_entities_and_escapes_make_no_control_character() -> None:
    """What a parser could make of plain ASCII it doesn't make."""
    shown = "\n".join(plain_lines(open_text(ENTITIES), 200))
    assert "%1b%5d52;c;eA%1b%5c" in shown
    assert "&#27;" in shown
    assert not _UNSAFE.search(shown)


@settings(max_examples=40)
@given(st.one_of(documents, st.text(st.characters(categories=None))), st.integers(1, 100))
def test_colour_changes_no_text(text: str, width: int) -> None:
    """Without its SGR sequences the coloured output is the plain one, heading marks apart."""
    document = open_text(text)
    coloured = [_OURS.sub("", line).rstrip() for line in plain_lines(document, width, colour=True)]
    plain = list(plain_lines(document, width))
    assert not any(_UNSAFE.search(line) for line in (*coloured, *plain))
    if not re.search(r"#|^---", text, re.M):
        assert coloured == plain


def test_colour_is_reset_in_every_line() -> None:
    """A line that is cut out of the output leaves no colour behind."""
    document = open_text((FIXTURES / "kitchen-sink.md").read_text("utf-8"))
    lines = list(plain_lines(document, 72, colour=True))
    assert any("\x1b[" in line for line in lines)
    for line in lines:
        codes = _OURS.findall(line)
        assert [code == "\x1b[m" for code in codes] == [False, True] * (len(codes) // 2)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("# a", "\x1b[1;36ma\x1b[m"),
        ("**a** b", "\x1b[1ma\x1b[m b"),
        ("*a*", "\x1b[3ma\x1b[m"),
        ("~~a~~", "\x1b[9ma\x1b[m"),
        ("`a`", "\x1b[32ma\x1b[m"),
        ("[a](/b)", "\x1b[4ma\x1b[m"),
        ("- a", "\x1b[35m• \x1b[ma"),
        ("> a", "\x1b[35m│ \x1b[ma"),
    ],
)
def test_roles_have_colours(source: str, line: str) -> None:
    """What stands out on a page stands out in coloured output."""
    assert next(iter(plain_lines(open_text(source), 40, colour=True))) == line


def test_lines_have_no_trailing_space_and_no_line_feed() -> None:
    """Plain lines end where their text ends."""
    for path in FIXTURES.glob("*.md"):
        for line in plain_lines(open_text(path.read_text("utf-8")), 40):
            assert line == line.rstrip()
            assert "\n" not in line


def test_an_empty_document_is_no_output() -> None:
    """Nothing gives nothing."""
    assert list(plain_lines(open_text(""), 40)) == []
