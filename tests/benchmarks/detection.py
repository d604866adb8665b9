"""How fast detection is against the bare network, and how much memory it takes.

``build/worker-env/bin/python -m tests.benchmarks.detection speed``   end to end against bare ``session.run``, one run
``build/worker-env/bin/python -m tests.benchmarks.detection memory``  peak memory of the worker at two sizes
``build/worker-env/bin/python -m tests.benchmarks.detection against --other FOLDER``  processor time and memory against another
checkout, in alternating runs: the pair as it is, and with BEFORE in another CRS

The pair is made here: texture with changed rectangles, tiled DEFLATE GeoTIFFs, as most imagery comes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Iterator

import numpy as np
import onnxruntime
import pyogrio
import rasterio
import rasterio.shutil
from rasterio.transform import from_origin
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window
from scipy.ndimage import gaussian_filter

ROOT = Path(__file__).resolve().parents[2]
TILE = 1024


def write_pair(folder: Path, side: int) -> tuple[Path, Path]:
    """Two dates of ``side`` x ``side`` pixels at 0.5 m, strip by strip."""
    random = np.random.default_rng(0)
    noise = gaussian_filter(random.normal(size=(TILE, TILE, 3)), (4, 4, 0))
    noise = (noise - noise.min()) / np.ptp(noise) * 120 + 60
    block = np.clip(noise + random.normal(scale=4, size=noise.shape), 0, 255).astype(np.uint8).transpose(2, 0, 1)
    paths = folder / f"before-{side}.tif", folder / f"after-{side}.tif"
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "dtype": "uint8",
        "count": 3,
        "height": side,
        "width": side,
        "crs": "EPSG:32645",
        "tiled": True,
        "transform": from_origin(350_000, 3_060_000, 0.5, 0.5),
        "compress": "deflate",
        "zlevel": 1,
        "photometric": "rgb",
        "blockxsize": 512,
        "blockysize": 512,
        "interleave": "pixel",
        "bigtiff": "if_safer",
    }
    with rasterio.open(paths[0], "w", **profile) as before, rasterio.open(paths[1], "w", **profile) as after:
        for row in range(0, side, TILE):
            for col in range(0, side, TILE):
                height, width = min(TILE, side - row), min(TILE, side - col)
                tile = block[:, :height, :width]
                window = Window(col, row, width, height)
                before.write(tile, window=window)
                changed = tile.copy()
                for _ in range(12):
                    y, x = random.integers(0, TILE - 60, 2)
                    changed[:, y : y + 30, x : x + 40] = 230
                after.write(changed, window=window)
    return paths


class Worker:
    """A warm worker."""

    def __init__(self, root: Path = ROOT) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(root / "plugin" / "worker.py"), "serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        next(self.events())

    def events(self) -> Iterator[dict[str, Any]]:
        for line in self.process.stdout or ():
            yield json.loads(line)

    def run(self, job: dict[str, Any]) -> dict[str, Any]:
        """The job's result; ``wall`` = seconds from sending it to its end."""
        start = time.perf_counter()
        self.process.stdin.write(json.dumps({"run": job}) + "\n")  # type: ignore[union-attr]
        self.process.stdin.flush()  # type: ignore[union-attr]
        for event in self.events():
            if event["event"] == "result":
                return {**event["values"], "wall": time.perf_counter() - start}
            if event["event"] in ("error", "stopped"):
                raise SystemExit(str(event))
        raise SystemExit("the worker died")

    def peak_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024

    def cpu_seconds(self) -> float:
        """Processor time of the worker until now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self.process.stdin.close()  # type: ignore[union-attr]
        self.process.wait(timeout=30)


def make_job(folder: Path, before: Path, after: Path, model: Path) -> dict[str, Any]:
    return {
        "kind": "detect_change",
        "before": {"parameter": "BEFORE", "name": "before", "path": str(before)},
        "after": {"parameter": "AFTER", "name": "after", "path": str(after)},
        "model": str(model),
        "scratch": str(folder / "scratch"),
        "mask": str(folder / "mask.tif"),
        "polygons": str(folder / "polygons.gpkg"),
    }


def bare_seconds(model: Path, side: int) -> float:
    """Seconds of ``session.run`` alone for ``side`` x ``side`` pixels, on tiles that are in memory already."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    inputs = session.get_inputs()
    channels = 6 if len(inputs) == 1 else 3
    tile = np.random.default_rng(0).normal(size=(1, channels, TILE, TILE)).astype(np.float32)
    feed = {item.name: tile for item in inputs}
    session.run(None, feed)
    start = time.perf_counter()
    for _ in range(round((side / TILE) ** 2)):
        session.run(None, feed)
    return time.perf_counter() - start


