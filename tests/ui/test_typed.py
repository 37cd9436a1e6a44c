"""What comes from the terminal: what Textual knows is as ever, and nothing else is a key."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from tui_reader.ui.answers import Answers
from tui_reader.ui.background_driver import AnswerParser
from tui_reader.ui.typed import MOST_PASTED, Paste, TypedParser

ALTS = [key for key in ANSI_SEQUENCES_KEYS if len(key) == 2 and key[0] == "\x1b" != key[1]]
"""What Alt and a key type, where that has a name of its own."""
KNOWN = [
    *(key for key in ANSI_SEQUENCES_KEYS if key not in ("\x1b", "\x1b\x1b", *ALTS)),
    *("a", "ö", "\x1b[27u", "\x1b[97;5u", "\x1b[57399;1;49u", "\x1b[1;5C", "\x1b[13;2u"),
    *("\x1b[I", "\x1b[O", "\x1b[<0;3;4M", "\x1b[<64;3;4M", "\x1b[M !!", "\x1b[32;5;6M"),
    *("\x1b[?2026;2$y", "\x1b[?2048;2$y", "\x1b[48;30;100;600;1000t", "\x1b[5;7R"),
]
UNKNOWN = [
    "\x1b[?62;22c",
    "\x1b[>1;10;0c",
    "\x1b[1;2;3x",
    "\x1b[8;24;80t",
    "\x1b[1114112;1u",
    "\x1b[97:65;1u",
    "\x1b[1;1;1114112u",
    "\x1b[" + "1" * 40 + "m",
    "\x1b[" + "1;" * 50_000 + "m",
    "\x1b[" + "1" * 100_000,
    "\x1b[ !!p",
]
PIECES = st.lists(st.sampled_from(KNOWN), max_size=8)


def told(events_: list[object]) -> list[tuple[object, ...]]:
    """Return what tells events apart."""
    found: list[tuple[object, ...]] = []
    for event in events_:
        match event:
            case events.Key():
                found.append(("key", event.key, event.character))
            case events.Paste():
                found.append(("paste", event.text))
            case events.Resize():
                found.append(("resize", event.size))
            case _:
                found.append((type(event).__name__,))
    return found


def parsed(parser: XTermParser, *texts: str) -> list[tuple[object, ...]]:
    """Return what a parser makes of texts that come one after the other."""
    return told([event for text in texts if text for event in parser.feed(text)])


@pytest.mark.parametrize("known", KNOWN, ids=repr)
def test_what_is_known_is_as_ever(known: str) -> None:
    """All keys of Textual's table, reports, the mouse; and what comes after each."""
    expected = parsed(XTermParser(), known, "q")
    assert parsed(TypedParser(), known, "q") == expected
    assert parsed(TypedParser(), *known, "q") == expected
    assert parsed(AnswerParser(Answers()), known, "q") == expected


