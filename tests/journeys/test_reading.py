"""Reading from the first page to the last, and leaving."""

from pathlib import Path

import pytest

from tests.pty.program import PAINTED, Start, alignread, body, leave, plain, shell
from tests.samples import ROOT

_WIDTH = 64
"""Columns of the text in 100 columns beside the sidebar."""


def test_reads_the_seed_to_the_end(start: Start, seed: Path) -> None:
    """Space shows every line of the plain text, in order; `q` leaves a clean terminal."""
    lines = plain(seed, _WIDTH)
    terminal = start(seed)
    terminal.until(PAINTED)
    covered = 0
    while covered < len(lines):
        page = body(terminal)
        if covered + len(page) > len(lines):
            page = page[: len(lines)]
        starts = range(max(0, covered - len(page) + 1), covered + 1)
        found = [index for index in starts if lines[index : index + len(page)] == page]
        assert found, f"{page} does not follow {lines[covered - 3 : covered]}"
        covered = found[-1] + len(page)
        if covered < len(lines):
            terminal.press("space")
            terminal.until(lambda seen=page: body(terminal)[: len(seen)] != seen)
            terminal.settle(0.05)
    assert "100%" in terminal.lines[-1]
    leave(terminal, "q")


@pytest.mark.parametrize("key", ["Q", "ctrl+q"])
def test_quits_at_once(start: Start, journey: Path, key: str) -> None:
    """`Q` and Ctrl+Q quit from anywhere, here the sidebar, and leave a clean terminal."""
    terminal = start(journey)
    terminal.until(PAINTED)
    terminal.press("space", "h", "j")
    terminal.settle(0.05)
    leave(terminal, key)


def test_opens_the_library_without_arguments(start: Start) -> None:
    """Without arguments the sidebar lists the documents that ship, the first one opened."""
    titles = len(list((ROOT / "content").glob("*.md")))
    terminal = start(rows=50)
    terminal.until(PAINTED)
    documents = [line for line in terminal.lines if line[1:2] in ("▸", "▾")]
    assert len(documents) == titles
    assert documents[0][1] == "▾"
    assert [documents[1][5:18], documents[-1][5:13]] == ["Reading paths", "Glossary"]
    leave(terminal)


def test_opens_a_folder(start: Start, tmp_path: Path) -> None:
    """A folder's documents are in the sidebar in reading order, the README first."""
    for name in ("10 ten", "2 two", "README"):
        (tmp_path / f"{name}.md").write_text(f"# Title {name}\n\ntext\n")
    terminal = start(tmp_path)
    terminal.until(PAINTED)
    # The status line names the section.
    documents = [line[3:32].strip() for line in terminal.lines[:-1] if "Title" in line[:32]]
    assert [line.removeprefix("○").split("  ")[0].strip() for line in documents] == [
        "Title README",
        "Title 2 two",
        "Title 10 ten",
    ]
    leave(terminal)


@pytest.mark.parametrize("script", ['cat "$1" | alignread', 'cat "$1" | alignread -'])
def test_reads_a_pipe_and_takes_keys_from_the_terminal(
    start: Start, journey: Path, script: str
) -> None:
    """Text that comes through a pipe is paged with the terminal's keys."""
    terminal = start(command=shell(script, journey))
    terminal.until(PAINTED)
    assert "A journey" in terminal.text
    terminal.press("space")
    terminal.until("Section 4")
    leave(terminal)


def test_reads_a_file_as_standard_input(start: Start, journey: Path) -> None:
    """A file as standard input is read like a pipe."""
    terminal = start(command=shell('alignread < "$1"', journey))
    terminal.until(PAINTED)
    terminal.press("G")
    terminal.until("100%")
    leave(terminal)


@pytest.mark.parametrize(
    ("place", "shows"),
    [
        ("section 7", "Section 7"),
        ("#section-7", "Section 7"),
        ("13", "Section 2"),
        ("50%", "word10x1x1"),
    ],
)
def test_starts_at_a_place(start: Start, journey: Path, place: str, shows: str) -> None:
    """`--at` opens at a heading, a line or a percentage."""
    terminal = start("--at", place, journey)
    terminal.until(PAINTED)
    terminal.until(lambda: shows in "\n".join(body(terminal)[:8]))
    leave(terminal)


def test_starts_at_a_heading_of_the_seed(start: Start, seed: Path) -> None:
    """The last section of the seed can be named on the command line."""
    terminal = start("--at", "My view", seed)
    terminal.until(lambda: "My view" in body(terminal) and "My view" in terminal.lines[-1])
    leave(terminal)


def test_keeps_to_the_width(start: Start, journey: Path) -> None:
    """`--width` sets the column of the reader."""
    terminal = start("--width", "40", journey)
    terminal.until(PAINTED)
    terminal.settle()
    assert body(terminal)[:20] == plain(journey, 40)[:20]
    leave(terminal)


def test_has_no_leftovers_on_the_normal_screen(start: Start, journey: Path) -> None:
    """What was on the screen before is there again after quitting."""
    script = 'echo before; alignread "$1"; echo after'
    terminal = start(command=shell(script, journey))
    terminal.until(PAINTED)
    terminal.press("q")
    assert terminal.wait() == 0
    outside = bytes(terminal.log).partition(b"\x1b[?1049h")[0]
    left = bytes(terminal.log).rpartition(b"\x1b[?1049l")[2]
    assert outside.strip() == b"before"
    assert left.endswith(b"after\r\n")


def test_is_installed_as_a_command() -> None:
    """The command that the journeys run is named alignread, or is the package."""
    assert Path(alignread()[0]).exists()
