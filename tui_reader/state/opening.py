"""From a path to a healthy state file: find what lies there, make it, migrate it or replace it.

Nothing that was there is overwritten: a file that is damaged, empty or not ours is set aside under
a dated name, with its journal. A file of a newer edition, and one that can't be written, are left
exactly as they are.
"""

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tui_reader.state.backups import back_up
from tui_reader.state.database import (
    Unavailable,
    beside,
    connect,
    create_private,
    exclusive,
    is_damage,
    is_trouble,
    put_in_place,
    reason,
)
from tui_reader.state.salvage import is_whole, newest_backup, refill
from tui_reader.state.schema import (
    APPLICATION_ID,
    expected_objects,
    migrate,
    objects,
    schema_version,
    version_of,
)


class Condition(Enum):
    """What lies where the state file should be; the value completes `state.db …`."""

    GOOD = "is good"
    OLD = "is of an older edition"
    NEWER = "was written by a newer alignread"
    MISSING = "was gone"
    EMPTY = "was empty"
    FOREIGN = "was not alignread's"
    ALTERED = "had been altered by another program"
    DAMAGED = "was damaged"


@dataclass(frozen=True, slots=True)
class Found:
    """A condition and what is known beside it."""

    condition: Condition
    is_ours: bool = True
    """Whether rows may be taken from it."""


def open_file(
    path: Path, tell: Callable[[str], None], timeout: float | None = None
) -> sqlite3.Connection:
    """Open the state file for writing, after whatever that takes.

    Args:
        path: Where it is or shall be.
        tell: Takes a sentence on everything that was repaired.
        timeout: How long to wait for other processes; `BUSY_SECONDS` where none is given.

    Raises:
        Unavailable: It can't be written now.
    """
    try:
        path = _place(path)
        found = _find(path, timeout)
        if found.condition is not Condition.GOOD:
            with exclusive(path, timeout):
                # Looked at again: another process may have done the work while this one waited.
                _make_good(path, _find(path, timeout), tell, timeout)
        connection = connect(path, timeout)
        try:
            connection.execute("PRAGMA journal_mode = TRUNCATE")
        except sqlite3.Error:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise Unavailable(reason(error)) from error
    return connection


def _place(path: Path) -> Path:
    """Check what can be checked without opening, make the folder, and follow links."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        if path.is_symlink():
            raise Unavailable("a link that leads nowhere") from None
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except FileExistsError:
            raise Unavailable("its folder is no folder") from None
        mode = stat.S_IFREG
    else:
        # SQLite keeps the journal beside the file itself, not beside a link to it.
        path = Path(os.path.realpath(path))
        if stat.S_ISREG(mode) and not os.access(path, os.R_OK):
            raise Unavailable("it may not be read")
        if not os.access(path, os.W_OK):
            raise Unavailable("it is read-only")
    if not stat.S_ISREG(mode):
        raise Unavailable("it is a folder" if stat.S_ISDIR(mode) else "it is no regular file")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise Unavailable("its folder is read-only")
    return path


def _find(path: Path, timeout: float | None) -> Found:
    try:
        if path.stat().st_size == 0:
            return Found(Condition.EMPTY)
    except FileNotFoundError:
        return Found(Condition.MISSING)
    try:
        with closing(connect(path, timeout)) as connection:
            return _examine(connection)
    except sqlite3.DatabaseError as error:
        # A statement of ours that the file makes no sense of is damage, too.
        if is_damage(error) or not is_trouble(error):
            return Found(Condition.DAMAGED)
        raise


def _examine(connection: sqlite3.Connection) -> Found:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = version_of(connection)
    there = objects(connection)
    if not (mark or version or there):
        return Found(Condition.EMPTY)
    if mark != APPLICATION_ID:
        return Found(Condition.FOREIGN, is_ours=False)
    if version > schema_version():
        return Found(Condition.NEWER)
    wanted = expected_objects(version)
    # A planted trigger runs with every write, `trusted_schema` or not; and where a table isn't as
    # it was made, a statement of ours may fail on it. So all must be as it was made, and no more.
    if version == 0 or not is_whole(connection) or _names(wanted) - _names(there):
        return Found(Condition.DAMAGED)
    if there != wanted:
        return Found(Condition.ALTERED)
    return Found(Condition.OLD if version < schema_version() else Condition.GOOD)


def _names(made: Iterable[tuple[str, str, str]]) -> set[tuple[str, str]]:
    return {(kind, name) for kind, name, _ in made}


def _make_good(
    path: Path, found: Found, tell: Callable[[str], None], timeout: float | None
) -> None:
    if found.condition is Condition.NEWER:
        raise Unavailable("it is a newer alignread's")
    if found.condition is Condition.OLD:
        with closing(connect(path, timeout)) as connection:
            back_up(path, connection)
            migrate(connection)
    elif found.condition is not Condition.GOOD:
        _replace(path, found, tell)


def _replace(path: Path, found: Found, tell: Callable[[str], None]) -> None:
    """Put a new file in place of a bad one, finished before anything is moved."""
    new = beside(path, ".new")
    for stale in (new, beside(new, "-journal")):
        stale.unlink(missing_ok=True)
    backup = newest_backup(path)
    create_private(new)
    with closing(connect(new)) as target:
        # Nothing of it has to last before `put_in_place` sees to that: one wait instead of six.
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA journal_mode = MEMORY")
        migrate(target)
        salvaged, restored = refill(target, path, is_ours=found.is_ours)
    aside = _set_aside(path)
    put_in_place(new, path)
    if aside is None and backup is None:
        return  # a first start
    parts = [f"{path.name} {found.condition.value}: {salvaged:,} entries were saved from it"]
    if restored:
        parts.append(f", {restored:,} came from its backup")
    if aside is not None:
        parts.append(f"; the old file is kept as {aside.name}")
    tell("".join(parts))


def _set_aside(path: Path) -> Path | None:
    """Keep a bad file under a dated name, its journal with it; the caller replaces it.

    A journal that SQLite could make anything of is used up by now: it was rolled back on opening.
    """
    if not path.exists():
        return None
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    aside = beside(path, f".corrupt-{stamp}")
    number = 1
    while any(os.path.lexists(beside(aside, end)) for end in ("", "-journal", "-wal")):
        number += 1
        aside = beside(path, f".corrupt-{stamp}-{number}")
    # The journal goes first: left behind, it would be rolled back into the new file.
    for end in ("-journal", "-wal", "-shm"):
        # A truncated journal is empty, and every process's.
        if os.path.exists(beside(path, end)) and os.path.getsize(beside(path, end)):
            os.rename(beside(path, end), beside(aside, end))
    try:
        # A second name, so that there is no moment without a file under the first one.
        os.link(path, aside)
    except OSError:
        os.rename(path, aside)
    return aside
