"""Texts that come through a pipe: standard input, and what a shell hands over beside it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, alignread, body, leave, run, shell
from tests.pty.terminal import environment

pytestmark = pytest.mark.slow

_BASH = shutil.which("bash")


@pytest.mark.skipif(_BASH is None, reason="needs bash")
@pytest.mark.parametrize("words", ['<(cat "$1")', '/dev/stdin < <(cat "$1")'])
def test_reads_a_command_in_the_place_of_a_file(start: Start, journey: Path, words: str) -> None:
    """Row 63: what was handed over on purpose is read to its end; keys are those typed."""
    command = shell(f"alignread {words}", journey)
    terminal = start(command=[_BASH or "", *command[1:]])
    terminal.until(PAINTED)
    assert body(terminal)[0] == "A journey"
    terminal.press("]", "]")
    terminal.until(lambda: body(terminal)[0] == "Section 2")
    leave(terminal)


def test_refuses_an_endless_command() -> None:
    """Row 58: what is larger than a document may be is refused, whoever sends it."""
    done = subprocess.run(
        [_BASH or "bash", "-c", '"$@" <(yes)', "bash", *alignread("--plain")],
        capture_output=True,
        env=environment(),
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"alignread: /dev/fd/")
    assert done.stderr.endswith(b": larger than 64 MiB\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [("/dev/fd/77", "no such file"), ("/dev/fd/0", "is a device"), ("/dev/stdin", "is a device")],
)
def test_refuses_what_is_no_pipe(name: str, said: str) -> None:
    """Row 63: a closed descriptor and a device are told as those of any path are."""
    done = subprocess.run(
        alignread("--plain", name),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(),
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"alignread: {name}: {said}")
    assert done.stderr.count(b"\n") == 1


def test_waits_for_a_pipe_that_is_set_not_to_wait() -> None:
    """Whoever shares the pipe may have set it so: not a word is lost, nothing fails."""
    ours, theirs = os.pipe()
    os.set_blocking(ours, False)
    reader = subprocess.Popen(
        alignread("--plain", "-"), stdin=ours, stdout=subprocess.PIPE, env=environment()
    )
    os.close(ours)
    for part in (b"first\n\n", b"x " * 100_000, b"\n\nlast\n"):
        os.write(theirs, part)
    os.close(theirs)
    out, _ = reader.communicate(timeout=60)
    assert reader.returncode == 0
    assert out.split() == [b"first", *[b"x"] * 100_000, b"last"]


def test_a_binary_pipe_can_be_read() -> None:
    """`--text` holds for standard input too."""
    done = run("--plain", "--text", "-", stdin=bytes(100) + b" words\n")
    assert done.returncode == 0
    assert b"words" in done.stdout
