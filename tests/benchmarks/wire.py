"""How many bytes reading sends to the terminal, beside less on the same text: the README's table.

    python -m tests.benchmarks.wire [--size 100x30] [--pages 120] [--rest 0]

The text is the library's, laid out at 72 columns; less has what `alignread --plain` prints of it,
so that both show the same lines, and less no colours and no status line. All bytes count that come
from the program in a pseudo-terminal of type xterm-256color which answers as terminals do, from a
key until it has been silent for a tenth of a second. A line is the median of ten presses of the
down arrow; an hour is that many pages one after the other, by Space; a page is their mean. `--rest`
is how many seconds each page is looked at: what a reader has read is ticked off in the sidebar only
at a reading pace. `as Textual sends` is with `--no-wire`.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from tests.pty.program import PAINTED, alignread
from tests.pty.terminal import Terminal, environment
from tests.samples import ROOT

_QUIET = 0.1
_LINES = 10
_WIDTH = "72"


@dataclass(frozen=True, slots=True)
class Costs:
    """Bytes that one reader sends."""

    first: int
    """Until the first screen stands."""
    line: float
    pages: list[int]

    def row(self, name: str, rival: "Costs") -> str:
        """Return a row of the table, with how many times that of another it is."""
        page, other = statistics.mean(self.pages), statistics.mean(rival.pages)
        cells = (
            f"{self.first:,}",
            f"{self.line:,.0f}",
            f"{page:,.0f}",
            f"{sum(self.pages) / 1000:,.0f} kB",
            f"{page / other:.1f}",
        )
        return f"| {name} | {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.wire",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--size", default="100x30", help="columns x rows of the terminal")
    parser.add_argument("--pages", type=int, default=120, help="pages of an hour")
    parser.add_argument("--rest", type=float, default=0.0, help="seconds that a page is read")
    options = parser.parse_args(arguments)
    less = which("less")
    if less is None:
        print("less isn't installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = _write(folder)
        readers: list[tuple[str, list[str], str]] = [
            ("less", [less, str(folder / "laid-out")], ""),
            ("alignread", alignread("--width", _WIDTH, text), "t"),
            ("alignread, with the sidebar", alignread("--width", _WIDTH, text), ""),
            ("as Textual sends", alignread("--no-wire", "--width", _WIDTH, text), "t"),
            ("as Textual sends, with the sidebar",
             alignread("--no-wire", "--width", _WIDTH, text), ""),
        ]  # fmt: skip
        costs = {
            name: _read(command, keys, folder / str(number), options)
            for number, (name, command, keys) in enumerate(readers)
        }
    print(f"at {options.size}, {options.pages} pages\n")
    print("| bytes to the terminal | first screen | a line | a page | an hour | times less |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, cost in costs.items():
        print(cost.row(name, costs["less"]))
    return 0


def _write(folder: Path) -> Path:
    """Write the library as one document, twice over, and as less shows it; return the document."""
    text = folder / "library.md"
    pages = [path.read_text("utf-8") for path in sorted((ROOT / "content").glob("[0-9]*.md"))]
    bodies = [page.split("\n---\n", 1)[-1] for page in pages]
    text.write_text("\n".join(bodies * 2), "utf-8")
    command = alignread("--plain", "--width", _WIDTH, "--color", "never", text)
    with (folder / "laid-out").open("wb") as laid_out:
        subprocess.run(command, stdout=laid_out, env=environment(), check=True)
    return text


def _read(command: Sequence[str], keys: str, data: Path, options: argparse.Namespace) -> Costs:
    """Read with one reader, from the beginning; press some keys first."""
    columns, rows = (int(number) for number in options.size.split("x"))
    env = {"ALIGNREAD_DATA_DIR": str(data), "LESS": None, "LESSOPEN": None}
    with Terminal(command, columns=columns, rows=rows, env=env, answers=True) as terminal:
        terminal.until(PAINTED if "alignread" in command[0] else r"\w", 60)
        terminal.settle(1.0)
        first = len(terminal.log)
        terminal.press(*keys)
        terminal.settle(0.5)
        line = statistics.median(_cost(terminal, "down", 0.0) for _ in range(_LINES))
        pages = [_cost(terminal, "space", options.rest) for _ in range(options.pages)]
    return Costs(first, line, pages)


def _cost(terminal: Terminal, key: str, rest: float) -> int:
    """Press a key; return the bytes that came until all was silent, and in the time after that."""
    before = len(terminal.log)
    terminal.press(key)
    terminal.settle(_QUIET)
    if rest:
        terminal.settle(rest, rest)
    return len(terminal.log) - before


if __name__ == "__main__":
    sys.exit(main())
