"""A case as a whole program in a pseudo-terminal: what it sends is looked at, byte by byte."""

import re
import signal
import time
from contextlib import suppress
from pathlib import Path

from tests.fuzz.cases import Case
from tests.fuzz.steps import Step
from tests.pty.escapes import copies, forbidden
from tests.pty.program import QUIET_MODES, SHOW_CURSOR, alignread
from tests.pty.terminal import Gone, Terminal
from tui_reader.document.safe import safe_lines

_PATIENCE = 20.0
"""Seconds for the first screen, and for the last; the machine may be a slow one."""
_MOST_MEMORY = 700_000_000
_HELD = 0.02
"""Seconds without a byte after which the next step is taken."""
_LAST = 3000
"""Characters of what a program said last that are told."""
_FRAME = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|[─-╿]|\r")
_ON_SCREEN, _OFF_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
_NAMES: dict[str, str] = {"shift+tab": "\x1b[Z"}


class Broken(AssertionError):
    """Something that must hold doesn't."""


def read(case: Case, folder: Path) -> float:
    """Read a case; return the seconds until it was left.

    Raises:
        Broken: Something that must hold doesn't hold.
    """
    case.write(folder)
    path = folder / next(iter(case.documents))
    columns, rows = case.size
    with Terminal(alignread(folder), columns=columns, rows=rows) as terminal:
        start = time.perf_counter()
        terminal.until(
            lambda: _ON_SCREEN in terminal.log or terminal.process.poll() is not None, _PATIENCE
        )
        terminal.settle(0.3)
        if terminal.process.poll() is not None:
            _is_refusal(terminal)
            return time.perf_counter() - start
        for step in case.steps:
            _do(terminal, step, path)
            terminal.settle(_HELD)
            _go_on(terminal)
            if terminal.process.poll() is not None:
                break
        grown = terminal.memory() if terminal.process.poll() is None else 0
        _leave(terminal)
        if grown > _MOST_MEMORY:
            raise Broken(f"{grown / 1e6:.0f} MB of memory")
        if sent := _forbidden(terminal):
            raise Broken(f"sent {sent[:5]}")
        return time.perf_counter() - start


def _is_refusal(terminal: Terminal) -> None:
    """Require that a program that didn't begin said why, and nothing else."""
    said = bytes(terminal.log)
    if terminal.process.returncode != 2 or not said.startswith(b"alignread: "):
        raise Broken(f"ended with {terminal.process.returncode}: {_last(terminal)}")
    if forbidden(said):
        raise Broken(f"sent {forbidden(said)[:5]}")


def _last(terminal: Terminal) -> str:
    """Return what a program said last, without colours and frames."""
    said = _FRAME.sub("", terminal.log.decode("utf-8", "replace"))
    lines = [line.strip() for line in said.split("\n")]
    return "\n".join(line for line in lines if line)[-_LAST:]


def _do(terminal: Terminal, step: Step, path: Path) -> None:
    match step.kind:
        case "key":
            terminal.press(_NAMES.get(str(step.value), str(step.value)))
        case "type":
            terminal.send(step.value.encode())
        case "size":
            terminal.resize(*step.value)
        case "wait":
            terminal.settle(step.value)
        case "write":
            path.write_bytes(step.value)
        case _:
            button, x, y = step.value
            terminal.mouse(button, x, y)
            if button < 32:
                terminal.mouse(button, x, y, release=True)


def _go_on(terminal: Terminal) -> None:
    """Do what a shell does after a suspension, which a command that was typed may have meant."""
    if terminal.process.poll() is None and terminal.is_stopped():
        terminal.process.send_signal(signal.SIGCONT)
        terminal.settle(0.3)


def _forbidden(terminal: Terminal) -> list[bytes]:
    """Return the sequences that only a document can have made.

    While the program has left the screen, to an editor or the shell, the terminal echoes keys.
    What keys have copied of the document has to be safe.
    """
    echoed = (b"\t",) if terminal.log.count(_OFF_SCREEN) > 1 else ()
    copied = [text for text in copies(terminal.log) if text == safe_lines(text)]
    return [sent for sent in forbidden(terminal.log, copied=copied) if sent not in echoed]


def _leave(terminal: Terminal) -> None:
    """Quit, and require that the terminal is as it was before."""
    _go_on(terminal)
    if terminal.process.poll() is None:
        # Out of whatever is asked, and of nothing by accident: the key that quits at once.
        terminal.press("escape")
        terminal.settle(0.3)
        terminal.press("ctrl+q")
        with suppress(Gone):
            # A program that is late reads the two keys as one with Alt.
            terminal.until(lambda: terminal.process.poll() is not None, _PATIENCE / 2)
    if terminal.process.poll() is None:
        terminal.press("ctrl+q")
    try:
        status = terminal.wait(_PATIENCE)
    except Gone as gone:
        raise Broken(f"it doesn't end: {gone}") from gone
    if status != 0:
        raise Broken(f"ended with {status}: {_last(terminal)}")
    if terminal.attributes() != terminal.before:
        raise Broken("the terminal isn't as it was")
    if terminal.modes & QUIET_MODES or SHOW_CURSOR not in terminal.modes:
        raise Broken(f"these modes are left on: {sorted(terminal.modes)}")
    if b"Traceback" in terminal.log:
        raise Broken(f"said {_last(terminal)}")
