"""The preview of the panel: change detection in the current view, by a network that stays loaded."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.preview import FILE_NAME, VALUES, PreviewJob, levels_for
from ...model_file.load import ModelFile, load_model_file
from ..context import JobContext, gdal_cache
from ..dates.dates import Dates, DatesReader, GroundWanted, footprints, make_reader, open_dates
from ..dates.grid import Window
from ..dates.ground_area import make_ground_area
from ..dates.raster import Raster
from ..network.network import Network
from ..network.prediction import Strip, plan_tiles, predict_strips

# Pixels around the view that the network is shown, at most. A full halo would be a third of the time: within it, at the edge of
# the view, a preview may differ from the run.
_RIM = 32


@dataclass
class _Warm:
    """Kept from preview to preview: one network and one pair's statistics."""

    network: Optional[Network] = None
    network_key: Any = None
    scale: Any = None
    scale_key: Any = None


_warm = _Warm()


def unload() -> None:
    """Unload the network: a real job needs the memory."""
    _warm.network = _warm.network_key = _warm.scale = _warm.scale_key = None


def preview(job: PreviewJob, context: JobContext) -> dict[str, Any]:
    """Predict the part in view.

    :return: ``EMPTY``: nothing of the run's ground is in view; the other values mean nothing then. ``PATH`` of the codes (see
        :mod:`...jobs.preview`), their place (``LEFT``, ``TOP``, ``XRES``, ``YRES``, ``WIDTH``, ``HEIGHT``, ``CRS`` as WKT),
        ``LEVELS``, ``CROPPED`` (only the middle of the view was predicted), ``PIXELS`` and ``SECONDS``.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the map was moved.
    """
    started = time.monotonic()
    with gdal_cache():
        model = load_model_file(job.model)
        network = _network(job, model, context)
        with Raster(job.before) as before, Raster(job.after) as after:
            pair = open_dates(GroundWanted(job.include, job.exclude, job.resolution), model.spec, (before, after), context)
            work = _in_view(job, pair)
            if not work.pixels:
                return {**dict.fromkeys(VALUES, 0), "EMPTY": True}
            cropped = work.pixels > job.most_pixels
            pair = replace(pair, work=_middle(work, job.most_pixels, model.spec.stride) if cropped else work)
            codes = _predicted(job, pair, network, context)
    path = os.path.join(job.scratch, FILE_NAME)
    np.save(path, codes, allow_pickle=False)
    grid = pair.grid.cropped(pair.work)
    return {
        "EMPTY": False,
        "PATH": path,
        "LEFT": grid.left,
        "TOP": grid.top,
        "XRES": grid.xres,
        "YRES": grid.yres,
        "WIDTH": grid.width,
        "HEIGHT": grid.height,
        "CRS": grid.crs.to_wkt(),
        "LEVELS": levels_for(len(model.spec.classes)),
        "CROPPED": cropped,
        "PIXELS": grid.width * grid.height,
        "SECONDS": round(time.monotonic() - started, 3),
    }


def encode(probability: NDArray[np.float32], likeliest: NDArray[np.uint8], valid: NDArray[Any], levels: int) -> NDArray[Any]:
    """Return the codes, uint8 (height, width), of probabilities of any change and of the index of the likeliest class."""
    level = np.minimum((np.clip(probability, 0, 1) * levels).astype(np.int32), levels - 1)
    codes = 1 + likeliest.astype(np.int32) * levels + level
    return np.where(valid, np.minimum(codes, 255), 0).astype(np.uint8)


def _in_view(job: PreviewJob, pair: Dates) -> Window:
    """Return the window of the pair's grid that is worked on and in view; of size 0 when there is none."""
    crs = pair.grid.crs
    layers = (job.before.name, job.after.name)
    try:
        seen = make_ground_area((job.view,), (), footprints(pair.rasters, crs), crs, layers)
    except JobFailure as failure:
        if failure.code in ("area_outside", "area_empty"):
            return Window(0, 0, 0, 0)
        raise
    return pair.grid.covering(seen.bounds).clipped(pair.work)


def _middle(work: Window, most: int, stride: int) -> Window:
    """Return the middle of a window, of its shape and at most so many pixels.

    It begins at multiples of the stride where it can: the tiles of views of one size are of one size then, wherever the map is,
    and a backend that compiles for a size does it once.
    """
    share = (most / work.pixels) ** 0.5
    height, width = max(1, int(work.height * share)), max(1, int(work.width * share))
    row, col = work.row + (work.height - height) // 2, work.col + (work.width - width) // 2
    return Window(max(work.row, row // stride * stride), max(work.col, col // stride * stride), height, width)


def _predicted(job: PreviewJob, pair: Dates, network: Network, context: JobContext) -> NDArray[Any]:
    reader = _reader(job, pair, network, context)
    levels = levels_for(len(network.spec.classes))
    codes = np.zeros((pair.work.height, pair.work.width), np.uint8)

    def take(strip: Strip) -> None:
        rows = slice(strip.row, strip.row + len(strip.valid))
        codes[rows] = encode(strip.first_score, strip.labels, strip.valid, levels)

    spec = replace(network.spec, halo=min(network.spec.halo, _RIM))
    plan = plan_tiles(pair.work, spec, None, network.fixed, pair.overlap, most=network.most_pixels)
    predict_strips(reader, network, plan, False, False, take, context, lambda part: context.progress(part, "predicting"))
    return codes


def _network(job: PreviewJob, model: ModelFile, context: JobContext) -> Network:
    key = (_stamp(job.model), job.threads, job.provider)
    if _warm.network is None or _warm.network_key != key:
        _warm.network = None  # the old one's memory first
        _warm.network, _warm.network_key = Network(model, job.threads, job.provider, context.warn), key
    return _warm.network


def _reader(job: PreviewJob, pair: Dates, network: Network, context: JobContext) -> DatesReader:
    """Return a reader with the statistics of the whole overlap, measured once while neither the dates nor the model change."""
    places = tuple(_stamp(source.path) for source in (job.before, job.after))
    key = (job.before, job.after, places, _stamp(job.model), job.include, job.exclude, job.resolution)
    if _warm.scale_key != key:
        _warm.scale, _warm.scale_key = make_reader(pair, network.spec.normalisation, context).scale, key
    return DatesReader(pair, _warm.scale)


def _stamp(path: str) -> tuple[str, int, int]:
    """Return a key that changes when a file does."""
    try:
        state = os.stat(path)
    except OSError:  # what is no file: a web address, a virtual raster
        return path, 0, 0
    return path, state.st_mtime_ns, state.st_size
