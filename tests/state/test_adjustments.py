"""`adjustments`: what was changed in the reader lasts, whatever becomes of the file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.state import faulty
from tests.state.helpers import process
from tui_reader.state.adjustments import (
    DAMAGED_NAME,
    FILE_NAME,
    Adjustments,
    Change,
    NotKept,
    load,
    save,
)

NAMES = st.sampled_from(["width", "theme-dark", "hints-used", "hints-shown", "ü \ud800"])
TEXTS = st.text(max_size=8)
VALUES = st.one_of(
    TEXTS,
    st.integers(-(2**70), 2**70),
    st.booleans(),
    st.lists(TEXTS, max_size=4, unique=True),
    st.dictionaries(TEXTS, st.integers(0, 99), max_size=4),
)
CHANGES = st.builds(Change, VALUES, st.none() | VALUES)
MADE = st.builds(
    Adjustments,
    st.dictionaries(NAMES, CHANGES, max_size=4),
    st.dictionaries(
        st.binary(min_size=1, max_size=9), st.frozensets(TEXTS, min_size=1, max_size=4), max_size=4
    ),
)


def width(value: int, base: int | None = None) -> Adjustments:
    """Return a change of the width alone."""
    return Adjustments({"width": Change(value, base)})


@given(made=MADE)
def test_what_is_saved_is_loaded(
    made: Adjustments, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every kind of value comes back as it was, whatever characters are in it."""
    folder = tmp_path_factory.mktemp("kept")
    save(folder, made)
    assert load(folder) == made


