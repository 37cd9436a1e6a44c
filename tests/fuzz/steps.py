"""What a reader does, at random: keys alone and in the order in which they make sense."""

import re
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from tests.fuzz.documents import mutate
from tui_reader.commands import COMMANDS

_LEFT_OUT = frozenset(("program.suspend", "program.close", "program.quit", "file.edit"))
"""They end the session, or leave the terminal to others for a while."""
_KEYS = tuple(
    key for command in COMMANDS if command.id not in _LEFT_OUT for key in command.keys[:2]
)
_MOVES = ("j", "k", "space", "b", "d", "u", "G", "g", "]", "[", "}", "{", "tab", "shift+tab")
_PANELS = ("T", "L", "A", "'", "?", "i", "K", "ctrl+p", "S", "h")
_ASKS = ("/", ":", "S", "&", "c", "ctrl+p")
_WORD = re.compile(rb"[A-Za-z]{3,9}")
_ODD = ("", " ", "50%", "7", "999999", "\u202e", "\u00e9", "\U0001f600", "[/]", "%s", '"a', "-x")


class Step(NamedTuple):
    """One thing that is done."""

    kind: str
    """`key`, `type`, `size`, `mouse`, `wait`, or `write`: the first document is written anew."""
    value: Any


def make_steps(random: Random, data: bytes, count: int) -> Iterator[Step]:
    """Yield about as many steps as are wanted.

    Args:
        random: Where chance comes from.
        data: The document, for words to look for and for changes of it.
        count: How many.
    """
    words = [match.decode() for match in _WORD.findall(data[:20_000])] or ["word"]
    done = 0
    while done < count:
        for step in _some(random, data, words):
            done += 1
            yield step


def _some(random: Random, data: bytes, words: list[str]) -> list[Step]:
    """Return the steps of one intention."""
    match random.choices(
        ("move", "any", "ask", "panel", "number", "size", "write", "mouse", "wait"),
        (30, 25, 14, 10, 4, 7, 5, 5, 5),
    )[0]:
        case "move":
            return [Step("key", random.choice(_MOVES))] * random.choice((1, 1, 2, 9))
        case "ask":
            text = random.choice(words if random.random() < 0.7 else _ODD)
            end = random.choice(("enter", "enter", "escape", "ctrl+s", "n"))
            return [
                Step("key", random.choice(_ASKS)),
                Step("type", text[: random.randint(1, 9)]),
                Step("key", end),
            ]
        case "panel":
            moves = [Step("key", random.choice(("j", "k", "enter", "G", "x", "d", "u", "tab")))]
            end = Step("key", random.choice(("escape", "q" if random.random() < 0.1 else "escape")))
            return [Step("key", random.choice(_PANELS)), *moves * random.randint(0, 3), end]
        case "number":
            return [
                Step("key", str(random.randint(0, 9))),
                Step("key", random.choice(("o", "y", "K", "a", "x", "enter"))),
            ]
        case "size":
            columns = random.choice((1, 2, 20, 40, 41, 79, 80, 100, 120, 250))
            return [Step("size", (columns, random.choice((1, 2, 3, 8, 15, 24, 36, 60))))]
        case "write":
            changed = data if random.random() < 0.3 else mutate(random, data, 3)
            return [Step("write", changed), Step("key", random.choice(("R", "j", "R")))]
        case "wait":
            return [Step("wait", random.choice((0.01, 0.05, 0.2)))]
        case "mouse":
            button = random.choice((0, 0, 64, 65, 32, 2))
            return [Step("mouse", (button, random.randint(0, 90), random.randint(0, 26)))]
        case _:
            return [Step("key", random.choice(_KEYS)) for _ in range(random.choice((1, 1, 3)))]
