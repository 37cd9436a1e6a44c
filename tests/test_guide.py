"""The guide has the keys as they are."""

from tui_reader.commands import COMMANDS
from tui_reader.document.source import Source
from tui_reader.guide import with_keys
from tui_reader.library import bundled
from tui_reader.plain import plain_lines


def test_the_guide_lists_every_command() -> None:
    """Each with a key, in the library that ships; other documents are as they are in the file."""
    library = bundled()
    guide = next(entry for entry in library.entries if entry.is_guide)
    text = "\n".join(plain_lines(guide.open(), 100))
    assert [command.title for command in COMMANDS if command.title not in text] == []
    assert "(keys)" not in guide.open().source.text
    assert sum(entry.is_guide for entry in library.entries) == 1


def test_keys_that_were_remapped_are_shown() -> None:
    """The guide shows what a key does here, not what it does elsewhere."""
    source = Source("# Guide\n\n[//]: # (keys)\n", "guide.md")
    text = with_keys(source, {"line.down": "s,ctrl+n"}).text
    assert "| `s` `Ctrl+N` | Line down |" in text
    assert "| `k` `↑` | Line up |" in text


def test_the_guide_of_the_library_shows_the_keys_that_were_set() -> None:
    """Also signs that a table is made of, and commands without a key."""
    library = bundled({"line.down": "grave_accent,vertical_line,n", "line.up": ""})
    guide = next(entry for entry in library.entries if entry.is_guide)
    lines = list(plain_lines(guide.open(), 100))
    down = next(line for line in lines if "Line down" in line)
    up = next(line for line in lines if "Line up" in line)
    assert down.split()[:4] == ["`", "|", "n", "│"]
    assert up.split() == ["│", "Line", "up"]


def test_a_text_without_the_place_stays() -> None:
    """A guide of somebody else's is left alone."""
    assert with_keys(Source("# Guide\n", "guide.md")).text == "# Guide\n"
