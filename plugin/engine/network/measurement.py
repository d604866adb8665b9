"""Measure the installed backends: speed, time to load, memory, and how far their masks agree."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from typing import Any, Callable, Optional, Sequence

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin
from scipy.ndimage import gaussian_filter

from ...jobs.failure import JobFailure
from ...jobs.measure_runtime import MeasureRuntimeJob
from ...jobs.sources import RasterSource
from ...model_file.load import ModelFile, load_model_file
from ...model_file.spec import CHANGE, SEGMENTATION, ModelSpec
from ..context import JobContext, job_environment
from ..dates.dates import GroundWanted, make_reader, open_dates
from ..dates.grid import Window
from ..dates.raster import Raster
from .backends.backend import Target
from .backends.onnx_runtime import CPU
from .backends.registry import installed_targets
from .network import Network

TASKS = (CHANGE, SEGMENTATION)  # whose results are masks
_WORTH_IT = 1.05  # how many times faster another target must be
_ROOFS = 60
_CHANGED = 8  # of the roofs


@dataclass(frozen=True)
class Row:
    """A model on a target; see :class:`MeasureRuntimeJob` for the units. ``reason``: why it cannot be run there."""

    task: str
    model: str
    target: str
    mpx_per_second: float = 0.0
    load_seconds: float = 0.0
    memory_mb: Optional[float] = None
    unlike: float = 0.0
    reason: str = ""


def measure_runtime(job: MeasureRuntimeJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: ``ROWS`` and ``CHOICE``.
    :raises JobFailure: a model cannot be read, or not be run by ONNX Runtime.
    :raises Cancelled: the job was cancelled.
    """
    with job_environment((), job.scratch):
        os.makedirs(job.scratch, exist_ok=True)
        targets = installed_targets()
        rows: list[Row] = []
        for number, path in enumerate(job.models):
            model = load_model_file(path, TASKS)
            images = _drawn_tile(model, job, context)

            def progress(part: float, begin: int = number) -> None:
                context.check()
                context.progress((begin + part) / len(job.models), "measuring_speed")

            rows += _measure_model(model, images, targets, job, progress)
        choice = choose(rows, job.most_unlike)
        context.progress(1.0, "done", 0.0)
    return {"ROWS": [asdict(row) for row in rows], "CHOICE": choice}


def choose(rows: Sequence[Row], most_unlike: float) -> dict[str, str]:
    """Return the fastest target of each task; tasks for which that is the first one measured are left out.

    Speed is the geometric mean over the task's models of the ratio to the first target; a model that a target cannot run
    counts as run by the first. A target is left out if a mask of any model differs too much.
    """
    chosen = {}
    for task in dict.fromkeys(row.task for row in rows):
        ours = [row for row in rows if row.task == task]
        plain = {row.model: row for row in ours if row.target == ours[0].target}
        best, most = ours[0].target, _WORTH_IT
        for target in dict.fromkeys(row.target for row in ours):
            able = [row for row in ours if row.target == target and not row.reason]
            if not able or any(row.unlike > most_unlike for row in able):
                continue
            ratios = [row.mpx_per_second / plain[row.model].mpx_per_second for row in able]
            gain = float(np.exp(np.log(ratios).sum() / len(plain)))
            if gain > most:
                best, most = target, gain
        if best != ours[0].target:
            chosen[task] = best
    return chosen


def _measure_model(
    model: ModelFile,
    images: Sequence[NDArray[np.float32]],
    targets: Sequence[Target],
    job: MeasureRuntimeJob,
    progress: Callable[[float], None],
) -> list[Row]:
    """Measure a model on all targets, whose runs alternate so that other load on the machine meets all of them."""
    spec = model.spec
    rows: list[Row] = []
    tries: dict[int, _Try] = {}
    masks: dict[int, NDArray[Any]] = {}
    for index, target in enumerate(targets):
        progress(0.5 * index / len(targets))
        row = Row(spec.task, spec.id, target.name)
        before, begun = _resident_mb(), time.perf_counter()
        reasons: list[str] = []
        tried = _Try(Network(model, job.threads, target.name, _reasons_into(reasons)), target.name, reasons)
        seconds = time.perf_counter() - begun
        mask = tried.run(lambda network: _mask(network, images))
        if mask is None:
            rows.append(replace(row, reason=tried.reason))
            continue
        masks[index], tries[index] = mask, tried
        memory = None if before is None else max(0.0, (_resident_mb() or before) - before)
        rows.append(replace(row, load_seconds=seconds, memory_mb=memory, unlike=float((mask != masks[0]).mean())))
    fastest = {index: float("inf") for index in tries}
    for number in range(job.rounds):
        progress(0.5 + 0.5 * number / job.rounds)
        for index, tried in tries.items():
            begun = time.perf_counter()
            tried.run(lambda network: network.run(images))
            fastest[index] = min(fastest[index], time.perf_counter() - begun)
    pixels = images[0].shape[-1] * images[0].shape[-2] / 1e6
    for index, tried in tries.items():
        failed = Row(spec.task, spec.id, tried.target, reason=tried.reason)
        rows[index] = failed if tried.reason else replace(rows[index], mpx_per_second=pixels / fastest[index])
    return rows


