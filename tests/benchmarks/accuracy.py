"""How fast an assessment is against reading the data and the bare numpy arithmetic, and how much memory it takes.

``build/worker-env/bin/python -m tests.benchmarks.accuracy speed``   the whole job against reading and counting
``build/worker-env/bin/python -m tests.benchmarks.accuracy memory``  peak memory of the worker at 4,000 and 16,000

Both masks are made here: rectangles of buildings' size, most of them in both, as tiled DEFLATE GeoTIFFs.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window
from scipy import ndimage

from .detection import Worker

STRIP = 512


def write_masks(folder: Path, side: int, share: float = 0.06) -> tuple[Path, Path]:
    """A predicted and a reference mask of ``side`` x ``side`` pixels; about ``share`` of them is change."""
    random = np.random.default_rng(0)
    paths = folder / f"predicted-{side}.tif", folder / f"reference-{side}.tif"
    profile: dict[str, Any] = {
        "driver": "GTiff", "dtype": "uint8", "count": 1, "height": side, "width": side, "crs": "EPSG:32645", "tiled": True,
        "blockxsize": 512, "blockysize": 512, "compress": "deflate", "zlevel": 1, "nodata": 255,
        "transform": from_origin(350_000, 3_060_000, 0.5, 0.5), "bigtiff": "if_safer",
    }  # fmt: skip
    with rasterio.open(paths[0], "w", **profile) as predicted, rasterio.open(paths[1], "w", **profile) as reference:
        for row in range(0, side, STRIP):
            height = min(STRIP, side - row)
            masks = np.zeros((2, height, side), np.uint8)
            for _ in range(int(share * height * side / 24**2)):
                y, x = random.integers(0, height), random.integers(0, side)
                shift = random.integers(-6, 7, 2)
                wanted = random.random()
                if wanted > 0.1:
                    masks[0, y : y + 24, x : x + 24] = 1
                if wanted < 0.9:
                    masks[1, max(0, y + shift[0]) : y + shift[0] + 24, max(0, x + shift[1]) : x + shift[1] + 24] = 1
            for mask, dataset in zip(masks, (predicted, reference)):
                dataset.write(mask, 1, window=Window(0, row, side, height))
    return paths


def make_job(folder: Path, predicted: Path, reference: Path) -> dict[str, Any]:
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    return {
        "kind": "assess_accuracy",
        "predicted_raster": {"parameter": "PREDICTED", "name": "predicted", "path": str(predicted)},
        "reference_raster": {"parameter": "REFERENCE", "name": "reference", "path": str(reference)},
        "scratch": str(scratch),
        "report": str(folder / "report.html"),
        "matrix": str(folder / "matrix.csv"),
        "measures": str(folder / "measures.json"),
    }


def read_and_count(predicted: Path, reference: Path) -> tuple[float, np.ndarray]:
    """Seconds that reading both and counting their pairs takes, without objects, areas, map or report; and the matrix."""
    start = time.perf_counter()
    counts = np.zeros(4, np.int64)
    with rasterio.open(predicted) as one, rasterio.open(reference) as other:
        nodata = one.nodata
        for row in range(0, one.height, STRIP):
            window = Window(0, row, one.width, min(STRIP, one.height - row))
            ours, theirs = one.read(1, window=window), other.read(1, window=window)
            valid = (ours != nodata) & (theirs != nodata)
            code = ours * np.uint8(2) + theirs
            counts += np.bincount(code[valid], minlength=4)
    return time.perf_counter() - start, counts.reshape(2, 2)


def read_and_match(predicted: Path, reference: Path, overlap: float = 0.5) -> tuple[float, int]:
    """Seconds for the same with the objects: labelled by SciPy, their overlaps counted by numpy; and how many match."""
    start = time.perf_counter()
    with rasterio.open(predicted) as one, rasterio.open(reference) as other:
        ours, theirs = one.read(1) == 1, other.read(1) == 1
    np.bincount(ours.view(np.uint8).ravel() * np.uint8(2) + theirs.view(np.uint8).ravel(), minlength=4)
    mine, count = ndimage.label(ours)
    found, others = ndimage.label(theirs)
    sizes, other_sizes = np.bincount(mine.ravel(), minlength=count + 1), np.bincount(found.ravel(), minlength=others + 1)
    both = ours & theirs
    pairs, shared = np.unique(mine[both].astype(np.int64) * (others + 1) + found[both], return_counts=True)
    left, right = pairs // (others + 1), pairs % (others + 1)
    union = sizes[left] + other_sizes[right] - shared
    # Above one half no object can match two others.
    return time.perf_counter() - start, int((shared / union > overlap).sum())


def processor_seconds(worker: Worker) -> float:
    """Processor time that a worker has used so far: other work on the machine changes it little."""
    fields = Path(f"/proc/{worker.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def speed(folder: Path, side: int, repeats: int) -> None:
    predicted, reference = write_masks(folder, side)
    worker = Worker()
    worker.run(make_job(folder, predicted, reference))  # a warm worker has imported what it needs
    elapsed: list[list[float]] = []
    work: list[list[float]] = []
    counts = np.zeros((2, 2), np.int64)
    for _ in range(repeats):  # in turns: other work on the machine hits all
        clock = [time.process_time()]
        seconds, counts = read_and_count(predicted, reference)
        clock.append(time.process_time())
        with_objects, matched = read_and_match(predicted, reference)
        clock.append(time.process_time())
        before = processor_seconds(worker)
        result = worker.run(make_job(folder, predicted, reference))
        work.append([clock[1] - clock[0], clock[2] - clock[1], processor_seconds(worker) - before])
        elapsed.append([seconds, with_objects, result["wall"]])
    worker.close()
    if result["ACCURACY"] != float(np.trace(counts)) / side**2:
        raise SystemExit("the counts differ")
    told = json.loads((folder / "measures.json").read_text())["objects"]["classes"][0]["matched"]
    print(f"{side} x {side}; {told} objects match, {matched} by SciPy's labels")
    for name, rounds in (("elapsed", elapsed), ("processor", work)):
        bare, with_objects, whole = np.min(rounds, axis=0)
        print(
            f"{name}: the whole assessment {whole:.2f} s; reading and counting pixels {bare:.2f} s ({whole / bare:.2f} times); "
            f"with objects labelled and matched {with_objects:.2f} s ({whole / with_objects:.2f} times)"
        )


def memory(folder: Path) -> None:
    for side in (4_000, 16_000):
        worker = Worker()
        start = worker.peak_mb()
        predicted, reference = write_masks(folder, side)
        result = worker.run(make_job(folder, predicted, reference))
        print(f"{side} x {side}: assessment: peak {worker.peak_mb():.0f} MB (idle {start:.0f} MB), {result['wall']:.1f} s")
        worker.close()
        worker = Worker()
        sample, areas = folder / "sample.gpkg", folder / "areas.csv"
        (folder / "scratch").mkdir(exist_ok=True)
        source = {"parameter": "MAP", "name": "map", "path": str(predicted)}
        drawn = worker.run(
            {"kind": "sample_points", "map": source, "scratch": str(folder / "scratch"), "sample": str(sample), "size": 2000,
             "min_distance_m": 20.0}
        )  # fmt: skip
        points = {"parameter": "SAMPLE", "name": "sample", "path": str(sample), "crs": "EPSG:32645", "class_field": "stratum"}
        (folder / "scratch").mkdir(exist_ok=True)
        told = worker.run(
            {"kind": "estimate_area", "map": source, "sample": points, "scratch": str(folder / "scratch"), "areas": str(areas)}
        )
        print(f"{side} x {side}: sample of 2,000 points {drawn['wall']:.1f} s, areas from it {told['wall']:.1f} s, "
              f"peak {worker.peak_mb():.0f} MB")  # fmt: skip
        worker.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", "memory"))
    parser.add_argument("--side", type=int, default=8_000)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.what == "speed":
            speed(Path(folder), arguments.side, arguments.repeats)
        else:
            memory(Path(folder))


if __name__ == "__main__":
    main()
