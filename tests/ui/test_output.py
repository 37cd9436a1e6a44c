"""What goes out to the terminal: all of it, in order, and nobody waits for a terminal."""

import os
import pty
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

import pytest

from tui_reader.ui import output
from tui_reader.ui.output import Output

LONG = 10.0
"""Seconds after which what is waited for is taken not to come."""


class Wire:
    """A terminal's two ends, and an output that writes to one of them."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        # The output is UTF-8 whatever the stream is said to be.
        self.file: IO[str] = os.fdopen(self.slave, "w", encoding="ascii", closefd=False)
        self.output = Output(self.file)
        self.drained = threading.Event()
        self.lost = threading.Event()
        self.output.on_drained = self.drained.set
        self.output.on_lost = self.lost.set
        self.output.start()

    def read(self, size: int) -> bytes:
        """Read until there are some bytes."""
        data = b""
        while len(data) < size:
            data += os.read(self.master, 1 << 16)
        return data

    def close(self) -> None:
        """Give both ends back, which ends every write."""
        for end in (self.master, self.slave):
            with suppress(OSError):
                os.close(end)


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A terminal that is closed after the test."""
    made = Wire()
    yield made
    made.close()


def test_all_of_it_comes_in_order(wire: Wire) -> None:
    """Many texts, small and large, are there as they were written, in UTF-8."""
    texts = [f"{number}·" * (number % 700) for number in range(400)]
    whole = "".join(texts).encode()
    for text in texts:
        wire.output.write(text)
    assert wire.read(len(whole)) == whole
    assert wire.drained.wait(LONG)
    assert wire.output.waiting == 0
    wire.output.stop()
    assert not wire.output.is_alive()
    assert not wire.output.is_stalled


def test_what_is_no_text_ends_nothing(wire: Wire) -> None:
    """A lone surrogate has no bytes; a stream that is said to be ASCII is none."""
    wire.output.write("a\ud800é")
    assert wire.read(4) == "a?é".encode()


def test_nobody_waits_for_a_stalled_terminal(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing returns at once, `waiting` says how much is left, and the end comes soon."""
    monkeypatch.setattr(output, "_PATIENCE", 0.05)
    for _ in range(100):
        wire.output.write("x" * 10_000)
    assert wire.output.waiting > 800_000
    started = time.monotonic()
    wire.output.stop()
    assert time.monotonic() - started < LONG
    assert wire.output.is_stalled


def test_what_was_not_begun_can_be_dropped(wire: Wire) -> None:
    """What was begun is written to its end; then comes what was written after the drop."""
    for letter in "abcdefgh":
        wire.output.write(letter * 100_000)
    while wire.output.waiting > 790_000:
        time.sleep(0.001)
    wire.output.drop()
    wire.output.write("end")
    data = b""
    while not data.endswith(b"end"):
        data += os.read(wire.master, 1 << 16)
    letters = sorted(set(data.removesuffix(b"end").decode()))
    assert letters == list("abcdefgh")[: len(letters)]
    assert len(data) == 100_000 * len(letters) + 3
    assert len(letters) < 8
    assert wire.drained.wait(LONG)
    assert wire.output.waiting == 0


def test_a_terminal_that_has_gone(wire: Wire) -> None:
    """It is said once; what is written after that goes nowhere, and nothing is kept of it."""
    os.close(wire.master)
    wire.output.write("x")
    assert wire.lost.wait(LONG)
    wire.output.write("x" * 1000)
    assert wire.output.is_lost
    assert wire.output.waiting == 0
    wire.output.stop()
    assert not wire.output.is_stalled


def test_a_terminal_that_another_program_made_non_blocking(wire: Wire) -> None:
    """All of it comes all the same."""
    os.set_blocking(wire.slave, False)
    wire.output.write("x" * 300_000)
    assert wire.read(300_000) == b"x" * 300_000
