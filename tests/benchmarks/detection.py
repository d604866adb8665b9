"""How fast detection is against the bare network, and how much memory it takes.

``build/worker-env/bin/python -m tests.benchmarks.detection speed``   end to end against bare ``session.run``, one run
``build/worker-env/bin/python -m tests.benchmarks.detection bare``    seconds of the processor: bare networks by ONNX Runtime in
32 bits and by another target, and detections from files to polygons by each, in alternating runs
``build/worker-env/bin/python -m tests.benchmarks.detection pipeline``  seconds of the processor of all but the network, which
gives the same output for each tile; without and with the output PROBABILITY
``build/worker-env/bin/python -m tests.benchmarks.detection memory``  peak memory of the worker; ``--side 16000x2400`` = wide
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
from typing import Any, Callable, Iterator, Sequence

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


def write_pair(folder: Path, side: int, lines: int = 0) -> tuple[Path, Path]:
    """Two dates of ``side`` x ``side`` pixels, or so many lines, at 0.5 m, strip by strip."""
    lines = lines or side
    random = np.random.default_rng(0)
    noise = gaussian_filter(random.normal(size=(TILE, TILE, 3)), (4, 4, 0))
    noise = (noise - noise.min()) / np.ptp(noise) * 120 + 60
    block = np.clip(noise + random.normal(scale=4, size=noise.shape), 0, 255).astype(np.uint8).transpose(2, 0, 1)
    paths = folder / f"before-{side}.tif", folder / f"after-{side}.tif"
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "dtype": "uint8",
        "count": 3,
        "height": lines,
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
        for row in range(0, lines, TILE):
            for col in range(0, side, TILE):
                height, width = min(TILE, lines - row), min(TILE, side - col)
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


def bare(model: Path, side: int, repeats: int, provider: str) -> None:
    """Print the seconds of the processor for a megapixel, the least of the repeats, and their ratios.

    The bare networks run on tiles of 1,024 x 1,024 pixels that are in memory, by the libraries' own calls on the model file.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, side)
        job = make_job(folder, before, after, model)
        small = make_job(folder, *write_pair(folder, TILE // 2), model)
        networks = {"": _bare_onnx_runtime(model), provider: _bare_openvino(model, provider.rpartition(":")[2])}
        workers = {target: Worker() for target in networks}
        spent: dict[tuple[str, str], list[float]] = {}
        for target, worker in workers.items():  # the first runs load libraries
            networks[target]()
            worker.run({**small, "provider": target})
        for _ in range(repeats):
            for target, worker in workers.items():
                begin = time.process_time()
                for _ in range(3):
                    networks[target]()
                spent.setdefault(("bare", target), []).append((time.process_time() - begin) / (3 * TILE * TILE / 1e6))
                begin = worker.cpu_seconds()
                result = worker.run({**job, "provider": target})
                spent.setdefault(("files to polygons", target), []).append((worker.cpu_seconds() - begin) / (side * side / 1e6))
                if target and result["PROVIDER"] != target:
                    raise SystemExit(f"{target} was not used")
                values = ", ".join(f"{what} {spent[what, target][-1]:.3f}" for what in ("bare", "files to polygons"))
                print(f"  {target or 'ONNX Runtime fp32'}: {values}", flush=True)
        peaks = {target: worker.peak_mb() for target, worker in workers.items()}
        for worker in workers.values():
            worker.close()
    least = {key: min(values) for key, values in spent.items()}
    print(f"{model.stem}, {side} x {side} pixels, processor seconds for a megapixel, least of {repeats}")
    for (what, target), seconds in least.items():
        print(f"  {what} by {target or 'ONNX Runtime fp32'}: {seconds:.3f}")
    for target in networks:
        whole = least["files to polygons", target]
        ratios = ", ".join(f"{least['bare', other] / whole:.2f} of bare {other or 'ONNX Runtime fp32'}" for other in networks)
        print(f"  files to polygons by {target or 'ONNX Runtime fp32'}: {ratios}; peak {peaks[target]:.0f} MB")


def _bare_onnx_runtime(model: Path) -> Callable[[], Any]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0))
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    feed = _bare_feed(model)
    return lambda: session.run(None, feed)


def _bare_openvino(model: Path, precision: str) -> Callable[[], Any]:
    import openvino

    hints = {
        "INFERENCE_PRECISION_HINT": {"fp32": "f32", "bf16": "bf16", "fp16": "f16"}[precision],
        "PERFORMANCE_HINT": "LATENCY",
    }
    request = openvino.Core().compile_model(str(model), "CPU", hints).create_infer_request()
    feed = _bare_feed(model)
    return lambda: request.infer(dict(enumerate(feed.values())), share_inputs=True)


def _bare_feed(model: Path) -> dict[str, Any]:
    """A tile of noise for each input."""
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    random = np.random.default_rng(0)
    return {item.name: random.standard_normal((1, item.shape[1], TILE, TILE), np.float32) for item in session.get_inputs()}


