"""What is held off while the full-screen reader starts, because the first screen doesn't need it.

Together it is a sixth of the time to the first screen: asyncio imports the whole of `ssl`, which a
program that opens no connection never uses, and the garbage collector searches what imports make,
of which nothing is garbage.
"""

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager


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
