"""A process that writes to a store; the tests start several and kill some.

`python -m tests.state.writer add FOLDER NAME COUNT` adds that many links and prints the number of
each when it is on disk; `mark FOLDER NAME COUNT` adds bookmarks; `start FOLDER` opens and closes;
`hold FOLDER` keeps a transaction open.
"""

import sqlite3
import sys
from pathlib import Path

from tests.state.marked import bookmark
from tui_reader.state import bookmarks, database, links
from tui_reader.state.store import FILE_NAME, Store


def add(folder: Path, name: str, count: int) -> None:
    """Add links, saying which are saved."""
    store = Store(folder)
    for number in range(count):
        links.queue(store, f"https://{name}.example/{number}", "t" * 100)
        if store.is_saved:
            print(number, flush=True)
    store.close()
    if not store.is_saved:
        sys.exit(f"not saved: {store.notices}")


def mark(folder: Path, name: str, count: int) -> None:
    """Add bookmarks; nothing may be noticed, on a machine that does something else too.

    Nobody is killed: what counts are the locks, so nothing waits for the disk.
    """
    database.BUSY_SECONDS = 60.0
    database.PRAGMAS = (*database.PRAGMAS, "synchronous = OFF")
    store = Store(folder)
    for number in range(count):
        bookmarks.add(store, bookmark(f"{name}-{number}"))
    store.close()
    if store.notices or not store.is_saved:
        sys.exit(f"noticed: {store.notices}")


def start(folder: Path) -> None:
    """Be a first start, and say what was noticed."""
    store = Store(folder)
    links.mark_opened(store, "https://same.example/")
    store.close()
    if store.notices or not store.is_saved:
        sys.exit(f"noticed: {store.notices}")


def hold(folder: Path) -> None:
    """Sit inside a write until standard input ends."""
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    match sys.argv[1]:
        case "add":
            add(folder, sys.argv[3], int(sys.argv[4]))
        case "mark":
            mark(folder, sys.argv[3], int(sys.argv[4]))
        case "start":
            start(folder)
        case _:
            hold(folder)
