"""QGIS projects with results of the plugin, damaged at random, in large numbers.

``PYTHONPATH=build build/qgis-env/bin/python -m tests.benchmarks.fuzz_projects 1000``      how they ended, and each finding
``PYTHONPATH=build build/qgis-env/bin/python -m tests.benchmarks.fuzz_projects --only 17``  one of them again
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from groundshift.tests.helpers.project_fuzzing import ProjectFuzzer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--only", type=int, nargs="*", help="seeds")
    arguments = parser.parse_args()
    endings: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, ProjectFuzzer(Path(folder)) as fuzzer:
        for seed in arguments.only or range(arguments.count):
            answer = fuzzer.try_seed(seed)
            endings[answer["ending"]] += 1
            if answer["ending"] not in ("opened", "refused"):
                same = answer["detail"].strip().splitlines()[-1]
                findings[same] += 1
                if findings[same] == 1:
                    print(f"{seed}: {answer['ending']}: {answer['detail'][-1500:]}", flush=True)
            if sum(endings.values()) % 100 == 0:
                print(dict(endings), flush=True)
    print(f"{sum(endings.values())} projects, {sum(findings.values())} findings: {dict(endings)}")
    return 1 if findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