def speed(model: Path, side: int, repeats: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, side)
        worker = Worker()
        job = make_job(folder, before, after, model)
        worker.run(job)
        ratios = []
        for _ in range(repeats):
            bare = bare_seconds(model, side)
            result = worker.run(job)
            ratios.append(bare / result["wall"])
            mpx = side * side / 1e6
            print(
                f"bare {mpx / bare:.2f} Mpx/s, end to end {mpx / result['wall']:.2f} Mpx/s, ratio {ratios[-1]:.2f}, "
                f"{result['POLYGON_COUNT']} polygons, {result['SECONDS_AFTER_PREDICTION']:.2f} s after the prediction"
            )
        worker.close()
        print(f"{model.stem}: median ratio {np.median(ratios):.2f} of {repeats} runs at {side} x {side}")


def memory(model: Path, sides: list[int]) -> None:
    peaks = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side in sides:
            before, after = write_pair(folder, side)
            worker = Worker()
            result = worker.run(make_job(folder, before, after, model))
            peaks.append(worker.peak_mb())
            worker.close()
            print(f"{side} x {side}: peak {peaks[-1]:.0f} MB, {result['wall']:.1f} s, {result['POLYGON_COUNT']} polygons")
            before.unlink()
            after.unlink()
    print(f"{model.stem}: largest over smallest {max(peaks) / min(peaks):.3f}")


def read_polygons(path: str) -> list[tuple[Any, ...]]:
    """Geometry and attributes of polygons, without their random identifiers."""
    described, _, shapes, columns = pyogrio.raw.read(path)
    kept = [column for name, column in zip(described["fields"], columns) if name != "uuid"]
    return list(zip(shapes, *(column.tolist() for column in kept)))


def against(other: Path, model: Path, side: int, repeats: int) -> None:
    """Print the least processor time of each checkout, their peak memory, and whether masks and polygons are equal."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, side)
        warped = folder / "warped.tif"
        with rasterio.open(before) as dataset, WarpedVRT(dataset, crs="EPSG:3857", add_alpha=True) as seen:
            rasterio.shutil.copy(seen, warped, driver="GTiff", tiled=True, compress="deflate", zlevel=1)
        pairs = {"as it is": before, "BEFORE in another CRS": warped}
        for title, first in pairs.items():
            workers = {"this": Worker(), "other": Worker(other)}
            seconds: dict[str, list[float]] = {key: [] for key in workers}
            masks, polygons = {}, {}
            for number in range(repeats + 1):
                for key, worker in workers.items():
                    job = make_job(folder, first, after, model)
                    job["mask"], job["polygons"] = str(folder / f"{key}.tif"), str(folder / f"{key}.gpkg")
                    begin = worker.cpu_seconds()
                    worker.run(job)
                    if number:  # the first run opens the network
                        seconds[key].append(worker.cpu_seconds() - begin)
                    with rasterio.open(job["mask"]) as dataset:
                        masks[key] = dataset.read(1)
                    polygons[key] = read_polygons(job["polygons"])
            peaks = {key: worker.peak_mb() for key, worker in workers.items()}
            for worker in workers.values():
                worker.close()
            unlike = np.mean(masks["this"] != masks["other"])
            print(f"{title}: {side} x {side}, processor seconds, least of {repeats}")
            for key in seconds:
                print(f"  {key}: {min(seconds[key]):.2f} s, peak {peaks[key]:.0f} MB")
            same = "equal" if polygons["this"] == polygons["other"] else "not equal"
            print(
                f"  masks differ in {unlike:.4%} of the pixels, {len(polygons['this'])} polygons and their attributes: {same}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory", "against"])
    parser.add_argument("--other", type=Path, help="root of another checkout")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "buildings-fcn.onnx")
    parser.add_argument("--side", type=int, nargs="*", default=None)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.what == "against":
        against(arguments.other.resolve(), arguments.model, (arguments.side or [2048])[0], arguments.repeats)
    elif arguments.what == "speed":
        speed(arguments.model, (arguments.side or [4096])[0], arguments.repeats)
    else:
        memory(arguments.model, arguments.side or [8000, 16000])


if __name__ == "__main__":
    main()
