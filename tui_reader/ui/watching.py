"""Watching the file that is read: a thread that looks at its stamp, and tells when it is another.

The event loop isn't woken for it, and a disk that doesn't answer holds up nothing but the thread.
It looks once a second while the reader is there, and less often when no key came for minutes.
With the package `watchfiles` it is told by the system instead, and looks only then.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from tui_reader.document.files import Stamp

_OFTEN, _SELDOM = 1.0, 5.0
"""Seconds between two looks."""
_AWAKE = 120.0
"""Seconds after the last key for which it looks often."""
_STILL = 0.1
"""Seconds for which a file must not change before it is taken to be written: editors empty it
first, and some take it away for a moment."""
_LOOKS = 5
"""Such looks at most for a file that never comes to rest; one that is gone or empty has as many."""
_STEP = 500
"""Milliseconds after which `watchfiles` asks whether to go on."""


def look(path: Path) -> Stamp | None:
    """Return the stamp of a file, None where there is none."""
    try:
        return Stamp.of(os.stat(path))
    except (OSError, ValueError):
        return None


class Watch:
    """The watch over one file; it goes on until it is ended."""

    def __init__(self, path: Path, seen: Stamp | None, tell: Callable[[], None]) -> None:
        """Begin to watch.

        Args:
            path: The file.
            seen: Its stamp when it was read.
            tell: Called from another thread when the stamp is another and stays so.
        """
        self._path = path
        self._seen = seen
        self._tell = tell
        self._is_over = threading.Event()
        self._wake = threading.Event()
        self._awake_left = _AWAKE
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stir(self) -> None:
        """Look often again; at once, when it was long ago that anybody was there."""
        was_asleep = self._awake_left <= 0
        self._awake_left = _AWAKE
        if was_asleep:
            self._wake.set()

    def end(self) -> None:
        """Watch no more."""
        self._is_over.set()
        self._wake.set()

    def _run(self) -> None:
        if not self._run_told():
            while not self._is_over.is_set():
                self._check()
                seconds = _OFTEN if self._awake_left > 0 else _SELDOM
                self._awake_left -= seconds
                self._wake.wait(seconds)
                self._wake.clear()

    def _run_told(self) -> bool:
        """Watch by what the system tells; return whether that could be done."""
        try:
            from watchfiles import watch
        except ImportError:
            return False
        name = self._path.name
        self._check()
        try:
            # The folder is watched: a file that is replaced is another file.
            for _ in watch(
                self._path.parent,
                watch_filter=lambda _, path: os.path.basename(path) == name,
                recursive=False,
                debounce=_STEP,
                step=_STEP,
                # Some file systems, as those of other machines, tell nothing.
                rust_timeout=round(_SELDOM * 1000),
                yield_on_timeout=True,
                stop_event=self._is_over,
                raise_interrupt=False,
            ):
                self._check()
        except Exception:
            # It has errors of its own for a system that has no more watches to give.
            return self._is_over.is_set()
        return True

    def _check(self) -> None:
        """Look, and tell if there is news, when it has come to rest."""
        stamp = look(self._path)
        if stamp == self._seen:
            return
        for _ in range(_LOOKS):
            if self._is_over.wait(_STILL):
                return
            before, stamp = stamp, look(self._path)
            if stamp == before and stamp is not None and stamp.size:
                break
        if stamp != self._seen:
            self._seen = stamp
            self._tell()
