"""What was changed in the reader itself and lasts: width, theme, sidebar, folds, hints.

One small JSON file in the data folder. It is read before the first screen, so reading it opens,
makes and locks nothing else; whatever is wrong with it, there is an answer. Several sessions merge
what they write: each writes its own changes into what lies there, under a lock, as a new file that
takes the place of the old one.
"""

import json
import os
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from tui_reader.document.files import NotRegular, TooLarge, read_file, reason, replace_file
from tui_reader.errors import ReaderError
from tui_reader.state.aside import Aside, Hung

FILE_NAME = "adjustments.json"
DAMAGED_NAME = "adjustments.damaged.json"
"""Where a file that can't be understood is put when there is something to write."""
_LOCK_NAME = "adjustments.lock"
_VERSION = 1
_MAX_BYTES = 1 << 20
_MAX_NAMES = 100
_MAX_DOCUMENTS = 100
"""Documents whose folds are kept; of more, those that were folded last."""
_MAX_FOLDS = 200
_MAX_ITEMS = 500
_PATIENCE = 1.0
"""Seconds that another session's lock is waited for. It is held for some milliseconds."""
_LONGEST = 3.0
"""Seconds that all of it is waited for: on a network's file system a lock may hang."""
_ASIDE = Aside()
_SILENT = "the change isn't kept: the disk doesn't answer"

_Key = TypeVar("_Key")
_Entry = TypeVar("_Entry")
Value = str | int | bool | list[str] | dict[str, int]


class NotKept(ReaderError):
    """A change that couldn't be written; it holds for the session."""


class Change(NamedTuple):
    """One thing that was changed."""

    value: Value | None
    """What it is now; None takes the change back."""
    base: Value | None = None
    """What the settings file said when it was changed, None where it said nothing."""


@dataclass(slots=True)
class Adjustments:
    """What was changed in the reader."""

    changes: dict[str, Change] = field(default_factory=dict[str, Change])
    """By name; the names of settings are those of the settings file."""
    folds: dict[bytes, frozenset[str]] = field(default_factory=dict[bytes, frozenset[str]])
    """The headings of each document that are folded or unfolded otherwise than at first, by the
    document's key; those changed last are the last."""

    def get(self, name: str, base: Value | None = None) -> Value | None:
        """Return what something was changed to, None where it wasn't.

        Args:
            name: What.
            base: What the settings file says of it. When that isn't what it said at the time of
                the change, the file was edited since, and the file holds.
        """
        change = self.changes.get(name)
        return change.value if change is not None and change.base == base else None

    def strings(self, name: str) -> list[str]:
        """Return what was changed as a list of strings, empty where it is something else."""
        value = self.get(name)
        return list(value) if isinstance(value, list) else []

    def counts(self, name: str) -> dict[str, int]:
        """Return what was changed as numbers by name, empty where it is something else."""
        value = self.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def take(self, other: "Adjustments") -> None:
        """Add what was changed elsewhere, or later.

        Lists become one list without doubles, of numbers by name the greater ones stay; of
        anything else the later value holds.
        """
        for name, change in other.changes.items():
            self.changes[name] = _merged(self.changes.pop(name, None), change)
        for key, folds in other.folds.items():
            self.folds.pop(key, None)
            self.folds[key] = folds
        _keep_last(self.changes, _MAX_NAMES)
        _keep_last(self.folds, _MAX_DOCUMENTS)


def load(folder: Path | None) -> Adjustments:
    """Return what is kept in a data folder; nothing where there is none or it can't be read."""
    if folder is None:
        return Adjustments()
    try:
        return _parse(_read(folder / FILE_NAME))
    except (OSError, ValueError):
        return Adjustments()


def save(folder: Path | None, changes: Adjustments) -> Adjustments:
    """Write changes into what lies in a data folder, which is made if it must be.

    Returns:
        All that is kept now, with what other sessions changed.

    Raises:
        NotKept: It couldn't be written.
    """
    if folder is None:
        raise NotKept("the change isn't kept: there is no home folder")
    if _ASIDE.is_stuck:
        raise NotKept(_SILENT)
    try:
        return _ASIDE.run(lambda: _write(folder, changes), _LONGEST, lambda _: None)
    except Hung as error:
        raise NotKept(_SILENT) from error
    except OSError as error:
        raise NotKept(f"the change isn't kept: {reason(error)}") from error


