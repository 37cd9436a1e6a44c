"""Hints in the status line: one at a time, until the key was used, remembered over sessions."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from tests.ui.reading import Reading
from tests.ui.remembering import session
from tests.ui.test_moves import PROSE
from tui_reader.commands import COMMANDS
from tui_reader.state.settings import DEFAULTS
from tui_reader.ui.hints import HINTS, KEYS_BETWEEN, KEYS_EACH, MOST_SESSIONS

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = (hint.text for hint in HINTS[:3])


@asynccontextmanager
async def hinting(size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Reading, None]:
    """Read with hints, as everybody does at first."""
    async with session(PROSE, size, settings=DEFAULTS) as reader:
        yield reader
        reader.app.exit()


def test_every_hint_is_about_a_command() -> None:
    """And is short enough for a small screen."""
    ids = {command.id for command in COMMANDS}
    assert all(hint.command in ids and len(hint.text) <= 20 for hint in HINTS)


async def test_a_hint_stands_in_the_status_line() -> None:
    """With the key as it is; how to get help stays beside it."""
    async with hinting() as reader:
        assert reader.status.endswith(f"? {FIRST} ")
        await reader.press("question_mark", "escape", *["j"] * KEYS_BETWEEN)
        assert reader.status.endswith(f"Space {SECOND}  ? help ")


@pytest.mark.parametrize("columns", [60, 40])
async def test_a_hint_finds_room_on_a_small_screen(columns: int) -> None:
    """In the place of what can wait."""
    async with hinting((columns, 15)) as reader:
        assert reader.status.endswith(f"  ? {FIRST} ")
        assert "0%" in reader.status


async def test_a_hint_goes_when_its_key_is_used() -> None:
    """At once, and for good; the next one comes a few keys later."""
    async with hinting() as reader:
        await reader.press("question_mark", "escape")
        assert reader.status.endswith("left  ? help ")
        await reader.press("space")
        await reader.press(*["j"] * (2 * KEYS_BETWEEN))
        assert THIRD in reader.status
    async with hinting() as reader:
        assert THIRD in reader.status


async def test_hints_come_in_turn() -> None:
    """Reading on brings the next one, though the key wasn't used."""
    async with hinting() as reader:
        await reader.press(*["j"] * KEYS_EACH)
        assert SECOND in reader.status
        await reader.press(*["j"] * (KEYS_EACH * len(HINTS)))
        assert SECOND in reader.status


async def test_a_hint_is_shown_in_a_few_sessions_only() -> None:
    """One who doesn't want to know it is left alone."""
    for _ in range(MOST_SESSIONS):
        async with hinting() as reader:
            assert FIRST in reader.status
    async with hinting() as reader:
        assert FIRST not in reader.status
        assert SECOND in reader.status


async def test_a_hint_shows_the_key_as_it_is_now() -> None:
    """A command without a key has no hint."""
    keys = {"program.help": (), "page.down": ("n",)}
    async with session(PROSE, settings=replace(DEFAULTS, keys=keys)) as reader:
        assert reader.status.endswith(f"left  n {SECOND} ")


async def test_the_setting_turns_them_off() -> None:
    """And nothing is kept of them."""
    async with session(PROSE) as reader:
        assert reader.status.endswith("left  ? help ")
        assert not reader.screen.is_hinting


async def test_a_hint_that_isnt_true_in_the_sidebar_waits() -> None:
    """There the space bar folds; back in the text it turns the page again."""
    async with hinting() as reader:
        await reader.press("question_mark", "escape", *["j"] * KEYS_BETWEEN)
        assert SECOND in reader.status
        await reader.press("h", "j")
        assert SECOND not in reader.status
        await reader.press("l", "j")
        assert SECOND in reader.status
