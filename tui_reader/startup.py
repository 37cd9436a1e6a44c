"""What is done before the full-screen reader starts, and held off until its first screen is there.

What is held off is a sixth of the time to the first screen: asyncio imports the whole of `ssl`,
which a program that opens no connection never uses, and the garbage collector searches what imports
make, of which nothing is garbage.
"""

import gc
import sys
from collections.abc import Generator, MutableMapping
from contextlib import contextmanager

MOST_COLUMNS = 1000
MOST_ROWS = 500
"""What a terminal is taken to have at most. Some say 65,535, for which no picture can be made."""


def forget_absurd_sizes(environ: MutableMapping[str, str]) -> None:
    """Throw out of the environment a size that no terminal has: the terminal's own counts then."""
    for name, most in (("COLUMNS", MOST_COLUMNS), ("LINES", MOST_ROWS)):
        said = environ.get(name, "")
        is_number = said.isascii() and said.isdecimal() and len(said) <= len(str(most))
        if not (is_number and 0 < int(said) <= most):
            environ.pop(name, None)


def hold_off_collector() -> None:
    """Stop the garbage collector until `release_collector`."""
    gc.disable()


def release_collector() -> None:
    """Let the collector work again, on what is made from now on."""
    gc.freeze()
    gc.enable()


@contextmanager
def without_ssl() -> Generator[None, None, None]:
    """Let asyncio find no `ssl`, as on a Python that is built without it; later imports find it."""
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # pyright: ignore[reportArgumentType]
    try:
        yield
    finally:
        del sys.modules["ssl"]
