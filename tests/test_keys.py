"""`keys`: what may be written for a key, and what terminals make of it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding

from tui_reader.commands import COMMANDS, key_name
from tui_reader.keys import character, screen_name, trouble


@pytest.mark.parametrize("typed", [*string.punctuation, *"aG1é§€ßЖ"])
def test_a_character_is_named_as_textual_names_it(typed: str) -> None:
    """Both ways, and a name is its own name."""
    name = screen_name(typed)
    assert name is not None
    if typed != ",":
        assert next(iter(Binding.make_bindings([Binding(typed, "x")]))).key == name
    assert character(name) == typed
    assert screen_name(name) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("space", "space"),
        (" ", "space"),
        ("PgDn", "pagedown"),
        ("Page_Up", "pageup"),
        ("Esc", "escape"),
        ("F5", "f5"),
        ("ctrl+N", "ctrl+n"),
        ("Ctrl+n", "ctrl+n"),
        ("shift+g", "G"),
        ("Shift+Tab", "shift+tab"),
        ("ctrl+[", "escape"),
        ("ctrl++", "ctrl+plus"),
        ("ctrl+shift+left", "ctrl+shift+left"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("Question_Mark", "question_mark"),
        *((written, None) for written in ("", "foo", "ctrl+", "+ctrl", "f25", "f0", "ctrl+ctrl+a")),
        *((written, None) for written in ("jj", "\x1b", "\x00", "\u202e", "a,b", "ctrl", "[/]")),
    ],
)
def test_what_is_written_has_a_name_or_none(written: str, name: str | None) -> None:
    """Names may have capitals and be the usual short ones."""
    assert screen_name(written) == name


@given(
    written=st.text(max_size=12) | st.lists(st.sampled_from(["ctrl", "a", "?", ""])).map("+".join)
)
def test_a_name_that_is_given_is_good(written: str) -> None:
    """It names itself, holds no comma and can be shown."""
    name = screen_name(written)
    assert name is None or (screen_name(name) == name and "," not in name and key_name(name))


def test_the_keys_of_all_commands_can_be_relied_on() -> None:
    """The reader's own keys are ones that every terminal sends."""
    keys = [key for command in COMMANDS for key in command.keys]
    assert [key for key in keys if trouble(screen_name(key) or "?")] == []


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("ctrl+i", "as tab"),
        ("ctrl+m", "as enter"),
        ("ctrl+h", "as backspace"),
        ("ctrl+s", "stop"),
        ("ctrl+c", "quit"),
        ("alt+x", "few"),
        ("ctrl+shift+x", "few"),
        ("ctrl+plus", "few"),
        ("super+a", "few"),
        ("shift+f5", ""),
        ("ctrl+n", ""),
        ("f5", ""),
        ("G", ""),
    ],
)
def test_keys_that_terminals_do_not_send(key: str, says: str) -> None:
    """They are told from those that can be relied on."""
    assert bool(trouble(key)) == bool(says)
    assert says in trouble(key)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("slash", "/"), ("left_parenthesis", "("), ("comma", ","), ("ctrl+n", "Ctrl+N"),
        ("f5", "F5"), ("delete", "Delete"), ("ctrl+left", "Ctrl+←"), ("alt+slash", "Alt+/"),
        ("G", "G"), ("space", "Space"), ("minus", "-"), ("shift+tab", "Shift+Tab"),
    ],
)  # fmt: skip
def test_a_key_is_shown_as_it_is_on_the_keyboard(key: str, shown: str) -> None:
    """Not by its name in the program."""
    assert key_name(key) == shown
