"""A process that remembers as the app does, through a `Writer`; the tests start several, kill some.

`python -m tests.state.memory_writer write FOLDER NAME COUNT` writes that many of each kind, each a
change of its own, and prints the kind and number of each when it is on disk; `migrate FOLDER STEP`
is killed after that many statements of the migration.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.state.marked import bookmark, note, position, section
from tui_reader.state import bookmarks, documents, notes, progress, schema
from tui_reader.state.store import Store
from tui_reader.state.writer import Writer


def write(folder: Path, name: str, count: int) -> None:
    """Write all kinds, saying which are saved."""
    store = Store(folder)
    writer = Writer(store)
    for number in range(count):
        for kind, job in _jobs(f"{name}-{number}").items():
            writer.submit(job, partial(_say, store, f"{kind} {name}-{number}"))
        # So that what is killed has been told nearly all that was done.
        writer.flush(60)
    if not writer.close(60) or not store.is_saved:
        sys.exit(f"not saved: {store.notices}")


def migrate(folder: Path, step: int) -> None:
    """Be killed in the middle of a migration."""
    schema.MIGRATIONS = (schema.MIGRATIONS[0], _Deadly(schema.MIGRATIONS[1], step))
    documents.all_documents(Store(folder))


class _Deadly(tuple[str, ...]):
    """Statements of which the process survives some."""

    def __new__(cls, statements: tuple[str, ...], survived: int) -> "_Deadly":
        new = super().__new__(cls, statements)
        new.survived = survived
        return new

    survived: int

    def __iter__(self) -> Iterator[str]:
        yield from self[: self.survived]
        os.kill(os.getpid(), signal.SIGKILL)


def _jobs(name: str) -> dict[str, Callable[[Store], None]]:
    key = f"/{name}.md".encode()
    return {
        "bookmarks": lambda store: bookmarks.add(store, bookmark(f"b{name}", key)),
        "notes": lambda store: notes.save(store, note(f"n{name}", key)),
        "sections": lambda store: progress.mark_read(store, key, section("One"), True),
        "positions": lambda store: documents.save_position(store, key, position(name)),
    }


def _say(store: Store, what: str, result: object) -> None:
    if store.is_saved and not isinstance(result, Exception):
        print(what, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    else:
        migrate(Path(sys.argv[2]), int(sys.argv[3]))
