"""How long a search of a thousand files of 20 kB takes, the first time and from then on.

    python -m tests.benchmarks.searching [--runs 5]

Whole processes of `alignread search` are timed, their start included, beside one that finds out
its version; the first search makes the index, the next ones read it. The seconds depend on the
machine; compare the ratios. Budget: the first within a second, the next at once.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.pty.program import alignread
from tests.samples import ROOT

_FILES = 1000
_CHARACTERS = 20_000
_WORDS = 20_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Measure a search over a thousand files.")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory() as name:
        folder, data = Path(name, "folder"), Path(name, "data")
        environment = {**os.environ, "ALIGNREAD_DATA_DIR": str(data)}
        write_folder(folder)
        start = _median([_seconds(["--version"], environment) for _ in range(runs)])
        print(f"alignread --version  {start:6.3f} s")
        for what, term in (("rare", "w123x7"), ("common", "the"), ("two words", "the model")):
            first, later = [], []
            for _ in range(runs):
                shutil.rmtree(data, ignore_errors=True)
                first.append(_seconds(["search", term, str(folder)], environment))
                later.append(_seconds(["search", term, str(folder)], environment))
            print(
                f"{what:10} first {_median(first):6.3f} s ({_median(first) / start:5.1f} x start)"
                f"  then {_median(later):6.3f} s ({_median(first) / _median(later):4.1f} x faster)"
            )
        size = (data / "search.db").stat().st_size
        print(f"index {size / (_FILES * _CHARACTERS):.2f} x the texts")
    return 0


def write_folder(folder: Path) -> None:
    """Write a thousand files: sections, links and emphasis, words of the library and rare ones."""
    chance = random.Random(7)
    prose = [
        part
        for path in sorted((ROOT / "content").glob("*.md"))
        for part in path.read_text("utf-8").split("\n\n")
        if len(part) > 80 and part[0].isalpha()
    ]
    folder.mkdir()
    old = time.time() - 3600
    for number in range(_FILES):
        parts = [f"# Document {number}"]
        length = 0
        while length < _CHARACTERS:
            if chance.random() < 0.25:
                parts.append(f"## Section {len(parts)} on w{chance.randrange(_WORDS)}x")
            rare = " ".join(f"w{chance.randrange(_WORDS)}x{chance.randrange(9)}" for _ in range(9))
            parts.append(f"{chance.choice(prose)} {rare}.")
            length += len(parts[-1])
        path = folder / f"{number:04}.md"
        path.write_text("\n\n".join(parts)[:_CHARACTERS], "utf-8")
        os.utime(path, (old, old))


def _seconds(words: list[str], environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run([*alignread(*words)], env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def _median(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


if __name__ == "__main__":
    sys.exit(main())
