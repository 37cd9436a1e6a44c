"""`keymap`: keys that were set go to their commands, and nobody is locked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.commands import COMMANDS
from tui_reader.keymap import default_keys, pane_of, resolve, wanted_keys

IDS = [command.id for command in COMMANDS]
KEYS = st.sampled_from(
    ["j", "k", "n", "x", "q", "Q", "f5", "tab", "ctrl+i", "escape", "ctrl+q", "?"]
)


def said(wanted: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return the conflicts of what is wanted."""
    return [(each.command, each.text) for each in resolve(wanted).conflicts]


def test_without_settings_all_is_as_declared() -> None:
    """No conflicts, nothing changed."""
    keymap = resolve({})
    assert keymap.conflicts == ()
    assert keymap.changed() == {}
    assert all(keymap.keys[command.id] == default_keys(command) for command in COMMANDS)


def test_a_key_that_was_set_is_taken_from_the_command_that_had_it() -> None:
    """The loser keeps its other keys, and it is said."""
    keymap = resolve({"view.zen": ("down",)})
    assert keymap.keys["view.zen"] == ("down",)
    assert keymap.keys["line.down"] == ("j",)
    assert keymap.keys["sidebar.down"] == ("j", "down")
    assert keymap.changed() == {"line.down": "j", "view.zen": "down"}
    assert said({"view.zen": ("down",)}) == [("line.down", "down is on view.zen now")]


def test_of_two_that_want_a_key_the_first_gets_it() -> None:
    """The other one is said to have lost it."""
    wanted = {"view.zen": ("f6",), "view.terms": ("f6", "f5"), "sidebar.fold": ("f6",)}
    keymap = resolve(wanted)
    assert keymap.keys["view.zen"] == ("f6",)
    assert keymap.keys["view.terms"] == ("f5",)
    assert keymap.keys["sidebar.fold"] == ("f6",)
    assert said(wanted) == [("view.terms", "f6 is on view.zen already")]


def test_two_commands_can_change_places() -> None:
    """Neither loses anything."""
    keymap = resolve({"line.down": ("k",), "line.up": ("j",)})
    assert (keymap.keys["line.down"], keymap.keys["line.up"]) == (("k",), ("j",))
    assert keymap.conflicts == ()


def test_a_command_without_keys_is_said() -> None:
    """Whether they were taken away or lost."""
    assert said({"view.zen": ()}) == [("view.zen", "it has no keys; the palette has it")]
    lost = said({"view.terms": ("z",)})
    assert ("view.zen", "it has no keys; the palette has it") in lost


def test_a_key_that_can_not_be_typed_is_said() -> None:
    """It is set all the same: some terminals send it."""
    assert resolve({"view.zen": ("alt+z",)}).keys["view.zen"] == ("alt+z",)
    assert said({"view.zen": ("alt+z",)}) == [("view.zen", "alt+z: few terminals can send it")]


@pytest.mark.parametrize(
    ("command", "given", "keys", "problem"),
    [
        ("line.down", "n", ("n",), ""),
        ("line.down", ["n", "Down", "n", ""], ("n", "down"), ""),
        ("line.down", "", (), ""),
        ("line.down", [], (), ""),
        ("line.down", 1, None, "line.down must be a key or a list of keys"),
        ("line.down", [1], None, "line.down must be a key or a list of keys"),
        ("line.down", {}, None, "line.down must be a key or a list of keys"),
        ("line.down", ["jj", "n"], ("n",), "'jj' is no key"),
        ("line.down", "jj", None, "'jj' is no key"),
        ("line.down", "Esc", None, "line.down can't be on Esc: Esc always goes back"),
        ("line.down", "ctrl+q", None, "line.down can't be on ctrl+q: Ctrl+Q always quits"),
        ("line.dwon", "n", None, "no command 'line.dwon' (line.down?)"),
        ("xyz", "n", None, "no command 'xyz'"),
        ("program.back", "n", ("escape", "n"), "Esc always goes back"),
        ("program.back", ["escape", "n"], ("escape", "n"), ""),
    ],
)
def test_what_the_settings_may_say(
    command: str, given: object, keys: tuple[str, ...] | None, problem: str
) -> None:
    """Wrong keys are left out with a sentence, and the right ones hold."""
    assert wanted_keys(command, given) == (keys, problem)


@given(
    wanted=st.dictionaries(
        st.sampled_from(IDS), st.lists(KEYS, max_size=4, unique=True).map(tuple), max_size=8
    )
)
def test_no_settings_lock_anybody_out(wanted: dict[str, tuple[str, ...]]) -> None:
    """No key does two things in one pane, Esc goes back, and something quits."""
    given = {command: wanted_keys(command, list(keys))[0] for command, keys in wanted.items()}
    keymap = resolve({command: keys for command, keys in given.items() if keys is not None})
    for pane in ("text", "sidebar"):
        keys = [
            key
            for command in COMMANDS
            if pane_of(command) == pane
            for key in keymap.keys[command.id]
        ]
        assert len(keys) == len(set(keys))
    assert "escape" in keymap.keys["program.back"]
    assert keymap.keys["program.quit"]
    for command in COMMANDS:
        if not keymap.keys[command.id]:
            assert any(each.command == command.id for each in keymap.conflicts)


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [({}, ("Q", "ctrl+q")), ({"program.quit": ("X",)}, ("X", "ctrl+q"))],
)
def test_the_key_that_always_quits_is_listed(
    wanted: dict[str, tuple[str, ...]], keys: tuple[str, ...]
) -> None:
    """Help, palette and lists name it beside the others."""
    assert resolve(wanted).keys["program.quit"] == keys
