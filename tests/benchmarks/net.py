"""Pairs of rasters drawn by seeds, read by the engine and by QGIS's GDAL, in large numbers.

``build/worker-env/bin/python -m tests.benchmarks.net 50000 --log net.log``  all seeds from 0; goes on where the log ends
``build/worker-env/bin/python -m tests.benchmarks.net --only 17 2304``       some of them again, with what they hold
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from groundshift.tests.helpers.net.checking import Oracle, check_seeds, described
from groundshift.tests.helpers.net.pairs import drawn

STEP = 500  # seeds between two lines of the log


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--only", type=int, nargs="*", help="seeds")
    parser.add_argument("--log", type=Path, help="a file to which failures and the seeds that are done are appended")
    arguments = parser.parse_args()
    seeds = arguments.only or range(_done(arguments.log, arguments.seed), arguments.seed + arguments.count)
    failed, begin = 0, time.monotonic()
    with Oracle() as oracle:
        for number, (seed, problem) in enumerate(check_seeds(seeds, oracle), 1):
            if problem or arguments.only:
                failed += bool(problem)
                _report(f"{seed}: {problem or 'the same'}\n    {described(drawn(random.Random(seed)))}", arguments.log)
            if number % STEP == 0 and not arguments.only:
                _report(f"done to {seed}", arguments.log)
    print(f"{len(seeds)} pairs, {failed} read otherwise, {time.monotonic() - begin:.0f} s")
    return 1 if failed else 0


def _report(text: str, log: Path | None) -> None:
    print(text, flush=True)
    if log is not None:
        with open(log, "a") as file:
            file.write(text + "\n")


def _done(log: Path | None, first: int) -> int:
    """The seed to go on with."""
    lines = log.read_text().splitlines() if log is not None and log.exists() else []
    return max([first, *(int(line.split()[-1]) + 1 for line in lines if line.startswith("done to"))])


if __name__ == "__main__":
    raise SystemExit(main())
