"""How well known shifts are found on real imagery, how long it takes, and how much memory.

``build/worker-env/bin/python -m tests.benchmarks.coregistration shifts``   applied against found, a table in Markdown
``build/worker-env/bin/python -m tests.benchmarks.coregistration small``    the same in many small windows of real pairs
``build/worker-env/bin/python -m tests.benchmarks.coregistration field``    a known smooth distortion against the field found
``build/worker-env/bin/python -m tests.benchmarks.coregistration memory``   peak memory of the worker at two sizes

The shifts are applied to the earlier date by the shift theorem (see ``tests/helpers/known_shifts.py``). Real dates lie
apart already by an unknown fraction of a pixel: what is found without an applied shift is taken off. The Banepa window
is one date and a copy of it, recoloured, clouded and built over: there the shift is known outright.

``shifts`` and ``small`` end with an error where a shift is found with a reliability of 0.9 or more and is off by more than
0.1 pixels: the reliability must not promise too much.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from scipy.spatial import cKDTree

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.coregistration.estimate import Estimate, ShiftSettings, estimate_shift
from groundshift.plugin.engine.coregistration.run import coregister
from groundshift.plugin.engine.dates.dates import GroundWanted, open_dates
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.coregister import CoregisterJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.known_shifts import (
    DATA,
    PAIRS,
    changed_and_recoloured,
    distorted,
    fourier_moved,
    moved_copy,
    smooth_shift,
)

from .detection import Worker, write_pair

SHIFTS = ((0.25, 0.5), (-0.37, 0.61), (2.5, -1.25), (-7.4, 5.1), (13.3, 19.6), (-20.0, -20.0))
BANEPA = DATA / "buildings" / "banepa" / "image.tif"
BANEPA_WINDOW = (2600, 2600, 700, 700)
NAIP = DATA / "series" / "naip_north_dakota"
FIELDS = {
    "Banepa": (BANEPA, (2600, 2600)),
    "Zanzibar": (DATA / "buildings" / "zanzibar" / "image.tif", (1200, 0)),
    "NAIP 2014": (NAIP / "m_4709963_se_14_1_20140720.tif", (200, 0)),
}
CLOUDS = (0.2, 0.7)
SMALL_SIDE = 260
SMALL_SHIFTS = ((-0.37, 0.61), (13.3, 19.6))
FIELD_SIDE = 600
# Ground this near to a tie point in use is where the field is taken for reliable.
NEAR = 32.0
SURE, RIGHT = 0.9, 0.1


def find(before: Path, after: Path, folder: Path) -> tuple[np.ndarray, float, float]:
    """The shift found, in rows and columns, its reliability, and the seconds that it took."""
    start = time.perf_counter()
    sources = RasterSource("BEFORE", before.stem, str(before)), RasterSource("AFTER", after.stem, str(after))
    values = coregister(CoregisterJob(*sources, scratch=str(folder / "scratch")), JobContext(lambda event: None))
    seconds = time.perf_counter() - start
    with rasterio.open(after) as dataset:
        shift = np.array([-values["SHIFT_Y"] / dataset.res[1], values["SHIFT_X"] / dataset.res[0]])
    return shift, values["RELIABILITY"], seconds


def show(name: str, applied: tuple[float, float], found: np.ndarray, reliability: float, seconds: float) -> float:
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
    found_all = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole: set[str] = set()
        for label, real in PAIRS.items():
            # Whole rasters, and of those that were there already the window that the tests look at.
            window = real.window if real.before in whole else None
            whole.add(real.before)
            after = DATA / real.after
            own, _, _ = find(moved_copy(DATA / real.before, folder / "before.tif", 0, 0, window), after, folder)
            for applied in SHIFTS:
                moved = moved_copy(DATA / real.before, folder / "moved.tif", *applied, window)
                found, reliability, seconds = find(moved, after, folder)
                found_all.append((show(label, applied, own - found, reliability, seconds), reliability))
        before = moved_copy(BANEPA, folder / "before.tif", 0, 0, BANEPA_WINDOW)
        with rasterio.open(before) as dataset:
            pixels, profile = dataset.read(), dataset.profile
        for clouds in CLOUDS:
            for applied in SHIFTS:
                with rasterio.open(folder / "after.tif", "w", **profile) as dataset:
                    dataset.write(changed_and_recoloured(fourier_moved(pixels, *applied), clouds=clouds))
                found, reliability, seconds = find(before, folder / "after.tif", folder)
                label = f"Banepa, changed, {clouds:.0%} under clouds"
                found_all.append((show(label, applied, found, reliability, seconds), reliability))
    sum_up(found_all)


def small(count: int) -> None:
    """Random windows of ``SMALL_SIDE`` pixels of every two dates of the NAIP series."""
    dates = sorted(NAIP.glob("*.tif"))
    random = np.random.default_rng(1)
    found_all, unknown = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(count):
            before, after = (dates[index] for index in sorted(random.choice(len(dates), 2, replace=False)))
            with rasterio.open(before) as dataset:
                corner = (int(random.integers(0, length - SMALL_SIDE)) for length in (dataset.width, dataset.height))
            window = (*corner, SMALL_SIDE, SMALL_SIDE)
            own, certain, _ = find(moved_copy(before, folder / "before.tif", 0, 0, window), after, folder)
            for applied in SMALL_SHIFTS:
                found, reliability, seconds = find(moved_copy(before, folder / "moved.tif", *applied, window), after, folder)
                if not min(certain, reliability) > 0:
                    unknown += 1
                    continue
                label = f"{before.stem[-8:-4]}-{after.stem[-8:-4]} {window[:2]}"
                found_all.append((show(label, applied, own - found, reliability, seconds), reliability))
    print(f"\n{unknown} times the shift was said to be unknown.")
    sum_up(found_all)


def sum_up(found: list[tuple[float, float]]) -> None:
    """Errors by reliability; a wrong shift that is said to be sure is an error of its own."""
    errors, reliabilities = (np.array(column) for column in zip(*found))
    print(f"\n{len(errors)} shifts: median error {np.median(errors):.3f}, largest {errors.max():.3f} pixels\n")
    print("| reliability | shifts | median error | largest error (pixels) |")
    print("|---|---|---|---|")
    edges = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)
    for low, high in zip(edges, edges[1:]):
        own = errors[(reliabilities >= low) & (reliabilities < high)]
        if len(own):
            print(f"| {low:.1f} to {min(high, 1):.1f} | {len(own)} | {np.median(own):.3f} | {own.max():.3f} |")
    if ((reliabilities >= SURE) & (errors > RIGHT)).any():
        raise SystemExit(f"A shift with a reliability of {SURE} or more is off by more than {RIGHT} pixels.")


def field() -> None:
    """A recoloured, changed and clouded copy of real imagery, distorted by a known field."""
    print(
        "| image | tie points in use | pixels near them | rms error there | rms of tie points | standard error said | seconds |"
    )
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, (source, corner) in FIELDS.items():
            before = moved_copy(source, folder / "before.tif", 0, 0, (*corner, FIELD_SIDE, FIELD_SIDE), bands=3)
            with rasterio.open(before) as dataset:
                pixels, profile = dataset.read(), dataset.profile
            with rasterio.open(folder / "after.tif", "w", **profile) as dataset:
                dataset.write(changed_and_recoloured(distorted(pixels)))
            start = time.perf_counter()
            estimate = estimate_local(before, folder / "after.tif", folder)
            seconds = time.perf_counter() - start
            used = estimate.used
            rows, cols = np.mgrid[0:FIELD_SIDE:4, 0:FIELD_SIDE:4].astype(float)
            error = np.hypot(*(estimate.field.at(rows, cols) - smooth_shift(rows, cols, FIELD_SIDE)))
            nearest, _ = cKDTree(estimate.places[used]).query(np.column_stack([rows.ravel(), cols.ravel()]))
            near = nearest.reshape(rows.shape) < NEAR
            own = np.hypot(*(estimate.shifts - smooth_shift(*estimate.places.T, FIELD_SIDE).T).T)[used]
            print(
                f"| {label} | {used.sum()} of {len(used)} | {near.mean():.0%} | {np.sqrt((error[near] ** 2).mean()):.3f} | "
                f"{np.sqrt((own**2).mean()):.3f} | {estimate.error:.3f} | {seconds:.1f} |",
                flush=True,
            )


def estimate_local(before: Path, after: Path, folder: Path) -> Estimate:
    """The field of shifts itself, which no output holds."""
    sources = RasterSource("BEFORE", before.stem, str(before)), RasterSource("AFTER", after.stem, str(after))
    job = CoregisterJob(*sources, scratch=str(folder / "scratch"), method="local")
    with Raster(job.before) as one, Raster(job.after) as other:
        pair = open_dates(GroundWanted(), None, (one, other), JobContext(lambda event: None))
        return estimate_shift(pair, ShiftSettings(True, None, None, job.max_shift), lambda: None, lambda part: None)


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
    parser.add_argument("what", choices=["shifts", "small", "field", "memory"])
    parser.add_argument("--count", type=int, default=20, help="windows of the benchmark 'small'")
    parser.add_argument("--side", type=int, nargs="*", default=[4000, 16000])
    arguments = parser.parse_args()
    if arguments.what == "shifts":
        shifts()
    elif arguments.what == "small":
        small(arguments.count)
    elif arguments.what == "field":
        field()
    else:
        memory(arguments.side)


if __name__ == "__main__":
    main()
