"""How fast 'Classify land cover' is against the bare network, and how much memory it needs.

Speed is in seconds of the processor; on a busy machine look at the share inside the run::

    build/worker-env/bin/python -m tests.benchmarks.land_cover --side 2048
    build/worker-env/bin/python -m tests.benchmarks.land_cover --memory 2000 4000 8000
    build/worker-env/bin/python -m tests.benchmarks.land_cover --against models/buildings-siamese.onnx
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Optional

import numpy as np
import onnxruntime

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.dates.grid import Window
from groundshift.plugin.engine.landcover.classify import classify_land_cover
from groundshift.plugin.engine.network.backends.backend import Kept
from groundshift.plugin.engine.network.backends.onnx_runtime import OnnxRuntimeNetwork
from groundshift.plugin.engine.network.prediction import plan_tiles
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION
from groundshift.tests.benchmarks.detection import Worker, write_pair

ROOT = Path(__file__).resolve().parents[2]
QUIET = JobContext(lambda event: None)
SIDE, TURNS = 1024, 5  # of the tile on which two models are compared


def open_session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def against(model: Path, other: Path) -> None:
    """Print the seconds of the processor of a tile by two models, in turns: as bare ``session.run``, and as it is used."""
    mirrors = load_model_file(str(model), (SEGMENTATION,)).spec.mirrors
    sessions = [open_session(path) for path in (model, other)]
    tile = np.random.default_rng(0).normal(size=(1, 3, SIDE, SIDE)).astype(np.float32)
    seconds: list[list[float]] = [[], []]
    for turn in range(TURNS + 1):
        for session, found in zip(sessions, seconds):
            start = time.process_time()
            session.run(None, {item.name: tile for item in session.get_inputs()})
            if turn:  # the first one allocates
                found.append(time.process_time() - start)
    one, two = (float(np.median(found)) for found in seconds)
    print(f"{SIDE} x {SIDE} pixels: {model.stem} {one:.2f} s, {other.stem} {two:.2f} s: {two / one:.2f} of its speed")
    print(f"with the {mirrors} mirror images that {model.stem} averages: {two / one / mirrors:.2f}")


def bare_seconds(model: Path, shapes: list[tuple[int, int]]) -> float:
    """Seconds of the processor of ``session.run`` alone, on tiles of these shapes that are in memory already."""
    session = open_session(model)
    name = session.get_inputs()[0].name
    random = np.random.default_rng(0)
    tiles = {shape: random.normal(size=(1, 3, *shape)).astype(np.float32) for shape in set(shapes)}
    session.run(None, {name: next(iter(tiles.values()))})
    start = time.process_time()
    for shape in shapes:
        session.run(None, {name: tiles[shape]})
    return time.process_time() - start


@contextmanager
def seconds_inside() -> Iterator[list[float]]:
    """Seconds of the processor of each ``session.run`` of what runs meanwhile: other work slows both alike."""
    run, found = OnnxRuntimeNetwork.run, []

    def timed(network: OnnxRuntimeNetwork, inputs: Sequence[Any], kept: Optional[Kept] = None) -> Any:
        start = time.thread_time()
        try:
            return run(network, inputs, kept)
        finally:
            found.append(time.thread_time() - start)

    OnnxRuntimeNetwork.run = timed  # type: ignore[method-assign]
    try:
        yield found
    finally:
        OnnxRuntimeNetwork.run = run  # type: ignore[method-assign]


def memory(model: Path, sides: list[int], polygons: bool) -> None:
    """Print the peak memory of a worker for images of several sizes, with all outputs, or all but the polygons."""
    peaks = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side in sides:
            image, after = write_pair(folder, side)
            after.unlink()
            (folder / f"scratch-{side}").mkdir()
            job = ClassifyLandCoverJob(
                RasterSource("INPUT", "image", str(image)),
                str(model),
                str(folder / f"scratch-{side}"),
                classes=str(folder / "classes.tif"),
                probability=str(folder / "probability.tif"),
                rgb=str(folder / "rgb.tif"),
                polygons=str(folder / "polygons.gpkg") if polygons else "",
                areas=str(folder / "areas.html"),
                resolution=0.5,
                threads=1,
            )
            worker = Worker()
            result = worker.run(dump_job(job))
            peaks.append(worker.peak_mb())
            worker.close()
            image.unlink()
            print(f"{side} x {side}: peak {peaks[-1]:.0f} MB, {result['wall']:.0f} s", flush=True)
    print(f"{model.stem}: largest over smallest {max(peaks) / min(peaks):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "landcover-aerial.onnx")
    parser.add_argument("--side", type=int, default=2048)
    parser.add_argument("--memory", type=int, nargs="*", metavar="SIDE", help="sides of images, in place of the speed")
    parser.add_argument("--without-polygons", action="store_true", help="measure the memory without POLYGONS")
    parser.add_argument("--against", type=Path, metavar="MODEL", help="compare the bare networks, in place of the speed")
    options = parser.parse_args()
    if options.against:
        against(options.model, options.against)
        return
    if options.memory:
        memory(options.model, options.memory, not options.without_polygons)
        return
    spec = load_model_file(str(options.model), (SEGMENTATION,)).spec
    work = Window(0, 0, options.side, options.side)
    plan = plan_tiles(work, spec)
    tiles = [tile for index in range(plan.rows) for tile in plan.row_of_tiles(index)]
    seen = [(window.height, window.width) for window in (plan.seen(tile, work) for tile in tiles)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        image = write_pair(folder, options.side)[0]
        (folder / "scratch").mkdir()
        job = ClassifyLandCoverJob(
            RasterSource("INPUT", "image", str(image)),
            str(options.model),
            str(folder / "scratch"),
            classes=str(folder / "classes.tif"),
            areas=str(folder / "areas.csv"),
            resolution=0.5,
            min_area_m2=0.0,
            threads=1,
        )
        with seconds_inside() as inside:
            start = time.process_time()
            classify_land_cover(job, QUIET)
            whole = time.process_time() - start
    bare = bare_seconds(options.model, seen * spec.mirrors)
    megapixels = options.side**2 / 1e6
    print(
        f"{len(tiles)} tiles of {tiles[0].height} x {tiles[0].width} pixels with {plan.halo} pixels of context, "
        f"{spec.mirrors} mirror images of each"
    )
    print(f"share of session.run in the run itself: {sum(inside) / whole:.2f}")
    print(
        f"{megapixels:.1f} Mpx: end to end {whole:.1f} s, session.run on the same tiles {bare:.1f} s; ratio {bare / whole:.2f}"
    )


if __name__ == "__main__":
    main()
