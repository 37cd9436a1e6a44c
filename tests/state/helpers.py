"""What several of the store's tests need."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tui_reader.state import links
from tui_reader.state.store import FILE_NAME, Store

ROOT = Path(__file__).parents[2]


def file_of(folder: Path) -> Path:
    """Return the path of a folder's state file."""
    return folder / FILE_NAME


def filled(folder: Path, count: int = 300, title: str = "t" * 200) -> Path:
    """Make a store of that many links with a backup, and return the path of its file."""
    store = Store(folder)
    with store.change() as change:
        for number in range(count):
            change.execute(
                "INSERT INTO links (address, title, read_at) VALUES (?, ?, 'x')",
                (f"https://x.example/{number}", title),
            )
    store.close()
    assert store.is_saved
    return file_of(folder)


def addresses(folder: Path) -> set[str]:
    """Return the addresses that are in a folder's file, which must be whole."""
    with closing(sqlite3.connect(f"{file_of(folder).as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {address for (address,) in connection.execute("SELECT address FROM links")}


def count(store: Store) -> int:
    """Return how many links a store remembers."""
    return len(links.all_states(store))


def sql(path: Path, *statements: str) -> None:
    """Do something to a file behind the store's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement).fetchall()


def overwrite(path: Path, offset: int, data: bytes) -> None:
    """Write bytes into the middle of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def process(*arguments: object, module: str = "tests.state.writer") -> subprocess.Popen[str]:
    """Start a `writer`, or another module."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def set_aside(folder: Path) -> list[Path]:
    """Return the files that were set aside, without what went with them."""
    return sorted(p for p in folder.glob(f"{FILE_NAME}.corrupt-*") if "Z-journal" not in p.name)
