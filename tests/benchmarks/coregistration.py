"""How well known shifts are found on real imagery, how long it takes, and how much memory.

``build/worker-env/bin/python -m tests.benchmarks.coregistration shifts``   applied against found, a table in Markdown
``build/worker-env/bin/python -m tests.benchmarks.coregistration memory``   peak memory of the worker at two sizes

The shifts are applied to the earlier date by the shift theorem (see ``tests/engine/known_shifts.py``). Real dates lie
apart already by an unknown fraction of a pixel: what is found without an applied shift is taken off. The Banepa window
is one date and a copy of it, recoloured, clouded and built over: there the shift is known outright.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from tests.benchmarks.detection import Worker, write_pair
from tests.engine.known_shifts import DATA, PAIRS, changed_and_recoloured, fourier_moved, moved_copy

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.coregistration.run import coregister
from groundshift.plugin.jobs.coregister import CoregisterJob
from groundshift.plugin.jobs.detect_change import RasterSource

SHIFTS = ((0.25, 0.5), (-0.37, 0.61), (2.5, -1.25), (-7.4, 5.1), (13.3, 19.6), (-20.0, -20.0))
BANEPA = DATA / "buildings" / "banepa" / "image.tif"
BANEPA_WINDOW = (2600, 2600, 1200, 1000)


def find(before: Path, after: Path, folder: Path) -> tuple[np.ndarray, float, float]:
    """The shift found, in rows and columns, its reliability, and the seconds that it took."""
    start = time.perf_counter()
    sources = RasterSource("BEFORE", before.stem, str(before)), RasterSource("AFTER", after.stem, str(after))
    values = coregister(CoregisterJob(*sources, scratch=str(folder / "scratch")), JobContext(lambda event: None))
    seconds = time.perf_counter() - start
    with rasterio.open(after) as dataset:
        shift = np.array([-values["SHIFT_Y"] / dataset.res[1], values["SHIFT_X"] / dataset.res[0]])
    return shift, values["RELIABILITY"], seconds


def say(name: str, applied: tuple[float, float], found: np.ndarray, reliability: float, seconds: float) -> float:
    error = float(np.hypot(*(found - applied)))
    print(
        f"| {name} | {applied[0]:+.2f}, {applied[1]:+.2f} | {found[0]:+.3f}, {found[1]:+.3f} | {error:.3f} | "
        f"{reliability:.2f} | {seconds:.1f} |",
        flush=True,
    )
    return error


def shifts() -> None:
    print("| pair | applied (rows, columns) | found | error (pixels) | reliability | seconds |")
    print("|---|---|---|---|---|---|")
    errors = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, real in PAIRS.items():
            after = DATA / real.after
            own, _, _ = find(moved_copy(DATA / real.before, folder / "before.tif", 0, 0), after, folder)
            for applied in SHIFTS:
                moved = moved_copy(DATA / real.before, folder / "moved.tif", *applied)
                found, reliability, seconds = find(moved, after, folder)
                errors.append(say(label, applied, own - found, reliability, seconds))
        before = moved_copy(BANEPA, folder / "before.tif", 0, 0, BANEPA_WINDOW)
        with rasterio.open(before) as dataset:
            pixels, profile = dataset.read(), dataset.profile
        for applied in SHIFTS:
            with rasterio.open(folder / "after.tif", "w", **profile) as dataset:
                dataset.write(changed_and_recoloured(fourier_moved(pixels, *applied)))
            found, reliability, seconds = find(before, folder / "after.tif", folder)
            errors.append(say("Banepa, recoloured and changed", applied, found, reliability, seconds))
    print(f"\n{len(errors)} shifts: median error {np.median(errors):.3f}, largest {max(errors):.3f} pixels")


def memory(sides: list[int]) -> None:
    peaks = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side in sides:
            before, after = write_pair(folder, side)
            worker = Worker()
            job = {
                "kind": "coregister",
                "before": {"parameter": "BEFORE", "name": "before", "path": str(before)},
                "after": {"parameter": "AFTER", "name": "after", "path": str(after)},
                "scratch": str(folder / "scratch"),
                "aligned": str(folder / "aligned.tif"),
                "tiepoints": str(folder / "tiepoints.gpkg"),
                "method": "local",
            }
            result = worker.run(job)
            peaks.append(worker.peak_mb())
            worker.close()
            print(
                f"{side} x {side}: peak {peaks[-1]:.0f} MB, {result['wall']:.1f} s, "
                f"{result['TIEPOINTS_USED']} of {result['TIEPOINT_COUNT']} tie points",
                flush=True,
            )
            before.unlink()
            after.unlink()
    print(f"largest over smallest {max(peaks) / min(peaks):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["shifts", "memory"])
    parser.add_argument("--side", type=int, nargs="*", default=[4000, 16000])
    arguments = parser.parse_args()
    if arguments.what == "shifts":
        shifts()
    else:
        memory(arguments.side)


if __name__ == "__main__":
    main()