class _Try:
    """A network on a target that is measured, until it fails there: a network goes on with another target by itself.

    :ivar reason: why it cannot be run there; ``""`` = it can.
    """

    def __init__(self, network: Network, target: str, reasons: list[str]) -> None:
        """:param reasons: of the network's warnings, which are added to it."""
        self._network, self.target, self._reasons = network, target, reasons
        self.reason = ""
        self._look()

    def run(self, work: Callable[[Network], NDArray[Any]]) -> Optional[NDArray[Any]]:
        """Return what ``work`` makes with the network; ``None`` if the target has failed, now or before.

        :raises JobFailure: of the plain processor, or another one than a lack of memory.
        """
        if self.reason:
            return None
        try:
            result = work(self._network)
        except JobFailure as failure:
            if self.target == CPU or failure.code != "out_of_memory":
                raise
            self.reason = failure.text()
            return None
        self._look()
        return None if self.reason else result

    def _look(self) -> None:
        if self.target != CPU and self._network.providers[0] != self.target:
            self.reason = self._reasons[-1] if self._reasons else self._network.providers[0]


def _reasons_into(reasons: list[str]) -> Callable[..., None]:
    """A function that adds the reason of each warning of a network to a list."""
    return lambda code, **values: reasons.append(str(values.get("reason", code)))


def _mask(network: Network, images: Sequence[NDArray[np.float32]]) -> NDArray[Any]:
    """The mask of a tile: changed or not, or the class."""
    scores, labels = network.head.decide(network.run(images), network.head.kept(False))
    if network.spec.task == CHANGE:
        return np.asarray(scores[0] >= network.spec.threshold)
    return np.asarray(labels)


def _drawn_tile(model: ModelFile, job: MeasureRuntimeJob, context: JobContext) -> tuple[NDArray[np.float32], ...]:
    """A tile of a drawn scene, read and normalised as in any run."""
    quiet = JobContext(lambda event: None, context.cancelled)
    spec = model.spec
    height, width = _fixed_size(model) or (-(-job.side // spec.stride) * spec.stride,) * 2
    sources = []
    for number, image in enumerate(draw_scene(height, width, len(spec.bands))[: spec.dates]):
        path = os.path.join(job.scratch, f"{spec.id}-{number}.tif")
        _write(path, image, spec)
        sources.append(RasterSource("BEFORE" if number == 0 else "AFTER", f"date {number + 1}", path))
    with ExitStack() as opened:
        rasters = tuple(opened.enter_context(Raster(source)) for source in sources)
        dates = open_dates(GroundWanted(), spec, rasters, quiet)
        images, _ = make_reader(dates, spec.normalisation, quiet).read(Window(0, 0, height, width))
    return images


def _fixed_size(model: ModelFile) -> Optional[tuple[int, int]]:
    height, width = model.header.inputs[0].shape[-2:]
    return (height, width) if isinstance(height, int) and isinstance(width, int) else None


def draw_scene(height: int, width: int, bands: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw the ground, trees and roofs with shadows on two dates, deterministically.

    :return: before and after, each uint8 (bands, height, width); some roofs are new, the light differs.
    """
    draws = np.random.default_rng(7)
    noise = [gaussian_filter(draws.standard_normal((height, width)).astype(np.float32), side) * side for side in (1, 4, 24)]
    ground = 95 + 18 * noise[0] + 30 * noise[1] + 45 * noise[2]
    colours = np.linspace(0.85, 1.15, bands, dtype=np.float32)[:, None, None]
    dates = [ground * colours for _ in range(2)]
    trees = noise[1] > 0.35
    for date in dates:
        date[:, trees] *= 0.55
    for number in range(_ROOFS):
        rows, cols = draws.integers(8, 36, 2)
        row, col = draws.integers(0, max(1, height - rows - 4)), draws.integers(0, max(1, width - cols - 4))
        colour = draws.uniform(100, 215) * draws.uniform(0.85, 1.1, (bands, 1, 1)).astype(np.float32)
        for date in dates[1:] if number < _CHANGED else dates:
            date[:, row + 4 : row + rows + 4, col + 4 : col + cols + 4] *= 0.5  # its shadow
            date[:, row : row + rows, col : col + cols] = colour + 6 * noise[0][row : row + rows, col : col + cols]
    light = (1.0, 1.12)
    before, after = (np.clip(date * factor, 0, 255).astype(np.uint8) for date, factor in zip(dates, light))
    return before, after


def _write(path: str, image: NDArray[np.uint8], spec: ModelSpec) -> None:
    gsd = spec.gsd_m.best
    profile = {"driver": "GTiff", "dtype": "uint8", "count": len(image), "height": image.shape[1], "width": image.shape[2]}
    with rasterio.open(path, "w", crs="EPSG:32632", transform=from_origin(500_000, 5_300_000, gsd, gsd), **profile) as dataset:
        dataset.write(image)


def _resident_mb() -> Optional[float]:
    """Memory of this process; ``None`` where the system does not report it in this way."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return None
