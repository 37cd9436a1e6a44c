"""`Store` on disks that answer with errors, or not at all: memory only, soon, and said."""

import signal
import threading
from pathlib import Path

import pytest

from tests.state import faulty
from tests.state.helpers import addresses, count, filled, process
from tui_reader.state import database, links, search_file
from tui_reader.state.aside import Aside, Hung
from tui_reader.state.store import Store

STALL = 6.0
"""Seconds that row 46 of `faults.md` allows a start to take where a lock hangs."""
LONG = 30.0

WHY = {
    "hang": "the disk doesn't answer",
    "no locks": "locked by another program",
    "locks denied": "locked by another program",
    "interrupted": "locked by another program",
    "full": "the disk is full",
    "quota": "the disk fails or is full",
    "bad disk": "the disk fails or is full",
    "no sync": "the disk fails or is full",
}


def _session(folder: Path, fault: str, when: str, patience: float) -> tuple[list[str], float]:
    """Run a `faulty` session; return what it prints of what it knows, and its longest wait."""
    if not faulty.is_possible():
        pytest.skip("system calls can't be filtered here")
    child = process(folder, fault, when, patience, module="tests.state.faulty")
    out, err = child.communicate(timeout=60)
    assert err == ""
    *lines, longest = out.splitlines()
    return lines, float(longest)


@pytest.mark.slow
@pytest.mark.parametrize("when", ["start", "open"])
@pytest.mark.parametrize("fault", WHY)
def test_a_disk_that_fails(tmp_path: Path, fault: str, when: str) -> None:
    """What was remembered is shown, what is new lasts for the session, and it is said once, with
    the reason first; the file is as it was (rows 37 and 46)."""
    filled(tmp_path)
    lines, _ = _session(tmp_path, fault, when, 0.2)
    known, notice = lines
    assert known == "300 301 False links bookmarks notes sections documents"
    assert notice.startswith(f"not saved: {WHY[fault]} (")
    assert len(addresses(tmp_path)) == 300


@pytest.mark.slow
@pytest.mark.parametrize("when", ["start", "open"])
def test_a_lock_that_hangs_is_waited_for_so_long_and_no_longer(tmp_path: Path, when: str) -> None:
    """Row 46: without it, the first query never ends."""
    filled(tmp_path)
    lines, longest = _session(tmp_path, "hang", when, database.BUSY_SECONDS)
    assert lines[0].startswith("300 301 False")
    assert longest < STALL


@pytest.mark.slow
def test_a_search_index_whose_lock_hangs(tmp_path: Path) -> None:
    """It is searched in memory then."""
    if not faulty.is_possible():
        pytest.skip("system calls can't be filtered here")
    index = search_file.open_file(tmp_path)
    assert index is not None
    index.close()
    out, err = process("search", tmp_path, module="tests.state.faulty").communicate(timeout=60)
    assert err == ""
    found, seconds = out.splitlines()
    assert (found, float(seconds) < 15) == ("None", True)


def test_every_reason_fits_a_narrow_screen() -> None:
    """A line of 40 columns has 38 for a notice."""
    for why in [*database._REASONS.values(), *WHY.values()]:  # pyright: ignore[reportPrivateUsage]
        assert len(f"not saved: {why}") <= 38


def test_what_is_abandoned_gives_the_file_back(tmp_path: Path) -> None:
    """What comes back late holds no lock, and what was remembered meanwhile is written."""
    filled(tmp_path)
    store = Store(tmp_path)
    assert count(store) == 300
    holder = process("hold", tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    store.hurry(0.0)
    links.mark_opened(store, "https://new/")
    assert (store.is_saved, store.unsaved()) == (False, ["links"])
    holder.communicate("")
    store.close()
    store.close()
    assert (store.is_saved, store.unsaved()) == (True, [])
    assert len(addresses(tmp_path)) == 301


def test_hurry_ends_a_wait_that_has_begun() -> None:
    """Another thread may say that there is no more time."""
    aside = Aside()
    go, undone = threading.Event(), threading.Event()
    threading.Timer(0.05, lambda: aside.hurry(0.0)).start()
    with pytest.raises(Hung):
        aside.run(lambda: go.wait(LONG), LONG, lambda _: undone.set())
    assert aside.is_stuck
    with pytest.raises(Hung):
        aside.run(lambda: None, LONG, lambda _: None)
    aside.stop()
    assert aside.run(lambda: 1, LONG, lambda _: None) == 1
    go.set()
    assert undone.wait(LONG)
    aside.settle(LONG)
    assert not aside.is_stuck


def test_what_is_done_aside_answers_and_fails_as_if_it_were_not() -> None:
    """Its result, its error, also after its thread has ended for want of work."""
    aside = Aside()
    for _ in range(3):
        assert aside.run(lambda: "x", LONG, lambda _: None) == "x"
        with pytest.raises(ZeroDivisionError):
            aside.run(lambda: 1 // 0, LONG, lambda _: None)
        aside.stop()


def test_a_session_that_is_stopped_inside_a_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 45: it is said, and tried again when the other one goes on."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    filled(tmp_path)
    holder = process("hold", tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGSTOP)
    store = Store(tmp_path)
    links.mark_opened(store, "https://new/")
    assert not store.retry()
    assert "locked" in store.notices[0]
    holder.send_signal(signal.SIGCONT)
    holder.communicate("")
    assert store.retry()
    assert len(addresses(tmp_path)) == 301
    store.close()
