"""Reads at random for a given time; ends with status 1 when something didn't hold."""

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from tempfile import gettempdir

from tests.fuzz import in_process, in_terminal
from tests.fuzz.cases import Case, make_case
from tests.fuzz.surroundings import own_home

_IN_TERMINAL = 6
"""Of so many cases one is read in a terminal too."""
_STEPS = 40


def main() -> int:
    """Read as the command line says."""
    options = _options()
    if options.repeat:
        case = Case.load(options.repeat)
        return 1 if _fails(in_process.read, case) + _fails(in_terminal.read, case) else 0
    seed = options.seed if options.seed is not None else SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    end = time.monotonic() + options.minutes * 60
    number, steps, failed, slowest = options.first, 0, 0, (0.0, "none")
    while time.monotonic() < end and failed < options.most:
        case = make_case(seed, number, _STEPS)
        ways = [in_process.read]
        if options.terminal or number % _IN_TERMINAL == 0:
            ways = [in_terminal.read] if options.terminal else [*ways, in_terminal.read]
        for read in ways:
            start = time.perf_counter()
            if _fails(read, case):
                failed += 1
                path = options.folder / f"fuzz-{case.name}.json"
                case.save(path)
                print(f"failed: repeat it with python -m tests.fuzz --repeat {path}", flush=True)
            elif read is in_process.read:
                slowest = max(slowest, (time.perf_counter() - start, case.name))
            steps += len(case.steps)
        number += 1
    print(
        f"seed {seed}: {number - options.first} cases, {steps:,} steps, {failed} failed; the "
        f"slowest took {slowest[0]:.1f} s: {slowest[1]}"
    )
    return 1 if failed else 0


def _fails(read: Callable[[Case, Path], float], case: Case) -> bool:
    """Read a case; say what didn't hold, and return whether that was so."""
    try:
        with own_home() as folder:
            read(case, folder)
    except Exception:
        print(f"--- {read.__module__} {case.name} at {case.size}", flush=True)
        traceback.print_exc(limit=-12, file=sys.stdout)
        return True
    return False


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (1)")
    parser.add_argument("--seed", type=int, help="where chance begins; else by chance")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case (0)")
    parser.add_argument("--most", type=int, default=5, help="failures after which it ends (5)")
    parser.add_argument("--terminal", action="store_true", help="in a terminal only")
    parser.add_argument("--repeat", type=Path, metavar="FILE", help="read the case of a file again")
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()),
                        help="where cases that fail are saved")  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
