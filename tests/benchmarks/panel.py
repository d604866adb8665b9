"""How long the panel keeps QGIS's main thread busy, in a real QGIS Desktop with real imagery.

    PYTHONPATH=build GROUNDSHIFT_PYTHON=$PWD/build/worker-env/bin/python build/qgis-env/bin/python -m tests.benchmarks.panel

Prints, for each phase, the longest turn of the event loop: processor time of the main thread, and wall time, which on a busy
machine is mostly waiting for a processor.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> int:
    from groundshift.tests.desktop.in_qgis import run_in_qgis
    from groundshift.tests.desktop.real_pairs import banepa_pair

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = banepa_pair(folder)
        found = run_in_qgis(
            str(Path(__file__).with_name("panel_speed_run.py")), folder, {"BEFORE": before, "AFTER": after}, timeout=1000
        )
    print(f"{'phase':45} {'longest turn, cpu':>18} {'wall':>9} {'turns':>7} {'over 100 ms':>12}")
    for phase, values in found["phases"].items():
        cpu, wall = f"{values['cpu_ms']:.0f} ms", f"{values['wall_ms']:.0f} ms"
        print(f"{phase:45} {cpu:>18} {wall:>9} {values['turns']:>7} {values['over_100_ms']:>12}")
    print("seconds from a move of the map to the preview:", *found["preview_seconds"])
    print(found["preview_note"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
