"""Damaged rasters, networks, specifications, jobs, GeoPackages and chips through a warm worker, in large numbers.

``build/worker-env/bin/python -m tests.benchmarks.fuzz 10000``        how the mutations ended, and each finding;
Ctrl+C ends it early
``build/worker-env/bin/python -m tests.benchmarks.fuzz --only tiff:17``  one of them again
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from groundshift.tests.helpers.fuzzing import make_seeds, names, try_mutation
from groundshift.tests.helpers.warm_worker import WarmWorker


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--start", type=int, default=0, help="leave out the first mutations")
    parser.add_argument("--only", nargs="*", help="names of mutations, such as tiff:17")
    arguments = parser.parse_args()
    endings: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seeds = make_seeds(Path(folder))
        worker = WarmWorker(seeds.sound)
        try:
            for name in arguments.only or names(arguments.count)[arguments.start :]:
                ending, finding = try_mutation(name, seeds, worker)
                endings[ending] += 1
                if finding is not None:
                    lines = finding.detail.strip().splitlines()
                    same = f"{finding.what} {finding.name.partition(':')[0]} {lines[-1]}"
                    findings[same] += 1
                    if findings[same] == 1:
                        print(f"{finding.name}: {finding.what}: {lines[0]}\n  " + "\n  ".join(lines[-8:]), flush=True)
        except KeyboardInterrupt:
            print("interrupted")
        finally:
            worker.close()
    for ending, number in endings.most_common():
        print(f"{number:7d} {ending}")
    print(f"{sum(endings.values())} mutations, {sum(findings.values())} findings, {time.monotonic() - start:.0f} s")
    return 1 if findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
