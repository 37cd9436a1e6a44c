"""Signals that come at awkward moments."""

import _thread
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from tui_reader.linear.signals import Signals

posix_only = pytest.mark.skipif(os.name != "posix", reason="there is no such waiting")


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] - pytest uses it
    """What runs the tests may ignore it, as a shell's `&` does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """The ends of a pipe with nothing in it."""
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


@posix_only
def test_a_signal_just_before_the_wait_is_heard(pipe: tuple[int, int]) -> None:
    """It is noted down, but breaks off nothing: what was waiting has to look for it."""
    signals = Signals()

    def wait() -> None:
        # As a signal does that comes between the last step of Python and the read.
        threading.Timer(0.05, _thread.interrupt_main).start()
        signals.wait(pipe[0])

    with signals.taken(), pytest.raises(KeyboardInterrupt):
        wait()


@posix_only
def test_a_signal_that_is_held_back_wakes_nobody(pipe: tuple[int, int]) -> None:
    """The wait goes on until there is something to read."""
    signals = Signals()
    came: list[bytes] = []

    def wait() -> None:
        with signals.held():
            _thread.interrupt_main()
            threading.Timer(0.05, os.write, (pipe[1], b"x")).start()
            signals.wait(pipe[0])
            came.append(os.read(pipe[0], 1))

    with signals.taken(), pytest.raises(KeyboardInterrupt):
        wait()
    assert came == [b"x"]


def test_nothing_is_waited_for_where_no_signal_is_taken(pipe: tuple[int, int]) -> None:
    """The read waits itself."""
    Signals().wait(pipe[0])
