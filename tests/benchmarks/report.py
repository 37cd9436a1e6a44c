"""How fast, light and small alignread is, beside a bare Textual app and less, in one run.

    python -m tests.benchmarks [--runs 9] [--size 100x30]

The contestants take turns (A, B, C, A, B, C, …), so that a machine that slows down slows all of
them; every figure is the median of the runs. Seconds depend on the machine and are only there to
read the ratios by; compare ratios, and only within one run. `ok` and `OVER` tell whether a ratio
keeps the budget of the design; nothing is asserted, tests/journeys/test_budgets.py guards what can
be counted. A ratio that is OVER by a few per cent on a busy machine is noise: run it again with
more runs, and with nothing else running.

- *first paint*: from the start of the process until the text is on the screen.
- *PageDown, line down*: from the key to the last byte, and the bytes that were sent.
- *unwired*: the seed with `--no-wire`, as Textual sends it.
- *resize, theme change*: from the event to the last byte, in the large document.
- *memory*: resident set after the keys; the large document's budget is bare + 8 × the file.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import which

from tests.benchmarks import document
from tests.benchmarks.measure import Contestant, Figures, process, run
from tests.pty.program import alignread
from tests.samples import SEED

_LARGE = 10 * 1024 * 1024
_MIB = 1 << 20
_KEYS = (("page", "pagedown"), ("line", "down"))
_Medians = dict[str, dict[str, float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    options = _parser().parse_args(arguments)
    columns, rows = (int(number) for number in options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large.md")
        document.write(large, _LARGE)
        seed, shows = SEED, "nowadays"
        if not seed.is_file():
            seed = Path(folder, "seed.md")
            document.write(seed, 20_000)
            shows = document.OPENING
        contestants = _contestants(seed, large, shows)
        medians = _measure(contestants, options.runs, columns, rows)
        medians["process"] = _processes(seed, options.runs)
    print(f"{options.runs} runs at {options.size}; medians; budgets of the design, section 12\n")
    _print_figures(medians)
    print()
    _print_budgets(medians)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--runs", type=int, default=5, help="how often each is started")
    parser.add_argument("--size", default="100x30", help="columns x rows of the terminal")
    return parser


def _contestants(seed: Path, large: Path, shows: str) -> list[Contestant]:
    bare = [sys.executable, "-m", "tests.benchmarks.bare"]
    contestants = [
        Contestant("bare", [*bare, str(seed)], shows, _KEYS, ("idle", "memory")),
        Contestant("seed", alignread(seed), shows, _KEYS, ("idle", "memory", "theme")),
        Contestant("unwired", alignread("--no-wire", seed), shows, _KEYS),
        Contestant(
            "10 MB",
            alignread(large),
            document.OPENING,
            _KEYS,
            ("idle", "memory", "resize", "theme"),
        ),
    ]
    if less := which("less"):
        keys = (("page", "space"), ("line", "down"))
        contestants.append(Contestant("less", [less, str(seed)], shows, keys))
    return contestants


def _measure(contestants: Sequence[Contestant], runs: int, columns: int, rows: int) -> _Medians:
    taken: dict[str, list[Figures]] = {contestant.name: [] for contestant in contestants}
    for number in range(runs):
        for contestant in contestants:
            print(f"\rrun {number + 1}: {contestant.name:8}", end="", file=sys.stderr, flush=True)
            taken[contestant.name].append(run(contestant, columns, rows))
    print("\r" + " " * 30 + "\r", end="", file=sys.stderr)
    return {
        name: {
            key: statistics.median(figures.values[key] for figures in all_figures)
            for key in all_figures[0].values
        }
        for name, all_figures in taken.items()
    }


def _processes(seed: Path, runs: int) -> dict[str, float]:
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "--version": alignread("--version"),
        "--help": alignread("--help"),
        "--plain": alignread("--plain", seed),
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(process(command))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _print_figures(medians: _Medians) -> None:
    names = [name for name in medians if name != "process"]
    print(f"{'':18}" + "".join(f"{name:>10}" for name in names))
    for key, unit, scale in (
        ("paint", "ms", 1000), ("page s", "ms", 1000), ("line s", "ms", 1000),
        ("page bytes", "", 1), ("line bytes", "", 1), ("idle", "bytes", 1),
        ("memory", "MiB", 1 / _MIB), ("resize", "ms", 1000), ("theme", "ms", 1000),
    ):  # fmt: skip
        cells = (
            f"{medians[name][key] * scale:10.1f}" if key in medians[name] else f"{'–':>10}"
            for name in names
        )
        print(f"{f'{key.removesuffix(chr(32) + chr(115))} {unit}':18}" + "".join(cells))
    times = medians["process"]
    print("process ms: " + ", ".join(f"{name} {1000 * times[name]:.0f}" for name in times))


def _print_budgets(medians: _Medians) -> None:
    bare, seed, large = medians["bare"], medians["seed"], medians["10 MB"]
    unwired = medians["unwired"]
    less, times = medians.get("less"), medians["process"]
    rows: list[tuple[str, float, float]] = [
        ("first paint, seed / bare", seed["paint"] / bare["paint"], 1.3),
        ("first paint, 10 MB / seed", large["paint"] / seed["paint"], 1.3),
        ("PageDown time, seed / bare", seed["page s"] / bare["page s"], 2),
        ("PageDown time, 10 MB / bare", large["page s"] / bare["page s"], 2),
        ("line down time, seed / bare", seed["line s"] / bare["line s"], 2),
        ("PageDown time, seed / unwired", seed["page s"] / unwired["page s"], 1.3),
        ("line down time, seed / unwired", seed["line s"] / unwired["line s"], 1.3),
        ("PageDown bytes, seed / bare", seed["page bytes"] / bare["page bytes"], 1),
        ("line down bytes / PageDown's", seed["line bytes"] / seed["page bytes"], 1),
        ("idle bytes, seed", seed["idle"], 0),
        ("idle bytes, 10 MB", large["idle"], 0),
        ("memory, seed / bare", seed["memory"] / bare["memory"], 1.5),
        (
            "memory, 10 MB / (bare + 8 files)",
            large["memory"] / (bare["memory"] + 8 * _LARGE),
            1,
        ),
        ("--version / first paint of bare", times["--version"] / bare["paint"], 0.4),
        ("--plain / first paint of bare", times["--plain"] / bare["paint"], 1),
    ]
    if less:
        rows.insert(
            5, ("PageDown bytes, seed / less", seed["page bytes"] / less["page bytes"], 1.5)
        )
    print(f"{'':34}{'ratio':>8}{'budget':>8}")
    for name, ratio, budget in rows:
        verdict = "ok" if ratio <= budget else "OVER"
        print(f"{name:34}{ratio:8.2f}{budget:8.2f}  {verdict}")
