"""Any commands on any document: an answer to each, and nothing but text."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.linear.talk import Talk, answers
from tests.plain.test_plain import ATTACKS, PLACES
from tests.samples import sample_texts
from tests.strategies import documents
from tui_reader.linear.commands import COMMANDS

_LINES = st.one_of(
    st.sampled_from([name for command in COMMANDS[1:] for name in command.names]),
    st.sampled_from(["", "g 2", "g 70%", "/a", "/the", "1", "k 1", "a 2", "c x", "' 1", "page 3"]),
    st.text(max_size=5).map(lambda text: text.replace("\n", "").replace("\r", "")),
)


def _is_harmless(said: str) -> bool:
    return not any((ord(each) < 0x20 and each != "\n") or 0x7F <= ord(each) < 0xA0 for each in said)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=documents, lines=st.lists(_LINES, max_size=12))
def test_every_command_is_answered(talk: Talk, tmp_path: Path, text: str, lines: list[str]) -> None:
    """Nothing raises, the session ends well, and no control character comes out."""
    path = tmp_path / "any.md"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    said = talk(*lines, path=path)
    assert talk.status == 0
    assert _is_harmless(said), said


@pytest.mark.parametrize("place", PLACES)
def test_attacks_are_printed_as_text(talk: Talk, tmp_path: Path, place: str) -> None:
    """Every payload in every kind of block, through every list."""
    attack = "".join(ATTACKS.values())
    path = tmp_path / "attack.md"
    path.write_bytes(PLACES[place].replace("{}", attack).encode("utf-8", "surrogatepass"))
    said = talk("o", "l", "k 1", "1", "i", "b", "c x", "'", "/a", "n", "d", path=path)
    assert talk.status == 0
    assert _is_harmless(said)


def test_every_sample_can_be_read_to_its_end(talk: Talk, tmp_path: Path) -> None:
    """Enter after Enter comes to the last section of a folder of samples."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name, text in sample_texts():
        if not name.startswith("example") and len(text) < 100_000:
            (folder / f"{os.path.splitext(name)[0]}.md").write_text(text, "utf-8")
    said = talk(*[""] * 400, path=folder)
    assert talk.status == 0
    assert "This is the last section." in said
    assert _is_harmless(said)


@pytest.mark.parametrize("kind", ["x", "/x", "/x y ", "c word ", "9", "é-"])
def test_an_endless_line_is_refused(talk: Talk, birds: Path, kind: str) -> None:
    """A line of megabytes, as from a pipe, is refused in a sentence, and nothing else is."""
    endless = (kind + kind[1:] * 2_000_000)[:2_000_000] if len(kind) > 1 else kind * 2_000_000
    first, *said = answers(talk(endless, "n", path=birds))
    assert talk.status == 0
    assert said[0].endswith("That line is longer than 10,000 characters: nothing was done.")
    assert len(said[0]) < 100
    assert "Section 2 of" in said[1]
    assert "Birds" in first


@pytest.mark.parametrize("kind", ["/x", "/x y ", "/é", "c word "])
def test_a_long_line_is_not(talk: Talk, birds: Path, kind: str) -> None:
    """The longest line there may be is answered."""
    line = (kind + kind[1:] * 10_000)[:10_000]
    assert "longer than" not in talk(line, "n", path=birds)
    assert "longer than" in talk(line + "x", "n", path=birds)