def _write(folder: Path, changes: Adjustments) -> Adjustments:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder / _LOCK_NAME):
        kept = _kept(folder)
        kept.take(changes)
        replace_file(folder / FILE_NAME, _dump(kept))
    return kept


def _kept(folder: Path) -> Adjustments:
    """Return what lies there, so that it may be replaced; what can't be understood is set aside.

    Raises:
        NotKept: A newer alignread wrote it.
        OSError: It can't be read.
    """
    path = folder / FILE_NAME
    try:
        text = _read(path)
    except FileNotFoundError:
        return Adjustments()
    except ValueError:
        text = ""
    try:
        return _parse(text)
    except _Newer:
        raise NotKept("the change isn't kept: the file is a newer alignread's") from None
    except ValueError:
        os.replace(path, folder / DAMAGED_NAME)
        return Adjustments()


def _read(path: Path) -> str:
    """Return the text of a regular file.

    Raises:
        OSError: It can't be read.
        ValueError: It is no regular file, too large, or no UTF-8.
    """
    try:
        return read_file(path, _MAX_BYTES)[0].decode("utf-8")
    except (NotRegular, TooLarge) as error:
        raise ValueError(reason(error)) from error


class _Newer(ValueError):
    """What a newer version wrote."""


def _parse(text: str) -> Adjustments:
    """Return what a file says, without what it says wrongly.

    Raises:
        ValueError: It is none of ours.
    """
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("not an object")
    whole = cast("dict[str, object]", found)
    version = whole.get("version")
    if not isinstance(version, int) or version < 1:
        raise ValueError("no version")
    if version > _VERSION:
        raise _Newer("a newer version")
    kept = Adjustments()
    for name, entry in list(_items(whole.get("changes")))[-_MAX_NAMES:]:
        pair = dict(_items(entry))
        value = _value(pair.get("value"))
        if value is not None:
            kept.changes[name] = Change(value, _value(pair.get("base")))
    for key, folds in list(_items(whole.get("folds")))[-_MAX_DOCUMENTS:]:
        listed = _value(folds)
        with suppress(UnicodeEncodeError):
            if isinstance(listed, list):
                kept.folds[os.fsencode(key)] = frozenset(listed[:_MAX_FOLDS])
    return kept


def _dump(kept: Adjustments) -> bytes:
    changes = {
        name: {"value": change.value, "base": change.base}
        for name, change in kept.changes.items()
        if change.value is not None
    }
    folds = {
        os.fsdecode(key): sorted(marks)[:_MAX_FOLDS] for key, marks in kept.folds.items() if marks
    }
    whole = {"version": _VERSION, "changes": changes, "folds": folds}
    return (json.dumps(whole, indent=1) + "\n").encode("ascii")


def _items(value: object) -> Iterable[tuple[str, object]]:
    return cast("dict[str, object]", value).items() if isinstance(value, dict) else ()


def _value(value: object) -> Value | None:
    """Return a value of one of the kinds that are kept, None for any other."""
    if isinstance(value, str | int):
        return value
    if isinstance(value, list):
        listed = cast("list[object]", value)[:_MAX_ITEMS]
        return [item for item in listed if isinstance(item, str)]
    if isinstance(value, dict):
        pairs = list(_items(cast("object", value)))[:_MAX_ITEMS]
        return {name: count for name, count in pairs if isinstance(count, int)}
    return None


def _merged(before: Change | None, after: Change) -> Change:
    old = before.value if before is not None else None
    new = after.value
    if isinstance(old, list) and isinstance(new, list):
        return Change(list(dict.fromkeys([*old, *new]))[-_MAX_ITEMS:], after.base)
    if isinstance(old, dict) and isinstance(new, dict):
        counts = {name: max(old.get(name, 0), new.get(name, 0)) for name in {**old, **new}}
        return Change(counts, after.base)
    return after


def _keep_last(entries: dict[_Key, _Entry], most: int) -> None:
    while len(entries) > most:
        del entries[next(iter(entries))]


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Keep other sessions from writing; where locks don't work, or for too long, go on without."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    try:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    break
                time.sleep(0.01)
            except OSError:
                break
            else:
                break
        yield
    finally:
        os.close(handle)