class StandIn:
    """In place of a loaded network: the same probabilities for each tile, of twelve rectangles that have changed.

    :param channels: of the output.
    """

    def __init__(self, loaded: Any, channels: int) -> None:
        self.providers, self.most_pixels, self._channels = loaded.providers, loaded.most_pixels, channels
        self._outputs: dict[tuple[int, ...], Any] = {}

    def run(self, inputs: Sequence[Any], kept: Any = None) -> Any:
        size = inputs[0].shape[-2:]
        if size not in self._outputs:
            random = np.random.default_rng(0)
            changed = gaussian_filter(random.normal(size=size), 8).astype(np.float32) / 8 + 0.05
            for _ in range(12):
                y, x = random.integers(0, min(size) - 60, 2)
                changed[y : y + 30, x : x + 40] = 0.9
            changed = np.clip(changed, 0, 1)
            shares = np.stack([1 - changed, *[changed / (self._channels - 1)] * (self._channels - 1)])
            self._outputs[size] = shares[None].astype(np.float32)
        return self._outputs[size].copy()


def pipeline(model: Path, side: int, repeats: int) -> None:
    """Print the seconds of the processor for a megapixel without a network, the least of the repeats."""
    from groundshift.plugin.engine.context import JobContext
    from groundshift.plugin.engine.detect.detect import detect_change
    from groundshift.plugin.engine.network.network import Network
    from groundshift.plugin.jobs.detect_change import DetectChangeJob
    from groundshift.plugin.jobs.sources import RasterSource

    load = Network._load

    def load_stand_in(network: Any, target: Any) -> Any:
        return StandIn(load(network, target), network.spec.output_channels)

    Network._load = load_stand_in  # type: ignore[method-assign,assignment]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = (str(path) for path in write_pair(folder, side))
        for probability in (None, str(folder / "probability.tif")):
            spent = []
            for _ in range(repeats + 1):  # the first one loads libraries
                sources = RasterSource("BEFORE", "before", before), RasterSource("AFTER", "after", after)
                scratch, mask, polygons = (str(folder / part) for part in ("scratch", "mask.tif", "polygons.gpkg"))
                job = DetectChangeJob(
                    *sources, model=str(model), scratch=scratch, mask=mask, polygons=polygons, probability=probability
                )
                begin = time.process_time()
                values = detect_change(job, JobContext(lambda event: None))
                spent.append((time.process_time() - begin) / (side * side / 1e6))
            outputs = "mask, polygons" + (", probability" if probability else "")
            sizes = ", ".join(f"{os.path.getsize(path) / 1e6:.2f} MB" for path in (mask, polygons, probability) if path)
            print(
                f"{model.stem}, {side} x {side}: {min(spent[1:]):.4f} processor seconds for a megapixel without the network; "
                f"{outputs}: {sizes}; {values['POLYGON_COUNT']} polygons",
                flush=True,
            )


def memory(model: Path, sizes: list[tuple[int, int]], provider: str) -> None:
    """:param sizes: width and height in pixels."""
    peaks = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for width, height in sizes:
            before, after = write_pair(folder, width, height)
            worker = Worker()
            result = worker.run({**make_job(folder, before, after, model), "provider": provider})
            peaks.append(worker.peak_mb())
            spent = worker.cpu_seconds() / (width * height / 1e6)
            worker.close()
            print(
                f"{width} x {height} by {result['PROVIDER']}: peak {peaks[-1]:.0f} MB, {result['wall']:.1f} s, "
                f"{spent:.3f} processor seconds for a megapixel, {result['POLYGON_COUNT']} polygons",
                flush=True,
            )
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
    parser.add_argument("what", choices=["speed", "bare", "pipeline", "memory", "against"])
    parser.add_argument("--provider", default="", help="as the setting: OpenVINO:CPU:bf16, for example")
    parser.add_argument("--other", type=Path, help="root of another checkout")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "buildings-fcn.onnx")
    parser.add_argument("--side", nargs="*", default=None, help="of the pair in pixels; of memory also WIDTHxHEIGHT")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    sizes = [tuple(map(int, (text if "x" in text else f"{text}x{text}").split("x"))) for text in arguments.side or []]
    if arguments.what == "against":
        against(arguments.other.resolve(), arguments.model, sizes[0][0] if sizes else 2048, arguments.repeats)
    elif arguments.what == "speed":
        speed(arguments.model, sizes[0][0] if sizes else 4096, arguments.repeats)
    elif arguments.what == "pipeline":
        pipeline(arguments.model, sizes[0][0] if sizes else 4096, arguments.repeats)
    elif arguments.what == "bare":
        bare(arguments.model, sizes[0][0] if sizes else 4096, arguments.repeats, arguments.provider or "OpenVINO:CPU:bf16")
    else:
        memory(arguments.model, sizes or [(8000, 8000), (16000, 16000)], arguments.provider)


if __name__ == "__main__":
    main()