@given(PIECES, st.data())
def test_what_is_known_in_any_pieces(pieces: list[str], data: st.DataObject) -> None:
    """A line may cut what comes anywhere."""
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    parts = [text[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole = parsed(XTermParser(), text, "q")
    assert parsed(TypedParser(), *parts, "q") == whole


ESCAPE = ("key", "escape", "\x1b")
NO_SEQUENCE = st.characters(exclude_characters="\x1b\x9b[O]P^_\x00", codec="utf-8")


@given(st.sampled_from(["", "j", "[A", "[200~p[201~"]), NO_SEQUENCE, PIECES)
def test_escape_and_a_key_at_once(before: str, key: str, after: list[str]) -> None:
    """They are two keys, in one read or in two, and what comes then is what it is."""
    rest = "".join(after) + "q"
    known = [parsed(TypedParser(), text) for text in (before, key, rest)]
    for escapes in ("", ""):
        expected = [*known[0], *[ESCAPE] * len(escapes), *known[1], *known[2]]
        for parser in (TypedParser(), AnswerParser(Answers())):
            assert parsed(parser, before + escapes + key + rest) == expected
            assert parsed(parser, before, *escapes, key, rest) == expected


@given(st.sampled_from(ALTS), PIECES)
def test_alt_and_a_key_that_the_app_has_a_use_for(typed: str, after: list[str]) -> None:
    """It is what it is for Textual, under the name that it has there."""
    text = typed + "".join(after) + "q"
    expected = parsed(XTermParser(), text)
    parser = TypedParser(has_use=lambda name: name == expected[0][1])
    assert parsed(parser, text) == expected


def test_alt_and_a_letter_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual knows it after a pause."""
    now = 0.0
    monkeypatch.setattr("textual._parser.get_time", lambda: now)
    parser = TypedParser(has_use=lambda name: name == "alt+j")
    assert parsed(parser, "j") == []
    now = 1.0
    assert told(list(parser.tick())) == [("key", "alt+j", "j")]
    assert parsed(parser, "k") == [ESCAPE, ("key", "k", "k")]


@pytest.mark.parametrize("key", [*"[O]P^_"])
def test_escape_and_a_key_that_begins_a_sequence(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a key when nothing follows, or another Escape."""
    now = 0.0
    monkeypatch.setattr("textual._parser.get_time", lambda: now)
    two = [ESCAPE, *parsed(XTermParser(), key)]
    for parser in (TypedParser(), AnswerParser(Answers())):
        assert parsed(parser, "\x1b" + key) == []
        now += 1.0
        assert told(list(parser.tick())) == two
        assert parsed(parser, "q\x1b[A") == [("key", "q", "q"), ("key", "up", None)]
        if key != "]" or not isinstance(parser, AnswerParser):
            # An answer may begin and be cut off so.
            assert parsed(parser, f"\x1b{key}\x1bq") == [*two, ESCAPE, ("key", "q", "q")]
        assert parsed(parser, "\x1b\x1b[A\x1b\x1b[200~x\x1b[201~") == [
            ESCAPE, ("key", "up", None), ESCAPE, ("paste", "x"),
        ]  # fmt: skip


@pytest.mark.parametrize("unknown", UNKNOWN, ids=lambda text: text[:20])
def test_what_nobody_knows_is_no_key(unknown: str) -> None:
    """Nor does it end anything: the next key is one, and so is Escape, a mouse and a paste."""
    ends = "" if unknown[-1].isalpha() else "\x1b[A"
    parser = TypedParser()
    found = parsed(parser, unknown, ends, "q\x1b[B\x1b[<0;3;4M\x1b[200~x\x1b[201~")
    assert found[bool(ends) :] == [
        ("key", "q", "q"), ("key", "down", None), ("MouseDown",), ("paste", "x"),
    ]  # fmt: skip


def test_a_mouse_where_the_terminal_says_that_it_has_no_size() -> None:
    """Mode 2048 gives sizes, by which the mouse's place is divided."""
    assert parsed(TypedParser(), "\x1b[48;0;0;0;0t", "\x1b[<0;3;4M", "q")[1:] == [("key", "q", "q")]


@given(st.text(st.characters(max_codepoint=0x2FF, exclude_characters="\x1b[")), st.integers(0, 30))
def test_anything_at_all(text: str, cut: int) -> None:
    """With sequences cut anywhere in it, the parser lives on."""
    noise = f"\x1b[{text}\x1b[?{text}\x1b[<{text}\x1b[1;{text}\x1b"
    parser = AnswerParser(Answers())
    parsed(parser, noise[:cut], noise[cut:])
    assert parsed(parser, "\x1b[A" * 3)[-1] == ("key", "up", None)


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "text\nand more",
        "\x1b" + "q" * 100,
        "\x1b[A\x1b[48;9;9;9;9t\x1b[99999999u\x1b]11;rgb:0/0/0\x07",
        "\x1b[200~ again",
        "\x1b[201",
        "a\x1b[?62cb",
    ],
    ids=repr,
)
def test_what_is_pasted_is_text(pasted: str) -> None:
    """Whatever is in it, in any pieces: one event and no key."""
    typed = f"k\x1b[200~{pasted}\x1b[201~j"
    expected = [("key", "k", "k"), ("paste", pasted), ("key", "j", "j")]
    for parser in (TypedParser(), AnswerParser(Answers())):
        assert parsed(parser, typed) == expected
        assert parsed(parser, *typed) == expected


def test_a_paste_of_ten_megabytes() -> None:
    """Its beginning is taken, at once, and the next key is one."""
    started = time.process_time()
    found = parsed(TypedParser(), "\x1b[200~", *["x" * 4096] * 2500, "\x1b[201~q")
    assert [len(str(each[1])) for each in found] == [MOST_PASTED, 1]
    # It takes some hundredths; one character after the other took ten seconds.
    assert time.process_time() - started < 3


def test_a_paste_without_an_end() -> None:
    """When nothing comes for long, keys are keys again."""
    now = 0.0
    paste = Paste(lambda: now)
    assert paste.take("text") is None
    assert not paste.has_paused
    now = 60.0
    assert paste.has_paused
    parser = TypedParser()
    assert parsed(parser, "\x1b[200~text") == []
    parser._paste = paste  # pyright: ignore[reportPrivateUsage]
    assert told(list(parser.tick())) == [("paste", paste.text)]
    assert parsed(parser, "q") == [("key", "q", "q")]