@given(first=MADE, second=MADE)
def test_two_sessions_merge(
    first: Adjustments, second: Adjustments, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What either changed is there; of the same thing the later change."""
    folder = tmp_path_factory.mktemp("kept")
    save(folder, first)
    kept = save(folder, second)
    assert load(folder) == kept
    assert set(kept.changes) == {*first.changes, *second.changes}
    for name, change in second.changes.items():
        if isinstance(change.value, str | int):
            assert kept.changes[name] == change
    assert {**first.folds, **second.folds} == kept.folds


def test_lists_and_counts_grow(tmp_path: Path) -> None:
    """What two sessions learned of hints is known to the third."""
    save(tmp_path, Adjustments({"used": Change(["a", "b"]), "shown": Change({"a": 3, "b": 1})}))
    save(tmp_path, Adjustments({"used": Change(["c", "a"]), "shown": Change({"a": 1, "c": 1})}))
    kept = load(tmp_path)
    assert kept.strings("used") == ["a", "b", "c"]
    assert kept.counts("shown") == {"a": 3, "b": 1, "c": 1}
    assert kept.strings("shown") == []
    assert kept.counts("other") == {}


def test_a_change_holds_until_the_file_says_something_else() -> None:
    """An edit of the settings file is newer than what was changed before it."""
    kept = width(60, 72)
    assert kept.get("width", 72) == 60
    assert kept.get("width", 80) is None
    assert kept.get("width") is None
    assert width(60).get("width") == 60


def test_a_change_can_be_taken_back(tmp_path: Path) -> None:
    """None is no value, in this session and in the next."""
    save(tmp_path, width(60))
    kept = save(tmp_path, Adjustments({"width": Change(None)}))
    assert kept.get("width") is None
    assert load(tmp_path).get("width") is None
    assert "width" not in (tmp_path / FILE_NAME).read_text()


def test_folds_of_the_oldest_documents_go(tmp_path: Path) -> None:
    """A hundred documents have room; one that is folded again is a new one."""
    keys = [f"/{number}".encode() for number in range(101)]
    for key in keys[:100]:
        save(tmp_path, Adjustments(folds={key: frozenset("x")}))
    save(tmp_path, Adjustments(folds={keys[0]: frozenset("y")}))
    save(tmp_path, Adjustments(folds={keys[100]: frozenset("x")}))
    folds = load(tmp_path).folds
    assert list(folds) == [*keys[2:100], keys[0], keys[100]]
    assert folds[keys[0]] == {"y"}
    save(tmp_path, Adjustments(folds={keys[0]: frozenset()}))
    assert keys[0] not in load(tmp_path).folds


DAMAGED = [
    b"", b"{", b"[]", b"null", b'{"version": 0}', b'{"version": "1"}', b"\xff\xfe{}", b"\0" * 99,
    b"[" * 100_000, b'{"version": 1, "changes": ' + b"9" * 5000 + b"}", b"{}" + b" " * (1 << 21),
]  # fmt: skip


@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_set_aside(tmp_path: Path, data: bytes) -> None:
    """It counts as empty, and is still there after the next change."""
    (tmp_path / FILE_NAME).write_bytes(data)
    assert load(tmp_path) == Adjustments()
    save(tmp_path, width(60))
    assert load(tmp_path).get("width") == 60
    assert (tmp_path / DAMAGED_NAME).read_bytes() == data


@pytest.mark.parametrize(
    "whole",
    [
        {"changes": 1, "folds": []},
        {"changes": {"width": 60, "a": {}, "b": {"value": None}, "c": {"value": 1.5}}},
        {"folds": {"/x": 1, "\ud912": ["a"]}},
    ],
)
def test_entries_that_are_none_are_left_out(tmp_path: Path, whole: dict[str, object]) -> None:
    """The rest of the file holds."""
    (tmp_path / FILE_NAME).write_text(json.dumps({"version": 1, **whole}))
    assert load(tmp_path) == Adjustments()
    save(tmp_path, width(60))
    assert not (tmp_path / DAMAGED_NAME).exists()


def test_the_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """It may hold what this version would lose."""
    path = tmp_path / FILE_NAME
    path.write_text('{"version": 2, "changes": {"width": {"value": 9}}}')
    before = path.read_bytes()
    assert load(tmp_path) == Adjustments()
    with pytest.raises(NotKept, match="newer"):
        save(tmp_path, width(60))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "kind", ["directory", "fifo", "loop", "dangling", "huge", "device", "silent"]
)
def test_what_is_no_file_stops_nothing(tmp_path: Path, kind: str) -> None:
    """Nothing is waited for, and what can't be written is said."""
    path = tmp_path / FILE_NAME
    if kind == "directory":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(100 << 20)
    elif kind in ("device", "silent"):
        # The latter is a regular file that may have nothing to say yet.
        path.symlink_to("/dev/zero" if kind == "device" else "/proc/kmsg")
    else:
        path.symlink_to(path if kind == "loop" else tmp_path / "nowhere")
    assert load(tmp_path) == Adjustments()
    try:
        save(tmp_path, width(60))
    except NotKept:
        assert load(tmp_path) == Adjustments()
    else:
        assert load(tmp_path).get("width") == 60


def test_without_a_folder_nothing_is_kept() -> None:
    """There is an answer all the same."""
    assert load(None) == Adjustments()
    with pytest.raises(NotKept, match="no home folder"):
        save(None, width(60))


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """One line, and what was there stays."""
    folder = tmp_path / "file" / "below"
    (tmp_path / "file").touch()
    with pytest.raises(NotKept, match="the change isn't kept"):
        save(folder, width(60))


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    """A write that ends in the middle replaces nothing and leaves nothing behind."""
    save(tmp_path, width(60))
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tui_reader.state.adjustments import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9))\n"
        "try: save(Path(sys.argv[1]), Adjustments({'width': Change(44)}))\n"
        "except NotKept as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "file too large" in done.stdout
    assert load(tmp_path).get("width") == 60
    assert not list(tmp_path.glob("*.new"))


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    """Keys of documents are paths, and nobody else's business."""
    folder = tmp_path / "new"
    save(folder, width(60))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Four processes write what each has; all of it is there."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tui_reader.state.adjustments import *\n"
        "for number in range(20):\n"
        "    names = {f'{sys.argv[2]}-{number}': Change(number)}\n"
        "    save(Path(sys.argv[1]), Adjustments(names))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    writers = [subprocess.Popen([*command, str(number)]) for number in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    assert len(load(tmp_path).changes) == 80


def test_a_lock_that_is_never_let_go_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that was stopped in the middle of it holds up the others for a moment only."""
    import fcntl

    monkeypatch.setattr("tui_reader.state.adjustments._PATIENCE", 0.0)
    with open(tmp_path / "adjustments.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        save(tmp_path, width(60))
    assert load(tmp_path).get("width") == 60


@pytest.mark.slow
def test_a_lock_that_hangs_stops_nobody(tmp_path: Path) -> None:
    """The change isn't kept, which is said after some seconds, and at once the next time."""
    if not faulty.is_possible():
        pytest.skip("system calls can't be filtered here")
    out, err = process("adjust", tmp_path, module="tests.state.faulty").communicate(timeout=60)
    assert err == ""
    said, first, again, second = out.splitlines()
    assert said == again == "the change isn't kept: the disk doesn't answer"
    assert (float(first) < 15, float(second) < 0.5) == (True, True)
    assert not (tmp_path / "adjustments.json").exists()
