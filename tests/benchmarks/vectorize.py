"""How fast polygons are made of a mask, against ``rasterio.features.shapes`` on the same mask.

``build/worker-env/bin/python -m tests.benchmarks.vectorize speed``   67 Mpx with 280,000 objects, with and without a
mapping unit that removes four fifths of them; attributes and writing included; the polygons are compared. Runs alternate;
seconds of the processor depend least on other work
``build/worker-env/bin/python -m tests.benchmarks.vectorize memory``  peak memory of the worker at two sizes
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio
import shapely
from rasterio.features import shapes
from rasterio.transform import from_origin
from rasterio.windows import Window
from scipy import ndimage

from .detection import Worker

TILE = 2048
_CHANGED = 0.14
_BLUR = 2.13


def write_mask(path: Path, side: int) -> None:
    """A mask of blobs, 1 m a pixel; about 4,200 objects a million pixels."""
    random = np.random.default_rng(0)
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "dtype": "uint8",
        "count": 1,
        "height": side,
        "width": side,
        "crs": "EPSG:32645",
        "transform": from_origin(350_000, 3_060_000, 1.0, 1.0),
        "nodata": 255,
        "tiled": True,
        "blockxsize": 512,
        "blockysize": 512,
        "compress": "deflate",
        "zlevel": 1,
    }
    with rasterio.open(path, "w", **profile) as dataset:
        for row in range(0, side, TILE):
            for col in range(0, side, TILE):
                noise = ndimage.gaussian_filter(random.normal(size=(TILE, TILE)).astype(np.float32), _BLUR, mode="wrap")
                tile = (noise > np.quantile(noise, 1 - _CHANGED)).astype(np.uint8)
                height, width = min(TILE, side - row), min(TILE, side - col)
                dataset.write(tile[:height, :width], 1, window=Window(col, row, width, height))


def gdal_shapes(path: Path) -> tuple[tuple[float, float], list[Any]]:
    """Seconds that ``rasterio.features.shapes`` takes, passed and of the processor, and the outlines of the changes."""
    with rasterio.open(path) as dataset:
        start, work = time.perf_counter(), time.process_time()
        found = [outline for outline, value in shapes(rasterio.band(dataset, 1), connectivity=4) if value == 1]
        return (time.perf_counter() - start, time.process_time() - work), found


def job_of(folder: Path, mask: Path, **options: Any) -> dict[str, Any]:
    return {
        "kind": "vectorize_change",
        "input": {"parameter": "INPUT", "name": "mask", "path": str(mask)},
        "polygons": str(folder / "polygons.gpkg"),
        "scratch": str(folder / "scratch"),
        **options,
    }


def unit_that_removes(outlines: list[Any], part: float) -> float:
    """The mapping unit, in square metres of the plane, below which this part of the objects lies."""
    areas = shapely.area([shapely.Polygon(item["coordinates"][0], item["coordinates"][1:]) for item in outlines])
    return float(np.quantile(areas, part)) + 0.5


def same_polygons(path: Path, outlines: list[Any], unit: float) -> bool:
    """Whether a file holds the outlines of at least the unit, point by point."""
    _, _, geometry, _ = pyogrio.raw.read(path, layer=path.stem)
    mine = shapely.normalize(shapely.from_wkb(geometry))
    theirs = np.array([shapely.Polygon(item["coordinates"][0], item["coordinates"][1:]) for item in outlines])
    theirs = shapely.normalize(theirs[shapely.area(theirs) >= unit])
    if len(mine) != len(theirs):
        return False

    def order(items: Any) -> Any:
        bounds = shapely.bounds(items)
        return items[np.lexsort((shapely.area(items), bounds[:, 1], bounds[:, 0], bounds[:, 3]))]

    return bool(shapely.equals_exact(order(mine), order(theirs), 1e-6).all())


def speed(side: int, repeats: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mask = folder / "mask.tif"
        write_mask(mask, side)
        worker = Worker()
        worker.run(job_of(folder, mask))
        bare, outlines = gdal_shapes(mask)
        unit = unit_that_removes(outlines, 0.8)
        print(f"{side * side / 1e6:.0f} Mpx, {len(outlines)} objects, mapping unit {unit:g} m2; shapes {bare[0]:.1f} s")
        for label, least in (("without a unit", 0.0), ("with a unit", unit)):
            ratios = []
            for _ in range(repeats):
                bare, _ = gdal_shapes(mask)
                begin = worker.cpu_seconds()
                result = worker.run(job_of(folder, mask, min_area_m2=least))
                spent = result["wall"], worker.cpu_seconds() - begin
                ratios.append([mine / theirs for mine, theirs in zip(spent, bare)])
                seconds = [f"{part[0]:.2f} s passed, {part[1]:.2f} s of the processor" for part in (bare, spent)]
                print(f"{label}: shapes {seconds[0]}; job {seconds[1]}; {result['POLYGON_COUNT']} polygons")
            same = same_polygons(folder / "polygons.gpkg", outlines, least)
            passed, work = np.median(ratios, axis=0)
            print(f"{label}: median ratio {passed:.2f}, of the processor {work:.2f}, {repeats} runs; polygons the same: {same}")
        worker.close()


def memory(sides: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side in sides:
            mask = folder / "mask.tif"
            write_mask(mask, side)
            for options in ({"min_area_m2": 200.0}, {"min_area_m2": 0.0}):
                worker = Worker()
                result = worker.run(job_of(folder, mask, **options))
                peak = worker.peak_mb()
                worker.close()
                count, seconds = result["POLYGON_COUNT"], result["wall"]
                print(f"{side} x {side}, {json.dumps(options)}: peak {peak:.0f} MB, {seconds:.1f} s, {count} polygons")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory"])
    parser.add_argument("--side", type=int, nargs="*", default=None)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.what == "speed":
        speed((arguments.side or [8192])[0], arguments.repeats)
    else:
        memory(arguments.side or [8000, 16000])


if __name__ == "__main__":
    main()
